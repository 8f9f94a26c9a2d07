//! The same tables as Arrow arrays, in the types that Arrow has more of.

use std::sync::Arc;

use arrow_array::ArrowPrimitiveType;
use arrow_array::builder::BooleanBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, Float16Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Date64Array, Decimal128Array, Decimal256Array,
    DictionaryArray, FixedSizeListArray, Float16Array, Float32Array, Float64Array, GenericListArray,
    GenericStringArray, Int8Array, Int16Array, Int32Array, Int64Array, ListViewArray, NullArray,
    OffsetSizeTrait, PrimitiveArray, RecordBatch, RecordBatchOptions, RunArray, StringArray, StringViewArray,
    StructArray, TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray,
    TimestampSecondArray, UInt8Array, UInt16Array, UInt32Array, UInt64Array,
};
use arrow_buffer::{ArrowNativeType, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer, i256};
use arrow_schema::{DataType, Field, Metadata, Schema};
use icp_core::column::TimeUnit;
use oorandom::Rand32;

use super::{Cells, Owned, Table, coin};

impl Table {
    /// As a record batch, each column in one of the types that hold it.
    pub fn record_batch(&self, dice: &mut Rand32) -> RecordBatch {
        let said: Vec<(ArrayRef, Option<&str>)> =
            self.columns.iter().map(|(_, column)| extended(column.array(dice), dice)).collect();
        let columns = self.columns.iter().zip(&said);
        let field = |name: &str, array: &ArrayRef, said: Option<&str>| {
            let field = Field::new(name, array.data_type().clone(), true);
            field.with_metadata(
                said.map(|said| ("ARROW:extension:name", said)).into_iter().collect::<Metadata>(),
            )
        };
        let fields: Vec<Field> =
            columns.map(|((name, _), (array, said))| field(name, array, *said)).collect();
        let arrays: Vec<ArrayRef> = said.into_iter().map(|(array, _)| array).collect();
        let rows = RecordBatchOptions::new().with_row_count(Some(self.rows));
        RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &rows).unwrap()
    }
}

/// The same values of an extension type, now and then.
fn extended(array: ArrayRef, dice: &mut Rand32) -> (ArrayRef, Option<&'static str>) {
    if pick(dice, 4) > 0 {
        return (array, None);
    }
    match array.data_type() {
        DataType::Boolean => {
            let bytes = array.as_boolean().iter().map(|bit| bit.map(|bit| if bit { -3 } else { 0 }));
            (Arc::new(bytes.collect::<Int8Array>()), Some("arrow.bool8"))
        }
        DataType::Utf8 => {
            let quoted = |text: Option<&str>| text.map(|text| serde_json::Value::from(text).to_string());
            let texts: StringArray = array.as_string::<i32>().iter().map(quoted).collect();
            (Arc::new(texts), Some("arrow.json"))
        }
        _ => (array, None),
    }
}

fn pick(dice: &mut Rand32, of: u32) -> u32 {
    dice.rand_range(0..of)
}

impl Owned {
    fn array(&self, dice: &mut Rand32) -> ArrayRef {
        let all = self.lead + self.rows;
        let nulls = self
            .validity
            .as_ref()
            .and_then(|bytes| NullBuffer::from_unsliced_buffer(Buffer::from(bytes.clone()), all));
        let array = self.whole(nulls, all, dice);
        // Lists and structures inside were built without a lead of their own.
        let array = array.slice(self.lead.min(array.len()), self.rows);
        if !array.is_empty()
            && !matches!(array.data_type(), DataType::RunEndEncoded(..))
            && pick(dice, 8) == 0
        {
            return runs(&array);
        }
        array
    }

