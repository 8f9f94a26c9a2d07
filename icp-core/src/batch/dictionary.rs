//! Columns that are dictionaries: each value is read and located once, and the rows look up its cell by their code.
//!
//! A block that has a row with an invalid value is not reported from here: it is then read value by value.

use super::cells::BlockCells;
use crate::account::{Field, settled};
use crate::column::{Codes, Column};
use crate::eval::{Scratch, locate_field};
use crate::intake::{Marks, Tally};
use crate::plan::{Input, Plan, SlotId};
use crate::value::AttributeType;

/// A dictionary's values, located.
pub(super) struct Decoded<'t> {
    codes: Codes<'t>,
    pub(super) column: &'t Column<'t>,
    /// For each slot of the attribute, the cell of each value; then of nothing.
    cells: Vec<(usize, Vec<u32>)>,
    /// The number of each value; then of nothing. Empty where numbers are not needed.
    numbers: Vec<f64>,
    /// Whether something is wrong with each value; then for nothing. Empty when all are right.
    faulty: Vec<bool>,
    /// How each value is written, of a set; then nothing. Empty for other attributes.
    marks: Vec<Marks>,
}

impl<'t> Decoded<'t> {
    /// Reads every value of the dictionary once.
    pub(super) fn new(
        plan: &Plan,
        input: &Input,
        at: usize,
        column: &'t Column<'t>,
        (codes, values): (Codes<'t>, &'t Column<'t>),
        scratch: &mut Scratch,
    ) -> Self {
        let mut places: Vec<usize> = Vec::new();
        input.binnings.iter().for_each(|binning| binning.slots(|slot| places.push(slot as usize)));
        let mut cells: Vec<(usize, Vec<u32>)> = places.into_iter().map(|slot| (slot, Vec::new())).collect();
        let (mut numbers, mut faulty, mut marks) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..=values.rows() {
            let (field, is_faulty) = if row == values.rows() {
                (settled(&input.reading), false)
            } else {
                match values.field(row, &input.reading) {
                    Ok(Field::None) => (settled(&input.reading), false),
                    Ok(field) => (field, false),
                    Err(_) => (Field::Missing, true),
                }
            };
            locate_field(plan, at, &field, scratch);
            for (slot, cells) in &mut cells {
                cells.push(scratch.cells().get(*slot).copied().unwrap_or_default());
            }
            if input.derived {
                numbers.push(scratch.numbers().get(at).copied().unwrap_or(f64::NAN));
            }
            if input.kind == AttributeType::Set {
                marks.push(Marks::of_field(&field, &input.reading.separators));
            }
            faulty.push(is_faulty);
        }
        // Without slots this is what finds codes that lie outside.
        if !cells.is_empty() && !faulty.contains(&true) {
            faulty.clear();
        }
        Self { codes, column, cells, numbers, faulty, marks }
    }

    /// Writes the cells and the numbers of some rows from `first` on, a mask for each. False when one of their values is
    /// invalid, or a code lies outside.
    #[inline(always)]
    pub(super) fn locate(
        &self,
        at: usize,
        rows: (usize, &[i8]),
        faulty: &mut Vec<bool>,
        cells: &mut BlockCells,
    ) -> bool {
        let (codes, len) = (self.codes, rows.1.len());
        if !self.faulty.is_empty() {
            faulty.clear();
            faulty.resize(len, false);
            if !codes.look_up(rows, &self.faulty, faulty) || faulty.contains(&true) {
                return false;
            }
        }
        let mut fine = true;
        for (slot, table) in &self.cells {
            fine &= codes.look_up(rows, table, cells.slot(*slot as SlotId, len));
        }
        if !self.numbers.is_empty() {
            fine &= codes.look_up(rows, &self.numbers, cells.numbers_of(at, len));
        }
        fine
    }

    /// Counts how the sets of some rows are written.
    pub(super) fn count_marks(&self, at: usize, rows: (usize, &[i8]), tally: &mut Tally) {
        if !self.marks.is_empty() {
            self.codes.each(rows, &self.marks, |_, marks| tally.cell(at, marks));
        }
    }
}
