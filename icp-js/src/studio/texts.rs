//! Texts one after the other, as the core takes them.

use icp_core::column::{Column, Offsets, Text, Values};

/// Texts one after the other.
pub(super) struct Texts {
    pub(super) offsets: Vec<i32>,
    pub(super) bytes: Vec<u8>,
}

impl Texts {
    pub(super) fn new() -> Self {
        Self { offsets: vec![0], bytes: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Adds a text; false when there is no room for it.
    pub(super) fn push(&mut self, text: &[u8]) -> bool {
        let Ok(end) = i32::try_from(self.bytes.len() + text.len()) else { return false };
        self.bytes.extend_from_slice(text);
        self.offsets.push(end);
        true
    }

    pub(super) fn get(&self, at: usize) -> &[u8] {
        let [start, end] = [at, at + 1].map(|at| self.offsets.get(at).map_or(0, |offset| *offset as usize));
        self.bytes.get(start..end).unwrap_or_default()
    }

    pub(super) fn text(&self, at: usize) -> &str {
        // INVARIANT: the reader of the file gives texts alone.
        std::str::from_utf8(self.get(at)).unwrap_or_default()
    }

    pub(super) fn column(&self, rows: std::ops::Range<usize>) -> Column<'_> {
        let offsets = self.offsets.get(rows.start..=rows.end).unwrap_or_default();
        Column::new(Values::Text(Text { offsets: Offsets::Small(offsets), bytes: &self.bytes }))
    }
}
