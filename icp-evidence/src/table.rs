//! Tables for people, as text and as Markdown. They lay out cells that others wrote.

use serde::Serialize;

/// A table with a title, and sentences below it.
///
/// ```
/// use icp_evidence::Table;
/// let mut table = Table::new("Tiers", &["tier", "accounts"]);
/// table.row(["A".to_owned(), "12".to_owned()]);
/// assert_eq!(table.to_text(), "Tiers\n  tier  accounts\n  A           12\n");
/// assert_eq!(table.to_markdown(), "### Tiers\n\n| tier | accounts |\n|---|---|\n| A | 12 |\n");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Table {
    /// Its title.
    pub title: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
    /// Sentences below it.
    pub notes: Vec<String>,
}

impl Table {
    /// A table without rows.
    pub fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        Self::of(title.into(), columns.iter().map(|&column| column.to_owned()).collect())
    }

    pub(crate) fn of(title: String, columns: Vec<String>) -> Self {
        Self { title, columns, rows: Vec::new(), notes: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Adds a sentence.
    pub fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// In columns of spaces; numbers stand to the right.
    pub fn to_text(&self) -> String {
        let width = |at: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(at)).chain(self.columns.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let is_number = |at: usize| {
            let mut cells = self.rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty());
            at > 0
                && cells.all(|cell| {
                    cell.starts_with(|first: char| first.is_ascii_digit() || "+-".contains(first))
                })
        };
        let mut out = format!("{}\n", self.title);
        for row in std::iter::once(&self.columns).chain(&self.rows) {
            let mut line = String::new();
            for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let gap = " ".repeat(width.saturating_sub(cell.chars().count()));
                line.push_str("  ");
                line.push_str(&if is_number(at) { format!("{gap}{cell}") } else { format!("{cell}{gap}") });
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        for note in &self.notes {
            out.push_str("  ");
            out.push_str(note);
            out.push('\n');
        }
        out
    }

    /// As Markdown.
    pub fn to_markdown(&self) -> String {
        let escaped = |cell: &String| {
            let mut out = String::new();
            for sign in cell.chars() {
                match sign {
                    '\n' | '\r' => out.push(' '),
                    '\\' | '|' | '*' | '_' | '`' | '<' | '[' => out.extend(['\\', sign]),
                    _ => out.push(sign),
                }
            }
            out
        };
        let line =
            |cells: &[String]| format!("| {} |\n", cells.iter().map(escaped).collect::<Vec<_>>().join(" | "));
        let mut out = format!("### {}\n\n", escaped(&self.title));
        out.push_str(&line(&self.columns));
        out.push_str(&format!("|{}\n", "---|".repeat(self.columns.len())));
        self.rows.iter().for_each(|row| out.push_str(&line(row)));
        if !self.notes.is_empty() {
            out.push('\n');
        }
        self.notes.iter().for_each(|note| out.push_str(&format!("- {}\n", escaped(note))));
        out
    }
}

/// A share in percent with one decimal.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// A difference with its sign.
pub(crate) fn signed(difference: f64) -> String {
    format!("{difference:+.3}")
}
