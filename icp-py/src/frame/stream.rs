use std::sync::{Mutex, PoisonError};

use arrow_array::RecordBatchReader;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use super::capsule;
use crate::error::caught;

/// A stream that is scored as it is read, once.
#[pyclass(module = "icp._icp", name = "_Stream", frozen)]
pub(crate) struct Stream(Mutex<Option<Box<dyn RecordBatchReader + Send>>>);

impl Stream {
    pub(super) fn new(reader: Box<dyn RecordBatchReader + Send>) -> Self {
        Self(Mutex::new(Some(reader)))
    }
}

#[pymethods]
impl Stream {
    #[pyo3(signature = (*_requested))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        _requested: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        caught(py, || {
            let reader = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
            let reader = reader.ok_or_else(|| PyValueError::new_err("the stream was read already"))?;
            capsule::out(py, reader)
        })
    }
}
