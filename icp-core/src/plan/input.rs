//! The attributes of a plan, and how each is cut into the cells of slots. Located by `eval/locate.rs` for one account and by
//! `batch` for columns.

use std::sync::Arc;

use super::{Hosts, Lookup, PhraseSet};
use crate::reading::Reading;
use crate::value::AttributeType;

/// One attribute and the ways in which it is located.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) name: Box<str>,
    pub(crate) kind: AttributeType,
    /// How its values are read.
    pub(crate) reading: Reading,
    /// Folded spellings to numbers of canonical texts; spellings of one value share a number.
    pub(crate) synonyms: Lookup,
    /// The folded canonical texts behind `synonyms`.
    pub(crate) canonical: Vec<Box<str>>,
    pub(crate) binnings: Vec<Binning>,
    /// Which values it may have beside those of its type.
    pub(crate) takes: Takes,
    /// Whether the number itself is needed (curves, formulas, comparisons).
    pub(crate) derived: bool,
    /// Whether an answer may depend on it, directly or through a formula. An invalid value of an attribute that is not
    /// used is no reason to refuse an account.
    pub(crate) used: bool,
}

/// Values that are known in part, or known not to be there, where an attribute may have them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Takes {
    /// Numbers known as an interval: its cells of numbers have runs.
    pub(crate) intervals: bool,
    /// Known to have no value: each of its slots has a cell for that.
    pub(crate) none: bool,
}

impl Takes {
    pub(crate) const fn in_part(self) -> bool {
        self.intervals || self.none
    }
}

/// The number of a slot: of one cutting of an attribute, by which an array of cells is indexed.
pub(crate) type SlotId = u32;

/// The cell of a slot.
pub(crate) fn cell(cells: &[u32], slot: SlotId) -> usize {
    cells.get(slot as usize).map_or(0, |cell| *cell as usize)
}

/// One binning of an attribute: how its values are cut into the cells of a slot, or, for items, of several slots. Cell 0 is
/// missing.
#[derive(Debug)]
pub(crate) enum Binning {
    /// Known or not: cells 0, 1.
    Presence(SlotId),
    /// False 1, true 2.
    Bool(SlotId),
    /// Cuts c0 < c1 < ..: below c0 is 1, c0 itself 2, between 3, c1 4, ..
    Number(SlotId, Box<[f64]>),
    /// Days c0 < c1 < ..: 1 + the number of cuts that are not after the date.
    Date(SlotId, Box<[i32]>),
    /// Like `Date`, with the cuts of a range of the plan's spans and the day after the as-of date as the last.
    Recent {
        slot: SlotId,
        /// First of the spans, shortest last.
        first: u32,
        /// How many spans.
        count: u32,
    },
    /// Named values: 1 is any other, 2.. the named ones. Keys are folded texts and spellings as written.
    Values(SlotId, Lookup),
    /// Named hosts: 1 is none of them and below none, 2.. the nearest of them, itself or above.
    Hosts(SlotId, Arc<Hosts>),
    /// Which of up to eight phrases are there: 1 + a bit mask.
    Phrases(SlotId, PhraseSet),
    /// The length in characters, cut like a number.
    Length(SlotId, Box<[f64]>),
    /// Which of the named items are there: 1 + a bit mask, in consecutive slots of `bits` items.
    Items { first: SlotId, count: u32, bits: u32, lookup: Lookup },
    /// The number of distinct items, cut like a number.
    Size(SlotId, Box<[f64]>),
}

impl Binning {
    /// Its slot, or the first of several.
    pub(crate) fn first_slot(&self) -> SlotId {
        match self {
            Self::Presence(slot)
            | Self::Bool(slot)
            | Self::Number(slot, _)
            | Self::Date(slot, _)
            | Self::Recent { slot, .. }
            | Self::Values(slot, _)
            | Self::Hosts(slot, _)
            | Self::Phrases(slot, _)
            | Self::Length(slot, _)
            | Self::Size(slot, _)
            | Self::Items { first: slot, .. } => *slot,
        }
    }

    /// The slots that it writes.
    pub(crate) fn slots(&self, mut each: impl FnMut(SlotId)) {
        match self {
            Self::Presence(slot)
            | Self::Bool(slot)
            | Self::Number(slot, _)
            | Self::Date(slot, _)
            | Self::Recent { slot, .. }
            | Self::Values(slot, _)
            | Self::Hosts(slot, _)
            | Self::Phrases(slot, _)
            | Self::Length(slot, _)
            | Self::Size(slot, _) => each(*slot),
            Self::Items { first, count, .. } => (*first..first + count).for_each(each),
        }
    }
}

/// A slot whose cell is the truth of a test on values: 0 unknown, 1 false, 2 true.
#[derive(Debug)]
pub(crate) struct ComputedSlot {
    pub(crate) slot: SlotId,
    pub(crate) test: SlotTest,
}

/// A test that cells cannot answer.
#[derive(Debug)]
pub(crate) enum SlotTest {
    Happened(HappenedTest),
    Compare { left: u32, comparison: crate::model::Comparison, right: u32 },
}

/// A test on the sum of the counts of events.
#[derive(Debug)]
pub(crate) struct HappenedTest {
    pub(crate) attribute: u32,
    pub(crate) events: EventsCounted,
    /// How many different events must have a sum of 1 or more.
    pub(crate) distinct: Option<usize>,
    /// Index into the plan's spans.
    pub(crate) within: Option<u32>,
    pub(crate) at_least: Option<f64>,
    pub(crate) at_most: Option<f64>,
    /// Whether each event counts once a day at most.
    pub(crate) once_a_day: bool,
}

/// Which events a test counts. Names are folded.
#[derive(Debug)]
pub(crate) enum EventsCounted {
    One(Box<str>),
    /// Sorted, each once.
    AnyOf(Box<[Box<str>]>),
    Any,
}
