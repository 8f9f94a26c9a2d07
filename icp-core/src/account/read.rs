//! The one place that says which value an attribute of a type takes.

use std::borrow::Cow;

use super::invalid::{Invalid, invalid};
use super::list::read_list;
use super::set_text::{self, SetText};
use super::{AccountValue, Event, Field};
use crate::error::quote;
use crate::value::{
    AttributeType, Date, MAX_EXACT_INTEGER, NumberIssue, float_text, fold, integer_text, is_blank,
    parse_number, visible,
};

const NUMBER: &str = "a number (plain digits such as 1200000 or 2.5)";
const EXACT: &str = "a number that every language holds exactly (integers up to 2^53)";
const FINITE: &str = "a finite number";
const TEXT: &str = "text";
const BOOL: &str = "true or false (also yes or no)";
const DATE: &str = "a date (YYYY-MM-DD, or an RFC 3339 timestamp with an offset)";
const YEARS: &str = "a date in the years 1 to 9999";
const SET: &str = "a list of texts, or one text with separators";
const ITEM: &str = "texts in the list";
const EVENTS: &str = "a list of events ({event, on, count?})";

fn expected(kind: AttributeType) -> &'static str {
    match kind {
        AttributeType::Number => NUMBER,
        AttributeType::Text => TEXT,
        AttributeType::Bool => BOOL,
        AttributeType::Date => DATE,
        AttributeType::Set => SET,
        AttributeType::Events => EVENTS,
    }
}

/// A text for an attribute of this type.
pub(crate) fn from_text(kind: AttributeType, text: Cow<'_, str>) -> Result<Field<'_>, Invalid> {
    if is_blank(&text) {
        return Ok(Field::Missing);
    }
    match kind {
        AttributeType::Text => Ok(Field::Text(text)),
        AttributeType::Set => match set_text::read(text)? {
            SetText::Items(items) => set(items, from_owned),
            SetText::Joined(text) => Ok(Field::Joined(text)),
        },
        AttributeType::Number => match parse_number(&text) {
            Ok(number) => Ok(Field::Number(number)),
            Err(NumberIssue::Grammar) => invalid(NUMBER, format!("text {}", quote(&text))),
            Err(NumberIssue::NotExact) => invalid(EXACT, quote(&text)),
            Err(NumberIssue::TooLarge) => invalid(FINITE, quote(&text)),
        },
        AttributeType::Bool => match &*fold(&text) {
            "true" | "yes" => Ok(Field::Bool(true)),
            "false" | "no" => Ok(Field::Bool(false)),
            _ => invalid(BOOL, format!("text {}", quote(&text))),
        },
        AttributeType::Date => match Date::parse(&text) {
            Some(date) => Ok(Field::Date(date)),
            None => invalid(DATE, format!("text {}", quote(&text))),
        },
        AttributeType::Events => match read_list(&text) {
            Some(list) => events(list),
            None => invalid(EVENTS, format!("text {}", quote(&text))),
        },
    }
}

/// A number for an attribute of this type; `integer` when it was written as one.
pub(crate) fn from_number<'a>(
    kind: AttributeType,
    value: f64,
    integer: Option<i128>,
) -> Result<Field<'a>, Invalid> {
    if value.is_nan() {
        return Ok(Field::Missing);
    }
    if kind != AttributeType::Number {
        return invalid(expected(kind), format!("the number {}", float_text(value)));
    }
    if !value.is_finite() {
        return invalid(FINITE, float_text(value));
    }
    match integer {
        Some(n) if n.unsigned_abs() > u128::from(MAX_EXACT_INTEGER) => invalid(EXACT, integer_text(n)),
        _ => Ok(Field::Number(value + 0.0)),
    }
}

/// A day since 1970-01-01 for an attribute of this type.
pub(crate) fn from_date<'a>(kind: AttributeType, day: Option<i64>) -> Result<Field<'a>, Invalid> {
    let Some(day) = day else { return Ok(Field::Missing) };
    let date = i32::try_from(day).ok().and_then(Date::from_days);
    match (kind, date) {
        (AttributeType::Date, Some(date)) => Ok(Field::Date(date)),
        (AttributeType::Date, None) => invalid(YEARS, "a date outside of the years 1 to 9999".to_owned()),
        (_, Some(date)) => invalid(expected(kind), format!("the date {date}")),
        (_, None) => invalid(expected(kind), "a date".to_owned()),
    }
}

/// A value that an attribute of this type never takes.
pub(crate) fn wrong(kind: AttributeType, found: &str) -> Invalid {
    Invalid { expected: expected(kind), found: found.to_owned() }
}

/// A bool for an attribute of this type.
pub(crate) fn from_bool<'a>(kind: AttributeType, value: bool) -> Result<Field<'a>, Invalid> {
    if kind == AttributeType::Bool {
        Ok(Field::Bool(value))
    } else {
        invalid(expected(kind), value.to_string())
    }
}

