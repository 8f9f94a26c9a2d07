//! The one place that says which value an attribute takes: by its type, and by what the model says of how a source writes it.

use std::borrow::Cow;

use super::expected::{
    BOOL, DATE, EVENTS, EXACT, FINITE, ITEM, NUMBER, YEARS, expected, no_number, wrong_number,
};
use super::invalid::{Invalid, invalid};
use super::list::read_list;
use super::set_text;
use super::written::{self, Found};
use super::{AccountValue, Event, Field};
use crate::error::quote;
use crate::reading::{self, Blank, Form, Reading, Written, usual_truth};
use crate::value::{
    AttributeType, Date, Interval, MAX_EXACT_INTEGER, float_text, integer_text, is_blank, parse_number,
    visible,
};

/// A blank that is there: missing, but [`Field::None`] where the model says what a blank is. [`settled`] makes it that.
fn blank<'a>(reading: &Reading) -> Field<'a> {
    if reading.blank().is_some() { Field::None } else { Field::Missing }
}

/// The value of an attribute whose names that are there are all blank.
pub(crate) fn settled<'a>(reading: &Reading) -> Field<'a> {
    match (reading.blank(), reading.kind) {
        (None, _) => Field::Missing,
        (Some(Blank::None), _) => Field::None,
        (Some(Blank::False), _) => Field::Bool(false),
        (Some(Blank::Zero), _) => Field::Number(0.0),
        (Some(Blank::Empty), AttributeType::Events) => Field::Events(Vec::new()),
        (Some(Blank::Empty), _) => Field::Set(Vec::new()),
    }
}

/// A value that was read, or refused.
pub(crate) struct ReadValue<'a> {
    pub(crate) field: Result<Field<'a>, Invalid>,
    /// The text that it was read from, where the field has not got it.
    pub(crate) given: Option<Cow<'a, str>>,
}

impl<'a> From<Result<Field<'a>, Invalid>> for ReadValue<'a> {
    fn from(field: Result<Field<'a>, Invalid>) -> Self {
        Self { field, given: None }
    }
}

impl ReadValue<'_> {
    /// The same value, owning its texts.
    pub(crate) fn into_owned(self) -> ReadValue<'static> {
        ReadValue {
            field: self.field.map(Field::into_owned),
            given: self.given.map(|text| Cow::Owned(text.into_owned())),
        }
    }
}

/// A text for an attribute.
pub(crate) fn from_text<'a>(reading: &Reading, text: Cow<'a, str>) -> Result<Field<'a>, Invalid> {
    read_text(reading, text).field
}

/// [`from_text`], which keeps the text as well.
pub(crate) fn read_text<'a>(reading: &Reading, text: Cow<'a, str>) -> ReadValue<'a> {
    if is_blank(&text) {
        return Ok(blank(reading)).into();
    }
    match any_text(reading, &text) {
        Ok(None) if reading.kind == AttributeType::Set => Ok(Field::Joined(text)).into(),
        Ok(None) => Ok(Field::Text(text)).into(),
        Ok(Some(field)) if is_its_own_text(&field, &text) => Ok(field).into(),
        field => ReadValue { field: field.map(Option::unwrap_or_default), given: Some(text) },
    }
}

/// The value in a text that is not blank; `None` where it is the text itself, or its pieces.
fn any_text<'a>(reading: &Reading, text: &Cow<'a, str>) -> Result<Option<Field<'a>>, Invalid> {
    // INVARIANT: without the reader `validate` has refused the model.
    let (Some(written), Some(reader)) = (&reading.written, written::reader()) else {
        return usual_text(reading.kind, text);
    };
    let field = match (reader.text)(reading, written, text)? {
        Found::Field(field) => Some(field),
        Found::Usual => usual_text(reading.kind, text)?,
        Found::Items(items) => Some(set(items, from_owned)?),
    };
    Ok(field.map(|field| without_placeholder(written, field)))
}

