//! Text to the rows of a CSV: any line ends, quoted line ends, and the line on which each row begins.

use std::ops::Range;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use icp_core::value::is_blank;
use memchr::{memchr, memchr_iter, memchr2};

use super::Source;
use super::row::Row;
use super::tail::{Ended, Held, Tail};
use crate::failure::Failure;

/// Bytes of one row; more is a quote that was never closed.
const MAX_ROW: usize = 1 << 20;

/// The rows of a CSV.
pub(crate) struct Rows {
    source: Source,
    reader: Reader,
    delimiter: u8,
    piece: String,
    /// Bytes of the piece that belong to earlier rows.
    used: usize,
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// Where the row that was read last stands in the piece, if it is a line that was only cut at its delimiters.
    plain: Option<Range<usize>>,
    /// The ends of its cells.
    cuts: Vec<usize>,
    /// Whether plain lines are known: not before the first row, which is left to the grammar, since it knows marks at the begin of
    /// a file.
    knows_plain: bool,
    #[cfg(test)]
    pub(super) by_grammar: bool,
    lines: Lines,
    ended: bool,
    passed: Passed,
    /// The first cell of the last row that was given, that is not blank.
    begin: String,
    tail: Tail,
}

/// The text that was passed over so far, and the text behind it.
#[derive(Debug, Clone, Copy, Default)]
struct Passed {
    /// Rows of which every cell is blank; empty lines are not counted.
    blank: u64,
    /// The line of the last of them.
    line: u64,
    /// Rows since then.
    since: u64,
    /// The line of the last row that was given.
    last: u64,
}

/// Bytes of a cell that are kept; a longer one begins no line of totals.
const BEGIN: usize = 64;

impl Rows {
    /// The rows of a source from which the lines before this one were taken.
    pub(crate) fn new(source: Source, line: u64, delimiter: u8) -> Self {
        Self {
            source,
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            piece: String::new(),
            used: 0,
            cells: vec![0; 1 << 12],
            ends: vec![0; 64],
            plain: None,
            cuts: Vec::new(),
            knows_plain: false,
            #[cfg(test)]
            by_grammar: false,
            lines: Lines { line, row: line, after: line, ..Lines::default() },
            ended: false,
            passed: Passed::default(),
            begin: String::new(),
            tail: Tail::default(),
        }
    }

    /// From here on, the last rows are left out, or those under the first blank one.
    pub(crate) fn end_at(&mut self, skip_last: usize, until_blank: bool) {
        self.tail = Tail::new(skip_last, until_blank);
    }

    /// Whether a blank row or line stands above the row that was read last.
    pub(crate) fn is_after_blank(&self) -> bool {
        self.lines.is_after_blank() || (self.passed.blank > 0 && self.passed.since == 1)
    }

