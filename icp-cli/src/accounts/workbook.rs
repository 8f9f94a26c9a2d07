//! A workbook of Excel or OpenDocument: which sheet of it is read, and the rows of that sheet.

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;

use calamine::{Ods, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, Xlsb, Xlsx, XlsxError};

use super::cell::Cell;
use super::merged::Merged;
use crate::failure::Failure;
use crate::foreign::{self, Book};
use crate::notice::notice;
use crate::text::{list, quoted, shown};

type Bytes = BufReader<File>;

/// Columns that a sheet can have.
const MAX_COLUMNS: usize = 16_384;

/// A workbook.
pub(super) enum Workbook {
    Xlsx(Xlsx<Bytes>),
    Xlsb(Xlsb<Bytes>),
    Xls(Xls<Bytes>),
    Ods(Ods<Bytes>),
}

/// The kind of workbook that a file is, by its first bytes; none for a pipe and for other files.
pub(super) fn kind(path: &Path) -> Option<Book> {
    // Only regular files are looked at: bytes that are read from a named pipe are lost to its reader.
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(foreign::LOOK as u64).read_to_end(&mut bytes).ok()?;
    foreign::book(&bytes)
}

impl Workbook {
    pub(super) fn open(path: &Path, kind: Book, name: &str) -> Result<Self, Failure> {
        let bytes = || -> Result<Bytes, Failure> {
            Ok(BufReader::new(File::open(path).map_err(|error| Failure::unreadable(name, error))?))
        };
        let refused = |error: calamine::Error| unreadable(name, error);
        match kind {
            Book::Office => match Xlsx::new(bytes()?) {
                Ok(book) => Ok(Self::Xlsx(book)),
                // The other form of Excel's archives.
                Err(error) => Xlsb::new(bytes()?).map(Self::Xlsb).map_err(|_| refused(error.into())),
            },
            Book::OpenDocument => Ods::new(bytes()?).map(Self::Ods).map_err(|error| refused(error.into())),
            Book::Compound => match Xls::new(bytes()?) {
                Ok(book) => Ok(Self::Xls(book)),
                Err(error) => Err(match Xlsx::new(bytes()?) {
                    Err(locked @ XlsxError::Password) => refused(locked.into()),
                    _ => refused(error.into()),
                }),
            },
        }
    }

    fn sheets(&self) -> &[Sheet] {
        match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xlsb(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
            Self::Ods(book) => book.sheets_metadata(),
        }
    }

    /// The sheets with cells that people see, in their order.
    pub(super) fn seen(&self) -> impl Iterator<Item = &str> {
        let is_seen =
            |sheet: &&Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
        self.sheets().iter().filter(is_seen).map(|sheet| sheet.name.as_str())
    }

    /// The sheet of that name, or else of that number; the first that people see where none is asked for.
    pub(super) fn choose(&self, wanted: Option<&str>, file: &str) -> Result<String, Failure> {
        let sheets = || self.sheets().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let names = || sheets().map(|sheet| sheet.name.as_str());
        let Some(wanted) = wanted else {
            let seen: Vec<&str> = self.seen().collect();
            let (first, others) = match seen.split_first() {
                Some((first, others)) => (*first, others),
                None => (names().next().unwrap_or_default(), [].as_slice()),
            };
            if !others.is_empty() {
                let (first, others) = (quoted(first), list(others.iter().copied().take(20)));
                notice(&format!("{file}: the sheet {first} is read, not {others}; `--sheet` names another"));
            }
            return match first {
                "" => Err(Failure::Usage(format!("cannot read {file}: it has no sheet with cells"))),
                first => Ok(first.to_owned()),
            };
        };
        let numbered = || wanted.parse::<usize>().ok().and_then(|number| names().nth(number.checked_sub(1)?));
        match names().find(|name| *name == wanted).or_else(numbered) {
            Some(name) => Ok(name.to_owned()),
            None => Err(Failure::Usage(format!("{file}: no sheet {}", quoted(wanted)))
                .help(format!("the sheets are {}", list(names().take(20))))),
        }
    }

