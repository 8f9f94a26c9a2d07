//! Small workbooks, written by hand: an archive without compression, and in it the least that a reader wants.

/// A cell of a sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cell<'a> {
    Blank,
    Text(&'a str),
    /// In the table of texts that the sheets of a workbook share.
    Shared(usize),
    Number(&'a str),
    Bool(bool),
    /// A number that is shown as a day, by its number in the calendar of Excel; for OpenDocument the day itself.
    Day(&'a str),
    Error(&'a str),
}

/// An archive of files.
pub(crate) fn zip(files: &[(&str, String)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let mut crc = flate2::Crc::new();
        crc.update(text.as_bytes());
        let size = u32::try_from(text.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let common = [
            &[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0][..],
            &crc.sum().to_le_bytes(),
            &size,
            &size,
            &length,
            &[0, 0],
        ]
        .concat();
        let at = u32::try_from(out.len()).unwrap().to_le_bytes();
        out.extend([b"PK\x03\x04", &common[..], name.as_bytes(), text.as_bytes()].concat());
        directory.extend([b"PK\x01\x02\x14\0", &common[..], &[0; 10], &at, name.as_bytes()].concat());
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let (size, at) = (u32::try_from(directory.len()).unwrap(), u32::try_from(out.len()).unwrap());
    out.extend(directory);
    out.extend(
        [b"PK\x05\x06\0\0\0\0", &count[..], &count, &size.to_le_bytes(), &at.to_le_bytes(), &[0, 0]].concat(),
    );
    out
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Rows with their numbers.
pub(crate) type Rows<'a> = Vec<(u32, Vec<Cell<'a>>)>;

/// A workbook of Excel: sheets with their names, in Excel's words whether they are hidden.
pub(crate) struct Xlsx<'a> {
    pub(crate) sheets: Vec<(&'a str, &'a str, Rows<'a>)>,
    pub(crate) shared: Vec<&'a str>,
    pub(crate) merged: &'a str,
    pub(crate) is_1904: bool,
}

impl Xlsx<'_> {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut files = vec![(
            "[Content_Types].xml".to_owned(),
            format!(
                "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        )];
        files.push((
            "_rels/.rels".to_owned(),
            format!(
                "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ));
        let (mut sheets, mut relations) = (String::new(), String::new());
        for (number, (name, state, rows)) in (1..).zip(&self.sheets) {
            sheets.push_str(&format!(
                "<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"rId{number}\"/>"
            ));
            relations.push_str(&format!(
                "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
            ));
            files.push((format!("xl/worksheets/sheet{number}.xml"), self.sheet(rows)));
        }
        relations.push_str(&format!(
            "<Relationship Id=\"rId90\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>\
             <Relationship Id=\"rId91\" Type=\"{OFFICE}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
        ));
        let dates = u8::from(self.is_1904);
        files.push((
            "xl/workbook.xml".to_owned(),
            format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><workbookPr date1904=\"{dates}\"/><sheets>{sheets}</sheets></workbook>"),
        ));
        files.push((
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}</Relationships>"),
        ));
        files.push((
            "xl/styles.xml".to_owned(),
            format!("{HEAD}<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
        ));
        let shared: String = self.shared.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
        files
            .push(("xl/sharedStrings.xml".to_owned(), format!("{HEAD}<sst xmlns=\"{MAIN}\">{shared}</sst>")));
        let files: Vec<(&str, String)> =
            files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
        zip(&files)
    }

    fn sheet(&self, rows: &[(u32, Vec<Cell<'_>>)]) -> String {
        let mut data = String::new();
        for (number, cells) in rows {
            data.push_str(&format!("<row r=\"{number}\">"));
            for (column, cell) in ('A'..='Z').zip(cells) {
                let at = format!("r=\"{column}{number}\"");
                data.push_str(&match cell {
                    Cell::Blank => String::new(),
                    Cell::Text(text) => format!("<c {at} t=\"inlineStr\"><is><t>{text}</t></is></c>"),
                    Cell::Shared(index) => format!("<c {at} t=\"s\"><v>{index}</v></c>"),
                    Cell::Number(number) => format!("<c {at}><v>{number}</v></c>"),
                    Cell::Bool(truth) => format!("<c {at} t=\"b\"><v>{}</v></c>", u8::from(*truth)),
                    Cell::Day(day) => format!("<c {at} s=\"1\"><v>{day}</v></c>"),
                    Cell::Error(error) => format!("<c {at} t=\"e\"><v>{error}</v></c>"),
                });
            }
            data.push_str("</row>");
        }
        let merged = match self.merged {
            "" => String::new(),
            merged => format!("<mergeCells count=\"1\"><mergeCell ref=\"{merged}\"/></mergeCells>"),
        };
        format!("{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData>{merged}</worksheet>")
    }
}

/// A spreadsheet of OpenDocument with these sheets.
pub(crate) fn ods(sheets: &[(&str, Vec<Vec<Cell<'_>>>)]) -> Vec<u8> {
    let namespace = "urn:oasis:names:tc:opendocument:xmlns";
    let mut tables = String::new();
    for (name, rows) in sheets {
        tables.push_str(&format!("<table:table table:name=\"{name}\">"));
        for cells in rows {
            tables.push_str("<table:table-row>");
            for cell in cells {
                tables.push_str(&match cell {
                    Cell::Blank | Cell::Shared(_) => "<table:table-cell/>".to_owned(),
                    Cell::Text(text) | Cell::Error(text) => format!(
                        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
                    ),
                    Cell::Number(number) => format!(
                        "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}</text:p></table:table-cell>"
                    ),
                    Cell::Bool(truth) => format!(
                        "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"{truth}\"><text:p>{truth}</text:p></table:table-cell>"
                    ),
                    Cell::Day(day) => format!(
                        "<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\"><text:p>{day}</text:p></table:table-cell>"
                    ),
                });
            }
            tables.push_str("</table:table-row>");
        }
        tables.push_str("</table:table>");
    }
    let content = format!(
        "{HEAD}<office:document-content xmlns:office=\"{namespace}:office:1.0\" xmlns:table=\"{namespace}:table:1.0\" \
         xmlns:text=\"{namespace}:text:1.0\"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>"
    );
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        (
            "META-INF/manifest.xml",
            format!("{HEAD}<manifest:manifest xmlns:manifest=\"{namespace}:manifest:1.0\"/>"),
        ),
        ("content.xml", content),
    ])
}
