//! Counts of a population: under one model, under two, or each account on its own day.

use std::sync::{Mutex, MutexGuard, PoisonError};

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::error::Host;
use icp_evidence::{Backtester, Best, Compare, Drift, EvidenceError, Outcome, Period, Periods, Population};
use icp_learn::Tuner;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyInt;

use super::Found;
use super::outcome::{outcomes, refused};
use super::tuning::{Tuning, not_tuned, only};
use crate::date::as_of;
use crate::error::caught;
use crate::model::Model;
use crate::object::to_python;

/// One of the ways to count.
#[derive(Clone)]
pub(super) enum Kind {
    Population(Box<Population>),
    Compare(Box<Compare>),
    Backtest(Box<Backtester>),
    Periods(Box<Periods>),
    Tune(Box<Tuning>),
}

impl Kind {
    pub(super) fn add(
        &mut self,
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
    ) -> Result<(), EvidenceError> {
        match self {
            Self::Population(counts) => counts.add(columns, options),
            Self::Compare(counts) => counts.add(columns, options),
            Self::Backtest(counts) => counts.add(columns, options),
            Self::Periods(counts) => counts.add(columns, options),
            Self::Tune(tuning) => tuning.add(columns, options),
        }
    }

    /// Adds a table with the best customers of it as an outcome, if they are wanted.
    pub(super) fn add_best(
        &mut self,
        best: Option<&Best>,
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
    ) -> Result<(), EvidenceError> {
        let Some(best) = best else { return self.add(columns, options) };
        let mut best = best.clone();
        best.add(columns)?;
        let found = best.found();
        self.add(&found.beside(columns, 0)?, options)?;
        if let Self::Population(counts) = self {
            **counts = (**counts).clone().note(found.says.clone());
        }
        Ok(())
    }
}

/// Counts that tables are added to.
#[pyclass(module = "icp._icp", name = "_Counts", frozen)]
pub(crate) struct Counts {
    kind: Mutex<Kind>,
    pub(super) models: Vec<icp_core::Model>,
    /// Columns that are read beside those of the models.
    pub(super) columns: Vec<String>,
    /// The best customers, as the last outcome.
    pub(super) best: Option<Best>,
}

impl Counts {
    pub(super) fn kind(&self) -> MutexGuard<'_, Kind> {
        self.kind.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn population(&self) -> PyResult<Box<Population>> {
        match &*self.kind() {
            Kind::Population(population) => Ok(population.clone()),
            Kind::Compare(_) | Kind::Backtest(_) | Kind::Periods(_) | Kind::Tune(_) => {
                Err(PyValueError::new_err("these are no counts of a population"))
            }
        }
    }

    fn new(
        kind: Kind,
        models: Vec<icp_core::Model>,
        outcomes: &[Outcome],
        more: &[&Option<String>],
        best: Option<Best>,
    ) -> Self {
        // The column of the best is made, and not read.
        let read = outcomes.len() - usize::from(best.is_some());
        let outcomes = outcomes.iter().take(read);
        let mut columns: Vec<String> = outcomes.map(|outcome| outcome.column().to_owned()).collect();
        columns.extend(more.iter().filter_map(|column| (*column).clone()));
        columns.extend(best.iter().flat_map(Best::parts).map(|(column, _)| column.to_owned()));
        Self { kind: Mutex::new(kind), models, columns, best }
    }
}

/// The outcomes, with that of the best customers at their end.
fn all_outcomes(
    py: Python<'_>,
    outcome: &[Bound<'_, PyAny>],
    best: Option<(String, Top)>,
) -> PyResult<(Vec<Outcome>, Option<Best>)> {
    let mut outcomes = outcomes(outcome)?;
    let Some((text, top)) = best else { return Ok((outcomes, None)) };
    let best = Best::parse(&text, top.0).map_err(|error| refused(py, &error))?;
    outcomes.push(Best::outcome());
    Ok((outcomes, Some(best)))
}

/// How many accounts are the best: a share or a whole number of accounts.
struct Top(icp_evidence::Top);

impl<'py> FromPyObject<'_, 'py> for Top {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_instance_of::<PyInt>() {
            return Ok(Self(icp_evidence::Top::Accounts(given.extract()?)));
        }
        Ok(Self(icp_evidence::Top::Share(given.extract()?)))
    }
}

/// The length of a period, by its word.
fn period(by: &str) -> PyResult<Period> {
    match by {
        "year" => Ok(Period::Year),
        "quarter" => Ok(Period::Quarter),
        "month" => Ok(Period::Month),
        _ => Err(PyValueError::new_err(format!("by is \"year\", \"quarter\" or \"month\", not `{by}`"))),
    }
}

