//! Extension types: what a field says of its values beside how they are stored. Arrow's own list of them is gone through
//! here; a type that is not on it is read as it is stored.

use arrow_array::cast::AsArray;
use arrow_array::types::Int8Type;
use arrow_array::{Array, FixedSizeBinaryArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field};

use super::import::{Wanted, import};
use super::owned::{Buffers, OwnedColumn, OwnedOffsets};
use crate::account::{AccountValue, read_json};
use crate::column::{Values, day};
use crate::error::BatchError;

const UUID: &str = "arrow.uuid";
const JSON: &str = "arrow.json";
const BOOL8: &str = "arrow.bool8";
const MOMENT: &str = "arrow.timestamp_with_offset";
/// Types that no attribute takes, however they are stored.
const REFUSED: [&str; 3] =
    ["arrow.fixed_shape_tensor", "arrow.variable_shape_tensor", "arrow.parquet.variant"];

/// Whether an extension type stores a single value as a structure.
pub(super) fn is_one_value(name: Option<&str>) -> bool {
    name == Some(MOMENT)
}

/// Whether the values of a field are JSON.
pub(super) fn is_json(field: &Field) -> bool {
    field.extension_type_name() == Some(JSON)
}

/// An array of an extension type as a column; `None` where it is read as it is stored.
pub(super) fn import_extension(
    array: &dyn Array,
    wanted: Wanted<'_>,
) -> Result<Option<OwnedColumn>, BatchError> {
    let Some(name) = wanted.extension else { return Ok(None) };
    match (name, array.data_type()) {
        (UUID, DataType::FixedSizeBinary(16)) => uuids(array.as_fixed_size_binary(), wanted).map(Some),
        (BOOL8, DataType::Int8) => {
            let values = array.as_primitive::<Int8Type>().values().clone();
            let buffers = Buffers::Bools(ScalarBuffer::from(values.into_inner()));
            Ok(Some(OwnedColumn { buffers, nulls: array.nulls().cloned() }))
        }
        (JSON, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) => json(array, wanted).map(Some),
        (MOMENT, DataType::Struct(_)) => moments(array.as_struct(), wanted).map(Some),
        (name, found) if REFUSED.contains(&name) => Err(wanted.refuse(found)),
        _ => Ok(None),
    }
}

/// UUIDs as people write them.
fn uuids(array: &FixedSizeBinaryArray, wanted: Wanted<'_>) -> Result<OwnedColumn, BatchError> {
    const DIGITS: [u8; 16] = *b"0123456789abcdef";
    let digit = |four: u8| DIGITS.get(usize::from(four & 15)).copied().unwrap_or_default();
    let bytes = array.value_data();
    if bytes.len() != array.len().saturating_mul(16) {
        return Err(BatchError::broken(wanted.name, None, "sixteen bytes for each row"));
    }
    let mut text = Vec::with_capacity(array.len() * 36);
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at % 16, 4 | 6 | 8 | 10) {
            text.push(b'-');
        }
        text.extend([digit(byte >> 4), digit(*byte)]);
    }
    let ends = OffsetBuffer::<i64>::from_repeated_length(36, array.len());
    Ok(OwnedColumn {
        buffers: Buffers::Text(OwnedOffsets::Large(ends), text.into()),
        nulls: array.nulls().cloned(),
    })
}

/// Values in JSON: each is what it would be in a record.
fn json(array: &dyn Array, wanted: Wanted<'_>) -> Result<OwnedColumn, BatchError> {
    let texts = import(array, wanted.stored())?;
    let column = texts.column();
    let value = |row: usize| match column.value(row) {
        Some(AccountValue::Text(text)) => {
            Ok(read_json(&text).unwrap_or_else(|| AccountValue::Other("text that is not JSON".to_owned())))
        }
        Some(_) => Ok(AccountValue::Null),
        None => Err(BatchError::broken(wanted.name, Some(row), "values that lie inside their data")),
    };
    let values: Result<Vec<_>, _> = (0..array.len()).map(value).collect();
    Ok(OwnedColumn { buffers: Buffers::Mixed(values?), nulls: None })
}

/// Moments, each with an offset of its own: the days on which they were written down.
fn moments(array: &StructArray, wanted: Wanted<'_>) -> Result<OwnedColumn, BatchError> {
    let refused = || wanted.refuse(array.data_type());
    let part = |name: &str| array.column_by_name(name).ok_or_else(refused);
    let (moments, offsets) = (part("timestamp")?, part("offset_minutes")?);
    let DataType::Timestamp(..) = moments.data_type() else { return Err(refused()) };
    let (moments, offsets) = (import(moments, wanted.stored())?, import(offsets, wanted.stored())?);
    let (column, offsets) = (moments.column(), offsets.column());
    let Values::Moments { values, unit, .. } = &column.values else { return Err(refused()) };
    let nulls = NullBuffer::union(array.nulls(), moments.nulls.as_ref());
    let mut days = Vec::with_capacity(array.len());
    for row in 0..array.len() {
        if nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
            days.push(0);
            continue;
        }
        let minutes = match offsets.value(row) {
            Some(AccountValue::Integer(minutes)) => i32::try_from(minutes).ok(),
            _ => None,
        };
        let seconds = minutes.and_then(|minutes| minutes.checked_mul(60));
        let Some((value, seconds)) = values.get(row).zip(seconds) else {
            return Err(BatchError::broken(wanted.name, Some(row), "an offset in minutes for each moment"));
        };
        // A day that does not fit is in no year that dates have either.
        days.push(i32::try_from(day(*value, unit.per_second(), seconds)).unwrap_or(i32::MAX));
    }
    Ok(OwnedColumn { buffers: Buffers::Days(days.into()), nulls })
}
