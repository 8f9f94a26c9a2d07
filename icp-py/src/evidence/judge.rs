//! Ranks and groups of accounts as numbers, for `icp.sklearn`: tables of Python are scored once for both.

use arrow_array::RecordBatch;
use icp_core::BatchError;
use icp_core::arrow::{ArrowOptions, BatchScorer};
use icp_core::column::{Column, Values};
use icp_core::error::Host;
use icp_evidence::Decision;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::reading::reading;
use crate::error::{batch_error, caught};
use crate::frame::{Memory, Watch, gathered, refused, stream};
use crate::model::Model;
use crate::object::to_python;

/// For each row the rank as a number and the number of its group; then notices about the table.
type Judged<'py> = (Memory, Memory, Bound<'py, PyAny>);

/// A model that tells for each row of a table where it ranks, and in which group it is.
#[pyclass(module = "icp._icp", name = "_Judge", frozen)]
pub(crate) struct Judge {
    model: icp_core::Model,
    options: ArrowOptions,
    decision: Decision,
}

impl Judge {
    fn judged<'py>(
        &self,
        py: Python<'py>,
        batches: &[RecordBatch],
        beside: &[(&str, Column<'_>)],
    ) -> PyResult<Judged<'py>> {
        let watch = Watch::default();
        let mut scorer = BatchScorer::new(&self.model, &watch.watched(&self.options));
        let (mut ranks, mut groups) = (Vec::new(), Vec::new());
        for batch in batches {
            let scores = watch.run(py, batch.num_rows(), None, || scorer.scores_beside(batch, beside))?;
            let scores = scores.map_err(|error| batch_error(py, &error))?;
            let rows = 0..scores.rows();
            ranks.extend(rows.clone().map(|row| self.decision.of(&scores, row).unwrap_or(f64::NAN)));
            groups.extend(rows.map(|row| {
                self.decision.group(&scores, row).and_then(|group| i32::try_from(group).ok()).unwrap_or(-1)
            }));
        }
        let notices = to_python(py, &scorer.intake().notices(Host::Python))?;
        Ok((Memory::new(ranks), Memory::new(groups), notices))
    }
}

#[pymethods]
impl Judge {
    #[new]
    #[pyo3(signature = (model, as_of, columns, on_invalid, missing_columns, allow_empty_columns, threads))]
    #[expect(clippy::too_many_arguments, reason = "they are the caller's")]
    fn new(
        py: Python<'_>,
        model: &Bound<'_, Model>,
        as_of: Option<&Bound<'_, PyAny>>,
        columns: Option<&Bound<'_, PyDict>>,
        on_invalid: &str,
        missing_columns: &str,
        allow_empty_columns: Option<&Bound<'_, PyAny>>,
        threads: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let options =
            reading(py, as_of, columns, (on_invalid, missing_columns), (allow_empty_columns, threads))?;
        let model = model.get().core();
        Ok(Self { model: model.clone(), options, decision: Decision::new(model) })
    }

    /// The names of the groups, in the order of ranks.
    fn groups(&self) -> Vec<String> {
        self.decision.groups().to_vec()
    }

    /// Those of some columns that are read, in their order.
    fn reads(&self, names: Vec<String>) -> Vec<String> {
        let scorer = BatchScorer::new(&self.model, &self.options);
        names.into_iter().filter(|name| scorer.reads(name)).collect()
    }

    /// Judges columns of one table, each with its name; others have only names.
    #[pyo3(signature = (rows, columns, others, progress))]
    #[expect(unused_variables, reason = "the arguments of all readers of tables")]
    fn columns<'py>(
        &self,
        py: Python<'py>,
        rows: usize,
        columns: Vec<(String, Bound<'py, PyTuple>)>,
        others: Vec<String>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Judged<'py>> {
        caught(py, || {
            let (batch, mixed) = gathered(py, |name| self.model.key(name), rows, columns, others)?;
            let beside: Vec<_> = mixed
                .iter()
                .map(|(name, values)| (name.as_str(), Column::new(Values::Mixed(values))))
                .collect();
            self.judged(py, &[batch], &beside)
        })
    }

    /// Judges all of a stream.
    #[pyo3(signature = (stream, others, progress))]
    #[expect(
        unused_variables,
        clippy::needless_pass_by_value,
        reason = "the arguments of all readers of tables"
    )]
    fn stream<'py>(
        &self,
        py: Python<'py>,
        stream: &Bound<'py, PyAny>,
        others: Vec<String>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Judged<'py>> {
        caught(py, || {
            let mut reader = self::stream(stream)?;
            let mut batches = Vec::new();
            while let Some(batch) = py.detach(|| reader.next()) {
                batches.push(batch.map_err(|error| refused(&error))?);
            }
            self.judged(py, &batches, &[])
        })
    }

    /// Raises what a column of another length is.
    #[staticmethod]
    fn refuse_length(py: Python<'_>, column: &str, rows: usize, expected: usize) -> PyResult<()> {
        Err(batch_error(py, &BatchError::length(column, rows, expected)))
    }
}