/// Most texts that are the value's own are known by their looks, so that they are not kept. `assess` compares those that are.
fn is_its_own_text(field: &Field<'_>, text: &str) -> bool {
    match field {
        Field::Text(value) => value == text,
        Field::Date(_) => Date::is_usual(text),
        Field::Number(_) => {
            text.len() < 16 && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
        }
        Field::Bool(_) => matches!(text, "true" | "false"),
        Field::Missing
        | Field::None
        | Field::Interval(_)
        | Field::Set(_)
        | Field::Joined(_)
        | Field::Events(_) => false,
    }
}

/// A text in the usual form; `None` where it is the value itself, or its pieces.
fn usual_text<'a>(kind: AttributeType, text: &str) -> Result<Option<Field<'a>>, Invalid> {
    let field = match kind {
        AttributeType::Text => return Ok(None),
        AttributeType::Set => match set_text::read(text)? {
            Some(items) => set(items, from_owned),
            None => return Ok(None),
        },
        AttributeType::Number => match parse_number(text) {
            Ok(number) => Ok(Field::Number(number)),
            Err(issue) => Err(wrong_number(Cow::Borrowed(NUMBER), issue, text)),
        },
        AttributeType::Bool => match usual_truth(text) {
            Some(truth) => Ok(Field::Bool(truth)),
            None => invalid(BOOL, format!("text {}", quote(text))),
        },
        AttributeType::Date => match Date::parse(text) {
            Some(date) => Ok(Field::Date(date)),
            None => invalid(DATE, format!("text {}", quote(text))),
        },
        AttributeType::Events => match read_list(text) {
            Some(list) => events(list),
            None => invalid(EVENTS, format!("text {}", quote(text))),
        },
    };
    field.map(Some)
}

/// The same value, unless it is a number or a day that stands for none.
fn without_placeholder<'a>(written: &Written, field: Field<'a>) -> Field<'a> {
    let is_placeholder = match &field {
        Field::Number(number) => written.is_missing_number(*number),
        Field::Date(date) => written.is_missing_day(date.days()),
        _ => false,
    };
    if is_placeholder { Field::Missing } else { field }
}

/// A number for an attribute; `integer` when it was written as one.
pub(crate) fn from_number<'a>(
    reading: &Reading,
    value: f64,
    integer: Option<i128>,
) -> Result<Field<'a>, Invalid> {
    if value.is_nan() {
        return Ok(blank(reading));
    }
    if let (Some(written), Some(reader)) = (&reading.written, written::reader())
        && let Some(field) = (reader.number)(reading, written, value, integer)
    {
        return field.map(|field| without_placeholder(written, field));
    }
    if reading.kind != AttributeType::Number {
        return Err(no_number(reading, value));
    }
    if !value.is_finite() {
        return invalid(FINITE, float_text(value));
    }
    match integer {
        Some(n) if n.unsigned_abs() > u128::from(MAX_EXACT_INTEGER) => invalid(EXACT, integer_text(n)),
        _ => Ok(Field::Number(value + 0.0)),
    }
}

/// A day since 1970-01-01 for an attribute.
pub(crate) fn from_date<'a>(reading: &Reading, day: Option<i64>) -> Result<Field<'a>, Invalid> {
    let Some(day) = day else { return Ok(blank(reading)) };
    let date = i32::try_from(day).ok().and_then(Date::from_days);
    match (reading.kind, date) {
        (AttributeType::Date, Some(date)) => Ok(match &reading.written {
            Some(written) => without_placeholder(written, Field::Date(date)),
            None => Field::Date(date),
        }),
        (AttributeType::Date, None) => invalid(YEARS, "a date outside of the years 1 to 9999".to_owned()),
        (_, Some(date)) => invalid(expected(reading), format!("the date {date}")),
        (_, None) => invalid(expected(reading), "a date".to_owned()),
    }
}

/// A value that an attribute never takes.
pub(crate) fn wrong(reading: &Reading, found: &str) -> Invalid {
    Invalid { expected: expected(reading), found: found.to_owned() }
}

