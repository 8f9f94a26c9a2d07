//! Refusals of a table, of the settings, and of a wish that its data cannot fulfil. Each is a sentence with a way out.

use icp_evidence::EvidenceError;

/// Why nothing was learned.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LearnError {
    /// A column of another length than the outcome.
    #[error("column `{column}` has {found} rows, the outcome has {wanted}")]
    Length {
        /// The column.
        column: String,
        /// Its rows.
        found: usize,
        /// The rows of the outcome.
        wanted: usize,
    },
    /// Two columns with one name.
    #[error("column `{0}` is given twice")]
    Twice(String),
    /// A number that is none.
    #[error(
        "column `{column}`, row {row}: a number must be finite; leave the cell empty where the value is not known"
    )]
    NotFinite {
        /// The column.
        column: String,
        /// The row, from 0.
        row: usize,
    },
    /// A code of a text or an item without a name.
    #[error("column `{column}`, row {row}: code {code} has no name")]
    Code {
        /// The column.
        column: String,
        /// The row, from 0.
        row: usize,
        /// The code.
        code: u32,
    },
    /// A weight that is none.
    #[error("weight, row {row}: expected a number from 0 to 1,000,000, found {found}")]
    Weight {
        /// The row, from 0.
        row: usize,
        /// The weight.
        found: f64,
    },
    /// Nobody was won, or nobody was lost.
    #[error(
        "{won} won and {lost} lost rows: a profile is learned from the difference, so both are needed; give a reference population when only the best customers are known"
    )]
    OneClass {
        /// Won rows.
        won: u64,
        /// Lost rows.
        lost: u64,
    },
    /// Nothing to learn from but the outcome.
    #[error("the table has no column to learn from")]
    NoColumns,
    /// A table without accounts.
    #[error("the table has no accounts")]
    NoRows,
    /// A table with more rows than row numbers.
    #[error("the table has {0} rows, at most 2,000,000,000 can be learned from")]
    TooLarge(usize),
    /// A setting outside its limits.
    #[error("{name} is {found}, expected {expected}")]
    Setting {
        /// The setting.
        name: &'static str,
        /// The value.
        found: String,
        /// The limits.
        expected: &'static str,
    },
    /// Bands that are to be kept and do not fit the values of their column.
    #[error("column `{column}`: its bands cannot be kept: {why}")]
    Keep {
        /// The column.
        column: String,
        /// The reason.
        why: &'static str,
    },
    /// A column that is named and not there.
    #[error("there is no column `{name}`")]
    NoColumn {
        /// The name.
        name: String,
        /// The column with the nearest name.
        near: Option<String>,
        /// The names of all columns.
        columns: String,
    },
    /// A column of days in which no days are read.
    #[error("column `{0}` has no days that are read")]
    NoDays(String),
    /// A weight that is no number.
    #[error("weight, row {row}: a weight is a number, not `{found}`")]
    NoWeight {
        /// The row, from 0.
        row: usize,
        /// The value.
        found: String,
    },
    /// An outcome that cannot be read.
    #[error("{text}")]
    Outcome {
        /// The message.
        text: String,
        /// The row that was refused, from 0.
        row: Option<usize>,
        /// The message without the row, for callers that know the place in a file.
        without_row: String,
    },
    /// Bands that are to be kept, of which no column has one.
    #[error("the model whose bands are to be kept has no bands of a column of these accounts")]
    NothingKept,
    /// A column that makes no groups with a profile each.
    #[error("the accounts cannot be split by `{column}`: {why}")]
    Split {
        /// The column.
        column: String,
        /// The reason.
        why: String,
        /// The way out.
        help: Option<String>,
    },
    /// A text that is no scale of points.
    #[error("points are written like 0..20 or total:100, not `{0}`")]
    NoPoints(String),
    /// A text that is no direction.
    #[error("`{0}` is no direction: it is auto, always or never, and for one column also rising or falling")]
    NoDirection(String),
}

impl LearnError {
    /// An outcome that the evidence refuses.
    pub(crate) fn outcome(error: &EvidenceError) -> Self {
        Self::Outcome { text: error.to_string(), row: error.row(), without_row: error.without_row() }
    }

    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "learn.length",
            Self::Twice(_) => "learn.twice",
            Self::NotFinite { .. } => "learn.not_finite",
            Self::Code { .. } => "learn.code",
            Self::Weight { .. } | Self::NoWeight { .. } => "learn.weight",
            Self::OneClass { .. } => "learn.one_class",
            Self::NoColumns => "learn.no_columns",
            Self::NoRows => "learn.no_rows",
            Self::TooLarge(_) => "learn.too_large",
            Self::Setting { .. } | Self::NoPoints(_) | Self::NoDirection(_) => "learn.setting",
            Self::Keep { .. } | Self::NothingKept => "learn.keep",
            Self::NoColumn { .. } => "learn.no_column",
            Self::NoDays(_) => "learn.no_days",
            Self::Outcome { .. } => "learn.outcome",
            Self::Split { .. } => "learn.split",
        }
    }

    /// The way out, where the message does not say it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NoColumn { near: Some(near), .. } => Some(format!("did you mean `{near}`?")),
            Self::NoColumn { near: None, columns, .. } => Some(format!("the columns are {columns}")),
            Self::Split { help, .. } => help.clone(),
            Self::NoDays(_) => Some(
                "days are written alike in all rows, such as 2026-11-21; `icp init` says how a column is read"
                    .to_owned(),
            ),
            Self::NothingKept => Some(
                "bands that can be kept look at one attribute, by `gte` and `lt` or by `in` and `is`".to_owned(),
            ),
            _ => None,
        }
    }
}
