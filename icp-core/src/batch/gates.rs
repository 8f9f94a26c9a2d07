//! The gates of an icp as bits of one word: whatever keeps it from a yes has a bit, in the order of precedence, so that the lowest
//! bit that is set is the reason. Bits above them are for flags that something else asks for.

use super::reasons::ReasonTable;
use crate::eval::{IcpStatus, ReasonCode};
use crate::plan::{Card, Flag, Gate, GateTest, IcpPlan, Plan};

/// Added to a score in millionths, so that it is above that of an icp of which nothing is known.
pub(super) const ABOVE: f64 = 1_099_511_627_776.0;
/// No score is further from 0 than this, in millionths.
pub(super) const FURTHEST: f64 = ABOVE / 2.0;
/// More than any of those sums, and small enough that a sum of both is exact.
const STEP: f64 = 4.0 * ABOVE;
/// So large that adding any score to it changes nothing, by rounding.
const FAR: f64 = STEP * STEP * STEP;

/// The status and the reason of an icp whose lowest bit is this one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Blocker {
    /// The number of the reason; the first of several where `by_tier`.
    pub(super) reason: u32,
    pub(super) status: IcpStatus,
    /// Whether there is a reason for each tier.
    pub(super) by_tier: bool,
    /// Whether a required criterion is not met: verdicts and stages then treat the icp as one that does not qualify.
    pub(super) is_unmet: bool,
}

/// The number of bits that an icp has.
const BITS: usize = 64;

/// The bits of an icp.
#[derive(Debug, Clone)]
pub(super) struct Gates {
    next: usize,
    /// Flags of the plan, and the bit that each sets.
    pub(super) bits: Vec<(Flag, u64)>,
    /// The bits that follow from sums: nothing is known, coverage below the least, tier too low.
    pub(super) nothing_known: u64,
    pub(super) low_coverage: u64,
    pub(super) low_tier: u64,
    /// The bits of exclusions, with their places.
    pub(super) exclusions: Vec<(u64, usize)>,
    /// The status and the reason for each lowest bit; the last entry is for an icp without a bit set.
    blockers: Box<[Blocker; BITS + 1]>,
    /// For each lowest bit, how near the icp then is to qualifying: the leading part of the key by which icps are
    /// compared.
    nearness: Box<[f64; BITS + 1]>,
}

impl Gates {
    /// All gates of an icp, in the order of precedence. `None` where they are too many.
    pub(super) fn new(
        plan: &Plan,
        at: usize,
        icp: &IcpPlan,
        card: &Card,
        reasons: &ReasonTable,
    ) -> Option<Self> {
        let blocker = |status, reason| Blocker {
            reason: reasons.number(at, reason),
            status,
            by_tier: matches!(reason, ReasonCode::Tier(_)),
            is_unmet: matches!(reason, ReasonCode::RequiredUnmet(_)),
        };
        let yes = blocker(IcpStatus::Qualified, ReasonCode::Tier(0));
        let mut gates = Self {
            next: 0,
            bits: Vec::new(),
            nothing_known: 0,
            low_coverage: 0,
            low_tier: 0,
            exclusions: Vec::new(),
            blockers: Box::new([yes; BITS + 1]),
            nearness: Box::new([0.0; BITS + 1]),
        };
        for gate in Gate::IN_ORDER {
            let blocker = |place: usize| blocker(gate.status(false), gate.reason(place));
            match gate.test(icp, card) {
                GateTest::AnyOf(flags) => {
                    for (flag, place) in flags.iter() {
                        let bit = gates.bit(blocker(place))?;
                        gates.bits.push((flag, bit));
                        if gate == Gate::Excluded {
                            gates.exclusions.push((bit, place));
                        }
                    }
                }
                GateTest::NoScore => gates.nothing_known = gates.bit(blocker(0))?,
                GateTest::LowCoverage => gates.low_coverage = gates.bit(blocker(0))?,
                GateTest::Always => gates.low_tier = gates.bit(blocker(0))?,
            }
        }
        gates.nearness = Box::new(gates.blockers.each_ref().map(|blocker| match blocker.status {
            IcpStatus::Disqualified => 0.0,
            IcpStatus::Unqualified => STEP,
            IcpStatus::InsufficientData => 2.0 * STEP,
            // The best yes, or the first.
            IcpStatus::Qualified if plan.by_score => 3.0 * STEP,
            IcpStatus::Qualified => FAR,
        }));
        Some(gates)
    }

    /// Gives the next free bit to a blocker; `None` if all are taken.
    fn bit(&mut self, blocker: Blocker) -> Option<u64> {
        // The last entry is for an icp without a bit set.
        *self.blockers.get_mut(self.next).filter(|_| self.next < BITS)? = blocker;
        self.next += 1;
        Some(1 << (self.next - 1))
    }

    /// The bit of a flag that something other than a gate asks for. As the lowest bit that is set it stands for a yes.
    pub(super) fn flag(&mut self, flag: Flag) -> Option<u64> {
        if let Some((_, bit)) = self.bits.iter().find(|(own, _)| *own == flag) {
            return Some(*bit);
        }
        let [.., yes] = *self.blockers;
        let bit = self.bit(yes)?;
        self.bits.push((flag, bit));
        Some(bit)
    }

    /// The bits of some flags together.
    pub(super) fn mask(&mut self, flags: impl Iterator<Item = Flag>) -> Option<u64> {
        flags.map(|flag| self.flag(flag)).try_fold(0, |mask, bit| Some(mask | bit?))
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
