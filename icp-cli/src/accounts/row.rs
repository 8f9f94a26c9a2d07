//! One row of cells, for whoever reads rows.

/// One row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
    pub(super) text: &'a str,
    pub(super) ends: &'a [usize],
    /// Bytes between two cells: none, or the delimiter where the text is the line as it stands in the file.
    pub(super) between: usize,
}

impl<'a> Row<'a> {
    /// How many cells it has.
    pub(crate) fn len(self) -> usize {
        self.ends.len()
    }

    /// One cell.
    pub(crate) fn get(self, at: usize) -> Option<&'a str> {
        let start = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)? + self.between,
            None => 0,
        };
        self.text.get(start..*self.ends.get(at)?)
    }

    /// All cells.
    pub(crate) fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).filter_map(move |at| self.get(at))
    }
}
