//! The error of a table that cannot be scored, and the messages about tables. The messages about values and missing columns
//! are in `batch_columns`.

use std::fmt;

use super::batch_problem::BatchProblem;
use super::{quote, suggest};
use crate::value::Date;

/// A table that cannot be scored: what, and where.
///
/// The methods tell about the first row that is wrong; [`BatchError::problems`] has every column.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
/// use icp_core::column::{Column, Columns, Offsets, Text, Values};
/// let words = Text { offsets: Offsets::Small(&[0, 2, 6]), bytes: b"50many" };
/// let columns = Columns::new(2).with("employees", Column::new(Values::Text(words)))?;
/// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
/// let error = model.score_batch(&columns, &options).unwrap_err();
/// assert_eq!((error.code(), error.column(), error.row()), ("batch.value", Some("employees"), Some(1)));
/// assert!(error.message().contains("`many`") && error.help().is_some());
/// // As the second piece of a table, behind 100 rows:
/// assert_eq!(error.offset_by(100).row(), Some(101));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct BatchError {
    /// The one that the message begins with.
    pub(super) first: BatchProblem,
    /// Every column that is wrong, where there are several.
    problems: Box<[BatchProblem]>,
    /// Whether the message speaks of all problems.
    pub(super) is_whole: bool,
}

