//! The cells of some rows of a CSV as they stand in the file, for `texts`, which makes columns of them, and for whoever copies them.

use std::ops::Range;
use std::sync::Arc;

use arrow_schema::SchemaRef;

use super::row::Row;

/// Which columns of a file become which columns of a table.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) name: String,
    pub(super) width: usize,
    pub(super) read: Vec<usize>,
    pub(super) kept: Vec<usize>,
    pub(super) id: Option<usize>,
    pub(super) schema: SchemaRef,
    pub(super) kept_schema: SchemaRef,
}

/// The cells of some rows, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// Each with one byte behind it: what stands between cells, or at the end of a line.
    pub(super) text: String,
    /// Behind that byte, for each cell.
    ends: Vec<u32>,
    /// Whether each row stands here as CSV with commas: no cell of it has a quotation mark, a comma or a line end.
    is_plain: Vec<bool>,
}

impl Cells {
    pub(super) fn push(&mut self, row: Row<'_>, is_comma: bool) {
        let is_whole = row.between == 1;
        // INVARIANT: pieces of a text are much shorter than 4 GiB.
        let base = self.text.len() as u32 + 1;
        if is_whole {
            self.text.push_str(row.text);
            self.text.push('\n');
            self.ends.extend(row.ends.iter().map(|end| base + *end as u32));
        } else {
            for cell in row.cells() {
                self.text.push_str(cell);
                self.text.push('\n');
                self.ends.push(self.text.len() as u32);
            }
        }
        self.is_plain.push(is_whole && is_comma);
    }

    /// Where some cells begin and the last one ends.
    fn range(&self, first: usize, last: usize) -> Range<usize> {
        let start = first.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(last).copied().unwrap_or_default().saturating_sub(1);
        start.copied().unwrap_or_default() as usize..end as usize
    }

    pub(super) fn get(&self, at: usize) -> &str {
        self.text.get(self.range(at, at)).unwrap_or_default()
    }
}

/// The columns beside the answers as they stand in the file.
#[derive(Debug)]
pub(crate) struct KeptTexts {
    pub(super) layout: Arc<Layout>,
    pub(super) cells: Cells,
}

impl KeptTexts {
    /// A cell, by its row and its place among the columns that are kept.
    pub(crate) fn get(&self, row: usize, kept: usize) -> &str {
        let place = self.layout.kept.get(kept).map(|at| row * self.layout.width + at);
        place.map_or("", |place| self.cells.get(place))
    }

    /// Some columns of a row from one of the kept ones on, as long as they stand beside each other in the file and `stands` says of
    /// each that it may be copied: their number, and all of them with commas between. `None` where there is no such one, or where a
    /// cell of the row may have to be in quotation marks.
    pub(crate) fn together(
        &self,
        row: usize,
        kept: usize,
        stands: impl Fn(&str) -> bool,
    ) -> Option<(usize, &str)> {
        if !*self.cells.is_plain.get(row)? {
            return None;
        }
        let rest = self.layout.kept.get(kept..)?;
        let first = *rest.first()?;
        let start = row * self.layout.width;
        let beside = rest.iter().zip(first..).take_while(|(at, wanted)| **at == *wanted);
        let count = beside.take_while(|(at, _)| stands(self.cells.get(start + **at))).count();
        let last = (start + first + count).checked_sub(1).filter(|_| count > 0)?;
        Some((count, self.cells.text.get(self.cells.range(start + first, last))?))
    }
}
