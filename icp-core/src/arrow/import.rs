//! Arrays of every type that an attribute may have, as columns that share their memory.
//!
//! This file, `lists` and `extension` call each other: the types of arrays are recursive, and so is their reading.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type,
    Decimal128Type, Decimal256Type, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, RunEndIndexType, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, GenericStringArray, OffsetSizeTrait};
use arrow_buffer::{ArrowNativeType, ScalarBuffer};
use arrow_schema::{DataType, Field, TimeUnit as Unit};

use super::owned::{Buffers, OwnedCodes, OwnedColumn, OwnedOffsets};
use super::{decimal, extension, lists, zone};
use crate::column::TimeUnit;
use crate::error::BatchError;
use crate::value::{AttributeType, visible};

/// How deep dictionaries and runs may lie in one another.
const DEPTH: usize = 8;

/// The column that is read, for messages, and what its attribute is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) name: &'a str,
    pub(super) kind: AttributeType,
    /// The extension type that its field names.
    pub(super) extension: Option<&'a str>,
    depth: usize,
}

impl<'a> Wanted<'a> {
    fn new(name: &'a str, kind: AttributeType) -> Self {
        Self { name, kind, extension: None, depth: 0 }
    }

    /// The values of a field, which may say what they are beside how they are stored.
    pub(super) fn of(field: &'a Field, kind: AttributeType) -> Self {
        Self::new(field.name(), kind).of_field(field)
    }

    /// The same for the values of a field inside.
    pub(super) fn of_field(self, field: &'a Field) -> Self {
        Self { extension: field.extension_type_name(), ..self }
    }

    /// The same for values as they are stored.
    pub(super) fn stored(self) -> Self {
        Self { extension: None, ..self }
    }

    pub(super) fn kind(self, kind: AttributeType) -> Self {
        Self { kind, ..self }
    }

