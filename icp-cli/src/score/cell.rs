//! One cell of what is written, as CSV, a workbook and sorting take it.

use std::borrow::Cow;

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Date32Type, Float64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use icp_core::arrow::arrow_value;
use icp_core::{AccountValue, Date};

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Cell<'a> {
    #[default]
    Blank,
    Text(Cow<'a, str>),
    Number(f64),
    Bool(bool),
    Day(Date),
}

/// Whole numbers that a float holds exactly.
const WHOLE: i128 = 9_007_199_254_740_992;

impl<'a> Cell<'a> {
    /// A text; a blank where there is none.
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    pub(super) fn word(text: Option<&'a str>) -> Self {
        text.map_or(Self::Blank, Self::text)
    }

    pub(super) fn number(number: Option<f64>) -> Self {
        number.map_or(Self::Blank, Self::Number)
    }

    /// A value of a file.
    pub(super) fn of_value(value: &'a AccountValue) -> Self {
        match value {
            AccountValue::Null => Self::Blank,
            AccountValue::Bool(truth) => Self::Bool(*truth),
            AccountValue::Integer(n) if n.abs() <= WHOLE => Self::Number(*n as f64),
            AccountValue::Integer(n) => Self::text(n.to_string()),
            AccountValue::Float(x) => Self::Number(*x),
            AccountValue::Text(text) => Self::text(text.as_str()),
            AccountValue::Date(date) => Self::Day(*date),
            AccountValue::List(items) => Self::text(listed(items)),
            AccountValue::Map(_) => Self::text(json(value).to_string()),
            AccountValue::Other(text) => Self::text(text.as_str()),
            _ => Self::Blank,
        }
    }

    /// A cell of a table.
    pub(super) fn of_table(table: &'a RecordBatch, column: usize, row: usize) -> Self {
        let Some(array) = table.columns().get(column) else { return Self::Blank };
        if array.is_null(row) {
            return Self::Blank;
        }
        match array.data_type() {
            DataType::Utf8 => Self::text(array.as_string::<i32>().value(row)),
            DataType::Float64 => Self::Number(array.as_primitive::<Float64Type>().value(row)),
            DataType::Boolean => Self::Bool(array.as_boolean().value(row)),
            DataType::Date32 => {
                Date::from_days(array.as_primitive::<Date32Type>().value(row)).map_or(Self::Blank, Self::Day)
            }
            _ => Self::foreign(table, array, column, row).into_owned(),
        }
    }

    /// A cell of another type of Arrow's, as an account would have it.
    fn foreign(table: &RecordBatch, array: &ArrayRef, column: usize, row: usize) -> Cell<'static> {
        let schema = table.schema();
        let value = schema.fields().get(column).and_then(|field| arrow_value(field, array, row).ok());
        value.as_ref().map_or(Cell::Blank, |value| Cell::of_value(value).into_owned())
    }

    /// The same with a text of its own.
    pub(super) fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Blank => Cell::Blank,
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => Cell::Number(number),
            Self::Bool(truth) => Cell::Bool(truth),
            Self::Day(date) => Cell::Day(date),
        }
    }
}

/// The items of a list as one text: texts and numbers as the cells of a set are written, anything else as JSON.
fn listed(items: &[AccountValue]) -> String {
    let is_plain = |item: &AccountValue| !matches!(item, AccountValue::List(_) | AccountValue::Map(_));
    if !items.iter().all(is_plain) {
        return serde_json::Value::Array(items.iter().map(json).collect()).to_string();
    }
    let texts = items.iter().map(|item| match json(item) {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    });
    texts.collect::<Vec<_>>().join("; ")
}

fn json(value: &AccountValue) -> serde_json::Value {
    match value {
        AccountValue::Bool(truth) => (*truth).into(),
        AccountValue::Integer(n) => match i64::try_from(*n) {
            Ok(n) => n.into(),
            Err(_) => n.to_string().into(),
        },
        AccountValue::Float(x) => (*x).into(),
        AccountValue::Text(text) | AccountValue::Other(text) => text.as_str().into(),
        AccountValue::Date(date) => date.to_string().into(),
        AccountValue::List(items) => items.iter().map(json).collect::<Vec<_>>().into(),
        AccountValue::Map(entries) => entries
            .iter()
            .map(|(key, value)| (key.clone(), json(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        _ => serde_json::Value::Null,
    }
}
