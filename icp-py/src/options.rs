use icp_core::{OnInvalid, Options};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::date::as_of;

/// What an invalid value does, by its word.
pub(crate) fn on_invalid(word: &str) -> PyResult<OnInvalid> {
    match word {
        "error" => Ok(OnInvalid::Error),
        "missing" => Ok(OnInvalid::Missing),
        _ => Err(PyValueError::new_err(format!("on_invalid is \"error\" or \"missing\", not `{word}`"))),
    }
}

pub(crate) fn options(py: Python<'_>, date: Option<&Bound<'_, PyAny>>, invalid: &str) -> PyResult<Options> {
    Ok(Options::new(as_of(py, date)?).on_invalid(on_invalid(invalid)?))
}
