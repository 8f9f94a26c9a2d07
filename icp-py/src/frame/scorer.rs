//! Scores tables of Python: chooses for each column whether Arrow or objects are read, and has the core score them.

use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use icp_core::BatchError;
use icp_core::arrow::{ArrowOptions, BatchScorer};
use icp_core::batch::{AsOf, RowTexts};
use icp_core::column::{Column, Values};
use icp_core::error::Host;
use icp_core::intake::Notice;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::gathered::gathered;
use super::stream::Telling;
use super::watch::Watch;
use super::{Scored, Stream, capsule};
use crate::date::day_or_column;
use crate::error::{batch_error, caught};
use crate::model::Model;
use crate::options::{missing_columns, names, on_invalid, per_criterion, texts, threads};

/// A model with options for one table.
#[pyclass(module = "icp._icp", name = "_Scorer", frozen)]
pub(crate) struct Scorer {
    model: icp_core::Model,
    options: ArrowOptions,
}

impl Scorer {
    /// Tells what is wrong with a table before a row of it is read, or what there is to say of it without a row.
    /// Columns that are passed over have only names.
    fn check(&self, schema: &Schema, others: Vec<String>) -> Result<Vec<Notice>, BatchError> {
        let others = others.into_iter().map(|name| Arc::new(Field::new(name, DataType::Null, true)));
        let fields: Vec<_> = schema.fields().iter().cloned().chain(others).collect();
        let batch = RecordBatch::new_empty(Arc::new(Schema::new(fields)));
        let mut scorer = BatchScorer::new(&self.model, &self.options);
        scorer.score(&batch)?;
        Ok(scorer.intake().notices(Host::Python))
    }

    /// The options without the given columns, which are put back by who has them.
    fn alone(&self) -> ArrowOptions {
        self.options.clone().keep(false)
    }

    fn schema(&self, given: &Schema) -> Result<SchemaRef, BatchError> {
        self.model.result_schema(given, &self.alone())
    }
}

#[pymethods]
impl Scorer {
    #[new]
    #[pyo3(signature = (model, as_of, columns, on_invalid, missing_columns, threads, *, allow_empty_columns, per_icp, per_criterion, verdicts, labels, bounds, reasons, qualified, rank, keep, prefix, texts=None, max_text=RowTexts::MAX_TEXT))]
    #[expect(clippy::too_many_arguments, reason = "they are the caller's")]
    #[expect(clippy::fn_params_excessive_bools, reason = "each has its name in Python")]
    fn new(
        model: &Bound<'_, Model>,
        as_of: Option<&Bound<'_, PyAny>>,
        columns: Option<&Bound<'_, PyDict>>,
        on_invalid: &str,
        missing_columns: &str,
        threads: Option<&Bound<'_, PyAny>>,
        allow_empty_columns: Option<&Bound<'_, PyAny>>,
        per_icp: bool,
        per_criterion: Option<&Bound<'_, PyAny>>,
        verdicts: bool,
        labels: bool,
        bounds: bool,
        reasons: bool,
        qualified: bool,
        rank: bool,
        keep: bool,
        prefix: Option<&str>,
        texts: Option<&Bound<'_, PyAny>>,
        max_text: usize,
    ) -> PyResult<Self> {
        let (day, column) = day_or_column(model.py(), as_of)?;
        let as_of = column.as_deref().map_or(AsOf::Day(day), AsOf::Column);
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (attribute, column) in columns.into_iter().flatten() {
            pairs.push((attribute.extract()?, column.extract()?));
        }
        let options = ArrowOptions::new(as_of)
            .columns(pairs)
            .on_invalid(self::on_invalid(on_invalid)?)
            .missing_columns(self::missing_columns(missing_columns)?)
            .allow_empty_columns(names(allow_empty_columns)?)
            .host(Host::Python)
            .threads(self::threads(threads)?)
            .per_icp(per_icp)
            .per_criterion(self::per_criterion(per_criterion)?)
            .verdicts(verdicts)
            .labels(labels)
            .texts(self::texts(texts)?)
            .max_text(max_text)
            .bounds(bounds)
            .reasons(reasons)
            .qualified(qualified)
            .rank(rank)
            .keep(keep)
            .prefix(prefix.unwrap_or_default());
        Ok(Self { model: model.get().core().clone(), options })
    }

    /// Those of some columns that are read, in their order.
    fn reads(&self, names: Vec<String>) -> Vec<String> {
        let scorer = BatchScorer::new(&self.model, &self.options);
        names.into_iter().filter(|name| scorer.reads(name)).collect()
    }

