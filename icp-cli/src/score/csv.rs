//! Cells and lines of CSV that a spreadsheet reads as text and numbers, never as formulas. `values` and `lines` call it; it decides
//! no column and no order.

use std::fmt::Write as _;

use icp_core::value::parse_number;

use super::cell::Cell;
use super::columns::Columns;

/// Writes a cell.
pub(super) fn push_cell(out: &mut String, cell: &Cell<'_>) {
    // Writing to a text cannot fail.
    let _ = match cell {
        Cell::Blank => Ok(()),
        Cell::Text(text) => {
            push(out, text);
            Ok(())
        }
        Cell::Number(number) => {
            push_number(out, *number);
            Ok(())
        }
        Cell::Bool(truth) => write!(out, "{truth}"),
        Cell::Day(date) => write!(out, "{date}"),
    };
}

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
        push_cell(&mut self.text, cell);
    }

    pub(super) fn text(self) -> String {
        self.text
    }
}

/// The bytes that a line has room for at first.
const LINE: usize = 160;

/// The names of the columns, behind a byte-order mark if there is one.
pub(super) fn head(columns: &Columns<'_>, has_mark: bool) -> String {
    let mark = if has_mark { "\u{feff}" } else { "" };
    format!("{mark}{}", line(columns.names().map(cell)))
}

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
pub(super) fn push(out: &mut String, text: &str) {
    let ends_cell = |byte: u8| matches!(byte, b'"' | b',' | b'\n' | b'\r');
    let needs_quotes = text.bytes().fold(false, |any, byte| any | ends_cell(byte));
    if !needs_quotes && has_plain_ends(text) {
        return out.push_str(text);
    }
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let mark = if is_formula && parse_number(text).is_err() { "'" } else { "" };
    if needs_quotes || text.trim() != text {
        let quoted = text.replace('"', "\"\"");
        out.extend(["\"", mark, &quoted, "\""]);
    } else {
        out.extend([mark, text]);
    }
}

/// Whether a text begins and ends with visible ASCII that cannot begin a formula, so that it may stand in a cell as it is if nothing
/// within cuts it. Of any other text the caller has to look for blanks and formulas.
pub(super) fn has_plain_ends(text: &str) -> bool {
    let is_plain = |byte: &u8| (b'!'..0x80).contains(byte);
    let starts = |byte: &u8| is_plain(byte) && !matches!(byte, b'=' | b'+' | b'-' | b'@');
    let bytes = text.as_bytes();
    bytes.first().is_none_or(starts) && bytes.last().is_none_or(is_plain)
}

/// Writes a number with as few digits as read back as the same, and no exponent.
pub(super) fn push_number(out: &mut String, number: f64) {
    // Answers have six decimals at most. A number of fifteen digits is the shortest of its float, since no two such numbers have
    // the same one.
    let millionths = (number * 1e6).round();
    let is_short = millionths.abs() < 1e15 && millionths / 1e6 == number;
    if !is_short || (number == 0.0 && number.is_sign_negative()) {
        let _ = write!(out, "{number}");
        return;
    }
    if number < 0.0 {
        out.push('-');
    }
    let millionths = millionths.abs() as u64;
    push_digits(out, millionths / 1_000_000, 1);
    let mut decimals = millionths % 1_000_000;
    if decimals > 0 {
        let mut digits = 6;
        while decimals.is_multiple_of(10) {
            decimals /= 10;
            digits -= 1;
        }
        out.push('.');
        push_digits(out, decimals, digits);
    }
}

/// Writes a whole number with at least `least` digits.
fn push_digits(out: &mut String, mut number: u64, least: usize) {
    let mut digits = [b'0'; 20];
    let mut used = 0;
    for digit in digits.iter_mut().rev() {
        if number == 0 && used >= least {
            break;
        }
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
        used += 1;
    }
    let digits = digits.get(digits.len() - used..).unwrap_or_default();
    // INVARIANT: digits are ASCII.
    out.push_str(std::str::from_utf8(digits).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::{cell, push_number};

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

    #[test]
    fn numbers_are_as_the_language_writes_them() {
        let mut numbers = vec![
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.1,
            1e-6,
            1e-7,
            123_456.789,
            1e9,
            1e15,
            1e21,
            0.1 + 0.2,
            f64::NAN,
            f64::INFINITY,
        ];
        numbers.extend((0..20_000u32).map(|n| f64::from(n) * 0.005));
        numbers.extend((0..20_000u32).map(|n| (f64::from(n) / 1.3 * 1e6).round() / 1e6));
        numbers.extend((0..2_000u32).map(|n| f64::from(n * n) * 1e-9 - 1e8));
        for number in numbers {
            let mut text = String::new();
            push_number(&mut text, number);
            assert_eq!(text, number.to_string());
        }
    }

    #[test]
    fn cells_at_their_ends() {
        assert_eq!((cell("a\u{a0}"), cell("é")), ("\"a\u{a0}\"".to_owned(), "é".to_owned()));
        assert_eq!(
            (cell("＝1"), cell(" "), cell("a-b=c")),
            ("'＝1".to_owned(), "\" \"".to_owned(), "a-b=c".to_owned())
        );
    }
}
