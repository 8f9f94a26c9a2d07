//! Keeps what the engine says of each row, with its outcome, weight and account.

use icp_core::batch::{Observed, Observer};
use icp_core::column::{Cell, Column, Columns, Values};
use icp_core::{AccountValue, IcpStatus};
use icp_evidence::stats::Weight;
use icp_evidence::{EvidenceError, Outcome};

use crate::account_hash;

/// The score of a row that has none, or is excluded.
pub(super) const NONE: i64 = i64::MIN;

/// Scores and gains of the rows of one thread.
#[derive(Debug)]
pub(super) struct Look {
    icp: usize,
    width: usize,
    rows: Vec<(usize, i64)>,
    gains: Vec<f64>,
}

impl Look {
    pub(super) fn new(icp: usize, width: usize) -> Self {
        Self { icp, width, rows: Vec::new(), gains: Vec::new() }
    }
}

impl Observer for Look {
    fn row(&mut self, row: usize, account: &Observed<'_>) {
        let own = account.scores().get(self.icp);
        let own = own.filter(|own| own.status != IcpStatus::Disqualified);
        let score = own.and_then(|own| own.fit.score);
        self.rows.push((row, score.map_or(NONE, |score| (score * 1e6).round() as i64)));
        let gain = |at| account.criterion(self.icp, at).map_or(0.0, |facts| facts.points);
        self.gains.extend((0..self.width).map(gain));
    }
}

/// The scores of a table by row, in millionths.
pub(super) fn scores(looks: &[Look], rows: usize) -> Vec<i64> {
    let mut out = vec![NONE; rows];
    for (row, score) in looks.iter().flat_map(|look| &look.rows) {
        if let Some(place) = out.get_mut(*row) {
            *place = *score;
        }
    }
    out
}

/// Everything that was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Gathered {
    width: usize,
    gains: Vec<f64>,
    scores: Vec<i64>,
    outcomes: Vec<AccountValue>,
    weights: Vec<f64>,
    groups: Vec<u64>,
}

/// A row that is learned from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Its number.
    pub(super) at: usize,
    pub(super) score: i64,
    pub(super) weight: f64,
    pub(super) won: bool,
    /// Its account.
    pub(super) group: Option<u64>,
}

impl Gathered {
    pub(super) fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    pub(super) fn len(&self) -> usize {
        self.scores.len()
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The gain of each criterion for a row.
    pub(super) fn gains(&self, row: usize) -> &[f64] {
        self.gains.get(row * self.width..(row + 1) * self.width).unwrap_or_default()
    }

    pub(super) fn add(
        &mut self,
        looks: &[Look],
        columns: &Columns<'_>,
        (outcome, weight, group): (&Outcome, Option<&str>, Option<&str>),
    ) -> Result<(), EvidenceError> {
        let rows = columns.rows();
        let named = |name: &str| columns.get(name).ok_or_else(|| EvidenceError::NoColumn(name.to_owned()));
        let (outcomes, weights) = (named(outcome.column())?, weight.map(named).transpose()?);
        let groups = group.map(named).transpose()?;
        for row in 0..rows {
            self.outcomes.push(value(outcomes.cell(row)));
            if let (Some(weights), Some(name)) = (weights, weight) {
                self.weights.push(number(weights, name, row)?);
            }
            if let Some(groups) = groups {
                self.groups.push(account_hash(&text(groups.cell(row), self.groups.len())));
            }
        }
        self.scores.extend(scores(looks, rows));
        let begin = self.gains.len();
        self.gains.resize(begin + rows * self.width, 0.0);
        for look in looks {
            let gains = look.gains.chunks_exact(self.width.max(1));
            for ((row, _), gains) in look.rows.iter().zip(gains) {
                let from = begin + row * self.width;
                if let Some(place) = self.gains.get_mut(from..from + self.width) {
                    place.copy_from_slice(gains);
                }
            }
        }
        Ok(())
    }

    /// The rows that have an outcome, a weight and a score; weights have mean 1.
    pub(super) fn rows(&self, outcome: &Outcome) -> Result<Vec<Row>, EvidenceError> {
        let values = Column::new(Values::Mixed(&self.outcomes));
        let columns = Columns::new(self.len()).with(outcome.column(), values)?;
        let won = outcome.judged(&columns)?;
        let rows = won.into_iter().zip(&self.scores).enumerate().filter_map(|(at, (won, score))| {
            let weight = self.weights.get(at).copied().unwrap_or(1.0);
            let group = self.groups.get(at).copied();
            (*score != NONE && weight > 0.0).then_some(Row { at, score: *score, weight, won: won?, group })
        });
        let mut rows: Vec<Row> = rows.collect();
        let mean = rows.iter().map(|row| row.weight).sum::<f64>() / rows.len().max(1) as f64;
        rows.iter_mut().for_each(|row| row.weight /= mean);
        Ok(rows)
    }
}

fn value(cell: Option<Cell>) -> AccountValue {
    match cell {
        Some(Cell::Bool(truth)) => AccountValue::from(truth),
        Some(Cell::Number(number)) => AccountValue::from(number),
        Some(Cell::Text(text)) => AccountValue::from(text),
        Some(Cell::Date(date)) => AccountValue::from(date),
        // A list is no outcome; `judged` refuses it.
        Some(Cell::Other) => AccountValue::List(Vec::new()),
        None => AccountValue::Null,
    }
}

fn number(weights: &Column<'_>, name: &str, row: usize) -> Result<f64, EvidenceError> {
    let found = |found: String| EvidenceError::Weight { column: name.to_owned(), row, found };
    match weights.cell(row) {
        Some(Cell::Number(number)) => {
            Weight::new(number).map(Weight::value).ok_or_else(|| found(number.to_string()))
        }
        // It stands for nobody.
        None => Ok(0.0),
        Some(cell) => Err(found(text(Some(cell), row))),
    }
}

/// The text of a cell; a row without an account is one of its own.
fn text(cell: Option<Cell>, row: usize) -> String {
    match cell {
        Some(Cell::Text(text)) => text.trim().to_owned(),
        Some(Cell::Number(number)) => number.to_string(),
        Some(Cell::Bool(truth)) => truth.to_string(),
        Some(Cell::Date(date)) => date.to_string(),
        Some(Cell::Other) | None => format!("\u{0}{row}"),
    }
}
