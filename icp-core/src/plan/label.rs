//! Labels as the plan has them: conditions, and tests of the icp's own result. Made by `compile/labels.rs`, read by
//! `eval/label.rs`.

use super::IcpStatus;
use crate::value::Interval;

/// A label: the condition of each entry, `None` for one that always holds.
pub(crate) type LabelPlan = Box<[Option<LabelCheck>]>;

/// The condition of an entry.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum LabelCheck {
    All(Box<[LabelCheck]>),
    Any(Box<[LabelCheck]>),
    Not(Box<LabelCheck>),
    AtLeast {
        n: usize,
        of: Box<[LabelCheck]>,
    },
    /// A condition on attributes, by its number.
    Condition(u32),
    Result(ResultCheck),
}

/// Tests of a result, all of which must hold; an empty one tests nothing. Tiers and stages are given by their places.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ResultCheck {
    pub(crate) tiers: Box<[usize]>,
    pub(crate) statuses: Box<[IcpStatus]>,
    pub(crate) stages: Box<[usize]>,
    pub(crate) intent_tiers: Box<[usize]>,
    pub(crate) score: Box<[NumberCheck]>,
    pub(crate) coverage: Box<[NumberCheck]>,
    pub(crate) intent_score: Box<[NumberCheck]>,
}

/// Whether a number is wanted in some intervals, or outside of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NumberCheck {
    pub(crate) intervals: Box<[Interval]>,
    pub(crate) wanted: bool,
}

impl NumberCheck {
    /// Whether it holds for a number.
    pub(crate) fn holds(&self, value: f64) -> bool {
        self.intervals.iter().any(|one| one.contains(value)) == self.wanted
    }
}

impl LabelCheck {
    /// Whether it reads the cells of an account.
    pub(crate) fn asks_cells(&self) -> bool {
        match self {
            Self::All(of) | Self::Any(of) | Self::AtLeast { of, .. } => of.iter().any(Self::asks_cells),
            Self::Not(part) => part.asks_cells(),
            Self::Condition(_) => true,
            Self::Result(_) => false,
        }
    }
}