    fn whole(&self, nulls: Option<NullBuffer>, all: usize, dice: &mut Rand32) -> ArrayRef {
        macro_rules! plain {
            ($array:ident, $values:expr) => {
                Arc::new($array::new(ScalarBuffer::from($values.clone()), nulls))
            };
        }
        match &self.cells {
            Cells::Null(rows) => Arc::new(NullArray::new(*rows + self.lead)),
            Cells::Bools(values) => {
                let mut builder = BooleanBuilder::new();
                values.iter().for_each(|value| builder.append_value(*value != 0));
                let (values, _) = builder.finish().into_parts();
                Arc::new(BooleanArray::new(values, nulls))
            }
            Cells::BoolBits(bytes) => Arc::new(BooleanArray::new(
                arrow_buffer::BooleanBuffer::new(Buffer::from(bytes.clone()), 0, all),
                nulls,
            )),
            Cells::F64(values) if pick(dice, 2) == 0 => match decimals(values, &nulls, dice) {
                Some(array) => array,
                None => plain!(Float64Array, values),
            },
            Cells::F64(values) => plain!(Float64Array, values),
            Cells::F32(values) => {
                let half: Vec<<Float16Type as ArrowPrimitiveType>::Native> = values
                    .iter()
                    .map(|value| <Float16Type as ArrowPrimitiveType>::Native::from_f32(*value))
                    .collect();
                let exact =
                    half.iter().zip(values).all(|(half, value)| value.is_nan() || half.to_f32() == *value);
                if exact && coin(dice) {
                    return Arc::new(Float16Array::new(ScalarBuffer::from(half), nulls));
                }
                plain!(Float32Array, values)
            }
            Cells::I64(values) => {
                if coin(dice) {
                    let wide: Vec<i128> = values.iter().map(|value| i128::from(*value) * 100).collect();
                    let array = Decimal128Array::new(ScalarBuffer::from(wide), nulls.clone());
                    // With a point it is no longer an integer, and then not one that is too large.
                    if values.iter().all(|value| value.unsigned_abs() <= 1 << 53) {
                        return Arc::new(array.with_precision_and_scale(38, 2).unwrap());
                    }
                    let wide: Vec<i256> =
                        values.iter().map(|value| i256::from_i128(i128::from(*value))).collect();
                    let array = Decimal256Array::new(ScalarBuffer::from(wide), nulls);
                    return Arc::new(array.with_precision_and_scale(76, 0).unwrap());
                }
                plain!(Int64Array, values)
            }
            Cells::I32(values) => plain!(Int32Array, values),
            Cells::I16(values) => plain!(Int16Array, values),
            Cells::I8(values) => plain!(Int8Array, values),
            Cells::U64(values) => plain!(UInt64Array, values),
            Cells::U32(values) => plain!(UInt32Array, values),
            Cells::U16(values) => plain!(UInt16Array, values),
            Cells::U8(values) => plain!(UInt8Array, values),
            Cells::Days(values) => {
                if coin(dice) {
                    let moments: Vec<i64> = values.iter().map(|day| i64::from(*day) * 86_400_000).collect();
                    return Arc::new(Date64Array::new(ScalarBuffer::from(moments), nulls));
                }
                plain!(Date32Array, values)
            }
            Cells::Moments(values, unit, offset) => {
                let zone = match offset {
                    0 => [None, Some("UTC"), Some("Z"), Some("+00:00"), Some("Etc/UCT")]
                        [pick(dice, 5) as usize],
                    3_600 => [Some("+01:00"), Some("+0100"), Some("+01"), Some("Etc/GMT-1")]
                        [pick(dice, 4) as usize],
                    _ => [Some("-05:00"), Some("-05"), Some("UTC-05:00"), Some("Etc/GMT+5")]
                        [pick(dice, 4) as usize],
                };
                let values = ScalarBuffer::from(values.clone());
                match unit {
                    TimeUnit::Second => {
                        Arc::new(TimestampSecondArray::new(values, nulls).with_timezone_opt(zone))
                    }
                    TimeUnit::Millisecond => {
                        Arc::new(TimestampMillisecondArray::new(values, nulls).with_timezone_opt(zone))
                    }
                    TimeUnit::Microsecond => {
                        Arc::new(TimestampMicrosecondArray::new(values, nulls).with_timezone_opt(zone))
                    }
                    TimeUnit::Nanosecond => {
                        Arc::new(TimestampNanosecondArray::new(values, nulls).with_timezone_opt(zone))
                    }
                }
            }
            Cells::Text(ends, bytes) => strings(ends, bytes, nulls),
            Cells::LargeText(ends, bytes) => strings(ends, bytes, nulls),
            Cells::Views(views, buffers) => {
                let views: Vec<u128> = views
                    .chunks_exact(16)
                    .map(|view| u128::from_le_bytes(view.try_into().unwrap()))
                    .collect();
                let buffers: Vec<Buffer> =
                    buffers.iter().map(|buffer| Buffer::from(buffer.clone())).collect();
                Arc::new(StringViewArray::new(ScalarBuffer::from(views), buffers, nulls))
            }
            Cells::Codes8(codes, values) => {
                coded(codes.iter().map(|code| *code as usize), values, nulls, dice)
            }
            Cells::Codes16(codes, values) => {
                coded(codes.iter().map(|code| *code as usize), values, nulls, dice)
            }
            Cells::Codes32(codes, values) => {
                coded(codes.iter().map(|code| *code as usize), values, nulls, dice)
            }
            Cells::Codes64(codes, values) => {
                coded(codes.iter().map(|code| *code as usize), values, nulls, dice)
            }
            Cells::List(ends, items) => list(ends, items.array(dice), nulls, dice),
            Cells::LargeList(ends, items) => list(ends, items.array(dice), nulls, dice),
            Cells::Events(ends, parts) => {
                let columns: Vec<ArrayRef> = parts.iter().map(|part| part.array(dice)).collect();
                let names = ["event", "on", "count"];
                let fields: Vec<Field> = names
                    .iter()
                    .zip(&columns)
                    .map(|(name, column)| Field::new(*name, column.data_type().clone(), true))
                    .collect();
                let rows = columns[0].len();
                let events = StructArray::try_new_with_length(fields.into(), columns, None, rows).unwrap();
                list(ends, Arc::new(events), nulls, dice)
            }
        }
    }
}

