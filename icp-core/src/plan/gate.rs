//! The order of precedence of an icp's status. It stands here only: `eval`, `questions` and `batch` go through
//! [`Gate::IN_ORDER`] and match a [`Gate`] without a `_` arm, so that the compiler leads to each of them.

use super::{Card, GateFlags, IcpPlan, IcpStatus, ReasonCode};

/// A reason that decides an icp's status when no gate before it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    /// An exclusion holds.
    Excluded,
    /// Nothing that the fit scorecard asks about is known.
    NothingKnown,
    /// A required criterion of the fit scorecard is known not to be met.
    RequiredUnmet,
    /// An exclusion is unknown that holds the account back until it is known.
    ExclusionUnknown,
    /// A required criterion of the fit scorecard is unknown.
    RequiredUnknown,
    /// The coverage is below the minimum of the fit scorecard.
    LowCoverage,
    /// The tier that the score reaches. It is last, and always decides.
    Tier,
}

impl Gate {
    /// How many gates there are.
    pub(crate) const COUNT: usize = Self::Tier as usize + 1;

    /// The first gate comes first.
    pub(crate) const IN_ORDER: [Self; Self::COUNT] = [
        Self::Excluded,
        Self::NothingKnown,
        Self::RequiredUnmet,
        Self::ExclusionUnknown,
        Self::RequiredUnknown,
        Self::LowCoverage,
        Self::Tier,
    ];

    /// The status where this gate decides; only the last gate asks whether the tier is one that qualifies.
    pub(crate) const fn status(self, tier_qualifies: bool) -> IcpStatus {
        match self {
            Self::Excluded => IcpStatus::Disqualified,
            Self::NothingKnown | Self::ExclusionUnknown | Self::RequiredUnknown | Self::LowCoverage => {
                IcpStatus::InsufficientData
            }
            Self::Tier if tier_qualifies => IcpStatus::Qualified,
            Self::RequiredUnmet | Self::Tier => IcpStatus::Unqualified,
        }
    }

    /// The reason if this gate decides. `place` is the index of the exclusion, criterion or tier; other gates
    /// ignore it.
    pub(crate) const fn reason(self, place: usize) -> ReasonCode {
        match self {
            Self::Excluded => ReasonCode::Excluded(place),
            Self::NothingKnown => ReasonCode::NothingKnown,
            Self::RequiredUnmet => ReasonCode::RequiredUnmet(place),
            Self::ExclusionUnknown => ReasonCode::ExclusionUnknown(place),
            Self::RequiredUnknown => ReasonCode::RequiredUnknown(place),
            Self::LowCoverage => ReasonCode::LowCoverage,
            Self::Tier => ReasonCode::Tier(place),
        }
    }

    /// The gate that gave a reason, and the index of the exclusion, criterion or tier; 0 for gates without one.
    pub(crate) const fn of(reason: ReasonCode) -> (Self, usize) {
        match reason {
            ReasonCode::Excluded(place) => (Self::Excluded, place),
            ReasonCode::NothingKnown => (Self::NothingKnown, 0),
            ReasonCode::RequiredUnmet(place) => (Self::RequiredUnmet, place),
            ReasonCode::ExclusionUnknown(place) => (Self::ExclusionUnknown, place),
            ReasonCode::RequiredUnknown(place) => (Self::RequiredUnknown, place),
            ReasonCode::LowCoverage => (Self::LowCoverage, 0),
            ReasonCode::Tier(place) => (Self::Tier, place),
        }
    }

    /// When this gate decides the status of an icp.
    pub(crate) const fn test<'p>(self, icp: &'p IcpPlan, fit: &'p Card) -> GateTest<'p> {
        match self {
            Self::Excluded => GateTest::AnyOf(&icp.excluded),
            Self::NothingKnown => GateTest::NoScore,
            Self::RequiredUnmet => GateTest::AnyOf(&fit.unmet),
            Self::ExclusionUnknown => GateTest::AnyOf(&icp.held),
            Self::RequiredUnknown => GateTest::AnyOf(&fit.open),
            Self::LowCoverage => GateTest::LowCoverage,
            Self::Tier => GateTest::Always,
        }
    }

