//! Adds tables of Python to counts: reads their columns as for scoring, and those of the outcomes beside them.

use std::sync::Arc;

use arrow_array::{ArrayRef, NullArray, RecordBatch, RecordBatchOptions};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use arrow_select::concat::concat_batches;
use icp_core::BatchError;
use icp_core::arrow::{ArrowOptions, BatchScorer};
use icp_core::column::{Column, Values};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::Counts;
use super::outcome::refused;
use super::reading::reading;
use crate::error::{batch_error, caught};
use crate::frame::{Watch, gathered, refused as refused_arrow, stream};

/// Counts with the options for one table.
#[pyclass(module = "icp._icp", name = "_Feed", frozen)]
pub(crate) struct Feed {
    counts: Py<Counts>,
    options: ArrowOptions,
}

impl Feed {
    fn scorer(&self, options: &ArrowOptions) -> Option<BatchScorer> {
        let counts = self.counts.get();
        let (first, others) = counts.models.split_first()?;
        let mut scorer = BatchScorer::new(first, options);
        others.iter().for_each(|other| scorer.also_read_for(other));
        counts.columns.iter().for_each(|column| scorer.also_read(column));
        Some(scorer)
    }

    /// Adds a table that is there as a whole.
    fn add(
        &self,
        py: Python<'_>,
        batch: &RecordBatch,
        beside: &[(&str, Column<'_>)],
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let progress = progress.map(|progress| progress.clone().unbind());
        let watch = Watch::default();
        let Some(scorer) = self.scorer(&watch.watched(&self.options)) else { return Ok(()) };
        // Counted aside: whoever waits for the lock may hold Python's, which the progress asks for.
        let mut kind = self.counts.get().kind().clone();
        let best = self.counts.get().best.as_ref();
        let added = watch.run(py, batch.num_rows(), progress.as_ref(), || {
            scorer
                .columns(batch, beside, |columns, options| kind.add_best(best, columns, options))
                .map(|()| kind)
        })?;
        *self.counts.get().kind() = added.map_err(|error| refused(py, &error))?;
        Ok(())
    }
}

#[pymethods]
impl Feed {
    #[new]
    #[pyo3(signature = (counts, as_of, columns, on_invalid, missing_columns, allow_empty_columns, threads))]
    #[expect(clippy::too_many_arguments, reason = "they are the caller's")]
    fn new(
        py: Python<'_>,
        counts: Py<Counts>,
        as_of: Option<&Bound<'_, PyAny>>,
        columns: Option<&Bound<'_, PyDict>>,
        on_invalid: &str,
        missing_columns: &str,
        allow_empty_columns: Option<&Bound<'_, PyAny>>,
        threads: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let options =
            reading(py, as_of, columns, (on_invalid, missing_columns), (allow_empty_columns, threads))?;
        Ok(Self { counts, options })
    }

    /// Those of some columns that are read, in their order.
    fn reads(&self, names: Vec<String>) -> Vec<String> {
        let Some(scorer) = self.scorer(&self.options) else { return Vec::new() };
        names.into_iter().filter(|name| scorer.reads(name)).collect()
    }

    /// Adds columns of one table, each with its name; others have only names.
    #[pyo3(signature = (rows, columns, others, progress))]
    fn columns<'py>(
        &self,
        py: Python<'py>,
        rows: usize,
        columns: Vec<(String, Bound<'py, PyTuple>)>,
        others: Vec<String>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<()> {
        caught(py, || {
            let models = &self.counts.get().models;
            let asked = |name: &str| models.iter().find_map(|model| model.key(name));
            let (batch, mixed) = gathered(py, asked, rows, columns, others)?;
            let beside: Vec<_> = mixed
                .iter()
                .map(|(name, values)| (name.as_str(), Column::new(Values::Mixed(values))))
                .collect();
            self.add(py, &batch, &beside, progress)
        })
    }

    /// Adds all of a stream; the columns that are passed over have only names.
    #[pyo3(signature = (stream, others, progress))]
    fn stream<'py>(
        &self,
        py: Python<'py>,
        stream: &Bound<'py, PyAny>,
        others: Vec<String>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<()> {
        caught(py, || {
            let mut reader = self::stream(stream)?;
            let refused = |error: ArrowError| refused_arrow(&error);
            let Some(scorer) = self.scorer(&self.options) else { return Ok(()) };
            let schema = Arc::new(read_alone(&reader.schema(), others, &scorer));
            let mut batches = Vec::new();
            while let Some(batch) = py.detach(|| reader.next()) {
                batches.push(of_schema(&batch.map_err(refused)?, &schema).map_err(refused)?);
            }
            let whole = match &*batches {
                [batch] => batch.clone(),
                several => concat_batches(&schema, several).map_err(refused)?,
            };
            drop(batches);
            self.add(py, &whole, &[], progress)
        })
    }

    /// Raises what a column of another length is.
    #[staticmethod]
    fn refuse_length(py: Python<'_>, column: &str, rows: usize, expected: usize) -> PyResult<()> {
        Err(batch_error(py, &BatchError::length(column, rows, expected)))
    }
}

/// The schema with nothing in the columns that nobody reads.
fn read_alone(schema: &Schema, others: Vec<String>, scorer: &BatchScorer) -> Schema {
    let nothing = |name: String| Arc::new(Field::new(name, DataType::Null, true));
    let fields = schema
        .fields()
        .iter()
        .map(|field| if scorer.reads(field.name()) { field.clone() } else { nothing(field.name().clone()) });
    Schema::new(fields.chain(others.into_iter().map(nothing)).collect::<Vec<_>>())
}

/// A batch with such a schema.
fn of_schema(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    let rows = batch.num_rows();
    let columns = schema.fields().iter().enumerate().map(|(at, field)| match batch.columns().get(at) {
        Some(column) if field.data_type() == column.data_type() => column.clone(),
        Some(_) | None => Arc::new(NullArray::new(rows)) as ArrayRef,
    });
    let with = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(schema.clone(), columns.collect(), &with)
}