    /// Scores columns of one table, each with its name; others have only names.
    #[pyo3(signature = (rows, columns, others, progress))]
    fn columns(
        &self,
        py: Python<'_>,
        rows: usize,
        columns: Vec<(String, Bound<'_, PyTuple>)>,
        others: Vec<String>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Scored> {
        caught(py, || {
            let (batch, mixed) = gathered(py, |name| self.model.key(name), rows, columns, others)?;
            let refused = |error: BatchError| batch_error(py, &error);
            // A result that is named like a column is an error, although the columns are put together elsewhere.
            let given = batch
                .schema_ref()
                .fields()
                .iter()
                .cloned()
                .chain(mixed.iter().map(|(name, _)| Arc::new(Field::new(name, DataType::Null, true))));
            let given = Schema::new(given.collect::<Vec<_>>());
            self.model.result_schema(&given, &self.options).map_err(refused)?;
            let progress = progress.map(|progress| progress.clone().unbind());
            let watch = Watch::default();
            let mut scorer = BatchScorer::new(&self.model, &watch.watched(&self.alone()));
            let scored = watch.run(py, rows, progress.as_ref(), || {
                let beside: Vec<_> = mixed
                    .iter()
                    .map(|(name, values)| (name.as_str(), Column::new(Values::Mixed(values))))
                    .collect();
                let scored = scorer.score_beside(&batch, &beside);
                drop(beside);
                drop(mixed);
                drop(batch);
                scored
            })?;
            let scored = scored.and_then(|scored| scorer.ranked(vec![scored])).map_err(refused)?;
            let schema = self.schema(&Schema::empty()).map_err(refused)?;
            Ok(Scored::new(schema, scored, &scorer))
        })
    }

    /// Raises what a column of another length is.
    #[staticmethod]
    fn refuse_length(py: Python<'_>, column: &str, rows: usize, expected: usize) -> PyResult<()> {
        Err(batch_error(py, &BatchError::length(column, rows, expected)))
    }

    /// Scores all of a stream, without the given columns.
    #[pyo3(signature = (stream, others, progress))]
    fn stream(
        &self,
        py: Python<'_>,
        stream: &Bound<'_, PyAny>,
        others: Vec<String>,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Scored> {
        caught(py, || {
            let refused = |error: BatchError| batch_error(py, &error);
            let mut reader = capsule::stream(stream)?;
            self.check(&reader.schema(), others).map_err(refused)?;
            let schema = self.schema(&reader.schema()).map_err(refused)?;
            let progress = progress.map(|progress| progress.clone().unbind());
            let watch = Watch::default();
            let mut scorer = BatchScorer::new(&self.model, &watch.watched(&self.alone()));
            let (mut batches, mut is_refused) = (Vec::new(), false);
            // The stream is read by this thread: who made it may want to be asked by the same one.
            while let Some(batch) = py.detach(|| reader.next()) {
                let batch = batch.map_err(|error| capsule::refused(&error))?;
                let rows = batch.num_rows();
                let scored = watch.run(py, rows, progress.as_ref(), || scorer.score(&batch))?;
                match scored {
                    Ok(scored) => batches.push(scored),
                    // All columns that are wrong are in the error, over all rows.
                    Err(error) if error.code() == "batch.value" => is_refused = true,
                    Err(error) => return Err(refused(error)),
                }
            }
            if is_refused {
                scorer.finish().map_err(refused)?;
            }
            // The missing columns, and the words of the answers, are known from a batch.
            if batches.is_empty() {
                batches.push(scorer.score(&RecordBatch::new_empty(reader.schema())).map_err(refused)?);
            }
            let batches = scorer.ranked(batches).map_err(refused)?;
            Ok(Scored::new(schema, batches, &scorer))
        })
    }

    /// Scores a stream as it is read, with the given columns if they are kept. At its end it warns by a line.
    #[pyo3(signature = (stream, place))]
    fn reader(&self, py: Python<'_>, stream: &Bound<'_, PyAny>, place: String) -> PyResult<Stream> {
        caught(py, || {
            let reader = capsule::stream(stream)?;
            let refused = |error: BatchError| batch_error(py, &error);
            let without = self.check(&reader.schema(), Vec::new()).map_err(refused)?;
            let scored = self.model.score_reader(reader, &self.options).map_err(refused)?;
            Ok(Stream::new(Box::new(Telling::new(scored, without, place))))
        })
    }

    /// The columns of the answers for no rows.
    fn nothing(&self, py: Python<'_>) -> PyResult<Stream> {
        let schema = self.schema(&Schema::empty()).map_err(|error| batch_error(py, &error))?;
        Ok(Stream::new(Box::new(RecordBatchIterator::new([], schema))))
    }
}
