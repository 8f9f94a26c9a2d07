//! How a table is read: the options that counts and judgements have in common.

use icp_core::arrow::ArrowOptions;
use icp_core::batch::AsOf;
use icp_core::error::Host;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::date::day_or_column;
use crate::options::{missing_columns, names, on_invalid, threads};

/// An argument that may be left out.
type Given<'a, 'py> = Option<&'a Bound<'py, PyAny>>;

/// The options for a table: the day, columns by attributes, invalid values and missing columns, columns that may be empty and
/// threads.
pub(super) fn reading(
    py: Python<'_>,
    as_of: Given<'_, '_>,
    columns: Option<&Bound<'_, PyDict>>,
    (invalid, missing): (&str, &str),
    (allowed, many): (Given<'_, '_>, Given<'_, '_>),
) -> PyResult<ArrowOptions> {
    let (day, column) = day_or_column(py, as_of)?;
    let as_of = column.as_deref().map_or(AsOf::Day(day), AsOf::Column);
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (attribute, column) in columns.into_iter().flatten() {
        pairs.push((attribute.extract()?, column.extract()?));
    }
    Ok(ArrowOptions::new(as_of)
        .columns(pairs)
        .on_invalid(on_invalid(invalid)?)
        .missing_columns(missing_columns(missing)?)
        .allow_empty_columns(names(allowed)?)
        .host(Host::Python)
        .threads(threads(many)?))
}
