//! A rule that adds the points of the listed items or phrases that an account has: `per_match`, and a `table` on a set that adds.
//! `compile` makes it; `eval`, `batch` and the analysis read it. The cells say which items an account has.

use super::{SlotId, cell};
use crate::value::clamped;

/// The points of the listed items that an account has, added up.
#[derive(Debug, PartialEq)]
pub(crate) struct SumPlan {
    /// The items that one slot alone tells, by the slot.
    pub(crate) slots: Box<[SlotSum]>,
    /// The items that several slots tell, since their texts are spread over them.
    pub(crate) spread: Box<[SpreadItem]>,
    /// For each item the bits that tell it: what names the items in an answer.
    pub(crate) listed: Box<[ListedBits]>,
    /// The points where the account has none of the items.
    pub(crate) otherwise: i64,
    /// The sum is cut to at most this, and at least its negative.
    pub(crate) max: i64,
    /// The lowest and the highest points that are possible while nothing is known.
    pub(crate) open: (i64, i64),
}

/// The items of one slot: for each its bits, of which one is enough, and its points.
#[derive(Debug, PartialEq)]
pub(crate) struct SlotSum {
    pub(crate) slot: SlotId,
    pub(crate) items: Box<[(u32, i64)]>,
}

/// An item that is there if one of its bits is, in whichever slot.
#[derive(Debug, PartialEq)]
pub(crate) struct SpreadItem {
    pub(crate) bits: Box<[(SlotId, u32)]>,
    pub(crate) points: i64,
}

/// The bits of a listed item in one slot. Items are in the order of the model, and the entries of one item next to each other.
#[derive(Debug, PartialEq)]
pub(crate) struct ListedBits {
    pub(crate) item: u32,
    pub(crate) slot: SlotId,
    pub(crate) mask: u32,
}

/// Whether one of some bits is there. The cell of a value has one bit for each item or phrase, from the second cell on; that
/// of no value has a bit of its own.
pub(crate) fn has(cell: usize, mask: u32) -> bool {
    cell.checked_sub(1).is_some_and(|bits| bits as u32 & mask != 0)
}

impl SlotSum {
    /// The sum of the items in a cell; `None` where the cell has none.
    pub(crate) fn in_cell(&self, cell: usize) -> Option<i64> {
        let found = self.items.iter().filter(|(mask, _)| has(cell, *mask));
        found.map(|(_, points)| *points).reduce(i64::saturating_add)
    }
}

impl SumPlan {
    /// The slots that it reads.
    pub(crate) fn slots(&self) -> impl Iterator<Item = SlotId> {
        let spread = self.spread.iter().flat_map(|item| item.bits.iter().map(|(slot, _)| *slot));
        self.slots.iter().map(|part| part.slot).chain(spread)
    }

    /// The points for these cells; `None` while the attribute is missing.
    pub(crate) fn points(&self, cells: &[u32]) -> Option<i64> {
        let mut sum = None;
        let mut add = |points: Option<i64>| {
            if let Some(points) = points {
                sum = Some(sum.unwrap_or(0i64).saturating_add(points));
            }
        };
        for part in &self.slots {
            match cell(cells, part.slot) {
                0 => return None,
                // None of the bits.
                1 => {}
                cell => add(part.in_cell(cell)),
            }
        }
        for item in &self.spread {
            let mut is_there = false;
            for (slot, mask) in &item.bits {
                let cell = cell(cells, *slot);
                if cell == 0 {
                    return None;
                }
                is_there |= has(cell, *mask);
            }
            add(is_there.then_some(item.points));
        }
        Some(sum.map_or(self.otherwise, |sum| self.within(sum)))
    }

    /// A sum within the maximum.
    pub(crate) fn within(&self, sum: i64) -> i64 {
        clamped(sum, -self.max, self.max)
    }
}

/// The places in the model of the items that an account has; `None` while the attribute is missing.
pub(crate) fn found(listed: &[ListedBits], cells: &[u32]) -> Option<Vec<usize>> {
    let mut found: Vec<usize> = Vec::new();
    for bits in listed {
        let cell = cell(cells, bits.slot);
        if cell == 0 {
            return None;
        }
        let item = bits.item as usize;
        if has(cell, bits.mask) && found.last() != Some(&item) {
            found.push(item);
        }
    }
    Some(found)
}
