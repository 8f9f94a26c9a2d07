//! Text to the rows of a CSV: any line ends, quoted line ends, and the line on which each row begins.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::Source;
use crate::failure::Failure;

/// Bytes of one row; more is a quote that was never closed.
const MAX_ROW: usize = 1 << 20;

/// The rows of a CSV.
pub(crate) struct Rows {
    source: Source,
    reader: Reader,
    piece: String,
    /// Bytes of the piece that belong to earlier rows.
    used: usize,
    cells: Vec<u8>,
    ends: Vec<usize>,
    lines: Lines,
    ended: bool,
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Row<'a> {
    /// How many cells it has.
    pub(crate) fn len(self) -> usize {
        self.ends.len()
    }

    /// One cell.
    pub(crate) fn get(self, at: usize) -> Option<&'a str> {
        let start = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..*self.ends.get(at)?)
    }

    /// All cells.
    pub(crate) fn cells(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).filter_map(move |at| self.get(at))
    }
}

impl Rows {
    pub(crate) fn new(source: Source, delimiter: u8) -> Self {
        Self {
            source,
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            piece: String::new(),
            used: 0,
            cells: vec![0; 1 << 12],
            ends: vec![0; 64],
            lines: Lines::default(),
            ended: false,
        }
    }

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    /// The next row that is not an empty line.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'_>>, Failure> {
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
        let line = self.lines.row;
        let bytes = self.cells.get(..written).unwrap_or_default();
        match (std::str::from_utf8(bytes), self.ends.get(..count)) {
            (Ok(text), Some(ends)) => Ok(Some(Row { line, text, ends })),
            // The pieces are text, and rows are cut at ASCII characters.
            _ => Err(Failure::Mistake(format!("{}:{line}: a row that is no text", self.source.name()))),
        }
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
    /// Whether the row has begun.
    inside: bool,
    after_cr: bool,
}

impl Default for Lines {
    fn default() -> Self {
        Self { line: 1, row: 1, inside: false, after_cr: false }
    }
}

impl Lines {
    fn begin(&mut self) {
        self.inside = false;
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
