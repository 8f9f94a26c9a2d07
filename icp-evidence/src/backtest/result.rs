//! The result of a backtest, as data and as tables.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Backtester, whole};
use crate::EvidenceError;
use crate::level::CONFIDENCE;
use crate::part::lists;
use crate::stats::{Auc, PairedAuc, Rate};
use crate::table::{Table, markdown, percent, text_within};

/// A model on past accounts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Backtest {
    /// The fingerprint of the model.
    pub fingerprint: String,
    /// The lists that were given to it: the SHA-256 of the entries of each.
    pub lists: BTreeMap<String, String>,
    /// The outcome.
    pub outcome: String,
    /// Rows with a day.
    pub rows: u64,
    /// Rows without one, which are left out.
    pub undated: u64,
    /// Rows with events after their day, which do not count.
    pub rows_with_later_events: u64,
    /// These events.
    pub later_events: u64,
    /// Dates after the day of their row, which are missing on it.
    pub later_dates: Vec<FutureDates>,
    /// The AUC today (`before`) and on the day (`after`) over the same rows.
    pub auc: Option<PairedAuc>,
    /// The AUC of coverage on the day: far from 0.5 where the outcome decides what is known.
    pub coverage_auc: Option<Auc>,
    /// The periods.
    pub periods: Vec<PeriodReport>,
    /// The result in a sentence.
    pub says: String,
}

/// An attribute with dates after the day of their row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FutureDates {
    /// The attribute.
    pub attribute: String,
    /// The rows.
    pub rows: u64,
}

/// A period of a backtest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PeriodReport {
    /// The period.
    pub period: String,
    /// Rows.
    pub rows: u64,
    /// How often they were won.
    pub rate: Option<Rate>,
    /// Rows that qualified on their day.
    pub qualified: u64,
    /// How often these were won.
    pub qualified_rate: Option<Rate>,
    /// The rate of the qualified over that of all.
    pub lift: Option<f64>,
    /// Rows that were ever worked; null where nobody said.
    pub worked: Option<u64>,
    /// How often qualified rows that were worked were won.
    pub worked_rate: Option<Rate>,
    /// The AUC of the rank on the day.
    pub auc: Option<Auc>,
    /// The AUC of the rank today.
    pub auc_today: Option<f64>,
}

impl Backtester {
    /// Everything that the counts say.
    ///
    /// # Errors
    /// An outcome of more words than won and lost, where nobody said what the others mean.
    pub fn backtest(&self) -> Result<Backtest, EvidenceError> {
        self.outcome.check(&self.counts.words)?;
        let counts = &self.counts;
        let rate = |tally: &crate::population::Tally| {
            let (won, lost) = tally.of(0);
            Rate::of(&won, &lost, CONFIDENCE)
        };
        let periods = counts.periods.iter().map(|(period, own)| {
            let (all, qualified) = (rate(&own.all), rate(&own.qualified));
            let lift =
                qualified.zip(all).filter(|(_, all)| all.rate > 0.0).map(|(own, all)| own.rate / all.rate);
            PeriodReport {
                period: self.period.words(*period),
                rows: own.all.all.rows,
                rate: all,
                qualified: own.qualified.all.rows,
                qualified_rate: qualified,
                lift,
                worked: self.worked.as_ref().map(|_| own.worked.all.rows),
                worked_rate: self.worked.as_ref().and_then(|_| rate(&own.worked_qualified)),
                auc: own.then.clone().sorted().delong(CONFIDENCE),
                auc_today: own.today.clone().sorted().auc(),
            }
        });
        let auc = counts.paired.clone().compare(CONFIDENCE);
        Ok(Backtest {
            fingerprint: self.model.fingerprint().to_owned(),
            lists: lists(&self.model),
            outcome: self.outcome.name(),
            rows: whole(counts.periods.values().map(|own| &own.all)).0.rows,
            undated: counts.undated,
            rows_with_later_events: counts.later_events.0,
            later_events: counts.later_events.1,
            later_dates: counts
                .later_dates
                .iter()
                .map(|(attribute, rows)| FutureDates { attribute: attribute.clone(), rows: *rows })
                .collect(),
            says: says(auc.as_ref()),
            auc,
            coverage_auc: counts.coverage.clone().sorted().delong(CONFIDENCE),
            periods: periods.collect(),
        })
    }
}

fn says(auc: Option<&PairedAuc>) -> String {
    let Some(auc) = auc else { return "There are too few outcomes to judge.".to_owned() };
    let (today, then) = (auc.before.auc, auc.after.auc);
    match auc.interval {
        Some(interval) if interval.high < 0.0 => format!(
            "Today the score seems to separate won from lost with an AUC of {today:.3}; on the day of each account it was {then:.3}. The difference is from what came later."
        ),
        Some(_) => format!(
            "On the day of each account the AUC was {then:.3}; today's score would have said {today:.3}, no more than chance would give."
        ),
        None => format!("On the day of each account the AUC was {then:.3}."),
    }
}

impl Backtest {
    /// The backtest as tables.
    pub fn tables(&self) -> Vec<Table> {
        let has_worked = self.periods.iter().any(|one| one.worked.is_some());
        let mut columns =
            vec!["period", "accounts", "rate", "qualified", "rate of these", "lift", "AUC", "AUC today"];
        if has_worked {
            columns.extend(["worked", "rate of worked and qualified"]);
        }
        let mut table = Table::new("Periods", &columns);
        for one in &self.periods {
            let rate = |rate: &Option<Rate>| rate.map(|rate| percent(rate.rate)).unwrap_or_default();
            let number =
                |number: Option<f64>| number.map(|number| format!("{number:.3}")).unwrap_or_default();
            let mut row = vec![
                one.period.clone(),
                one.rows.to_string(),
                rate(&one.rate),
                one.qualified.to_string(),
                rate(&one.qualified_rate),
                one.lift.map(|lift| format!("{lift:.2}")).unwrap_or_default(),
                number(one.auc.map(|auc| auc.auc)),
                number(one.auc_today),
            ];
            if has_worked {
                row.extend([one.worked.unwrap_or_default().to_string(), rate(&one.worked_rate)]);
            }
            table.row(row);
        }
        if self.undated > 0 {
            table.note(format!("{} accounts have no day and are left out.", self.undated));
        }
        if self.later_events > 0 {
            table.note(format!(
                "{} events of {} accounts lie after their day and do not count.",
                self.later_events, self.rows_with_later_events
            ));
        }
        for one in &self.later_dates {
            table.note(format!(
                "{}: the date of {} accounts lies after their day and is missing on it.",
                one.attribute, one.rows
            ));
        }
        if self.coverage_auc.is_some_and(|auc| (auc.auc - 0.5).abs() >= 0.3) {
            table.note("How much is known of an account separates won from lost by itself. Are values filled in after the outcome?".to_owned());
        }
        vec![table]
    }

    /// As text for a terminal: the sentences that matter, then the tables.
    pub fn to_text(&self) -> String {
        self.to_text_within(usize::MAX)
    }

    /// The same in lines of at most that many columns.
    pub fn to_text_within(&self, columns: usize) -> String {
        text_within(&self.sentences(), &self.tables(), columns)
    }

    /// As Markdown.
    pub fn to_markdown(&self) -> String {
        markdown(&self.title(), &self.sentences(), &self.tables())
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
