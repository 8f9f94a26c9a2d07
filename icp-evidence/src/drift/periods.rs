//! Drift period by period: each period of a column of days against the one before it, and against the first.

use std::collections::BTreeMap;

use icp_core::Model;
use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use serde::{Deserialize, Serialize};

use super::Drift;
use crate::EvidenceError;
use crate::level::CONFIDENCE;
use crate::outcome::{Outcome, Words};
use crate::part::{self, Part, lists};
use crate::period::{Period, days};
use crate::population::{Counting, Counts, Population};
use crate::stats::Rate;

/// A period's year and its number within it.
type Key = (i32, u32);

/// Counts of a population by the period of a column of days.
///
/// Accounts are judged on the day that the options say; the column only says which period they belong to. Rows without a day are
/// left out and counted.
///
/// ```
/// use icp_core::{Date, Model};
/// use icp_core::batch::{AsOf, BatchOptions};
/// use icp_core::column::{Column, Columns, Values};
/// use icp_evidence::{Period, Periods};
/// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
/// #     "attributes": {"employees": {"type": "number"}},
/// #     "icps": [{"id": "smb", "fit": {
/// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
/// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let sizes: Vec<f64> = (0..120).map(|row| if row < 80 { 50.0 } else { 5.0 }).collect();
/// // Forty accounts a month, from January 2026 on.
/// let days: Vec<i32> = (0..120).map(|row| 20_454 + row / 40 * 31).collect();
/// let columns = Columns::new(120)
///     .with("employees", Column::new(Values::F64(&sizes)))?
///     .with("created", Column::new(Values::Days(&days)))?;
/// let mut periods = Periods::new(&model, vec![], "created", Period::Month);
/// periods.add(&columns, &BatchOptions::new(AsOf::Day(Date::MAX)))?;
/// let found = periods.drift()?;
/// assert_eq!(found.periods.iter().map(|one| (one.period.as_str(), one.rows)).collect::<Vec<_>>(),
///     [("2026-01", 40), ("2026-02", 40), ("2026-03", 40)]);
/// assert!(found.review.unwrap().starts_with("Review now: 2026-03 against 2026-02: "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Periods {
    model: Model,
    outcomes: Vec<Outcome>,
    weight: Option<String>,
    day: String,
    period: Period,
    words: Vec<Words>,
    undated: u64,
    counts: BTreeMap<Key, Counts>,
    intake: Intake,
}

/// A population period by period.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PeriodDrift {
    /// The fingerprint of the model.
    pub fingerprint: String,
    /// The lists that were given to it: the SHA-256 of the entries of each.
    pub lists: BTreeMap<String, String>,
    /// The column of days.
    pub column: String,
    /// The outcomes, by their names.
    pub outcomes: Vec<String>,
    /// Rows without a day, which are left out.
    pub undated: u64,
    /// The periods with rows, the earliest first.
    pub periods: Vec<PeriodShift>,
    /// Why a review is asked for, in one line, from the last period; null where nothing asks for one.
    pub review: Option<String>,
}

/// A period against others. Alarms are as rare as one over all periods together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PeriodShift {
    /// The period.
    pub period: String,
    /// Its rows.
    pub rows: u64,
    /// For each outcome, how often they were won.
    pub rates: Vec<Option<Rate>>,
    /// Against the period before; null for the first.
    pub from_previous: Option<Drift>,
    /// Against the first; null for the first and the second, where it is the same.
    pub from_first: Option<Drift>,
}

/// The counts as they travel.
#[derive(Serialize, Deserialize)]
struct Travelling {
    words: Vec<Words>,
    undated: u64,
    periods: Vec<(Key, Counts)>,
}

impl Periods {
    /// Nobody yet. The day of each row stands in a column.
    pub fn new(model: &Model, outcomes: Vec<Outcome>, day: impl Into<String>, period: Period) -> Self {
        Self {
            words: vec![Words::default(); outcomes.len()],
            model: model.clone(),
            outcomes,
            weight: None,
            day: day.into(),
            period,
            undated: 0,
            counts: BTreeMap::new(),
            intake: model.intake(),
        }
    }

    /// The same with a column that says how many accounts each row stands for.
    #[must_use]
    pub fn weighted_by(self, column: impl Into<String>) -> Self {
        Self { weight: Some(column.into()), ..self }
    }

