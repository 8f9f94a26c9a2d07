//! The values of `--format` of each command, with their texts of help. `ending.rs` finds the form of an answer from the ending of
//! `-o`, and refuses endings that do not go with a form.

use clap::ValueEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, with a summary
    Table,
    /// For spreadsheets
    Csv,
    /// One whole assessment a line, with the account's name and row
    Jsonl,
    /// For data tools, into a file
    Parquet,
    /// A workbook of Excel with a sheet for each status, into a file
    Xlsx,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Words {
    Text,
    Markdown,
    /// A whole page, which fetches nothing
    Html,
    /// The whole assessment on a line, with the account's name and row
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Pages {
    Text,
    Markdown,
    /// A whole page, which fetches nothing
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NextFormat {
    Text,
    /// The questions on a line, with the account's name and row
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Text,
    Markdown,
    /// A whole page with pictures, which fetches nothing
    Html,
    /// Every number, with its name
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PointsFormat {
    /// For spreadsheets
    Csv,
    Markdown,
    /// A workbook of Excel, into a file
    Xlsx,
}
