//! Every extension type on Arrow's own list: read as what it is, or refused by its name, and no matter where nobody reads it.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, BinaryArray, DictionaryArray, FixedSizeBinaryArray, FixedSizeListArray, Float64Array,
    Int8Array, Int16Array, Int32Array, ListArray, RecordBatch, RunArray, StringArray, StringViewArray,
    StructArray, TimestampMicrosecondArray, TimestampSecondArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Schema};
use icp_core::arrow::{BatchScorer, arrow_value};
use icp_core::batch::PerCriterion;
use icp_core::{AccountValue, BatchError};

use super::types::points;
use super::{model, options};

/// The list of the format, as it stands for version 1.5 of the columnar format and later.
const CANONICAL: [&str; 8] = [
    "arrow.bool8",
    "arrow.fixed_shape_tensor",
    "arrow.json",
    "arrow.opaque",
    "arrow.parquet.variant",
    "arrow.timestamp_with_offset",
    "arrow.uuid",
    "arrow.variable_shape_tensor",
];

const BYTES: [u8; 16] =
    [0x55, 0x0e, 0x84, 0, 0xe2, 0x9b, 0x41, 0xd4, 0xa7, 0x16, 0x44, 0x66, 0x55, 0x44, 0, 0xff];
const UUID: &str = "550e8400-e29b-41d4-a716-4466554400ff";

fn field(name: &str, extension: &str, array: &ArrayRef) -> Field {
    Field::new(name, array.data_type().clone(), true).with_metadata([("ARROW:extension:name", extension)])
}

fn batch(name: &str, extension: &str, array: &ArrayRef) -> RecordBatch {
    let schema = Schema::new(vec![field(name, extension, array)]);
    RecordBatch::try_new(Arc::new(schema), vec![array.clone()]).unwrap()
}

