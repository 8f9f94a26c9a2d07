//! The best accounts of a run, kept in few bytes each and ranked as the core ranks them.

use std::collections::BTreeMap;

use super::row::Row;

/// Rows, each with a value of its own, of which only the best `most` are kept.
#[derive(Debug)]
pub(crate) struct Ranking<T> {
    rows: Vec<(Row, T)>,
    most: usize,
}

impl<T> Ranking<T> {
    pub(crate) fn new(most: Option<u64>) -> Self {
        let most = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
        Self { rows: Vec::new(), most }
    }

    pub(crate) fn push(&mut self, row: Row, with: T) {
        self.rows.push((row, with));
        if self.rows.len() >= self.most.saturating_mul(2).saturating_add(1_000) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        // In place: there may be millions.
        self.rows.sort_unstable_by(|(a, _), (b, _)| a.rank(b));
        self.rows.truncate(self.most);
    }

    /// The rows, best first.
    pub(crate) fn ranked(mut self) -> Vec<(Row, T)> {
        self.cut();
        self.rows
    }
}

impl Ranking<String> {
    /// The lines with their ranks: best first if only some are kept, else in the order of the input.
    pub(crate) fn lines(self) -> impl Iterator<Item = (usize, String)> {
        let is_whole = self.most == usize::MAX;
        let mut lines: Vec<(u64, usize, String)> = self
            .ranked()
            .into_iter()
            .zip(1..)
            .map(|((row, line), rank)| (row.number(), rank, line))
            .collect();
        if is_whole {
            lines.sort_unstable_by_key(|(number, ..)| *number);
        }
        lines.into_iter().map(|(_, rank, line)| (rank, line))
    }
}

/// The names and labels of accounts. Names are joined in one text, and equal labels are stored once.
#[derive(Debug, Default)]
pub(crate) struct Words {
    ids: String,
    said: Vec<Box<str>>,
    numbers: BTreeMap<Box<str>, u32>,
}

/// The range of an account's name in [`Words`], and the number of its labels there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    start: u64,
    length: u32,
    said: u32,
}

impl Words {
    pub(crate) fn keep(&mut self, id: Option<&str>, said: &str) -> Told {
        let start = self.ids.len() as u64;
        self.ids.push_str(id.unwrap_or_default());
        let length = (self.ids.len() as u64 - start) as u32;
        let said = match self.numbers.get(said) {
            Some(number) => *number,
            None => {
                let number = self.said.len() as u32;
                self.said.push(said.into());
                self.numbers.insert(said.into(), number);
                number
            }
        };
        Told { start, length, said }
    }

    /// The name of an account, or its number in the input if it has no name.
    pub(crate) fn name(&self, row: &Row, told: &Told) -> String {
        let start = told.start as usize;
        match self.ids.get(start..start + told.length as usize).filter(|id| !id.is_empty()) {
            Some(id) => id.to_owned(),
            None => row.number().to_string(),
        }
    }

    /// The labels, on one line.
    pub(crate) fn said(&self, told: &Told) -> &str {
        self.said.get(told.said as usize).map_or("", |said| said)
    }
}
