//! A model on past accounts, each on its own day: without the facts that came later, period by period, beside the score that the
//! accounts have today.

mod frames;
mod page;
mod result;
mod then;

pub use result::{Backtest, FutureDates, PeriodReport};

use std::collections::BTreeMap;

use icp_core::batch::{AsOf, BatchOptions, Scores};
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_core::{Date, IcpStatus, Model};
use serde::{Deserialize, Serialize};

use crate::EvidenceError;
use crate::outcome::{Answer, Outcome, Words, weights};
use crate::part::{self, Part};
use crate::period::Period;
use crate::population::{Row, Tally};
use crate::stats::{Paired, Ranked, Sum};
use then::Then;

/// A rank as a key; greater is better.
type Key = (u32, u64);

/// Counts of past accounts, each judged on its own day.
///
/// The day of a row is that of a column, with days added where the column says when an account was first seen rather than when it
/// was decided. On that day later events do not count, and dates that lie after it are missing, but for attributes that may lie in
/// the future, such as the end of a contract. Rows without a day are left out and counted.
///
/// ```
/// use icp_core::{Date, Model};
/// use icp_core::batch::{AsOf, BatchOptions};
/// use icp_core::column::{Column, Columns, Values};
/// use icp_evidence::{Backtester, Outcome, Period};
/// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
/// #     "attributes": {"renewed": {"type": "date"}},
/// #     "icps": [{"id": "loyal", "fit": {
/// #         "criteria": [{"id": "renewal", "fit": {"renewed": {"known": true}}}],
/// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let columns = Columns::new(2)
///     .with("decided", Column::new(Values::Days(&[20_000, 20_000])))?
///     .with("renewed", Column::new(Values::Days(&[20_300, 19_000])))?
///     .with("won", Column::new(Values::Bool(&[1, 0])))?;
/// let today = Date::new(2026, 11, 30).unwrap();
/// let mut test = Backtester::new(&model, Outcome::new("won"), "decided", today).by(Period::Year);
/// test.add(&columns, &BatchOptions::new(AsOf::Day(today)))?;
/// let found = test.backtest()?;
/// // Today both have renewed; on the day of the decision one of them had.
/// assert_eq!((found.later_dates[0].attribute.as_str(), found.later_dates[0].rows), ("renewed", 1));
/// assert_eq!((found.periods[0].period.as_str(), found.periods[0].qualified), ("2024", 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Backtester {
    model: Model,
    outcome: Outcome,
    day: String,
    lag: i32,
    today: Date,
    period: Period,
    future_ok: Vec<String>,
    worked: Option<String>,
    weight: Option<String>,
    counts: Counts,
    intake: Intake,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Counts {
    words: Words,
    undated: u64,
    /// Rows with later events, and these events.
    later_events: (u64, u64),
    /// By attribute, rows with a later date.
    later_dates: BTreeMap<String, u64>,
    #[serde(with = "crate::as_list")]
    periods: BTreeMap<(i32, u32), PeriodCounts>,
    /// By rank today, then by rank on the day.
    paired: Paired<Key>,
    coverage: Ranked<i64>,
}

/// A period.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct PeriodCounts {
    all: Tally,
    qualified: Tally,
    /// Rows that were ever worked: all, and those that qualified.
    worked: Tally,
    worked_qualified: Tally,
    then: Ranked<Key>,
    today: Ranked<Key>,
}

impl Counts {
    fn merge(&mut self, other: Self) {
        self.words.merge(&other.words);
        self.undated += other.undated;
        self.later_events.0 += other.later_events.0;
        self.later_events.1 += other.later_events.1;
        for (attribute, rows) in other.later_dates {
            *self.later_dates.entry(attribute).or_default() += rows;
        }
        for (period, counts) in other.periods {
            self.periods.entry(period).or_insert_with(PeriodCounts::new).merge(counts);
        }
        self.paired.merge(other.paired);
        self.coverage.merge(other.coverage);
    }

