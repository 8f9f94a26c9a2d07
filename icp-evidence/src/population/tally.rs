//! Rows with their outcomes, added up.

use serde::{Deserialize, Serialize};

use crate::outcome::Answer;
use crate::stats::{Sum, Weight};

/// Rows, and for each outcome those that were won and those that were lost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) all: Sum,
    pub(crate) outcomes: Box<[(Sum, Sum)]>,
}

impl Tally {
    pub(crate) fn new(outcomes: usize) -> Self {
        Self { all: Sum::default(), outcomes: vec![(Sum::default(), Sum::default()); outcomes].into() }
    }

    #[inline]
    pub(crate) fn add(&mut self, row: &Row<'_>) {
        self.all.add(row.weight);
        for (sums, answers) in self.outcomes.iter_mut().zip(row.answers) {
            match answers.get(row.number) {
                Some(Answer::Won) => sums.0.add(row.weight),
                Some(Answer::Lost) => sums.1.add(row.weight),
                Some(Answer::Open | Answer::Value(_)) | None => {}
            }
        }
    }

    pub(super) fn clear(&mut self) {
        self.all = Sum::default();
        self.outcomes.fill(Default::default());
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.all.merge(&other.all);
        for (sums, more) in self.outcomes.iter_mut().zip(&other.outcomes) {
            sums.0.merge(&more.0);
            sums.1.merge(&more.1);
        }
    }

    /// Takes rows out again.
    pub(crate) fn take(&mut self, other: &Self) {
        self.all.take(&other.all);
        for (sums, less) in self.outcomes.iter_mut().zip(&other.outcomes) {
            sums.0.take(&less.0);
            sums.1.take(&less.1);
        }
    }

    /// Won and lost rows of an outcome.
    pub(crate) fn of(&self, outcome: usize) -> (Sum, Sum) {
        self.outcomes.get(outcome).copied().unwrap_or_default()
    }
}

/// A row on its way into the counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) number: usize,
    pub(crate) weight: Weight,
    pub(crate) answers: &'a [Vec<Answer>],
}
