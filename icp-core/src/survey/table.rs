//! The tallies of all columns of a table, by name and in the order in which they came. Called by the command and by bindings.

use std::collections::{BTreeMap, BTreeSet};

use super::ColumnSurvey;
use crate::account::{Account, AccountValue};

/// The most columns; further ones are passed over.
const COLUMNS: usize = 4_096;
/// How deep keys of objects in objects are followed.
const DEPTH: usize = 4;

/// The columns of a table, counted.
///
/// ```
/// use icp_core::{Account, survey::Survey};
/// let mut survey = Survey::new();
/// survey.add(&Account::new().with("employees", 50));
/// survey.add(&Account::new().with("country", "US"));
/// let names: Vec<&str> = survey.columns().map(|(name, _)| name).collect();
/// assert_eq!((survey.rows(), names), (2, vec!["employees", "country"]));
/// assert_eq!(survey.columns().map(|(_, column)| column.values()).collect::<Vec<_>>(), [1, 1]);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Survey {
    rows: usize,
    columns: Vec<(Box<str>, ColumnSurvey)>,
    places: BTreeMap<Box<str>, usize>,
    /// The column of each cell of a row; of two columns of one name the first counts.
    cells: Vec<Option<usize>>,
    /// Columns whose name another one has, too.
    twice: BTreeSet<usize>,
}

impl Survey {
    /// A table without rows.
    ///
    /// ```
    /// use icp_core::survey::Survey;
    /// assert_eq!((Survey::new().rows(), Survey::new().columns().count()), (0, 0));
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// A table without rows whose columns are known.
    ///
    /// ```
    /// use icp_core::survey::Survey;
    /// let mut survey = Survey::with_columns(["name", "employees"]);
    /// survey.add_cells(["Acme", "50"]);
    /// assert_eq!(survey.columns().count(), 2);
    /// ```
    pub fn with_columns<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut survey = Self::default();
        for name in names {
            let before = survey.columns.len();
            survey.place(name);
            let is_new = survey.columns.len() > before;
            if let (false, Some(at)) = (is_new, survey.places.get(name)) {
                survey.twice.insert(*at);
            }
            survey.cells.push(is_new.then_some(before));
        }
        survey
    }

    /// Adds a row of texts, in the order of the columns.
    pub fn add_cells<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        self.rows += 1;
        for (cell, at) in cells.into_iter().zip(&self.cells) {
            if let Some((_, column)) = at.and_then(|at| self.columns.get_mut(at)) {
                column.add_text(cell);
            }
        }
    }

    /// Adds an account: a column for each key. Keys of objects in objects are joined by a dot, as aliases are.
    ///
    /// ```
    /// use icp_core::{Account, survey::Survey};
    /// let mut survey = Survey::new();
    /// survey.add(&Account::from_json(r#"{"hq": {"country": "DE"}}"#)?);
    /// assert_eq!(survey.columns().next().map(|(name, _)| name), Some("hq.country"));
    /// # Ok::<(), icp_core::AccountError>(())
    /// ```
    pub fn add(&mut self, account: &Account) {
        self.rows += 1;
        for (key, value) in &account.entries {
            self.value(key, value, DEPTH);
        }
    }

    /// Adds one value of a column. The rows are added with [`Survey::add_rows`], once.
    ///
    /// ```
    /// use icp_core::{AccountValue, survey::Survey};
    /// let mut survey = Survey::new();
    /// survey.add_value("country", &AccountValue::Text("US".to_owned()));
    /// survey.add_rows(1);
    /// assert_eq!((survey.rows(), survey.columns().count()), (1, 1));
    /// ```
    pub fn add_value(&mut self, name: &str, value: &AccountValue) {
        self.value(name, value, DEPTH);
    }

    fn value(&mut self, key: &str, value: &AccountValue, depth: usize) {
        match value {
            AccountValue::Map(entries) if depth > 0 => {
                for (inner, value) in entries {
                    self.value(&format!("{key}.{inner}"), value, depth - 1);
                }
            }
            value => {
                if let Some(column) = self.place(key) {
                    column.add(value);
                }
            }
        }
    }

    /// The tally of a column, for a caller that has its values at once; it says how many rows there are with
    /// [`Survey::add_rows`].
    pub fn column_mut(&mut self, name: &str) -> Option<&mut ColumnSurvey> {
        self.place(name)
    }

    /// Adds rows whose values were added column by column.
    pub fn add_rows(&mut self, rows: usize) {
        self.rows += rows;
    }

    fn place(&mut self, name: &str) -> Option<&mut ColumnSurvey> {
        let at = match self.places.get(name) {
            Some(at) => *at,
            None if self.columns.len() == COLUMNS => return None,
            None => {
                self.places.insert(name.into(), self.columns.len());
                self.columns.push((name.into(), ColumnSurvey::default()));
                self.columns.len() - 1
            }
        };
        self.columns.get_mut(at).map(|(_, column)| column)
    }

    /// Adds the counts of a later piece of the same table.
    pub fn merge(&mut self, later: &Self) {
        self.rows += later.rows;
        for (name, column) in &later.columns {
            if let Some(own) = self.place(name) {
                own.merge(column);
            }
        }
    }

    /// Whether several columns have this name, so that none of them can be read by it.
    pub(crate) fn is_twice(&self, name: &str) -> bool {
        self.places.get(name).is_some_and(|at| self.twice.contains(at))
    }

    /// How many rows there were.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns with their tallies, in the order in which they first came. Where a key was left out of some accounts, its
    /// column has fewer rows than the table.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &ColumnSurvey)> {
        self.columns.iter().map(|(name, column)| (&**name, column))
    }
}
