//! Columns of true and false, as bytes or as bits.

use super::cells::BlockCells;
use crate::column::{Column, Values};
use crate::plan::{Binning, Input};

/// Writes the cells of some rows from `first` on, a mask for each. False where the column or a slot is of another kind.
pub(super) fn locate(
    column: &Column<'_>,
    input: &Input,
    first: usize,
    valid: &[i8],
    cells: &mut BlockCells,
) -> bool {
    for binning in &input.binnings {
        match (binning, &column.values) {
            (Binning::Presence(slot), _) => cells.set_presence(*slot, valid),
            (Binning::Bool(slot), Values::Bool(values)) => {
                let values = values.get(first..).unwrap_or_default();
                let cells = cells.slot(*slot, valid.len()).iter_mut();
                for ((cell, valid), value) in cells.zip(valid.iter()).zip(values) {
                    *cell = (1 + u32::from(*value != 0)) & i32::from(*valid) as u32;
                }
            }
            (Binning::Bool(slot), Values::Bits(bits)) => {
                let cells = cells.slot(*slot, valid.len()).iter_mut();
                for (row, (cell, valid)) in cells.zip(valid.iter()).enumerate() {
                    *cell = (1 + u32::from(bits.get(first + row))) & i32::from(*valid) as u32;
                }
            }
            (
                Binning::Bool(_)
                | Binning::Number(..)
                | Binning::Date(..)
                | Binning::Recent { .. }
                | Binning::Values(..)
                | Binning::Hosts(..)
                | Binning::Phrases(..)
                | Binning::Length(..)
                | Binning::Size(..)
                | Binning::Items { .. },
                _,
            ) => return false,
        }
    }
    true
}
