use std::fmt;

use super::{quote, suggest};
use crate::value::{Date, fold};

/// A table that cannot be scored: what, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchError {
    code: &'static str,
    column: Option<Box<str>>,
    row: Option<usize>,
    message: String,
    help: Option<String>,
}

impl BatchError {
    /// The stable code: `batch.value` for a value that its attribute does not take; `batch.missing_column`,
    /// `batch.no_model_column`, `batch.duplicate_column`, `batch.column_type`, `batch.named_zone`,
    /// `batch.length`, `batch.broken_column` and `batch.as_of` for tables that cannot be read; `batch.no_attribute`
    /// for a column that is meant for an attribute that the model does not have; `batch.name_clash` for
    /// results that would be named like a column beside them; `batch.unreadable` for bytes that are no table;
    /// `batch.other_model` and `batch.other_day` for scores that do not compare; `batch.rank_stream` for ranks of a
    /// table that is never there as a whole; `batch.cancelled` when the caller stopped it.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The column, by its name in the table.
    pub fn column(&self) -> Option<&str> {
        self.column.as_deref()
    }

    /// The row, counted from 0.
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

    /// The same error with the rows counted from another start, for tables that come in pieces.
    #[must_use]
    pub fn offset_by(self, rows: usize) -> Self {
        let Some(row) = self.row else { return self };
        // The row stands in the message too, behind the column's name.
        let told = format!(", row {row}: ");
        let message = match self.message.split_once(&told) {
            Some((column, what)) => format!("{column}, row {}: {what}", row + rows),
            None => self.message,
        };
        Self { row: Some(row + rows), message, ..self }
    }

    fn new(code: &'static str, message: String) -> Self {
        Self { code, column: None, row: None, message, help: None }
    }

    fn in_column(self, column: &str) -> Self {
        Self { column: Some(column.into()), ..self }
    }

    fn helped(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// A column of another length than its table.
    pub fn length(column: &str, rows: usize, expected: usize) -> Self {
        Self::new(
            "batch.length",
            format!("column {} has {rows} rows, the table has {expected}", quote(column)),
        )
        .in_column(column)
    }

    pub(crate) fn duplicate(column: &str) -> Self {
        Self::new("batch.duplicate_column", format!("two columns are named {}", quote(column)))
            .in_column(column)
            .helped("rename or drop one of them")
    }

    pub(crate) fn broken(column: &str, row: Option<usize>, expected: &str) -> Self {
        let message = format!("column {} is broken: expected {expected}", quote(column));
        Self { row, ..Self::new("batch.broken_column", message).in_column(column) }
    }

    pub(crate) fn value(column: &str, row: usize, expected: &str, found: &str) -> Self {
        let message = format!("column {}, row {row}: expected {expected}, found {found}", quote(column));
        Self { row: Some(row), ..Self::new("batch.value", message).in_column(column) }
            .helped("correct the value, or let invalid values count as missing (they are counted)")
    }

    /// Columns that the model asks for and the table does not have, each with the names that were looked for.
    pub(crate) fn missing(missing: &[Vec<&str>], have: &[&str]) -> Self {
        let listed: Vec<String> = missing
            .iter()
            .map(|names| names.iter().map(|name| quote(name)).collect::<Vec<_>>().join(" or "))
            .collect();
        let message = match &*listed {
            [one] => format!("the table has no column {one}"),
            many => format!("the table has no columns {}", many.join(", ")),
        };
        // A name that differs only in case is what is meant, whatever else is near.
        let same = |name: &&str| have.iter().find(|have| fold(have) == fold(name)).copied();
        let near = missing.iter().flatten().find_map(same);
        let near =
            near.or_else(|| missing.iter().flatten().find_map(|name| suggest(name, have.iter().copied())));
        let allow = "or allow missing columns: their attributes are then unknown";
        let help = match near {
            Some(near) => format!("did you mean {}? rename it, {allow}", quote(near)),
            None => format!("add them, {allow}"),
        };
        Self::new("batch.missing_column", message).helped(help)
    }

    /// Not one column that the model asks for.
    pub(crate) fn no_model_column(wanted: &[&str], have: &[&str]) -> Self {
        let list = |names: &[&str]| {
            let mut shown: Vec<String> = names.iter().take(8).map(|name| quote(name)).collect();
            if names.len() > shown.len() {
                shown.push(format!("and {} more", names.len() - shown.len()));
            }
            if shown.is_empty() { "none".to_owned() } else { shown.join(", ") }
        };
        let message = format!(
            "none of the model's attributes is a column: looked for {}, the table has {}",
            list(wanted),
            list(have)
        );
        Self::new("batch.no_model_column", message)
            .helped("rename the columns, or add `aliases` to the model's attributes")
    }

    /// A column that is meant for no attribute.
    pub(crate) fn no_attribute<'a>(name: &str, have: impl Iterator<Item = &'a str>) -> Self {
        let help = match suggest(name, have) {
            Some(near) => format!("did you mean {}?", quote(near)),
            None => "columns are named for attributes that are read, not for those of a formula".to_owned(),
        };
        Self::new("batch.no_attribute", format!("the model has no attribute {} to read", quote(name)))
            .helped(help)
    }