#[pymethods]
impl Counts {
    /// A population under one model.
    #[staticmethod]
    #[pyo3(name = "population", signature = (model, outcome, weight, best))]
    #[expect(clippy::needless_pass_by_value, reason = "a list from Python comes as one")]
    fn of_population(
        py: Python<'_>,
        model: &Bound<'_, Model>,
        outcome: Vec<Bound<'_, PyAny>>,
        weight: Option<String>,
        best: Option<(String, Top)>,
    ) -> PyResult<Self> {
        let model = model.get().core();
        let (outcomes, best) = all_outcomes(py, &outcome, best)?;
        let mut population = Population::new(model, outcomes.clone());
        if let Some(weight) = &weight {
            population = population.weighted_by(weight.clone());
        }
        Ok(Self::new(Kind::Population(population.into()), vec![model.clone()], &outcomes, &[&weight], best))
    }

    /// A population under two models.
    #[staticmethod]
    #[pyo3(signature = (old, new, outcome, weight, best))]
    #[expect(clippy::needless_pass_by_value, reason = "a list from Python comes as one")]
    fn compare(
        py: Python<'_>,
        old: &Bound<'_, Model>,
        new: &Bound<'_, Model>,
        outcome: Vec<Bound<'_, PyAny>>,
        weight: Option<String>,
        best: Option<(String, Top)>,
    ) -> PyResult<Self> {
        let (old, new) = (old.get().core(), new.get().core());
        let (outcomes, best) = all_outcomes(py, &outcome, best)?;
        let mut compare = Compare::new(old, new, outcomes.clone());
        if let Some(weight) = &weight {
            compare = compare.weighted_by(weight.clone());
        }
        let models = vec![old.clone(), new.clone()];
        Ok(Self::new(Kind::Compare(compare.into()), models, &outcomes, &[&weight], best))
    }

    /// Past accounts, each on its own day.
    #[staticmethod]
    #[pyo3(signature = (model, outcome, day, today, lag, by, future_ok, worked, weight, best))]
    #[expect(clippy::too_many_arguments, reason = "they are the caller's")]
    #[expect(clippy::needless_pass_by_value, reason = "a list from Python comes as one")]
    fn backtest(
        py: Python<'_>,
        model: &Bound<'_, Model>,
        outcome: Vec<Bound<'_, PyAny>>,
        day: String,
        today: Option<&Bound<'_, PyAny>>,
        lag: i32,
        by: &str,
        future_ok: Vec<String>,
        worked: Option<String>,
        weight: Option<String>,
        best: Option<(String, Top)>,
    ) -> PyResult<Self> {
        let model = model.get().core();
        let period = period(by)?;
        let (outcomes, best) = all_outcomes(py, &outcome, best)?;
        let outcome = outcomes.first().cloned().unwrap_or_else(|| Outcome::new(""));
        let mut test = Backtester::new(model, outcome, day.clone(), as_of(py, today)?).lag(lag).by(period);
        test = future_ok.into_iter().fold(test, Backtester::future_ok);
        if let Some(worked) = &worked {
            test = test.worked(worked.clone());
        }
        if let Some(weight) = &weight {
            test = test.weighted_by(weight.clone());
        }
        let more = [&Some(day), &worked, &weight];
        Ok(Self::new(Kind::Backtest(test.into()), vec![model.clone()], &outcomes, &more, best))
    }

    /// A population period by period.
    #[staticmethod]
    #[pyo3(signature = (model, outcome, day, by, weight, best))]
    #[expect(clippy::needless_pass_by_value, reason = "a list from Python comes as one")]
    fn periods(
        py: Python<'_>,
        model: &Bound<'_, Model>,
        outcome: Vec<Bound<'_, PyAny>>,
        day: String,
        by: &str,
        weight: Option<String>,
        best: Option<(String, Top)>,
    ) -> PyResult<Self> {
        let model = model.get().core();
        let (outcomes, best) = all_outcomes(py, &outcome, best)?;
        let mut periods = Periods::new(model, outcomes.clone(), day.clone(), period(by)?);
        if let Some(weight) = &weight {
            periods = periods.weighted_by(weight.clone());
        }
        let more = [&Some(day), &weight];
        Ok(Self::new(Kind::Periods(periods.into()), vec![model.clone()], &outcomes, &more, best))
    }

    /// A model that gets other numbers: its accounts are read once, and once more after `next`.
    #[staticmethod]
    #[pyo3(signature = (model, outcome, icp, only, weight, group))]
    #[expect(clippy::needless_pass_by_value, reason = "a list from Python comes as one")]
    fn tune(
        py: Python<'_>,
        model: &Bound<'_, Model>,
        outcome: Vec<Bound<'_, PyAny>>,
        icp: Option<&str>,
        only: Option<&str>,
        weight: Option<String>,
        group: Option<String>,
    ) -> PyResult<Self> {
        let model = model.get().core();
        let (outcomes, _) = all_outcomes(py, &outcome, None)?;
        let outcome = outcomes.first().cloned().unwrap_or_else(|| Outcome::new(""));
        let tuner = Tuner::new(model, outcome, icp).map_err(|error| not_tuned(py, &error))?;
        let mut tuner = tuner.only(self::only(only)?);
        if let Some(weight) = &weight {
            tuner = tuner.weighted_by(weight);
        }
        if let Some(group) = &group {
            tuner = tuner.grouped_by(group);
        }
        let kind = Kind::Tune(Tuning::First(tuner).into());
        Ok(Self::new(kind, vec![model.clone()], &outcomes, &[&weight, &group], None))
    }

