//! The same cells as the engine borrows them.

use icp_core::column::{Bits, Codes, Column, Offsets, Text, Values, Views};

use super::{Cells, Owned};

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
