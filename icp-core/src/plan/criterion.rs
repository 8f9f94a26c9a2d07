//! A criterion as the plan has it: when it applies, its rule over slots, what it counts while unknown, and the outcome for one
//! account. Reading it off cells is in `decide.rs`.

use super::{Check, CurvePlan, Flag, ListedBits, SlotId, SumPlan, TruthFlags};
use crate::value::Micro;

/// A criterion, compiled. Points and weights are whole units of its card.
#[derive(Debug)]
pub(crate) struct CriterionPlan {
    /// Whether its bucket is small.
    pub(crate) small: bool,
    /// Its bucket among the small or the large ones.
    pub(crate) bucket: usize,
    pub(crate) weight: i64,
    pub(crate) reading: Reading,
    /// How the bounds read it, where that differs: `known` on a missing attribute is open, since filling it in
    /// changes the answer.
    pub(crate) open_reading: Option<Box<Reading>>,
    pub(crate) unknown: UnknownCounts,
    pub(crate) decided: Decided,
    pub(crate) flags: TruthFlags,
    /// Flag when it is required and known not to be met.
    pub(crate) unmet: Option<Flag>,
    /// Flag when it is required and unknown.
    pub(crate) open: Option<Flag>,
    /// Flag when it is unknown whether it applies, on a percent card.
    pub(crate) optional: Option<Flag>,
    /// On a points card a criterion that may not apply gives nothing.
    pub(crate) percent: bool,
}

/// When a criterion applies, and its rule.
#[derive(Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) applies: Option<Check>,
    pub(crate) rule: RulePlan,
}

/// How an unknown criterion counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnknownCounts {
    /// These points, with its weight.
    Points(i64),
    /// Nothing, and no weight.
    Skip,
    /// The least of its open branches, with its weight.
    Least,
}

impl UnknownCounts {
    pub(crate) fn keeps_weight(self) -> bool {
        self != Self::Skip
    }
}

/// Where the outcome of a criterion comes from while an account is scored.
#[derive(Debug)]
pub(crate) enum Decided {
    /// In a table: the outcome of each class of a group.
    Group { group: u32, outcomes: Box<[Outcome]> },
    /// From no table: it is computed from the cells for each account, and kept in the scratch at this index.
    Loose(u32),
}

/// The answer of a criterion for one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum State {
    Fit,
    Partial,
    None,
    Misfit,
    #[default]
    Unknown,
    NotApplicable,
    /// Known, but the points depend on a value.
    Valued,
}

/// Whether a criterion applies, once everything is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Applies {
    #[default]
    Surely,
    Maybe,
    Never,
}

/// A criterion's answer for one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Outcome {
    pub(crate) state: State,
    /// The band that holds, from 1; 0 for none.
    pub(crate) band: u16,
    /// Whether it may yet apply, for the bounds.
    pub(crate) applies: Applies,
    /// Whether points and bounds are still to be worked out from a value.
    pub(crate) valued: bool,
    /// Points of a known criterion; what an unknown one counts.
    pub(crate) points: i64,
    /// Lowest points of the branches still open.
    pub(crate) lo: i64,
    /// Highest points of the branches still open.
    pub(crate) hi: i64,
}

/// The points in each cell of a slot; `None` falls back to the rule's `otherwise`.
pub(crate) type PointsByCell = Box<[Option<i64>]>;

/// The best that the items in one slot of a set give.
pub(crate) type BestOf = (SlotId, PointsByCell);

/// A rule over slots.
#[derive(Debug, PartialEq)]
pub(crate) enum RulePlan {
    /// Fit rules and bands: the first check that holds gives its branch.
    Branches {
        branches: Box<[(Check, Branch)]>,
        last: Branch,
        /// Where it reads a single slot and that has runs: the slot and its single cells. It is then read cell by cell.
        alone: Option<(SlotId, u32)>,
    },
    /// Points by the cell of one slot; `None` falls back to `otherwise`.
    ByCell {
        slot: SlotId,
        points: Box<[Option<i64>]>,
        otherwise: i64,
        open: (i64, i64),
    },
    /// A table of a set: the best of its items.
    Best {
        parts: Box<[BestOf]>,
        listed: Box<[ListedBits]>,
        otherwise: i64,
        open: (i64, i64),
    },
    Sum(SumPlan),
    Curve(CurvePlan),
    Decay(DecayPlan),
}

