//! Scorecards, tiers, stages, exclusions and icps as the plan has them: numbers and flags, without names. Built by
//! `compile/cards.rs`; `gate.rs` says in which order they decide.

use std::ops::Range;

use super::{Flag, GateFlags, LabelPlan, LimitPlan, Shares, TruthFlags};
use crate::value::PointUnit;

/// A scorecard, compiled.
#[derive(Debug)]
pub(crate) struct Card {
    /// The unit of its points and weights.
    pub(crate) unit: PointUnit,
    pub(crate) scale: ScalePlan,
    /// Whether its buckets are small.
    pub(crate) small: bool,
    /// Its buckets among the small or the large ones: a dimension each, or one for all.
    pub(crate) buckets: Range<usize>,
    /// The weight of all criteria of each bucket.
    pub(crate) weights: Box<[i64]>,
    /// Its criteria.
    pub(crate) criteria: Range<usize>,
    /// Lowest and highest scores under a condition, in the order in which they act.
    pub(crate) limits: Box<[LimitPlan]>,
    pub(crate) tiers: Box<[TierPlan]>,
    pub(crate) min_coverage: f64,
    /// Flags of required criteria that are not met.
    pub(crate) unmet: GateFlags,
    /// Flags of required criteria that are unknown.
    pub(crate) open: GateFlags,
    /// Flag: somewhere it is unknown whether a criterion applies.
    pub(crate) optional: Option<Flag>,
}

/// How sums become a score.
#[derive(Debug, PartialEq)]
pub(crate) enum ScalePlan {
    /// One bucket.
    Percent,
    /// A dimension with a share for each bucket.
    Shares(Shares),
    /// Units; a cap for each bucket.
    Points { base: i64, min: Option<i64>, max: Option<i64>, caps: Box<[Option<i64>]> },
}

/// A tier, compiled.
#[derive(Debug)]
pub(crate) struct TierPlan {
    pub(crate) from: Option<f64>,
    /// Entries of a number and flags: at least that many of these flags must be set.
    pub(crate) requires: Box<[(u32, Box<[Flag]>)]>,
    /// The flag of its condition.
    pub(crate) when: Option<Flag>,
    /// The condition behind it.
    pub(crate) condition: Option<u32>,
    /// The conditions of its verdicts, in their order.
    pub(crate) verdicts: Box<[Option<u32>]>,
}

/// A stage, compiled.
#[derive(Debug)]
pub(crate) struct StagePlan {
    /// Fit tiers; empty: any, also none.
    pub(crate) fit: Box<[usize]>,
    /// Intent tiers; empty: any, also none.
    pub(crate) intent: Box<[usize]>,
    /// The conditions of its verdicts, in their order.
    pub(crate) verdicts: Box<[Option<u32>]>,
}

/// An exclusion, compiled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExclusionPlan {
    pub(crate) condition: u32,
    pub(crate) flags: TruthFlags,
}

/// A profile, compiled.
#[derive(Debug)]
pub(crate) struct IcpPlan {
    /// Its place in the model.
    pub(crate) index: usize,
    /// The priority that an assessment shows.
    pub(crate) priority: u32,
    pub(crate) fit: usize,
    pub(crate) intent: Option<usize>,
    /// Exclusions, shared ones first.
    pub(crate) exclusions: Box<[ExclusionPlan]>,
    /// Flags of exclusions that hold.
    pub(crate) excluded: GateFlags,
    /// Flags of exclusions that hold an account back and are unknown.
    pub(crate) held: GateFlags,
    pub(crate) last_qualifying: usize,
    pub(crate) stages: Box<[StagePlan]>,
    pub(crate) labels: Box<[LabelPlan]>,
}
