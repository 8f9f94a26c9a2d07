//! Lists: of texts for sets, of structures for events.

use arrow_array::cast::AsArray;
use arrow_array::{Array, GenericListViewArray, OffsetSizeTrait, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field};

use super::extension::is_one_value;
use super::held::{Ends, EventParts, Held, Kept, Keys};
use super::import::{Wanted, import};
use crate::error::BatchError;
use crate::value::AttributeType;

/// A list of any layout as a column.
pub(super) fn import_list(array: &dyn Array, wanted: Wanted<'_>) -> Result<Held, BatchError> {
    let nulls = array.nulls().cloned();
    let kept = match array.data_type() {
        DataType::List(_) => {
            let list = array.as_list::<i32>();
            items(list.values(), Ends::Small(list.offsets().clone()), None, array, wanted)
        }
        DataType::LargeList(_) => {
            let list = array.as_list::<i64>();
            items(list.values(), Ends::Large(list.offsets().clone()), None, array, wanted)
        }
        DataType::FixedSizeList(_, size) => {
            let list = array.as_fixed_size_list();
            let size = usize::try_from(*size).map_err(|_| wanted.refuse(array.data_type()))?;
            let ends = OffsetBuffer::<i64>::from_repeated_length(size, array.len());
            items(list.values(), Ends::Large(ends), None, array, wanted)
        }
        DataType::ListView(_) => viewed(array.as_list_view::<i32>(), array, wanted),
        DataType::LargeListView(_) => viewed(array.as_list_view::<i64>(), array, wanted),
        other => Err(wanted.refuse(other)),
    }?;
    Ok(Held { kept, nulls })
}

/// Lists that lie anywhere: their items are put in order by their places.
fn viewed<O: OffsetSizeTrait>(
    list: &GenericListViewArray<O>,
    array: &dyn Array,
    wanted: Wanted<'_>,
) -> Result<Kept, BatchError> {
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
    let ends = Ends::Large(OffsetBuffer::from_lengths(lengths));
    items(list.values(), ends, Some(places), array, wanted)
}

fn items(
    values: &dyn Array,
    ends: Ends,
    places: Option<Vec<u64>>,
    array: &dyn Array,
    wanted: Wanted<'_>,
) -> Result<Kept, BatchError> {
    let wanted = wanted.inner(array)?;
    let keys = places.map(|places| Keys::U64(places.into()));
    // By their places, where they do not lie in order.
    let placed = |held: Held| match &keys {
        Some(keys) => Held { kept: Kept::Dictionary(keys.clone(), Box::new(held)), nulls: None },
        None => held,
    };
    if let DataType::Struct(_) = values.data_type() {
        let parts = events(values.as_struct(), array, wanted)?;
        let EventParts { event, on, count } = parts;
        let parts = EventParts { event: placed(event), on: placed(on), count: count.map(placed) };
        return Ok(Kept::Events(ends, Box::new(parts)));
    }
    if is_nested(values.data_type()) {
        return Err(wanted.refuse(array.data_type()));
    }
    let wanted = item_field(array.data_type()).map_or(wanted, |field| wanted.said(field));
    Ok(Kept::List(ends, Box::new(placed(import(values, wanted.kind(AttributeType::Text))?))))
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
    let part = |name: &str, kind: AttributeType| -> Result<Option<Held>, BatchError> {
        let Some((at, field)) = list.fields().find(name) else { return Ok(None) };
        let Some(column) = list.columns().get(at) else { return Ok(None) };
        let wanted = wanted.said(field);
        if is_nested(column.data_type()) && !is_one_value(wanted.extension) {
            return Err(wanted.refuse(array.data_type()));
        }
        if column.len() != list.len() {
            return Err(BatchError::broken(wanted.name, None, "structures whose fields are of one length"));
        }
        let held = import(column, wanted.kind(kind))?;
        let nulls = NullBuffer::union(held.nulls.as_ref(), list.nulls());
        Ok(Some(Held { nulls, ..held }))
    };
    let event = part("event", AttributeType::Text)?;
    let on = part("on", AttributeType::Date)?;
    let count = part("count", AttributeType::Number)?;
    match (event, on) {
        (Some(event), Some(on)) => Ok(EventParts { event, on, count }),
        _ => Err(wanted.refuse(array.data_type())),
    }
}
