//! The compiled form of a condition, over the cells of slots. `compile` makes it; `decide.rs` computes its truth.

use super::SlotId;
use crate::value::Truth;

/// A compiled condition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Check {
    /// A test of one attribute: its truth for each cell of a slot.
    Cell {
        slot: SlotId,
        truths: Box<[Truth]>,
    },
    All(Box<[Check]>),
    Any(Box<[Check]>),
    Not(Box<Check>),
    AtLeast {
        n: u32,
        of: Box<[Check]>,
    },
    /// Whether a set or a text has at least `n` of some items or phrases, which are spread over several slots of one
    /// attribute. Unknown if it is missing.
    Count {
        n: u32,
        counts: Box<[Count]>,
    },
}

/// The number of the items or phrases in each cell of one slot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Count {
    pub(crate) slot: SlotId,
    pub(crate) of_cell: Box<[u8]>,
}

impl Check {
    /// Adds the slots that the condition reads to a sorted list without duplicates.
    pub(crate) fn slots(&self, out: &mut Vec<SlotId>) {
        let mut add = |slot: SlotId| {
            if let Err(at) = out.binary_search(&slot) {
                out.insert(at, slot);
            }
        };
        match self {
            Self::Cell { slot, .. } => add(*slot),
            Self::Count { counts, .. } => counts.iter().for_each(|c| add(c.slot)),
            Self::All(parts) | Self::Any(parts) | Self::AtLeast { of: parts, .. } => {
                parts.iter().for_each(|part| part.slots(out));
            }
            Self::Not(part) => part.slots(out),
        }
    }
}
