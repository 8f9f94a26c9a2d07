//! Documents that come from Python, and the source file of a model: a path, a text, bytes or a dict. `model` calls it.

use std::path::PathBuf;

use icp_core::{ModelError, Source};
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyBytes, PyDict, PyString};

use crate::file::read_file;

/// A document of dicts as its JSON text.
pub(crate) fn json<'py>(document: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    let to_json = document.py().import("icp._document")?.getattr("to_json")?;
    Ok(to_json.call1((document,))?.cast_into::<PyString>()?)
}

/// A source file in any of its forms; its mistakes are the inner error.
pub(crate) fn read(source: &Bound<'_, PyAny>) -> PyResult<Result<Source, ModelError>> {
    if source.is_instance_of::<PyDict>() {
        return Ok(Source::from_json(json(source)?.to_str()?).map_err(ModelError::without_positions));
    }
    if let Ok(bytes) = source.cast::<PyBytes>() {
        return Ok(Source::from_bytes(bytes.as_bytes()));
    }
    Ok(match source.cast::<PyString>() {
        Ok(text) if is_document(text.to_str()?) => Source::from_text(text.to_str()?),
        _ => Source::from_bytes(&read_file(&source.extract::<PathBuf>()?)?),
    })
}

/// Whether a text is a document, and not the path of a file.
fn is_document(text: &str) -> bool {
    text.contains('\n') || text.trim_start().starts_with('{')
}

/// The name and the fingerprint of a source file.
pub(crate) fn named<'py>(py: Python<'py>, source: &Source) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("name", source.name())?;
    dict.set_item("fingerprint", source.fingerprint())?;
    Ok(dict)
}
