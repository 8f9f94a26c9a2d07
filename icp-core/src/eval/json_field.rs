//! One value of a JSON record, read as the type of its attribute; called by `bind` for each key. What a value of a type
//! may be is decided in `account`.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::ignored_value::IgnoredValue;
use crate::account::{
    AccountValue, Field, Given, Invalid, MAX_ITEMS, MAX_TEXT, ReadValue, RecordSeed, digits_of, from_bool,
    from_null, from_number, from_value, read_text, wrong_item,
};
use crate::reading::{self, Reading};
use crate::value::{AttributeType, is_blank};

/// A value for an attribute.
pub(super) struct FieldSeed<'r> {
    pub(super) reading: &'r Reading,
    pub(super) given: Given,
    /// The most objects and lists that may be inside of each other.
    pub(super) depth: usize,
}

impl<'de> DeserializeSeed<'de> for FieldSeed<'_> {
    type Value = ReadValue<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

fn check_text<E: serde::de::Error>(text: &str) -> Result<(), E> {
    if text.len() > MAX_TEXT {
        return Err(E::custom(format_args!("limit: at most {MAX_TEXT} bytes in a text")));
    }
    Ok(())
}

impl<'de> Visitor<'de> for FieldSeed<'_> {
    type Value = ReadValue<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Ok(from_null(self.reading)).into())
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(from_bool(self.reading, value).into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(from_number(self.reading, value as f64, Some(i128::from(value))).into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(from_number(self.reading, value as f64, Some(i128::from(value))).into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(from_number(self.reading, value, None).into())
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        check_text(text)?;
        Ok(read_text(self.reading, Cow::Borrowed(text)))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        check_text(text)?;
        Ok(read_text(self.reading, Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        if self.reading.kind == AttributeType::Set {
            return Ok(set(seq, self.given, self.depth - 1)?.into());
        }
        let inner = RecordSeed::new(self.depth - 1, self.given);
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            if items.len() == MAX_ITEMS {
                return Err(too_many_items());
            }
            items.push(item);
        }
        // Everything in the field is owned by then.
        let field = match from_value(self.reading, &AccountValue::List(items)) {
            Ok(Field::Events(events)) => {
                Ok(Field::Events(events.into_iter().map(|e| e.into_owned()).collect()))
            }
            Ok(_) => Ok(Field::Missing),
            Err(invalid) => Err(invalid),
        };
        Ok(field.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut next = map.next_key_seed(self.given)?;
        if next == Some(true) {
            let field = match digits_of(&mut map)? {
                AccountValue::Integer(integer) => from_number(self.reading, integer as f64, Some(integer)),
                AccountValue::Float(value) => from_number(self.reading, value, None),
                other => from_value(self.reading, &other).map(|_| Field::Missing),
            };
            return Ok(field.into());
        }
        while next.is_some() {
            map.next_value_seed(IgnoredValue::new(self.depth - 1, self.given))?;
            next = map.next_key_seed(self.given)?;
        }
        Ok(from_value(self.reading, &AccountValue::Map(Vec::new())).map(|_| Field::Missing).into())
    }
}

fn too_many_items<E: serde::de::Error>() -> E {
    E::custom(format_args!("limit: at most {MAX_ITEMS} items in a list"))
}

/// The items of a set, borrowed from the text where they can be.
fn set<'de, A: SeqAccess<'de>>(
    mut seq: A,
    given: Given,
    depth: usize,
) -> Result<Result<Field<'de>, Invalid>, A::Error> {
    let mut texts = Vec::new();
    let mut wrong: Option<Invalid> = None;
    let mut count = 0;
    while let Some(item) = seq.next_element_seed(FieldSeed { reading: &reading::TEXT, given, depth })? {
        if count == MAX_ITEMS {
            return Err(too_many_items());
        }
        count += 1;
        match item.field {
            Ok(Field::Text(text)) if !is_blank(&text) => texts.push(text),
            Ok(_) => {}
            Err(invalid) => {
                wrong.get_or_insert(invalid);
            }
        }
    }
    Ok(match wrong {
        Some(invalid) => Err(wrong_item(&invalid)),
        None => Ok(Field::Set(texts)),
    })
}
