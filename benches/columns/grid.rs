//! A Markdown table for the results of a run.

use std::fmt;

/// A table that is read by people, in Markdown: the first column to the left, numbers to the right.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    lines: Vec<Vec<String>>,
    notes: Vec<String>,
    /// The limit that a variant breaks, in a sentence.
    pub failure: Option<String>,
}

impl Grid {
    /// With these headings and no rows yet.
    pub fn new<'a>(head: impl IntoIterator<Item = &'a str>) -> Self {
        Self { lines: vec![head.into_iter().map(str::to_owned).collect()], ..Self::default() }
    }

    /// Adds a row: what it is about, and its numbers.
    pub fn row(&mut self, about: impl Into<String>, numbers: impl IntoIterator<Item = String>) {
        self.lines.push(std::iter::once(about.into()).chain(numbers).collect());
    }

    /// Adds a sentence below.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}

impl fmt::Display for Grid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.lines.iter().map(Vec::len).max().unwrap_or_default();
        let width =
            |at: usize| self.lines.iter().filter_map(|line| line.get(at)).map(|cell| cell.len()).max();
        let widths: Vec<usize> = (0..columns).map(|at| width(at).unwrap_or_default().max(2)).collect();
        for (row, line) in self.lines.iter().enumerate() {
            for (at, width) in widths.iter().enumerate() {
                let cell = line.get(at).map_or("", String::as_str);
                if at == 0 { write!(f, "| {cell:<width$} |")? } else { write!(f, " {cell:>width$} |")? }
            }
            writeln!(f)?;
            if row == 0 {
                for (at, width) in widths.iter().enumerate() {
                    let dashes = "-".repeat(width + 1);
                    if at == 0 { write!(f, "|{dashes}-|")? } else { write!(f, "{dashes}:|")? }
                }
                writeln!(f)?;
            }
        }
        self.notes.iter().chain(&self.failure).try_for_each(|note| writeln!(f, "\n{note}"))
    }
}