/// A rule whose points depend on a value and not only on cells.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ByValue<'p> {
    Curve(&'p CurvePlan),
    Decay(&'p DecayPlan),
}

impl ByValue<'_> {
    /// The attribute whose value it reads.
    pub(crate) const fn attribute(self) -> u32 {
        match self {
            Self::Curve(curve) => curve.attribute,
            Self::Decay(decay) => decay.attribute,
        }
    }
}

impl RulePlan {
    /// The rule, if its points depend on a value.
    pub(crate) const fn by_value(&self) -> Option<ByValue<'_>> {
        match self {
            Self::Curve(curve) => Some(ByValue::Curve(curve)),
            Self::Decay(decay) => Some(ByValue::Decay(decay)),
            Self::Branches { .. } | Self::ByCell { .. } | Self::Best { .. } | Self::Sum(_) => None,
        }
    }

    /// The checks that it goes through in order, up to the first that holds; `None` for a rule that just reads its slots.
    pub(crate) const fn branches(&self) -> Option<&[(Check, Branch)]> {
        match self {
            Self::Branches { branches, .. } => Some(branches),
            Self::ByCell { .. } | Self::Best { .. } | Self::Sum(_) | Self::Curve(_) | Self::Decay(_) => None,
        }
    }

    /// The bits of the listed items of a set or phrases of a text, if it lists any.
    pub(crate) fn listed(&self) -> Option<&[ListedBits]> {
        match self {
            Self::Best { listed, .. } => Some(listed),
            Self::Sum(sum) => Some(&sum.listed),
            Self::Branches { .. } | Self::ByCell { .. } | Self::Curve(_) | Self::Decay(_) => None,
        }
    }

    /// The lowest and the highest points that are possible while nothing is known.
    pub(crate) fn open(&self) -> (i64, i64) {
        match self {
            Self::Branches { branches, last, .. } => {
                let points = branches.iter().map(|(_, branch)| branch.points);
                points.fold((last.points, last.points), |(low, high), points| {
                    (low.min(points), high.max(points))
                })
            }
            Self::ByCell { open, .. } | Self::Best { open, .. } => *open,
            Self::Sum(sum) => sum.open,
            Self::Curve(curve) => curve.open,
            Self::Decay(decay) => decay.open,
        }
    }
}

/// One branch of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Branch {
    pub(crate) points: i64,
    pub(crate) state: State,
}

#[derive(Debug, PartialEq)]
pub(crate) struct DecayPlan {
    pub(crate) slot: SlotId,
    pub(crate) attribute: u32,
    /// Folded events, sorted.
    pub(crate) events: Box<[FadingEvent]>,
    /// Whether each event counts once a day at most.
    pub(crate) once_a_day: bool,
    pub(crate) max_age: Option<u32>,
    pub(crate) floor: Micro,
    pub(crate) max: Micro,
    /// The largest magnitude of each event's own sum, in the order of the document; empty where none has one.
    pub(crate) own_max: Box<[f64]>,
    /// Units of a millionth of what the rule gives.
    pub(crate) units_per_micro: i64,
    pub(crate) open: (i64, i64),
}

impl DecayPlan {
    /// The place of the entry of all events that are not named: its name is blank, so it is the first.
    pub(crate) fn others(&self) -> Option<usize> {
        self.events.first().filter(|event| event.name.is_empty()).map(|_| 0)
    }

    /// Whether an event counts at an age in days.
    pub(crate) fn counts_at(&self, event: &FadingEvent, age: i32) -> bool {
        let is_older = |most: u32| i64::from(age) > i64::from(most);
        let is_flat_and_over = match event.fade {
            Fade::Flat(days) => is_older(days),
            Fade::HalfLife(_) | Fade::Linear(_) => false,
        };
        age >= 0 && !self.max_age.is_some_and(is_older) && !is_flat_and_over
    }
}

/// An event of a decay: what it gives when it is fresh, and how it fades.
#[derive(Debug, PartialEq)]
pub(crate) struct FadingEvent {
    /// Folded; blank for all events that are not named.
    pub(crate) name: Box<str>,
    /// Its index in the document.
    pub(crate) place: usize,
    pub(crate) rating: Micro,
    pub(crate) fade: Fade,
}

/// How an event fades; days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fade {
    HalfLife(f64),
    Linear(f64),
    /// In full up to and including this age.
    Flat(u32),
}
