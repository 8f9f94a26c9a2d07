//! Columns of true and false, as bytes or as bits.

use super::cells::BlockCells;
use crate::column::{Column, Values};
use crate::plan::{Input, View};

/// Writes the cells of some rows from `first` on, a mask for each. False where the column or a slot is of another kind.
pub(super) fn locate(
    column: &Column<'_>,
    input: &Input,
    first: usize,
    valid: &[i8],
    cells: &mut BlockCells,
) -> bool {
    for view in &input.views {
        match (view, &column.values) {
            (View::Presence(place), _) => cells.set_presence(*place, valid),
            (View::Bool(place), Values::Bool(values)) => {
                let values = values.get(first..).unwrap_or_default();
                let cells = cells.slot(*place, valid.len()).iter_mut();
                for ((cell, valid), value) in cells.zip(valid.iter()).zip(values) {
                    *cell = (1 + u32::from(*value != 0)) & i32::from(*valid) as u32;
                }
            }
            (View::Bool(place), Values::Bits(bits)) => {
                let cells = cells.slot(*place, valid.len()).iter_mut();
                for (row, (cell, valid)) in cells.zip(valid.iter()).enumerate() {
                    *cell = (1 + u32::from(bits.get(first + row))) & i32::from(*valid) as u32;
                }
            }
            (
                View::Bool(_)
                | View::Number(..)
                | View::Date(..)
                | View::Recent { .. }
                | View::Values(..)
                | View::Phrases(..)
                | View::Length(..)
                | View::Size(..)
                | View::Items { .. },
                _,
            ) => return false,
        }
    }
    true
}
