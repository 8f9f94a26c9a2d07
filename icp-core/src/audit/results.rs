//! The answers of every rule over a run: of criteria, exclusions, tiers and icps. Read off the scratch in which an account
//! was scored.

use std::collections::BTreeMap;

use crate::eval::{CriterionStatus, Scratch, counts, criterion_status, excluded_by, outcome};
use crate::plan::{IcpPlan, IcpStatus, Plan};

/// Different answers of one criterion that are kept, the least by their order.
const KEPT: usize = 1_000;

/// The counts of all rules.
#[derive(Debug, Clone)]
pub(super) struct Results {
    /// By the number of the criterion in the plan.
    pub(super) criteria: Vec<CriterionCounts>,
    /// By the place of the icp in the plan.
    pub(super) icps: Vec<IcpCounts>,
}

/// The answers of one criterion.
#[derive(Debug, Clone, Default)]
pub(super) struct CriterionCounts {
    /// Status and points, with the number of accounts.
    answers: BTreeMap<(Answer, i64), usize>,
    more: bool,
    /// Where it is required: accounts that do not meet it, and those of which it is not known.
    pub(super) unmet: usize,
    pub(super) open: usize,
}

/// A status with an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answer {
    Fit,
    Partial,
    None,
    Misfit,
    Unknown,
    NotApplicable,
}

/// The answers of one icp.
#[derive(Debug, Clone, Default)]
pub(super) struct IcpCounts {
    pub(super) qualified: usize,
    /// Accounts in each tier of fit, and of intent.
    pub(super) fit: Vec<usize>,
    pub(super) intent: Vec<usize>,
    /// Of each exclusion, shared ones first: accounts for which it holds, and those of which it is not known.
    pub(super) exclusions: Vec<(usize, usize)>,
}

impl Results {
    pub(super) fn new(plan: &Plan) -> Self {
        let tiers = |card: usize| vec![0; plan.cards.get(card).map_or(0, |card| card.tiers.len())];
        let icp = |icp: &IcpPlan| IcpCounts {
            qualified: 0,
            fit: tiers(icp.fit),
            intent: icp.intent.map_or_else(Vec::new, tiers),
            exclusions: vec![(0, 0); icp.exclusions.len()],
        };
        Self {
            criteria: vec![CriterionCounts::default(); plan.criteria.len()],
            icps: plan.icps.iter().map(icp).collect(),
        }
    }

    /// Counts the answers for the account that the scratch was scored with.
    pub(super) fn add(&mut self, plan: &Plan, scratch: &Scratch) {
        for (at, (criterion, sum)) in plan.criteria.iter().zip(&mut self.criteria).enumerate() {
            let found = outcome(plan, scratch, at);
            let (points, _) = counts(criterion, &found);
            sum.count((Answer::of(criterion_status(found.state)), points), 1);
            let is_set = |flag: Option<_>| usize::from(flag.is_some_and(|flag| scratch.is_flagged(flag)));
            sum.unmet += is_set(criterion.unmet);
            sum.open += is_set(criterion.open);
        }
        for ((icp, score), sum) in plan.icps.iter().zip(scratch.scores()).zip(&mut self.icps) {
            sum.qualified += usize::from(score.status == IcpStatus::Qualified);
            let tiers =
                [(&mut sum.fit, score.fit.tier), (&mut sum.intent, score.intent.and_then(|card| card.tier))];
            for (counts, tier) in tiers {
                if let Some(count) = tier.and_then(|tier| counts.get_mut(tier)) {
                    *count += 1;
                }
            }
            for place in excluded_by(icp, scratch) {
                if let Some((holds, _)) = sum.exclusions.get_mut(place) {
                    *holds += 1;
                }
            }
            for (exclusion, (_, unknown)) in icp.exclusions.iter().zip(&mut sum.exclusions) {
                *unknown += usize::from(exclusion.flags.unknown.is_some_and(|flag| scratch.is_flagged(flag)));
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (sum, more) in self.criteria.iter_mut().zip(&other.criteria) {
            more.answers.iter().for_each(|(answer, count)| sum.count(*answer, *count));
            sum.more |= more.more;
            sum.unmet += more.unmet;
            sum.open += more.open;
        }
        for (sum, more) in self.icps.iter_mut().zip(&other.icps) {
            sum.qualified += more.qualified;
            sum.fit.iter_mut().zip(&more.fit).for_each(|(sum, more)| *sum += more);
            sum.intent.iter_mut().zip(&more.intent).for_each(|(sum, more)| *sum += more);
            for ((holds, unknown), more) in sum.exclusions.iter_mut().zip(&more.exclusions) {
                *holds += more.0;
                *unknown += more.1;
            }
        }
    }
}

impl CriterionCounts {
    fn count(&mut self, answer: (Answer, i64), times: usize) {
        *self.answers.entry(answer).or_default() += times;
        if self.answers.len() > KEPT {
            self.answers.pop_last();
            self.more = true;
        }
    }

    /// The answer that most accounts get, and how many do; none where there are too many answers to tell.
    pub(super) fn commonest(&self) -> Option<(Answer, usize)> {
        let most = self
            .answers
            .iter()
            .max_by_key(|((answer, points), count)| (**count, std::cmp::Reverse((*answer, *points))));
        most.filter(|_| !self.more).map(|((answer, _), count)| (*answer, *count))
    }
}

impl Answer {
    fn of(status: CriterionStatus) -> Self {
        match status {
            CriterionStatus::Fit => Self::Fit,
            CriterionStatus::Partial => Self::Partial,
            CriterionStatus::None => Self::None,
            CriterionStatus::Misfit => Self::Misfit,
            CriterionStatus::Unknown => Self::Unknown,
            CriterionStatus::NotApplicable => Self::NotApplicable,
        }
    }

    /// The answer in a sentence whose subject is the criterion.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Fit => "it fits",
            Self::Partial => "it fits in part",
            Self::None => "it does not fit",
            Self::Misfit => "it is a misfit",
            Self::Unknown => "it is not known",
            Self::NotApplicable => "it does not apply",
        }
    }
}
