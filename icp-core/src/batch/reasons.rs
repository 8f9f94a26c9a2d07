use crate::eval::ReasonCode;
#[cfg(feature = "arrow")]
use crate::eval::is_set;
#[cfg(feature = "arrow")]
use crate::plan::IcpPlan;
use crate::plan::Plan;

/// Every reason of a plan by number: those of an icp stand together.
#[derive(Debug, Clone)]
pub(super) struct ReasonTable {
    pub(super) all: Vec<(usize, ReasonCode)>,
    /// Where those of each icp begin, and how many exclusions and criteria it has.
    icps: Vec<(usize, usize, usize)>,
}

impl ReasonTable {
    pub(super) fn new(plan: &Plan) -> Self {
        let (mut all, mut icps) = (Vec::new(), Vec::new());
        for (at, icp) in plan.icps.iter().enumerate() {
            let card = plan.cards.get(icp.fit);
            let criteria = card.map_or(0, |card| card.criteria.len());
            let tiers = card.map_or(0, |card| card.tiers.len());
            let exclusions = icp.exclusions.len();
            icps.push((all.len(), exclusions, criteria));
            all.extend((0..exclusions).map(|n| (at, ReasonCode::Excluded(n))));
            all.push((at, ReasonCode::NothingKnown));
            all.extend((0..criteria).map(|n| (at, ReasonCode::RequiredUnmet(n))));
            all.extend((0..exclusions).map(|n| (at, ReasonCode::ExclusionUnknown(n))));
            all.extend((0..criteria).map(|n| (at, ReasonCode::RequiredUnknown(n))));
            all.push((at, ReasonCode::LowCoverage));
            all.extend((0..tiers).map(|n| (at, ReasonCode::Tier(n))));
        }
        Self { all, icps }
    }

    /// The number of a reason of an icp.
    #[inline]
    pub(super) fn number(&self, icp: usize, reason: ReasonCode) -> u32 {
        let (first, exclusions, criteria) = self.icps.get(icp).copied().unwrap_or_default();
        let offset = match reason {
            ReasonCode::Excluded(n) => n,
            ReasonCode::NothingKnown => exclusions,
            ReasonCode::RequiredUnmet(n) => exclusions + 1 + n,
            ReasonCode::ExclusionUnknown(n) => exclusions + 1 + criteria + n,
            ReasonCode::RequiredUnknown(n) => 2 * exclusions + 1 + criteria + n,
            ReasonCode::LowCoverage => 2 * exclusions + 1 + 2 * criteria,
            ReasonCode::Tier(n) => 2 * exclusions + 2 + 2 * criteria + n,
        };
        (first + offset) as u32
    }
}

/// Whether an icp can have a reason at all: what no criterion requires is never unmet.
#[cfg(feature = "arrow")]
pub(crate) fn can_be(plan: &Plan, icp: &IcpPlan, reason: ReasonCode) -> bool {
    let counts = |mark: Option<u32>, mask: &[u64]| mark.is_some_and(|mark| is_set(mask, mark));
    let Some(card) = plan.cards.get(icp.fit) else { return false };
    let criterion =
        |at: usize| plan.criteria.get(card.criteria.clone()).and_then(|criteria| criteria.get(at));
    match reason {
        ReasonCode::Excluded(at) => {
            icp.exclusions.get(at).is_some_and(|exclusion| counts(exclusion.marks.holds, &icp.excluded))
        }
        ReasonCode::ExclusionUnknown(at) => {
            icp.exclusions.get(at).is_some_and(|exclusion| counts(exclusion.marks.unknown, &icp.held))
        }
        ReasonCode::RequiredUnmet(at) => criterion(at).is_some_and(|one| counts(one.unmet, &icp.unmet)),
        ReasonCode::RequiredUnknown(at) => criterion(at).is_some_and(|one| counts(one.open, &icp.open)),
        ReasonCode::LowCoverage => card.min_coverage > 0.0,
        ReasonCode::NothingKnown | ReasonCode::Tier(_) => true,
    }
}