impl BatchError {
    /// The stable code: `batch.value` for a value that its attribute does not take; `batch.empty_column` for a column
    /// of which not one value is what its attribute takes; `batch.missing_column`,
    /// `batch.no_model_column`, `batch.duplicate_column`, `batch.column_type`, `batch.named_zone`,
    /// `batch.length`, `batch.broken_column` and `batch.as_of` for tables that cannot be read; `batch.no_attribute`
    /// for a column that is meant for an attribute that the model does not have; `batch.name_clash` for
    /// results that would be named like a column beside them; `batch.unreadable` for bytes that are no table;
    /// `batch.other_model` and `batch.other_day` for scores that do not compare; `batch.rank_stream` for ranks of a
    /// table that is never there as a whole; `batch.cancelled` when the caller stopped it.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
    /// use icp_core::column::{Column, Columns, Offsets, Text, Values};
    /// let words = Text { offsets: Offsets::Small(&[0, 2, 6]), bytes: b"50many" };
    /// let columns = Columns::new(2).with("employees", Column::new(Values::Text(words)))?;
    /// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let error = model.score_batch(&columns, &options).unwrap_err();
    /// assert_eq!(error.code(), "batch.value");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn code(&self) -> &'static str {
        self.first.code()
    }

    /// [`BatchProblem::column`] of the first row that is wrong.
    pub fn column(&self) -> Option<&str> {
        self.first.column()
    }

    /// [`BatchProblem::row`] of the first row that is wrong.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
    /// use icp_core::column::{Column, Columns, Offsets, Text, Values};
    /// let words = Text { offsets: Offsets::Small(&[0, 2, 6]), bytes: b"50many" };
    /// let columns = Columns::new(2).with("employees", Column::new(Values::Text(words)))?;
    /// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let error = model.score_batch(&columns, &options).unwrap_err();
    /// // Rows are counted from 0; people count a header and from 1.
    /// assert_eq!(error.row(), Some(1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn row(&self) -> Option<usize> {
        self.first.row()
    }

    /// The mistake, in one line.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
    /// use icp_core::column::{Column, Columns, Offsets, Text, Values};
    /// let words = Text { offsets: Offsets::Small(&[0, 2, 6]), bytes: b"50many" };
    /// let columns = Columns::new(2).with("employees", Column::new(Values::Text(words)))?;
    /// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let error = model.score_batch(&columns, &options).unwrap_err();
    /// assert!(error.message().contains("found text `many`"), "{error}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn message(&self) -> &str {
        self.first.message()
    }

    /// How to mend it.
    pub fn help(&self) -> Option<&str> {
        self.first.help()
    }

    /// Every column that is wrong, in the order of the model's attributes (for columns that cannot be read, in that of
    /// the table); at least one. The error itself speaks of the one with the first row.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions};
    /// use icp_core::column::{Column, Columns, Values};
    /// let columns = Columns::new(1).with("employees", Column::new(Values::U8(&[50])))?;
    /// let error = model.score_batch(&columns, &BatchOptions::new(AsOf::Day(today))).unwrap_err();
    /// let columns: Vec<_> = error.problems().iter().map(|problem| problem.column().map(str::to_owned)).collect();
    /// assert_eq!(columns, [Some("country".to_owned())]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn problems(&self) -> Vec<BatchProblem> {
        if !self.problems.is_empty() {
            return self.problems.to_vec();
        }
        vec![self.first.clone()]
    }

    /// Several problems, of which the error speaks of one.
    pub(super) fn several(problems: Vec<BatchProblem>, speaks_of: usize) -> Option<Self> {
        let first = problems.get(speaks_of)?.clone();
        Some(Self { first, problems: problems.into(), is_whole: false })
    }

    /// Errors about one column each as one.
    #[cfg(feature = "arrow")]
    pub(crate) fn together(errors: &[Self]) -> Option<Self> {
        let problems = errors.iter().flat_map(Self::problems).collect();
        Self::several(problems, 0)
    }

    /// The same error with the rows counted from another start, for tables that come in pieces.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
    /// use icp_core::column::{Column, Columns, Offsets, Text, Values};
    /// let words = Text { offsets: Offsets::Small(&[0, 2, 6]), bytes: b"50many" };
    /// let columns = Columns::new(2).with("employees", Column::new(Values::Text(words)))?;
    /// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
    /// let error = model.score_batch(&columns, &options).unwrap_err();
    /// assert_eq!(error.offset_by(65_536).row(), Some(65_537));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn offset_by(self, rows: usize) -> Self {
        let problems = self.problems.into_vec().into_iter().map(|problem| problem.offset_by(rows)).collect();
        Self { first: self.first.offset_by(rows), problems, ..self }
    }

    fn new(code: &'static str, message: String) -> Self {
        let first = BatchProblem { code, column: None, row: None, message, help: None };
        Self { first, problems: Box::default(), is_whole: true }
    }

    fn in_column(self, column: &str) -> Self {
        Self { first: BatchProblem { column: Some(column.into()), ..self.first }, ..self }
    }

    fn helped(self, help: impl Into<String>) -> Self {
        Self { first: BatchProblem { help: Some(help.into().into()), ..self.first }, ..self }
    }

    fn in_row(self, row: Option<usize>) -> Self {
        Self { first: BatchProblem { row, ..self.first }, ..self }
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
        Self::new("batch.broken_column", message).in_column(column).in_row(row)
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
        Self::new("batch.as_of", message).in_column(column).in_row(row)
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

    /// Rows of one model with two sets of lists or sources in one table.
    pub(crate) fn other_lists(one: &str, other: &str) -> Self {
        let own = |given: &str| if given.is_empty() { "nothing".to_owned() } else { given.to_owned() };
        let message = format!(
            "the scores are of one model with other lists or another source: {} and {} were given to it",
            own(one),
            own(other)
        );
        Self::new("batch.other_model", message)
            .helped("score both tables with one model, its lists and its source")
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
    ///
    /// ```
    /// use icp_core::BatchError;
    /// let error = BatchError::unreadable("it ends too early");
    /// assert_eq!(error.to_string(), "the table cannot be read: it ends too early");
    /// ```
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
        write!(f, "{}", self.first)?;
        if self.is_whole {
            return Ok(());
        }
        let is_this =
            |problem: &&BatchProblem| problem.column == self.first.column && problem.row == self.first.row;
        let others = self.problems.iter().filter(|problem| !is_this(problem));
        for (at, other) in others.filter_map(BatchProblem::column).enumerate() {
            f.write_str(if at == 0 { "; also wrong: " } else { ", " })?;
            f.write_str(&quote(other))?;
        }
        Ok(())
    }
}