/// An extension type, the attribute that reads it, values, and the points of each or a part of what is told.
type Row = (&'static str, &'static str, ArrayRef, Result<[Option<f64>; 3], &'static str>);

/// The result of reading a column of a type as an attribute: points of its criterion in each row, or what is told.
fn read(extension: &str, attribute: &str, array: &ArrayRef) -> Result<Vec<Option<f64>>, BatchError> {
    let batch = batch(attribute, extension, array);
    let criterion = match attribute {
        "employees" => "size",
        "industry" => "trade",
        "hiring" => "growing",
        "founded" => "young",
        "tools" => "stack",
        _ => "news",
    };
    let scored = model().score_record_batch(&batch, &options().per_criterion(PerCriterion::ALL))?;
    let points: Vec<_> = points(&scored, criterion);
    // One account at a time it is the same.
    let scorer = BatchScorer::new(&model(), &options());
    for (row, points) in points.iter().enumerate() {
        let account = scorer.account(&batch, row).unwrap();
        let told = model().assess(&account, super::today()).unwrap();
        let own = told.icps[0].fit.criteria.iter().find(|own| own.id == criterion).unwrap();
        assert_eq!(own.status.as_str() == "unknown", points.is_none(), "{extension} {attribute} {row}");
        assert_eq!(own.status.as_str() == "fit", *points > Some(0.0), "{extension} {attribute} {row}");
    }
    Ok(points)
}

fn texts(texts: &[Option<&str>]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

fn uuids() -> ArrayRef {
    let bytes = [Some(BYTES), None, Some([0; 16])];
    Arc::new(FixedSizeBinaryArray::try_from_sparse_iter_with_size(bytes.into_iter(), 16).unwrap())
}

/// Two hours before midnight in Greenwich, on the last day of 2019: with two hours and more it is 2020.
fn moments(offsets: ArrayRef, unit: &str) -> ArrayRef {
    let late = [1_577_829_600, 1_577_829_600, 1_577_829_600];
    let nulls = NullBuffer::from(vec![true, true, false]);
    let moments: ArrayRef = if unit == "s" {
        Arc::new(TimestampSecondArray::new(late.to_vec().into(), Some(nulls)).with_timezone("UTC"))
    } else {
        let late = late.map(|late: i64| late * 1_000_000);
        Arc::new(TimestampMicrosecondArray::new(late.to_vec().into(), Some(nulls)).with_timezone("UTC"))
    };
    let fields = vec![
        Field::new("timestamp", moments.data_type().clone(), true),
        Field::new("offset_minutes", offsets.data_type().clone(), true),
    ];
    Arc::new(StructArray::new(fields.into(), vec![moments, offsets], None))
}

fn minutes() -> ArrayRef {
    Arc::new(Int16Array::from(vec![120, 119, 0]))
}

fn tensor() -> ArrayRef {
    let item = Arc::new(Field::new("item", DataType::Float64, true));
    let values: ArrayRef = Arc::new(Float64Array::from(vec![50.0; 6]));
    Arc::new(FixedSizeListArray::new(item, 2, values, None))
}

fn structure(names: [&str; 2]) -> ArrayRef {
    let bytes: ArrayRef = Arc::new(BinaryArray::from(vec![&b"x"[..]; 3]));
    let fields = names.map(|name| Field::new(name, DataType::Binary, true)).to_vec();
    Arc::new(StructArray::new(fields.into(), vec![bytes.clone(), bytes], None))
}

#[test]
fn each_is_read_rightly_or_refused_by_its_name() {
    let bool8: ArrayRef = Arc::new(Int8Array::from(vec![Some(1), None, Some(0)]));
    let minus: ArrayRef = Arc::new(Int8Array::from(vec![-128, 2, 0]));
    let runs: ArrayRef = Arc::new(
        RunArray::<Int32Type>::try_new(&Int32Array::from(vec![1, 3]), &Int16Array::from(vec![120, 119]))
            .unwrap(),
    );
    let codes: ArrayRef =
        Arc::new(DictionaryArray::<Int32Type>::new(Int32Array::from(vec![0, 1, 1]), minutes()));
    let views: ArrayRef =
        Arc::new(StringViewArray::from(vec!["[\"rust\", \"a text that is long\"]", "null", "[]"]));
    let some = [Some(1.0), None, Some(0.0)];
    let rows: Vec<Row> = vec![
        ("arrow.bool8", "hiring", bool8.clone(), Ok(some)),
        ("arrow.bool8", "hiring", minus, Ok([Some(1.0), Some(1.0), Some(0.0)])),
        ("arrow.bool8", "employees", bool8.clone(), Err("row 0: expected a number")),
        ("arrow.bool8", "industry", bool8, Err("row 0: expected text, found true")),
        ("arrow.uuid", "industry", uuids(), Ok([Some(0.0), None, Some(0.0)])),
        ("arrow.uuid", "employees", uuids(), Err(UUID)),
        ("arrow.uuid", "tools", uuids(), Ok([Some(0.0), None, Some(0.0)])),
        ("arrow.json", "industry", texts(&[Some("\"retail\""), Some("null"), Some("\"x\"")]), Ok(some)),
        ("arrow.json", "industry", texts(&[Some("{}"), None, None]), Err("found an object")),
        (
            "arrow.json",
            "employees",
            texts(&[Some("50"), None, Some("\"5\"")]),
            Ok([Some(3.0), None, Some(0.0)]),
        ),
        ("arrow.json", "employees", texts(&[Some("true"), None, None]), Err("found true")),
        ("arrow.json", "hiring", texts(&[Some(" true "), Some("\"\""), Some("\"no\"")]), Ok(some)),
        ("arrow.json", "founded", texts(&[Some("\"2021-01-01\""), None, Some("\"2001-01-01\"")]), Ok(some)),
        ("arrow.json", "tools", texts(&[Some("[\"sql\", null]"), Some("null"), Some("[]")]), Ok(some)),
        ("arrow.json", "tools", views, Ok(some)),
        ("arrow.json", "tools", texts(&[Some("\"go; rust\""), None, Some("\"sql, rust\"")]), Ok(some)),
        ("arrow.json", "tools", texts(&[Some("[1]"), None, None]), Err("found the number 1 in it")),
        ("arrow.json", "tools", texts(&[Some("['sql']"), None, None]), Err("found text that is not JSON")),
        (
            "arrow.json",
            "signals",
            texts(&[Some(r#"[{"event": "funding", "on": "2026-10-01"}]"#), Some("null"), Some("[]")]),
            Ok(some),
        ),
        ("arrow.timestamp_with_offset", "founded", moments(minutes(), "s"), Ok([Some(1.0), Some(0.0), None])),
        ("arrow.timestamp_with_offset", "founded", moments(runs, "us"), Ok([Some(1.0), Some(0.0), None])),
        ("arrow.timestamp_with_offset", "founded", moments(codes, "us"), Ok([Some(1.0), Some(0.0), None])),
        (
            "arrow.timestamp_with_offset",
            "industry",
            moments(minutes(), "s"),
            Err("found the date 2020-01-01"),
        ),
        (
            "arrow.timestamp_with_offset",
            "founded",
            structure(["timestamp", "x"]),
            Err("arrow.timestamp_with_offset"),
        ),
        // A type that its driver could not name is read as it is stored, where that can be read.
        (
            "arrow.opaque",
            "employees",
            texts(&[Some("50"), None, Some("5")]),
            Ok([Some(3.0), None, Some(0.0)]),
        ),
        ("arrow.opaque", "industry", structure(["a", "b"]), Err("arrow.opaque (stored as Struct")),
        ("arrow.opaque", "industry", uuids(), Err("arrow.opaque (stored as FixedSizeBinary(16))")),
        ("arrow.fixed_shape_tensor", "tools", tensor(), Err("arrow.fixed_shape_tensor (stored as")),
        (
            "arrow.variable_shape_tensor",
            "tools",
            structure(["data", "shape"]),
            Err("arrow.variable_shape_tensor"),
        ),
        ("arrow.parquet.variant", "industry", structure(["metadata", "value"]), Err("arrow.parquet.variant")),
        // Of no list: as it is stored.
        ("some.own", "industry", texts(&[Some("retail"), None, Some("x")]), Ok(some)),
        ("some.own", "industry", uuids(), Err("some.own (stored as FixedSizeBinary(16))")),
        ("arrow.uuid", "industry", texts(&[Some("retail"), None, Some("x")]), Ok(some)),
        ("arrow.bool8", "hiring", texts(&[Some("yes"), None, Some("no")]), Ok(some)),
    ];
    for canonical in CANONICAL {
        assert!(rows.iter().any(|(name, ..)| *name == canonical), "{canonical}");
    }
    for (extension, attribute, array, expected) in &rows {
        match (read(extension, attribute, array), expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{extension} as {attribute}"),
            (Err(error), Err(says)) => {
                assert!(error.to_string().contains(says), "{extension} as {attribute}: {error}");
                assert_eq!(error.column(), Some(*attribute));
            }
            (found, expected) => panic!("{extension} as {attribute}: {found:?}, not {expected:?}"),
        }
        // Nobody reads it.
        let other = batch("other", extension, array);
        let mut fields = other.schema().fields().to_vec();
        fields.push(Arc::new(Field::new("employees", DataType::Int32, true)));
        let employees: ArrayRef = Arc::new(Int32Array::from(vec![50; 3]));
        let both =
            RecordBatch::try_new(Arc::new(Schema::new(fields)), vec![array.clone(), employees]).unwrap();
        let scored = model().score_record_batch(&both, &options().keep(true)).unwrap();
        assert_eq!(scored.num_rows(), 3);
        assert_eq!(scored.schema().field(0), other.schema().field(0), "it is kept as it is");
    }
}

#[test]
fn inside_of_lists_dictionaries_and_slices() {
    let text = AccountValue::Text(UUID.to_owned());
    let ids = uuids();
    let own = field("id", "arrow.uuid", &ids);
    assert_eq!(arrow_value(&own, &ids, 0).unwrap(), text);
    assert_eq!(arrow_value(&own, &ids, 1).unwrap(), AccountValue::Null);
    assert_eq!(
        arrow_value(&own, &ids.slice(2, 1), 0).unwrap(),
        AccountValue::Text("0".repeat(8) + "-0000-0000-0000-" + &"0".repeat(12))
    );
    let coded: ArrayRef =
        Arc::new(DictionaryArray::<Int32Type>::new(Int32Array::from(vec![1, 0]), ids.clone()));
    assert_eq!(arrow_value(&field("id", "arrow.uuid", &coded), &coded, 1).unwrap(), text);
    let item = Arc::new(field("item", "arrow.uuid", &ids));
    let list: ArrayRef =
        Arc::new(ListArray::new(item, OffsetBuffer::from_lengths([1, 2]), ids.clone(), None));
    let plain = Field::new("id", list.data_type().clone(), true);
    assert_eq!(arrow_value(&plain, &list, 0).unwrap(), AccountValue::List(vec![text]));
    // Without its name it is bytes.
    let error = arrow_value(&Field::new("key", ids.data_type().clone(), true), &ids, 0).unwrap_err();
    assert_eq!((error.code(), error.column()), ("batch.column_type", Some("key")));
    // Events on moments that each have an offset.
    let on = moments(minutes(), "us");
    let names = texts(&[Some("funding"); 3]);
    let fields =
        vec![Field::new("event", DataType::Utf8, true), field("on", "arrow.timestamp_with_offset", &on)];
    let events = StructArray::new(fields.into(), vec![names, on], None);
    let item = Arc::new(Field::new("item", events.data_type().clone(), true));
    let list: ArrayRef =
        Arc::new(ListArray::new(item, OffsetBuffer::from_lengths([1, 1]), Arc::new(events), None));
    let batch = RecordBatch::try_from_iter([("signals", list)]).unwrap();
    let account = BatchScorer::new(&model(), &options()).account(&batch, 1).unwrap();
    let day = icp_core::Date::new(2019, 12, 31).unwrap();
    let event = vec![("event".to_owned(), "funding".into()), ("on".to_owned(), day.into())];
    assert_eq!(account.get("signals"), Some(&AccountValue::List(vec![AccountValue::Map(event)])));
}

#[test]
fn moments_that_no_year_has_are_refused() {
    let extremes = [i64::MIN, i64::MAX, i64::MIN + 1, i64::MAX - 1];
    let check = |array: ArrayRef, what: &str| {
        for row in 0..array.len() {
            let batch = RecordBatch::try_from_iter([("founded", array.slice(row, 1))]).unwrap();
            let error = model().score_record_batch(&batch, &options()).unwrap_err();
            assert_eq!(error.code(), "batch.value", "{what} {row}");
            assert!(error.message().contains("expected a date in the years 1 to 9999"), "{what}: {error}");
            let account = BatchScorer::new(&model(), &options()).account(&batch, 0).unwrap();
            assert!(model().assess(&account, super::today()).is_err(), "{what} {row}");
        }
    };
    macro_rules! units {
        ($($array:ident),*) => {$(
            for zone in [None, Some("+23:59"), Some("-23:59")] {
                let array = arrow_array::$array::from(extremes.to_vec()).with_timezone_opt(zone);
                check(Arc::new(array), stringify!($array));
            }
        )*};
    }
    units!(TimestampSecondArray, TimestampMillisecondArray, TimestampMicrosecondArray);
    check(Arc::new(arrow_array::Date64Array::from(extremes.to_vec())), "Date64");
    check(Arc::new(arrow_array::Date32Array::from(vec![i32::MIN, i32::MAX, 2_932_897, -719_163])), "Date32");
    // Nanoseconds do not reach that far: their ends are days, and the right ones.
    let ends = arrow_array::TimestampNanosecondArray::from(vec![i64::MIN, i64::MAX]);
    let own = Field::new("founded", ends.data_type().clone(), true);
    let day = |row: usize| arrow_value(&own, &ends, row).unwrap();
    let date = |year, month, day| AccountValue::Date(icp_core::Date::new(year, month, day).unwrap());
    assert_eq!((day(0), day(1)), (date(1677, 9, 21), date(2262, 4, 11)));
    // With an offset for each.
    let moments: ArrayRef = Arc::new(TimestampSecondArray::from(extremes.to_vec()));
    let offsets: ArrayRef = Arc::new(Int16Array::from(vec![i16::MIN, i16::MAX, 0, 0]));
    let fields = ["timestamp", "offset_minutes"].into_iter().zip([&moments, &offsets]);
    let fields: Vec<Field> =
        fields.map(|(name, part)| Field::new(name, part.data_type().clone(), true)).collect();
    let array: ArrayRef =
        Arc::new(StructArray::new(fields.into(), vec![moments.clone(), offsets.clone()], None));
    for row in 0..4 {
        let error = read("arrow.timestamp_with_offset", "founded", &array.slice(row, 1)).unwrap_err();
        assert!(error.message().contains("years 1 to 9999"), "{error}");
    }
}
