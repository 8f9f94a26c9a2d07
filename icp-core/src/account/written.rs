//! The values of attributes of which the model says how a source writes them. `read` calls it, by functions that a web page may
//! fetch later.

use std::borrow::Cow;

use super::expected::{EXACT, expected, no_number, wrong_number};
use super::invalid::{Invalid, invalid};
use super::list::read_list;
use super::{AccountValue, Field};
use crate::error::quote;
use crate::reading::{Form, NumberRead, Reading, Written, host};
use crate::value::{AttributeType, MAX_EXACT_INTEGER, fold, integer_text, is_folded_ascii};

/// How texts and numbers are read.
pub(super) struct Reader {
    pub(super) text: for<'a> fn(&Reading, &Written, &Cow<'a, str>) -> Result<Found<'a>, Invalid>,
    pub(super) number: Number,
}

type Number = fn(&Reading, &Written, f64, Option<i128>) -> Option<Result<Field<'static>, Invalid>>;

/// The value that is in a text.
pub(super) enum Found<'a> {
    Field(Field<'a>),
    /// The text is read as usual.
    Usual,
    /// Those of a set.
    Items(Vec<AccountValue>),
}

fetched! {
    /// The reader; a model that takes one cannot be read before it has come.
    reader: &'static Reader = &Reader { text, number }
}

/// A text that is not blank, as the model says that the source writes it.
fn text<'a>(reading: &Reading, written: &Written, text: &Cow<'a, str>) -> Result<Found<'a>, Invalid> {
    let is_missing = match (reading.kind, &written.form) {
        // A number is compared once it has been read.
        (AttributeType::Number, Form::Usual) => written.missing.has_word(text),
        _ => written.missing.has_text(text),
    };
    if is_missing {
        return Ok(Found::Field(Field::Missing));
    }
    let wrong =
        |text: &str| Err(Invalid { expected: expected(reading), found: format!("text {}", quote(text)) });
    let field = match &written.form {
        Form::Usual | Form::Digits => return Ok(Found::Usual),
        Form::Number(form) => match form.read(text) {
            Ok(NumberRead::Number(number)) => Field::Number(number),
            Ok(NumberRead::Interval(interval)) => Field::Interval(interval),
            Err(issue) => return Err(wrong_number(expected(reading), issue, text)),
        },
        Form::Date(forms) => match forms.read(text) {
            Some(date) => Field::Date(date),
            None => return wrong(text),
        },
        Form::Bool(words) => match words.read(text) {
            Some(truth) => Field::Bool(truth),
            None => return wrong(text),
        },
        Form::Json => match Some(text.trim()).filter(|text| text.starts_with('[')).and_then(read_list) {
            Some(items) => return Ok(Found::Items(items)),
            None => return wrong(text),
        },
        Form::Domain => match domain(text) {
            Some(host) => Field::Text(cut(text, host)),
            None => return wrong(text),
        },
    };
    Ok(Found::Field(field))
}

/// A host within a text: the range of its bytes, or its small letters.
enum Host {
    Part(std::ops::Range<usize>),
    Lower(String),
}

fn domain(text: &str) -> Option<Host> {
    let host = host(text)?;
    if !is_folded_ascii(host) {
        return Some(Host::Lower(fold(host).into_owned()));
    }
    let start = host.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    Some(Host::Part(start..start + host.len()))
}

/// The host of a text, borrowed where the text is.
fn cut<'a>(text: &Cow<'a, str>, host: Host) -> Cow<'a, str> {
    match (host, text) {
        (Host::Lower(host), _) => Cow::Owned(host),
        (Host::Part(range), Cow::Borrowed(text)) => Cow::Borrowed(text.get(range).unwrap_or_default()),
        (Host::Part(range), Cow::Owned(text)) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
    }
}

/// A number that stands for none, or where texts, dates or truths are wanted but may come as numbers. `None` where it is read as
/// any number is.
fn number<'a>(
    reading: &Reading,
    written: &Written,
    value: f64,
    integer: Option<i128>,
) -> Option<Result<Field<'a>, Invalid>> {
    if written.missing.has_number(value) || written.is_missing_number(value) {
        return Some(Ok(Field::Missing));
    }
    let field = of_form(&written.form, value)?;
    if let Some(n) = integer.filter(|n| n.unsigned_abs() > u128::from(MAX_EXACT_INTEGER)) {
        return Some(invalid(EXACT, integer_text(n)));
    }
    Some(field.ok_or_else(|| no_number(reading, value)))
}

/// A number where texts, dates or truths are wanted, but may come as numbers. `None` where they may not, `Some(None)` where this one
/// is none.
#[allow(clippy::option_option, reason = "the first says whether numbers are taken at all")]
fn of_form<'a>(form: &Form, value: f64) -> Option<Option<Field<'a>>> {
    match form {
        Form::Date(forms) => forms.takes_numbers().then(|| forms.read_number(value).map(Field::Date)),
        Form::Bool(words) => Some(words.read_number(value).map(Field::Bool)),
        Form::Digits => {
            let is_whole = value.fract() == 0.0 && value.abs() <= MAX_EXACT_INTEGER as f64;
            Some(is_whole.then(|| Field::Text(Cow::Owned(integer_text(value as i128)))))
        }
        Form::Usual | Form::Number(_) | Form::Json | Form::Domain => None,
    }
}
