//! How the accounts of a file are to be read, and which kinds of files take which of it.

use crate::failure::Failure;

/// How the accounts are to be read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ReadOptions<'a> {
    pub(crate) encoding: Option<&'a str>,
    pub(crate) delimiter: Option<u8>,
    /// Lines above the header, or rows of a sheet.
    pub(crate) skip: u64,
    /// Rows at the end that are no accounts.
    pub(crate) skip_last: usize,
    /// Whether the accounts end at the first blank row.
    pub(crate) until_blank: bool,
    /// The name of a sheet, or its number.
    pub(crate) sheet: Option<&'a str>,
    /// The key that holds the list of accounts in JSON.
    pub(crate) path: Option<&'a str>,
    /// The column that names the accounts.
    pub(crate) id: Option<&'a str>,
}

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Csv,
    Json,
    Parquet,
    Sheet,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Parquet => "Parquet",
            Self::Sheet => "workbooks",
        }
    }
}

impl ReadOptions<'_> {
    /// Refuses an option that says nothing for this kind of file.
    pub(super) fn check(&self, kind: Kind) -> Result<(), Failure> {
        let text = [Kind::Csv, Kind::Json].as_slice();
        let rows = [Kind::Csv, Kind::Sheet].as_slice();
        let given = [
            ("--delimiter", self.delimiter.is_some(), [Kind::Csv].as_slice()),
            ("--encoding", self.encoding.is_some(), text),
            ("--skip` or `--header-row", self.skip > 0, rows),
            ("--skip-last", self.skip_last > 0, rows),
            ("--until-blank", self.until_blank, rows),
            ("--sheet", self.sheet.is_some(), [Kind::Sheet].as_slice()),
            ("--path", self.path.is_some(), [Kind::Json].as_slice()),
        ];
        for (option, is_given, kinds) in given {
            if is_given && !kinds.contains(&kind) {
                let taken: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
                return Err(Failure::Usage(format!(
                    "`{option}` is for {}; these accounts are {}",
                    taken.join(" and "),
                    kind.word()
                )));
            }
        }
        Ok(())
    }
}
