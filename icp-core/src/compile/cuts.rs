//! The constants that cut an attribute's domain.

use crate::sort::sort_by;
use crate::value::Span;

/// Numbers that cut; in order and each once when all are there.
#[derive(Debug, Default)]
pub(super) struct Cuts(pub(super) Vec<f64>);

impl Cuts {
    pub(super) fn add(&mut self, value: f64) {
        // -0 is 0.
        self.0.push(value + 0.0);
    }

    pub(super) fn settle(&mut self) {
        sort_by(&mut self.0, f64::total_cmp);
        self.0.dedup();
    }

    /// How many are below a number.
    pub(super) fn below(&self, value: f64) -> usize {
        self.0.partition_point(|cut| *cut < value)
    }

    /// The index of a number among them.
    pub(super) fn position(&self, value: f64) -> Option<usize> {
        let at = self.below(value);
        (self.0.get(at) == Some(&value)).then_some(at)
    }
}

/// Spans by their length; of equal ones, the last that was written.
#[derive(Debug, Default)]
pub(super) struct Spans(pub(super) Vec<(u32, Span)>);

impl Spans {
    pub(super) fn insert(&mut self, length: u32, span: Span) {
        let at = self.0.partition_point(|(other, _)| *other < length);
        match self.0.get_mut(at).filter(|(other, _)| *other == length) {
            Some((_, known)) => *known = span,
            None => self.0.insert(at, (length, span)),
        }
    }
}
