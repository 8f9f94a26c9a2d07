//! Refusals of a table, of the settings, and of a wish that its data cannot fulfil. Each is a sentence with a way out.

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
}
