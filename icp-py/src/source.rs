//! Documents that come from Python, the lists that are given to a model, and its source file: a path, a text, bytes or a dict. `model` calls it.

use std::path::{Path, PathBuf};

use icp_core::model::{ListItem, NamedList};
use icp_core::{ModelError, Source};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyBytes, PyDict, PyList, PyString};

use crate::file::read_file;
use crate::value::type_name;

/// A document of dicts as its JSON text.
pub(crate) fn json<'py>(document: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    let to_json = document.py().import("icp._document")?.getattr("to_json")?;
    Ok(to_json.call1((document,))?.cast_into::<PyString>()?)
}

/// The JSON text of a model that is a dict.
pub(crate) fn model<'py>(document: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    if document.is_instance_of::<PyDict>() {
        return json(document);
    }
    let found = type_name(document);
    Err(PyTypeError::new_err(format!("a model is a `dict` here, not `{found}`")))
}

/// Adds the name of its file to an error.
pub(crate) fn noted(py: Python<'_>, error: &PyErr, path: &Path) {
    // Best effort: the mistakes are in the error anyway.
    drop(error.value(py).call_method1("add_note", (format!("in {}", path.display()),)));
}

/// Named lists of a dict; their mistakes are the inner error.
pub(crate) fn lists(lists: &Bound<'_, PyDict>) -> PyResult<Result<Vec<NamedList>, ModelError>> {
    Ok(NamedList::from_json(json(lists.as_any())?.to_str()?).map_err(ModelError::without_positions))
}

/// The model of a document with these lists, and perhaps a source file.
pub(crate) fn given(
    model: &str,
    lists: &[NamedList],
    source: Option<&str>,
) -> Result<icp_core::Model, ModelError> {
    let model = icp_core::Model::from_json(model)?.with_lists(lists)?;
    match source {
        Some(source) => model.with_source(&Source::from_json(source)?),
        None => Ok(model),
    }
}

/// The lists that were given to a model, as such a dict.
pub(crate) fn entries<'py>(py: Python<'py>, model: &icp_core::Model) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    for (list, _) in model.given_lists() {
        let items = PyList::empty(py);
        for item in &list.items {
            match item {
                ListItem::Text(text) => items.append(&**text)?,
                ListItem::Number(number) => items.append(*number)?,
                // A constant of a later version has no form here.
                _ => {}
            }
        }
        dict.set_item(&*list.name, items)?;
    }
    Ok(dict)
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
