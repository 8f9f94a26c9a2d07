//! Models as SQL, PMML and flat tables, and what is refused of them. `icp-exchange` and `icp-export` do it.

use icp_exchange::Refusal;
use icp_export::{AsOf, Dialect, SqlOptions, TableCell};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::error::{caught, exchange_error};

/// A place that is refused.
pub(crate) struct Place<'a> {
    code: &'a str,
    line: usize,
    path: &'a str,
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> From<&'a Refusal> for Place<'a> {
    fn from(one: &'a Refusal) -> Self {
        Self {
            code: one.code,
            line: one.line,
            path: &one.path,
            message: &one.message,
            help: one.help.as_deref(),
        }
    }
}

/// The error with its places.
pub(crate) fn refused<'a>(py: Python<'_>, message: &str, places: impl Iterator<Item = Place<'a>>) -> PyErr {
    let list = places.map(|one| {
        let fields = PyDict::new(py);
        fields.set_item("code", one.code)?;
        fields.set_item("line", one.line)?;
        fields.set_item("path", one.path)?;
        fields.set_item("message", one.message)?;
        fields.set_item("help", one.help)?;
        Ok(fields)
    });
    match list.collect::<PyResult<Vec<_>>>() {
        Ok(list) => exchange_error(py, message, list),
        Err(error) => error,
    }
}

/// The model as PMML, and what of it is not in it.
pub(crate) fn to_pmml(py: Python<'_>, model: &icp_core::Model) -> PyResult<(String, Vec<String>)> {
    caught(py, || {
        let export = icp_exchange::to_pmml(model.definition())
            .map_err(|error| refused(py, &error.to_string(), error.refusals().iter().map(Place::from)))?;
        Ok((export.text, export.notes))
    })
}

/// The model as a flat table: the rows, each an object by the names of the columns.
pub(crate) fn to_table<'py>(py: Python<'py>, model: &icp_core::Model) -> PyResult<Bound<'py, PyList>> {
    let table = caught(py, || Ok(icp_export::to_table(model)))?;
    let rows = PyList::empty(py);
    for row in &table.rows {
        let fields = PyDict::new(py);
        for (name, cell) in table.header().iter().zip(row) {
            match cell {
                TableCell::Number(number) => fields.set_item(name, number)?,
                TableCell::Text(text) => fields.set_item(name, text)?,
                _ => fields.set_item(name, py.None())?,
            }
        }
        rows.append(fields)?;
    }
    Ok(rows)
}

/// The options of a dialect.
pub(crate) fn sql_options(dialect: &str) -> PyResult<SqlOptions> {
    let dialect: Dialect = dialect.parse().map_err(|message: String| PyValueError::new_err(message))?;
    Ok(SqlOptions::new(dialect))
}

/// The day of accounts: a date, the name of a column, or a parameter.
pub(crate) fn as_of(day: &Bound<'_, PyAny>) -> PyResult<AsOf> {
    Ok(AsOf::parse(&day.str()?.to_string()))
}

/// The model as SQL.
pub(crate) fn to_sql(py: Python<'_>, model: &icp_core::Model, options: &SqlOptions) -> PyResult<String> {
    caught(py, || {
        icp_export::to_sql(model, options).map_err(|error| {
            let places = error.refusals().iter().map(|one| Place {
                code: one.code,
                line: 0,
                path: &one.path,
                message: &one.message,
                help: Some(one.help),
            });
            refused(py, &error.to_string(), places)
        })
    })
}
