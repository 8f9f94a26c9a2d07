//! How the accounts of a file are to be read, and which kinds of files take which of it.

use std::path::PathBuf;

use icp_core::Model;
use icp_core::model::SourceFile;

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
    /// The layout of the files of a source; it is passed over where a file is of another kind.
    pub(crate) file: Option<&'a SourceFile>,
    /// The column that names the accounts.
    pub(crate) id: Option<&'a str>,
    /// The columns or keys that stand beside the answers.
    pub(crate) keep: &'a [String],
    /// Whether all accounts are written in their order as Parquet, so that columns of Parquet may be copied.
    #[cfg_attr(not(feature = "parquet"), allow(dead_code, reason = "only Parquet is copied so"))]
    pub(crate) copies: bool,
    /// Columns that an option asks for, each with its option: `("--outcome", "won")`.
    pub(crate) asked: &'a [(&'static str, String)],
    /// Another model whose columns stand beside the answers, where the file has them.
    pub(crate) second: Option<&'a Model>,
    /// Files with events of the accounts.
    pub(crate) events: &'a [EventsSpec],
    /// The column whose equal values put rows together to one account.
    pub(crate) group_by: Option<&'a str>,
}

/// A file of events, and its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EventsSpec {
    /// The attribute of the model that gets the events.
    pub(crate) attribute: String,
    pub(crate) file: PathBuf,
    pub(crate) account: String,
    pub(crate) event: String,
    pub(crate) on: String,
    pub(crate) count: Option<String>,
    /// How the days are written, if not in the usual form.
    pub(crate) written: Option<String>,
}

/// The lines above the header of a source's file.
pub(crate) fn above_header(file: &SourceFile) -> Option<u64> {
    let above = file.header_row.map(|row| row.saturating_sub(1));
    above.or(file.skip).map(u64::from)
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
    /// Whether an attribute's values come from another file.
    pub(super) fn joins(&self, attribute: &str) -> bool {
        self.events.iter().any(|events| events.attribute == attribute)
    }

    /// Refuses an option that says nothing for this kind of file.
    pub(super) fn check(&self, kind: Kind) -> Result<(), Failure> {
        let text = [Kind::Csv, Kind::Json].as_slice();
        let rows = [Kind::Csv, Kind::Sheet].as_slice();
        let file = self.file.cloned().unwrap_or_default();
        let skip = above_header(&file).unwrap_or_default();
        let given = [
            ("--delimiter", self.delimiter != file.delimiter, [Kind::Csv].as_slice()),
            ("--encoding", self.encoding != file.encoding.as_deref(), text),
            ("--skip` or `--header-row", self.skip != skip, rows),
            ("--skip-last", self.skip_last > 0, rows),
            ("--until-blank", self.until_blank, rows),
            ("--sheet", self.sheet != file.sheet.as_deref(), [Kind::Sheet].as_slice()),
            ("--path", self.path != file.path.as_deref(), [Kind::Json].as_slice()),
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
