//! A population under a model: one pass over its tables counts everything that reports, comparisons and drift are made of.

mod counts;
mod observer;

pub(crate) use counts::{
    AttributeCounts, Branch, Counts, CriterionCounts, IcpCounts, Row, STATUSES, Tally, place,
};

use icp_core::Model;
use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;

use crate::EvidenceError;
use crate::outcome::{Outcome, weights};
pub(crate) use observer::from_ordered;
use observer::{Counter, Rows, Shape};

/// Counts of a population and its outcomes under one model.
///
/// Tables are added one after the other. Counts of several pieces are merged with [`Population::merge`], and may travel as JSON: the
/// report has the same bits however the population was cut.
///
/// ```
/// use icp_core::{Date, Model};
/// use icp_core::batch::{AsOf, BatchOptions};
/// use icp_core::column::{Column, Columns, Values};
/// use icp_evidence::{Outcome, Population};
/// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
/// #     "attributes": {"employees": {"type": "number"}},
/// #     "icps": [{"id": "smb", "fit": {
/// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
/// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let columns = Columns::new(4)
///     .with("employees", Column::new(Values::F64(&[50.0, 5.0, 60.0, 7.0])))?
///     .with("won", Column::new(Values::Bool(&[1, 0, 1, 1])))?;
/// let mut population = Population::new(&model, vec![Outcome::new("won")]);
/// population.add(&columns, &BatchOptions::new(AsOf::Day(Date::MAX)))?;
/// let report = population.report()?;
/// assert_eq!((report.rows, report.icps[0].tiers[0].id.as_str()), (4, "A"));
/// assert_eq!(report.icps[0].tiers[0].rates[0].unwrap().rate, 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Population {
    pub(crate) model: Model,
    pub(crate) outcomes: Vec<Outcome>,
    weight: Option<String>,
    pub(crate) counts: Counts,
    intake: Intake,
}

impl Population {
    /// Nobody yet.
    pub fn new(model: &Model, outcomes: Vec<Outcome>) -> Self {
        let counts = Counts::new(model, &outcomes);
        Self { model: model.clone(), outcomes, weight: None, counts, intake: model.intake() }
    }

    /// The same with a column that says how many accounts each row stands for.
    #[must_use]
    pub fn weighted_by(mut self, column: impl Into<String>) -> Self {
        self.weight = Some(column.into());
        self
    }

    /// Scores the rows of a table and counts them.
    ///
    /// # Errors
    /// A table that cannot be scored, an outcome or a weight that cannot be read. Nothing is counted then.
    pub fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        let mut words = self.counts.words.clone();
        let mut answers = Vec::with_capacity(self.outcomes.len());
        for (outcome, words) in self.outcomes.iter().zip(&mut words) {
            answers.push(outcome.read(columns, words)?);
        }
        let rows = Rows { answers, weights: weights(columns, self.weight.as_deref())? };
        let empty = Counts::new(&self.model, &self.outcomes);
        let shape = Shape::new(&self.model);
        let (counters, intake) =
            self.model.observe(columns, options, || Counter::new(empty.clone(), &rows, &shape))?;
        intake.check(options.allow_empty_columns, options.on_invalid, options.host)?;
        self.counts.words = words;
        for counter in counters {
            self.counts.merge(counter.into_counts());
        }
        self.intake.merge(&intake);
        Ok(())
    }

    /// Adds the counts of another piece.
    ///
    /// # Errors
    /// Counts of another model or of other outcomes.
    pub fn merge(&mut self, other: Self) -> Result<(), EvidenceError> {
        if self.model.fingerprint() != other.model.fingerprint() || self.outcomes != other.outcomes {
            return Err(EvidenceError::Other);
        }
        for (words, more) in self.counts.words.iter_mut().zip(&other.counts.words) {
            words.merge(more);
        }
        self.counts.merge(other.counts);
        self.intake.merge(&other.intake);
        Ok(())
    }

    /// The counts as JSON, for a process that merges those of others.
    ///
    /// ```
    /// # use icp_core::Model;
    /// # use icp_evidence::Population;
    /// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    /// #     "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
    /// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let mut population = Population::new(&model, vec![]);
    /// let part = population.to_json();
    /// population.merge_json(&part)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_json(&self) -> String {
        let part = (self.model.fingerprint(), &self.outcomes, self.counts.clone().sorted());
        serde_json::to_string(&part).unwrap_or_default()
    }

    /// Adds counts that [`Population::to_json`] wrote.
    ///
    /// # Errors
    /// A text that is none, or counts of another model or of other outcomes.
    pub fn merge_json(&mut self, text: &str) -> Result<(), EvidenceError> {
        let (fingerprint, outcomes, counts): (String, Vec<Outcome>, Counts) =
            serde_json::from_str(text).map_err(|_| EvidenceError::Other)?;
        if *fingerprint != *self.model.fingerprint()
            || outcomes != self.outcomes
            || !counts.fits(&self.counts)
        {
            return Err(EvidenceError::Other);
        }
        for (words, more) in self.counts.words.iter_mut().zip(&counts.words) {
            words.merge(more);
        }
        self.counts.merge(counts);
        Ok(())
    }

    /// Refuses outcomes of more words than won and lost, where nobody said what the others mean.
    pub(crate) fn check(&self) -> Result<(), EvidenceError> {
        self.outcomes.iter().zip(&self.counts.words).try_for_each(|(outcome, words)| outcome.check(words))
    }

    /// The counts of invalid values of the tables that were added here.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }
}
