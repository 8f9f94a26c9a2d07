//! Reads a file of separated values piece by piece into columns, as the command does: any line ends, line ends inside of quotes, a line
//! `sep=`, and rows of blank cells passed over. The browser has unpacked and decoded the bytes.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use icp_core::value::is_blank;

use super::column::Stored;

/// Bytes of one row; more is a quote that was never closed.
const MAX_ROW: usize = 1 << 20;
/// Columns that a header may have.
const MAX_COLUMNS: usize = 4_096;
/// Bytes of the beginning that say which delimiter it is.
const BEGINNING: usize = 1 << 16;
/// Delimiters that are looked for, the usual one first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Why a file was not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// The bytes are not UTF-8.
    Encoding,
    /// The file itself, with the line.
    Line(u64, String),
}

/// A file while it is read.
pub(super) struct File {
    reader: Reader,
    /// The beginning, until the delimiter is known.
    beginning: Option<Vec<u8>>,
    delimiter: u8,
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// Bytes and cells of the row that has begun, and the bytes that it was read from.
    written: usize,
    count: usize,
    length: usize,
    lines: Lines,
    columns: Option<Vec<Stored>>,
    is_sheet: bool,
}

impl File {
    /// A sheet of a workbook, whose cells come with signs in front.
    pub(super) fn of_sheet() -> Self {
        Self { is_sheet: true, ..Self::new(Some(b',')) }
    }

    /// Nothing was read yet. The delimiter is found out unless it is given.
    pub(super) fn new(delimiter: Option<u8>) -> Self {
        let given = delimiter.unwrap_or(b',');
        Self {
            reader: ReaderBuilder::new().delimiter(given).build(),
            beginning: Some(Vec::new()),
            delimiter: delimiter.unwrap_or_default(),
            cells: vec![0; 1 << 12],
            ends: vec![0; 64],
            written: 0,
            count: 0,
            length: 0,
            lines: Lines { line: 1, row: 1, is_inside: false, is_after_cr: false },
            columns: None,
            is_sheet: false,
        }
    }

    /// Reads the next bytes.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        let Some(beginning) = &mut self.beginning else { return self.rows(bytes) };
        beginning.extend_from_slice(bytes);
        if beginning.len() < BEGINNING { Ok(()) } else { self.begin() }
    }

    /// The columns and the delimiter, once everything was read. A line end of our own ends the last row.
    pub(super) fn end(mut self) -> Result<(Vec<Stored>, u8), Refused> {
        self.begin()?;
        self.rows(b"\n")?;
        if self.lines.is_inside {
            return Err(self.open_quote("is never closed"));
        }
        let Some(mut columns) = self.columns.filter(|columns| !columns.is_empty()) else {
            return Err(Refused::Line(1, "the file is empty".to_owned()));
        };
        columns.iter_mut().for_each(Stored::end);
        Ok((columns, self.delimiter))
    }

    /// Finds out the delimiter from the beginning, and reads it.
    fn begin(&mut self) -> Result<(), Refused> {
        let Some(mut beginning) = self.beginning.take() else { return Ok(()) };
        if beginning.starts_with(b"\xEF\xBB\xBF") {
            beginning.drain(..3);
        }
        let end = beginning.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(beginning.len());
        let line = beginning.get(..end).unwrap_or_default();
        let bare = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
        let named = bare.get(..4).filter(|begin| begin.eq_ignore_ascii_case(b"sep="));
        match (named, bare.get(4..)) {
            (Some(_), Some([delimiter])) => {
                let both = beginning.get(end..end + 2) == Some(b"\r\n");
                self.lines.line += 1;
                self.delimiter = if self.delimiter == 0 { *delimiter } else { self.delimiter };
                beginning.drain(..beginning.len().min(end + if both { 2 } else { 1 }));
            }
            _ if self.delimiter == 0 => self.delimiter = commonest(&beginning),
            _ => {}
        }
        self.reader = ReaderBuilder::new().delimiter(self.delimiter).build();
        self.rows(&beginning)
    }

    fn rows(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (result, read, wrote, cells) = self.reader.read_record(
                rest,
                self.cells.get_mut(self.written..).unwrap_or_default(),
                self.ends.get_mut(self.count..).unwrap_or_default(),
            );
            let (taken, left) = rest.split_at_checked(read).unwrap_or((rest, &[]));
            self.lines.pass(taken);
            rest = left;
            self.written += wrote;
            self.count += cells;
            self.length += read;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => {
                    self.row()?;
                    (self.written, self.count, self.length) = (0, 0, 0);
                    self.lines.is_inside = false;
                }
            }
            if self.length > MAX_ROW {
                return Err(self.open_quote("is not closed within 1 MiB"));
            }
        }
        Ok(())
    }

    /// Takes the row that was read.
    fn row(&mut self) -> Result<(), Refused> {
        let ends = self.ends.get(..self.count).unwrap_or_default();
        let bytes = self.cells.get(..ends.last().copied().unwrap_or_default()).unwrap_or_default();
        let text = std::str::from_utf8(bytes).map_err(|_| Refused::Encoding)?;
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let cells = || starts.clone().zip(ends).map(|(start, end)| text.get(start..*end));
        if cells().any(|cell| cell.is_none()) {
            return Err(Refused::Encoding);
        }
        // Rows of a sheet have something in them, though it may stand beside the columns.
        if !self.is_sheet && cells().flatten().all(is_blank) {
            return Ok(());
        }
        let line = self.lines.row;
        let Some(columns) = &mut self.columns else {
            if ends.len() > MAX_COLUMNS {
                let wrong = format!("{} columns; at most {MAX_COLUMNS} are read", ends.len());
                return Err(Refused::Line(line, wrong));
            }
            self.columns =
                Some(cells().flatten().map(|name| Stored::new(name.to_owned(), self.is_sheet)).collect());
            return Ok(());
        };
        if columns.len() != ends.len() {
            let wrong = format!("the row has {} cells, the header has {}", ends.len(), columns.len());
            return Err(Refused::Line(line, wrong));
        }
        let fits =
            columns.iter_mut().zip(cells().flatten()).all(|(column, cell)| column.push(cell.as_bytes()));
        if fits { Ok(()) } else { Err(Refused::Line(line, "a column of more than 2 GiB".to_owned())) }
    }

    fn open_quote(&self, what: &str) -> Refused {
        Refused::Line(self.lines.row, format!("a quote in the row that begins here {what}"))
    }
}

