//! Rows by cell of an attribute. Most attributes have few cells, so their places are in a list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::tally::Tally;

/// The cells that have a place in a list.
const LISTED: u64 = 1 << 12;

/// Rows by cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<(u64, Tally)>", into = "Vec<(u64, Tally)>")]
pub(crate) struct Cells {
    rows: Vec<(u64, Tally)>,
    /// For each of the first cells, its place among the rows and one more.
    places: Vec<u32>,
    others: BTreeMap<u64, u32>,
}

impl Cells {
    pub(super) fn add(&mut self, cell: u64, tally: &Tally) {
        let places = match usize::try_from(cell) {
            Ok(at) if cell < LISTED => {
                if self.places.len() <= at {
                    self.places.resize(at + 1, 0);
                }
                self.places.get_mut(at)
            }
            _ => Some(self.others.entry(cell).or_default()),
        };
        let Some(place) = places else { return };
        match self.rows.get_mut((*place as usize).wrapping_sub(1)) {
            Some((_, sum)) => sum.merge(tally),
            None => {
                self.rows.push((cell, tally.clone()));
                *place = self.rows.len() as u32;
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        other.rows.iter().for_each(|(cell, tally)| self.add(*cell, tally));
    }

    pub(super) fn sort(&mut self) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.sort_by_key(|(cell, _)| *cell);
        *self = Self::from(rows);
    }

    /// The cells with their rows.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u64, &Tally)> {
        self.rows.iter().map(|(cell, tally)| (*cell, tally))
    }
}

impl From<Vec<(u64, Tally)>> for Cells {
    fn from(rows: Vec<(u64, Tally)>) -> Self {
        let mut cells = Self::default();
        rows.iter().for_each(|(cell, tally)| cells.add(*cell, tally));
        cells
    }
}

impl From<Cells> for Vec<(u64, Tally)> {
    fn from(cells: Cells) -> Self {
        cells.rows
    }
}
