//! Reads files for `model` and `source`, with the errors that Python has for them.

use std::path::Path;

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

/// The bytes of a file.
pub(crate) fn read_file(path: &Path) -> PyResult<Vec<u8>> {
    std::fs::read(path).map_err(|error| failed(error, path))
}

/// Writes a model: JSON where the name ends so, else YAML. A file that is there is replaced at once, never in part.
pub(crate) fn write_model(path: &Path, model: &icp_core::Model) -> PyResult<()> {
    let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let text = if is_json { model.definition().to_json_pretty() } else { model.to_yaml() };
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    std::fs::write(&part, text)
        .and_then(|()| std::fs::rename(&part, path))
        .map_err(|error| failed(error, path))
}

/// The error that Python has for one of a file.
fn failed(error: std::io::Error, path: &Path) -> PyErr {
    match error.raw_os_error() {
        // With these three, Python picks the class: FileNotFoundError and others.
        Some(code) => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or(&text).to_owned();
            PyOSError::new_err((code, text, path.as_os_str().to_owned()))
        }
        None => error.into(),
    }
}
