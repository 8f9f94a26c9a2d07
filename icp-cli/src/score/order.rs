//! The order in which accounts are written: that of the file, that of the ranked table, or by a column.

use std::cmp::Ordering;

use super::cell::Cell;
use super::columns::{Answer, Columns};
use super::scored::Scored;
use crate::failure::Failure;

/// By which column the accounts are sorted, and in which direction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sort {
    answer: Answer,
    is_falling: bool,
}

/// The value that an account is compared by.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Key {
    Place(usize),
    Number(f64),
    Text(String),
    /// Nothing: the last in both directions.
    Blank,
}

impl Sort {
    /// # Errors
    /// A column that is not written.
    pub(super) fn new(columns: &Columns<'_>, wanted: &str) -> Result<Self, Failure> {
        let (name, is_falling) = match wanted.rsplit_once(':') {
            Some((name, "desc")) => (name, true),
            Some((name, "asc")) => (name, false),
            _ => (wanted, false),
        };
        Ok(Self { answer: columns.find("--sort", name)?, is_falling })
    }

    /// The key of an account.
    pub(super) fn key(&self, columns: &Columns<'_>, scored: &Scored<'_>) -> Key {
        match columns.place(self.answer, scored) {
            Some(Some(place)) => return Key::Place(place),
            Some(None) => return Key::Blank,
            None => {}
        }
        match columns.cell(self.answer, scored) {
            Cell::Blank => Key::Blank,
            Cell::Number(number) => Key::Number(number),
            Cell::Bool(truth) => Key::Number(f64::from(u8::from(truth))),
            Cell::Day(date) => Key::Number(f64::from(date.days())),
            // A CSV has nothing but texts.
            Cell::Text(text) => match icp_core::value::parse_number(&text) {
                Ok(number) => Key::Number(number),
                Err(_) => Key::Text(icp_core::value::fold(&text).into_owned()),
            },
        }
    }

    /// The order of two accounts by their keys.
    pub(super) fn of_both(self, a: Option<&Key>, b: Option<&Key>) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) => self.compare(a, b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
    }

    fn compare(self, a: &Key, b: &Key) -> Ordering {
        let blanks = (*a == Key::Blank).cmp(&(*b == Key::Blank));
        let order = match (a, b) {
            (Key::Place(a), Key::Place(b)) => a.cmp(b),
            (Key::Number(a), Key::Number(b)) => a.total_cmp(b),
            (Key::Text(a), Key::Text(b)) => a.cmp(b),
            // Numbers come before texts.
            (Key::Number(_), Key::Text(_)) => Ordering::Less,
            (Key::Text(_), Key::Number(_)) => Ordering::Greater,
            (Key::Place(_) | Key::Number(_) | Key::Text(_) | Key::Blank, _) => Ordering::Equal,
        };
        blanks.then(if self.is_falling { order.reverse() } else { order })
    }
}
