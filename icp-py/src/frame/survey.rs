//! Counts the columns of Python's tables for `icp.init`, and has the core write the model.

use std::sync::{Mutex, PoisonError};

use arrow_array::{Array as _, RecordBatch};
use arrow_schema::Field;
use icp_core::{BatchError, init};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::objects::Taken;
use super::{capsule, source};
use crate::error::{batch_error, caught};

/// The columns of a table, counted.
#[pyclass(module = "icp._icp", name = "_Survey", frozen)]
#[derive(Default)]
pub(crate) struct Survey(Mutex<icp_core::survey::Survey>);

#[pymethods]
impl Survey {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Adds rows as columns, each with its name.
    fn columns(
        &self,
        py: Python<'_>,
        rows: usize,
        columns: Vec<(String, Bound<'_, PyTuple>)>,
    ) -> PyResult<()> {
        caught(py, || {
            for (name, of) in columns {
                let taken = source::take(&of, None)?;
                let length = match &taken {
                    Taken::Array(array, _) => array.len(),
                    Taken::Mixed(values) => values.len(),
                };
                if length != rows {
                    return Err(batch_error(py, &BatchError::length(&name, length, rows)));
                }
                let mut survey = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                match taken {
                    Taken::Array(array, said) => {
                        let field = Field::new(name, array.data_type().clone(), true).with_metadata(said);
                        survey.add_column(&field, &array);
                    }
                    Taken::Mixed(values) => values.iter().for_each(|value| survey.add_value(&name, value)),
                }
            }
            self.0.lock().unwrap_or_else(PoisonError::into_inner).add_rows(rows);
            Ok(())
        })
    }

    /// Adds all of a stream.
    fn stream(&self, py: Python<'_>, stream: &Bound<'_, PyAny>) -> PyResult<()> {
        caught(py, || {
            for batch in capsule::stream(stream)? {
                let batch: RecordBatch = batch.map_err(|error| capsule::refused(&error))?;
                self.0.lock().unwrap_or_else(PoisonError::into_inner).add_batch(&batch);
            }
            Ok(())
        })
    }

    /// The model in YAML.
    fn model(&self, name: &str) -> String {
        init::model(&self.0.lock().unwrap_or_else(PoisonError::into_inner), name)
    }
}
