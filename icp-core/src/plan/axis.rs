//! The cells of a slot that are alike to a condition, so that few combinations of cells have to be looked at.

use super::{Binning, Check, Plan, SlotId};
use crate::value::Date;

/// A slot, and for each of its single cells the one that stands for it: cells with the same one are alike wherever it matters.
/// `None` for a cell that no value is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Axis {
    pub(crate) slot: SlotId,
    pub(crate) standing_for: Vec<Option<u32>>,
}

impl Axis {
    /// The cells of a slot as a condition tells them apart. Missing, and no value, stand for themselves alone.
    pub(crate) fn new(plan: &Plan, slot: SlotId, check: &Check) -> Self {
        let count = plan.singles.get(slot as usize).copied().unwrap_or_default();
        let none = plan.none_cell(slot);
        let binning = plan.inputs.iter().flat_map(|input| &input.binnings);
        let binning = binning.into_iter().find(|binning| {
            let mut is_its = false;
            binning.slots(|of| is_its |= of == slot);
            is_its
        });
        let is_possible = |cell: u32| binning.is_none_or(|binning| binning.is_possible(cell));
        let mut seen: Vec<(Vec<u32>, u32)> = Vec::new();
        let mut standing_for = Vec::with_capacity(count as usize);
        for cell in 0..count {
            if cell == 0 || none == Some(cell) {
                standing_for.push(Some(cell));
                continue;
            }
            if !is_possible(cell) {
                standing_for.push(None);
                continue;
            }
            let mut read = Vec::new();
            check.read_in(slot, cell as usize, &mut read);
            match seen.iter().find(|(of, _)| *of == read) {
                Some((_, first)) => standing_for.push(Some(*first)),
                None => {
                    seen.push((read, cell));
                    standing_for.push(Some(cell));
                }
            }
        }
        Self { slot, standing_for }
    }

    /// The cells of values that stand for others.
    pub(crate) fn cells(&self, plan: &Plan) -> impl Iterator<Item = u32> {
        let none = plan.none_cell(self.slot);
        let cells = (0..).zip(&self.standing_for).skip(1);
        cells.filter(move |(cell, of)| **of == Some(*cell) && none != Some(*cell)).map(|(cell, _)| cell)
    }
}

impl Check {
    /// The truths and counts that its parts read in a cell of a slot.
    fn read_in(&self, slot: SlotId, cell: usize, out: &mut Vec<u32>) {
        match self {
            Self::Cell { slot: of, truths } if *of == slot => {
                out.push(truths.get(cell).map_or(u32::MAX, |truth| *truth as u32));
            }
            Self::Cell { .. } => {}
            Self::Count { n, counts } => {
                for count in counts.iter().filter(|count| count.slot == slot) {
                    // More than are asked for are as good as that many.
                    out.push(count.of_cell.get(cell).map_or(0, |found| u32::from(*found).min(*n)));
                }
            }
            Self::All(parts) | Self::Any(parts) | Self::AtLeast { of: parts, .. } => {
                parts.iter().for_each(|part| part.read_in(slot, cell, out));
            }
            Self::Not(part) => part.read_in(slot, cell, out),
        }
    }
}

impl Binning {
    /// Whether some value is in a cell.
    fn is_possible(&self, cell: u32) -> bool {
        match self {
            Self::Length(_, cuts) => has_integer(cuts, 1.0, cell),
            Self::Size(_, cuts) => has_integer(cuts, 0.0, cell),
            Self::Date(_, cuts) => {
                let is_first = cell == 1 && cuts.first().is_some_and(|cut| *cut <= Date::MIN.days());
                let is_last =
                    cell as usize == cuts.len() + 1 && cuts.last().is_some_and(|cut| *cut > Date::MAX.days());
                !is_first && !is_last
            }
            Self::Presence(_)
            | Self::Bool(_)
            | Self::Number(..)
            | Self::Recent { .. }
            | Self::Values(..)
            | Self::Hosts(..)
            | Self::Phrases(..)
            | Self::Items { .. } => true,
        }
    }
}

/// Whether an integer from `least` on is in a cell of numbers that are cut here.
fn has_integer(cuts: &[f64], least: f64, cell: u32) -> bool {
    let at = cell as usize - 1;
    let above = cuts.get(at / 2).copied();
    if at % 2 == 1 {
        return above.is_some_and(|cut| cut >= least && cut.fract() == 0.0);
    }
    let below = (at / 2).checked_sub(1).and_then(|below| cuts.get(below));
    let low = below.map_or(least, |cut| (cut.floor() + 1.0).max(least));
    above.is_none_or(|cut| low < cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Truth;

    #[test]
    fn cells_of_counts_have_integers() {
        let cuts = [0.0, 2.5, 3.0];
        let possible = |least| (1..=7).map(|cell| has_integer(&cuts, least, cell)).collect::<Vec<_>>();
        // Below 0, 0, to 2.5, 2.5, to 3, 3, above.
        assert_eq!(possible(0.0), [false, true, true, false, false, true, true]);
        assert_eq!(possible(1.0), [false, false, true, false, false, true, true]);
    }

    #[test]
    fn parts_of_a_condition_tell_cells_apart() {
        let truths = |of: &[Truth]| Check::Cell { slot: 3, truths: of.into() };
        let check = Check::All(Box::new([
            truths(&[Truth::Unknown, Truth::True, Truth::True, Truth::False]),
            Check::Not(Box::new(truths(&[Truth::Unknown, Truth::True, Truth::False, Truth::False]))),
        ]));
        let read = |cell| {
            let mut read = Vec::new();
            check.read_in(3, cell, &mut read);
            read
        };
        assert_ne!(read(1), read(2));
        assert_ne!(read(2), read(3));
        let mut other = Vec::new();
        check.read_in(4, 1, &mut other);
        assert!(other.is_empty());
    }
}
