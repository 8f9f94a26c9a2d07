//! Columns of Python put together to one record batch, for scoring and for checking.

use std::sync::Arc;

use arrow_array::{Array as _, ArrayRef, NullArray, RecordBatch, RecordBatchOptions};
use arrow_schema::{DataType, Field, Schema};
use icp_core::account::AccountValue;
use icp_core::{BatchError, RecordKey};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::objects::Taken;
use super::{capsule, source};
use crate::error::batch_error;

/// Columns that are none of Arrow's, by their names.
pub(crate) type Mixed = Vec<(String, Vec<AccountValue>)>;

/// Columns of one table, each with its name; others have only names. Those of objects are beside the batch. `asked` says what a
/// model reads under a name.
pub(crate) fn gathered<'a>(
    py: Python<'_>,
    asked: impl Fn(&str) -> Option<RecordKey<'a>>,
    rows: usize,
    columns: Vec<(String, Bound<'_, PyTuple>)>,
    others: Vec<String>,
) -> PyResult<(RecordBatch, Mixed)> {
    let (mut fields, mut arrays, mut mixed) = (Vec::new(), Vec::new(), Vec::new());
    for (name, of) in columns {
        let taken = source::take(&of, asked(&name))?;
        let length = match &taken {
            Taken::Array(array, _) => array.len(),
            Taken::Mixed(values) => values.len(),
        };
        if length != rows {
            return Err(batch_error(py, &BatchError::length(&name, length, rows)));
        }
        match taken {
            Taken::Array(array, said) => {
                fields.push(Field::new(name, array.data_type().clone(), true).with_metadata(said));
                arrays.push(array);
            }
            Taken::Mixed(values) => mixed.push((name, values)),
        }
    }
    for name in others {
        fields.push(Field::new(name, DataType::Null, true));
        arrays.push(Arc::new(NullArray::new(rows)) as ArrayRef);
    }
    let with = RecordBatchOptions::new().with_row_count(Some(rows));
    let batch = RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &with);
    Ok((batch.map_err(|error| capsule::refused(&error))?, mixed))
}
