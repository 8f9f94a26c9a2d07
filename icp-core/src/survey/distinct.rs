//! The different values of a column with their counts, bounded. Called by `column`; which values mean the same is not decided
//! here.

use crate::value::Sample;

/// Bytes of a value that are kept.
const LENGTH: usize = 240;

/// Different texts with their counts, each of them kept up to some length.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Distinct(Sample<1_024>);

impl Distinct {
    pub(super) fn add(&mut self, text: &str) {
        self.0.add(text, cut);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.0.merge(&other.0);
    }

    /// Whether every different value is kept.
    pub(super) fn is_whole(&self) -> bool {
        self.0.is_whole()
    }

    /// How many different ones there are; an estimate where not all are kept.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The kept ones with their counts, in an order of their own.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.each()
    }

    /// The kept ones, the most frequent first, then by text.
    pub(super) fn sorted(&self) -> Vec<(&str, usize)> {
        self.0.sorted()
    }

    /// Whether a kept text is only the beginning of one.
    pub(super) fn is_cut(text: &str) -> bool {
        text.len() > LENGTH - 4
    }
}

/// The beginning of a text.
fn cut(text: &str) -> &str {
    let end = (0..=LENGTH.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}
