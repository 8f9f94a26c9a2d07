//! Recognizes files that are no text (workbooks, archives, databases) by their first bytes, and says how to convert
//! each.

use crate::failure::Failure;

/// Bytes that are enough to tell, and to find what an Office file holds.
pub(crate) const LOOK: usize = 64 << 10;

/// A kind of file: its name in messages, and the help on how to convert it.
struct Foreign {
    what: &'static str,
    way: &'static str,
}

const CSV: &str = "save its sheet as CSV, with UTF-8 where it can be chosen, and give that file";
const BOOK: &str = if cfg!(feature = "excel") {
    "workbooks are read from a file with a name, not through a pipe"
} else {
    "this command was built without Excel: build it with `--features full`, or save the sheet as CSV with UTF-8"
};
const EXCEL: Foreign = Foreign { what: "an Excel workbook", way: BOOK };
const CALC: Foreign = Foreign { what: "a spreadsheet of OpenDocument", way: BOOK };
const OLD: Foreign = Foreign { what: "an Excel workbook of the old form, or one with a password", way: BOOK };
const XML_BOOK: Foreign = Foreign { what: "an Excel workbook in XML", way: CSV };
const COLUMNS: &str = "write it as Parquet or CSV with the tool that made it";
const PARQUET: &str = if cfg!(feature = "parquet") {
    "Parquet is read from a file with a name, not through a pipe"
} else {
    "this command was built without Parquet: build it with `--features full`, or give CSV"
};
const PACKED: &str = "unpack it first";
const ZSTANDARD: &str = if cfg!(feature = "zstd") {
    "unpack it first, such as with `zstd -d`"
} else {
    "this command was built without Zstandard: build it with `--features full`, or unpack it with `zstd -d`"
};

/// The first bytes of old documents of Office, and of those with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A workbook that can be read.
#[cfg(feature = "excel")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Book {
    /// `.xlsx`, `.xlsm`, `.xlsb`.
    Office,
    /// `.ods`.
    OpenDocument,
    /// `.xls`, and those with a password.
    Compound,
}

/// The workbook that a file is which begins so.
#[cfg(feature = "excel")]
pub(crate) fn book(bytes: &[u8]) -> Option<Book> {
    match of(bytes)?.what {
        what if what == EXCEL.what => Some(Book::Office),
        what if what == CALC.what => Some(Book::OpenDocument),
        what if what == OLD.what => Some(Book::Compound),
        _ => None,
    }
}

/// First bytes that no text has.
const SIGNATURES: &[(&[u8], Foreign)] = &[
    (b"\x1f\x8b", Foreign { what: "compressed with gzip", way: "unpack it first, such as with `gunzip`" }),
    (b"\x28\xb5\x2f\xfd", Foreign { what: "compressed with Zstandard", way: ZSTANDARD }),
    (
        b"BZh91AY&SY",
        Foreign { what: "compressed with bzip2", way: "unpack it first, such as with `bunzip2`" },
    ),
    (b"\xfd7zXZ\0", Foreign { what: "compressed with xz", way: "unpack it first, such as with `unxz`" }),
    (
        b"\x04\x22\x4d\x18",
        Foreign { what: "compressed with LZ4", way: "unpack it first, such as with `unlz4`" },
    ),
    (b"7z\xbc\xaf\x27\x1c", Foreign { what: "a 7z archive", way: PACKED }),
    (b"Rar!\x1a\x07", Foreign { what: "a RAR archive", way: PACKED }),
    (COMPOUND, OLD),
    (b"%PDF-", Foreign { what: "a PDF", way: "export the table as CSV where it was made" }),
    (
        b"SQLite format 3\0",
        Foreign {
            what: "a database of SQLite",
            way: "export a table: `sqlite3 -csv -header FILE 'select * from TABLE'`",
        },
    ),
    (b"ARROW1\0\0", Foreign { what: "a file of Arrow (Feather)", way: COLUMNS }),
    (b"\xff\xff\xff\xff", Foreign { what: "a stream of Arrow", way: COLUMNS }),
    (b"FEA1", Foreign { what: "a file of Feather", way: COLUMNS }),
    (b"Obj\x01", Foreign { what: "Avro", way: COLUMNS }),
    (b"ORC", Foreign { what: "ORC", way: COLUMNS }),
    (b"PARE", Foreign { what: "encrypted Parquet", way: "write it without encryption" }),
    (b"PAR1", Foreign { what: "Parquet", way: PARQUET }),
    (b"{\\rtf", Foreign { what: "a document of RTF", way: "save it as plain text" }),
    (b"\x89PNG", Foreign { what: "a picture", way: "export the table as CSV where it was made" }),
    (b"\xff\xd8\xff", Foreign { what: "a picture", way: "export the table as CSV where it was made" }),
];