    /// Gives the rows with something in them, each with its number from 1, until `take` wants no more.
    pub(super) fn rows(
        &mut self,
        sheet: &str,
        file: &str,
        mut take: impl FnMut(u64, &[Cell]) -> Result<bool, Failure>,
    ) -> Result<(), Failure> {
        let refused = |error: calamine::Error| unreadable(file, error);
        let mut merged = self.merged(sheet);
        let range = match self {
            Self::Xlsx(book) => {
                streamed(book, sheet, file, &mut merged, &mut take)?;
                merged.tell(file);
                return Ok(());
            }
            Self::Xlsb(book) => book.worksheet_range(sheet).map_err(|error| refused(error.into()))?,
            Self::Xls(book) => book.worksheet_range(sheet).map_err(|error| refused(error.into()))?,
            Self::Ods(book) => book.worksheet_range(sheet).map_err(|error| refused(error.into()))?,
        };
        let (top, left) = range.start().unwrap_or_default();
        let left = usize::try_from(left).unwrap_or_default();
        for (number, row) in (u64::from(top) + 1..).zip(range.rows()) {
            let before = std::iter::repeat_n(Cell::Blank, left);
            let mut cells: Vec<Cell> = before.chain(row.iter().map(Cell::from)).collect();
            if cells.iter().all(|cell| *cell == Cell::Blank) {
                continue;
            }
            merged.fill(number, &mut cells);
            if !take(number, &cells)? {
                break;
            }
        }
        merged.tell(file);
        Ok(())
    }

    /// The merged cells of a sheet; the library does not know those of OpenDocument and .xlsb.
    fn merged(&mut self, sheet: &str) -> Merged {
        let regions = match self {
            Self::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
            Self::Xls(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
            Self::Xlsb(_) | Self::Ods(_) => Vec::new(),
        };
        Merged::new(regions)
    }
}

/// The rows of a sheet of Excel, which need not be in memory at once.
fn streamed(
    book: &mut Xlsx<Bytes>,
    sheet: &str,
    file: &str,
    merged: &mut Merged,
    take: &mut impl FnMut(u64, &[Cell]) -> Result<bool, Failure>,
) -> Result<(), Failure> {
    let refused = |error: XlsxError| unreadable(file, error.into());
    let mut cells = book.worksheet_cells_reader(sheet).map_err(refused)?;
    let (mut number, mut row) = (0, Vec::new());
    loop {
        let cell = cells.next_cell().map_err(refused)?;
        let at = cell.as_ref().map(calamine::Cell::get_position);
        let next = at.map_or(number + 1, |(row, _)| row);
        if next != number {
            if row.iter().any(|cell| *cell != Cell::Blank) {
                merged.fill(u64::from(number) + 1, &mut row);
                if !take(u64::from(number) + 1, &row)? {
                    return Ok(());
                }
            }
            row.clear();
        }
        let Some((cell, (_, column))) = cell.zip(at) else { return Ok(()) };
        let column = usize::try_from(column).unwrap_or(MAX_COLUMNS);
        if next < number || column >= MAX_COLUMNS {
            let what = if next < number { "its rows are not in order" } else { "it has too many columns" };
            return Err(Failure::Usage(format!("cannot read {file}: {what}")));
        }
        number = next;
        if row.len() <= column {
            row.resize(column + 1, Cell::Blank);
        }
        if let Some(place) = row.get_mut(column) {
            *place = Cell::from(cell.get_value());
        }
    }
}

/// The failure of a workbook that the library refuses.
fn unreadable(name: &str, error: calamine::Error) -> Failure {
    let is_locked = matches!(
        error,
        calamine::Error::Xlsx(XlsxError::Password) | calamine::Error::Xls(XlsError::Password)
    ) || matches!(&error, calamine::Error::Ods(error) if error.to_string().contains("password"));
    if is_locked {
        return Failure::malformed(format!("cannot read {name}: it has a password"), error)
            .help("save it without one");
    }
    let text = error.to_string();
    let text = ["Xlsx error: ", "Xlsb error: ", "Xls error: ", "Ods error: ", "I/O error: "]
        .iter()
        .fold(&*text, |text, before| text.strip_prefix(before).unwrap_or(text));
    // The library's words for a file that is cut off or written over.
    let is_broken = ["Cfb error", "Zip error", "Xml error", "Quick-xml error"]
        .iter()
        .any(|begin| text.starts_with(begin))
        || text.contains("unexpected end of file")
        || text.contains("failed to fill whole buffer");
    if is_broken {
        return Failure::malformed(
            format!("cannot read {name}: it is cut off or damaged ({})", shown(text)),
            error,
        )
        .help("fetch it again; if a spreadsheet opens it, save it again, or as CSV with UTF-8");
    }
    let text = format!("cannot read {name} as a workbook: {}", shown(text));
    Failure::malformed(text, error).help("if a spreadsheet opens it, save it again, or as CSV with UTF-8")
}
