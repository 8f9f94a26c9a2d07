//! Counts of one piece of a run.

use serde::{Deserialize, Serialize};

use super::look::Look;
use super::separator::{Cells, Marks};
use crate::value::Sample;

/// Rows that are named.
const ROWS: usize = 5;

/// The counts of each attribute, and of each rule that may be left unjudged.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) rows: usize,
    pub(super) seen: Vec<Seen>,
    /// Accounts for which a rule could not be judged because of an invalid value.
    pub(super) unjudged: Vec<usize>,
}

/// Counts of one attribute.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Seen {
    pub(super) valid: usize,
    pub(super) invalid: usize,
    /// The first invalid ones.
    pub(super) rows: Vec<usize>,
    /// The first invalid value.
    pub(super) first: Option<First>,
    /// The words that errors have for them.
    pub(super) examples: Sample<256>,
    /// For an error, which is raised where the values are.
    #[serde(skip)]
    pub(super) look: Look,
    pub(super) cells: Cells,
}

/// The first invalid value. Without rows it is the first by its texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct First {
    pub(super) row: usize,
    pub(super) column: Box<str>,
    pub(super) expected: Box<str>,
    pub(super) found: Box<str>,
}

impl Tally {
    pub(crate) fn new(attributes: usize, rules: usize) -> Self {
        Self { rows: 0, seen: vec![Seen::default(); attributes], unjudged: vec![0; rules] }
    }

    /// Counts valid values of an attribute.
    pub(crate) fn valid(&mut self, at: usize, count: usize) {
        if let Some(seen) = self.seen.get_mut(at) {
            seen.valid += count;
        }
    }

    /// An invalid value.
    pub(crate) fn invalid(&mut self, at: usize, row: usize, column: &str, expected: &str, found: &str) {
        let Some(seen) = self.seen.get_mut(at) else { return };
        seen.invalid += 1;
        seen.examples.add(found, |found| found);
        seen.look.add(found);
        seen.note_row(row);
        if seen.first.as_ref().is_none_or(|first| row < first.row) {
            let first = First { row, column: column.into(), expected: expected.into(), found: found.into() };
            seen.first = Some(first);
        }
    }

    /// Counts how a set is written.
    pub(crate) fn cell(&mut self, at: usize, marks: Marks) {
        if let Some(seen) = self.seen.get_mut(at) {
            seen.cells.add(marks);
        }
    }

    /// A rule that could not be judged for one account.
    pub(crate) fn unjudged(&mut self, rule: usize) {
        if let Some(count) = self.unjudged.get_mut(rule) {
            *count += 1;
        }
    }

    /// How many values of an attribute were invalid.
    pub(crate) fn count(&self, at: usize) -> usize {
        self.seen.get(at).map_or(0, |seen| seen.invalid)
    }

    /// Adds another piece, whose rows come after `before` rows.
    pub(crate) fn merge(&mut self, other: &Self, before: usize) {
        self.rows += other.rows;
        if self.seen.len() < other.seen.len() {
            self.seen.resize(other.seen.len(), Seen::default());
        }
        if self.unjudged.len() < other.unjudged.len() {
            self.unjudged.resize(other.unjudged.len(), 0);
        }
        self.seen.iter_mut().zip(&other.seen).for_each(|(seen, other)| seen.merge(other, before));
        self.unjudged.iter_mut().zip(&other.unjudged).for_each(|(sum, more)| *sum += more);
    }
}

impl Seen {
    fn note_row(&mut self, row: usize) {
        let at = self.rows.partition_point(|known| *known < row);
        if at < ROWS {
            self.rows.insert(at, row);
            self.rows.truncate(ROWS);
        }
    }

    /// Leaves out the numbers of rows.
    pub(super) fn forget_rows(&mut self) {
        self.rows.clear();
        self.first.iter_mut().for_each(|first| first.row = 0);
    }

    fn merge(&mut self, other: &Self, before: usize) {
        self.valid += other.valid;
        self.invalid += other.invalid;
        other.rows.iter().for_each(|row| self.note_row(row + before));
        if let Some(first) = &other.first {
            let first = First { row: first.row + before, ..first.clone() };
            if self.first.as_ref().is_none_or(|known| first < *known) {
                self.first = Some(first);
            }
        }
        self.examples.merge(&other.examples);
        self.look.merge(&other.look);
        self.cells.merge(&other.cells);
    }

    /// Whether values are there and not one is valid: two at least, since one may be a slip.
    pub(super) fn is_empty_column(&self) -> bool {
        self.valid == 0 && self.invalid >= 2
    }
}
