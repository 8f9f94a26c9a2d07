//! Reads the cells of a result.

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type};
use arrow_array::{Array, RecordBatch};

/// The text of a row in a column of words.
pub(crate) fn word(batch: &RecordBatch, name: &str, row: usize) -> Option<String> {
    let column = batch.column_by_name(name).unwrap_or_else(|| panic!("no column {name}"));
    let dictionary = column.as_dictionary::<Int32Type>();
    let key = dictionary.key(row)?;
    Some(dictionary.values().as_string::<i32>().value(key).to_owned())
}

/// The number of a row.
pub(crate) fn number(batch: &RecordBatch, name: &str, row: usize) -> Option<f64> {
    let column = batch.column_by_name(name).unwrap_or_else(|| panic!("no column {name}"));
    let numbers = column.as_primitive::<Float64Type>();
    (!numbers.is_null(row)).then(|| numbers.value(row))
}

/// The scores of all rows.
pub(crate) fn scores(batch: &RecordBatch) -> Vec<Option<f64>> {
    (0..batch.num_rows()).map(|row| number(batch, "score", row)).collect()
}
