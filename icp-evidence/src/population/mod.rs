//! A population under a model: one pass over its tables counts everything that reports, comparisons and drift are made of.

mod cells;
mod counts;
mod edges;
mod kinds;
mod observer;
mod pair;
mod profiles;
mod shape;
mod tally;

pub(crate) use cells::Cells;
pub(crate) use counts::{
    AttributeCounts, BAR, BY_CRITERION, BY_INTENT, BY_SCORE, Counts, CriterionCounts, INTENT, IcpCounts,
    NOT_APPLICABLE, SCORE, STATUSES, UNKNOWN, VALUE, WITHOUT, merge_by_key, place,
};
pub(crate) use edges::Edge;
pub(crate) use kinds::{AnswerWords, Branch};
pub(crate) use profiles::Profiles;
pub(crate) use tally::{Row, Tally};

use icp_core::Model;
use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;

use crate::EvidenceError;
use crate::outcome::{Outcome, Words, weights};
use crate::part::{self, Part};
use observer::{Counter, Rows};
pub(crate) use observer::{from_ordered, tenth};
use shape::{Edges, Shape};

/// The values that the rules of an icp ask for.
pub(crate) fn edges(model: &Model, icp: usize) -> Edges<'_> {
    Shape::edges(model, icp)
}

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
    pub(crate) want: Option<f64>,
    pub(crate) notes: Vec<String>,
}

/// How a table is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counting<'c> {
    pub(crate) model: &'c Model,
    pub(crate) outcomes: &'c [Outcome],
    pub(crate) weight: Option<&'c str>,
    /// The part of each row, below the number of parts; without it all rows are one part.
    pub(crate) parts: Option<(&'c [Option<u32>], usize)>,
}

impl Counting<'_> {
    /// Scores the rows of a table: the counts of each part. Words of outcomes are counted over all of them.
    pub(crate) fn count(
        &self,
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
        words: &mut [Words],
    ) -> Result<(Vec<Counts>, Intake), EvidenceError> {
        let Self { model, outcomes, weight, parts } = *self;
        let mut answers = Vec::with_capacity(outcomes.len());
        for (outcome, words) in outcomes.iter().zip(words) {
            answers.push(outcome.read(columns, words)?);
        }
        let weights = match weight {
            Some(_) => weights(columns, weight)?,
            None => Vec::new(),
        };
        let rows = Rows { answers, weights, parts: parts.map(|(parts, _)| parts) };
        let empty = Counts::new(model, outcomes);
        let many = parts.map_or(1, |(_, many)| many);
        let shape = Shape::new(model);
        let (counters, intake) =
            model.observe(columns, options, || Counter::new(vec![empty.clone(); many], &rows, &shape))?;
        intake.check(options.allow_empty_columns, options.on_invalid, options.host)?;
        let mut counters = counters.into_iter().map(Counter::into_counts);
        let mut all = counters.next().unwrap_or_else(|| vec![empty; many]);
        for counts in counters {
            all.iter_mut().zip(counts).for_each(|(sum, more)| sum.merge(more));
        }
        Ok((all, intake))
    }
}

impl Population {
    /// Nobody yet.
    pub fn new(model: &Model, outcomes: Vec<Outcome>) -> Self {
        let counts = Counts::new(model, &outcomes);
        Self {
            model: model.clone(),
            outcomes,
            weight: None,
            counts,
            intake: model.intake(),
            want: None,
            notes: Vec::new(),
        }
    }

    /// Counts that were made elsewhere.
    pub(crate) fn of(model: &Model, outcomes: &[Outcome], counts: Counts) -> Self {
        Self { counts, ..Self::new(model, outcomes.to_vec()) }
    }

    /// The same with a column that says how many accounts each row stands for.
    #[must_use]
    pub fn weighted_by(mut self, column: impl Into<String>) -> Self {
        self.weight = Some(column.into());
        self
    }

    /// The same with a wanted number of accounts: the report says from which score on an icp gives that many.
    #[must_use]
    pub fn want(self, accounts: f64) -> Self {
        Self { want: Some(accounts), ..self }
    }

    /// The same with a sentence that the report repeats beside its outcomes, such as how one of them was made.
    #[must_use]
    pub fn note(mut self, says: impl Into<String>) -> Self {
        self.notes.push(says.into());
        self
    }

    /// Scores the rows of a table and counts them.
    ///
    /// # Errors
    /// A table that cannot be scored, an outcome or a weight that cannot be read. Nothing is counted then.
    pub fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        let mut words = self.counts.words.clone();
        let Self { model, outcomes, weight, .. } = &*self;
        let counting = Counting { model, outcomes, weight: weight.as_deref(), parts: None };
        let (counts, intake) = counting.count(columns, options, &mut words)?;
        self.counts.words = words;
        counts.into_iter().for_each(|counts| self.counts.merge(counts));
        self.intake.merge(&intake);
        Ok(())
    }

    /// Adds the counts of another piece.
    ///
    /// # Errors
    /// Counts of another model or of other outcomes.
    pub fn merge(&mut self, other: Self) -> Result<(), EvidenceError> {
        if !self.is_like(&other) {
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
        let counts = self.counts.clone().sorted();
        let of = Part::new("population", &[&self.model], (&self.outcomes, &self.weight));
        part::write(&of, &counts, std::slice::from_ref(&self.intake))
    }

    /// Adds counts that [`Population::to_json`] wrote.
    ///
    /// # Errors
    /// A text that is none, of another version, or counts of another model, other lists, another source or other outcomes.
    pub fn merge_json(&mut self, text: &str) -> Result<(), EvidenceError> {
        let own = Part::new("population", &[&self.model], (&self.outcomes, &self.weight));
        let (counts, intakes): (Counts, _) = part::read(&own, text)?;
        if !self.counts.fits(&counts) {
            return Err(EvidenceError::Other);
        }
        for (words, more) in self.counts.words.iter_mut().zip(&counts.words) {
            words.merge(more);
        }
        self.counts.merge(counts);
        part::add(std::slice::from_mut(&mut self.intake), &intakes);
        Ok(())
    }

    /// Whether both are of one model, with the same lists and source, and of the same outcomes.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let of = |one: &Self| Part::new("population", &[&one.model], (&one.outcomes, &one.weight));
        of(self) == of(other)
    }

    /// The counts that [`Population::to_json`] wrote, with the model that they are of.
    ///
    /// ```
    /// # use icp_core::Model;
    /// # use icp_evidence::{Outcome, Population};
    /// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
    /// #     "attributes": {"employees": {"type": "number"}},
    /// #     "icps": [{"id": "smb", "fit": {
    /// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
    /// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
    /// let population = Population::new(&model, vec![Outcome::new("won")]);
    /// let same = Population::from_json(&model, &population.to_json())?;
    /// assert_eq!(same.to_json(), population.to_json());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Population::merge_json`].
    pub fn from_json(model: &Model, text: &str) -> Result<Self, EvidenceError> {
        let (outcomes, weight) = part::outcomes(text)?;
        let mut population = Self { weight, ..Self::new(model, outcomes) };
        population.merge_json(text)?;
        Ok(population)
    }

    /// Refuses outcomes of more words than won and lost, where nobody said what the others mean.
    pub(crate) fn check(&self) -> Result<(), EvidenceError> {
        self.outcomes.iter().zip(&self.counts.words).try_for_each(|(outcome, words)| outcome.check(words))
    }

    /// The columns that are read beside those of the model: outcomes and the weight.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.outcomes.iter().map(Outcome::column).chain(self.weight.as_deref())
    }

    /// The counts of invalid values, those of merged parts among them.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }
}
