//! Answers as a workbook of Excel: a sheet for each status, each with a frozen header, and one that says who gave them. Numbers are numbers, and no text is ever a
//! formula.

use std::fmt::Write as _;
use std::io;

use icp_core::IcpStatus;
use icp_export::{PointsTable, TableCell};

use super::cell::Cell;
use super::zip::{Part, archive};
use crate::failure::Failure;
use crate::output::Output;

/// The most rows of a sheet, with its header.
const MOST_ROWS: u32 = 1_048_576;
/// The most characters of a cell.
const MOST_TEXT: usize = 32_767;
/// The most characters of a number that is written as a text: one with more is a name, such as that of an account.
const MOST_DIGITS: usize = 15;

/// The sheet that says who gave the answers. It holds no accounts, so whoever reads the workbook again passes over it.
pub(crate) const ABOUT: &str = "about the scores";

/// The styles of cells, by their places in `styles.xml`.
const PLAIN: u8 = 0;
const BOLD: u8 = 1;
const DAY: u8 = 2;
/// A text that would be taken for a formula if a person edited it.
const QUOTED: u8 = 3;

/// The statuses in the order of their sheets.
const STATUSES: [IcpStatus; 4] =
    [IcpStatus::Qualified, IcpStatus::Unqualified, IcpStatus::InsufficientData, IcpStatus::Disqualified];

/// A workbook that grows row by row; its sheets are in memory, compressed.
pub(super) struct Workbook {
    header: Vec<String>,
    sheets: Vec<Sheet>,
}

struct Sheet {
    name: String,
    status: Option<IcpStatus>,
    part: Part,
    rows: u32,
}

impl Workbook {
    pub(super) fn new(header: Vec<String>) -> Self {
        Self { header, sheets: Vec::new() }
    }

    /// The header, once it is known.
    pub(super) fn head(&mut self, header: impl Fn() -> Vec<String>) {
        if self.sheets.is_empty() {
            self.header = header();
        }
    }

