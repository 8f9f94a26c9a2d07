//! How Python compares, shows and pickles a model; `Model` calls it.

use icp_core::{Model, Source};
use pyo3::IntoPyObjectExt;
use pyo3::basic::CompareOp;
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyString, PyTuple, PyType};

use crate::error::caught;
use crate::source;

/// Two models are equal when their documents are. What is no model is compared by its own class.
pub(crate) fn compared(
    py: Python<'_>,
    model: &Model,
    other: Option<&Model>,
    op: CompareOp,
) -> PyResult<Py<PyAny>> {
    match (other.map(|other| other == model), op) {
        (Some(same), CompareOp::Eq) => same.into_py_any(py),
        (Some(same), CompareOp::Ne) => (!same).into_py_any(py),
        _ => Ok(py.NotImplemented()),
    }
}

/// Name, version, icps and the first letters of the fingerprint.
pub(crate) fn shown(py: Python<'_>, model: &Model, icps: &Bound<'_, PyAny>) -> PyResult<String> {
    let text = |text: &str| -> PyResult<String> { Ok(PyString::new(py, text).repr()?.to_string()) };
    let version = match model.version() {
        Some(version) => format!(" version={}", text(version)?),
        None => String::new(),
    };
    let icps = icps.repr()?;
    let fingerprint: String = model.fingerprint().chars().take(12).collect();
    Ok(format!("<icp.Model {}{version} icps={icps} fingerprint={fingerprint}>", text(model.name())?))
}

/// The call that makes the model again, from its document, the lists that were given, and its source file.
pub(crate) fn reduced<'py>(
    class: &Bound<'py, PyType>,
    model: &Model,
) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
    let py = class.py();
    let document = caught(py, || Ok(model.to_json()))?;
    let arguments = (document, source::entries(py, model)?, model.source().map(Source::to_json));
    Ok((class.getattr("_pickled")?, arguments.into_pyobject(py)?))
}
