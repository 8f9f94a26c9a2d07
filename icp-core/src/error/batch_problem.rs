//! One column of a table that is wrong: its code, place, message and help. Made by `batch` and `batch_columns`.

/// One column (or attribute) of a table that is wrong.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions};
/// use icp_core::column::{Column, Columns, Values};
/// let columns = Columns::new(1).with("employees", Column::new(Values::U8(&[50])))?;
/// let error = model.score_batch(&columns, &BatchOptions::new(AsOf::Day(today))).unwrap_err();
/// let problem = &error.problems()[0];
/// assert_eq!((problem.code(), problem.column(), problem.row()), ("batch.missing_column", Some("country"), None));
/// assert!(problem.message().contains("`country`") && problem.help().is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}{}{}", if help.is_some() { "; " } else { "" }, help.as_deref().unwrap_or_default())]
#[non_exhaustive]
pub struct BatchProblem {
    pub(super) code: &'static str,
    pub(super) column: Option<Box<str>>,
    pub(super) row: Option<usize>,
    pub(super) message: String,
    pub(super) help: Option<Box<str>>,
}

impl BatchProblem {
    /// The stable code, as [`BatchError::code`](crate::BatchError::code).
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The column, by its name in the table; for one that is missing, the name that was looked for first.
    pub fn column(&self) -> Option<&str> {
        self.column.as_deref()
    }

    /// The first row that is wrong, counted from 0.
    pub fn row(&self) -> Option<usize> {
        self.row
    }

    /// The mistake, in one line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to mend it.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
    /// The same with the row counted from another start; it stands in the message too, behind the column's name.
    pub(super) fn offset_by(self, rows: usize) -> Self {
        let Some(row) = self.row else { return self };
        let written = format!(", row {row}: ");
        let message = match self.message.split_once(&written) {
            Some((column, what)) => format!("{column}, row {}: {what}", row + rows),
            None => self.message,
        };
        Self { row: Some(row + rows), message, ..self }
    }
}
