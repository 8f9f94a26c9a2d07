//! Columns of dates: days or moments, and the cells that they fall into.
//!
//! A day outside of the years that dates have is not reported from here: the block is then read value by value.

use super::cells::BlockCells;
use crate::column::{Column, Values, day};
use crate::eval::Scratch;
use crate::plan::{Binning, Input};
use crate::value::Date;

/// Memory of one thread: the days of a block.
#[derive(Default)]
pub(super) struct DateReader {
    days: Vec<i32>,
}

impl DateReader {
    /// Writes the cells of some rows from `first` on, a mask for each. The scratch has the as-of date and what is cut by
    /// it. False when a day is outside of the years that dates have.
    pub(super) fn locate(
        &mut self,
        column: &Column<'_>,
        input: &Input,
        (first, valid): (usize, &[i8]),
        scratch: &Scratch,
        cells: &mut BlockCells,
    ) -> bool {
        let Self { days: found } = self;
        found.resize(valid.len(), NEVER);
        let fine = days(column, first, valid, found);
        for placeholder in input.reading.missing_days() {
            found.iter_mut().filter(|day| *day == placeholder).for_each(|day| *day = NEVER);
        }
        fine && day_slots(found, input, scratch, cells)
    }
}

fn day_slots(days: &[i32], input: &Input, scratch: &Scratch, cells: &mut BlockCells) -> bool {
    for binning in &input.binnings {
        match binning {
            Binning::Presence(slot) => {
                let cells = cells.slot(*slot, days.len());
                cells.iter_mut().zip(days).for_each(|(cell, day)| *cell = u32::from(*day != NEVER));
            }
            Binning::Date(slot, cuts) => day_cells(cuts, days, cells.slot(*slot, days.len())),
            Binning::Recent { slot, first, count } => {
                let (first, end) = (*first as usize, (*first + *count) as usize);
                let mut cuts = scratch.cuts().get(first..end).unwrap_or_default().to_vec();
                // The day after the as-of date; after the last day there is none.
                cuts.push(scratch.as_of().map_or(i32::MAX, |as_of| as_of.days() + 1));
                day_cells(&cuts, days, cells.slot(*slot, days.len()));
            }
            Binning::Bool(_)
            | Binning::Number(..)
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

/// No day.
const NEVER: i32 = i32::MIN;

/// The days of some rows; [`NEVER`] where there is none. False when one is outside of the years that dates have.
fn days(column: &Column<'_>, first: usize, valid: &[i8], out: &mut [i32]) -> bool {
    let mut bad = false;
    let mut put = |out: &mut i32, valid: i8, day: i64| {
        let inside = (i64::from(Date::MIN.days())..=i64::from(Date::MAX.days())).contains(&day);
        bad |= valid != 0 && !inside;
        *out = if valid != 0 && inside { day as i32 } else { NEVER };
    };
    match &column.values {
        Values::Days(values) => {
            for ((out, valid), value) in
                out.iter_mut().zip(valid).zip(values.get(first..).unwrap_or_default())
            {
                put(out, *valid, i64::from(*value));
            }
        }
        Values::Moments { values, unit, offset } => {
            let per_second = unit.per_second();
            for ((out, valid), value) in
                out.iter_mut().zip(valid).zip(values.get(first..).unwrap_or_default())
            {
                put(out, *valid, day(*value, per_second, *offset));
            }
        }
        Values::Null(_)
        | Values::Bool(_)
        | Values::Bits(_)
        | Values::F64(_)
        | Values::F32(_)
        | Values::I64(_)
        | Values::I32(_)
        | Values::I16(_)
        | Values::I8(_)
        | Values::U64(_)
        | Values::U32(_)
        | Values::U16(_)
        | Values::U8(_)
        | Values::Text(_)
        | Values::Views(_)
        | Values::Dictionary { .. }
        | Values::List { .. }
        | Values::Events { .. }
        | Values::Mixed(_) => return false,
    }
    !bad
}

/// The cells of days: 0 for none, else 1 and one for each cut that is not after.
fn day_cells(cuts: &[i32], days: &[i32], out: &mut [u32]) {
    for (out, day) in out.iter_mut().zip(days) {
        let below = if cuts.len() <= 8 {
            cuts.iter().map(|cut| u32::from(cut <= day)).sum()
        } else {
            cuts.partition_point(|cut| cut <= day) as u32
        };
        *out = if *day == NEVER { 0 } else { 1 + below };
    }
}
