//! Scores as CSV that a spreadsheet reads as text and numbers, never as formulas.

use std::fmt::Write as _;

use icp_core::value::parse_number;

use super::cell::Cell;

/// A line that grows cell by cell: a file has millions, and no cell needs memory of its own.
#[derive(Debug)]
pub(super) struct Line {
    text: String,
    has_cell: bool,
}

impl Line {
    pub(super) fn new() -> Self {
        Self { text: String::with_capacity(LINE), has_cell: false }
    }

    pub(super) fn push(&mut self, cell: &Cell<'_>) {
        if std::mem::replace(&mut self.has_cell, true) {
            self.text.push(',');
        }
        // Writing to a text cannot fail.
        let _ = match cell {
            Cell::Blank => Ok(()),
            Cell::Text(text) => {
                push(&mut self.text, text);
                Ok(())
            }
            Cell::Number(number) => write!(self.text, "{number}"),
            Cell::Bool(truth) => write!(self.text, "{truth}"),
            Cell::Day(date) => write!(self.text, "{date}"),
        };
    }

    pub(super) fn text(self) -> String {
        self.text
    }
}

/// Bytes that a line begins with; it grows where they are too few.
const LINE: usize = 160;

pub(super) fn line(cells: impl IntoIterator<Item = String>) -> String {
    cells.into_iter().collect::<Vec<_>>().join(",")
}

/// A text as a cell.
pub(super) fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    push(&mut cell, text);
    cell
}

/// Writes a text as a cell. What a spreadsheet would run as a formula gets an apostrophe in front; a plain number, also a
/// negative one, stays as it is.
fn push(out: &mut String, text: &str) {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let mark = if runs && parse_number(text).is_err() { "'" } else { "" };
    if text.contains(['"', ',', '\n', '\r']) || text.trim() != text {
        let quoted = text.replace('"', "\"\"");
        out.extend(["\"", mark, &quoted, "\""]);
    } else {
        out.extend([mark, text]);
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn cells_are_never_formulas() {
        assert_eq!(cell("=cmd|'/C calc'!A0"), "'=cmd|'/C calc'!A0");
        assert_eq!(cell("+49 30 1234"), "'+49 30 1234");
        assert_eq!(cell("@SUM(1)"), "'@SUM(1)");
        assert_eq!(cell("-1+2"), "'-1+2");
        assert_eq!(cell("\t=1"), "\"'\t=1\"");
        assert_eq!(cell("-12.5"), "-12.5");
        assert_eq!(cell("say \"hi\", twice"), "\"say \"\"hi\"\", twice\"");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
    }
}
