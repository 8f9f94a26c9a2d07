use std::sync::{Mutex, PoisonError};

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::SchemaRef;
use icp_core::BatchScorer;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyString, PyTuple};

use super::Memory;
use super::capsule;
use crate::error::caught;

/// The answers for a table.
#[pyclass(module = "icp._icp", name = "_Scored", frozen)]
pub(crate) struct Scored {
    schema: SchemaRef,
    batches: Mutex<Vec<RecordBatch>>,
    invalid: Vec<(Box<str>, usize)>,
    missing: Vec<Box<str>>,
}

impl Scored {
    pub(super) fn new(schema: SchemaRef, batches: Vec<RecordBatch>, scorer: &BatchScorer) -> Self {
        let (invalid, missing) = (scorer.invalid(), scorer.missing().to_vec());
        Self { schema, batches: Mutex::new(batches), invalid, missing }
    }

    fn batches(&self) -> Vec<RecordBatch> {
        self.batches.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[pymethods]
impl Scored {
    /// How many values of each attribute were invalid and counted as missing.
    #[getter]
    fn invalid<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let counts = PyDict::new(py);
        for (attribute, count) in &self.invalid {
            counts.set_item(&**attribute, count)?;
        }
        Ok(counts)
    }

    /// Attributes without a column.
    #[getter]
    fn missing(&self) -> Vec<&str> {
        self.missing.iter().map(|name| &**name).collect()
    }

    /// The names of the columns.
    fn names(&self) -> Vec<&str> {
        self.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    #[pyo3(signature = (*_requested))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        _requested: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let batches = self.batches().into_iter().map(Ok);
        caught(py, || capsule::out(py, Box::new(RecordBatchIterator::new(batches, self.schema.clone()))))
    }

    /// The columns of the one batch, given away: memory of floats, or of codes with what they stand for.
    fn take<'py>(&self, py: Python<'py>) -> PyResult<Vec<(Memory, Option<Bound<'py, PyList>>)>> {
        caught(py, || {
            let batches = std::mem::take(&mut *self.batches.lock().unwrap_or_else(PoisonError::into_inner));
            let [batch] = <[RecordBatch; 1]>::try_from(batches)
                .map_err(|batches| PyValueError::new_err(format!("{} batches, not one", batches.len())))?;
            let (_, columns, _) = batch.into_parts();
            columns.into_iter().map(|column| given(py, column)).collect()
        })
    }

    /// The columns as lists of texts, floats and None.
    fn lists<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyList>>> {
        let batches = self.batches();
        let lists: Vec<_> = self.schema.fields().iter().map(|_| PyList::empty(py)).collect();
        for batch in &batches {
            for (list, column) in lists.iter().zip(batch.columns()) {
                listed(py, column, list)?;
            }
        }
        Ok(lists)
    }
}

fn words<'py>(py: Python<'py>, words: &ArrayRef) -> PyResult<Bound<'py, PyList>> {
    PyList::new(py, words.as_string::<i32>().iter().flatten())
}

fn given<'py>(py: Python<'py>, column: ArrayRef) -> PyResult<(Memory, Option<Bound<'py, PyList>>)> {
    let words = column.as_dictionary_opt::<Int32Type>().map(|coded| words(py, coded.values())).transpose()?;
    let data = column.to_data();
    drop(column);
    let buffer = data.buffers().first().cloned().unwrap_or_default();
    drop(data);
    // Memory that somebody else has too is copied.
    let memory = match words {
        Some(_) => Memory::new(buffer.into_vec::<i32>().unwrap_or_else(|b| b.typed_data::<i32>().to_vec())),
        None => Memory::new(buffer.into_vec::<f64>().unwrap_or_else(|b| b.typed_data::<f64>().to_vec())),
    };
    Ok((memory, words))
}

fn listed(py: Python<'_>, column: &ArrayRef, list: &Bound<'_, PyList>) -> PyResult<()> {
    if let Some(coded) = column.as_dictionary_opt::<Int32Type>() {
        let words = words(py, coded.values())?.to_tuple();
        let words: Vec<Bound<'_, PyString>> =
            words.iter().map(|word| word.cast_into()).collect::<Result<_, _>>()?;
        for code in coded.keys() {
            let word = code.and_then(|code| words.get(usize::try_from(code).ok()?));
            list.append(word)?;
        }
        return Ok(());
    }
    for number in column.as_primitive::<Float64Type>() {
        list.append(number.into_bound_py_any(py)?)?;
    }
    Ok(())
}
