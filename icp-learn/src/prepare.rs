//! A table as a sample: the rows that are learned from in their fixed order, as codes, with folds.

use std::sync::Arc;

use crate::at::At;
use crate::codes::{Coded, Feature, coded};
use crate::counts::Counts;
use crate::gain::FOLDS;
use crate::learned::Fate;
use crate::order::{folds, ordered_rows};
use crate::sample::Sample;
use crate::table::{Judged, Table};
use crate::{LearnError, Settings, Size};

/// Rows that criteria are chosen and fitted on, at most.
const FITTED: usize = 200_000;

/// Everything that later steps read.
pub(crate) struct Prepared {
    pub(crate) features: Vec<Feature>,
    /// All rows that are learned from.
    pub(crate) all: Sample,
    /// Those that criteria are fitted on, where they are fewer.
    pub(crate) some: Option<Sample>,
    /// The account of each row of `all`, numbered.
    pub(crate) groups: Option<Vec<u32>>,
    /// The row of the table of each row of `all`.
    pub(crate) rows: Vec<u32>,
    /// The day of each row of `all`.
    pub(crate) days: Option<Vec<Option<i32>>>,
    /// How many independent rows a row counts as: less than 1 where weights differ or accounts have several rows.
    pub(crate) effective: f64,
    /// The weight of a weight of 1.
    pub(crate) unit: f64,
    /// For each column: rows with a value, and why it has no feature.
    pub(crate) columns: Vec<(u64, Option<Fate>)>,
    pub(crate) counts: Counts,
    pub(crate) size: Size,
}

impl Prepared {
    pub(crate) fn new(table: &Table, settings: &Settings) -> Result<Self, LearnError> {
        let rows = ordered_rows(table, settings.seed);
        let won: Vec<u8> =
            rows.iter().map(|row| u8::from(table.outcome.get(*row as usize) == Some(&Judged::Won))).collect();
        let given: Vec<f64> = table
            .weight
            .as_ref()
            .map_or_else(Vec::new, |weights| rows.iter().map(|row| weights.at(*row as usize)).collect());
        let counts = counts(&won, &given);
        if counts.won == 0 || counts.won == counts.rows {
            return Err(LearnError::OneClass { won: counts.won, lost: counts.rows - counts.won });
        }
        let groups = table.accounts.as_ref().map(|accounts| numbered(accounts, &rows));
        let size = Size::of(events(&won, groups.as_deref()));
        let min_rows = if size == Size::Joint { (counts.rows / 100).max(25) } else { 10 };
        let Coded { features, codes, columns } = coded(table, &rows, min_rows, settings.threads)?;
        let unit = counts.weight / counts.rows as f64;
        let is_equal = given.iter().all(|weight| Some(weight) == given.first());
        let weight = if is_equal { Vec::new() } else { given.iter().map(|weight| weight / unit).collect() };
        let days: Option<Vec<Option<i32>>> =
            table.decided.as_ref().map(|days| rows.iter().map(|row| days.at(*row as usize)).collect());
        let effective = effective(&weight, groups.as_deref());
        let inner = folds(&won, groups.as_deref(), FOLDS, settings.seed ^ 0x1);
        let outer = folds(&won, groups.as_deref(), settings.folds.max(1), settings.seed ^ 0x2);
        let codes = codes.into_iter().map(Arc::new).collect();
        let later = days.as_deref().map_or_else(Vec::new, last_days);
        let all = Sample { codes, won, weight, inner, outer, later };
        let some = (all.rows() > FITTED).then(|| all.part(|row| row < FITTED));
        Ok(Self { features, all, some, groups, rows, days, effective, unit, columns, counts, size })
    }

    /// The rows that criteria are fitted on.
    pub(crate) fn fitted(&self) -> &Sample {
        self.some.as_ref().unwrap_or(&self.all)
    }
}

fn counts(won: &[u8], weights: &[f64]) -> Counts {
    let mut counts = Counts::default();
    for (row, won) in won.iter().enumerate() {
        let weight = if weights.is_empty() { 1.0 } else { weights.at(row) };
        counts.rows += 1;
        counts.won += u64::from(*won);
        counts.weight += weight;
        counts.won_weight += weight * f64::from(*won);
    }
    counts
}

/// Accounts by number, in the order of their hashes.
fn numbered(accounts: &[u64], rows: &[u32]) -> Vec<u32> {
    let of_rows = || rows.iter().map(|row| accounts.at(*row as usize));
    let mut all: Vec<u64> = of_rows().collect();
    all.sort_unstable();
    all.dedup();
    of_rows().map(|account| all.binary_search(&account).unwrap_or_default() as u32).collect()
}

/// Rows of the rarer outcome; where accounts have several rows, accounts that have such a row.
fn events(won: &[u8], groups: Option<&[u32]>) -> u64 {
    let count = |class: u8| {
        let rows = won.iter().enumerate().filter(|(_, won)| **won == class);
        match groups {
            None => rows.count(),
            Some(groups) => {
                let mut own: Vec<u32> = rows.map(|(row, _)| groups.at(row)).collect();
                own.sort_unstable();
                own.dedup();
                own.len()
            }
        }
    };
    count(0).min(count(1)) as u64
}

/// The effective number of rows (Kish 1965) over their number, times accounts over rows: rows of one account count as one.
fn effective(weight: &[f64], groups: Option<&[u32]>) -> f64 {
    let squares: f64 = weight.iter().map(|weight| weight * weight).sum();
    let by_weight = if weight.is_empty() { 1.0 } else { weight.len() as f64 / squares };
    let by_account = groups.map_or(1.0, |groups| {
        let accounts = groups.iter().max().map_or(1, |most| *most as usize + 1);
        accounts as f64 / groups.len() as f64
    });
    by_weight * by_account
}

/// The last 40 % of the days; rows without a day count as earlier.
fn last_days(days: &[Option<i32>]) -> Vec<u8> {
    let mut known: Vec<i32> = days.iter().flatten().copied().collect();
    known.sort_unstable();
    let from = known.get(known.len() * 6 / 10).copied();
    days.iter().map(|day| u8::from(day.is_some() && *day >= from)).collect()
}