    /// One level deeper.
    pub(super) fn inner(self, array: &dyn Array) -> Result<Self, BatchError> {
        if self.depth >= DEPTH {
            return Err(self.refuse(array.data_type()));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    pub(super) fn refuse(self, found: &DataType) -> BatchError {
        let help = match found {
            DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView
            | DataType::FixedSizeBinary(_) => "convert it to text",
            DataType::Struct(_) | DataType::Map(..) => "make its fields columns of their own",
            DataType::Time32(_) | DataType::Time64(_) | DataType::Duration(_) | DataType::Interval(_) => {
                "convert it to a number or a date"
            }
            DataType::List(_)
            | DataType::LargeList(_)
            | DataType::ListView(_)
            | DataType::LargeListView(_)
            | DataType::FixedSizeList(..) => {
                "a list holds texts, or events: structures with `event`, `on` and perhaps `count`"
            }
            _ => "convert it to numbers, texts, dates, true/false, or lists of texts",
        };
        let found = match self.extension {
            Some(name) => format!("{} (stored as {found})", visible(name, 80)),
            None => found.to_string(),
        };
        BatchError::column_type(self.name, &found, help)
    }
}

/// An array as a column.
pub(super) fn import(array: &dyn Array, wanted: Wanted<'_>) -> Result<OwnedColumn, BatchError> {
    if let Some(owned) = extension::import_extension(array, wanted)? {
        return Ok(owned);
    }
    let buffers = match array.data_type() {
        DataType::Null => Buffers::Null(array.len()),
        DataType::Boolean => Buffers::Bits(array.as_boolean().values().clone()),
        DataType::Int8 => Buffers::I8(values::<Int8Type>(array)),
        DataType::Int16 => Buffers::I16(values::<Int16Type>(array)),
        DataType::Int32 => Buffers::I32(values::<Int32Type>(array)),
        DataType::Int64 => Buffers::I64(values::<Int64Type>(array)),
        DataType::UInt8 => Buffers::U8(values::<UInt8Type>(array)),
        DataType::UInt16 => Buffers::U16(values::<UInt16Type>(array)),
        DataType::UInt32 => Buffers::U32(values::<UInt32Type>(array)),
        DataType::UInt64 => Buffers::U64(values::<UInt64Type>(array)),
        DataType::Float16 => Buffers::F32(
            values::<Float16Type>(array).iter().map(|value| value.to_f32()).collect::<Vec<_>>().into(),
        ),
        DataType::Float32 => Buffers::F32(values::<Float32Type>(array)),
        DataType::Float64 => Buffers::F64(values::<Float64Type>(array)),
        DataType::Date32 => Buffers::Days(values::<Date32Type>(array)),
        DataType::Date64 => Buffers::Moments(values::<Date64Type>(array), TimeUnit::Millisecond, 0),
        DataType::Timestamp(unit, name) => {
            let offset = match name.as_deref() {
                None => 0,
                Some(name) => zone::offset(name).ok_or_else(|| BatchError::named_zone(wanted.name, name))?,
            };
            moments(array, *unit, offset)
        }
        DataType::Decimal32(_, scale) => {
            let array = array.as_primitive::<Decimal32Type>();
            return Ok(decimal::import(
                array,
                *scale,
                wanted.kind,
                |n| n.to_string(),
                |n| Some(i64::from(n)),
            ));
        }
        DataType::Decimal64(_, scale) => {
            let array = array.as_primitive::<Decimal64Type>();
            return Ok(decimal::import(array, *scale, wanted.kind, |n| n.to_string(), Some));
        }
        DataType::Decimal128(_, scale) => {
            let array = array.as_primitive::<Decimal128Type>();
            return Ok(decimal::import(
                array,
                *scale,
                wanted.kind,
                |n| n.to_string(),
                |n| i64::try_from(n).ok(),
            ));
        }
        DataType::Decimal256(_, scale) => {
            let array = array.as_primitive::<Decimal256Type>();
            let small = |n: arrow_buffer::i256| n.to_i128().and_then(|n| i64::try_from(n).ok());
            return Ok(decimal::import(array, *scale, wanted.kind, |n| n.to_string(), small));
        }
        DataType::Utf8 => texts::<i32>(array.as_string(), OwnedOffsets::Small),
        DataType::LargeUtf8 => texts::<i64>(array.as_string(), OwnedOffsets::Large),
        DataType::Utf8View => {
            let array = array.as_string_view();
            Buffers::Views(array.views().clone(), array.data_buffers().clone())
        }
        DataType::Dictionary(keys, _) => return dictionary(array, keys, wanted),
        DataType::RunEndEncoded(ends, _) => return runs(array, ends.data_type(), wanted),
        DataType::List(_)
        | DataType::LargeList(_)
        | DataType::ListView(_)
        | DataType::LargeListView(_)
        | DataType::FixedSizeList(..) => return lists::import_list(array, wanted),
        other => return Err(wanted.refuse(other)),
    };
    Ok(OwnedColumn { buffers, nulls: array.nulls().cloned() })
}

fn values<T: ArrowPrimitiveType>(array: &dyn Array) -> ScalarBuffer<T::Native> {
    array.as_primitive::<T>().values().clone()
}

fn texts<O: OffsetSizeTrait>(
    array: &GenericStringArray<O>,
    ends: fn(arrow_buffer::OffsetBuffer<O>) -> OwnedOffsets,
) -> Buffers {
    Buffers::Text(ends(array.offsets().clone()), array.values().clone())
}

fn moments(array: &dyn Array, unit: Unit, offset: i32) -> Buffers {
    let (values, unit) = match unit {
        Unit::Second => (values::<TimestampSecondType>(array), TimeUnit::Second),
        Unit::Millisecond => (values::<TimestampMillisecondType>(array), TimeUnit::Millisecond),
        Unit::Microsecond => (values::<TimestampMicrosecondType>(array), TimeUnit::Microsecond),
        Unit::Nanosecond => (values::<TimestampNanosecondType>(array), TimeUnit::Nanosecond),
    };
    Buffers::Moments(values, unit, offset)
}

fn dictionary(array: &dyn Array, keys: &DataType, wanted: Wanted<'_>) -> Result<OwnedColumn, BatchError> {
    fn owned<K: ArrowDictionaryKeyType>(
        array: &dyn Array,
        wanted: Wanted<'_>,
        keys: fn(ScalarBuffer<K::Native>) -> OwnedCodes,
    ) -> Result<OwnedColumn, BatchError> {
        let array = array.as_dictionary::<K>();
        let values = import(array.values(), wanted.inner(array.values())?)?;
        let keys = keys(array.keys().values().clone());
        Ok(OwnedColumn {
            buffers: Buffers::Dictionary(keys, Box::new(values)),
            nulls: array.nulls().cloned(),
        })
    }
    match keys {
        DataType::Int8 => owned::<Int8Type>(array, wanted, OwnedCodes::I8),
        DataType::Int16 => owned::<Int16Type>(array, wanted, OwnedCodes::I16),
        DataType::Int32 => owned::<Int32Type>(array, wanted, OwnedCodes::I32),
        DataType::Int64 => owned::<Int64Type>(array, wanted, OwnedCodes::I64),
        DataType::UInt8 => owned::<UInt8Type>(array, wanted, OwnedCodes::U8),
        DataType::UInt16 => owned::<UInt16Type>(array, wanted, OwnedCodes::U16),
        DataType::UInt32 => owned::<UInt32Type>(array, wanted, OwnedCodes::U32),
        DataType::UInt64 => owned::<UInt64Type>(array, wanted, OwnedCodes::U64),
        _ => Err(wanted.refuse(array.data_type())),
    }
}

/// Runs become codes: the values stay where they are.
fn runs(array: &dyn Array, ends: &DataType, wanted: Wanted<'_>) -> Result<OwnedColumn, BatchError> {
    fn owned<R: RunEndIndexType>(array: &dyn Array, wanted: Wanted<'_>) -> Result<OwnedColumn, BatchError> {
        let refused = || wanted.refuse(array.data_type());
        let array = array.as_run_opt::<R>().ok_or_else(refused)?;
        let values = import(array.values(), wanted.inner(array.values())?)?;
        let ends = array.run_ends();
        let (mut row, last) = (ends.offset(), ends.offset().saturating_add(ends.len()));
        let mut codes: Vec<u32> = Vec::with_capacity(ends.len());
        for (code, end) in ends.values().iter().enumerate() {
            let end = end.to_usize().unwrap_or_default().min(last);
            if end > row {
                codes.resize(codes.len() + (end - row), code as u32);
                row = end;
            }
        }
        // Rows behind the last run get a code that lies outside, which the engine reports where it reads them.
        codes.resize(array.len(), u32::MAX);
        let buffers = Buffers::Dictionary(OwnedCodes::U32(codes.into()), Box::new(values));
        Ok(OwnedColumn { buffers, nulls: None })
    }
    match ends {
        DataType::Int16 => owned::<Int16Type>(array, wanted),
        DataType::Int32 => owned::<Int32Type>(array, wanted),
        DataType::Int64 => owned::<Int64Type>(array, wanted),
        _ => Err(wanted.refuse(array.data_type())),
    }
}
