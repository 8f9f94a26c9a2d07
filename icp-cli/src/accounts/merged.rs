//! Merged cells of a sheet: the file has their value in the first row alone, and people see it in every row that they span. So it
//! is given to each of those rows that has something in it.

use calamine::Dimensions;

use super::cell::Cell;
use crate::notice::notice;
use crate::text::count;

/// The merged cells of a sheet that span several rows, by their first row.
#[derive(Debug, Default)]
pub(super) struct Merged {
    regions: Vec<Region>,
    /// Regions whose first row was passed.
    begun: usize,
    /// Those of them that go on.
    open: Vec<usize>,
    /// Regions that gave their value to a row, and these rows.
    filled: usize,
    rows: u64,
}

/// One merged cell: the column of its value, and its rows, from 1.
#[derive(Debug)]
struct Region {
    column: usize,
    first: u64,
    last: u64,
    value: Cell,
    is_used: bool,
}

impl Merged {
    pub(super) fn new(regions: impl IntoIterator<Item = Dimensions>) -> Self {
        let region = |region: Dimensions| Region {
            column: usize::try_from(region.start.1).unwrap_or(usize::MAX),
            first: u64::from(region.start.0) + 1,
            last: u64::from(region.end.0) + 1,
            value: Cell::Blank,
            is_used: false,
        };
        let mut regions: Vec<Region> =
            regions.into_iter().map(region).filter(|region| region.first < region.last).collect();
        regions.sort_by_key(|region| region.first);
        Self { regions, ..Self::default() }
    }

    /// Puts the values of merged cells into a row; rows come in their order.
    pub(super) fn fill(&mut self, row: u64, cells: &mut Vec<Cell>) {
        while let Some(region) = self.regions.get_mut(self.begun).filter(|region| region.first <= row) {
            if region.first == row {
                region.value = cells.get(region.column).cloned().unwrap_or_default();
            }
            self.open.push(self.begun);
            self.begun += 1;
        }
        let (regions, mut is_filled) = (&mut self.regions, false);
        self.open.retain(|at| {
            let Some(region) = regions.get_mut(*at).filter(|region| row <= region.last) else { return false };
            if region.first < row && region.value != Cell::Blank {
                if cells.len() <= region.column {
                    cells.resize(region.column + 1, Cell::Blank);
                }
                if let Some(cell) = cells.get_mut(region.column).filter(|cell| **cell == Cell::Blank) {
                    *cell = region.value.clone();
                    self.filled += usize::from(!std::mem::replace(&mut region.is_used, true));
                    is_filled = true;
                }
            }
            true
        });
        self.rows += u64::from(is_filled);
    }

    /// Tells of the values that were given to further rows.
    pub(super) fn tell(&self, file: &str) {
        if self.filled > 0 {
            let (cells, rows) = (count(self.filled as u64, "merged cell"), count(self.rows, "further row"));
            let [give, they] = match self.filled {
                1 => ["gives its value", "it spans"],
                _ => ["give their values", "they span"],
            };
            notice(&format!("{file}: {cells} {give} to {rows} that {they}"));
        }
    }
}