/// A bool for an attribute.
pub(crate) fn from_bool<'a>(reading: &Reading, value: bool) -> Result<Field<'a>, Invalid> {
    if reading.kind == AttributeType::Bool {
        Ok(Field::Bool(value))
    } else {
        invalid(expected(reading), value.to_string())
    }
}

/// Nothing, where something could be.
pub(crate) fn from_null<'a>(reading: &Reading) -> Field<'a> {
    blank(reading)
}

/// An interval for an attribute.
fn from_interval<'a>(reading: &Reading, interval: Interval) -> Result<Field<'a>, Invalid> {
    let form = reading.written.as_ref().map(|written| &written.form);
    match (form, interval.only()) {
        (_, Some(number)) => from_number(reading, number, None),
        (Some(Form::Number(form)), None) if form.takes_intervals() => Ok(Field::Interval(interval)),
        _ => invalid(expected(reading), "an interval".to_owned()),
    }
}

/// Any value for an attribute.
pub(crate) fn from_value<'a>(reading: &Reading, value: &'a AccountValue) -> Result<Field<'a>, Invalid> {
    read_value(reading, value).field
}

/// [`from_value`], which keeps the text as well.
pub(crate) fn read_value<'a>(reading: &Reading, value: &'a AccountValue) -> ReadValue<'a> {
    match value {
        AccountValue::Text(text) => read_text(reading, Cow::Borrowed(text)),
        AccountValue::List(items) if reading.kind == AttributeType::Set => set(items, from_value).into(),
        AccountValue::List(items) if reading.kind == AttributeType::Events => events(items.clone()).into(),
        value => from_plain(reading, value).into(),
    }
}

/// [`from_value`] of a value that is given away.
fn from_owned(reading: &Reading, value: AccountValue) -> Result<Field<'static>, Invalid> {
    read_owned(reading, value).field
}

/// [`read_value`] of a value that is given away.
pub(crate) fn read_owned(reading: &Reading, value: AccountValue) -> ReadValue<'static> {
    match value {
        AccountValue::Text(text) => read_text(reading, Cow::Owned(text)),
        AccountValue::List(items) if reading.kind == AttributeType::Set => set(items, from_owned).into(),
        AccountValue::List(items) if reading.kind == AttributeType::Events => events(items).into(),
        value => from_plain(reading, &value).into(),
    }
}

/// A value that is neither a text nor a list that an attribute takes.
fn from_plain<'a>(reading: &Reading, value: &AccountValue) -> Result<Field<'a>, Invalid> {
    match value {
        AccountValue::Null => Ok(blank(reading)),
        AccountValue::Bool(value) => from_bool(reading, *value),
        AccountValue::Integer(n) => from_number(reading, *n as f64, Some(*n)),
        AccountValue::Float(value) => from_number(reading, *value, None),
        AccountValue::Date(date) => from_date(reading, Some(i64::from(date.days()))),
        AccountValue::Interval(interval) => from_interval(reading, *interval),
        AccountValue::Text(_) | AccountValue::List(_) | AccountValue::Map(_) | AccountValue::Other(_) => {
            invalid(expected(reading), value.noun().into_owned())
        }
    }
}

fn set<'a, V>(
    items: impl IntoIterator<Item = V, IntoIter: ExactSizeIterator>,
    read: fn(&Reading, V) -> Result<Field<'a>, Invalid>,
) -> Result<Field<'a>, Invalid> {
    let items = items.into_iter();
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        match read(&reading::TEXT, item) {
            Ok(Field::Text(text)) => texts.push(text),
            Ok(_) => {}
            Err(invalid) => return Err(wrong_item(&invalid)),
        }
    }
    Ok(Field::Set(texts))
}

/// An item of a set that is no text.
pub(crate) fn wrong_item(invalid: &Invalid) -> Invalid {
    Invalid { expected: Cow::Borrowed(ITEM), found: format!("{} in it", invalid.found) }
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
            ("count", value) => match from_owned(&reading::NUMBER, value) {
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
            Self::Other(noun) => return Cow::Owned(visible(noun, 160)),
        })
    }
}
