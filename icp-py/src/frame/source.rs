//! A column as the Python side hands it over.

use std::sync::Arc;

use arrow_array::types::{
    ArrowPrimitiveType, ArrowTimestampType, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{ArrayRef, BooleanArray, DictionaryArray, Int32Array, PrimitiveArray};
use arrow_buffer::{ArrowNativeType, BooleanBuffer, Buffer, NullBuffer, ScalarBuffer};
use arrow_schema::Metadata;
use icp_core::{AccountValue, RecordKey};
use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use super::capsule;
use super::memory::borrow;
use super::objects::{self, Taken};

fn wrong(what: &str) -> PyErr {
    PyValueError::new_err(format!("a column cannot be read: {what}"))
}

/// A column: `("arrow", object)`, `("numbers", bytes, kind, nothing)`, `("moments", bytes, unit, zone)`,
/// `("codes", bytes, column)` or `("objects", list)`. `asked` is what the model reads under its name.
pub(crate) fn take(source: &Bound<'_, PyTuple>, asked: Option<RecordKey<'_>>) -> PyResult<Taken> {
    let at = |place: usize| source.get_item(place);
    let tag = at(0)?;
    match tag.extract::<&str>()? {
        "arrow" => arrow(&at(1)?),
        "numbers" => {
            let kind = at(2)?;
            numbers(&borrow(&at(1)?)?, kind.extract()?, nulls(&at(3)?)?).map(plain)
        }
        "moments" => {
            let unit = at(2)?;
            moments(&borrow(&at(1)?)?, unit.extract()?, at(3)?.extract()?).map(plain)
        }
        "codes" => codes(&borrow(&at(1)?)?, at(2)?.cast::<PyTuple>()?),
        "objects" => objects::take(at(1)?.cast::<PyList>()?, asked),
        other => Err(wrong(other)),
    }
}

/// Values without further information about the column.
fn plain(array: ArrayRef) -> Taken {
    Taken::Array(array, Metadata::default())
}

/// An array, or a stream of one column in one piece.
fn arrow(of: &Bound<'_, PyAny>) -> PyResult<Taken> {
    if of.hasattr(intern!(of.py(), "__arrow_c_array__"))? {
        return capsule::array(of).map(|(array, said)| Taken::Array(array, said));
    }
    let batches = capsule::stream(of)?.collect::<Result<Vec<_>, _>>();
    let batches = batches.map_err(|error| capsule::refused(&error))?;
    match &*batches {
        [batch] => {
            let schema = batch.schema();
            let column = schema.fields().first().zip(batch.columns().first());
            let (field, array) = column.ok_or_else(|| wrong("a stream without a column"))?;
            Ok(Taken::Array(array.clone(), field.metadata().clone()))
        }
        _ => Err(wrong("it is in several pieces")),
    }
}

/// A byte for each row that is 1 where there is no value.
fn nulls(mask: &Bound<'_, PyAny>) -> PyResult<Option<NullBuffer>> {
    if mask.is_none() {
        return Ok(None);
    }
    let mask = borrow(mask)?;
    Ok(Some(NullBuffer::new(mask.iter().map(|byte| *byte == 0).collect())))
}

fn numbers(bytes: &Buffer, kind: &str, nulls: Option<NullBuffer>) -> PyResult<ArrayRef> {
    match kind {
        "b1" => {
            let bits: BooleanBuffer = bytes.iter().map(|byte| *byte != 0).collect();
            if nulls.as_ref().is_some_and(|nulls| nulls.len() != bits.len()) {
                return Err(wrong("its mask has another length"));
            }
            Ok(Arc::new(BooleanArray::new(bits, nulls)))
        }
        "f4" => primitive::<Float32Type>(bytes, nulls),
        "f8" => primitive::<Float64Type>(bytes, nulls),
        "i1" => primitive::<Int8Type>(bytes, nulls),
        "i2" => primitive::<Int16Type>(bytes, nulls),
        "i4" => primitive::<Int32Type>(bytes, nulls),
        "i8" => primitive::<Int64Type>(bytes, nulls),
        "u1" => primitive::<UInt8Type>(bytes, nulls),
        "u2" => primitive::<UInt16Type>(bytes, nulls),
        "u4" => primitive::<UInt32Type>(bytes, nulls),
        "u8" => primitive::<UInt64Type>(bytes, nulls),
        other => Err(wrong(other)),
    }
}

fn primitive<T: ArrowPrimitiveType>(bytes: &Buffer, nulls: Option<NullBuffer>) -> PyResult<ArrayRef> {
    let array = PrimitiveArray::<T>::try_new(values(bytes)?, nulls);
    Ok(Arc::new(array.map_err(|error| capsule::refused(&error))?))
}

fn values<T: ArrowNativeType>(bytes: &Buffer) -> PyResult<ScalarBuffer<T>> {
    let width = size_of::<T>();
    if bytes.as_ptr().align_offset(align_of::<T>()) != 0 || !bytes.len().is_multiple_of(width) {
        return Err(wrong("its memory is not aligned"));
    }
    Ok(ScalarBuffer::new(bytes.clone(), 0, bytes.len() / width))
}

/// Moments of numpy, where the least number is none.
fn moments(bytes: &Buffer, unit: &str, zone: Option<String>) -> PyResult<ArrayRef> {
    fn array<T: ArrowTimestampType>(bytes: &Buffer, zone: Option<String>) -> PyResult<ArrayRef> {
        let values = values::<i64>(bytes)?;
        let nulls = NullBuffer::new(values.iter().map(|value| *value != i64::MIN).collect());
        let array = PrimitiveArray::<T>::try_new(values, Some(nulls));
        let array = array.map_err(|error| capsule::refused(&error))?;
        Ok(Arc::new(array.with_timezone_opt(zone)))
    }
    match unit {
        "s" => array::<TimestampSecondType>(bytes, zone),
        "ms" => array::<TimestampMillisecondType>(bytes, zone),
        "us" => array::<TimestampMicrosecondType>(bytes, zone),
        "ns" => array::<TimestampNanosecondType>(bytes, zone),
        other => Err(wrong(other)),
    }
}

/// Numbers of values, where -1 is none.
fn codes(bytes: &Buffer, of: &Bound<'_, PyTuple>) -> PyResult<Taken> {
    let codes = values::<i32>(bytes)?;
    match take(of, None)? {
        Taken::Array(of, said) => {
            let nulls = NullBuffer::new(codes.iter().map(|code| *code >= 0).collect());
            let keys = Int32Array::try_new(codes, Some(nulls)).map_err(|error| capsule::refused(&error))?;
            let array = DictionaryArray::try_new(keys, of).map_err(|error| capsule::refused(&error))?;
            Ok(Taken::Array(Arc::new(array), said))
        }
        Taken::Mixed(of) => {
            let value = |code: &i32| usize::try_from(*code).ok().and_then(|code| of.get(code)).cloned();
            Ok(Taken::Mixed(codes.iter().map(|code| value(code).unwrap_or(AccountValue::Null)).collect()))
        }
    }
}
