//! Reads files for `model` and `source`, with the errors that Python has for them.

use std::path::Path;

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

/// The bytes of a file.
pub(crate) fn read_file(path: &Path) -> PyResult<Vec<u8>> {
    std::fs::read(path).map_err(|error| match error.raw_os_error() {
        // With these three, Python picks the class: FileNotFoundError and others.
        Some(code) => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or(&text).to_owned();
            PyOSError::new_err((code, text, path.as_os_str().to_owned()))
        }
        None => error.into(),
    })
}
