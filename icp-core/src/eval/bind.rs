//! Records in the order of a model's attributes.

use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, Visitor};

use super::ignored_value::IgnoredValue;
use super::json_field::FieldSeed;
use crate::account::{
    Account, AccountValue, Field, Given, Invalid, Issue, MAX_DEPTH, MAX_FIELDS, MAX_ITEMS, MAX_TEXT,
    OnInvalid, Record, check_size, from_owned, from_value, json_error,
};
use crate::error::{AccountError, quote};
use crate::plan::{Input, Plan};

/// Which key of each attribute counts: the first, in the order of its names, that is not missing.
struct Binder<'p> {
    plan: &'p Plan,
    /// The rank of the name that gave the field; the lowest that is not missing wins.
    ranks: &'p mut Vec<u32>,
    seen: &'p mut Vec<u64>,
    on_invalid: OnInvalid,
    /// The first value that was refused for each attribute, with its rank.
    invalid: Vec<Option<(u32, Invalid)>>,
}

const NONE: u32 = u32::MAX;

impl<'p> Binder<'p> {
    fn new(plan: &'p Plan, on_invalid: OnInvalid, ranks: &'p mut Vec<u32>, seen: &'p mut Vec<u64>) -> Self {
        ranks.clear();
        ranks.resize(plan.inputs.len(), NONE);
        seen.clear();
        seen.resize(plan.names.len().div_ceil(64), 0);
        Self { plan, ranks, seen, on_invalid, invalid: Vec::new() }
    }

    /// Whether the name comes for the first time.
    fn first(&mut self, name: u32) -> bool {
        let Some(word) = self.seen.get_mut(name as usize / 64) else { return false };
        let bit = 1u64 << (name % 64);
        let first = *word & bit == 0;
        *word |= bit;
        first
    }

    /// Whether a name comes once more whose value counts.
    fn is_twice(&mut self, name: u32, input: &Input) -> bool {
        !self.first(name) && input.used
    }

    /// Takes a value under the name of that rank, unless an earlier name gave one.
    fn take<'a>(
        &mut self,
        fields: &mut [Field<'a>],
        attribute: u32,
        rank: u32,
        value: Result<Field<'a>, Invalid>,
    ) {
        let at = attribute as usize;
        let Some(best) = self.ranks.get_mut(at).filter(|best| rank < **best) else { return };
        match value {
            Ok(Field::Missing) => {}
            Ok(field) => {
                *best = rank;
                if let Some(place) = fields.get_mut(at) {
                    *place = field;
                }
            }
            Err(invalid) => {
                *best = rank;
                if self.invalid.is_empty() {
                    self.invalid.resize_with(self.plan.inputs.len(), || None);
                }
                if let Some(place) = fields.get_mut(at) {
                    *place = Field::Missing;
                }
                if let Some(place) = self.invalid.get_mut(at) {
                    *place = Some((rank, invalid));
                }
            }
        }
    }

    /// The refusals that count: in the order of the attributes.
    fn finish(self, issues: &mut Vec<Issue>) -> Result<(), AccountError> {
        issues.clear();
        for ((found, rank), input) in self.invalid.into_iter().zip(&*self.ranks).zip(&self.plan.inputs) {
            // An attribute that no rule uses neither refuses the account nor is reported.
            let Some((_, invalid)) = found.filter(|(at, _)| at == rank && input.used) else { continue };
            match self.on_invalid {
                OnInvalid::Error => {
                    return Err(AccountError::value(&input.name, invalid.expected, invalid.found));
                }
                OnInvalid::Missing => issues.push(Issue {
                    attribute: input.name.clone(),
                    expected: invalid.expected.to_owned(),
                    found: invalid.found,
                }),
            }
        }
        Ok(())
    }
}

fn reset(fields: &mut Vec<Field<'_>>, plan: &Plan) {
    fields.clear();
    fields.resize(plan.inputs.len(), Field::Missing);
}

/// An account's values in the order of the attributes.
pub(crate) fn bind<'a>(
    plan: &Plan,
    account: &'a Account,
    on_invalid: OnInvalid,
) -> Result<Record<'a>, AccountError> {
    let mut record = Record::default();
    reset(&mut record.fields, plan);
    let mut binder = Binder::new(plan, on_invalid, &mut record.ranks, &mut record.seen);
    for (key, value) in &account.entries {
        let Some((name, attribute, rank)) = plan.names.get(key) else { continue };
        let Some(input) = plan.inputs.get(attribute as usize) else { continue };
        if binder.is_twice(name, input) {
            return Err(twice(key));
        }
        binder.take(&mut record.fields, attribute, rank, from_value(input.kind, value));
    }
    binder.finish(&mut record.issues)?;
    Ok(record)
}

