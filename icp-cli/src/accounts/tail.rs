//! The rows at the end of a report that are no accounts: a number of last rows, or all below a blank one.

use std::collections::VecDeque;

use icp_core::value::is_blank;

use super::row::Row;

/// How the accounts of a file end.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    skip_last: usize,
    until_blank: bool,
    /// The last rows so far: they are given only once as many have come after them.
    held: VecDeque<Held>,
    /// The row that was given last, where rows are held.
    given: Option<Held>,
    /// Whether rows were seen.
    begun: bool,
    /// The line that ended the accounts, and the rows there that have something in them.
    over: Option<(u64, u64)>,
}

/// How the accounts of a file ended, for notices.
#[derive(Debug)]
pub(super) struct Ended<'a> {
    /// Rows of blank cells among the accounts.
    pub(super) blank: u64,
    /// Rows after the last blank one that were taken for accounts, and the line of the blank one.
    pub(super) notes: Option<(u64, u64)>,
    /// The blank row that ended the accounts, by its line, and the number of rows below it.
    pub(super) below: Option<(u64, u64)>,
    /// The last rows, which were left out.
    pub(super) left_out: Option<LastRows<'a>>,
    /// The last account: its line, and its first cell that is not blank.
    pub(super) last: Option<(u64, &'a str)>,
}

/// The last rows of a file, which were left out.
#[derive(Debug)]
pub(super) struct LastRows<'a> {
    pub(super) rows: u64,
    /// The line of the first of them, and how it begins.
    pub(super) line: u64,
    pub(super) begin: &'a str,
}

/// A row that is kept.
#[derive(Debug)]
pub(super) struct Held {
    line: u64,
    text: String,
    ends: Vec<usize>,
    between: usize,
}

impl Held {
    pub(super) fn of(row: Row<'_>) -> Self {
        let Row { line, text, ends, between } = row;
        Self { line, text: text.to_owned(), ends: ends.to_owned(), between }
    }

    fn row(&self) -> Row<'_> {
        Row { line: self.line, text: &self.text, ends: &self.ends, between: self.between }
    }
}

impl Tail {
    pub(super) fn new(skip_last: usize, until_blank: bool) -> Self {
        Self { skip_last, until_blank, ..Self::default() }
    }

    /// Whether rows are kept until it is known that they are not among the last.
    pub(super) fn keeps(&self) -> bool {
        self.skip_last > 0
    }

    /// Keeps a row; true if another one is given for it.
    pub(super) fn push(&mut self, row: Held) -> bool {
        self.held.push_back(row);
        let gives = self.held.len() > self.skip_last;
        if gives {
            self.given = self.held.pop_front();
        }
        gives
    }

    /// The row that was given last, where rows are kept.
    pub(super) fn given(&self) -> Option<Row<'_>> {
        self.given.as_ref().map(Held::row)
    }

    /// Whether the accounts end before a row. Blank rows above the first account are none of its notes.
    pub(super) fn ends(&mut self, is_blank: bool, is_after_blank: bool) -> bool {
        let ends = self.until_blank && self.begun && (is_blank || is_after_blank);
        self.begun |= !is_blank;
        ends
    }

    /// Notes that the accounts ended on that line, and how many rows were left out.
    pub(super) fn over(&mut self, line: u64, rows: u64) {
        self.over = Some((line, rows));
    }

    pub(super) fn is_over(&self) -> bool {
        self.over.is_some()
    }

    /// The blank row that ended the accounts, by its line, and the number of rows below it.
    pub(super) fn below(&self) -> Option<(u64, u64)> {
        self.over.filter(|(_, rows)| *rows > 0)
    }

    /// The last rows that were left out.
    pub(super) fn left_out(&self) -> Option<LastRows<'_>> {
        let first = self.held.front()?.row();
        let begin = first.cells().find(|cell| !is_blank(cell)).unwrap_or_default();
        Some(LastRows { rows: self.held.len() as u64, line: first.line, begin })
    }
}