    /// Scores the rows of a table and counts them by period.
    ///
    /// # Errors
    /// A table that cannot be scored; an outcome, a weight or a day that cannot be read. Nothing is counted then.
    pub fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        let days = days(columns, &self.day, 0)?;
        let keys: Vec<Option<Key>> = days.iter().map(|day| Some(self.period.of((*day)?))).collect();
        let mut known: Vec<Key> = keys.iter().copied().flatten().collect();
        known.sort_unstable();
        known.dedup();
        let part = |key: &Option<Key>| u32::try_from(known.binary_search(key.as_ref()?).ok()?).ok();
        let parts: Vec<Option<u32>> = keys.iter().map(part).collect();
        let mut words = self.words.clone();
        let counting = Counting {
            model: &self.model,
            outcomes: &self.outcomes,
            weight: self.weight.as_deref(),
            parts: Some((&parts, known.len())),
        };
        let (counts, intake) = counting.count(columns, options, &mut words)?;
        self.words = words;
        self.undated += parts.iter().filter(|part| part.is_none()).count() as u64;
        known.into_iter().zip(counts).for_each(|(key, counts)| self.put(key, counts));
        self.intake.merge(&intake);
        Ok(())
    }

    fn put(&mut self, key: Key, counts: Counts) {
        match self.counts.get_mut(&key) {
            Some(sum) => sum.merge(counts),
            None => {
                self.counts.insert(key, counts);
            }
        }
    }

    /// Adds the counts of another piece.
    ///
    /// # Errors
    /// Counts of another model, of other outcomes, of another column or other periods.
    pub fn merge(&mut self, other: Self) -> Result<(), EvidenceError> {
        if self.part() != other.part() {
            return Err(EvidenceError::Other);
        }
        self.intake.merge(&other.intake);
        self.take(Travelling {
            words: other.words,
            undated: other.undated,
            periods: other.counts.into_iter().collect(),
        });
        Ok(())
    }

    fn take(&mut self, other: Travelling) {
        for (words, more) in self.words.iter_mut().zip(&other.words) {
            words.merge(more);
        }
        self.undated += other.undated;
        other.periods.into_iter().for_each(|(key, counts)| self.put(key, counts));
    }

    fn part(&self) -> Part {
        let settings = vec![self.day.clone(), format!("{:?}", self.period)];
        Part::new("periods", &[&self.model], (&self.outcomes, &self.weight)).with(settings)
    }

    /// The counts as JSON, for a process that merges those of others.
    pub fn to_json(&self) -> String {
        let periods = self.counts.iter().map(|(key, counts)| (*key, counts.clone().sorted())).collect();
        let counts = Travelling { words: self.words.clone(), undated: self.undated, periods };
        part::write(&self.part(), &counts, std::slice::from_ref(&self.intake))
    }

    /// Adds counts that [`Periods::to_json`] wrote.
    ///
    /// # Errors
    /// A text that is none, of another version, or counts of something else.
    pub fn merge_json(&mut self, text: &str) -> Result<(), EvidenceError> {
        let (found, intakes): (Travelling, _) = part::read(&self.part(), text)?;
        let empty = Counts::new(&self.model, &self.outcomes);
        if !found.periods.iter().all(|(_, counts)| empty.fits(counts))
            || found.words.len() != self.words.len()
        {
            return Err(EvidenceError::Other);
        }
        self.take(found);
        part::add(std::slice::from_mut(&mut self.intake), &intakes);
        Ok(())
    }

    /// The counts of invalid values, those of merged parts among them.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    /// Every period against the one before it and against the first.
    ///
    /// # Errors
    /// An outcome of more words than won and lost, where nobody said what the others mean.
    pub fn drift(&self) -> Result<PeriodDrift, EvidenceError> {
        self.outcomes.iter().zip(&self.words).try_for_each(|(outcome, words)| outcome.check(words))?;
        let populations: Vec<(String, Population)> = self
            .counts
            .iter()
            .filter(|(_, counts)| counts.all.all.rows > 0)
            .map(|(key, counts)| {
                let counts = counts.clone().sorted();
                (self.period.words(*key), Population::of(&self.model, &self.outcomes, counts))
            })
            .collect();
        // The first has no other, the second one, each later one two.
        let comparisons = populations.len().saturating_mul(2).saturating_sub(3).max(1);
        let mut periods = Vec::with_capacity(populations.len());
        for (at, (period, own)) in populations.iter().enumerate() {
            let against = |other: usize| match populations.get(other) {
                Some((_, before)) => Drift::over(before, own, comparisons).map(Some),
                None => Ok(None),
            };
            let all = &own.counts.all;
            periods.push(PeriodShift {
                period: period.clone(),
                rows: all.all.rows,
                rates: all.outcomes.iter().map(|(won, lost)| Rate::of(won, lost, CONFIDENCE)).collect(),
                from_previous: match at.checked_sub(1) {
                    Some(previous) => against(previous)?,
                    None => None,
                },
                from_first: if at > 1 { against(0)? } else { None },
            });
        }
        let review = review(&periods);
        Ok(PeriodDrift {
            fingerprint: self.model.fingerprint().to_owned(),
            lists: lists(&self.model),
            column: self.day.clone(),
            outcomes: self.outcomes.iter().map(Outcome::name).collect(),
            undated: self.undated,
            periods,
            review,
        })
    }
}

/// The review that the last period asks for.
fn review(periods: &[PeriodShift]) -> Option<String> {
    let (last, earlier) = periods.split_last()?;
    let says = |drift: &Option<Drift>, other: Option<&PeriodShift>| {
        let why = drift.as_ref()?.review.as_ref()?;
        let why = why.strip_prefix("Review now: ").unwrap_or(why);
        Some(format!("Review now: {} against {}: {why}", last.period, other?.period))
    };
    says(&last.from_previous, earlier.last()).or_else(|| says(&last.from_first, earlier.first()))
}
