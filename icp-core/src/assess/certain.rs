//! The facts that an assessment makes certain, whatever the missing values turn out to be. `explain` words them.

use super::effect::tier;
use super::{AssessmentData, CriterionAssessment, IcpAssessment};
use crate::eval::{CriterionStatus, IcpStatus, ReasonCode};
use crate::value::Truth;

/// The best and the worst tier, and the last that qualifies, once everything is known.
pub(crate) struct Reach {
    pub(crate) best: usize,
    pub(crate) worst: usize,
    pub(crate) qualifying: usize,
}

impl Reach {
    pub(crate) fn of(icp: &IcpAssessment) -> Option<Self> {
        let tiers = &icp.fit.note.tiers;
        let (low, high) = icp.fit.bounds?;
        let last = tiers.len().checked_sub(1)?;
        let qualifying = tiers.iter().position(|tier| icp.qualifies_from.as_ref() == Some(&tier.id));
        Some(Self {
            best: tier(&icp.fit, high, |tier| tier.requires != Truth::False).unwrap_or(last),
            worst: tier(&icp.fit, low, |tier| tier.requires == Truth::True).unwrap_or(last),
            qualifying: qualifying.unwrap_or(last),
        })
    }
}

/// Whether an account fits, whatever is found for everything that is missing.
pub(crate) fn surely_fits(assessment: &AssessmentData, icp: &IcpAssessment) -> bool {
    // A formula may give no number, whatever goes into it.
    let settled = assessment.derived.iter().all(|derived| derived.value.is_some());
    let counts = |criterion: &CriterionAssessment| {
        criterion.status != CriterionStatus::NotApplicable && !criterion.may_not_apply
    };
    let criteria = || icp.fit.criteria.iter();
    settled
        && icp.status != IcpStatus::Disqualified
        && !required_is_unmet(icp)
        && icp.possible_exclusions.is_empty()
        && criteria().any(counts)
        && !criteria().any(|criterion| criterion.required && !criterion.missing.is_empty())
        && Reach::of(icp).is_some_and(|reach| reach.worst <= reach.qualifying)
}

/// Whether an account that does not fit as far as is known may turn out to.
pub(crate) fn may_fit(icp: &IcpAssessment) -> bool {
    icp.status == IcpStatus::Unqualified
        && !required_is_unmet(icp)
        && !icp.missing.is_empty()
        && Reach::of(icp).is_some_and(|reach| reach.best <= reach.qualifying)
}

/// Whether a required criterion is not met: no value for anything else can change that.
pub(crate) fn required_is_unmet(icp: &IcpAssessment) -> bool {
    match icp.reason.code {
        ReasonCode::RequiredUnmet(_) => true,
        ReasonCode::Excluded(_)
        | ReasonCode::NothingKnown
        | ReasonCode::ExclusionUnknown(_)
        | ReasonCode::RequiredUnknown(_)
        | ReasonCode::LowCoverage
        | ReasonCode::Tier(_) => false,
    }
}