    pub(crate) fn as_of(column: &str, row: Option<usize>, what: &str) -> Self {
        let at = row.map_or_else(String::new, |row| format!(", row {row}"));
        let message = format!("as-of column {}{at}: {what}", quote(column));
        Self { row, ..Self::new("batch.as_of", message).in_column(column) }
    }

    /// Rows of two models in one table.
    pub(crate) fn other_model(one: &str, other: &str) -> Self {
        let short = |fingerprint: &str| fingerprint.chars().take(12).collect::<String>();
        let message = format!(
            "scores of two models do not compare: {} and {} are their fingerprints",
            short(one),
            short(other)
        );
        Self::new("batch.other_model", message).helped("score both tables with one model")
    }

    /// Rows of two days in one table.
    pub(crate) fn other_day(one: Option<Date>, other: Option<Date>) -> Self {
        let day =
            |day: Option<Date>| day.map_or_else(|| "each row's own day".to_owned(), |day| day.to_string());
        let message = format!("the tables were judged as of {} and of {}", day(one), day(other));
        Self::new("batch.other_day", message).helped("score both tables as of one day")
    }

    pub(crate) fn cancelled() -> Self {
        Self::new("batch.cancelled", "stopped by the caller".to_owned())
    }

    /// Bytes that should be a table and cannot be read as one; `what` is in one line.
    pub fn unreadable(what: &str) -> Self {
        Self::new("batch.unreadable", format!("the table cannot be read: {what}"))
    }

    /// Bytes of a table that are compressed, for a reader that does without.
    #[cfg(feature = "arrow")]
    pub fn compressed(codec: &str) -> Self {
        Self::unreadable(&format!("it is compressed with {codec}")).helped(
            "write it without compression: `compression=None` in pyarrow's `IpcWriteOptions`, \
             `compression=\"uncompressed\"` in Polars; `tableToIPC` of apache-arrow does not compress",
        )
    }

    /// A column whose type no attribute takes.
    #[cfg(feature = "arrow")]
    pub(crate) fn column_type(column: &str, found: &str, help: &str) -> Self {
        Self::new(
            "batch.column_type",
            format!("column {} is of type {found}, which cannot be read", quote(column)),
        )
        .in_column(column)
        .helped(help)
    }

    /// Moments in a zone whose offset changes with the day.
    #[cfg(feature = "arrow")]
    pub(crate) fn named_zone(column: &str, zone: &str) -> Self {
        let message = format!("column {} has moments in the zone {}", quote(column), quote(zone));
        Self::new("batch.named_zone", message).in_column(column).helped(
            "a moment's day depends on the zone's rules: convert it to dates in that zone, or to `UTC` if the days of Greenwich will do",
        )
    }

    /// A result column that would have the name of another column.
    #[cfg(feature = "arrow")]
    pub(crate) fn name_clash(column: &str) -> Self {
        let message = format!("the table already has a column {}, and so has the result", quote(column));
        Self::new("batch.name_clash", message)
            .in_column(column)
            .helped("give the result's columns a prefix such as `icp_`, or rename the column")
    }

    /// Ranks of a table that is never there as a whole.
    #[cfg(feature = "arrow")]
    pub(crate) fn rank_stream() -> Self {
        let message = "a rank needs the whole table, and a stream is scored as it is read".to_owned();
        Self::new("batch.rank_stream", message)
            .helped("read the stream into a table first, or leave out `rank`")
    }

    /// A batch whose columns are not those of its stream.
    #[cfg(feature = "arrow")]
    pub(crate) fn schema(what: &str) -> Self {
        Self::new(
            "batch.broken_column",
            format!("the batch does not fit the columns that were announced: {what}"),
        )
    }
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for BatchError {}