fn strings<O: OffsetSizeTrait>(ends: &[O], bytes: &[u8], nulls: Option<NullBuffer>) -> ArrayRef {
    let ends = OffsetBuffer::new(ScalarBuffer::from(ends.to_vec()));
    Arc::new(GenericStringArray::<O>::new(ends, Buffer::from(bytes.to_vec()), nulls))
}

/// Decimals of the same digits, where all values have few.
fn decimals(values: &[f64], nulls: &Option<NullBuffer>, dice: &mut Rand32) -> Option<ArrayRef> {
    let scale = pick(dice, 5) as i32;
    let ten_to_it = (0..scale).fold(1.0, |product, _| product * 10.0);
    let scaled: Vec<i128> = values
        .iter()
        .map(|value| {
            if value.is_nan() {
                return Some(7);
            }
            let scaled = (value * ten_to_it).round();
            (scaled.abs() < 1e15 && scaled / ten_to_it == *value).then_some(scaled as i128)
        })
        .collect::<Option<_>>()?;
    let nans: NullBuffer = values.iter().map(|value| !value.is_nan()).collect::<Vec<bool>>().into();
    let nulls = NullBuffer::union(nulls.as_ref(), Some(&nans));
    let array = Decimal128Array::new(ScalarBuffer::from(scaled), nulls);
    Some(Arc::new(array.with_precision_and_scale(38, scale as i8).unwrap()))
}

fn dictionary<K: ArrowDictionaryKeyType>(
    codes: &[usize],
    values: ArrayRef,
    nulls: Option<NullBuffer>,
) -> ArrayRef {
    let keys: Vec<K::Native> = codes.iter().map(|code| K::Native::from_usize(*code).unwrap()).collect();
    let keys = PrimitiveArray::<K>::new(ScalarBuffer::from(keys), nulls);
    Arc::new(DictionaryArray::<K>::new(keys, values))
}

fn coded(
    codes: impl Iterator<Item = usize>,
    values: &Owned,
    nulls: Option<NullBuffer>,
    dice: &mut Rand32,
) -> ArrayRef {
    let codes: Vec<usize> = codes.collect();
    let values = values.array(dice);
    let few = values.len() < 128;
    match pick(dice, 8) {
        0 if few => dictionary::<Int8Type>(&codes, values, nulls),
        1 if few => dictionary::<UInt8Type>(&codes, values, nulls),
        2 => dictionary::<Int16Type>(&codes, values, nulls),
        3 => dictionary::<UInt16Type>(&codes, values, nulls),
        4 => dictionary::<Int64Type>(&codes, values, nulls),
        5 => dictionary::<UInt32Type>(&codes, values, nulls),
        6 => dictionary::<UInt64Type>(&codes, values, nulls),
        _ => dictionary::<Int32Type>(&codes, values, nulls),
    }
}

fn list<O: OffsetSizeTrait>(
    ends: &[O],
    items: ArrayRef,
    nulls: Option<NullBuffer>,
    dice: &mut Rand32,
) -> ArrayRef {
    let field = Arc::new(Field::new("item", items.data_type().clone(), true));
    let sizes: Vec<usize> = ends.windows(2).map(|pair| (pair[1] - pair[0]).as_usize()).collect();
    let even = sizes.windows(2).all(|pair| pair[0] == pair[1]);
    match pick(dice, 4) {
        0 => {
            let starts = ends.iter().take(sizes.len()).map(|end| end.as_usize() as i32).collect::<Vec<_>>();
            let sizes = sizes.iter().map(|size| *size as i32).collect::<Vec<_>>();
            Arc::new(ListViewArray::new(field, starts.into(), sizes.into(), items, nulls))
        }
        1 if even && !sizes.is_empty() && sizes[0] > 0 => {
            Arc::new(FixedSizeListArray::new(field, sizes[0] as i32, items, nulls))
        }
        _ => Arc::new(GenericListArray::<O>::new(
            field,
            OffsetBuffer::new(ScalarBuffer::from(ends.to_vec())),
            items,
            nulls,
        )),
    }
}

/// Runs of one row each, and a slice of them.
fn runs(array: &ArrayRef) -> ArrayRef {
    let ends = Int32Array::from_iter_values(1..=array.len() as i32);
    Arc::new(RunArray::<Int32Type>::try_new(&ends, array).unwrap())
}
