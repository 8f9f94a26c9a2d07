//! A table to learn from: columns of values, and which rows were won. [`TableBuilder`] checks it; everything else trusts it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::LearnError;

/// The code of a text that is missing.
pub const MISSING: u32 = u32::MAX;
/// Row numbers are 32 bits wide.
const MOST_ROWS: usize = 2_000_000_000;
/// The greatest weight of a row.
const MOST_WEIGHT: f64 = 1e6;

/// Values of a column, one a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Numbers and counts; NaN is missing.
    Number(Vec<f64>),
    /// Ages in whole months on the day of the decision; NaN is missing. Bands begin at whole months.
    Month(Vec<f64>),
    /// Texts by their code in `names`; [`MISSING`] is missing. Names that are equal when the format compares texts are one value.
    Text {
        /// The code of each row.
        codes: Vec<u32>,
        /// The texts.
        names: Vec<String>,
    },
    /// Yes or no.
    Bool(Vec<Option<bool>>),
    /// Sets of items by their code in `items`. Each frequent item is learned from as a yes/no value of its own.
    Set {
        /// The items of each row; `None` is missing, and differs from an empty set.
        rows: Vec<Option<Box<[u32]>>>,
        /// The names of the items.
        items: Vec<String>,
    },
}

impl Values {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Number(values) | Self::Month(values) => values.len(),
            Self::Text { codes, .. } => codes.len(),
            Self::Bool(values) => values.len(),
            Self::Set { rows, .. } => rows.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// How points may run with the values of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Rising or falling, unless a turning shape explains clearly more.
    #[default]
    Auto,
    /// Greater values get no fewer points.
    Rising,
    /// Greater values get no more points.
    Falling,
    /// Rising or falling, whichever explains more.
    Always,
    /// Whatever explains most.
    Never,
}

impl Direction {
    /// Reads a word; `rising` and `falling` are of one column.
    ///
    /// # Errors
    /// [`LearnError::NoDirection`] for any other word.
    ///
    /// ```
    /// use icp_learn::Direction;
    /// assert_eq!((Direction::parse("auto", false), Direction::parse("rising", true)), (Ok(Direction::Auto), Ok(Direction::Rising)));
    /// assert!(Direction::parse("rising", false).is_err() && Direction::parse("up", true).is_err());
    /// ```
    pub fn parse(word: &str, of_column: bool) -> Result<Self, LearnError> {
        match (word, of_column) {
            ("auto", _) => Ok(Self::Auto),
            ("always", _) => Ok(Self::Always),
            ("never", _) => Ok(Self::Never),
            ("rising", true) => Ok(Self::Rising),
            ("falling", true) => Ok(Self::Falling),
            _ => Err(LearnError::NoDirection(word.to_owned())),
        }
    }
}

/// The values of a band.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    /// Numbers from `from`, which is included, up to `to`, which is not.
    Range {
        /// The least number; `None` for all below.
        from: Option<f64>,
        /// The first number above the band; `None` for all above.
        to: Option<f64>,
    },
    /// Texts.
    Texts {
        /// The texts, sorted.
        names: Vec<String>,
        /// Whether all texts that no band names are in this band.
        rest: bool,
    },
    /// A yes or a no; for an item of a set, whether the set has it.
    Bool(bool),
}

/// A column to learn from.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The id of the attribute.
    pub name: String,
    /// The values.
    pub values: Values,
    /// Whether it was known before the outcome. `None` is not known: a column that tells the outcome too well is then left out.
    pub known_before: Option<bool>,
    /// How points may run with its numbers.
    pub direction: Direction,
    /// Bands that people made, to be kept as they are.
    pub keep: Option<Vec<Cells>>,
}

impl Column {
    /// A column of which only name and values are known.
    pub fn new(name: impl Into<String>, values: Values) -> Self {
        Self { name: name.into(), values, known_before: None, direction: Direction::Auto, keep: None }
    }
}

/// The outcome of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// Became a customer, or is one of the best.
    Won,
    /// Did not; or a row of the reference population.
    Lost,
    /// Not known yet: the row is not learned from.
    Open,
}

/// A checked table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Shared with tables of other outcomes.
    pub(crate) columns: Arc<Vec<Column>>,
    pub(crate) outcome: Vec<Judged>,
    pub(crate) weight: Option<Vec<f64>>,
    pub(crate) accounts: Option<Vec<u64>>,
    pub(crate) decided: Option<Vec<Option<i32>>>,
}

impl Table {
    /// The columns, in the order they were given.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows there are, open ones too.
    pub fn rows(&self) -> usize {
        self.outcome.len()
    }

    /// The outcome of each row.
    pub fn outcome(&self) -> &[Judged] {
        &self.outcome
    }

    /// The same rows with other outcomes.
    pub(crate) fn with_outcome(&self, outcome: Vec<Judged>) -> Self {
        Self { outcome, ..self.clone() }
    }

