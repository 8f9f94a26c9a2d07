//! Columns that own their memory or share it with an array, and from which the engine borrows. Made by `import`; what an
//! array says of itself is passed on unchecked.

use std::sync::Arc;

use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};

use crate::account::AccountValue;
use crate::column::{Bits, Codes, Column, Offsets, Text, TimeUnit, Values, Views};

/// A column of its own, which a [`Column`] borrows from.
#[derive(Debug, Clone)]
pub(super) struct OwnedColumn {
    pub(super) buffers: Buffers,
    pub(super) nulls: Option<NullBuffer>,
}

/// The values of a column, as the buffers that hold them.
#[derive(Debug, Clone)]
pub(super) enum Buffers {
    Null(usize),
    Bits(BooleanBuffer),
    Bools(ScalarBuffer<u8>),
    F64(ScalarBuffer<f64>),
    F32(ScalarBuffer<f32>),
    I64(ScalarBuffer<i64>),
    I32(ScalarBuffer<i32>),
    I16(ScalarBuffer<i16>),
    I8(ScalarBuffer<i8>),
    U64(ScalarBuffer<u64>),
    U32(ScalarBuffer<u32>),
    U16(ScalarBuffer<u16>),
    U8(ScalarBuffer<u8>),
    Days(ScalarBuffer<i32>),
    Moments(ScalarBuffer<i64>, TimeUnit, i32),
    Text(OwnedOffsets, Buffer),
    Views(ScalarBuffer<u128>, Arc<[Buffer]>),
    Dictionary(OwnedCodes, Box<OwnedColumn>),
    List(OwnedOffsets, Box<OwnedColumn>),
    Events(OwnedOffsets, Box<EventParts>),
    Mixed(Vec<AccountValue>),
}

/// Where texts or lists begin and end.
#[derive(Debug, Clone)]
pub(super) enum OwnedOffsets {
    Small(OffsetBuffer<i32>),
    Large(OffsetBuffer<i64>),
}

/// The numbers of a dictionary's values.
#[derive(Debug, Clone)]
pub(super) enum OwnedCodes {
    I8(ScalarBuffer<i8>),
    I16(ScalarBuffer<i16>),
    I32(ScalarBuffer<i32>),
    I64(ScalarBuffer<i64>),
    U8(ScalarBuffer<u8>),
    U16(ScalarBuffer<u16>),
    U32(ScalarBuffer<u32>),
    U64(ScalarBuffer<u64>),
}

/// The columns of the fields of events.
#[derive(Debug, Clone)]
pub(super) struct EventParts {
    pub(super) event: OwnedColumn,
    pub(super) on: OwnedColumn,
    pub(super) count: Option<OwnedColumn>,
}

impl OwnedColumn {
    /// The column that the engine reads.
    pub(super) fn column(&self) -> Column<'_> {
        let values = match &self.buffers {
            Buffers::Null(rows) => Values::Null(*rows),
            Buffers::Bits(bits) => match Bits::new(bits.values(), bits.offset(), bits.len()) {
                Some(bits) => Values::Bits(bits),
                None => Values::Bool(&[]),
            },
            Buffers::Bools(values) => Values::Bool(values),
            Buffers::F64(values) => Values::F64(values),
            Buffers::F32(values) => Values::F32(values),
            Buffers::I64(values) => Values::I64(values),
            Buffers::I32(values) => Values::I32(values),
            Buffers::I16(values) => Values::I16(values),
            Buffers::I8(values) => Values::I8(values),
            Buffers::U64(values) => Values::U64(values),
            Buffers::U32(values) => Values::U32(values),
            Buffers::U16(values) => Values::U16(values),
            Buffers::U8(values) => Values::U8(values),
            Buffers::Days(values) => Values::Days(values),
            Buffers::Moments(values, unit, offset) => {
                Values::Moments { values, unit: *unit, offset: *offset }
            }
            Buffers::Text(ends, bytes) => Values::Text(Text { offsets: ends.offsets(), bytes }),
            Buffers::Views(views, buffers) => Values::Views(Views {
                views: views.inner().as_slice(),
                buffers: buffers.iter().map(Buffer::as_slice).collect(),
            }),
            Buffers::Dictionary(keys, values) => {
                Values::Dictionary { codes: keys.codes(), values: Box::new(values.column()) }
            }
            Buffers::List(ends, items) => {
                Values::List { offsets: ends.offsets(), items: Box::new(items.column()) }
            }
            Buffers::Events(ends, parts) => Values::Events {
                offsets: ends.offsets(),
                event: Box::new(parts.event.column()),
                on: Box::new(parts.on.column()),
                count: parts.count.as_ref().map(|count| Box::new(count.column())),
            },
            Buffers::Mixed(values) => Values::Mixed(values),
        };
        let nulls = self.nulls.as_ref().filter(|nulls| nulls.null_count() > 0);
        let bits = nulls.and_then(|nulls| Bits::new(nulls.validity(), nulls.offset(), nulls.len()));
        Column::new(values).with_validity(bits)
    }
}

impl OwnedOffsets {
    fn offsets(&self) -> Offsets<'_> {
        match self {
            Self::Small(ends) => Offsets::Small(ends),
            Self::Large(ends) => Offsets::Large(ends),
        }
    }
}

impl OwnedCodes {
    fn codes(&self) -> Codes<'_> {
        match self {
            Self::I8(keys) => Codes::I8(keys),
            Self::I16(keys) => Codes::I16(keys),
            Self::I32(keys) => Codes::I32(keys),
            Self::I64(keys) => Codes::I64(keys),
            Self::U8(keys) => Codes::U8(keys),
            Self::U16(keys) => Codes::U16(keys),
            Self::U32(keys) => Codes::U32(keys),
            Self::U64(keys) => Codes::U64(keys),
        }
    }
}
