//! The values that attributes take, in the words of messages about other ones. `read` and `written` refuse with them.

use std::borrow::Cow;

use super::invalid::Invalid;
use crate::error::quote;
use crate::reading::Reading;
use crate::value::{AttributeType, NumberIssue, float_text};

pub(super) const NUMBER: &str = "a number (plain digits such as 1200000 or 2.5)";
pub(super) const EXACT: &str = "a number that every language holds exactly (integers up to 2^53)";
pub(super) const FINITE: &str = "a finite number";
pub(super) const TEXT: &str = "text";
pub(super) const BOOL: &str = "true or false (also yes or no)";
pub(super) const DATE: &str = "a date (YYYY-MM-DD, or an RFC 3339 timestamp with an offset)";
pub(super) const YEARS: &str = "a date in the years 1 to 9999";
pub(super) const SET: &str = "a list of texts, or one text with separators";
pub(super) const ITEM: &str = "texts in the list";
pub(super) const EVENTS: &str = "a list of events ({event, on, count?})";

/// The values that an attribute takes, for messages.
pub(super) fn expected(reading: &Reading) -> Cow<'static, str> {
    if let Some(expected) = reading.written.as_ref().and_then(|written| written.expected.as_deref()) {
        return Cow::Owned(expected.to_owned());
    }
    Cow::Borrowed(match reading.kind {
        AttributeType::Number => NUMBER,
        AttributeType::Text => TEXT,
        AttributeType::Bool => BOOL,
        AttributeType::Date => DATE,
        AttributeType::Set => SET,
        AttributeType::Events => EVENTS,
    })
}

#[cold]
pub(super) fn wrong_number(expected: Cow<'static, str>, issue: NumberIssue, text: &str) -> Invalid {
    match issue {
        NumberIssue::Grammar => Invalid { expected, found: format!("text {}", quote(text)) },
        NumberIssue::NotExact => Invalid { expected: Cow::Borrowed(EXACT), found: quote(text) },
        NumberIssue::TooLarge => Invalid { expected: Cow::Borrowed(FINITE), found: quote(text) },
    }
}

#[cold]
pub(super) fn no_number(reading: &Reading, value: f64) -> Invalid {
    Invalid { expected: expected(reading), found: format!("the number {}", float_text(value)) }
}
