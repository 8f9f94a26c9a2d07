//! What a block holds: how much of it is there, and its rows to and from a scratch.

use super::BLOCK;
use super::read::Reader;
use crate::eval::Scratch;
use crate::plan::{Input, Place};

impl Reader {
    /// How many rows of the block have a value: what is missing, or wrong, is in cell 0.
    pub(super) fn known(&self, input: &Input, at: usize, len: usize) -> usize {
        if let Some(view) = input.views.first() {
            let start = view.place() as usize * BLOCK;
            let cells = self.cells.get(start..start + len).unwrap_or_default();
            return cells.iter().map(|cell| u32::from(*cell != 0)).sum::<u32>() as usize;
        }
        let numbers = self.numbers.get(at * BLOCK..at * BLOCK + len).unwrap_or_default();
        numbers.iter().map(|number| u32::from(!number.is_nan())).sum::<u32>() as usize
    }

    /// Puts the cells and numbers of a row into a scratch.
    pub(super) fn load(&self, row: usize, scratch: &mut Scratch) {
        let cells = self.cells.iter().skip(row).step_by(BLOCK);
        scratch.cells_mut().iter_mut().zip(cells).for_each(|(to, from)| *to = *from);
        for at in &self.derived {
            if let (Some(to), Some(from)) =
                (scratch.numbers_mut().get_mut(*at), self.numbers.get(at * BLOCK + row))
            {
                *to = *from;
            }
        }
    }

    /// Takes what a scratch found out about a row: some cells, those of attributes read by value, and the numbers.
    pub(super) fn store(&mut self, row: usize, places: &[Place], scratch: &Scratch) {
        for place in places {
            let found = scratch.cells().get(*place as usize).copied().unwrap_or_default();
            if let Some(cell) = self.cells.get_mut(*place as usize * BLOCK + row) {
                *cell = found;
            }
        }
        for at in &self.derived {
            if let (Some(to), Some(from)) =
                (self.numbers.get_mut(at * BLOCK + row), scratch.numbers().get(*at))
            {
                *to = *from;
            }
        }
    }
}