    /// Whether a row is learned from: it was won or lost, and weighs something.
    pub(crate) fn is_used(&self, row: usize) -> bool {
        let weight = self.weight.as_ref().and_then(|weights| weights.get(row)).copied().unwrap_or(1.0);
        weight > 0.0 && self.outcome.get(row).is_some_and(|judged| *judged != Judged::Open)
    }
}

/// Builds a [`Table`].
///
/// ```
/// use icp_learn::{Column, Judged, TableBuilder, Values};
/// let outcome = vec![Judged::Won, Judged::Lost, Judged::Open];
/// let employees = Column::new("employees", Values::Number(vec![120.0, f64::NAN, 8.0]));
/// let table = TableBuilder::new(outcome.clone()).column(employees).build().unwrap();
/// assert_eq!((table.rows(), table.columns().len()), (3, 1));
///
/// let infinite = Column::new("revenue", Values::Number(vec![1.0, f64::INFINITY, 2.0]));
/// let refused = TableBuilder::new(outcome).column(infinite).build().unwrap_err();
/// assert!(refused.to_string().starts_with("column `revenue`, row 1: a number must be finite"));
/// ```
#[derive(Debug, Clone)]
pub struct TableBuilder {
    table: Table,
    columns: Vec<Column>,
}

impl TableBuilder {
    /// Begins with the outcome of each row.
    pub fn new(outcome: Vec<Judged>) -> Self {
        let columns = Arc::default();
        let table = Table { columns, outcome, weight: None, accounts: None, decided: None };
        Self { table, columns: Vec::new() }
    }

    /// Adds a column.
    #[must_use]
    pub fn column(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }

    /// How many accounts each row stands for; a row of weight 0 is left out.
    #[must_use]
    pub fn weight(mut self, weight: Vec<f64>) -> Self {
        self.table.weight = Some(weight);
        self
    }

    /// The account of each row, as a hash of its id. Rows of one account stay together in folds and permutations.
    #[must_use]
    pub fn accounts(mut self, accounts: Vec<u64>) -> Self {
        self.table.accounts = Some(accounts);
        self
    }

    /// The day on which each row was decided, in days since any fixed day.
    #[must_use]
    pub fn decided(mut self, decided: Vec<Option<i32>>) -> Self {
        self.table.decided = Some(decided);
        self
    }

    /// Checks everything.
    ///
    /// # Errors
    ///
    /// When lengths differ, a name occurs twice, a number is infinite, a code has no name, or a weight is no number from 0 to
    /// a million.
    pub fn build(self) -> Result<Table, LearnError> {
        let table = Table { columns: Arc::new(self.columns), ..self.table };
        let rows = table.rows();
        if rows > MOST_ROWS {
            return Err(LearnError::TooLarge(rows));
        }
        let lengths = table.columns.iter().map(|column| (column.name.as_str(), column.values.len()));
        let beside = [
            ("the weights", table.weight.as_ref().map(Vec::len)),
            ("the accounts", table.accounts.as_ref().map(Vec::len)),
            ("the days", table.decided.as_ref().map(Vec::len)),
        ];
        let beside = beside.into_iter().filter_map(|(name, length)| Some((name, length?)));
        if let Some((name, found)) = lengths.chain(beside).find(|(_, length)| *length != rows) {
            return Err(LearnError::Length { column: name.to_owned(), found, wanted: rows });
        }
        let mut names = BTreeSet::new();
        if let Some(twice) = table.columns.iter().find(|column| !names.insert(column.name.as_str())) {
            return Err(LearnError::Twice(twice.name.clone()));
        }
        table.columns.iter().try_for_each(check_values)?;
        let weights = table.weight.iter().flatten().copied().enumerate();
        match weights.into_iter().find(|(_, weight)| !(0.0..=MOST_WEIGHT).contains(weight)) {
            Some((row, found)) => Err(LearnError::Weight { row, found }),
            None => Ok(table),
        }
    }
}

/// Refuses infinite numbers and codes without a name.
fn check_values(column: &Column) -> Result<(), LearnError> {
    let name = || column.name.clone();
    let code = |row: usize, code: u32| Err(LearnError::Code { column: name(), row, code });
    match &column.values {
        Values::Number(values) | Values::Month(values) => {
            match values.iter().position(|value| value.is_infinite()) {
                Some(row) => Err(LearnError::NotFinite { column: name(), row }),
                None => Ok(()),
            }
        }
        Values::Text { codes, names } => {
            let wrong = |code: &u32| *code != MISSING && *code as usize >= names.len();
            match codes.iter().enumerate().find(|(_, code)| wrong(code)) {
                Some((row, found)) => code(row, *found),
                None => Ok(()),
            }
        }
        Values::Bool(_) => Ok(()),
        Values::Set { rows, items } => {
            let wrong = |set: &Option<Box<[u32]>>| {
                set.iter().flat_map(|set| set.iter()).copied().find(|item| *item as usize >= items.len())
            };
            match rows.iter().enumerate().find_map(|(row, set)| Some((row, wrong(set)?))) {
                Some((row, found)) => code(row, found),
                None => Ok(()),
            }
        }
    }
}
