//! The cells and the numbers of a block's rows: written column by column, or row by row from a scratch.

use crate::eval::Scratch;
use crate::plan::{Input, Plan, SlotId};

/// Rows of a block: their cells and sums stay in the first caches.
pub(super) const BLOCK: usize = 256;

/// Memory of one thread. The cells of a slot lie together, `BLOCK` apart from those of the next; numbers likewise.
pub(super) struct BlockCells {
    /// The cell of each row, slot after slot.
    pub(super) cells: Vec<u32>,
    /// The number of each row, attribute after attribute; empty for plans that need none.
    pub(super) numbers: Vec<f64>,
    /// The points of each row of each rule that fades, in units of its scorecard, rule after rule.
    pub(super) points: Vec<i64>,
    /// Attributes whose numbers are needed.
    derived: Vec<usize>,
}

impl BlockCells {
    pub(super) fn new(plan: &Plan) -> Self {
        let derived: Vec<usize> =
            (0..).zip(&plan.inputs).filter(|(_, input)| input.derived).map(|(at, _)| at).collect();
        let numbers = if derived.is_empty() { 0 } else { plan.inputs.len() * BLOCK };
        Self {
            cells: vec![0; plan.cells.len() * BLOCK],
            numbers: vec![f64::NAN; numbers],
            points: vec![0; plan.fading().count() * BLOCK],
            derived,
        }
    }

    /// The cells of the first rows of a slot.
    #[inline]
    pub(super) fn slot(&mut self, slot: SlotId, len: usize) -> &mut [u32] {
        let start = slot as usize * BLOCK;
        self.cells.get_mut(start..start + len).unwrap_or_default()
    }

    /// Writes the cell of a row.
    #[inline]
    pub(super) fn put(&mut self, slot: SlotId, row: usize, cell: u32) {
        if let Some(place) = self.cells.get_mut(slot as usize * BLOCK + row) {
            *place = cell;
        }
    }

    /// Writes the cells of a slot that says only whether a value is there, from a mask for each row.
    #[inline(always)]
    pub(super) fn set_presence(&mut self, slot: SlotId, valid: &[i8]) {
        let cells = self.slot(slot, valid.len());
        cells.iter_mut().zip(valid).for_each(|(cell, valid)| *cell = u32::from(*valid != 0));
    }

    /// The numbers of the first rows of an attribute; empty where none are needed.
    #[inline]
    pub(super) fn numbers_of(&mut self, at: usize, len: usize) -> &mut [f64] {
        self.numbers.get_mut(at * BLOCK..at * BLOCK + len).unwrap_or_default()
    }

    /// The points of the first rows of a rule that fades.
    #[inline]
    pub(super) fn points_of(&mut self, place: usize, len: usize) -> &mut [i64] {
        self.points.get_mut(place * BLOCK..place * BLOCK + len).unwrap_or_default()
    }

    /// Writes the cells that a scratch has for a row.
    pub(super) fn copy_cells(&mut self, row: usize, places: &[SlotId], scratch: &Scratch) {
        for slot in places {
            let found = scratch.cells().get(*slot as usize).copied().unwrap_or_default();
            if let Some(cell) = self.cells.get_mut(*slot as usize * BLOCK + row) {
                *cell = found;
            }
        }
    }

    /// Writes the number that a scratch has for a row of an attribute.
    pub(super) fn copy_number(&mut self, row: usize, at: usize, scratch: &Scratch) {
        if let (Some(to), Some(from)) = (self.numbers.get_mut(at * BLOCK + row), scratch.numbers().get(at)) {
            *to = *from;
        }
    }

    /// How many rows of the block have a value: what is missing, or wrong, is in cell 0.
    pub(super) fn known(&self, input: &Input, at: usize, len: usize) -> usize {
        if let Some(binning) = input.binnings.first() {
            let start = binning.first_slot() as usize * BLOCK;
            let cells = self.cells.get(start..start + len).unwrap_or_default();
            return cells.iter().map(|cell| u32::from(*cell != 0)).sum::<u32>() as usize;
        }
        let numbers = self.numbers.get(at * BLOCK..at * BLOCK + len).unwrap_or_default();
        numbers.iter().map(|number| u32::from(!number.is_nan())).sum::<u32>() as usize
    }

    /// Puts the cells and numbers of a row into a scratch.
    #[inline]
    pub(super) fn load(&self, row: usize, scratch: &mut Scratch) {
        let cells = self.cells.iter().skip(row).step_by(BLOCK);
        scratch.cells_mut().iter_mut().zip(cells).for_each(|(to, from)| *to = *from);
        self.load_numbers(row, scratch);
    }

    /// Puts the numbers of a row into a scratch.
    #[inline]
    pub(super) fn load_numbers(&self, row: usize, scratch: &mut Scratch) {
        for at in &self.derived {
            if let (Some(to), Some(from)) =
                (scratch.numbers_mut().get_mut(*at), self.numbers.get(at * BLOCK + row))
            {
                *to = *from;
            }
        }
    }

    /// Takes over what a scratch found out about a row: some cells, and every number that is needed.
    #[inline]
    pub(super) fn store(&mut self, row: usize, places: &[SlotId], scratch: &Scratch) {
        self.copy_cells(row, places, scratch);
        let Self { numbers, derived, .. } = self;
        for at in derived {
            if let (Some(to), Some(from)) = (numbers.get_mut(*at * BLOCK + row), scratch.numbers().get(*at)) {
                *to = *from;
            }
        }
    }
}
