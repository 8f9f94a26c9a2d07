use super::Place;
use crate::value::Truth;

/// A condition over slots.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Check {
    /// By the cell of one slot.
    Cell {
        place: Place,
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
    pub(crate) place: Place,
    pub(crate) of_cell: Box<[u8]>,
}

impl Check {
    /// The slots that it looks at, into a sorted list without duplicates.
    pub(crate) fn places(&self, out: &mut Vec<Place>) {
        let mut add = |place: Place| {
            if let Err(at) = out.binary_search(&place) {
                out.insert(at, place);
            }
        };
        match self {
            Self::Cell { place, .. } => add(*place),
            Self::Count { counts, .. } => counts.iter().for_each(|c| add(c.place)),
            Self::All(parts) | Self::Any(parts) | Self::AtLeast { of: parts, .. } => {
                parts.iter().for_each(|part| part.places(out));
            }
            Self::Not(part) => part.places(out),
        }
    }
}
