//! One column of a table that is wrong: its code, place, message and help. Made by `batch` and `batch_columns`.

/// One column (or attribute) of a table that is wrong.
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

    /// What is wrong, in one line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
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