    /// Adds an account to the sheet of its status; where that is full, to a second one.
    pub(super) fn row(&mut self, status: IcpStatus, cells: &[Cell<'_>]) -> Result<(), Failure> {
        let open =
            self.sheets.iter().rposition(|sheet| sheet.status == Some(status) && sheet.rows < MOST_ROWS);
        let at = match open {
            Some(at) => at,
            None => {
                let full = self.sheets.iter().filter(|sheet| sheet.status == Some(status)).count();
                let number = if full == 0 { String::new() } else { format!(" {}", full + 1) };
                let name = format!("{}{number}", status.as_str().replace('_', " "));
                self.sheets.push(Sheet::new(name, Some(status), &self.header).map_err(unwritable)?);
                self.sheets.len() - 1
            }
        };
        match self.sheets.get_mut(at) {
            Some(sheet) => sheet.row(cells, PLAIN).map_err(unwritable),
            None => Ok(()),
        }
    }

    /// Writes all of it, and behind it a sheet with these facts: a name and a value on each row.
    pub(super) fn write(mut self, facts: &[(String, String)], output: &mut Output) -> Result<(), Failure> {
        if self.sheets.is_empty() {
            self.sheets.push(Sheet::new("accounts".to_owned(), None, &self.header).map_err(unwritable)?);
        }
        let order = |sheet: &Sheet| STATUSES.iter().position(|status| sheet.status == Some(*status));
        self.sheets.sort_by_key(order);
        let header = ["fact", "value"].map(str::to_owned);
        let mut about = Sheet::new(ABOUT.to_owned(), None, &header).map_err(unwritable)?;
        for (name, value) in facts {
            about.row(&[Cell::text(name.as_str()), Cell::text(value.as_str())], PLAIN).map_err(unwritable)?;
        }
        self.sheets.push(about);
        let bytes = packed(self.sheets).map_err(unwritable)?;
        output.bytes(&bytes)
    }
}

/// Writes a table of points as a workbook of one sheet.
pub(crate) fn points_workbook(table: &PointsTable, output: &mut Output) -> Result<(), Failure> {
    let header: Vec<String> = table.header().iter().map(|&name| name.to_owned()).collect();
    let mut sheet = Sheet::new("points".to_owned(), None, &header).map_err(unwritable)?;
    for row in &table.rows {
        let cells = row.iter().map(|cell| match cell {
            TableCell::Number(number) => Cell::Number(*number),
            other => Cell::text(other.to_string()),
        });
        sheet.row(&cells.collect::<Vec<_>>(), PLAIN).map_err(unwritable)?;
    }
    output.bytes(&packed(vec![sheet]).map_err(unwritable)?)
}

fn packed(sheets: Vec<Sheet>) -> io::Result<Vec<u8>> {
    let (mut kinds, mut relations, mut list) = (String::new(), String::new(), String::new());
    let mut parts = Vec::new();
    for (number, sheet) in (1..).zip(sheets) {
        let _ = write!(
            kinds,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{SHEET_KIND}\"/>"
        );
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let name = escaped(&sheet.name);
        let _ = write!(list, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
        let mut part = sheet.part;
        part.write("</sheetData></worksheet>")?;
        part.rename(format!("xl/worksheets/sheet{number}.xml"));
        parts.push(part);
    }
    let styles = parts.len() + 1;
    let _ = write!(
        relations,
        "<Relationship Id=\"rId{styles}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>"
    );
    let mut all = Vec::new();
    let mut add = |name: &str, text: String| -> io::Result<()> {
        let mut part = Part::new(name);
        part.write(&text)?;
        all.push(part);
        Ok(())
    };
    add(
        "[Content_Types].xml",
        format!(
            "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
             ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" \
             ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>{kinds}</Types>"
        ),
    )?;
    add(
        "_rels/.rels",
        format!(
            "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" \
             Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    )?;
    add(
        "xl/workbook.xml",
        format!("{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets></workbook>"),
    )?;
    add(
        "xl/_rels/workbook.xml.rels",
        format!("{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}</Relationships>"),
    )?;
    add("xl/styles.xml", format!("{XML}{STYLES}"))?;
    all.extend(parts);
    archive(all)
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SHEET_KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/// Plain, bold, days, and texts that stay texts when they are edited. Number format 14 is the day as the reader's country writes it.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
<xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\"/></cellXfs>\
<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

impl Sheet {
    fn new(name: String, status: Option<IcpStatus>, header: &[String]) -> io::Result<Self> {
        let mut part = Part::new("");
        part.write(&format!(
            "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
             activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>"
        ))?;
        let mut sheet = Self { name, status, part, rows: 0 };
        let header: Vec<Cell<'_>> = header.iter().map(|name| Cell::text(name.as_str())).collect();
        sheet.row(&header, BOLD)?;
        Ok(sheet)
    }

    fn row(&mut self, cells: &[Cell<'_>], style: u8) -> io::Result<()> {
        self.rows += 1;
        let number = self.rows;
        let mut row = format!("<row r=\"{number}\">");
        for (at, cell) in cells.iter().enumerate() {
            if *cell != Cell::Blank {
                let place = format!("{}{number}", letters(at));
                push(&mut row, &place, cell, style);
            }
        }
        row.push_str("</row>");
        self.part.write(&row)
    }
}

/// Writes a cell at a place such as `C7`.
fn push(row: &mut String, place: &str, cell: &Cell<'_>, style: u8) {
    // Writing to a text cannot fail.
    let _ = match cell {
        Cell::Blank => Ok(()),
        Cell::Number(number) if number.is_finite() => {
            write!(row, "<c r=\"{place}\" s=\"{style}\"><v>{number}</v></c>")
        }
        Cell::Number(number) => text(row, place, &number.to_string(), style),
        Cell::Bool(truth) => {
            write!(row, "<c r=\"{place}\" s=\"{style}\" t=\"b\"><v>{}</v></c>", u8::from(*truth))
        }
        Cell::Day(date) => match excel_day(date.days()) {
            Some(day) => write!(row, "<c r=\"{place}\" s=\"{DAY}\"><v>{day}</v></c>"),
            None => text(row, place, &date.to_string(), style),
        },
        Cell::Text(words) if is_number(words) => {
            write!(row, "<c r=\"{place}\" s=\"{style}\"><v>{words}</v></c>")
        }
        Cell::Text(words) => {
            let is_risky = words.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
            text(row, place, words, if is_risky { QUOTED } else { style })
        }
    };
}

fn text(row: &mut String, place: &str, words: &str, style: u8) -> std::fmt::Result {
    let cut: String = words.chars().take(MOST_TEXT).collect();
    write!(
        row,
        "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        escaped(&cut)
    )
}

/// Whether a text of a CSV is a number as a program writes it: not `007`, `1.50` or a number of twenty digits, which are names.
fn is_number(text: &str) -> bool {
    text.len() <= MOST_DIGITS
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'))
        && text.parse::<f64>().is_ok_and(|number| number.to_string() == text)
}

/// A day in the calendar of Excel, from March 1900 on: its February of that year has a day too many.
fn excel_day(days: i32) -> Option<i32> {
    let day = days.checked_add(25_569)?;
    (day > 60 && day < 2_958_466).then_some(day)
}

/// The letters of a column: A, B, .. Z, AA.
fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A text in XML, without characters that XML does not have.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            // A carriage return would be read as a line end.
            '\r' => out.push_str("&#13;"),
            c if c.is_control() && c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn unwritable(error: io::Error) -> Failure {
    Failure::unwritable("the workbook", error)
}

#[cfg(test)]
mod tests {
    use super::{escaped, excel_day, is_number, letters};

    #[test]
    fn places_and_numbers() {
        let names: Vec<String> = [0, 25, 26, 51, 701, 702].map(letters).to_vec();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
        for number in ["0", "58", "-3.5", "123456789012345", "0.1"] {
            assert!(is_number(number), "{number}");
        }
        for name in ["", "007", "1.50", "-", "1e5", "+1", "1234567890123456", "NaN", "-0.0", "1.", " 1"] {
            assert!(!is_number(name), "{name}");
        }
    }

    #[test]
    fn days_are_those_of_excel() {
        let day = |text: &str| excel_day(icp_core::Date::parse(text).unwrap().days());
        assert_eq!((day("1900-03-01"), day("2026-11-21")), (Some(61), Some(46_347)));
        assert_eq!((day("1900-02-28"), day("9999-12-31")), (None, Some(2_958_465)));
    }

    #[test]
    fn texts_are_no_markup() {
        assert_eq!(escaped("<a b=\"c\">&\u{1}\r\n"), "&lt;a b=&quot;c&quot;&gt;&amp;\u{fffd}&#13;\n");
    }
}
