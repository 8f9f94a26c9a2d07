//! The accounts of a run that are written at its end, kept in few bytes each: ranked as the core ranks them, or sorted.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::columns::Columns;
use super::order::{Key, Sort};
use super::row::Row;
use super::scored::Scored;
use crate::args::Writing;
use crate::failure::Failure;

/// Rows, each with a value of its own, of which only the first `most` are kept.
#[derive(Debug)]
pub(crate) struct Ranking<T> {
    rows: Vec<(Row, Option<Box<Key>>, T)>,
    order: Order,
    /// Whether the first rows are the best of those before them, in order.
    is_cut: bool,
}

/// The order of the rows, and how many are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Order {
    /// By a column; by rank where there is none.
    pub(super) sort: Option<Sort>,
    pub(super) top: Option<usize>,
    /// Whether each gets its rank, for which all rows are needed.
    pub(super) ranks: bool,
}

impl Order {
    /// # Errors
    /// A column that is not written.
    pub(super) fn new(columns: &Columns<'_>, writing: &Writing) -> Result<Self, Failure> {
        let sort = writing.sort.as_deref().map(|wanted| Sort::new(columns, wanted)).transpose()?;
        let top = writing.top.map(|top| usize::try_from(top).unwrap_or(usize::MAX));
        Ok(Self { sort, top, ranks: writing.rank })
    }

    /// The best `top`, or all of them.
    pub(crate) fn best(top: Option<u64>) -> Self {
        Self { top: top.map(|top| usize::try_from(top).unwrap_or(usize::MAX)), ..Self::default() }
    }

    /// The key of an account, where there is a column to sort by.
    pub(super) fn key(&self, columns: &Columns<'_>, scored: &Scored<'_>) -> Option<Key> {
        self.sort.map(|sort| sort.key(columns, scored))
    }

    /// Whether rows cannot be written as they come.
    pub(super) fn waits(&self) -> bool {
        self.sort.is_some() || self.top.is_some() || self.ranks
    }
}

impl<T> Ranking<T> {
    pub(crate) fn new(order: Order) -> Self {
        Self { rows: Vec::new(), order, is_cut: false }
    }

    /// Whether a row may be one of those that are kept: `top` others before it are not better.
    pub(super) fn wants(&self, row: &Row, key: Option<&Key>) -> bool {
        let Some(top) = self.most().filter(|_| self.is_cut) else { return true };
        let last = top.checked_sub(1).and_then(|last| self.rows.get(last));
        last.is_none_or(|(last, last_key, _)| {
            let by_column =
                self.order.sort.map_or(Ordering::Equal, |sort| sort.of_both(key, last_key.as_deref()));
            by_column.then_with(|| row.rank(last)).is_lt()
        })
    }

    /// How many are kept; all of them where each is ranked and they are sorted by a column.
    fn most(&self) -> Option<usize> {
        let needs_all = self.order.sort.is_some() && self.order.ranks;
        self.order.top.filter(|_| !needs_all)
    }

    pub(crate) fn push(&mut self, row: Row, key: Option<Key>, with: T) {
        self.rows.push((row, key.map(Box::new), with));
        if self.most().is_some_and(|most| self.rows.len() >= most.saturating_mul(2).saturating_add(100)) {
            self.cut();
        }
    }

    /// Sorts in place, since there may be millions, and cuts off what nobody wants.
    fn cut(&mut self) {
        let sort = self.order.sort;
        self.rows.sort_unstable_by(|(a, a_key, _), (b, b_key, _)| {
            let by_column =
                sort.map_or(Ordering::Equal, |sort| sort.of_both(a_key.as_deref(), b_key.as_deref()));
            by_column.then_with(|| a.rank(b))
        });
        if let Some(top) = self.order.top {
            self.rows.truncate(top);
            self.is_cut = true;
        }
    }

    /// The rows in their order: best first, if they are not sorted by a column.
    pub(crate) fn ranked(mut self) -> Vec<(Row, T)> {
        self.cut();
        self.rows.into_iter().map(|(row, _, with)| (row, with)).collect()
    }

    /// The rows with their ranks: in the order of a column, best first if only some are wanted, else in the order of the
    /// input.
    pub(super) fn written(mut self) -> impl Iterator<Item = (usize, T)> {
        self.rows.sort_unstable_by(|(a, ..), (b, ..)| a.rank(b));
        let ranks = self.rows.into_iter().zip(1..);
        let mut rows: Vec<_> = ranks.map(|((row, key, with), rank)| (rank, row, key, with)).collect();
        match (self.order.sort, self.order.top) {
            (Some(sort), _) => {
                rows.sort_by(|(_, _, a, _), (_, _, b, _)| sort.of_both(a.as_deref(), b.as_deref()));
            }
            (None, Some(_)) => {}
            (None, None) => rows.sort_unstable_by_key(|(_, row, ..)| row.number()),
        }
        rows.truncate(self.order.top.unwrap_or(usize::MAX));
        rows.into_iter().map(|(rank, _, _, with)| (rank, with))
    }
}

/// The names, reasons and labels of accounts. Names are joined in one text; equal reasons and equal labels are stored once.
#[derive(Debug, Default)]
pub(crate) struct Words {
    ids: String,
    texts: Vec<Box<str>>,
    numbers: BTreeMap<Box<str>, u32>,
}

/// The range of an account's name in [`Words`], and the numbers of its reasons and its labels there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    start: u64,
    length: u32,
    reasons: u32,
    said: u32,
}

impl Words {
    pub(crate) fn keep(&mut self, id: Option<&str>, reasons: &str, said: &str) -> Told {
        let start = self.ids.len() as u64;
        self.ids.push_str(id.unwrap_or_default());
        let length = (self.ids.len() as u64 - start) as u32;
        Told { start, length, reasons: self.number(reasons), said: self.number(said) }
    }

    /// The number of a text.
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }

    /// The name of an account, or its number in the input if it has no name.
    pub(crate) fn name(&self, row: &Row, told: &Told) -> String {
        let start = told.start as usize;
        match self.ids.get(start..start + told.length as usize).filter(|id| !id.is_empty()) {
            Some(id) => id.to_owned(),
            None => row.number().to_string(),
        }
    }

    /// The reasons, on one line.
    pub(crate) fn reasons(&self, told: &Told) -> &str {
        self.texts.get(told.reasons as usize).map_or("", |text| text)
    }

    /// The labels, on one line.
    pub(crate) fn said(&self, told: &Told) -> &str {
        self.texts.get(told.said as usize).map_or("", |text| text)
    }
}
