//! Records from JSON text, within limits.

use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};

use super::AccountValue;
use super::digits::{self, Given};
use crate::error::AccountError;

/// Bytes of a record's text.
pub(crate) const MAX_BYTES: usize = 256 << 10;
/// Nesting of a record.
pub(crate) const MAX_DEPTH: usize = 16;
/// Keys of a record.
pub(crate) const MAX_FIELDS: usize = 2_000;
/// Bytes of one text in a record.
pub(crate) const MAX_TEXT: usize = 64 << 10;
/// Items of a list in a record.
pub(crate) const MAX_ITEMS: usize = 10_000;

/// Reads any JSON value, to a depth.
#[derive(Clone, Copy)]
pub(crate) struct RecordSeed {
    depth: usize,
    given: Given,
}

impl RecordSeed {
    pub(crate) fn new(depth: usize, given: Given) -> Self {
        Self { depth, given }
    }

    /// An object.
    pub(crate) fn read(text: &str) -> Result<Vec<(String, AccountValue)>, AccountError> {
        match Self::parse(text)? {
            AccountValue::Map(entries) => Ok(entries),
            other => Err(AccountError::shape(&other.noun())),
        }
    }

    fn parse(text: &str) -> Result<AccountValue, AccountError> {
        check_size(text)?;
        let mut reader = serde_json::Deserializer::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
        let value =
            Self::new(MAX_DEPTH, Given::new(text)).deserialize(&mut reader).map_err(|e| json_error(&e))?;
        reader.end().map_err(|e| json_error(&e))?;
        Ok(value)
    }
}

pub(crate) fn check_size(text: &str) -> Result<(), AccountError> {
    if text.len() > MAX_BYTES {
        let found = format!("{} bytes", text.len());
        return Err(AccountError::record(
            "account.limit",
            format!("at most {MAX_BYTES} bytes of record"),
            found,
        ));
    }
    Ok(())
}

/// An error in the JSON of a record as ours. Limits are recognized by the words that the seeds use.
pub(crate) fn json_error(error: &serde_json::Error) -> AccountError {
    let place = format!("at line {}, column {}", error.line(), error.column());
    let text = error.to_string();
    let words = text.split(" at line ").next().unwrap_or_default();
    match words.strip_prefix("limit: ") {
        Some(limit) => AccountError::record("account.limit", limit, format!("more {place}")),
        None => match words.strip_prefix("twice: ") {
            Some(key) => {
                AccountError::record("account.duplicate_key", "each key once", format!("the key {key} twice"))
            }
            None => {
                AccountError::record("account.syntax", "a JSON object", format!("a mistake: {words} {place}"))
            }
        },
    }
}

impl<'de> DeserializeSeed<'de> for RecordSeed {
    type Value = AccountValue;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<AccountValue, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed {
    type Value = AccountValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<AccountValue, E> {
        Ok(AccountValue::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<AccountValue, E> {
        Ok(AccountValue::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<AccountValue, E> {
        Ok(AccountValue::Integer(i128::from(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<AccountValue, E> {
        Ok(AccountValue::Integer(i128::from(value)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<AccountValue, E> {
        Ok(AccountValue::Float(value))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<AccountValue, E> {
        if value.len() > MAX_TEXT {
            return Err(E::custom(format_args!("limit: at most {MAX_TEXT} bytes in a text")));
        }
        Ok(AccountValue::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<AccountValue, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            if items.len() == MAX_ITEMS {
                return Err(A::Error::custom(format_args!("limit: at most {MAX_ITEMS} items in a list")));
            }
            items.push(item);
        }
        Ok(AccountValue::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AccountValue, A::Error> {
        let mut entries = Vec::new();
        let mut next = map.next_key_seed(KeySeed { given: self.given })?;
        if let Some(Key::Digits) = next {
            return digits::number(&mut map);
        }
        let inner = self.deeper()?;
        while let Some(Key::Name(key)) = next {
            if entries.len() == MAX_FIELDS {
                return Err(A::Error::custom(format_args!("limit: at most {MAX_FIELDS} keys in an object")));
            }
            entries.push((key, map.next_value_seed(inner)?));
            next = map.next_key_seed(KeySeed { given: self.given })?;
        }
        Ok(AccountValue::Map(entries))
    }
}

pub(crate) fn too_deep<E: serde::de::Error>() -> E {
    E::custom(format_args!("limit: at most {MAX_DEPTH} levels of nesting"))
}

impl RecordSeed {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        match self.depth.checked_sub(1) {
            Some(depth) => Ok(Self { depth, ..self }),
            None => Err(too_deep()),
        }
    }
}

/// A key of an object, or the private token by which `serde_json` announces the digits of a number.
enum Key {
    Digits,
    Name(String),
}

struct KeySeed {
    given: Given,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Key, E> {
        Ok(if self.given.is_digits(key) { Key::Digits } else { Key::Name(key.to_owned()) })
    }

    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        Ok(Key::Name(key.to_owned()))
    }
}
