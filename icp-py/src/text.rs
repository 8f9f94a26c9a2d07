//! Texts of model documents, read by the core.

use icp_core::ModelError;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::model::Model;
use crate::value::type_name;

/// A model's text: `str`, or bytes that are UTF-8.
pub(crate) enum Text<'py> {
    Text(Bound<'py, PyString>),
    Bytes(Bound<'py, PyBytes>),
}

impl<'py> Text<'py> {
    pub(crate) fn of(given: &Bound<'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = given.cast::<PyString>() {
            Ok(Self::Text(text.clone()))
        } else if let Ok(bytes) = given.cast::<PyBytes>() {
            Ok(Self::Bytes(bytes.clone()))
        } else {
            let found = type_name(given);
            Err(PyTypeError::new_err(format!("a model's text is `str` or `bytes`, not `{found}`")))
        }
    }

    pub(crate) fn read(&self, read: fn(&str) -> Result<icp_core::Model, ModelError>) -> PyResult<Model> {
        match self {
            Self::Text(text) => {
                let py = text.py();
                let text = text.to_str()?;
                Model::read(py, || read(text))
            }
            Self::Bytes(bytes) => {
                Model::read(bytes.py(), || icp_core::document::utf8(bytes.as_bytes()).and_then(read))
            }
        }
    }
}