    /// The next stage of tuning, after all accounts were read.
    fn next(&self, py: Python<'_>) -> PyResult<()> {
        caught(py, || {
            let kind = self.kind().clone();
            let Kind::Tune(tuning) = kind else { return Ok(()) };
            let next = py.detach(|| tuning.next()).map_err(|error| not_tuned(py, &error))?;
            *self.kind() = Kind::Tune(next.into());
            Ok(())
        })
    }

    /// A document of the model with the numbers that tuning found, and whether it keeps its comments; none where nothing changes.
    fn tuned(&self, py: Python<'_>, document: Option<&str>) -> PyResult<Option<(String, bool)>> {
        let kind = self.kind().clone();
        let Kind::Tune(tuning) = kind else { return Ok(None) };
        let Tuning::Done { tuned, .. } = *tuning else { return Ok(None) };
        if tuned.changes.is_empty() {
            return Ok(None);
        }
        let own = || self.models.first().map(|model| model.definition().to_yaml());
        let text = document.map(str::to_owned).or_else(own).unwrap_or_default();
        tuned.document(&text).map(Some).map_err(|error| not_tuned(py, &error.into()))
    }

    /// Adds the counts of another piece.
    fn merge(&self, py: Python<'_>, other: &Bound<'_, Self>) -> PyResult<()> {
        let other = other.get().population()?;
        match &mut *self.kind() {
            Kind::Population(population) => population.merge(*other).map_err(|error| refused(py, &error)),
            Kind::Compare(_) | Kind::Backtest(_) | Kind::Periods(_) | Kind::Tune(_) => {
                Err(PyValueError::new_err("only populations are merged"))
            }
        }
    }

    /// The counts of a population as a text that travels.
    fn written(&self, py: Python<'_>) -> PyResult<String> {
        let population = self.population()?;
        caught(py, || Ok(py.detach(|| population.to_json())))
    }

    /// The counts that `written` gave.
    #[staticmethod]
    fn read(py: Python<'_>, model: &Bound<'_, Model>, text: &str) -> PyResult<Self> {
        let model = model.get().core();
        let read = py.detach(|| Population::from_json(model, text));
        let population = read.map_err(|error| refused(py, &error))?;
        let columns = population.columns().map(str::to_owned).collect();
        let kind = Mutex::new(Kind::Population(population.into()));
        Ok(Self { kind, models: vec![model.clone()], columns, best: None })
    }

    /// Notices about the tables that the figures do not show, the gravest first.
    fn notices<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let kind = self.kind();
        let intake = match &*kind {
            Kind::Population(population) => population.intake(),
            Kind::Periods(periods) => periods.intake(),
            // Models that read the same columns would tell the same of them.
            Kind::Compare(compare) => &compare.intakes()[0],
            Kind::Backtest(test) => test.intake(),
            Kind::Tune(tuning) => tuning.intake(),
        };
        to_python(py, &intake.notices(Host::Python))
    }

    /// The report, the comparison or the backtest. For a report, how many accounts are wanted.
    #[pyo3(signature = (want=None))]
    fn found(&self, py: Python<'_>, want: Option<f64>) -> PyResult<Found> {
        let kind = self.kind().clone();
        caught(py, || {
            let found = py.detach(|| {
                Ok::<_, EvidenceError>(Some(match &kind {
                    Kind::Population(population) => {
                        let population = (**population).clone();
                        let population = want.into_iter().fold(population, Population::want);
                        Found::from(&population.report()?)
                    }
                    Kind::Compare(compare) => Found::from(&compare.comparison()?),
                    Kind::Backtest(test) => Found::from(&test.backtest()?),
                    Kind::Periods(periods) => Found::from(&periods.drift()?),
                    Kind::Tune(tuning) => match &**tuning {
                        Tuning::Done { tuned, .. } => Found::from(tuned),
                        Tuning::First(_) | Tuning::Second(_) => return Ok(None),
                    },
                }))
            });
            let found = found.map_err(|error| refused(py, &error))?;
            found.ok_or_else(|| PyValueError::new_err("the accounts have to be read once more"))
        })
    }

    /// How another population differs from this one.
    fn drift(&self, py: Python<'_>, after: &Bound<'_, Self>) -> PyResult<Found> {
        let (before, after) = (self.population()?, after.get().population()?);
        caught(py, || {
            let drift = py.detach(|| Drift::between(&before, &after));
            Ok(Found::from(&drift.map_err(|error| refused(py, &error))?))
        })
    }
}
