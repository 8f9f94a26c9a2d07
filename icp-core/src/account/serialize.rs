//! Any `serde::Serialize` value as an account value, without JSON text in between.

use std::fmt;

use serde::ser::{self, Serialize};

use super::{AccountLimit, AccountValue, MAX_DEPTH, digits};
use crate::error::AccountError;

pub(crate) fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<AccountValue, AccountError> {
    value.serialize(Writer { depth: MAX_DEPTH }).map_err(|failure| match failure {
        Failure::Deep => AccountError::limit(AccountLimit::Depth),
        Failure::Other(text) => {
            AccountError::record("account.shape", "values that an account can hold", text)
        }
    })
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("nested too deep")]
    Deep,
    #[error("{0}")]
    Other(String),
}

impl ser::Error for Failure {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self::Other(text.to_string())
    }
}

#[derive(Clone, Copy)]
struct Writer {
    depth: usize,
}

impl Writer {
    fn deeper(self) -> Result<Self, Failure> {
        match self.depth.checked_sub(1) {
            Some(depth) => Ok(Self { depth }),
            None => Err(Failure::Deep),
        }
    }

    fn text(value: &str) -> Result<AccountValue, Failure> {
        Ok(AccountValue::Text(value.to_owned()))
    }
}

macro_rules! plain {
    ($($method:ident: $t:ty),*) => {$(
        fn $method(self, value: $t) -> Result<AccountValue, Failure> {
            Ok(AccountValue::from(value))
        }
    )*};
}

impl ser::Serializer for Writer {
    type Ok = AccountValue;
    type Error = Failure;
    type SerializeSeq = ListWriter;
    type SerializeTuple = ListWriter;
    type SerializeTupleStruct = ListWriter;
    type SerializeTupleVariant = ListWriter;
    type SerializeMap = MapWriter;
    type SerializeStruct = MapWriter;
    type SerializeStructVariant = MapWriter;

    plain!(serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64, serialize_str: &str);

    fn serialize_i128(self, value: i128) -> Result<AccountValue, Failure> {
        Ok(AccountValue::Integer(value))
    }

    fn serialize_u128(self, value: u128) -> Result<AccountValue, Failure> {
        Ok(AccountValue::Integer(i128::try_from(value).unwrap_or(i128::MAX)))
    }

    fn serialize_char(self, value: char) -> Result<AccountValue, Failure> {
        Ok(AccountValue::Text(value.to_string()))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<AccountValue, Failure> {
        Err(Failure::Other("bytes".to_owned()))
    }

    fn serialize_none(self) -> Result<AccountValue, Failure> {
        Ok(AccountValue::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<AccountValue, Failure> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<AccountValue, Failure> {
        Ok(AccountValue::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<AccountValue, Failure> {
        Ok(AccountValue::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<AccountValue, Failure> {
        Self::text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<AccountValue, Failure> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<AccountValue, Failure> {
        let inner = value.serialize(self.deeper()?)?;
        Ok(AccountValue::Map(vec![(variant.to_owned(), inner)]))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<ListWriter, Failure> {
        Ok(ListWriter { writer: self.deeper()?, items: Vec::new(), variant: None })
    }

    fn serialize_tuple(self, _: usize) -> Result<ListWriter, Failure> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<ListWriter, Failure> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<ListWriter, Failure> {
        Ok(ListWriter { writer: self.deeper()?, items: Vec::new(), variant: Some(variant) })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<MapWriter, Failure> {
        Ok(MapWriter { writer: self.deeper()?, entries: Vec::new(), key: None, variant: None })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<MapWriter, Failure> {
        if name == digits::TOKEN {
            return Ok(MapWriter { writer: self, entries: Vec::new(), key: None, variant: Some(name) });
        }
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<MapWriter, Failure> {
        Ok(MapWriter { writer: self.deeper()?, entries: Vec::new(), key: None, variant: Some(variant) })
    }
}

fn wrap(variant: Option<&'static str>, value: AccountValue) -> AccountValue {
    match variant {
        Some(variant) => AccountValue::Map(vec![(variant.to_owned(), value)]),
        None => value,
    }
}

struct ListWriter {
    writer: Writer,
    items: Vec<AccountValue>,
    variant: Option<&'static str>,
}

impl ListWriter {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        self.items.push(value.serialize(self.writer)?);
        Ok(())
    }

    fn done(self) -> AccountValue {
        wrap(self.variant, AccountValue::List(self.items))
    }
}

macro_rules! list_writer {
    ($($kind:ident: $method:ident),*) => {$(
        impl ser::$kind for ListWriter {
            type Ok = AccountValue;
            type Error = Failure;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
                self.push(value)
            }

            fn end(self) -> Result<AccountValue, Failure> {
                Ok(self.done())
            }
        }
    )*};
}
list_writer!(
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
);

struct MapWriter {
    writer: Writer,
    entries: Vec<(String, AccountValue)>,
    key: Option<String>,
    variant: Option<&'static str>,
}

impl MapWriter {
    fn push<T: Serialize + ?Sized>(&mut self, key: String, value: &T) -> Result<(), Failure> {
        let value = value.serialize(self.writer)?;
        self.entries.push((key, value));
        Ok(())
    }

    fn done(self) -> Result<AccountValue, Failure> {
        match (self.variant, self.entries.as_slice()) {
            (Some(digits::TOKEN), [(_, AccountValue::Text(digits))]) => {
                digits::read(digits).ok_or_else(|| Failure::Other("number out of range".to_owned()))
            }
            (variant, _) => Ok(wrap(variant, AccountValue::Map(self.entries))),
        }
    }
}

impl ser::SerializeMap for MapWriter {
    type Ok = AccountValue;
    type Error = Failure;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failure> {
        match key.serialize(self.writer)? {
            AccountValue::Text(key) => self.key = Some(key),
            other => return Err(Failure::Other(format!("a key that is {}", other.noun()))),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        let key = self.key.take().ok_or_else(|| Failure::Other("a value without a key".to_owned()))?;
        self.push(key, value)
    }

    fn end(self) -> Result<AccountValue, Failure> {
        Ok(wrap(self.variant, AccountValue::Map(self.entries)))
    }
}

macro_rules! struct_writer {
    ($($kind:ident),*) => {$(
        impl ser::$kind for MapWriter {
            type Ok = AccountValue;
            type Error = Failure;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Failure> {
                self.push(key.to_owned(), value)
            }

            fn end(self) -> Result<AccountValue, Failure> {
                self.done()
            }
        }
    )*};
}
struct_writer!(SerializeStruct, SerializeStructVariant);
