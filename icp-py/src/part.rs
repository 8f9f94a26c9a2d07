//! The parts of an answer as the classes of `icp._results`, each made from what it is as JSON.

use pyo3::prelude::*;
use pyo3::types::PyList;
use serde::Serialize;

use crate::object::to_python;

/// One part, by the name of the function that makes it.
pub(crate) fn part<'py, T: Serialize + ?Sized>(
    py: Python<'py>,
    maker: &str,
    value: &T,
) -> PyResult<Bound<'py, PyAny>> {
    py.import("icp._results")?.getattr(maker)?.call1((to_python(py, value)?,))
}

/// A list of parts.
pub(crate) fn parts<'py, T: Serialize>(
    py: Python<'py>,
    maker: &str,
    values: impl IntoIterator<Item = T>,
) -> PyResult<Bound<'py, PyList>> {
    let maker = py.import("icp._results")?.getattr(maker)?;
    let list = PyList::empty(py);
    for value in values {
        list.append(maker.call1((to_python(py, &value)?,))?)?;
    }
    Ok(list)
}

/// Values that can be had by their ids and by their places.
pub(crate) fn by_id<'py>(
    py: Python<'py>,
    key: &str,
    values: Bound<'py, PyList>,
) -> PyResult<Bound<'py, PyAny>> {
    py.import("icp._by_id")?.getattr("by_id")?.call1((key, values))
}
