//! Accounts by the numbers of an icp: its scores, and each score without one criterion. Every rank of an icp is made of these; they
//! are kept once and sorted when they are asked.

use serde::{Deserialize, Serialize};

use super::tally::Tally;
use crate::stats::{Entry, Ranked, Sum};

/// Profiles that wait to be put together, at least.
const WAITING: usize = 1 << 14;
/// A number that is not there; below all others.
pub(crate) const NONE: i64 = i64::MIN;

/// Rows by several numbers at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Profiles {
    /// Numbers of a profile.
    width: usize,
    outcomes: usize,
    /// The numbers of each profile.
    keys: Vec<i64>,
    /// Its rows.
    rows: Vec<Sum>,
    /// For each outcome, its won and its lost rows.
    answers: Vec<(Sum, Sum)>,
    /// How many are sorted, each of them once.
    #[serde(skip)]
    sorted: usize,
}

impl Profiles {
    pub(crate) fn new(width: usize, outcomes: usize) -> Self {
        Self { width, outcomes, keys: Vec::new(), rows: Vec::new(), answers: Vec::new(), sorted: 0 }
    }

    /// Whether another has the same shape, and is whole.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        (self.width, self.outcomes) == (other.width, other.outcomes)
            && Some(other.keys.len()) == other.rows.len().checked_mul(other.width)
            && Some(other.answers.len()) == other.rows.len().checked_mul(other.outcomes)
    }

    pub(crate) fn add(&mut self, key: &[i64], tally: &Tally) {
        self.put(key, &tally.all, &tally.outcomes);
    }

    /// Rows with their won and lost ones.
    pub(crate) fn put(&mut self, key: &[i64], rows: &Sum, answers: &[(Sum, Sum)]) {
        self.keys.extend_from_slice(key);
        self.rows.push(*rows);
        self.answers.extend_from_slice(answers);
        if self.rows.len() >= WAITING.max(2 * self.sorted) {
            self.sort();
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.keys.extend(other.keys);
        self.rows.extend(other.rows);
        self.answers.extend(other.answers);
        // Others follow those that were sorted.
        self.sorted = 0;
        self.sort();
    }

    pub(crate) fn sort(&mut self) {
        if self.sorted == self.rows.len() {
            return;
        }
        let key = |at: &usize| self.keys.get(at * self.width..(at + 1) * self.width).unwrap_or_default();
        let mut order: Vec<(i64, usize)> =
            (0..self.rows.len()).map(|at| (key(&at).first().copied().unwrap_or_default(), at)).collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| key(&a.1).cmp(key(&b.1))));
        let mut found = Self::new(self.width, self.outcomes);
        for same in order.chunk_by(|a, b| a.0 == b.0 && key(&a.1) == key(&b.1)) {
            let Some((_, first)) = same.first() else { continue };
            found.keys.extend_from_slice(key(first));
            let of = |at: &usize| {
                self.answers.get(at * self.outcomes..(at + 1) * self.outcomes).unwrap_or_default()
            };
            let start = found.answers.len();
            found.answers.extend_from_slice(of(first));
            let mut rows = self.rows.get(*first).copied().unwrap_or_default();
            for (_, at) in same.iter().skip(1) {
                rows.merge(self.rows.get(*at).unwrap_or(&Sum::default()));
                let sums = found.answers.get_mut(start..).unwrap_or_default();
                for (sum, more) in sums.iter_mut().zip(of(at)) {
                    sum.0.merge(&more.0);
                    sum.1.merge(&more.1);
                }
            }
            found.rows.push(rows);
        }
        found.sorted = found.rows.len();
        *self = found;
    }

    /// The rows of each profile.
    pub(crate) fn rows(&self) -> &[Sum] {
        &self.rows
    }

    /// One number of each profile.
    pub(crate) fn column(&self, at: usize) -> impl Iterator<Item = i64> + '_ {
        self.keys.iter().skip(at).step_by(self.width.max(1)).copied()
    }

    /// Won and lost rows of each profile.
    pub(crate) fn answers(&self, outcome: usize) -> impl Iterator<Item = (Sum, Sum)> + '_ {
        self.answers.iter().skip(outcome).step_by(self.outcomes.max(1)).copied()
    }

    /// All rows by one number, as if they were won.
    pub(crate) fn all(&self, at: usize) -> Ranked<Option<i64>> {
        let entry = |(key, rows): (i64, &Sum)| Entry { key: known(key), won: *rows, lost: Sum::default() };
        Ranked::of(self.column(at).zip(&self.rows).map(entry).collect())
    }

    /// Won and lost rows by one number.
    pub(crate) fn ranked(&self, at: usize, outcome: usize) -> Ranked<Option<i64>> {
        let entry = |(key, (won, lost)): (i64, (Sum, Sum))| Entry { key: known(key), won, lost };
        let judged = self.column(at).zip(self.answers(outcome));
        Ranked::of(judged.filter(|(_, (won, lost))| won.rows + lost.rows > 0).map(entry).collect())
    }
}

fn known(key: i64) -> Option<i64> {
    (key != NONE).then_some(key)
}
