//! Values of a JSON record under keys that no attribute has: read past, within the limits of depth. Called by `bind` and
//! `json_field`.

use std::fmt;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::account::{Given, too_deep};

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

    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        match self.depth.checked_sub(1) {
            Some(depth) => Ok(Self { depth, ..self }),
            None => Err(too_deep()),
        }
    }
}

impl<'de> DeserializeSeed<'de> for IgnoredValue {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for IgnoredValue {
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
        let inner = self.deeper()?;
        while seq.next_element_seed(inner)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut next = map.next_key_seed(self.given)?;
        if next == Some(true) {
            return map.next_value::<IgnoredAny>().map(|_| ());
        }
        let inner = self.deeper()?;
        while next.is_some() {
            map.next_value_seed(inner)?;
            next = map.next_key_seed(self.given)?;
        }
        Ok(())
    }
}
