//! Columns of numbers: the numbers of a block's rows, and the cells that they fall into.
//!
//! A number that is not finite, or that not every language holds exactly, is not reported from here: the block is then read
//! value by value.

use super::cells::BlockCells;
use crate::column::{Column, Values};
use crate::plan::{Binning, Input, SlotId};
use crate::value::MAX_EXACT_INTEGER;

/// Steps that are gone through one by one.
const MOST_STEPS: usize = 32;

/// A number at which the cell changes: from this number on, or only above it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CellStep {
    pub(super) at: f64,
    pub(super) from: bool,
    /// By how much the cell's number rises.
    pub(super) rise: i64,
}

/// Memory of one thread.
#[derive(Default)]
pub(super) struct NumberReader {
    values: Vec<f64>,
    sums: Vec<i64>,
}

impl NumberReader {
    /// Reads the numbers of some rows from `first` on, a mask for each; NaN where there is none, or a placeholder for none.
    /// False when one is not finite or not exact.
    #[inline(always)]
    pub(super) fn read(
        &mut self,
        column: &Column<'_>,
        (first, valid): (usize, &[i8]),
        placeholders: &[f64],
    ) -> bool {
        self.values.resize(valid.len(), f64::NAN);
        let fine = numbers(column, first, valid, &mut self.values);
        for placeholder in placeholders {
            for value in &mut self.values {
                *value = if value == placeholder { f64::NAN } else { *value };
            }
        }
        fine
    }

    /// Writes the cells of the numbers that were read, and the numbers themselves where they are needed. `steps_of` has
    /// the steps of a slot; none where its cells are found by its cuts.
    #[inline(always)]
    pub(super) fn locate<'s>(
        &mut self,
        input: &Input,
        at: usize,
        steps_of: impl Fn(SlotId) -> &'s [CellStep],
        cells: &mut BlockCells,
    ) -> bool {
        let Self { values, sums } = self;
        let len = values.len();
        if input.derived {
            let numbers = cells.numbers_of(at, len);
            if numbers.len() == len {
                numbers.copy_from_slice(values);
            }
        }
        for binning in &input.binnings {
            match binning {
                Binning::Number(slot, cuts) => {
                    let cells = cells.slot(*slot, len);
                    match steps_of(*slot) {
                        steps if (1..=MOST_STEPS).contains(&steps.len()) => {
                            stepped_cells(steps, values, cells);
                        }
                        _ => number_cells(cuts, values, sums, cells),
                    }
                }
                Binning::Presence(slot) => {
                    let cells = cells.slot(*slot, len);
                    cells.iter_mut().zip(&*values).for_each(|(cell, v)| *cell = u32::from(!v.is_nan()));
                }
                Binning::Bool(_)
                | Binning::Date(..)
                | Binning::Recent { .. }
                | Binning::Values(..)
                | Binning::Hosts(..)
                | Binning::Phrases(..)
                | Binning::Length(..)
                | Binning::Size(..)
                | Binning::Items { .. } => return false,
            }
        }
        true
    }
}

/// The numbers of some rows; NaN where there is none. False when one is not finite or not exact.
#[inline(always)]
fn numbers(column: &Column<'_>, first: usize, valid: &[i8], out: &mut [f64]) -> bool {
    #[inline(always)]
    fn fill<T: Copy>(
        values: &[T],
        first: usize,
        valid: &[i8],
        out: &mut [f64],
        number: impl Fn(T) -> (f64, bool),
    ) -> bool {
        let mut bad = false;
        for ((out, valid), value) in out.iter_mut().zip(valid).zip(values.get(first..).unwrap_or_default()) {
            let (number, is_bad) = number(*value);
            bad |= is_bad & (*valid != 0);
            // -0 is 0.
            *out = if *valid == 0 { f64::NAN } else { number + 0.0 };
        }
        !bad
    }
    macro_rules! exact {
        ($values:expr) => {
            fill($values, first, valid, out, |value| (f64::from(value), false))
        };
    }
    match &column.values {
        Values::F64(values) => fill(values, first, valid, out, |value| (value, value.is_infinite())),
        Values::F32(values) => {
            fill(values, first, valid, out, |value| (f64::from(value), value.is_infinite()))
        }
        Values::I64(values) => {
            let bad = |value: i64| value.unsigned_abs() > MAX_EXACT_INTEGER;
            fill(values, first, valid, out, |value| (value as f64, bad(value)))
        }
        Values::U64(values) => {
            fill(values, first, valid, out, |value| (value as f64, value > MAX_EXACT_INTEGER))
        }
        Values::I32(values) => exact!(values),
        Values::I16(values) => exact!(values),
        Values::I8(values) => exact!(values),
        Values::U32(values) => exact!(values),
        Values::U16(values) => exact!(values),
        Values::U8(values) => exact!(values),
        Values::Null(_)
        | Values::Bool(_)
        | Values::Bits(_)
        | Values::Days(_)
        | Values::Moments { .. }
        | Values::Text(_)
        | Values::Views(_)
        | Values::Dictionary { .. }
        | Values::List { .. }
        | Values::Events { .. }
        | Values::Mixed(_) => false,
    }
}

/// The cells of numbers: 0 for NaN, else 1 and one for each cut that is not above and each that is below.
#[inline(always)]
fn number_cells(cuts: &[f64], numbers: &[f64], sums: &mut Vec<i64>, out: &mut [u32]) {
    if cuts.len() > 24 {
        for (out, number) in out.iter_mut().zip(numbers) {
            let at = cuts.partition_point(|cut| cut < number);
            let cell = 1 + 2 * at as u32 + u32::from(cuts.get(at) == Some(number));
            *out = if number.is_nan() { 0 } else { cell };
        }
        return;
    }
    sums.clear();
    sums.extend(numbers.iter().map(|number| i64::from(!number.is_nan())));
    for cut in cuts {
        for (sum, number) in sums.iter_mut().zip(numbers) {
            *sum += i64::from(cut <= number) + i64::from(cut < number);
        }
    }
    for (out, sum) in out.iter_mut().zip(sums) {
        *out = *sum as u32;
    }
}

/// The cells of numbers: 0 for NaN, else 1 and the rise of each step that is taken.
#[inline(always)]
fn stepped_cells(steps: &[CellStep], numbers: &[f64], out: &mut [u32]) {
    /// Rows whose sums stay in registers.
    const ROWS: usize = 8;
    let (whole, rest) = numbers.as_chunks::<ROWS>();
    let (out, out_rest) = out.as_chunks_mut::<ROWS>();
    for (numbers, out) in whole.iter().zip(out) {
        *out = some_cells(steps, numbers);
    }
    for (number, out) in rest.iter().zip(out_rest) {
        let [cell] = some_cells(steps, &[*number]);
        *out = cell;
    }
}

#[inline(always)]
fn some_cells<const N: usize>(steps: &[CellStep], numbers: &[f64; N]) -> [u32; N] {
    let mut sums = numbers.map(|number| i64::from(!number.is_nan()));
    for CellStep { at, from, rise } in steps {
        if *from {
            sums.iter_mut()
                .zip(numbers)
                .for_each(|(sum, number)| *sum += if at <= number { *rise } else { 0 });
        } else {
            sums.iter_mut()
                .zip(numbers)
                .for_each(|(sum, number)| *sum += if at < number { *rise } else { 0 });
        }
    }
    sums.map(|sum| sum as u32)
}
