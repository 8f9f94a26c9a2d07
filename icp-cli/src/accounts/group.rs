//! Rows that are put together to accounts by the value of a column, in the order in which each account first comes. What the rows
//! of an account say of one attribute is put together in `join`.

use std::collections::{BTreeMap, VecDeque};

use icp_core::value::is_blank;
use icp_core::{Account, AccountError, AccountValue, Model, OnInvalid};

use super::join::{Attribute, Joined, Place};
use crate::failure::Failure;
use crate::notice::notice;
use crate::text::{count, quoted};

/// Rows without a value of the column that are named.
const NAMED: usize = 5;

/// The accounts of a file whose rows are put together.
pub(super) struct Groups<'m> {
    column: String,
    attributes: Vec<Attribute<'m>>,
    /// The account of each value of the column.
    places: BTreeMap<String, usize>,
    accounts: VecDeque<Group<'m>>,
    /// Whether other values than those of attributes are kept.
    keeps_others: bool,
    is_read: bool,
    rows: u64,
    /// Rows without a value of the column, and the first of them.
    nameless: u64,
    first_nameless: Vec<Place>,
    /// Whether an object had the key.
    has_key: bool,
    all: u64,
    /// The values of the account that was given last which have a row of their own to blame.
    wrong: Vec<(&'m str, Place)>,
}

/// An account so far.
struct Group<'m> {
    id: Option<String>,
    /// Of each column that stands beside the answers, the first value that is there.
    kept: Vec<AccountValue>,
    place: Place,
    values: Vec<Joined<'m>>,
    others: Account,
}

fn is_blank_value(value: &AccountValue) -> bool {
    match value {
        AccountValue::Text(text) => is_blank(text),
        other => *other == AccountValue::Null,
    }
}

/// An account that was put together.
pub(super) struct Whole {
    pub(super) account: Account,
    pub(super) id: Option<String>,
    /// The line of its first row; 0 where there are no lines.
    pub(super) line: u64,
    pub(super) kept: Vec<AccountValue>,
}

impl<'m> Groups<'m> {
    pub(super) fn new(model: &'m Model, column: &str) -> Self {
        Self {
            column: column.to_owned(),
            attributes: Attribute::all(model),
            places: BTreeMap::new(),
            accounts: VecDeque::new(),
            keeps_others: false,
            is_read: false,
            rows: 0,
            nameless: 0,
            first_nameless: Vec::new(),
            has_key: false,
            all: 0,
            wrong: Vec::new(),
        }
    }

    /// Keeps the first value of every column that is read, also where no attribute has it.
    pub(super) fn keep_others(&mut self) {
        self.keeps_others = true;
    }

    /// The value of an object that puts it together with others.
    pub(super) fn value<'a>(&mut self, account: &'a Account) -> Option<&'a AccountValue> {
        let value = account.get(&self.column);
        self.has_key |= value.is_some();
        value
    }

    /// Adds a row to the account of its value of the column.
    pub(super) fn add(
        &mut self,
        model: &Model,
        row: &Account,
        (id, kept): (Option<String>, Vec<AccountValue>),
        value: Option<String>,
        place: Place,
    ) -> Result<(), AccountError> {
        self.rows += 1;
        let Some(value) = value else {
            self.nameless += 1;
            if self.first_nameless.len() < NAMED {
                self.first_nameless.push(place);
            }
            return Ok(());
        };
        let record = model.record(row, OnInvalid::Missing)?;
        let at = *self.places.entry(value).or_insert(self.accounts.len());
        if at == self.accounts.len() {
            let values = self.attributes.iter().map(|_| Joined::default()).collect();
            self.accounts.push_back(Group {
                id: None,
                kept: Vec::new(),
                place,
                values,
                others: Account::new(),
            });
        }
        let Some(group) = self.accounts.get_mut(at) else { return Ok(()) };
        group.id = group.id.take().or(id);
        group.kept.resize(kept.len(), AccountValue::Null);
        for (first, value) in group.kept.iter_mut().zip(kept).filter(|(first, _)| is_blank_value(first)) {
            *first = value;
        }
        for (attribute, joined) in self.attributes.iter().zip(&mut group.values) {
            joined.add(attribute.of(model, row, &record), place);
        }
        if self.keeps_others {
            for key in row.keys().filter(|key| !self.attributes.iter().any(|known| known.has(key))) {
                let value = row.get(key).filter(|value| **value != AccountValue::Null);
                if let (Some(value), None) = (value, group.others.get(key)) {
                    group.others.set(key, value.clone());
                }
            }
        }
        Ok(())
    }

    /// Notes that all rows were read.
    pub(super) fn end(&mut self) {
        self.is_read = true;
        self.all = self.accounts.len() as u64;
        self.places = BTreeMap::new();
    }

    pub(super) fn is_read(&self) -> bool {
        self.is_read
    }

    /// Rows that were read.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// The next account; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Whole> {
        let group = self.accounts.pop_front()?;
        let mut account = group.others;
        self.wrong.clear();
        for (attribute, joined) in self.attributes.iter().zip(group.values) {
            let Some((name, value, wrong)) = joined.into_value() else { continue };
            self.wrong.extend(wrong.map(|place| (attribute.name, place)));
            account.set(name, value);
        }
        let line = if let Place::Line(line) = group.place { line } else { 0 };
        Some(Whole { account, id: group.id, line, kept: group.kept })
    }

    /// The row of the account that was given last which an attribute's value comes from, where it is not the account's first.
    pub(super) fn wrong(&self, attribute: &str) -> Option<Place> {
        self.wrong.iter().find(|(name, _)| *name == attribute).map(|(_, place)| *place)
    }

    /// Tells how many accounts there are, and of rows that are of none.
    pub(super) fn tell(&self, file: &str, are_objects: bool) -> Result<(), Failure> {
        let column = quoted(&self.column);
        if are_objects && self.rows > 0 && !self.has_key {
            return Err(Failure::Usage(format!("{file}: `--group-by`: no account has {column}")));
        }
        let named = count(self.rows - self.nameless, "row");
        let are = if self.rows - self.nameless == 1 { "is" } else { "are" };
        let mut text = format!("{file}: {named} {are} {}, by {column}", count(self.all, "account"));
        if let Some(first) = self.first_nameless.first() {
            let word = if matches!(first, Place::Line(_)) { "line" } else { "row" };
            let each: Vec<String> =
                self.first_nameless.iter().map(|place| place.number().to_string()).collect();
            let (words, more) = match (each.len() as u64, self.nameless) {
                (1, _) => (word.to_owned(), ""),
                (shown, all) if shown < all => (format!("{word}s"), " .."),
                _ => (format!("{word}s"), ""),
            };
            let (rows, each) = (count(self.nameless, "row"), each.join(", "));
            text.push_str(&format!("; {rows} without a value there left out ({words} {each}{more})"));
        }
        notice(&text);
        Ok(())
    }
}
