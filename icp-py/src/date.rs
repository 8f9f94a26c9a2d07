//! Dates in and out.

use icp_core::Date;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDate, PyString, PyType};

/// The date of a `datetime.date` or `datetime.datetime`: the one that is written, whatever its time zone; `None` when
/// it is none.
pub(crate) fn civil(date: &Bound<'_, PyAny>) -> PyResult<Option<Date>> {
    let py = date.py();
    let year = date.getattr(intern!(py, "year"))?.extract();
    let month = date.getattr(intern!(py, "month"))?.extract();
    let day = date.getattr(intern!(py, "day"))?.extract();
    match (year, month, day) {
        (Ok(year), Ok(month), Ok(day)) => Ok(Date::new(year, month, day)),
        // pandas' NaT is a datetime whose year is NaN.
        _ => Ok(None),
    }
}

/// The as-of date: a date, a datetime or `YYYY-MM-DD`; today when there is none.
///
/// Today is what Python says it is, so that a test that stops Python's clock stops this one too.
pub(crate) fn as_of(py: Python<'_>, given: Option<&Bound<'_, PyAny>>) -> PyResult<Date> {
    static DATE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let Some(given) = given else {
        let module =
            DATE.get_or_try_init(py, || py.import("datetime").map(|module| module.into_any().unbind()))?;
        let today = module.bind(py).getattr(intern!(py, "date"))?.call_method0(intern!(py, "today"))?;
        return civil(&today)?.ok_or_else(|| PyValueError::new_err("today is no date"));
    };
    if given.is_instance_of::<PyDate>() {
        return civil(given)?.ok_or_else(|| wrong(given));
    }
    if let Ok(text) = given.cast::<PyString>() {
        return Date::parse(text.to_str()?).ok_or_else(|| wrong(given));
    }
    let kind = given.get_type().name()?;
    Err(PyTypeError::new_err(format!(
        "as_of is a date, a datetime or text such as \"2026-11-21\", not `{kind}`"
    )))
}

/// The day for all rows, or the column with each row's own: text that is no date is a name.
pub(crate) fn day_or_column(
    py: Python<'_>,
    given: Option<&Bound<'_, PyAny>>,
) -> PyResult<(Date, Option<String>)> {
    if let Some(Ok(text)) = given.map(|given| given.cast::<PyString>())
        && Date::parse(text.to_str()?).is_none()
    {
        return Ok((Date::MIN, Some(text.to_str()?.to_owned())));
    }
    Ok((as_of(py, given)?, None))
}

fn wrong(given: &Bound<'_, PyAny>) -> PyErr {
    match given.str() {
        Ok(text) => PyValueError::new_err(format!("as_of: `{text}` is no date; write it as YYYY-MM-DD")),
        Err(error) => error,
    }
}

/// A `datetime.date`.
pub(crate) fn to_date(py: Python<'_>, date: Date) -> PyResult<Bound<'_, PyAny>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "datetime", "date")?.call1(date.ymd())
}