/// Any value for an attribute of this type.
pub(crate) fn from_value(kind: AttributeType, value: &AccountValue) -> Result<Field<'_>, Invalid> {
    match value {
        AccountValue::Text(text) => from_text(kind, Cow::Borrowed(text)),
        AccountValue::List(items) if kind == AttributeType::Set => set(items, from_value),
        AccountValue::List(items) if kind == AttributeType::Events => events(items.clone()),
        value => from_plain(kind, value),
    }
}

/// [`from_value`] of a value that is given away.
pub(crate) fn from_owned(kind: AttributeType, value: AccountValue) -> Result<Field<'static>, Invalid> {
    match value {
        AccountValue::Text(text) => from_text(kind, Cow::Owned(text)),
        AccountValue::List(items) if kind == AttributeType::Set => set(items, from_owned),
        AccountValue::List(items) if kind == AttributeType::Events => events(items),
        value => from_plain(kind, &value),
    }
}

/// A value that is neither a text nor a list that an attribute of this type takes.
fn from_plain<'a>(kind: AttributeType, value: &AccountValue) -> Result<Field<'a>, Invalid> {
    match value {
        AccountValue::Null => Ok(Field::Missing),
        AccountValue::Bool(value) => from_bool(kind, *value),
        AccountValue::Integer(n) => from_number(kind, *n as f64, Some(*n)),
        AccountValue::Float(value) => from_number(kind, *value, None),
        AccountValue::Date(date) if kind == AttributeType::Date => Ok(Field::Date(*date)),
        AccountValue::Date(date) => invalid(expected(kind), format!("the date {date}")),
        AccountValue::Interval(_)
        | AccountValue::Text(_)
        | AccountValue::List(_)
        | AccountValue::Map(_)
        | AccountValue::Other(_) => invalid(expected(kind), value.noun().into_owned()),
    }
}

fn set<'a, V>(
    items: impl IntoIterator<Item = V, IntoIter: ExactSizeIterator>,
    read: fn(AttributeType, V) -> Result<Field<'a>, Invalid>,
) -> Result<Field<'a>, Invalid> {
    let items = items.into_iter();
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        match read(AttributeType::Text, item) {
            Ok(Field::Text(text)) => texts.push(text),
            Ok(_) => {}
            Err(invalid) => return Err(wrong_item(&invalid)),
        }
    }
    Ok(Field::Set(texts))
}

/// An item of a set that is no text.
pub(crate) fn wrong_item(invalid: &Invalid) -> Invalid {
    Invalid { expected: ITEM, found: format!("{} in it", invalid.found) }
}

fn events<'a>(items: Vec<AccountValue>) -> Result<Field<'a>, Invalid> {
    let mut events = Vec::with_capacity(items.len());
    for item in items {
        match event(item) {
            Ok(Some(event)) => events.push(event),
            Ok(None) => {}
            Err(found) => return invalid(EVENTS, found),
        }
    }
    Ok(Field::Events(events))
}

/// One event; null items are left out, anything else must be complete.
fn event<'a>(item: AccountValue) -> Result<Option<Event<'a>>, String> {
    let entries = match item {
        AccountValue::Null => return Ok(None),
        AccountValue::Map(entries) => entries,
        other => return Err(format!("{} in it", other.noun())),
    };
    let (mut name, mut on, mut count) = (None, None, 1.0);
    for (key, value) in entries {
        match (key.as_str(), value) {
            ("event", AccountValue::Text(text)) if !is_blank(&text) => name = Some(text),
            ("on", AccountValue::Date(date)) => on = Some(date),
            ("on", AccountValue::Text(text)) => match Date::parse(&text) {
                Some(date) => on = Some(date),
                None => return Err(format!("an event on {}", quote(&text))),
            },
            ("count", AccountValue::Null) => {}
            ("count", value) => match from_owned(AttributeType::Number, value) {
                Ok(Field::Number(n)) if n >= 0.0 => count = n,
                Ok(Field::Missing) => {}
                _ => return Err("an event whose count is not a number from 0 up".to_owned()),
            },
            ("event" | "on", _) => return Err(format!("an event with a wrong {}", quote(&key))),
            // Other keys of an event are ignored, like other keys of a record.
            _ => {}
        }
    }
    match (name, on) {
        (Some(event), Some(on)) => Ok(Some(Event { event: Cow::Owned(event), on, count })),
        (None, _) => Err("an event without `event`".to_owned()),
        (_, None) => Err("an event without `on`".to_owned()),
    }
}

impl AccountValue {
    /// The value in words, for messages; never its content.
    pub(crate) fn noun(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true/false",
            Self::Integer(_) | Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::Date(_) => "a date",
            Self::Interval(_) => "an interval",
            Self::List(_) => "a list",
            Self::Map(_) => "an object",
            Self::Other(noun) => return Cow::Owned(visible(noun, 80)),
        })
    }
}
