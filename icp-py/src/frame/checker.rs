//! Holds a model against tables of Python: reads their columns as for scoring, and has the core count them.

use arrow_array::{RecordBatch, RecordBatchReader};
use icp_core::BatchError;
use icp_core::arrow::{ArrowOptions, BatchScorer};
use icp_core::batch::AsOf;
use icp_core::column::{Column, Values};
use icp_core::error::Host;
use icp_core::findings::DataCheck;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use super::capsule;
use super::gathered::gathered;
use super::watch::Watch;
use crate::date::day_or_column;
use crate::error::{batch_error, caught};
use crate::part::parts;

/// A check of a model with one table.
#[pyclass(module = "icp._icp", name = "_Checker", frozen)]
pub(crate) struct Checker {
    model: icp_core::Model,
    options: ArrowOptions,
    empty: DataCheck,
}

impl Checker {
    /// A check of a model with a table: the day or its column, columns by attributes, and the column that tells accounts apart.
    pub(crate) fn new(
        py: Python<'_>,
        model: &icp_core::Model,
        as_of: Option<&Bound<'_, PyAny>>,
        columns: Option<&Bound<'_, PyDict>>,
        id: Option<&str>,
    ) -> PyResult<Self> {
        let (day, column) = day_or_column(py, as_of)?;
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (attribute, column) in columns.into_iter().flatten() {
            pairs.push((attribute.extract()?, column.extract()?));
        }
        let as_of = column.as_deref().map_or(AsOf::Day(day), AsOf::Column);
        let mut empty = model.data_check(day);
        id.into_iter().for_each(|column| empty.identified_by(column));
        let options = ArrowOptions::new(as_of).columns(pairs).host(Host::Python);
        Ok(Self { model: model.clone(), options, empty })
    }
}

#[pymethods]
impl Checker {
    /// Those of some columns that are read, in their order.
    fn reads(&self, names: Vec<String>) -> Vec<String> {
        let scorer = BatchScorer::new(&self.model, &self.options);
        names.into_iter().filter(|name| scorer.reads(name) || self.empty.is_identity(name)).collect()
    }

    /// The findings about columns of one table, each with its name; others have only names.
    #[pyo3(signature = (rows, columns, others, progress))]
    fn columns<'py>(
        &self,
        py: Python<'py>,
        rows: usize,
        columns: Vec<(String, Bound<'py, PyTuple>)>,
        others: Vec<String>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let check = caught(py, || {
            let (batch, mixed) = gathered(py, |name| self.model.key(name), rows, columns, others)?;
            let progress = progress.map(|progress| progress.clone().unbind());
            let mut check = self.empty.clone();
            let added = Watch::default().run(py, rows, progress.as_ref(), || {
                let beside: Vec<_> = mixed
                    .iter()
                    .map(|(name, values)| (name.as_str(), Column::new(Values::Mixed(values))))
                    .collect();
                let added = check.add_record_batch_beside(&batch, &beside, &self.options);
                drop(beside);
                drop(mixed);
                drop(batch);
                added
            })?;
            added.map_err(|error| batch_error(py, &error))?;
            Ok(check)
        })?;
        found(py, &check)
    }

    /// Raises what a column of another length is.
    #[staticmethod]
    fn refuse_length(py: Python<'_>, column: &str, rows: usize, expected: usize) -> PyResult<()> {
        Err(batch_error(py, &BatchError::length(column, rows, expected)))
    }

    /// The findings about all of a stream.
    #[pyo3(signature = (stream, others, progress))]
    #[expect(clippy::needless_pass_by_value, reason = "a list from Python comes as one")]
    fn stream<'py>(
        &self,
        py: Python<'py>,
        stream: &Bound<'py, PyAny>,
        others: Vec<String>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let check = caught(py, || {
            let refused = |error: BatchError| batch_error(py, &error);
            let mut reader = capsule::stream(stream)?;
            let progress = progress.map(|progress| progress.clone().unbind());
            let mut check = self.empty.clone();
            check.note_columns(others.iter().map(String::as_str));
            // Columns that are missing are told without a row, too.
            let empty = RecordBatch::new_empty(reader.schema());
            check.add_record_batch(&empty, &self.options).map_err(refused)?;
            while let Some(batch) = py.detach(|| reader.next()) {
                let batch = batch.map_err(|error| capsule::refused(&error))?;
                let watch = Watch::default();
                let added = watch.run(py, batch.num_rows(), progress.as_ref(), || {
                    check.add_record_batch(&batch, &self.options)
                })?;
                added.map_err(refused)?;
            }
            Ok(check)
        })?;
        found(py, &check)
    }
}

fn found<'py>(py: Python<'py>, check: &DataCheck) -> PyResult<Bound<'py, PyList>> {
    let findings = caught(py, || Ok(py.detach(|| check.findings())))?;
    parts(py, "finding", findings)
}
