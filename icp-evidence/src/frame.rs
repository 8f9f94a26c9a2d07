//! Tables of figures for programs: columns of one type each, which data tools take as they are. [`Table`](crate::Table) is for people.

use serde::Serialize;

use crate::stats::{Auc, Interval, Rate};

/// A table of figures with a name.
///
/// ```
/// use icp_evidence::frame::{Frame, Values};
/// let tiers = Frame::new("tiers").text("tier").count("rows").number("rate").rows([
///     vec!["A".into(), 12_u64.into(), 0.5.into()],
///     vec!["B".into(), 3_u64.into(), None::<f64>.into()],
/// ]);
/// assert_eq!(tiers.columns[1], ("rows".to_owned(), Values::Count(vec![Some(12), Some(3)])));
/// assert_eq!(tiers.columns[2].1, Values::Number(vec![Some(0.5), None]));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Frame {
    /// Its name.
    pub name: String,
    /// Its columns, by their names.
    pub columns: Vec<(String, Values)>,
}

/// The values of a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", content = "values", rename_all = "snake_case")]
pub enum Values {
    /// Words.
    Text(Vec<Option<String>>),
    /// Numbers.
    Number(Vec<Option<f64>>),
    /// Whole numbers from 0.
    Count(Vec<Option<u64>>),
    /// Yes or no.
    Flag(Vec<Option<bool>>),
}

/// A value on its way into a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// A word.
    Text(Option<String>),
    /// A number.
    Number(Option<f64>),
    /// A whole number.
    Count(Option<u64>),
    /// Yes or no.
    Flag(Option<bool>),
}

impl Frame {
    /// A table without columns.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), columns: Vec::new() }
    }

    /// The same with a column of words.
    #[must_use]
    pub fn text(self, name: &str) -> Self {
        self.with(name, Values::Text(Vec::new()))
    }

    /// The same with a column of numbers.
    #[must_use]
    pub fn number(self, name: &str) -> Self {
        self.with(name, Values::Number(Vec::new()))
    }

    /// The same with a column of whole numbers.
    #[must_use]
    pub fn count(self, name: &str) -> Self {
        self.with(name, Values::Count(Vec::new()))
    }

    /// The same with a column of yes and no.
    #[must_use]
    pub fn flag(self, name: &str) -> Self {
        self.with(name, Values::Flag(Vec::new()))
    }

    /// The same with these rows. A figure that is missing, or of another type than its column, is none.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Figure>>) -> Self {
        for row in rows {
            let mut figures = row.into_iter();
            self.columns.iter_mut().for_each(|(_, values)| values.push(figures.next()));
        }
        self
    }

    fn with(mut self, name: &str, values: Values) -> Self {
        self.columns.push((name.to_owned(), values));
        self
    }

    /// The same with the columns of a rate: rows with the outcome, won, rate and its interval.
    pub(crate) fn rate(self) -> Self {
        self.count("known").number("won").number("rate").number("low").number("high")
    }

    /// The same with a number and its interval.
    pub(crate) fn estimate(self, name: &str) -> Self {
        self.number(name).number(&format!("{name}_low")).number(&format!("{name}_high"))
    }
}

impl Values {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Text(all) => all.len(),
            Self::Number(all) => all.len(),
            Self::Count(all) => all.len(),
            Self::Flag(all) => all.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds the values of a column of the same type; those of another type are none.
    pub fn append(&mut self, more: Self) {
        let rows = more.len();
        match (self, more) {
            (Self::Text(all), Self::Text(more)) => all.extend(more),
            (Self::Number(all), Self::Number(more)) => all.extend(more),
            (Self::Count(all), Self::Count(more)) => all.extend(more),
            (Self::Flag(all), Self::Flag(more)) => all.extend(more),
            (all, _) => (0..rows).for_each(|_| all.push(None)),
        }
    }

    fn push(&mut self, figure: Option<Figure>) {
        match self {
            Self::Text(all) => all.push(if let Some(Figure::Text(one)) = figure { one } else { None }),
            Self::Number(all) => all.push(if let Some(Figure::Number(one)) = figure { one } else { None }),
            Self::Count(all) => all.push(if let Some(Figure::Count(one)) = figure { one } else { None }),
            Self::Flag(all) => all.push(if let Some(Figure::Flag(one)) = figure { one } else { None }),
        }
    }
}

/// The figures of a rate, in the order of its columns.
pub(crate) fn rate(rate: Option<&Rate>) -> [Figure; 5] {
    let number = |of: fn(&Rate) -> f64| Figure::Number(rate.map(of));
    [
        Figure::Count(rate.map(|rate| rate.rows)),
        number(|rate| rate.won),
        number(|rate| rate.rate),
        number(|rate| rate.interval.low),
        number(|rate| rate.interval.high),
    ]
}

/// A number with its interval.
pub(crate) fn estimate(number: Option<f64>, interval: Option<Interval>) -> [Figure; 3] {
    [number.into(), interval.map(|one| one.low).into(), interval.map(|one| one.high).into()]
}

/// An AUC with its interval.
pub(crate) fn auc(auc: Option<&Auc>) -> [Figure; 3] {
    estimate(auc.map(|auc| auc.auc), auc.and_then(|auc| auc.interval))
}

macro_rules! from {
    ($($of:ty => $variant:ident),*) => {$(
        impl From<$of> for Figure {
            fn from(figure: $of) -> Self {
                Self::$variant(Some(figure))
            }
        }
        impl From<Option<$of>> for Figure {
            fn from(figure: Option<$of>) -> Self {
                Self::$variant(figure)
            }
        }
    )*};
}

from!(String => Text, f64 => Number, u64 => Count, bool => Flag);

impl From<&str> for Figure {
    fn from(word: &str) -> Self {
        Self::Text(Some(word.to_owned()))
    }
}

impl From<&String> for Figure {
    fn from(word: &String) -> Self {
        Self::Text(Some(word.clone()))
    }
}
