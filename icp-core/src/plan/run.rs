//! The cells of numbers that are known as an interval: one for each run of neighbouring cells that it may touch. They
//! come after the cells of single values, so a table of truths or points needs no entries for them.

use std::ops::RangeInclusive;

/// With more single cells than this a slot has one run only, which goes over all values: the others would be too many
/// to number.
const MOST: u32 = 60_000;

/// How many runs a slot has, by the number of its single cells.
pub(crate) fn count(singles: u32) -> u32 {
    if singles > MOST { 1 } else { up_to(singles.saturating_sub(1)) }
}

/// How many runs of two or more there are among the first cells of values.
const fn up_to(values: u32) -> u32 {
    values * values.saturating_sub(1) / 2
}

/// The cell of the run from one cell of values to a later one; `singles` is the number of cells before those of runs.
pub(crate) fn cell(singles: u32, first: u32, last: u32) -> u32 {
    if singles > MOST {
        return singles;
    }
    // Runs are in the order of their last cell, then of their first; cell 1 is the first of a value.
    let (first, last) = (first.saturating_sub(1), last.saturating_sub(1));
    singles + up_to(last) + first
}

/// The cells that a run goes over; `None` for a single cell.
pub(crate) fn cells(singles: u32, cell: u32) -> Option<RangeInclusive<u32>> {
    let index = u64::from(cell.checked_sub(singles)?);
    if singles > MOST {
        return Some(1..=singles - 1);
    }
    let last = u64::midpoint(1, (1 + 8 * index).isqrt());
    let first = index - last * (last - 1) / 2;
    Some(first as u32 + 1..=last as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_has_a_cell_of_its_own() {
        let (values, singles) = (30, 31);
        let mut found = vec![false; count(singles) as usize];
        for last in 2..=values {
            for first in 1..last {
                let run = cell(singles, first, last);
                assert_eq!(cells(singles, run), Some(first..=last));
                let place = &mut found[(run - singles) as usize];
                assert!(!std::mem::replace(place, true));
            }
        }
        assert!(found.iter().all(|found| *found));
        assert!((0..singles).all(|single| cells(singles, single).is_none()));
        assert_eq!([1, 2, 3, 4].map(count), [0, 0, 1, 3]);
        assert_eq!((count(MOST), cell(MOST, 1, MOST - 1)), (1_799_910_001, MOST + 1_799_850_003));
    }

    #[test]
    fn with_too_many_cells_there_is_one_run() {
        let run = cell(MOST + 1, 7, 9);
        assert_eq!((count(MOST + 1), run), (1, MOST + 1));
        assert_eq!(cells(MOST + 1, run), Some(1..=MOST));
    }
}