/// Values that come one by one, in the order of the attributes.
pub(crate) fn collect<K: AsRef<str>>(
    plan: &Plan,
    values: impl IntoIterator<Item = (K, AccountValue)>,
    on_invalid: OnInvalid,
) -> Result<Record<'static>, AccountError> {
    let mut record = Record::default();
    reset(&mut record.fields, plan);
    let mut binder = Binder::new(plan, on_invalid, &mut record.ranks, &mut record.seen);
    for (key, value) in values {
        let key = key.as_ref();
        let Some((name, attribute, rank)) = plan.names.get(key) else { continue };
        let Some(input) = plan.inputs.get(attribute as usize) else { continue };
        if binder.is_twice(name, input) {
            return Err(twice(key));
        }
        check_limits(&input.name, &value)?;
        binder.take(&mut record.fields, attribute, rank, from_owned(input.kind, value));
    }
    binder.finish(&mut record.issues)?;
    Ok(record)
}

/// The limits of an account, on a value in memory. What lies deeper than the items of a list is never looked at.
fn check_limits(attribute: &str, value: &AccountValue) -> Result<(), AccountError> {
    let beyond = |limit: String, found: String| {
        let error = AccountError::record("account.limit", limit, found);
        Err(AccountError { attribute: Some(attribute.into()), ..error })
    };
    let text = |value: &AccountValue| match value {
        AccountValue::Text(text) if text.len() > MAX_TEXT => {
            beyond(format!("at most {MAX_TEXT} bytes in a text"), format!("{} bytes", text.len()))
        }
        _ => Ok(()),
    };
    match value {
        AccountValue::List(items) if items.len() > MAX_ITEMS => {
            beyond(format!("at most {MAX_ITEMS} items in a list"), format!("{} items", items.len()))
        }
        AccountValue::List(items) => items.iter().try_for_each(text),
        value => text(value),
    }
}

fn twice(key: &str) -> AccountError {
    AccountError::record("account.duplicate_key", "each key once", format!("the key {} twice", quote(key)))
}

/// A record straight from its JSON text, into one that is used again.
pub(crate) fn read<'a>(
    plan: &Plan,
    text: &'a str,
    on_invalid: OnInvalid,
    record: &mut Record<'a>,
) -> Result<(), AccountError> {
    check_size(text)?;
    reset(&mut record.fields, plan);
    let mut binder = Binder::new(plan, on_invalid, &mut record.ranks, &mut record.seen);
    let mut reader = serde_json::Deserializer::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let seed = RecordReader { binder: &mut binder, fields: &mut record.fields, given: Given::new(text) };
    seed.deserialize(&mut reader).map_err(|error| match error.classify() {
        serde_json::error::Category::Data if error.to_string().starts_with("invalid type") => {
            AccountError::shape(json_noun(text))
        }
        _ => json_error(&error),
    })?;
    reader.end().map_err(|error| json_error(&error))?;
    binder.finish(&mut record.issues)
}

struct RecordReader<'b, 'p, 'a> {
    binder: &'b mut Binder<'p>,
    fields: &'b mut Vec<Field<'a>>,
    given: Given,
}

impl<'a> DeserializeSeed<'a> for RecordReader<'_, '_, 'a> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for RecordReader<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        let plan = self.binder.plan;
        let mut keys = 0;
        while let Some(name) = map.next_key_seed(NameSeed { plan })? {
            if keys == MAX_FIELDS {
                return Err(A::Error::custom(format_args!("limit: at most {MAX_FIELDS} keys in an object")));
            }
            keys += 1;
            let declared = name.and_then(|(name, attribute, rank)| {
                plan.inputs.get(attribute as usize).map(|input| (name, attribute, rank, input))
            });
            match declared {
                Some((name, attribute, rank, input)) => {
                    if self.binder.is_twice(name, input) {
                        return Err(A::Error::custom(format_args!("twice: {}", quote(&input.name))));
                    }
                    let seed = FieldSeed { kind: input.kind, given: self.given, depth: MAX_DEPTH - 1 };
                    let value = map.next_value_seed(seed)?;
                    self.binder.take(self.fields, attribute, rank, value);
                }
                None => map.next_value_seed(IgnoredValue::new(MAX_DEPTH - 1, self.given))?,
            }
        }
        Ok(())
    }
}

/// A key of the record, looked up without keeping it.
struct NameSeed<'p> {
    plan: &'p Plan,
}

impl<'de> DeserializeSeed<'de> for NameSeed<'_> {
    type Value = Option<(u32, u32, u32)>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameSeed<'_> {
    type Value = Option<(u32, u32, u32)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.plan.names.get(key))
    }
}

/// The kind of a JSON text that is no object, for a message.
fn json_noun(text: &str) -> &'static str {
    match text.trim_start().as_bytes().first() {
        Some(b'[') => "a list",
        Some(b'"') => "text",
        Some(b't' | b'f') => "true/false",
        Some(b'n') => "nothing",
        _ => "a number",
    }
}