    /// How the accounts ended, once all of them were read.
    pub(super) fn ended(&self) -> Ended<'_> {
        Ended {
            blank: self.passed.blank,
            notes: Some((self.passed.since, self.passed.line)).filter(|_| self.tail.left_out().is_none()),
            below: self.tail.below(),
            left_out: self.tail.left_out(),
            last: self.last(),
        }
    }

    /// The line and the first cell that is not blank of the last row that was given.
    fn last(&self) -> Option<(u64, &str)> {
        if let Some(row) = self.tail.given() {
            return Some((row.line, row.cells().find(|cell| !is_blank(cell))?));
        }
        let first = Some(&*self.begin).filter(|first| !is_blank(first))?;
        (!self.tail.is_over()).then_some((self.passed.last, first))
    }

    /// Keeps the first cell of a row that is not blank: blank rows may follow it.
    fn keep_begin(&mut self, line: u64, count: usize) {
        let mut begin = std::mem::take(&mut self.begin);
        begin.clear();
        let is_begin = |cell: &&str| !cell.bytes().all(|byte| byte.is_ascii_whitespace());
        let first = self.row(line, count).and_then(|row| row.cells().find(is_begin));
        begin.push_str(first.filter(|cell| cell.len() <= BEGIN).unwrap_or_default());
        self.begin = begin;
    }

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    /// The next row that has something in it.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'_>>, Failure> {
        while self.tail.keeps() {
            match self.filled()? {
                Some((line, count)) => {
                    let row = self.row(line, count).ok_or_else(|| self.no_text())?;
                    let row = Held::of(row);
                    if self.tail.push(row) {
                        return Ok(self.tail.given());
                    }
                }
                None => return Ok(None),
            }
        }
        let Some((line, count)) = self.filled()? else { return Ok(None) };
        match self.row(line, count) {
            Some(row) => Ok(Some(row)),
            None => Err(self.no_text()),
        }
    }

    /// Reads the next row that has something in it, and gives its line and the number of its cells.
    fn filled(&mut self) -> Result<Option<(u64, usize)>, Failure> {
        if self.tail.is_over() {
            return Ok(None);
        }
        loop {
            let Some(count) = self.read()? else { return Ok(None) };
            let line = self.lines.row;
            let is_blank = self.is_blank(line, count);
            let after = self.lines.after;
            if self.tail.ends(is_blank, self.lines.is_after_blank()) {
                let mut left = u64::from(!is_blank);
                // Notes may be anything, so nothing is wrong with them.
                while let Ok(Some(count)) = self.read() {
                    left += u64::from(!self.is_blank(self.lines.row, count));
                }
                self.tail.over(if is_blank { line } else { after }, left);
                return Ok(None);
            }
            if !is_blank {
                self.passed.last = line;
                self.keep_begin(line, count);
                self.passed.since += 1;
                return Ok(Some((line, count)));
            }
            self.passed = Passed { blank: self.passed.blank + 1, line, since: 0, ..self.passed };
        }
    }

    /// The pieces are text, and rows are cut at ASCII characters.
    fn no_text(&self) -> Failure {
        let (name, line) = (self.source.name(), self.passed.last);
        Failure::Mistake(format!("{name}:{line}: a row that is no text"))
    }

    /// Whether all cells of the row that was read last are blank.
    fn is_blank(&self, line: u64, count: usize) -> bool {
        let Some(row) = self.row(line, count) else { return false };
        // Nearly every row begins with a letter or a digit.
        let is_word = row.text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
        !is_word && row.cells().all(is_blank)
    }

    /// The row that was read last, if it has that number of cells.
    fn row(&self, line: u64, count: usize) -> Option<Row<'_>> {
        if let Some(place) = &self.plain {
            let (text, ends) = (self.piece.get(place.clone())?, self.cuts.get(..count)?);
            return Some(Row { line, text, ends, between: 1 });
        }
        let ends = self.ends.get(..count)?;
        let bytes = self.cells.get(..ends.last().copied().unwrap_or_default())?;
        Some(Row { line, text: std::str::from_utf8(bytes).ok()?, ends, between: 0 })
    }

    /// Whether a test has all rows read by the grammar.
    fn is_by_grammar(&self) -> bool {
        #[cfg(test)]
        return self.by_grammar;
        #[cfg(not(test))]
        false
    }

    /// The character between two cells.
    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Reads a row that is one line of the piece without a quote, which needs no grammar, and gives the number of its cells. `None`
    /// where the next row is of another kind: most rows are not, and are ten times as fast this way.
    fn read_plain(&mut self) -> Option<usize> {
        let bytes = self.piece.as_bytes();
        if self.lines.after_cr && bytes.get(self.used) == Some(&b'\n') {
            // The second half of the line end before.
            self.lines.after_cr = false;
            self.used += 1;
        }
        let start = self.used;
        let rest = bytes.get(start..)?;
        let end = memchr(b'\n', rest).filter(|end| *end <= MAX_ROW && self.knows_plain)?;
        let line = rest.get(..end)?;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() || memchr2(b'"', b'\r', line).is_some() {
            return None;
        }
        self.cuts.clear();
        self.cuts.extend(memchr_iter(self.delimiter, line));
        self.cuts.push(line.len());
        self.plain = Some(start..start + line.len());
        self.used += end + 1;
        self.lines.pass_line();
        Some(self.cuts.len())
    }

    /// Reads a row that is not an empty line, and gives the number of its cells.
    fn read(&mut self) -> Result<Option<usize>, Failure> {
        if let Some(count) = self.read_plain() {
            return Ok(Some(count));
        }
        self.plain = None;
        self.knows_plain = !self.is_by_grammar();
        let (mut written, mut count, mut length) = (0, 0, 0);
        self.lines.begin();
        loop {
            if self.used == self.piece.len() && !self.more()? {
                return Ok(None);
            }
            let input = self.piece.as_bytes().get(self.used..).unwrap_or_default();
            let (result, read, wrote, cells) = self.reader.read_record(
                input,
                self.cells.get_mut(written..).unwrap_or_default(),
                self.ends.get_mut(count..).unwrap_or_default(),
            );
            self.lines.pass(input.get(..read).unwrap_or_default());
            self.used += read;
            written += wrote;
            count += cells;
            length += read;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => break,
            }
            if length > MAX_ROW {
                return Err(self.open_quote("is not closed within 1 MiB"));
            }
        }
        Ok(Some(count))
    }

    /// Gets more text; false at the end. A line end of our own comes last: it ends the last row, unless that is
    /// inside of quotes.
    fn more(&mut self) -> Result<bool, Failure> {
        self.used = 0;
        if self.ended {
            self.piece.clear();
            return if self.lines.inside { Err(self.open_quote("is never closed")) } else { Ok(false) };
        }
        if !self.source.next(&mut self.piece)? {
            self.ended = true;
            self.piece.push('\n');
        }
        Ok(true)
    }

    fn open_quote(&self, what: &str) -> Failure {
        let (name, line) = (self.source.name(), self.lines.row);
        Failure::Mistake(format!("{name}:{line}: a quote in the row that begins on line {line} {what}"))
    }
}

/// Counts lines that end in LF, CR or CR LF.
#[derive(Debug)]
struct Lines {
    /// The line of the next byte.
    line: u64,
    /// The line on which the row begins.
    row: u64,
    /// The line after the last row.
    after: u64,
    /// Whether the row has begun.
    inside: bool,
    after_cr: bool,
}

impl Default for Lines {
    fn default() -> Self {
        Self { line: 1, row: 1, after: 1, inside: false, after_cr: false }
    }
}

impl Lines {
    fn begin(&mut self) {
        self.inside = false;
        self.after = self.line;
    }

    /// Whether empty lines stand between the row and the one before it.
    fn is_after_blank(&self) -> bool {
        self.row > self.after
    }

    /// Counts a row that is one line.
    fn pass_line(&mut self) {
        self.begin();
        self.row = self.line;
        self.line += 1;
        self.after_cr = false;
    }

    fn pass(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'\n' if self.after_cr => self.after_cr = false,
                b'\n' => self.line += 1,
                b'\r' => {
                    self.line += 1;
                    self.after_cr = true;
                }
                _ => {
                    self.after_cr = false;
                    if !self.inside {
                        self.inside = true;
                        self.row = self.line;
                    }
                }
            }
        }
    }
}
