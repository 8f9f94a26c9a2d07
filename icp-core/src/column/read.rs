//! One value of a column, as an account would have it: the reader that every faster one must agree with.

use std::borrow::Cow;

use super::{Column, Texts, Values};
use crate::account::{
    Event, Field, Invalid, from_bool, from_date, from_null, from_number, from_text, from_value, wrong,
    wrong_item,
};
use crate::reading::{self, Reading};
use crate::value::{AttributeType, Date, float_text};

/// Why a value could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is not what its attribute takes.
    Invalid(Invalid),
    /// The column is not what it says: offsets or codes outside, bytes that are no text.
    Broken(&'static str),
}

impl From<Invalid> for Fault {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

const OFFSETS: &str = "offsets that lie inside their data";
const CODES: &str = "codes that lie inside their dictionary";
const UTF8: &str = "texts of UTF-8";

#[inline]
fn utf8(bytes: Option<&[u8]>) -> Result<Cow<'_, str>, Fault> {
    let bytes = bytes.ok_or(Fault::Broken(OFFSETS))?;
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| Fault::Broken(UTF8))
}

impl Column<'_> {
    /// The finite number of a row, where the column has doubles.
    #[inline]
    pub(crate) fn plain_number(&self, row: usize) -> Option<f64> {
        let Values::F64(values) = &self.values else { return None };
        let number = values.get(row).copied().filter(|number| number.is_finite() && self.is_valid(row))?;
        // -0 is 0.
        Some(number + 0.0)
    }

    /// The value of a row for an attribute; a blank is [`Field::None`] where the model says what a blank is.
    pub(crate) fn field(&self, row: usize, reading: &Reading) -> Result<Field<'_>, Fault> {
        if !self.is_valid(row) {
            return Ok(from_null(reading));
        }
        macro_rules! integer {
            ($values:expr) => {
                match $values.get(row) {
                    Some(value) => from_number(reading, *value as f64, Some(i128::from(*value)))?,
                    None => Field::Missing,
                }
            };
        }
        Ok(match &self.values {
            Values::Null(_) => from_null(reading),
            Values::Bool(values) => from_bool(reading, values.get(row).is_some_and(|byte| *byte != 0))?,
            Values::Bits(bits) => from_bool(reading, bits.get(row))?,
            Values::F64(values) => from_number(reading, values.get(row).copied().unwrap_or(f64::NAN), None)?,
            Values::F32(values) => {
                from_number(reading, values.get(row).map_or(f64::NAN, |value| f64::from(*value)), None)?
            }
            Values::I64(values) => integer!(values),
            Values::I32(values) => integer!(values),
            Values::I16(values) => integer!(values),
            Values::I8(values) => integer!(values),
            Values::U64(values) => integer!(values),
            Values::U32(values) => integer!(values),
            Values::U16(values) => integer!(values),
            Values::U8(values) => integer!(values),
            Values::Days(values) => from_date(reading, values.get(row).copied().map(i64::from))?,
            Values::Moments { values, unit, offset } => {
                from_date(reading, values.get(row).map(|value| day(*value, unit.per_second(), *offset)))?
            }
            Values::Text(text) => from_text(reading, utf8(text.bytes(row))?)?,
            Values::Views(views) => from_text(reading, utf8(views.bytes(row))?)?,
            Values::Dictionary { codes, values } => {
                let code = codes.get(row);
                if code >= values.rows() {
                    return Err(Fault::Broken(CODES));
                }
                values.field(code, reading)?
            }
            Values::List { offsets, items } => {
                let range = offsets.range(row).filter(|range| range.end <= items.rows());
                list(reading, items, range.ok_or(Fault::Broken(OFFSETS))?)?
            }
            Values::Events { offsets, event, on, count } => {
                let range = offsets.range(row).filter(|range| range.end <= event.rows());
                events(reading, (event, on, count.as_deref()), range.ok_or(Fault::Broken(OFFSETS))?)?
            }
            Values::Mixed(values) => match values.get(row) {
                Some(value) => from_value(reading, value)?,
                None => Field::Missing,
            },
        })
    }
}

impl Column<'_> {
    /// Whether a row has a value, right or wrong: as [`Column::field`] finds something that is not missing.
    pub(crate) fn is_there(&self, row: usize) -> bool {
        !matches!(self.field(row, &reading::TEXT), Ok(Field::Missing))
    }
}

impl Column<'_> {
    /// The value of a row as the name of an account, if it can be one: a text or a number.
    pub(crate) fn name(&self, row: usize) -> Option<String> {
        match self.field(row, &reading::TEXT) {
            Ok(Field::Text(text)) => Some(text.into_owned()),
            Ok(_) => None,
            Err(_) => match self.field(row, &Reading::usual(AttributeType::Number)) {
                Ok(Field::Number(number)) => Some(float_text(number)),
                Ok(_) | Err(_) => None,
            },
        }
    }
}

/// The day of a moment.
pub(crate) fn day(value: i64, per_second: i64, offset: i32) -> i64 {
    // Whole seconds first; what does not fit with the offset is far outside of the years that dates have.
    value.div_euclid(per_second).saturating_add(i64::from(offset)).div_euclid(86_400)
}

fn list<'a>(
    reading: &Reading,
    items: &'a Column<'_>,
    range: std::ops::Range<usize>,
) -> Result<Field<'a>, Fault> {
    match reading.kind {
        AttributeType::Set => {}
        // A list of nothing has no events.
        AttributeType::Events if !range.clone().any(|row| items.is_valid(row)) => {
            return Ok(Field::Events(Vec::new()));
        }
        AttributeType::Events => return Err(wrong(reading, "a list of other things").into()),
        AttributeType::Number | AttributeType::Text | AttributeType::Bool | AttributeType::Date => {
            return Err(wrong(reading, "a list").into());
        }
    }
    let mut texts = Vec::with_capacity(range.len());
    for row in range {
        match items.field(row, &reading::TEXT) {
            Ok(Field::Text(text)) => texts.push(text),
            Ok(_) => {}
            Err(Fault::Invalid(invalid)) => return Err(wrong_item(&invalid).into()),
            Err(fault) => return Err(fault),
        }
    }
    Ok(Field::Set(texts))
}

fn events<'a>(
    reading: &Reading,
    (event, on, count): (&'a Column<'_>, &'a Column<'_>, Option<&'a Column<'_>>),
    range: std::ops::Range<usize>,
) -> Result<Field<'a>, Fault> {
    if reading.kind != AttributeType::Events {
        return Err(wrong(reading, "a list of events").into());
    }
    let invalid = |what| Fault::from(wrong(reading, what));
    let mut events = Vec::with_capacity(range.len());
    for row in range {
        let name = match event.field(row, &reading::TEXT)? {
            Field::Text(name) => Some(name),
            _ => None,
        };
        let on: Option<Date> = match on.field(row, &reading::DATE)? {
            Field::Date(date) => Some(date),
            _ => None,
        };
        let count = match count.map(|count| count.field(row, &reading::NUMBER)).transpose()? {
            Some(Field::Number(count)) if count < 0.0 => {
                return Err(invalid("an event whose count is not a number from 0 up"));
            }
            Some(Field::Number(count)) => count,
            _ => 1.0,
        };
        match (name, on) {
            (Some(event), Some(on)) => events.push(Event { event, on, count }),
            // An item of nothing.
            (None, None) => {}
            (None, Some(_)) => return Err(invalid("an event without `event`")),
            (Some(_), None) => return Err(invalid("an event without `on`")),
        }
    }
    Ok(Field::Events(events))
}
