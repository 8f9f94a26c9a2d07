//! The options that say how a file of accounts is read. Every command that reads one has them.

use clap::{Args, ValueEnum};
use icp_core::{Date, Source};

use super::numbers;
use crate::accounts::{ReadOptions, above_header};
use crate::text::argument;

/// Rows that may be left out at the end: as many are kept in memory.
const MOST_LAST: u64 = 10_000;

/// How the file of accounts is read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading the accounts")]
pub(crate) struct Reading {
    /// The encoding of the accounts, such as windows-1250 or shift_jis; UTF-8 when left out
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// Separator of the columns: one character, or `tab`; a comma when left out
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub(crate) delimiter: Option<u8>,
    /// The sheet of a workbook, by its name or its number from 1; the first when left out
    #[arg(long, value_name = "SHEET")]
    pub(crate) sheet: Option<String>,
    /// Pass over N lines before the header, or N rows of a sheet
    #[arg(long, value_name = "N", conflicts_with = "header_row", value_parser = numbers::at_least(0u64))]
    pub(crate) skip: Option<u64>,
    /// The line with the header, from 1; what stands above it is passed over
    #[arg(long, value_name = "N", value_parser = numbers::at_least(1u64))]
    pub(crate) header_row: Option<u64>,
    /// Leave out the last N rows, such as totals and notes; blank ones are not counted
    #[arg(long, value_name = "N", value_parser = numbers::within(1u64, MOST_LAST))]
    pub(crate) skip_last: Option<u64>,
    /// Stop at the first blank row or line under the accounts: what follows are notes
    #[arg(long)]
    pub(crate) until_blank: bool,
    /// The key of a JSON object that holds the list of accounts: `companies`, or `data.companies`
    #[arg(long, value_name = "KEY")]
    pub(crate) path: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Invalid {
    /// Stop at the first
    Error,
    /// Count it as missing
    Missing,
}

impl Reading {
    /// The options of a run: those that were given, then those of a source file; `id` is the column that names the accounts.
    pub(crate) fn options<'a>(&'a self, source: Option<&'a Source>, id: Option<&'a str>) -> ReadOptions<'a> {
        let file = source.map(Source::file);
        let above = self.header_row.map(|row| row.saturating_sub(1));
        ReadOptions {
            encoding: self.encoding.as_deref().or(file.and_then(|file| file.encoding.as_deref())),
            delimiter: self.delimiter.or(file.and_then(|file| file.delimiter)),
            skip: above.or(self.skip).or(file.and_then(above_header)).unwrap_or_default(),
            skip_last: self.skip_last.and_then(|rows| usize::try_from(rows).ok()).unwrap_or_default(),
            until_blank: self.until_blank,
            sheet: self.sheet.as_deref().or(file.and_then(|file| file.sheet.as_deref())),
            path: self.path.as_deref().or(file.and_then(|file| file.path.as_deref())),
            file,
            id,
            ..ReadOptions::default()
        }
    }
}

impl Reading {
    /// The options that were given, as text of a command line: `icp init` proposes `icp score` with the same ones.
    pub(crate) fn as_given(&self) -> Vec<String> {
        let text = |name: &str, value: &Option<String>| {
            value.as_deref().map(|value| format!(" --{name} {}", argument(value)))
        };
        let count = |name: &str, value: Option<u64>| value.map(|value| format!(" --{name} {value}"));
        let delimiter = self.delimiter.map(|byte| match byte {
            b'\t' => " --delimiter tab".to_owned(),
            byte => format!(" --delimiter {}", argument(&char::from(byte).to_string())),
        });
        let each = [
            text("encoding", &self.encoding),
            delimiter,
            text("sheet", &self.sheet),
            count("skip", self.skip),
            count("header-row", self.header_row),
            count("skip-last", self.skip_last),
            self.until_blank.then(|| " --until-blank".to_owned()),
            text("path", &self.path),
        ];
        each.into_iter().flatten().collect()
    }
}

fn delimiter(text: &str) -> Result<u8, String> {
    match (text, text.as_bytes()) {
        ("tab" | "\\t", _) => Ok(b'\t'),
        (_, [b'"' | b'\r' | b'\n']) => Err("this character has another meaning in CSV".to_owned()),
        (_, [byte]) if byte.is_ascii() => Ok(*byte),
        _ => Err("one character such as `;` or `|`, or `tab`".to_owned()),
    }
}

/// A day, as options take it.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a date is written like 2026-11-21".to_owned())
}
