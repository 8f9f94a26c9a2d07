//! Numbers for reasons, so that a column of them is a column of integers.

use crate::eval::ReasonCode;
use crate::plan::{Gate, Plan};
#[cfg(feature = "arrow")]
use crate::plan::{GateTest, IcpPlan};

/// All reasons that a plan can give, numbered: icp by icp, and within an icp in the order of the gates.
#[derive(Debug, Clone)]
pub(super) struct ReasonTable {
    pub(super) all: Vec<(usize, ReasonCode)>,
    /// For each icp, the number of the first reason of each gate.
    firsts: Vec<[usize; Gate::COUNT]>,
}

impl ReasonTable {
    pub(super) fn new(plan: &Plan) -> Self {
        let (mut all, mut firsts) = (Vec::new(), Vec::new());
        for (at, icp) in plan.icps.iter().enumerate() {
            let card = plan.cards.get(icp.fit);
            firsts.push(Gate::IN_ORDER.map(|gate| {
                let first = all.len();
                let reasons = card.map_or(0, |card| gate.reasons(icp, card));
                all.extend((0..reasons).map(|place| (at, gate.reason(place))));
                first
            }));
        }
        Self { all, firsts }
    }

    /// The number of a reason of an icp.
    #[inline]
    pub(super) fn number(&self, icp: usize, reason: ReasonCode) -> u32 {
        let (gate, place) = Gate::of(reason);
        let first = self.firsts.get(icp).and_then(|firsts| firsts.get(gate as usize));
        (first.copied().unwrap_or_default() + place) as u32
    }
}

/// Whether an icp can have a reason at all: what no criterion requires is never unmet.
#[cfg(feature = "arrow")]
pub(crate) fn can_be(plan: &Plan, icp: &IcpPlan, reason: ReasonCode) -> bool {
    let Some(card) = plan.cards.get(icp.fit) else { return false };
    let (gate, place) = Gate::of(reason);
    match gate.test(icp, card) {
        GateTest::AnyOf(flags) => flags.iter().any(|(_, own)| own == place),
        GateTest::LowCoverage => card.min_coverage > 0.0,
        GateTest::NoScore | GateTest::Always => true,
    }
}
