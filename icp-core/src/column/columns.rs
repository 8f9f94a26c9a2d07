//! The caller's table: named columns of one length. Which of them the model reads is decided in `batch`.

use std::borrow::Cow;

use super::Column;
use crate::error::BatchError;

/// A table of the caller: columns by name, all of the same length.
///
/// ```
/// use icp_core::column::{Column, Columns, Values};
/// let columns = Columns::new(2).with("employees", Column::new(Values::F64(&[50.0, f64::NAN])))?;
/// assert_eq!((columns.rows(), columns.names().collect::<Vec<_>>()), (2, vec!["employees"]));
/// # Ok::<(), icp_core::BatchError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Columns<'a> {
    rows: usize,
    columns: Vec<(Cow<'a, str>, Column<'a>)>,
    /// Columns inside of others, each by the path that leads to it.
    nested: Vec<(&'a str, Column<'a>)>,
}

impl<'a> Columns<'a> {
    /// A table with a number of rows and no columns yet.
    ///
    /// Columns are added with [`Columns::with`]; a table may have none, and all its values are missing then.
    ///
    /// ```
    /// use icp_core::column::Columns;
    /// assert_eq!(Columns::new(3).rows(), 3);
    /// ```
    pub fn new(rows: usize) -> Self {
        Self { rows, columns: Vec::new(), nested: Vec::new() }
    }

    /// The same and one column more.
    ///
    /// # Errors
    /// `batch.length` when the column has another length, `batch.duplicate_column` when its name is taken.
    ///
    /// ```
    /// use icp_core::column::{Column, Columns, Values};
    /// let employees = || Column::new(Values::U16(&[50, 5]));
    /// let columns = Columns::new(2).with("employees", employees())?;
    /// assert_eq!(columns.with("employees", employees()).unwrap_err().code(), "batch.duplicate_column");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with(mut self, name: impl Into<Cow<'a, str>>, column: Column<'a>) -> Result<Self, BatchError> {
        let name = name.into();
        let rows = column.rows();
        if rows != self.rows {
            return Err(BatchError::length(&name, rows, self.rows));
        }
        if column.validity.is_some_and(|bits| bits.len() != rows) {
            return Err(BatchError::broken(&name, None, "a validity bit for each row"));
        }
        if self.get(&name).is_some() {
            return Err(BatchError::duplicate(&name));
        }
        self.columns.push((name, column));
        Ok(self)
    }

    /// The number of rows.
    ///
    /// ```
    /// use icp_core::column::Columns;
    /// assert_eq!(Columns::new(1_000_000).rows(), 1_000_000);
    /// ```
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The names of the columns, in their order.
    ///
    /// Those that no attribute is called by are passed over when the table is scored.
    ///
    /// ```
    /// use icp_core::column::{Column, Columns, Values};
    /// let columns = Columns::new(1).with("b", Column::new(Values::U8(&[1])))?.with("a", Column::new(Values::U8(&[2])))?;
    /// assert_eq!(columns.names().collect::<Vec<_>>(), ["b", "a"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| &**name)
    }

    /// The column of a name.
    ///
    /// ```
    /// use icp_core::column::{Column, Columns, Values};
    /// let columns = Columns::new(1).with("employees", Column::new(Values::U8(&[50])))?;
    /// assert_eq!(columns.get("employees"), Some(&Column::new(Values::U8(&[50]))));
    /// assert_eq!(columns.get("country"), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn get(&self, name: &str) -> Option<&Column<'a>> {
        self.columns.iter().find(|(other, _)| other == name).map(|(_, column)| column)
    }

    /// The same and a column that lies inside of another, under a path.
    pub(crate) fn with_nested(mut self, path: &'a str, column: Column<'a>) -> Self {
        self.nested.push((path, column));
        self
    }

    /// The columns that a name leads to, in the order in which they are tried: that of the name, then what lies under it as a
    /// path.
    pub(crate) fn under<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Column<'a>> {
        let nested = self.nested.iter().filter(move |(path, _)| *path == name).map(|(_, column)| column);
        self.get(name).into_iter().chain(nested)
    }
}
