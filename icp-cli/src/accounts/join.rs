//! One value of an attribute out of the values in the rows of an account: blanks give way to values, equal values count once, sets
//! are united and events joined. Any other difference is a value that no attribute takes. What a text means the core says.

use std::collections::BTreeMap;
use std::fmt;

use icp_core::account::Field;
use icp_core::value::{Interval, fold, is_blank};
use icp_core::{Account, AccountValue, Date, Model, OnInvalid, Record};

use crate::text::quoted;

/// Characters of a value that are shown.
const SHOWN: usize = 30;

/// The line of a row, or its number where the file has no lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Line(u64),
    Row(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Row(row) => write!(f, "row {row}"),
        }
    }
}

impl Place {
    pub(super) fn number(self) -> u64 {
        match self {
            Self::Line(number) | Self::Row(number) => number,
        }
    }
}

/// An attribute that is read.
pub(super) struct Attribute<'m> {
    pub(super) name: &'m str,
    /// Its place among the fields of a record.
    at: usize,
    names: Vec<&'m str>,
    separators: Vec<&'m str>,
    /// Texts that mean another one, folded.
    synonyms: BTreeMap<String, String>,
}

/// The value of one row.
pub(super) enum Given<'m> {
    /// It has no such column or key.
    Absent,
    Blank(&'m str),
    /// A text or number that stands for no value.
    Placeholder(&'m str, AccountValue),
    Valid(&'m str, AccountValue, Meaning),
    Invalid(&'m str, AccountValue),
}

/// A value as the attribute reads it, so that two can be compared.
#[derive(Debug, PartialEq)]
pub(super) enum Meaning {
    Number(f64),
    Interval(Interval),
    Text(String),
    Bool(bool),
    Date(Date),
    Set(Items),
    Events(Vec<(String, Date, f64)>),
}

/// The items of a set, as they stand and folded.
#[derive(Debug, PartialEq, Default)]
pub(super) struct Items {
    texts: Vec<String>,
    folded: Vec<String>,
}

/// The values of the rows so far. Each kind gives way to those below it.
#[derive(Default)]
pub(super) enum Joined<'m> {
    #[default]
    Absent,
    Blank(&'m str),
    Placeholder(&'m str, AccountValue),
    Valid {
        name: &'m str,
        value: AccountValue,
        meaning: Meaning,
        place: Place,
        /// The lists of events that were joined.
        lists: Vec<Vec<(String, Date, f64)>>,
    },
    /// Invalid in one row, or different in two.
    Wrong(&'m str, AccountValue, Place),
}

impl<'m> Attribute<'m> {
    /// The attributes of a model that accounts are read for.
    pub(super) fn all(model: &'m Model) -> Vec<Self> {
        let each = model.attributes().zip(&model.definition().attributes).enumerate();
        each.filter(|(_, (attribute, _))| attribute.is_read())
            .map(|(at, (attribute, definition))| {
                let of = |(text, others): &(Box<str>, Vec<Box<str>>)| {
                    let text = fold(text).into_owned();
                    others.iter().map(|other| (fold(other).into_owned(), text.clone())).collect::<Vec<_>>()
                };
                Self {
                    name: attribute.name(),
                    at,
                    names: attribute.names().collect(),
                    separators: attribute.separators().collect(),
                    synonyms: definition.synonyms.iter().flat_map(of).collect(),
                }
            })
            .collect()
    }

    /// Whether a key is one of its names.
    pub(super) fn has(&self, key: &str) -> bool {
        self.names.contains(&key)
    }

    /// Its value in a row, of which the record was made.
    pub(super) fn of(&self, model: &Model, row: &Account, record: &Record<'_>) -> Given<'m> {
        let each = self.names.iter().flat_map(|name| row.under(name).map(move |value| (*name, value)));
        let (blank, there): (Vec<_>, Vec<_>) = each.partition(|(_, value)| is_blank_value(value));
        let field = record.fields().get(self.at).unwrap_or(&Field::Missing);
        let is_invalid = record.issues().iter().any(|issue| &*issue.attribute == self.name);
        let counts = |name: &str, value: &AccountValue| {
            let alone = Account::new().with(name, value.clone());
            model.record(&alone, OnInvalid::Missing).is_ok_and(|record| {
                !record.issues().is_empty() || record.fields().get(self.at) != Some(&Field::Missing)
            })
        };
        let chosen = match &*there {
            [] => None,
            [one] => Some(*one),
            // A placeholder under one name makes room for the next.
            several => several.iter().find(|(name, value)| counts(name, value)).or(several.first()).copied(),
        };
        match (chosen, blank.first()) {
            (None, None) => Given::Absent,
            (None, Some((name, _))) => Given::Blank(name),
            (Some((name, value)), _) if is_invalid => Given::Invalid(name, value.clone()),
            (Some((name, value)), _) => match self.meaning(field) {
                Some(meaning) => Given::Valid(name, value.clone(), meaning),
                None => Given::Placeholder(name, value.clone()),
            },
        }
    }

    fn meaning(&self, field: &Field<'_>) -> Option<Meaning> {
        Some(match field {
            Field::Number(number) => Meaning::Number(*number),
            Field::Interval(interval) => Meaning::Interval(*interval),
            Field::Text(text) => Meaning::Text(self.folded(text)),
            Field::Bool(truth) => Meaning::Bool(*truth),
            Field::Date(date) => Meaning::Date(*date),
            Field::Set(items) => Meaning::Set(self.items(items.iter().map(|item| &**item))),
            Field::Joined(text) => {
                let cut = |texts: Vec<String>, separator: &&str| -> Vec<String> {
                    texts.iter().flat_map(|text| text.split(*separator)).map(str::to_owned).collect()
                };
                let texts = self.separators.iter().fold(vec![text.to_string()], cut);
                Meaning::Set(self.items(texts.iter().map(String::as_str)))
            }
            Field::Events(events) => Meaning::Events(
                events.iter().map(|event| (event.event.to_string(), event.on, event.count)).collect(),
            ),
            // Nothing, or a kind of value that is not known here.
            _ => return None,
        })
    }

    /// A text as rules compare it.
    fn folded(&self, text: &str) -> String {
        let folded = fold(text);
        self.synonyms.get(&*folded).cloned().unwrap_or_else(|| folded.into_owned())
    }

    fn items<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Items {
        let mut items = Items::default();
        for text in texts.map(str::trim).filter(|text| !text.is_empty()) {
            items.add(text.to_owned(), self.folded(text));
        }
        items
    }
}

impl Items {
    /// Adds an item, unless it is there; whether it was added.
    fn add(&mut self, text: String, folded: String) -> bool {
        let is_new = !self.folded.contains(&folded);
        if is_new {
            self.texts.push(text);
            self.folded.push(folded);
        }
        is_new
    }
}

impl<'m> Joined<'m> {
    /// Adds the value of a row.
    pub(super) fn add(&mut self, given: Given<'m>, place: Place) {
        match (&mut *self, given) {
            (Self::Wrong(..), _) | (_, Given::Absent) => {}
            (_, Given::Invalid(name, value)) => *self = Self::Wrong(name, value, place),
            (Self::Valid { name, value, meaning, place: first, lists }, Given::Valid(_, other, of_other)) => {
                if !joins(value, meaning, lists, of_other) {
                    let text = format!("{} in {first}, but {} in {place}", shown(value), shown(&other));
                    *self = Self::Wrong(name, AccountValue::Other(text), place);
                }
            }
            (Self::Valid { .. }, _) => {}
            (_, Given::Valid(name, value, meaning)) => {
                let lists = match &meaning {
                    Meaning::Events(events) => vec![events.clone()],
                    _ => Vec::new(),
                };
                *self = Self::Valid { name, value, meaning, place, lists };
            }
            (Self::Placeholder(..), _) => {}
            (_, Given::Placeholder(name, value)) => *self = Self::Placeholder(name, value),
            (Self::Blank(_), _) => {}
            (Self::Absent, Given::Blank(name)) => *self = Self::Blank(name),
        }
    }

    /// The value of the account, the name that it stands under, and the row that is to blame for an invalid one.
    pub(super) fn into_value(self) -> Option<(&'m str, AccountValue, Option<Place>)> {
        match self {
            Self::Absent => None,
            Self::Blank(name) => Some((name, AccountValue::Null, None)),
            Self::Placeholder(name, value) | Self::Valid { name, value, .. } => Some((name, value, None)),
            Self::Wrong(name, value, place) => Some((name, value, Some(place))),
        }
    }
}

/// Joins another value to one; false where they differ.
fn joins(
    value: &mut AccountValue,
    meaning: &mut Meaning,
    lists: &mut Vec<Vec<(String, Date, f64)>>,
    other: Meaning,
) -> bool {
    match (meaning, other) {
        (Meaning::Set(items), Meaning::Set(more)) => {
            let mut is_more = false;
            for (text, folded) in more.texts.into_iter().zip(more.folded) {
                is_more |= items.add(text, folded);
            }
            if is_more {
                *value = AccountValue::List(items.texts.iter().cloned().map(AccountValue::Text).collect());
            }
            true
        }
        (Meaning::Events(events), Meaning::Events(more)) => {
            if !lists.contains(&more) {
                events.extend(more.iter().cloned());
                lists.push(more);
                *value = AccountValue::List(events.iter().map(event).collect());
            }
            true
        }
        (meaning, other) => *meaning == other,
    }
}

fn event((name, on, times): &(String, Date, f64)) -> AccountValue {
    AccountValue::Map(vec![
        ("event".to_owned(), AccountValue::Text(name.clone())),
        ("on".to_owned(), AccountValue::Date(*on)),
        ("count".to_owned(), AccountValue::Float(*times)),
    ])
}

fn is_blank_value(value: &AccountValue) -> bool {
    match value {
        AccountValue::Null => true,
        AccountValue::Text(text) => is_blank(text),
        AccountValue::Float(number) => number.is_nan(),
        _ => false,
    }
}

/// A value in a message.
fn shown(value: &AccountValue) -> String {
    let text = match value {
        AccountValue::Text(text) => text.trim().to_owned(),
        AccountValue::Integer(number) => number.to_string(),
        AccountValue::Float(number) => number.to_string(),
        AccountValue::Bool(truth) => truth.to_string(),
        AccountValue::Date(date) => date.to_string(),
        _ => return "another value".to_owned(),
    };
    let cut: String = text.chars().take(SHOWN).collect();
    quoted(&if cut.len() < text.len() { format!("{cut}…") } else { cut })
}
