//! The columns of tables to learn from: read twice, once for how they are written and once for their values.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arrow_array::{Array as _, ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::{Field, Schema};
use arrow_select::concat::concat_batches;
use icp_core::arrow::{ArrowOptions, BatchScorer, arrow_value};
use icp_core::batch::{AsOf, BatchOptions};
use icp_core::column::{Column, Columns, Values};
use icp_core::survey::Survey;
use icp_core::{AccountValue, BatchError, Model, init};
use icp_learn::{Against, Judged, LearnError, LessonReader, Naming, Read, Taught};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::options::Asked;
use crate::error::{batch_error, caught, learn_error, model_error};
use crate::evidence::Found;
use crate::frame::{Mixed, Taken, refused, stream, take};

/// A table: columns of Arrow, and others beside them.
struct Part {
    batch: RecordBatch,
    mixed: Mixed,
}

/// Accounts, and a reference population where there is one.
#[derive(Default)]
struct Parts {
    survey: Survey,
    parts: Vec<Part>,
}

/// Tables to learn from: the accounts, then perhaps a reference population.
#[pyclass(module = "icp._icp", name = "_Lesson", frozen)]
#[derive(Default)]
pub(crate) struct Lesson(Mutex<Parts>);

/// A document or none, what is said of it, why there is none, and the line of the win rates by the score.
type Learned = (Option<String>, Found, Option<String>, Option<(f64, f64)>, u64);

/// Outcomes and weights of the rows, where no column has them.
type Given = (Vec<bool>, Vec<f64>);

/// A refusal on the way to a table.
enum Refused {
    Batch(BatchError),
    Learn(LearnError),
    Model(icp_core::ModelError),
}

impl From<BatchError> for Refused {
    fn from(error: BatchError) -> Self {
        Self::Batch(error)
    }
}

impl From<LearnError> for Refused {
    fn from(error: LearnError) -> Self {
        Self::Learn(error)
    }
}

impl Refused {
    fn raised(&self, py: Python<'_>) -> PyErr {
        match self {
            Self::Batch(error) => batch_error(py, error),
            Self::Learn(error) => learn_error(py, error),
            Self::Model(error) => model_error(py, error),
        }
    }
}

impl Lesson {
    fn parts(&self) -> MutexGuard<'_, Parts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Lesson {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Adds a table as columns, each with its name.
    fn columns(
        &self,
        py: Python<'_>,
        rows: usize,
        columns: Vec<(String, Bound<'_, PyTuple>)>,
    ) -> PyResult<()> {
        caught(py, || {
            let mut survey = Survey::new();
            let (mut fields, mut arrays, mut mixed) = (Vec::new(), Vec::<ArrayRef>::new(), Vec::new());
            for (name, of) in columns {
                let taken = take(&of, None)?;
                let length = match &taken {
                    Taken::Array(array, _) => array.len(),
                    Taken::Mixed(values) => values.len(),
                };
                if length != rows {
                    return Err(batch_error(py, &BatchError::length(&name, length, rows)));
                }
                match taken {
                    Taken::Array(array, said) => {
                        let field = Field::new(name, array.data_type().clone(), true).with_metadata(said);
                        survey.add_column(&field, &array);
                        fields.push(field);
                        arrays.push(array);
                    }
                    Taken::Mixed(values) => {
                        values.iter().for_each(|value| survey.add_value(&name, value));
                        mixed.push((name, values));
                    }
                }
            }
            survey.add_rows(rows);
            let with = RecordBatchOptions::new().with_row_count(Some(rows));
            let batch = RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &with);
            self.add(&survey, Part { batch: batch.map_err(|error| refused(&error))?, mixed });
            Ok(())
        })
    }

    /// Adds a table that is a stream.
    fn stream(&self, py: Python<'_>, stream: &Bound<'_, PyAny>) -> PyResult<()> {
        caught(py, || {
            let mut reader = self::stream(stream)?;
            let (schema, mut batches) = (reader.schema(), Vec::new());
            while let Some(batch) = py.detach(|| reader.next()) {
                batches.push(batch.map_err(|error| refused(&error))?);
            }
            let whole = concat_batches(&schema, &batches).map_err(|error| refused(&error))?;
            let mut survey = Survey::new();
            survey.add_batch(&whole);
            self.add(&survey, Part { batch: whole, mixed: Mixed::default() });
            Ok(())
        })
    }

