//! Columns of text in a given width.

use crate::text::{width, wrapped};

/// One column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column<'a> {
    pub(crate) title: &'a str,
    /// Numbers stand at the right.
    pub(crate) right: bool,
    /// The widest that it gets; a longer text takes several lines. `None` where no text is ever cut.
    pub(crate) most: Option<usize>,
}

impl<'a> Column<'a> {
    pub(crate) fn text(title: &'a str, most: usize) -> Self {
        Self { title, right: false, most: Some(most) }
    }

    pub(crate) fn number(title: &'a str) -> Self {
        Self { title, right: true, most: None }
    }

    pub(crate) fn word(title: &'a str) -> Self {
        Self { title, right: false, most: None }
    }
}

/// Blanks between two columns.
const GAP: usize = 2;
/// The narrowest that a column gets which wraps.
const NARROWEST: usize = 8;
/// Lines of a row; what is longer is cut.
pub(crate) const MOST_LINES: usize = 4;

/// A table whose rows are laid out once all of their widths are known.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    columns: Vec<Column<'a>>,
    widths: Vec<usize>,
}

impl<'a> Table<'a> {
    pub(crate) fn new(columns: Vec<Column<'a>>) -> Self {
        let widths = columns.iter().map(|column| width(column.title)).collect();
        Self { columns, widths }
    }

    /// Makes room for a row.
    pub(crate) fn measure(&mut self, cells: &[String]) {
        for ((wide, column), cell) in self.widths.iter_mut().zip(&self.columns).zip(cells) {
            *wide = (*wide).max(width(cell).min(column.most.unwrap_or(usize::MAX)));
        }
    }

    /// Columns on the screen that the table takes.
    pub(crate) fn width(&self) -> usize {
        self.widths.iter().sum::<usize>() + GAP * self.columns.len().saturating_sub(1)
    }

    /// The width of the last column.
    pub(crate) fn last_width(&self) -> usize {
        self.widths.last().copied().unwrap_or_default()
    }

    /// Where the second column begins.
    pub(crate) fn indent(&self) -> usize {
        self.widths.first().map_or(0, |first| first + GAP)
    }

    /// Fits the columns into a width: those that wrap share what the others leave, the short ones first.
    pub(crate) fn fit(&mut self, total: usize) {
        let gaps = GAP * self.columns.len().saturating_sub(1);
        let fixed: usize =
            self.columns().filter(|(column, _)| column.most.is_none()).map(|(_, width)| width).sum();
        let mut room = total.saturating_sub(gaps + fixed);
        let mut wraps: Vec<usize> = (0..self.columns.len()).filter(|at| self.wraps(*at)).collect();
        wraps.sort_by_key(|at| self.widths.get(*at).copied());
        let mut left = wraps.len();
        for at in wraps {
            let fair = (room / left.max(1)).max(NARROWEST);
            if let Some(width) = self.widths.get_mut(at) {
                *width = (*width).min(fair);
                room = room.saturating_sub(*width);
            }
            left -= 1;
        }
    }

    fn columns(&self) -> impl Iterator<Item = (&Column<'a>, usize)> {
        self.columns.iter().zip(self.widths.iter().copied())
    }

    fn wraps(&self, at: usize) -> bool {
        self.columns.get(at).is_some_and(|column| column.most.is_some())
    }

    /// The titles and a line under them.
    pub(crate) fn head(&self) -> Vec<String> {
        let titles: Vec<String> = self.columns.iter().map(|column| column.title.to_owned()).collect();
        let mut lines = self.row(&titles);
        let rules: Vec<String> = self.widths.iter().map(|width| "─".repeat(*width)).collect();
        lines.push(rules.join(&" ".repeat(GAP)));
        lines
    }

    /// The lines of a row.
    pub(crate) fn row(&self, cells: &[String]) -> Vec<String> {
        let cells: Vec<Vec<String>> =
            self.columns().zip(cells).map(|((_, width), cell)| wrapped(cell, width, MOST_LINES)).collect();
        let most = cells.iter().map(Vec::len).max().unwrap_or_default();
        (0..most).map(|at| self.line(&cells, at)).collect()
    }

    fn line(&self, cells: &[Vec<String>], at: usize) -> String {
        let mut out = String::new();
        for ((column, wide), lines) in self.columns().zip(cells) {
            let text = lines.get(at).map_or("", String::as_str);
            let rest = " ".repeat(wide.saturating_sub(width(text)));
            let (before, after) = if column.right { (&*rest, "") } else { ("", &*rest) };
            out.push_str(before);
            out.push_str(text);
            out.push_str(after);
            out.push_str(&" ".repeat(GAP));
        }
        out.truncate(out.trim_end().len());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(cells: [&str; 3]) -> Vec<String> {
        cells.map(str::to_owned).to_vec()
    }

    #[test]
    fn rows_fit_into_the_width() {
        let mut table =
            Table::new(vec![Column::number("#"), Column::text("account", 20), Column::text("reason", 80)]);
        let rows = [
            cells(["9", "Lumenkraft", "tier A: Strong fit"]),
            cells(["10", "株式会社", ""]),
            cells(["11", "", "no sales or support in this country, nor in the next"]),
        ];
        rows.iter().for_each(|row| table.measure(row));
        table.fit(36);
        let mut lines = table.head();
        lines.extend(rows.iter().flat_map(|row| table.row(row)));
        let expected = "
 #  account     reason
──  ──────────  ────────────────────
 9  Lumenkraft  tier A: Strong fit
10  株式会社
11              no sales or support
                in this country, nor
                in the next";
        assert_eq!(lines.join("\n"), expected.trim_start_matches('\n'));
        assert!(lines.iter().all(|line| width(line) <= 36));
    }
}