/// Why a file that begins so is not read; nothing where it may be a text.
pub(crate) fn refused(name: &str, bytes: &[u8]) -> Option<Failure> {
    let found = of(bytes)?;
    Some(Failure::Usage(format!("cannot read {name}: it is {}", found.what)).help(found.way))
}

fn of(bytes: &[u8]) -> Option<&'static Foreign> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zipped(bytes));
    }
    if bytes.get(8..12) == Some(b"DUCK") {
        const DUCKDB: Foreign = Foreign {
            what: "a database of DuckDB",
            way: "export a table: `copy TABLE to 'accounts.parquet'`",
        };
        return Some(&DUCKDB);
    }
    if bytes.get(257..262) == Some(b"ustar") {
        const TAR: Foreign =
            Foreign { what: "a TAR archive", way: "unpack it first, such as with `tar -xf`" };
        return Some(&TAR);
    }
    if let Some((_, found)) = SIGNATURES.iter().find(|(begins, _)| bytes.starts_with(begins)) {
        // Three letters may begin a header of a CSV; what follows them in ORC cannot.
        let plain = found.what == "ORC" && bytes.get(3).is_none_or(|byte| !byte.is_ascii_control());
        return Some(found).filter(|_| !plain);
    }
    marked_up(bytes)
}

/// Recognizes the kind of a ZIP archive by the names of the files in it: workbooks and documents of Office are
/// archives.
fn zipped(bytes: &[u8]) -> &'static Foreign {
    const NUMBERS: Foreign = Foreign { what: "a spreadsheet of Numbers", way: CSV };
    const WORD: Foreign = Foreign { what: "a document of Word", way: "save its table as CSV or plain text" };
    const OFFICE: Foreign = Foreign { what: "a document of Office", way: CSV };
    const ZIP: Foreign = Foreign { what: "a ZIP archive", way: "unpack it first, and give the file in it" };
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    match () {
        () if holds(b"opendocument.spreadsheet") => &CALC,
        () if holds(b"xl/") => &EXCEL,
        () if holds(b"word/") => &WORD,
        () if holds(b"Index/Document.iwa") => &NUMBERS,
        () if holds(b"[Content_Types].xml") => &OFFICE,
        () => &ZIP,
    }
}

/// Pages that are called spreadsheets: what many systems export as `.xls`.
fn marked_up(bytes: &[u8]) -> Option<&'static Foreign> {
    const HTML: Foreign = Foreign {
        what: "a page of HTML",
        way: "an export that is named .xls often is one: open it in a spreadsheet, and save it as CSV",
    };
    const XML: Foreign = Foreign { what: "XML", way: "open it in a spreadsheet, and save it as CSV" };
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |tag: &[u8]| text.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
    let is_html = [&b"<!doctype html"[..], b"<html", b"<table", b"<head", b"<body", b"<meta"];
    match () {
        () if is_html.into_iter().any(begins) => Some(&HTML),
        () if begins(b"<?xml") && text.windows(11).any(|part| part == b"Excel.Sheet") => Some(&XML_BOOK),
        () if begins(b"<?xml") => Some(&XML),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn texts_are_no_files_of_other_programs() {
        for text in [
            "",
            "name,industry\n",
            "PK,name\n",
            "ORC,name\n",
            "ORC",
            "BZh,x\n",
            "<5,name\n",
            "Obj,x",
            "{\"a\": 1}",
        ] {
            assert!(of(text.as_bytes()).is_none(), "{text:?}");
        }
        assert_eq!(of(b"ORC\x0a\x0b").unwrap().what, "ORC");
        let tar = [b"accounts.csv".as_slice(), &[0; 245], b"ustar\x0000", &[0; 247]].concat();
        assert_eq!(of(&tar).unwrap().what, "a TAR archive");
    }
}
