//! Serializes values to Python objects: those that reading their JSON would give.

use std::fmt::Display;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyNone, PyString};
use serde::ser::{self, Impossible, Serialize};

/// Dicts, lists, texts, numbers, bools and `None`.
pub(crate) fn to_python<'py, T: Serialize + ?Sized>(
    py: Python<'py>,
    value: &T,
) -> PyResult<Bound<'py, PyAny>> {
    value.serialize(Writer(py)).map_err(|Failure(error)| error)
}

/// An exception that was raised while a value was written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
struct Failure(#[from] PyErr);

impl ser::Error for Failure {
    fn custom<T: Display>(text: T) -> Self {
        Self(pyo3::exceptions::PyValueError::new_err(text.to_string()))
    }
}

type Written<'py> = Result<Bound<'py, PyAny>, Failure>;

#[derive(Clone, Copy)]
struct Writer<'py>(Python<'py>);

impl<'py> Writer<'py> {
    fn plain<T: IntoPyObject<'py>>(self, value: T) -> Written<'py> {
        value.into_bound_py_any(self.0).map_err(Failure)
    }
}

macro_rules! plain {
    ($($method:ident: $t:ty),*) => {$(
        fn $method(self, value: $t) -> Written<'py> {
            self.plain(value)
        }
    )*};
}

impl<'py> ser::Serializer for Writer<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;
    type SerializeSeq = ListWriter<'py>;
    type SerializeTuple = ListWriter<'py>;
    type SerializeTupleStruct = ListWriter<'py>;
    type SerializeTupleVariant = Impossible<Self::Ok, Failure>;
    type SerializeMap = DictWriter<'py>;
    type SerializeStruct = DictWriter<'py>;
    type SerializeStructVariant = Impossible<Self::Ok, Failure>;

    plain!(serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64, serialize_char: char, serialize_str: &str, serialize_bytes: &[u8]);

    fn serialize_none(self) -> Written<'py> {
        Ok(PyNone::get(self.0).to_owned().into_any())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written<'py> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written<'py> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written<'py> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written<'py> {
        self.plain(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written<'py> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written<'py> {
        let dict = PyDict::new(self.0);
        dict.set_item(variant, value.serialize(self)?)?;
        Ok(dict.into_any())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<ListWriter<'py>, Failure> {
        Ok(ListWriter { writer: self, list: PyList::empty(self.0) })
    }

    fn serialize_tuple(self, _: usize) -> Result<ListWriter<'py>, Failure> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<ListWriter<'py>, Failure> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failure> {
        Err(ser::Error::custom(format_args!("no form for `{variant}`")))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<DictWriter<'py>, Failure> {
        Ok(DictWriter { writer: self, dict: PyDict::new(self.0), key: None })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<DictWriter<'py>, Failure> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Failure> {
        Err(ser::Error::custom(format_args!("no form for `{variant}`")))
    }
}

struct ListWriter<'py> {
    writer: Writer<'py>,
    list: Bound<'py, PyList>,
}

macro_rules! list_writer {
    ($($kind:ident: $method:ident),*) => {$(
        impl<'py> ser::$kind for ListWriter<'py> {
            type Ok = Bound<'py, PyAny>;
            type Error = Failure;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
                Ok(self.list.append(value.serialize(self.writer)?)?)
            }

            fn end(self) -> Written<'py> {
                Ok(self.list.into_any())
            }
        }
    )*};
}
list_writer!(
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field
);

struct DictWriter<'py> {
    writer: Writer<'py>,
    dict: Bound<'py, PyDict>,
    key: Option<Bound<'py, PyAny>>,
}

impl<'py> ser::SerializeMap for DictWriter<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failure> {
        self.key = Some(key.serialize(self.writer)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        let value = value.serialize(self.writer)?;
        match self.key.take() {
            Some(key) => Ok(self.dict.set_item(key, value)?),
            None => Err(ser::Error::custom("a value without a key")),
        }
    }

    fn end(self) -> Written<'py> {
        Ok(self.dict.into_any())
    }
}

impl<'py> ser::SerializeStruct for DictWriter<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failure;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Failure> {
        let value = value.serialize(self.writer)?;
        // The same few keys again and again.
        Ok(self.dict.set_item(PyString::intern(self.writer.0, key), value)?)
    }

    fn end(self) -> Written<'py> {
        Ok(self.dict.into_any())
    }
}
