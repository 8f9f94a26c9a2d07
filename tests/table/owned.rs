//! Columns that own what the engine borrows.

use icp_core::{Bits, Codes, Column, Offsets, Text, TimeUnit, Values, Views};

/// What a column is made of; it owns what a [`Column`] borrows.
#[derive(Debug)]
pub(super) enum Cells {
    Null(usize),
    Bools(Vec<u8>),
    BoolBits(Vec<u8>),
    F64(Vec<f64>),
    F32(Vec<f32>),
    I64(Vec<i64>),
    I32(Vec<i32>),
    I16(Vec<i16>),
    I8(Vec<i8>),
    U64(Vec<u64>),
    U32(Vec<u32>),
    U16(Vec<u16>),
    U8(Vec<u8>),
    Days(Vec<i32>),
    Moments(Vec<i64>, TimeUnit, i32),
    Text(Vec<i32>, Vec<u8>),
    LargeText(Vec<i64>, Vec<u8>),
    Views(Vec<u8>, Vec<Vec<u8>>),
    Codes8(Vec<i8>, Box<Owned>),
    Codes16(Vec<u16>, Box<Owned>),
    Codes32(Vec<i32>, Box<Owned>),
    Codes64(Vec<u64>, Box<Owned>),
    List(Vec<i32>, Box<Owned>),
    LargeList(Vec<i64>, Box<Owned>),
    Events(Vec<i32>, Box<[Owned; 3]>),
}

/// One column with its validity. The first `lead` rows are of another table: the column is a slice.
#[derive(Debug)]
pub struct Owned {
    pub(super) cells: Cells,
    pub(super) validity: Option<Vec<u8>>,
    pub(super) lead: usize,
    pub(super) rows: usize,
}

impl Owned {
    pub(super) fn column(&self) -> Column<'_> {
        let (lead, rows) = (self.lead, self.rows);
        let end = lead + rows;
        let values = match &self.cells {
            Cells::Null(rows) => Values::Null(*rows),
            Cells::Bools(values) => Values::Bool(&values[lead..end]),
            Cells::BoolBits(bytes) => Values::Bits(Bits::new(bytes, lead, rows).unwrap()),
            Cells::F64(values) => Values::F64(&values[lead..end]),
            Cells::F32(values) => Values::F32(&values[lead..end]),
            Cells::I64(values) => Values::I64(&values[lead..end]),
            Cells::I32(values) => Values::I32(&values[lead..end]),
            Cells::I16(values) => Values::I16(&values[lead..end]),
            Cells::I8(values) => Values::I8(&values[lead..end]),
            Cells::U64(values) => Values::U64(&values[lead..end]),
            Cells::U32(values) => Values::U32(&values[lead..end]),
            Cells::U16(values) => Values::U16(&values[lead..end]),
            Cells::U8(values) => Values::U8(&values[lead..end]),
            Cells::Days(values) => Values::Days(&values[lead..end]),
            Cells::Moments(values, unit, offset) => {
                Values::Moments { values: &values[lead..end], unit: *unit, offset: *offset }
            }
            Cells::Text(offsets, bytes) => {
                Values::Text(Text { offsets: Offsets::Small(&offsets[lead..=end]), bytes })
            }
            Cells::LargeText(offsets, bytes) => {
                Values::Text(Text { offsets: Offsets::Large(&offsets[lead..=end]), bytes })
            }
            Cells::Views(views, buffers) => Values::Views(Views {
                views: &views[lead * 16..end * 16],
                buffers: buffers.iter().map(Vec::as_slice).collect(),
            }),
            Cells::Codes8(codes, values) => dictionary(Codes::I8(&codes[lead..end]), values),
            Cells::Codes16(codes, values) => dictionary(Codes::U16(&codes[lead..end]), values),
            Cells::Codes32(codes, values) => dictionary(Codes::I32(&codes[lead..end]), values),
            Cells::Codes64(codes, values) => dictionary(Codes::U64(&codes[lead..end]), values),
            Cells::List(offsets, items) => Values::List {
                offsets: Offsets::Small(&offsets[lead..=end]),
                items: Box::new(items.column()),
            },
            Cells::LargeList(offsets, items) => Values::List {
                offsets: Offsets::Large(&offsets[lead..=end]),
                items: Box::new(items.column()),
            },
            Cells::Events(offsets, parts) => Values::Events {
                offsets: Offsets::Small(&offsets[lead..=end]),
                event: Box::new(parts[0].column()),
                on: Box::new(parts[1].column()),
                count: Some(Box::new(parts[2].column())),
            },
        };
        let bits = self.validity.as_ref().map(|bytes| Bits::new(bytes, lead, rows).unwrap());
        Column::new(values).with_validity(bits)
    }
}

fn dictionary<'a>(codes: Codes<'a>, values: &'a Owned) -> Values<'a> {
    Values::Dictionary { codes, values: Box::new(values.column()) }
}