    /// How many different reasons this gate may give: one for each exclusion, criterion or tier, or one.
    pub(crate) fn reasons(self, icp: &IcpPlan, fit: &Card) -> usize {
        match self {
            Self::Excluded | Self::ExclusionUnknown => icp.exclusions.len(),
            Self::RequiredUnmet | Self::RequiredUnknown => fit.criteria.len(),
            Self::NothingKnown | Self::LowCoverage => 1,
            Self::Tier => fit.tiers.len(),
        }
    }
}

/// When a gate decides.
#[derive(Debug, Clone, Copy)]
pub(crate) enum GateTest<'p> {
    /// Any of these flags is set. The first that is set gives the index for the reason.
    AnyOf(&'p GateFlags),
    /// The fit scorecard has no score.
    NoScore,
    /// The coverage of the fit scorecard is below its minimum.
    LowCoverage,
    /// Always. The tier that was reached gives the index for the reason.
    Always,
}

impl IcpPlan {
    /// Whether a tier of the fit scorecard qualifies.
    pub(crate) const fn qualifies(&self, tier: usize) -> bool {
        tier <= self.last_qualifying
    }

    /// The tier that verdicts and stages treat an account as: the one that it reached or, while a required criterion is
    /// not met, one that does not qualify. `tiers` is how many there are.
    pub(crate) fn treated_tier(
        &self,
        reason: ReasonCode,
        reached: Option<usize>,
        tiers: usize,
    ) -> Option<usize> {
        match Gate::of(reason).0 {
            Gate::RequiredUnmet => self.tier_without_required(reached?, tiers),
            Gate::Excluded
            | Gate::NothingKnown
            | Gate::ExclusionUnknown
            | Gate::RequiredUnknown
            | Gate::LowCoverage
            | Gate::Tier => reached,
        }
    }

    /// The first tier that does not qualify, or the one that was reached, if that is lower: without what is required an
    /// account is not to be pursued, whatever its score. `None` where all tiers qualify.
    pub(crate) fn tier_without_required(&self, reached: usize, tiers: usize) -> Option<usize> {
        Some(reached.max(self.last_qualifying + 1)).filter(|tier| *tier < tiers)
    }
}

impl ReasonCode {
    /// The reason in four bytes, for whoever keeps one for each of many accounts; [`ReasonCode::from_bits`] gives it back.
    ///
    /// The bits are those of this version of the library: keep [`ReasonCode::as_str`] and the id in what is stored.
    ///
    /// ```
    /// use icp_core::assessment::ReasonCode;
    /// let reason = ReasonCode::RequiredUnmet(2);
    /// assert_eq!(ReasonCode::from_bits(reason.to_bits()), Some(reason));
    /// ```
    pub const fn to_bits(self) -> u32 {
        let (gate, index) = Gate::of(self);
        (gate as u32) << 24 | index as u32 & 0x00ff_ffff
    }

    /// The reason that [`ReasonCode::to_bits`] gave these bits for; `None` for bits that no reason has.
    ///
    /// ```
    /// use icp_core::assessment::ReasonCode;
    /// assert_eq!(ReasonCode::from_bits(u32::MAX), None);
    /// ```
    pub fn from_bits(bits: u32) -> Option<Self> {
        let gate = Gate::IN_ORDER.get((bits >> 24) as usize)?;
        Some(gate.reason((bits & 0x00ff_ffff) as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_enum_and_reasons_lead_back_to_their_gate() {
        for (at, gate) in Gate::IN_ORDER.into_iter().enumerate() {
            assert_eq!(gate as usize, at);
            assert_eq!(Gate::of(gate.reason(at)).0, gate);
            assert_eq!(Gate::of(gate.reason(7)).0.reason(7), gate.reason(7));
        }
    }
}
