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
    /// So many of the items that stand in several slots of one attribute; unknown in cell 0.
    Count {
        n: u32,
        counts: Box<[Count]>,
    },
}

/// How many of the counted items each cell of a slot has.
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
