//! A condition over the cells of slots, and the slots that it reads. Its truth is in `decide.rs`.

use super::SlotId;
use crate::value::Truth;

/// A condition over slots.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Check {
    /// By the cell of one slot.
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
    /// At least `n` of some items, whose bits are in several slots of one attribute; unknown in cell 0.
    Count {
        n: u32,
        counts: Box<[Count]>,
    },
}

/// For each cell of a slot, how many of the items it has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Count {
    pub(crate) slot: SlotId,
    pub(crate) of_cell: Box<[u8]>,
}

impl Check {
    /// The slots that it looks at, into a sorted list without duplicates.
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
