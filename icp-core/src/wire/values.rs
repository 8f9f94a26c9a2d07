//! Values within an assessment that are no objects with fixed keys: inputs, numbers of formulas, maps and days. The assessment's shape
//! uses them; they decide nothing about it.

use std::borrow::Cow;
use std::sync::Arc;

use serde::ser::{Serialize, Serializer};

use super::pack::{Pack, Packer, entries};
use super::text::{Json, map};
use crate::assess::{DerivedNumber, InputNote, InputValue, Labels, Verdicts};
use crate::value::{Date, Interval};

/// Notes that several criteria share.
pub(super) struct Shared<'a>(pub(super) &'a [Arc<InputNote<'a>>]);

impl Json for Shared<'_> {
    fn json(&self, out: &mut Vec<u8>) {
        self.0.json(out);
    }
}

impl Pack for Shared<'_> {
    fn pack(&self, out: &mut Packer<'_>) {
        self.0.pack(out);
    }
}

impl Serialize for Shared<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|note| &**note))
    }
}

impl Json for InputValue<'_> {
    fn json(&self, out: &mut Vec<u8>) {
        match self {
            Self::Number(number) => number.json(out),
            Self::Interval(interval) => DerivedNumber::Interval(*interval).json(out),
            Self::Bool(truth) => truth.json(out),
            Self::Text(text) => text.json(out),
            Self::Date(date) => date.json(out),
            Self::Set(items) => items.json(out),
            Self::Events(events) => events.json(out),
        }
    }
}

impl Pack for InputValue<'_> {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        let mut kind = |number: u32| number.pack(out);
        match self {
            Self::Number(number) => DerivedNumber::Number(*number).pack(out),
            Self::Interval(interval) => DerivedNumber::Interval(*interval).pack(out),
            Self::Bool(truth) => {
                kind(2);
                truth.pack(out);
            }
            Self::Text(text) => {
                kind(3);
                text.pack(out);
            }
            Self::Date(date) => {
                kind(3);
                date.pack(out);
            }
            Self::Set(items) => {
                kind(4);
                items.pack(out);
            }
            Self::Events(events) => {
                kind(5);
                events.pack(out);
            }
        }
    }
}

impl Serialize for InputValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Interval(interval) => DerivedNumber::Interval(*interval).serialize(serializer),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Date(date) => serializer.collect_str(date),
            Self::Set(items) => items.serialize(serializer),
            Self::Events(events) => events.serialize(serializer),
        }
    }
}

/// Attribute names to numbers.
pub(super) struct Numbers<'a>(pub(super) &'a [(Cow<'a, str>, Option<DerivedNumber>)]);

/// Both ends. One that is not there is infinite, which JSON has no number for.
pub(super) fn ends(interval: &Interval) -> (Option<f64>, Option<f64>) {
    let end = |end: f64| end.is_finite().then_some(end);
    (end(interval.low()), end(interval.high()))
}

impl Serialize for DerivedNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Interval(interval) => ends(interval).serialize(serializer),
        }
    }
}

impl Json for DerivedNumber {
    fn json(&self, out: &mut Vec<u8>) {
        match self {
            Self::Number(number) => number.json(out),
            Self::Interval(interval) => ends(interval).json(out),
        }
    }
}

impl Pack for DerivedNumber {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        match self {
            Self::Number(number) => {
                0.pack(out);
                number.pack(out);
            }
            Self::Interval(interval) => {
                1.pack(out);
                ends(interval).pack(out);
            }
        }
    }
}

impl Pack for Numbers<'_> {
    fn pack(&self, out: &mut Packer<'_>) {
        entries(out, self.0.iter().map(|(name, number)| (&**name, number)));
    }
}

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, number)| (name, number)))
    }
}

impl Json for Numbers<'_> {
    fn json(&self, out: &mut Vec<u8>) {
        map(out, self.0.iter().map(|(name, number)| (&**name, number)));
    }
}

/// Texts by their names, as an object.
pub(super) struct Texts<'t, 'a>(pub(super) &'t [(Cow<'a, str>, Cow<'a, str>)]);

impl Serialize for Texts<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, text)| (name, text)))
    }
}

impl Json for Texts<'_, '_> {
    fn json(&self, out: &mut Vec<u8>) {
        map(out, self.0.iter().map(|(name, text)| (&**name, text)));
    }
}

impl Pack for Texts<'_, '_> {
    fn pack(&self, out: &mut Packer<'_>) {
        entries(out, self.0.iter().map(|(name, text)| (&**name, text)));
    }
}

impl Pack for Verdicts<'_> {
    fn pack(&self, out: &mut Packer<'_>) {
        Texts(&self.0).pack(out);
    }
}

impl Pack for Labels<'_> {
    fn pack(&self, out: &mut Packer<'_>) {
        entries(out, self.0.iter().map(|label| (&*label.id, &label.say)));
    }
}

impl Pack for Day {
    const IS_BARE: bool = true;

    fn pack(&self, out: &mut Packer<'_>) {
        self.0.pack(out);
    }
}

impl Json for Verdicts<'_> {
    fn json(&self, out: &mut Vec<u8>) {
        Texts(&self.0).json(out);
    }
}

impl Json for Labels<'_> {
    fn json(&self, out: &mut Vec<u8>) {
        map(out, self.0.iter().map(|label| (&*label.id, &label.say)));
    }
}

/// A day as its text.
pub(super) struct Day(pub(super) Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl Json for Day {
    fn json(&self, out: &mut Vec<u8>) {
        self.0.json(out);
    }
}