    fn sorted(mut self) -> Self {
        self.paired = self.paired.sorted();
        self.coverage = self.coverage.sorted();
        for counts in self.periods.values_mut() {
            for ranked in [&mut counts.then, &mut counts.today] {
                *ranked = std::mem::take(ranked).sorted();
            }
        }
        self
    }
}

impl PeriodCounts {
    fn merge(&mut self, other: Self) {
        self.all.merge(&other.all);
        self.qualified.merge(&other.qualified);
        self.worked.merge(&other.worked);
        self.worked_qualified.merge(&other.worked_qualified);
        self.then.merge(other.then);
        self.today.merge(other.today);
    }

    /// Whether they are of one outcome.
    fn fits(&self) -> bool {
        let all = [&self.all, &self.qualified, &self.worked, &self.worked_qualified];
        all.iter().all(|tally| tally.outcomes.len() == 1)
    }

    fn new() -> Self {
        let tally = || Tally::new(1);
        Self {
            all: tally(),
            qualified: tally(),
            worked: tally(),
            worked_qualified: tally(),
            then: Ranked::default(),
            today: Ranked::default(),
        }
    }
}

impl Backtester {
    /// Nobody yet. The day of each row stands in a column; today is the day on which the present score is judged.
    pub fn new(model: &Model, outcome: Outcome, day: impl Into<String>, today: Date) -> Self {
        Self {
            model: model.clone(),
            outcome,
            day: day.into(),
            lag: 0,
            today,
            period: Period::Quarter,
            future_ok: Vec::new(),
            worked: None,
            weight: None,
            counts: Counts::default(),
            intake: model.intake(),
        }
    }

    /// The same with days added to the column: an account is judged that long after it was first seen.
    #[must_use]
    pub fn lag(self, days: i32) -> Self {
        Self { lag: days, ..self }
    }

    /// The same by another period; without it by quarter.
    #[must_use]
    pub fn by(self, period: Period) -> Self {
        Self { period, ..self }
    }

    /// The same with a date attribute that may lie after the day and is kept.
    #[must_use]
    pub fn future_ok(mut self, attribute: impl Into<String>) -> Self {
        self.future_ok.push(attribute.into());
        self
    }

    /// The same with a column of true and false that says whether an account was ever worked: accounts that nobody called cannot be
    /// won, so rates of the worked ones stand beside those of all.
    #[must_use]
    pub fn worked(self, column: impl Into<String>) -> Self {
        Self { worked: Some(column.into()), ..self }
    }

    /// The same with a column that says how many accounts each row stands for.
    #[must_use]
    pub fn weighted_by(self, column: impl Into<String>) -> Self {
        Self { weight: Some(column.into()), ..self }
    }

