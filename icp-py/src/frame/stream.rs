//! A stream that is scored as it is read, as an Arrow stream for Python.

use std::sync::{Mutex, PoisonError};

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use icp_core::arrow::ScoreReader;
use icp_core::error::Host;
use icp_core::intake::Notice;
use pyo3::exceptions::PyValueError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use super::capsule;
use crate::error::caught;
use crate::object::to_python;

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

/// A stream that warns of its notices once it has ended. It holds no object of Python, so that any thread may drop it.
pub(super) struct Telling<R> {
    reader: ScoreReader<R>,
    /// The notices of a stream without a batch.
    without: Vec<Notice>,
    /// The line of the caller, as `icp._tables` writes and reads it.
    place: String,
    has_batches: bool,
    ended: bool,
}

impl<R> Telling<R> {
    pub(super) fn new(reader: ScoreReader<R>, without: Vec<Notice>, place: String) -> Self {
        Self { reader, without, place, has_batches: false, ended: false }
    }

    /// Warns, and gives the text of the error where warnings are errors.
    fn tell(&self) -> Result<(), String> {
        let scored = self.has_batches.then(|| self.reader.scorer().intake().notices(Host::Python));
        let notices = scored.as_ref().unwrap_or(&self.without);
        if notices.is_empty() {
            return Ok(());
        }
        let warned = locked(|py| {
            let warned = caught(py, || {
                let tell = py.import("icp._tables")?.getattr("tell_of_stream")?;
                tell.call1((to_python(py, notices)?, &self.place)).map(drop)
            });
            warned.map_err(|error| error.to_string())
        });
        warned.unwrap_or(Ok(()))
    }
}

/// Runs with Python's lock, whoever reads the stream and whether that thread has the lock or not; not in a process whose
/// Python has ended.
#[expect(
    unsafe_code,
    reason = "PyO3 takes a thread for attached whose lock was let go by a reader in another language"
)]
fn locked<T>(run: impl FnOnce(Python<'_>) -> T) -> Option<T> {
    if unsafe { ffi::Py_IsInitialized() } == 0 {
        return None;
    }
    let state = unsafe { ffi::PyGILState_Ensure() };
    let result = Python::try_attach(run);
    unsafe { ffi::PyGILState_Release(state) };
    result
}

impl<R: RecordBatchReader> Iterator for Telling<R> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.reader.next();
        self.has_batches |= next.is_some();
        self.ended = !matches!(next, Some(Ok(_)));
        if next.is_none() {
            // Where warnings are errors, the reading ends with one.
            return self.tell().err().map(|error| Err(ArrowError::ExternalError(error.into())));
        }
        next
    }
}

impl<R: RecordBatchReader> RecordBatchReader for Telling<R> {
    fn schema(&self) -> SchemaRef {
        self.reader.schema()
    }
}
