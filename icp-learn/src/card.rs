//! The card: criteria of bands with whole points, pairs, and tiers. It scores a row of the table as the engine scores the written
//! document.

use icp_core::value::fold;

use crate::counts::Counts;
use crate::table::{Cells, MISSING, Table, Values};

/// A band of a criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Its values.
    pub cells: Cells,
    /// Its points.
    pub points: i64,
    /// Its rows.
    pub counts: Counts,
}

/// Rows without a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MissingBand {
    /// Their points.
    pub points: i64,
    /// The rows.
    pub counts: Counts,
    /// Whether there are enough of them to have points of their own. Otherwise they get the mean of the others, rounded.
    pub own: bool,
}

/// A column, or an item of one that holds sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// The column of the table.
    pub column: usize,
    /// The item of its sets.
    pub item: Option<u32>,
}

/// A criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// The attribute that it reads.
    pub subject: Subject,
    /// Its bands: numbers from the least, texts from the most points. Together they hold every value.
    pub bands: Vec<Band>,
    /// Rows without a value.
    pub missing: MissingBand,
    /// Log likelihood that it gained when it was chosen, partly from rows left out.
    pub gain: f64,
    /// Whether it gained less than 3: it may be there by chance.
    pub weak: bool,
    /// Whether its bands were made given the criteria before it, and not for its column alone.
    pub given: bool,
}

/// One side of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The attribute that it reads.
    pub subject: Subject,
    /// It holds where one of these does,
    pub cells: Vec<Cells>,
    /// or, when this is set, where none of them does.
    pub is_not: bool,
}

/// Two columns that say more together than one by one.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Both have to hold.
    pub sides: [Side; 2],
    /// Points where both hold.
    pub inside: i64,
    /// Points where one does not hold.
    pub outside: i64,
    /// Points where that is not known, because a value is missing.
    pub unknown: i64,
    /// Rows where both hold.
    pub counts: Counts,
    /// Log likelihood that it gained on rows left out.
    pub gain: f64,
}

/// A tier of scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Tier {
    /// The least score.
    pub from: i64,
    /// The rows it was fitted to; their rate is too good. The judgement has the rate of other rows.
    pub counts: Counts,
}

/// The win rate of a score: the log odds are `intercept + slope * score`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// The log odds of a score of 0.
    pub intercept: f64,
    /// How much each point adds.
    pub slope: f64,
}

impl Line {
    /// The win rate of a score.
    pub fn rate(&self, score: i64) -> f64 {
        1.0 / (1.0 + libm::exp(-(self.intercept + self.slope * score as f64)))
    }
}

/// A card of points.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The criteria, in the order in which they were chosen.
    pub criteria: Vec<Criterion>,
    /// Pairs.
    pub pairs: Vec<Pair>,
    /// Tiers, the best first. The last begins at the least score.
    pub tiers: Vec<Tier>,
    /// The win rate of a score, or `None` where points are lift.
    pub line: Option<Line>,
}

/// A value of one row.
#[derive(Clone, Copy)]
enum Value<'a> {
    Number(f64),
    Text(&'a str),
    Bool(bool),
}

impl Card {
    /// The points of a row: what the engine scores for the same account with the written document.
    pub fn points(&self, table: &Table, row: usize) -> i64 {
        let criteria = self.criteria.iter().map(|criterion| criterion.points(table, row));
        let pairs = self.pairs.iter().map(|pair| pair.points(table, row));
        criteria.chain(pairs).sum()
    }

    /// The least and the greatest score that bands and missing values allow.
    pub fn span(&self) -> (i64, i64) {
        let criteria = self.criteria.iter().map(|criterion| {
            let points = criterion.bands.iter().map(|band| band.points).chain([criterion.missing.points]);
            points.fold((i64::MAX, i64::MIN), |(low, high), points| (low.min(points), high.max(points)))
        });
        let pairs = self.pairs.iter().map(|pair| {
            let low = pair.inside.min(pair.outside).min(pair.unknown);
            (low, pair.inside.max(pair.outside).max(pair.unknown))
        });
        criteria.chain(pairs).fold((0, 0), |sum, (low, high)| (sum.0 + low, sum.1 + high))
    }
}

impl Criterion {
    /// The points of a row.
    pub fn points(&self, table: &Table, row: usize) -> i64 {
        let Some(value) = value(table, self.subject, row) else { return self.missing.points };
        let held = self.bands.iter().find(|band| holds(&band.cells, value));
        let held = held.or_else(|| self.bands.iter().find(|band| is_rest(&band.cells)));
        held.map_or(self.missing.points, |band| band.points)
    }
}

impl Pair {
    /// The points of a row.
    pub fn points(&self, table: &Table, row: usize) -> i64 {
        let side = |side: &Side| {
            let value = value(table, side.subject, row)?;
            Some(side.cells.iter().any(|cells| holds(cells, value)) != side.is_not)
        };
        let [first, second] = &self.sides;
        match (side(first), side(second)) {
            (Some(true), Some(true)) => self.inside,
            (Some(false), _) | (_, Some(false)) => self.outside,
            (None, _) | (_, None) => self.unknown,
        }
    }
}

fn value(table: &Table, subject: Subject, row: usize) -> Option<Value<'_>> {
    match &table.columns.get(subject.column)?.values {
        Values::Number(values) | Values::Month(values) => {
            let number = *values.get(row)?;
            (!number.is_nan()).then_some(Value::Number(number))
        }
        Values::Text { codes, names } => {
            let code = *codes.get(row)?;
            if code == MISSING { None } else { names.get(code as usize).map(|name| Value::Text(name)) }
        }
        Values::Bool(values) => values.get(row)?.map(Value::Bool),
        Values::Set { rows, .. } => {
            let set = rows.get(row)?.as_ref()?;
            Some(Value::Bool(set.contains(&subject.item?)))
        }
    }
}

fn holds(cells: &Cells, value: Value<'_>) -> bool {
    match (cells, value) {
        (Cells::Range { from, to }, Value::Number(number)) => {
            from.is_none_or(|from| number >= from) && to.is_none_or(|to| number < to)
        }
        (Cells::Texts { names, .. }, Value::Text(text)) => {
            let text = fold(text);
            names.iter().any(|name| *name == text || fold(name) == text)
        }
        (Cells::Bool(wanted), Value::Bool(value)) => *wanted == value,
        (Cells::Range { .. } | Cells::Texts { .. } | Cells::Bool(_), _) => false,
    }
}

fn is_rest(cells: &Cells) -> bool {
    matches!(cells, Cells::Texts { rest: true, .. })
}
