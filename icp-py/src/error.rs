//! Errors of the core as exceptions, with what they know as attributes.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use icp_core::{AccountError, BatchError, ModelError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};

use crate::object::to_python;

/// An exception of ours, made from the fields that the core's error has as JSON.
fn raise(py: Python<'_>, name: &'static str, fields: Bound<'_, PyAny>) -> PyErr {
    let made = py.import("icp._errors").and_then(|errors| {
        let fields = fields.cast_into::<PyDict>()?;
        errors.getattr(name)?.call((), Some(&fields))
    });
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

pub(crate) fn model_error(py: Python<'_>, error: &ModelError) -> PyErr {
    match to_python(py, error) {
        Ok(fields) => raise(py, "ModelError", fields),
        Err(error) => error,
    }
}

pub(crate) fn account_error(py: Python<'_>, error: &AccountError) -> PyErr {
    match to_python(py, error) {
        Ok(fields) => raise(py, "AccountError", fields),
        Err(error) => error,
    }
}

pub(crate) fn batch_error(py: Python<'_>, error: &BatchError) -> PyErr {
    match to_python(py, error) {
        Ok(fields) => raise(py, "BatchError", fields),
        Err(error) => error,
    }
}

/// An outcome, a weight or a day that cannot be read, or counts that do not go together.
pub(crate) fn evidence_error(py: Python<'_>, message: &str) -> PyErr {
    let fields = PyDict::new(py);
    match fields.set_item("message", message) {
        Ok(()) => raise(py, "EvidenceError", fields.into_any()),
        Err(error) => error,
    }
}

/// A table that cannot be learned from, with its code and the way out.
pub(crate) fn learn_error(py: Python<'_>, error: &icp_learn::LearnError) -> PyErr {
    let fields = PyDict::new(py);
    let set = fields
        .set_item("message", error.to_string())
        .and_then(|()| fields.set_item("code", error.code()))
        .and_then(|()| fields.set_item("help", error.help()));
    match set {
        Ok(()) => raise(py, "LearnError", fields.into_any()),
        Err(error) => error,
    }
}

/// A card or a model that the other side cannot say, with every place.
pub(crate) fn exchange_error(py: Python<'_>, message: &str, refusals: Vec<Bound<'_, PyDict>>) -> PyErr {
    let fields = PyDict::new(py);
    let set = fields.set_item("message", message).and_then(|()| fields.set_item("refusals", refusals));
    match set {
        Ok(()) => raise(py, "ExchangeError", fields.into_any()),
        Err(error) => error,
    }
}

/// Runs what could only panic by a mistake of ours, and makes an `icp.InternalError` of that.
pub(crate) fn caught<T>(py: Python<'_>, run: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| Err(internal_error(py, &*panic)))
}

fn internal_error(py: Python<'_>, panic: &(dyn Any + Send)) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
    match CLASS.import(py, "icp._errors", "InternalError") {
        Ok(class) => {
            PyErr::from_type(class.clone(), format!("a mistake of this package, please report it: {text}"))
        }
        Err(error) => error,
    }
}

/// Panics, for the test that a panic is an exception.
#[pyfunction]
#[pyo3(signature = (message, /))]
pub(crate) fn _panic(py: Python<'_>, message: &str) -> PyResult<()> {
    #[expect(clippy::panic, reason = "it is what the function is for")]
    caught(py, || panic!("{message}"))
}