    /// Learns from the tables: the document, the report, why there is no document, the line of the win rates, and how many values could
    /// not be read.
    #[expect(clippy::needless_pass_by_value, reason = "arguments from Python come as values")]
    fn learn(&self, py: Python<'_>, asked: Asked<'_>, given: Option<Given>) -> PyResult<Learned> {
        caught(py, || {
            let outcome = asked.outcome()?;
            let named = asked.named(outcome.as_ref());
            let lesson = asked.lesson(py, outcome)?;
            let parts = self.parts();
            let against = if parts.parts.len() > 1 { Against::Reference } else { Against::Lost };
            let settings = asked.settings(py, against)?;
            let naming =
                Naming { model: &asked.name, icp: "learned", accounts: &asked.name, outcome: &named };
            let run = || -> Result<Learned, Refused> {
                let (model, read) = read(&parts, &lesson, given)?;
                let taught = read.teach(&settings, model.definition(), naming, asked.without_signal)?;
                let Taught { document, report, nothing, line } = taught;
                let why = document.is_none().then_some(nothing);
                let line = line.map(|line| (line.intercept, line.slope));
                Ok((document, Found::from(&report), why, line, read.invalid))
            };
            run().map_err(|error| error.raised(py))
        })
    }
}

impl Lesson {
    fn add(&self, survey: &Survey, part: Part) {
        let mut parts = self.parts();
        parts.survey.merge(survey);
        parts.parts.push(part);
    }
}

/// The rows as a table, and the model that reads them.
fn read(parts: &Parts, lesson: &icp_learn::Lesson, given: Option<Given>) -> Result<(Model, Read), Refused> {
    lesson.check(&parts.survey)?;
    let (text, left) = init::reader(&parts.survey, "accounts");
    let model = Model::from_text(&text).map_err(Refused::Model)?;
    let mut reader = lesson.reader(&model)?;
    let beside = lesson.columns();
    let (judged, weights) = given.unzip();
    for (at, part) in parts.parts.iter().enumerate() {
        let usual = if at == 0 { Judged::Won } else { Judged::Lost };
        let won = |row: usize| match judged.as_ref().and_then(|judged| judged.get(row)) {
            Some(false) => Judged::Lost,
            Some(true) => Judged::Won,
            None => usual,
        };
        rows(&model, part, if at == 0 { &beside } else { &[] }, (lesson, &mut reader), won)?;
    }
    weights.into_iter().for_each(|weights| reader.weigh(weights));
    let read = reader.finish(left)?;
    Ok((model, read))
}

/// Adds the rows of a table.
fn rows(
    model: &Model,
    part: &Part,
    beside: &[String],
    (lesson, reader): (&icp_learn::Lesson, &mut LessonReader<'_>),
    won: impl Fn(usize) -> Judged,
) -> Result<(), Refused> {
    let kept: Vec<(&str, Vec<AccountValue>)> = beside
        .iter()
        .map(|name| Ok((name.as_str(), values(part, name)?)))
        .collect::<Result<_, BatchError>>()?;
    let mixed: Vec<(&str, Column<'_>)> =
        part.mixed.iter().map(|(name, values)| (name.as_str(), Column::new(Values::Mixed(values)))).collect();
    let scorer = BatchScorer::new(model, &ArrowOptions::new(AsOf::Day(lesson.as_of)));
    let mut failure = Ok(());
    let mut each = |columns: &Columns<'_>, options: &BatchOptions<'_>| {
        model.each_record(columns, options, |row, _, record| {
            let value = |name: &str| {
                let (_, values) = kept.iter().find(|(own, _)| *own == name)?;
                values.get(row).cloned()
            };
            if failure.is_ok() {
                failure = reader.add(record, won(row), value);
            }
        })
    };
    scorer.columns::<_, BatchError>(&part.batch, &mixed, |columns, options| each(columns, options))?;
    Ok(failure?)
}

/// The values of a column that no attribute has to read.
fn values(part: &Part, name: &str) -> Result<Vec<AccountValue>, BatchError> {
    if let Some((_, values)) = part.mixed.iter().find(|(own, _)| own == name) {
        return Ok(values.clone());
    }
    let schema = part.batch.schema();
    let Some((at, field)) = schema.column_with_name(name) else { return Ok(Vec::new()) };
    let Some(array) = part.batch.columns().get(at) else { return Ok(Vec::new()) };
    (0..array.len()).map(|row| arrow_value(field, array, row)).collect()
}
