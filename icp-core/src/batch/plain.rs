//! Icps whose status follows from whole numbers and flags: a percent scale without dimensions, tiers that ask for
//! a score only, no intent and no stages. Most icps are so.
//!
//! Each thing that keeps an icp from a yes has a bit, in the order of precedence, so that the lowest bit is the reason.

use super::reasons::ReasonTable;
use crate::eval::{IcpStatus, ReasonCode};
use crate::plan::{Card, Flag, Gate, GateTest, IcpPlan, Plan, ScalePlan};
use crate::value::{plain_coverage, plain_percent};

/// More than any score in millionths, and small enough that a sum of both is exact.
const STEP: f64 = 1_099_511_627_776.0;
/// So large that adding any score to it changes nothing, by rounding.
const FAR: f64 = STEP * STEP;

/// The status and the reason of an icp whose lowest bit is this one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Blocker {
    /// The number of the reason; the first of several where `by_tier`.
    pub(super) reason: u32,
    pub(super) status: IcpStatus,
    /// Whether there is a reason for each tier.
    pub(super) by_tier: bool,
}

/// The number of bits that an icp has.
const BITS: usize = 64;

/// An icp's questions to the sums and flags of a row.
#[derive(Debug, Clone)]
pub(super) struct Plain {
    pub(super) bucket: usize,
    pub(super) weight: f64,
    /// The least points of each tier, best first, without the last: of the first four, which are compared at once
    /// (no points are below those of a tier that is not there), and of the others.
    pub(super) first_tiers: [i32; 4],
    pub(super) other_tiers: Box<[i32]>,
    /// The least points of a tier that qualifies.
    pub(super) qualifying: i32,
    /// The least known weight for a tier.
    pub(super) known: i32,
    /// The bits that follow from sums: nothing is known, coverage below the least, tier too low.
    pub(super) nothing_known: u64,
    pub(super) low_coverage: u64,
    pub(super) low_tier: u64,
    /// Flags of the plan, and the bit that each sets.
    pub(super) bits: Vec<(Flag, u64)>,
    /// The status and the reason for each lowest bit; the last entry is for an icp without a bit set.
    blockers: Box<[Blocker; BITS + 1]>,
    /// For each lowest bit, how near the icp then is to qualifying: the leading part of the key by which icps are
    /// compared.
    nearness: Box<[f64; BITS + 1]>,
}

/// Lays out the bits of an icp.
struct Layout {
    next: usize,
    bits: Vec<(Flag, u64)>,
    blockers: Box<[Blocker; BITS + 1]>,
    nothing_known: u64,
    low_coverage: u64,
    low_tier: u64,
}

impl Layout {
    /// All bits of an icp, in the order of precedence; `yes` is what no bit means. `None` where they are too many.
    fn new(
        icp: &IcpPlan,
        card: &Card,
        yes: Blocker,
        blocker: impl Fn(Gate, usize) -> Blocker,
    ) -> Option<Self> {
        let (bits, blockers) = (Vec::new(), Box::new([yes; BITS + 1]));
        let mut layout = Self { next: 0, bits, blockers, nothing_known: 0, low_coverage: 0, low_tier: 0 };
        for gate in Gate::IN_ORDER {
            match gate.test(icp, card) {
                GateTest::AnyOf(flags) => {
                    for (flag, place) in flags.iter() {
                        let bit = layout.bit(blocker(gate, place))?;
                        layout.bits.push((flag, bit));
                    }
                }
                GateTest::NoScore => layout.nothing_known = layout.bit(blocker(gate, 0))?,
                GateTest::LowCoverage => layout.low_coverage = layout.bit(blocker(gate, 0))?,
                GateTest::Always => layout.low_tier = layout.bit(blocker(gate, 0))?,
            }
        }
        Some(layout)
    }

