//! Values in objects of a record, under names that are paths. Called by `bind` for each key; which of several values counts is
//! decided there, and what a value is in `account`.

use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, Visitor};

use super::binder::{Binder, twice};
use super::ignored_value::{IgnoredValue, ObjectReader, ValueSeed};
use super::json_field::FieldSeed;
use crate::account::{AccountValue, Field, Given, ReadValue, RecordSeed, digits_of, read_value, too_deep};
use crate::error::{AccountError, quote};
use crate::plan::{Found, Input, Plan};

/// Reads the value of an attribute.
type Read<'r, 'a, 'f> = &'r dyn Fn(&Input, &'a AccountValue) -> Result<ReadValue<'f>, AccountError>;

impl<'f> Binder<'_, 'f> {
    /// Takes what lies under the paths that go on in a value, if it is an object.
    pub(super) fn descend<'a>(
        &mut self,
        fields: &mut [Field<'f>],
        node: u32,
        value: &'a AccountValue,
        read: Read<'_, 'a, 'f>,
    ) -> Result<(), AccountError> {
        let AccountValue::Map(entries) = value else { return Ok(()) };
        let plan = self.plan;
        for (key, value) in entries {
            let found = plan.names.within(node, key);
            if let Some(node) = found.node {
                self.descend(fields, node, value, read)?;
            }
            let Some((name, attribute, rank)) = found.value else { continue };
            let Some(input) = plan.inputs.get(attribute as usize) else { continue };
            if self.is_twice(name, input) {
                return Err(twice(key));
            }
            self.take(fields, attribute, rank, read(input, value)?);
        }
        Ok(())
    }
}

/// Where values of a JSON record go.
pub(super) struct Place<'b, 'p, 'f> {
    pub(super) binder: &'b mut Binder<'p, 'f>,
    pub(super) fields: &'b mut Vec<Field<'f>>,
    pub(super) given: Given,
}

impl<'a> Place<'_, '_, 'a> {
    /// Reads the value of a key that leads there. `depth` is the most objects and lists that may be inside of each other.
    pub(super) fn read<A: MapAccess<'a>>(
        self,
        map: &mut A,
        found: Found,
        depth: usize,
    ) -> Result<(), A::Error> {
        let Self { binder, fields, given } = self;
        let named = found.value.and_then(|(name, attribute, rank)| {
            Some((name, attribute, rank, binder.plan.inputs.get(attribute as usize)?))
        });
        if let Some((name, _, _, input)) = named
            && binder.is_twice(name, input)
        {
            return Err(serde::de::Error::custom(format_args!("twice: {}", quote(&input.name))));
        }
        match (named, found.node) {
            (None, None) => map.next_value_seed(IgnoredValue::new(depth, given)),
            (Some((_, attribute, rank, input)), None) => {
                let value = map.next_value_seed(FieldSeed { reading: &input.reading, given, depth })?;
                binder.take(fields, attribute, rank, value);
                Ok(())
            }
            (None, Some(node)) => {
                map.next_value_seed(ValueSeed(PathReader { binder, fields, given, node, depth }))
            }
            // A key that is a name, and begins a path as well: the value is kept to be looked at twice.
            (Some((_, attribute, rank, input)), Some(node)) => {
                let value = map.next_value_seed(RecordSeed::new(depth, given))?;
                let own =
                    |input: &Input, value: &AccountValue| read_value(&input.reading, value).into_owned();
                binder.take(fields, attribute, rank, own(input, &value));
                let below = binder.descend(fields, node, &value, &|input, value| Ok(own(input, value)));
                below.map_err(|error| serde::de::Error::custom(format_args!("twice: {}", error.found())))
            }
        }
    }
}

/// The value of a key on a path: an object is read, any other value is passed over.
struct PathReader<'b, 'p, 'f> {
    binder: &'b mut Binder<'p, 'f>,
    fields: &'b mut Vec<Field<'f>>,
    given: Given,
    node: u32,
    depth: usize,
}

impl<'a> ObjectReader<'a> for PathReader<'_, '_, 'a> {
    fn given(&self) -> Given {
        self.given
    }

    fn depth(&self) -> usize {
        self.depth
    }

    fn read<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { binder, fields, given, node, depth } = self;
        let mut next = map.next_key_seed(KeySeed { plan: binder.plan, given, node })?;
        if let Some(Key::Digits) = next {
            return digits_of(&mut map).map(|_| ());
        }
        let depth = depth.checked_sub(1).ok_or_else(too_deep)?;
        while let Some(Key::Found(found)) = next {
            Place { binder: &mut *binder, fields: &mut *fields, given }.read(&mut map, found, depth)?;
            next = map.next_key_seed(KeySeed { plan: binder.plan, given, node })?;
        }
        Ok(())
    }
}

/// A key of an object on a path, or the announcement of a number's digits.
enum Key {
    Digits,
    Found(Found),
}

struct KeySeed<'p> {
    plan: &'p Plan,
    given: Given,
    node: u32,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: serde::de::Error>(self, key: &'de str) -> Result<Key, E> {
        if self.given.is_digits(key) { Ok(Key::Digits) } else { self.visit_str(key) }
    }

    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        Ok(Key::Found(self.plan.names.within(self.node, key)))
    }
}
