//! Rows of a CSV with more or fewer cells than the header: the failure, with help that fits the rest of the file.

use super::row::Row;
use super::rows::Rows;
use crate::failure::Failure;
use crate::text::count;

/// How a row differs from the header, with the line that it begins on.
pub(super) struct Ragged {
    line: u64,
    cells: usize,
    form: Form,
}

enum Form {
    /// All cells beyond the header are blank.
    Padded,
    /// One cell that holds the delimiter as often as the header does: all of the row is in double quotes.
    Quoted,
    Other,
}

impl Ragged {
    pub(super) fn new(row: Row<'_>, expected: usize) -> Self {
        let is_full =
            |cell: &str| [',', ';', '\t', '|'].iter().any(|sign| cell.split(*sign).count() >= expected);
        let form = if row.len() > expected && row.cells().skip(expected).all(|cell| cell.trim().is_empty()) {
            Form::Padded
        } else if row.len() == 1 && row.get(0).is_some_and(is_full) {
            Form::Quoted
        } else {
            Form::Other
        };
        Self { line: row.line, cells: row.len(), form }
    }
}

/// The failure of a row that has more or fewer cells than the header. Reads the rest of the file to find out
/// whether all rows from here to the end are like this, such as a footer; the help depends on it.
pub(super) fn ragged(file: &str, rows: &mut Rows, expected: usize, row: &Ragged) -> Failure {
    let (cells, line) = (count(row.cells as u64, "cell"), row.line);
    let failure = Failure::Mistake(format!("{file}:{line}: the row has {cells}, the header has {expected}"));
    match row.form {
        Form::Padded => {
            return failure.help(
                "it ends in a delimiter too many: end the header with one as well, or take it from the rows",
            );
        }
        Form::Quoted => {
            return failure.help(
                "all of the row is in one pair of double quotes, as one cell: a program that saved the file did this; \
                 export it once more, or take the quotes around the row away and halve those inside",
            );
        }
        Form::Other => {}
    }
    if row.cells > expected {
        return failure.help(
            "a cell that contains the delimiter must be in double quotes, and a double quote inside it be doubled",
        );
    }
    let is_after_blank = rows.is_after_blank();
    let cut = "a row is cut short, or a line end inside a cell is not in double quotes";
    match rest(rows, expected) {
        Some(1) => failure.help(format!(
            "it is the last row: if the file ends in a note, leave it out with `--skip-last 1`; else {cut}"
        )),
        Some(more) if is_after_blank => failure.help(format!(
            "the file seems to end in notes below a blank line: leave them out with `--until-blank`, or its last \
             {more} rows with `--skip-last {more}`; else {cut}"
        )),
        Some(more) => failure.help(format!(
            "the file seems to end in notes: leave out its last {more} rows with `--skip-last {more}`; else {cut}"
        )),
        None => failure.help(cut),
    }
}

/// Rows from here to the end, if there are few and none is as wide as the header.
fn rest(rows: &mut Rows, expected: usize) -> Option<u64> {
    const MOST: u64 = 100;
    let mut count = 1;
    while count <= MOST {
        match rows.next() {
            Ok(Some(row)) if row.len() != expected => count += 1,
            Ok(None) => return Some(count),
            Ok(Some(_)) | Err(_) => return None,
        }
    }
    None
}