/// The delimiter that the first row with several cells has most often outside of quotes.
fn commonest(beginning: &[u8]) -> u8 {
    let mut counts = [0; DELIMITERS.len()];
    let mut is_quoted = false;
    for byte in beginning {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted && counts.iter().any(|count| *count > 0) => break,
            _ if is_quoted => {}
            _ => {
                let at = DELIMITERS.iter().position(|delimiter| delimiter == byte);
                at.and_then(|at| counts.get_mut(at)).into_iter().for_each(|count| *count += 1);
            }
        }
    }
    // Of equal counts the first one is taken.
    let most = counts.iter().max().copied().unwrap_or(0);
    let found = counts.iter().position(|count| *count == most);
    found.and_then(|at| DELIMITERS.get(at)).copied().unwrap_or(b',')
}

/// Counts lines that end in LF, CR or CR LF.
struct Lines {
    /// The line of the next byte.
    line: u64,
    /// The line on which the row begins.
    row: u64,
    is_inside: bool,
    is_after_cr: bool,
}

impl Lines {
    fn pass(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'\n' if self.is_after_cr => self.is_after_cr = false,
                b'\n' => self.line += 1,
                b'\r' => {
                    self.line += 1;
                    self.is_after_cr = true;
                }
                _ => {
                    self.is_after_cr = false;
                    if !self.is_inside {
                        self.is_inside = true;
                        self.row = self.line;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8], piece: usize, delimiter: Option<u8>) -> Result<(Vec<Vec<String>>, u8), Refused> {
        let mut file = File::new(delimiter);
        for bytes in text.chunks(piece) {
            file.feed(bytes)?;
        }
        let (columns, delimiter) = file.end()?;
        let cells = |column: &Stored| {
            let rows = (0..column.rows()).map(|row| column.text(row).to_owned());
            std::iter::once(column.name.clone()).chain(rows).collect()
        };
        Ok((columns.iter().map(cells).collect(), delimiter))
    }

    #[test]
    fn pieces_of_any_size_give_the_same() {
        let text = "\u{feff}name;größe\r\n\"a; \"\"b\"\"\nc\";5\r\n;\n\nd;\"\"\n\"last\";7";
        let wanted = [vec!["name", "a; \"b\"\nc", "d", "last"], vec!["größe", "5", "", "7"]];
        for piece in 1..text.len() + 1 {
            let (columns, delimiter) = read(text.as_bytes(), piece, None).unwrap();
            assert_eq!(
                (columns, delimiter),
                (
                    wanted
                        .iter()
                        .map(|column| column.iter().map(|cell| (*cell).to_owned()).collect())
                        .collect(),
                    b';'
                )
            );
        }
    }

    #[test]
    fn the_delimiter_is_found() {
        let of = |text: &str| read(text.as_bytes(), 7, None).unwrap().1;
        assert_eq!(of("a\tb,c\td\n1\t2\t3\n"), b'\t');
        assert_eq!(of("\"a;b;c\",d\n1,2\n"), b',');
        assert_eq!(of("sep=|\na,b|c\n1|2\n"), b'|');
        assert_eq!(of("alone\n1\n"), b',');
        assert_eq!(read(b"a;b,c\n1;2\n", 3, Some(b';')).unwrap().0.len(), 2);
    }

    #[test]
    fn what_is_wrong_has_its_line() {
        let wrong = |text: &[u8]| read(text, 5, None).unwrap_err();
        let line = |at: u64, text: &str| Refused::Line(at, text.to_owned());
        assert_eq!(wrong(b"a,b\r\n1,\"x\r\ny\"\r\n1\r\n"), line(4, "the row has 1 cells, the header has 2"));
        assert_eq!(wrong(b"sep=,\na,b\n1,2,3\n"), line(3, "the row has 3 cells, the header has 2"));
        assert_eq!(wrong(b"a,b\n1,\"2\n"), line(2, "a quote in the row that begins here is never closed"));
        assert_eq!(wrong(b" \n\n"), line(1, "the file is empty"));
        assert_eq!(wrong(b"a,b\n1,gr\xf6\xdfe\n"), Refused::Encoding);
        let mut long = b"a\n\"".to_vec();
        long.resize(MAX_ROW + 100, b'x');
        assert_eq!(wrong(&long), line(2, "a quote in the row that begins here is not closed within 1 MiB"));
    }
}
