//! The arguments of `icp.learn` as settings of `icp-learn`. What is left out is as in the command.

use icp_evidence::Outcome;
use icp_learn::{Against, Direction, LearnError, Lesson, Points, Settings, SplitBy};
use pyo3::prelude::*;

use crate::date::as_of;
use crate::error::learn_error;
use crate::evidence::outcomes;
use crate::model::Model;
use crate::options::threads;

/// The arguments, by their names.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(super) struct Asked<'py> {
    outcome: Option<Bound<'py, PyAny>>,
    weight: Option<String>,
    group: Option<String>,
    decided_on: Option<String>,
    as_of: Option<Bound<'py, PyAny>>,
    ignore: Vec<String>,
    known_before: Vec<String>,
    monotone: Vec<(Option<String>, String)>,
    keep_bands: Option<Bound<'py, Model>>,
    split_by: Option<String>,
    max_criteria: Option<usize>,
    max_bands: Option<usize>,
    points: Option<String>,
    interactions: bool,
    lean: bool,
    permutations: Option<usize>,
    base_rate: Option<f64>,
    seed: Option<u64>,
    threads: Option<Bound<'py, PyAny>>,
    pub(super) without_signal: bool,
    pub(super) name: String,
    /// The outcome in words, where no column has it.
    said: Option<String>,
}

impl Asked<'_> {
    /// The columns that are no inputs, and what is known of the others.
    pub(super) fn lesson(&self, py: Python<'_>, outcome: Option<Outcome>) -> PyResult<Lesson> {
        let read = |(column, word): &(Option<String>, String)| {
            Ok((column.clone(), Direction::parse(word, column.is_some())?))
        };
        let directions = self.monotone.iter().map(read).collect::<Result<_, LearnError>>();
        Ok(Lesson {
            outcome,
            weight: self.weight.clone(),
            group: self.group.clone(),
            decided_on: self.decided_on.clone(),
            ignore: self.ignore.clone(),
            known_before: self.known_before.clone(),
            directions: directions.map_err(|error| learn_error(py, &error))?,
            keep_bands: self.keep_bands.as_ref().map(|model| model.get().core().definition().clone()),
            split_by: self.split_by.as_deref().map(SplitBy::parse),
            ..Lesson::new(as_of(py, self.as_of.as_ref())?)
        })
    }

    /// The outcome, where a column has it.
    pub(super) fn outcome(&self) -> PyResult<Option<Outcome>> {
        Ok(outcomes(self.outcome.as_slice())?.into_iter().next())
    }

    /// The outcome in words.
    pub(super) fn named(&self, outcome: Option<&Outcome>) -> String {
        match (&self.said, &self.outcome, outcome) {
            (Some(said), ..) => said.clone(),
            (None, Some(given), Some(outcome)) => {
                given.extract::<String>().unwrap_or_else(|_| outcome.column().to_owned())
            }
            _ => "best customers".to_owned(),
        }
    }

    /// The limits.
    pub(super) fn settings(&self, py: Python<'_>, against: Against) -> PyResult<Settings> {
        let usual = Settings::default();
        let points = self.points.as_deref().map(Points::parse).transpose();
        let all = || std::thread::available_parallelism().map_or(1, usize::from);
        let threads = threads(self.threads.as_ref())?;
        Ok(Settings {
            max_criteria: self.max_criteria.unwrap_or(usual.max_criteria),
            max_bands: self.max_bands.unwrap_or(usual.max_bands),
            points: points.map_err(|error| learn_error(py, &error))?.unwrap_or(usual.points),
            pairs: self.interactions,
            lean: self.lean,
            against,
            permutations: self.permutations.unwrap_or(usual.permutations),
            base_rate: self.base_rate,
            seed: self.seed.unwrap_or(usual.seed),
            threads: if threads == 0 { all() } else { threads },
            ..usual
        })
    }
}
