//! Records in the order of a model's attributes.

use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, Visitor};

use super::binder::{Binder, twice};
use super::nested::Place;
use crate::account::{
    Account, AccountValue, Field, Given, MAX_DEPTH, MAX_FIELDS, MAX_ITEMS, MAX_TEXT, OnInvalid, Record,
    check_size, json_error, read_owned, read_value,
};
use crate::error::AccountError;
use crate::plan::{Found, Plan};

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
    let mut binder = Binder::new(plan, on_invalid, &mut record.ranks, &mut record.given, &mut record.seen);
    for (key, value) in &account.entries {
        let found = plan.names.get(key);
        if let Some(node) = found.node {
            binder.descend(&mut record.fields, node, value, &|input, value| {
                Ok(read_value(&input.reading, value))
            })?;
        }
        let Some((name, attribute, rank)) = found.value else { continue };
        let Some(input) = plan.inputs.get(attribute as usize) else { continue };
        if binder.is_twice(name, input) {
            return Err(twice(key));
        }
        binder.take(&mut record.fields, attribute, rank, read_value(&input.reading, value));
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
    let mut binder = Binder::new(plan, on_invalid, &mut record.ranks, &mut record.given, &mut record.seen);
    for (key, value) in values {
        let key = key.as_ref();
        let found = plan.names.get(key);
        if let Some(node) = found.node {
            binder.descend(&mut record.fields, node, &value, &|input, value| {
                check_limits(&input.name, value)?;
                Ok(read_value(&input.reading, value).into_owned())
            })?;
        }
        let Some((name, attribute, rank)) = found.value else { continue };
        let Some(input) = plan.inputs.get(attribute as usize) else { continue };
        if binder.is_twice(name, input) {
            return Err(twice(key));
        }
        check_limits(&input.name, &value)?;
        binder.take(&mut record.fields, attribute, rank, read_owned(&input.reading, value));
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

/// A record straight from its JSON text, into one that is used again.
pub(crate) fn read<'a>(
    plan: &Plan,
    text: &'a str,
    on_invalid: OnInvalid,
    record: &mut Record<'a>,
) -> Result<(), AccountError> {
    check_size(text)?;
    reset(&mut record.fields, plan);
    let mut binder = Binder::new(plan, on_invalid, &mut record.ranks, &mut record.given, &mut record.seen);
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
    binder: &'b mut Binder<'p, 'a>,
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
        while let Some(found) = map.next_key_seed(NameSeed { plan })? {
            if keys == MAX_FIELDS {
                return Err(A::Error::custom(format_args!("limit: at most {MAX_FIELDS} keys in an object")));
            }
            keys += 1;
            let place = Place { binder: &mut *self.binder, fields: &mut *self.fields, given: self.given };
            place.read(&mut map, found, MAX_DEPTH - 1)?;
        }
        Ok(())
    }
}

/// A key of the record, looked up without keeping it.
struct NameSeed<'p> {
    plan: &'p Plan,
}

impl<'de> DeserializeSeed<'de> for NameSeed<'_> {
    type Value = Found;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NameSeed<'_> {
    type Value = Found;

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
