//! Lists: of texts for sets, of structures for events.

use arrow_array::cast::AsArray;
use arrow_array::{Array, GenericListViewArray, OffsetSizeTrait, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field};

use super::extension::is_one_value;
use super::import::{Wanted, import};
use super::owned::{Buffers, EventParts, OwnedCodes, OwnedColumn, OwnedOffsets};
use crate::error::BatchError;
use crate::value::AttributeType;

/// A list of any layout as a column.
pub(super) fn import_list(array: &dyn Array, wanted: Wanted<'_>) -> Result<OwnedColumn, BatchError> {
    let nulls = array.nulls().cloned();
    let buffers = match array.data_type() {
        DataType::List(_) => {
            let list = array.as_list::<i32>();
            items(list.values(), OwnedOffsets::Small(list.offsets().clone()), None, array, wanted)
        }
        DataType::LargeList(_) => {
            let list = array.as_list::<i64>();
            items(list.values(), OwnedOffsets::Large(list.offsets().clone()), None, array, wanted)
        }
        DataType::FixedSizeList(_, size) => {
            let list = array.as_fixed_size_list();
            let size = usize::try_from(*size).map_err(|_| wanted.refuse(array.data_type()))?;
            let ends = OffsetBuffer::<i64>::from_repeated_length(size, array.len());
            items(list.values(), OwnedOffsets::Large(ends), None, array, wanted)
        }
        DataType::ListView(_) => viewed(array.as_list_view::<i32>(), array, wanted),
        DataType::LargeListView(_) => viewed(array.as_list_view::<i64>(), array, wanted),
        other => Err(wanted.refuse(other)),
    }?;
    Ok(OwnedColumn { buffers, nulls })
}

/// A list view, whose lists may be anywhere in the items, in any order: collects the indices of the items, row by
/// row.
fn viewed<O: OffsetSizeTrait>(
    list: &GenericListViewArray<O>,
    array: &dyn Array,
    wanted: Wanted<'_>,
) -> Result<Buffers, BatchError> {
    let have = list.values().len();
    let mut places: Vec<u64> = Vec::new();
    let mut lengths = Vec::with_capacity(list.len());
    for (row, (offset, size)) in list.offsets().iter().zip(list.sizes()).enumerate() {
        let (offset, size) = (offset.to_usize(), size.to_usize());
        let end = offset.zip(size).and_then(|(offset, size)| offset.checked_add(size));
        match (offset, end) {
            _ if list.is_null(row) => lengths.push(0),
            (Some(start), Some(end)) if end <= have => {
                places.extend(start as u64..end as u64);
                lengths.push(end - start);
            }
            _ => return Err(BatchError::broken(wanted.name, Some(row), "lists that lie inside their data")),
        }
    }
    let ends = OwnedOffsets::Large(OffsetBuffer::from_lengths(lengths));
    items(list.values(), ends, Some(places), array, wanted)
}

fn items(
    values: &dyn Array,
    ends: OwnedOffsets,
    places: Option<Vec<u64>>,
    array: &dyn Array,
    wanted: Wanted<'_>,
) -> Result<Buffers, BatchError> {
    let wanted = wanted.inner(array)?;
    let keys = places.map(|places| OwnedCodes::U64(places.into()));
    // The items of a list view are addressed by index, like those of a dictionary.
    let placed = |owned: OwnedColumn| match &keys {
        Some(keys) => {
            OwnedColumn { buffers: Buffers::Dictionary(keys.clone(), Box::new(owned)), nulls: None }
        }
        None => owned,
    };
    if let DataType::Struct(_) = values.data_type() {
        let parts = events(values.as_struct(), array, wanted)?;
        let EventParts { event, on, count } = parts;
        let parts = EventParts { event: placed(event), on: placed(on), count: count.map(placed) };
        return Ok(Buffers::Events(ends, Box::new(parts)));
    }
    if is_nested(values.data_type()) {
        return Err(wanted.refuse(array.data_type()));
    }
    let wanted = item_field(array.data_type()).map_or(wanted, |field| wanted.of_field(field));
    Ok(Buffers::List(ends, Box::new(placed(import(values, wanted.kind(AttributeType::Text))?))))
}

fn item_field(kind: &DataType) -> Option<&Field> {
    match kind {
        DataType::List(field)
        | DataType::LargeList(field)
        | DataType::ListView(field)
        | DataType::LargeListView(field)
        | DataType::FixedSizeList(field, _) => Some(field),
        _ => None,
    }
}

fn is_nested(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_nested(values),
        DataType::RunEndEncoded(_, values) => is_nested(values.data_type()),
        other => other.is_nested(),
    }
}

/// The columns of events by name; a structure that is null is null in each.
fn events(list: &StructArray, array: &dyn Array, wanted: Wanted<'_>) -> Result<EventParts, BatchError> {
    let part = |name: &str, kind: AttributeType| -> Result<Option<OwnedColumn>, BatchError> {
        let Some((at, field)) = list.fields().find(name) else { return Ok(None) };
        let Some(column) = list.columns().get(at) else { return Ok(None) };
        let wanted = wanted.of_field(field);
        if is_nested(column.data_type()) && !is_one_value(wanted.extension) {
            return Err(wanted.refuse(array.data_type()));
        }
        if column.len() != list.len() {
            return Err(BatchError::broken(wanted.name, None, "structures whose fields are of one length"));
        }
        let owned = import(column, wanted.kind(kind))?;
        let nulls = NullBuffer::union(owned.nulls.as_ref(), list.nulls());
        Ok(Some(OwnedColumn { nulls, ..owned }))
    };
    let event = part("event", AttributeType::Text)?;
    let on = part("on", AttributeType::Date)?;
    let count = part("count", AttributeType::Number)?;
    // Events of which none has a name or a day are told one by one, as those of an account are.
    let none = || OwnedColumn { buffers: Buffers::Null(list.len()), nulls: None };
    match (event, on) {
        (None, None) => Err(wanted.refuse(array.data_type())),
        (event, on) => {
            Ok(EventParts { event: event.unwrap_or_else(none), on: on.unwrap_or_else(none), count })
        }
    }
}