    /// Scores the rows of a table on their own days and today, and counts them. The day of the options does not matter.
    ///
    /// # Errors
    /// A table that cannot be scored; an outcome, a weight or a day that cannot be read; an attribute that may lie in the future and
    /// is no date of the model.
    pub fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        let mut words = self.counts.words.clone();
        let answers = vec![self.outcome.read(columns, &mut words)?];
        let worked = match &self.worked {
            Some(column) => Some(Outcome::new(column.clone()).read(columns, &mut Words::default())?),
            None => None,
        };
        let weights = weights(columns, self.weight.as_deref())?;
        let then =
            Then::new(&self.model, columns, options, (&self.day, self.lag, self.today), &self.future_ok)?;
        let own = then.score(&self.model, columns, options)?;
        let mut present = *options;
        present.as_of = AsOf::Day(self.today);
        let now = self.model.score_batch(columns, &present)?;
        self.counts.words = words;
        self.intake.merge(&now.intake);
        self.counts.undated += then.days.iter().filter(|day| day.is_none()).count() as u64;
        self.counts.later_events.0 += then.later_events.0;
        self.counts.later_events.1 += then.later_events.1;
        for (attribute, rows) in then.later_dates() {
            *self.counts.later_dates.entry(attribute.to_owned()).or_default() += rows;
        }
        for ((number, weight), day) in weights.into_iter().enumerate().zip(&then.days) {
            let Some(day) = day else { continue };
            let was_worked = worked.as_ref().is_some_and(|all| all.get(number) == Some(&Answer::Won));
            self.row(&Row { number, weight, answers: &answers }, *day, was_worked, (&own, &now));
        }
        Ok(())
    }

    /// The counts of invalid values.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    /// Adds the counts of another piece.
    ///
    /// # Errors
    /// Counts of another model, with other lists or another source, of another outcome, or with other settings.
    pub fn merge(&mut self, other: Self) -> Result<(), EvidenceError> {
        if self.part() != other.part() {
            return Err(EvidenceError::Other);
        }
        self.counts.merge(other.counts);
        self.intake.merge(&other.intake);
        Ok(())
    }

    /// The counts as JSON, for a process that merges those of others.
    pub fn to_json(&self) -> String {
        part::write(&self.part(), &self.counts.clone().sorted(), std::slice::from_ref(&self.intake))
    }

    /// Adds counts that [`Backtester::to_json`] wrote.
    ///
    /// # Errors
    /// A text that is none, of another version, or counts of something else.
    pub fn merge_json(&mut self, text: &str) -> Result<(), EvidenceError> {
        let (counts, intakes): (Counts, _) = part::read(&self.part(), text)?;
        if !counts.periods.values().all(PeriodCounts::fits) {
            return Err(EvidenceError::Other);
        }
        self.counts.merge(counts);
        part::add(std::slice::from_mut(&mut self.intake), &intakes);
        Ok(())
    }

    fn part(&self) -> Part {
        let mut settings = vec![self.day.clone(), self.lag.to_string(), self.today.to_string()];
        settings.push(format!("{:?}", self.period));
        settings.push(self.worked.clone().unwrap_or_default());
        settings.extend(self.future_ok.iter().cloned());
        let outcome = std::slice::from_ref(&self.outcome);
        Part::new("backtest", &[&self.model], (outcome, &self.weight)).with(settings)
    }

    fn row(&mut self, row: &Row<'_>, day: Date, was_worked: bool, (then, now): (&Scores, &Scores)) {
        let at = row.number;
        let key = |scores: &Scores| {
            scores
                .rank_key(at)
                .map(|key| key.parts())
                .map(|(group, score)| (u32::MAX - group, u64::MAX - score))
        };
        let counts = self.counts.periods.entry(self.period.of(day)).or_insert_with(PeriodCounts::new);
        counts.all.add(row);
        let qualifies = then.shown.status.get(at) == Some(&IcpStatus::Qualified);
        if qualifies {
            counts.qualified.add(row);
        }
        if was_worked {
            counts.worked.add(row);
            if qualifies {
                counts.worked_qualified.add(row);
            }
        }
        let won = match row.answers.first().and_then(|answers| answers.get(at)) {
            Some(Answer::Won) => true,
            Some(Answer::Lost) => false,
            Some(Answer::Open | Answer::Value(_)) | None => return,
        };
        if let Some((own, today)) = key(then).zip(key(now)) {
            counts.then.add(own, won, row.weight);
            counts.today.add(today, won, row.weight);
            self.counts.paired.add(today, own, won, row.weight);
        }
        let coverage = then.shown.coverage.get(at).map_or(0, |coverage| (coverage * 1e6).round() as i64);
        self.counts.coverage.add(coverage, won, row.weight);
    }
}

/// All rows of some periods.
fn whole<'a>(tallies: impl Iterator<Item = &'a Tally>) -> (Sum, (Sum, Sum)) {
    let mut sum = (Sum::default(), (Sum::default(), Sum::default()));
    for tally in tallies {
        let (won, lost) = tally.of(0);
        sum = (sum.0.and(&tally.all), (sum.1.0.and(&won), sum.1.1.and(&lost)));
    }
    sum
}
