//! Values of a JSON record that no attribute takes: read past, within the limits of depth; what of an object counts is said by
//! whoever reads it. Called by `bind`, `json_field` and `nested`.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::account::{Given, too_deep};

/// The reading of objects; every other value is read past.
pub(super) trait ObjectReader<'de>: Sized {
    fn given(&self) -> Given;

    /// The most objects and lists that may be inside of each other.
    fn depth(&self) -> usize;

    fn read<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error>;
}

/// A value of which only objects may matter.
pub(super) struct ValueSeed<R>(pub(super) R);

/// A value that no attribute takes.
#[derive(Clone, Copy)]
pub(super) struct IgnoredValue {
    depth: usize,
    given: Given,
}

impl IgnoredValue {
    /// `depth` is the most objects and lists that may be inside of each other.
    pub(super) fn new(depth: usize, given: Given) -> Self {
        Self { depth, given }
    }
}

impl<'de> DeserializeSeed<'de> for IgnoredValue {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(ValueSeed(self))
    }
}

impl<'de> ObjectReader<'de> for IgnoredValue {
    fn given(&self) -> Given {
        self.given
    }

    fn depth(&self) -> usize {
        self.depth
    }

    fn read<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut next = map.next_key_seed(self.given)?;
        if next == Some(true) {
            return map.next_value::<IgnoredAny>().map(|_| ());
        }
        let inner = Self { depth: self.depth.checked_sub(1).ok_or_else(too_deep)?, ..self };
        while next.is_some() {
            map.next_value_seed(inner)?;
            next = map.next_key_seed(self.given)?;
        }
        Ok(())
    }
}

impl<'de, R: ObjectReader<'de>> DeserializeSeed<'de> for ValueSeed<R> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, R: ObjectReader<'de>> Visitor<'de> for ValueSeed<R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let depth = self.0.depth().checked_sub(1).ok_or_else(too_deep)?;
        while seq.next_element_seed(IgnoredValue::new(depth, self.0.given()))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.read(map)
    }
}
