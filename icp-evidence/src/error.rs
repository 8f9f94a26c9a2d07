//! Refusals of a population: an outcome or a weight that cannot be read, and the errors of scoring it.

use icp_core::BatchError;

/// Why a population was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// The table could not be scored.
    #[error(transparent)]
    Batch(#[from] BatchError),
    /// The model cannot be changed or read.
    #[error(transparent)]
    Model(#[from] icp_core::ModelError),
    /// There is no such column.
    #[error("there is no column `{0}`")]
    NoColumn(String),
    /// Values of an outcome that say neither won nor lost.
    #[error(
        "outcome `{column}`, row {row}: `{found}` is neither true nor false, 0 nor 1; say which words are won ({column}=WORD), or that its numbers count as values"
    )]
    NoOutcome {
        /// The column.
        column: String,
        /// The row, from 0.
        row: usize,
        /// The value.
        found: String,
    },
    /// A word of an outcome that is none of those that were named.
    #[error("outcome `{column}`, row {row}: `{found}` is none of the words that are won, lost or still open")]
    NoWord {
        /// The column.
        column: String,
        /// The row, from 0.
        row: usize,
        /// The value.
        found: String,
    },
    /// A value of an outcome of numbers that is none.
    #[error("value `{column}`, row {row}: expected a number, found {found}")]
    NoNumber {
        /// The column.
        column: String,
        /// The row, from 0.
        row: usize,
        /// The value.
        found: String,
    },
    /// More words than won and lost, and nobody said what the others mean.
    #[error("outcome `{column}` has {} different words ({}){}", .words.len(), listed(.words), advice(.absent))]
    Words {
        /// The column.
        column: String,
        /// The words that were said to be won and do not occur.
        absent: Vec<String>,
        /// The words with their counts, the commonest first.
        words: Vec<(String, u64)>,
    },
    /// A weight below 0, above a million or with more than six decimals.
    #[error(
        "weight `{column}`, row {row}: expected a number from 0 to 1,000,000 with at most six decimals, found {found}"
    )]
    Weight {
        /// The column.
        column: String,
        /// The row, from 0.
        row: usize,
        /// The value.
        found: String,
    },
    /// A part of the best customers that is none.
    #[error(
        "`{0}` is no column with its good end (high, low, yes or no); write it as `ltv:high, churned:no, cycle_days:low`, with a share between 0 and 1 or a number of accounts"
    )]
    Best(String),
    /// A value that does not fit the end of its column that is good.
    #[error("column `{column}`, row {row}: expected {wanted}, found {found}")]
    BestValue {
        /// The column.
        column: String,
        /// The row, from 0.
        row: usize,
        /// The kind of value that was expected.
        wanted: &'static str,
        /// The value.
        found: String,
    },
    /// Counts of another model, with other lists or another source, of other outcomes, or of another version of this library.
    #[error(
        "these counts are of another model, of other lists, another source or other outcomes, or another version of the library wrote them"
    )]
    Other,
    /// A scored table whose ids do not tell accounts apart.
    #[error("column `{column}`, row {row}: expected {expected}")]
    Id {
        /// The column.
        column: String,
        /// The row, from 0.
        row: usize,
        /// The form that was expected.
        expected: &'static str,
    },
    /// An attribute that may lie in the future and is no date of the model.
    #[error("`{0}` is no date attribute of the model, so it cannot be allowed to lie in the future")]
    NoDate(String),
    /// A column of days that has none in a row.
    #[error("column `{column}`, row {row}: expected a day, found {found}")]
    Day {
        /// The column.
        column: String,
        /// The row, from 0.
        row: usize,
        /// The value.
        found: String,
    },
}

impl EvidenceError {
    /// The row of the table that was refused, from 0.
    pub fn row(&self) -> Option<usize> {
        match self {
            Self::Batch(error) => error.row(),
            Self::NoOutcome { row, .. }
            | Self::NoWord { row, .. }
            | Self::NoNumber { row, .. }
            | Self::Weight { row, .. }
            | Self::BestValue { row, .. }
            | Self::Id { row, .. }
            | Self::Day { row, .. } => Some(*row),
            _ => None,
        }
    }

    /// The message without the row, for callers that know the place in a file.
    pub fn without_row(&self) -> String {
        let text = self.to_string();
        self.row().map_or(text.clone(), |row| text.replacen(&format!(", row {row}"), "", 1))
    }
}

/// The way out of words that nobody explained.
fn advice(absent: &[String]) -> String {
    if absent.is_empty() {
        return "; say which of them are lost or still open".to_owned();
    }
    let absent: Vec<String> = absent.iter().map(|word| format!("`{word}`")).collect();
    format!(", and {} is not among them", absent.join(" or "))
}

/// The first of some words with their counts.
fn listed(words: &[(String, u64)]) -> String {
    let mut texts: Vec<String> =
        words.iter().take(6).map(|(word, count)| format!("`{word}` {count}")).collect();
    if words.len() > 6 {
        texts.push("..".to_owned());
    }
    texts.join(", ")
}
