//! Different texts of a record, sorted: the items of a set whose size is asked, and the names of its events.

use std::ops::Range;

/// Memory for different texts, used again and again. They are in one buffer, so that it grows only with the sum of their
/// lengths, in whatever order they come.
#[derive(Debug, Clone, Default)]
pub(super) struct Distinct {
    joined: String,
    /// Where each text is, in the order of the texts.
    ranges: Vec<Range<usize>>,
}

impl Distinct {
    pub(super) fn clear(&mut self) {
        self.joined.clear();
        self.ranges.clear();
    }

    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// The place of a text; an error has the place where it belongs.
    pub(super) fn place(&self, text: &str) -> Result<usize, usize> {
        let at = |range: &Range<usize>| self.joined.get(range.clone()).unwrap_or_default();
        self.ranges.binary_search_by(|range| at(range).cmp(text))
    }

    /// Puts a text in, unless it is there.
    pub(super) fn insert(&mut self, text: &str) {
        if let Err(place) = self.place(text) {
            let start = self.joined.len();
            self.joined.push_str(text);
            self.ranges.insert(place, start..self.joined.len());
        }
    }
}
