//! How the values of an attribute are read from what a source wrote: the readers of texts and numbers by the keys `missing`,
//! `blank`, `written` and `separator`. `account` and `column` call them; they know no model and no record.

mod constants;
mod date;
mod dates;
mod domain;
mod number;
mod truth;

pub(crate) use constants::Constants;
pub(crate) use date::{DatePattern, MONTHS, PatternIssue};
pub(crate) use dates::{Counted, DateForms};
#[cfg(all(feature = "deferred", not(feature = "messages")))]
pub(crate) use domain::enable as enable_written;
pub(crate) use domain::host;
pub(crate) use number::{NumberForm, NumberRead, Take, is_dash, one_end};
pub(crate) use truth::{Words, usual as usual_truth};

use crate::value::AttributeType;

/// How the values of an attribute are read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    pub(crate) kind: AttributeType,
    /// The separators of a set in one text: each of them cuts. Empty for other types.
    pub(crate) separators: Vec<Box<str>>,
    /// Everything that the model says of it; nothing where values are read as they usually are.
    pub(crate) written: Option<Box<Written>>,
}

/// Everything that a model says of how a source writes an attribute.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Written {
    /// Texts and numbers that stand for no value.
    pub(crate) missing: Constants,
    /// Numbers and days that stand for no value, however they are written.
    pub(crate) values: Vec<f64>,
    pub(crate) days: Vec<i32>,
    pub(crate) blank: Option<Blank>,
    pub(crate) form: Form,
    /// The values that are taken, for messages.
    pub(crate) expected: Option<Box<str>>,
}

/// The known meaning of a blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blank {
    None,
    False,
    Zero,
    Empty,
}

/// The form of a value in a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Form {
    #[default]
    Usual,
    Number(NumberForm),
    Date(DateForms),
    Bool(Words),
    Json,
    Digits,
    Domain,
}

impl Reading {
    /// Values of a type in the usual form.
    pub(crate) const fn usual(kind: AttributeType) -> Self {
        Self { kind, separators: Vec::new(), written: None }
    }

    /// The numbers that stand for no value in a column of numbers.
    pub(crate) fn missing_numbers(&self) -> &[f64] {
        self.written.as_ref().map_or(&[], |written| &written.values)
    }

    /// The days that stand for no value in a column of days.
    pub(crate) fn missing_days(&self) -> &[i32] {
        self.written.as_ref().map_or(&[], |written| &written.days)
    }

    /// The known meaning of a blank.
    pub(crate) fn blank(&self) -> Option<Blank> {
        self.written.as_ref().and_then(|written| written.blank)
    }
}

impl Written {
    /// Whether a number or a day that was read stands for no value.
    pub(crate) fn is_missing_number(&self, number: f64) -> bool {
        self.values.contains(&number)
    }

    pub(crate) fn is_missing_day(&self, day: i32) -> bool {
        self.days.contains(&day)
    }
}

/// A text in the usual form: an item, or the name of an event.
pub(crate) static TEXT: Reading = Reading::usual(AttributeType::Text);
/// A number in the usual form.
pub(crate) static NUMBER: Reading = Reading::usual(AttributeType::Number);
/// A date in the usual form.
pub(crate) static DATE: Reading = Reading::usual(AttributeType::Date);