    /// Gives the next free bit to a blocker; `None` if all are taken.
    fn bit(&mut self, blocker: Blocker) -> Option<u64> {
        // The last entry is for an icp without a bit set.
        *self.blockers.get_mut(self.next).filter(|_| self.next < BITS)? = blocker;
        self.next += 1;
        Some(1 << (self.next - 1))
    }
}

impl Plain {
    /// All icps of a plan, if all are plain and have bits enough.
    pub(super) fn all(plan: &Plan, reasons: &ReasonTable) -> Option<Vec<Self>> {
        (0..).zip(&plan.icps).map(|(at, icp)| Self::new(plan, at, icp, reasons)).collect()
    }

    fn new(plan: &Plan, at: usize, icp: &IcpPlan, reasons: &ReasonTable) -> Option<Self> {
        let card = plan.cards.get(icp.fit)?;
        let weight = *card.weights.first()? as f64;
        let is_plain = matches!(card.scale, ScalePlan::Percent)
            && card.small
            && card.optional.is_none()
            && card.limits.is_empty()
            && icp.intent.is_none()
            && icp.stages.is_empty()
            && card.tiers.iter().all(|tier| tier.requires.is_empty() && tier.when.is_none());
        // Only the last tier takes every score, and the others are in falling order.
        let from: Vec<f64> = card.tiers.iter().map_while(|tier| tier.from).collect();
        if !is_plain || from.len() + 1 != card.tiers.len() || !from.is_sorted_by(|a, b| a >= b) {
            return None;
        }
        let tiers: Vec<i32> =
            from.iter().map(|from| least(|points| plain_percent(points, weight) >= *from)).collect();
        let mut first_tiers = [i32::MIN; 4];
        first_tiers.iter_mut().zip(&tiers).for_each(|(to, from)| *to = *from);
        let nearness = |blocker: &Blocker| match blocker.status {
            IcpStatus::Disqualified => 0.0,
            IcpStatus::Unqualified => STEP,
            IcpStatus::InsufficientData => 2.0 * STEP,
            // The best yes, or the first.
            IcpStatus::Qualified if plan.by_score => 3.0 * STEP,
            IcpStatus::Qualified => FAR,
        };
        let blocker = |status, reason| Blocker {
            reason: reasons.number(at, reason),
            status,
            by_tier: matches!(reason, ReasonCode::Tier(_)),
        };
        let yes = blocker(IcpStatus::Qualified, ReasonCode::Tier(0));
        let layout =
            Layout::new(icp, card, yes, |gate, place| blocker(gate.status(false), gate.reason(place)))?;
        Some(Self {
            bucket: card.buckets.start,
            weight,
            qualifying: tiers.get(icp.last_qualifying).copied().unwrap_or(i32::MIN),
            first_tiers,
            other_tiers: tiers.get(4..).unwrap_or_default().into(),
            known: least(|known| known >= 0 && plain_coverage(known, weight) >= card.min_coverage),
            nothing_known: layout.nothing_known,
            low_coverage: layout.low_coverage,
            low_tier: layout.low_tier,
            bits: layout.bits,
            nearness: Box::new(layout.blockers.each_ref().map(nearness)),
            blockers: layout.blockers,
        })
    }

    /// How near to a yes some bits leave it: the leading part of a key, to which the score is added.
    #[inline(always)]
    pub(super) fn nearness(&self, bits: u64) -> f64 {
        self.nearness.get(bits.trailing_zeros() as usize).copied().unwrap_or_default()
    }

    /// The blocker of the lowest of some bits; that of no bit is a yes.
    #[inline(always)]
    pub(super) fn blocker(&self, bits: u64) -> &Blocker {
        let [first, ..] = &*self.blockers;
        self.blockers.get(bits.trailing_zeros() as usize).unwrap_or(first)
    }
}

/// The least whole number for which something holds that holds for every larger one too.
fn least(holds: impl Fn(i32) -> bool) -> i32 {
    let (mut low, mut high) = (i64::from(i32::MIN), i64::from(i32::MAX));
    while low < high {
        let middle = (low + high).div_euclid(2);
        if holds(middle as i32) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low as i32
}
