//! Single types, value by value.

use std::sync::Arc;

use arrow_array::types::{ArrowPrimitiveType, Float16Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, Decimal128Array, Decimal256Array, DictionaryArray, FixedSizeListArray, Int32Array,
    LargeListArray, ListArray, ListViewArray, NullArray, RecordBatch, RunArray, StringArray, StructArray,
    TimestampMillisecondArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer, i256};
use arrow_schema::{DataType, Field};
use icp_core::batch::PerCriterion;
use icp_core::{BatchError, OnInvalid};

use super::cells::{number, scores, word};
use super::{model, options};

type Half = <Float16Type as ArrowPrimitiveType>::Native;

fn score(name: &str, array: ArrayRef) -> Result<RecordBatch, BatchError> {
    let batch = RecordBatch::try_from_iter_with_nullable([(name, array, true)]).unwrap();
    model().score_record_batch(&batch, &options().per_criterion(PerCriterion::ALL))
}

/// The points of a criterion in each row, where it is known.
pub(crate) fn points(batch: &RecordBatch, criterion: &str) -> Vec<Option<f64>> {
    let name = |what: &str| format!("mid-market.{criterion}.{what}");
    let is_known = |row: &usize| number(batch, &name("rating"), *row).is_some();
    (0..batch.num_rows()).map(|row| is_known(&row).then(|| number(batch, &name("points"), row))?).collect()
}

#[test]
fn runs_are_read_wherever_they_are_cut() {
    let ends = Int32Array::from(vec![3, 4, 9]);
    let values = StringArray::from(vec![Some("retail"), None, Some("mining")]);
    let array: ArrayRef = Arc::new(RunArray::<Int32Type>::try_new(&ends, &values).unwrap());
    let whole = points(&score("industry", array.clone()).unwrap(), "trade");
    assert_eq!(whole.iter().filter(|points| points.is_none()).count(), 1);
    assert!(whole[0] > Some(0.0) && whole[2] == whole[0] && whole[3].is_none() && whole[8] == Some(0.0));
    for start in 0..9 {
        for len in 0..=9 - start {
            let part = points(&score("industry", array.slice(start, len)).unwrap(), "trade");
            assert_eq!(part, whole[start..start + len]);
        }
    }
}

#[test]
fn decimals_are_what_their_digits_say() {
    let array = Decimal128Array::from(vec![Some(2_000), Some(20_001), Some(20_000), None]);
    let array: ArrayRef = Arc::new(array.with_precision_and_scale(20, 2).unwrap());
    let scored = score("employees", array).unwrap();
    assert_eq!(points(&scored, "size"), [Some(3.0), Some(0.0), Some(3.0), None]);
    // A third of ten to the minus thirty is no exact float: it is read like the text, as the nearest one.
    let array = Decimal128Array::from(vec![Some(20_000_000_000_000_000_000_000_000_000_001i128)]);
    let array: ArrayRef = Arc::new(array.with_precision_and_scale(38, 30).unwrap());
    assert!(points(&score("employees", array).unwrap(), "size")[0] > Some(0.0));
    let large = i256::from_string("12345678901234567890123456789012345678901").unwrap();
    let array = Decimal256Array::from(vec![Some(i256::from_i128(50)), None, Some(large)]);
    let array: ArrayRef = Arc::new(array.with_precision_and_scale(76, 0).unwrap());
    let error = score("employees", array).unwrap_err();
    assert_eq!((error.code(), error.row()), ("batch.value", Some(2)));
    assert!(error.message().contains("integers up to 2^53"), "{error}");
}

#[test]
fn numbers_of_every_width() {
    let whole = vec![Some(50), None, Some(5)];
    macro_rules! all {
        ($($array:ident: $number:ty),*) => {
            vec![$(Arc::new(arrow_array::$array::from(
                whole.iter().map(|n| n.map(|n| n as $number)).collect::<Vec<_>>(),
            )) as ArrayRef),*]
        };
    }
    let mut arrays = all!(
        Int8Array: i8, Int16Array: i16, Int32Array: i32, Int64Array: i64, UInt8Array: u8, UInt16Array: u16,
        UInt32Array: u32, UInt64Array: u64, Float32Array: f32, Float64Array: f64
    );
    arrays.push(Arc::new(arrow_array::PrimitiveArray::<Float16Type>::from_iter(
        whole.iter().map(|n| n.map(|n| Half::from_f32(n as f32))),
    )));
    arrays.push(Arc::new(
        arrow_array::Decimal32Array::from(whole.clone()).with_precision_and_scale(9, 0).unwrap(),
    ));
    let wide: Vec<Option<i64>> = whole.iter().map(|n| n.map(i64::from)).collect();
    arrays.push(Arc::new(arrow_array::Decimal64Array::from(wide).with_precision_and_scale(18, 0).unwrap()));
    for array in arrays {
        let kind = array.data_type().clone();
        assert_eq!(
            points(&score("employees", array).unwrap(), "size"),
            [Some(3.0), None, Some(0.0)],
            "{kind}"
        );
    }
    let beyond = |array: ArrayRef| score("employees", array).unwrap_err();
    for array in [
        Arc::new(arrow_array::UInt64Array::from(vec![1, u64::MAX])) as ArrayRef,
        Arc::new(arrow_array::Int64Array::from(vec![1, -9_007_199_254_740_993])),
    ] {
        let error = beyond(array);
        assert_eq!((error.code(), error.row()), ("batch.value", Some(1)));
    }
    let nan = points(
        &score("employees", Arc::new(arrow_array::Float64Array::from(vec![f64::NAN]))).unwrap(),
        "size",
    );
    assert_eq!(nan, [None]);
}

#[test]
fn lists_of_every_layout() {
    let items = || -> ArrayRef { Arc::new(StringArray::from(vec!["rust", "go", "sql", "c", "c", "go"])) };
    let field = || Arc::new(Field::new("item", DataType::Utf8, true));
    let nulls = || Some(NullBuffer::from(vec![true, true, false]));
    let fixed: ArrayRef = Arc::new(FixedSizeListArray::new(field(), 2, items(), nulls()));
    let viewed: ArrayRef =
        Arc::new(ListViewArray::new(field(), vec![2, 1, 0].into(), vec![2, 1, 2].into(), items(), nulls()));
    let large: ArrayRef =
        Arc::new(LargeListArray::new(field(), OffsetBuffer::from_lengths([1, 1, 4]), items(), nulls()));
    for array in [fixed, viewed, large] {
        let kind = array.data_type().clone();
        let found = points(&score("tools", array.clone()).unwrap(), "stack");
        assert!(found[0] > Some(0.0) && found[2].is_none(), "{kind}: {found:?}");
        assert_eq!(points(&score("tools", array.slice(1, 2)).unwrap(), "stack"), found[1..], "{kind}");
    }
}

#[test]
fn moments_are_judged_by_their_own_day() {
    // 2019-12-31T23:00Z is in 2020 east of Greenwich.
    let late = 1_577_833_200_000;
    for (zone, young) in [
        (None, false),
        (Some("UTC"), false),
        (Some("Zulu"), false),
        (Some("Etc/UCT"), false),
        (Some("+02:00"), true),
        (Some("-02:00"), false),
        (Some("UTC+02:00"), true),
        // Names that Polars gives +02:00 and -02:00.
        (Some("Etc/GMT-2"), true),
        (Some("Etc/GMT+2"), false),
    ] {
        let array = TimestampMillisecondArray::from(vec![Some(late), None]).with_timezone_opt(zone);
        let points = points(&score("founded", Arc::new(array)).unwrap(), "young");
        assert_eq!((points[0] > Some(0.0), points[1]), (young, None), "{zone:?}");
    }
    let array = TimestampMillisecondArray::from(vec![Some(late)]).with_timezone("Europe/Berlin");
    let error = score("founded", Arc::new(array.clone())).unwrap_err();
    assert_eq!((error.code(), error.column()), ("batch.named_zone", Some("founded")));
    assert!(
        error.to_string().contains("Europe/Berlin")
            && error.help().unwrap().contains("to dates in that zone"),
        "{error}"
    );
    // Not every library can hold such a zone.
    assert!(!error.help().unwrap().contains("+02:00"), "{error}");
    // A column that nobody asks for may be anything.
    let given: [(&str, ArrayRef); 2] =
        [("seen", Arc::new(array)), ("employees", Arc::new(Int32Array::from(vec![50])))];
    let batch = RecordBatch::try_from_iter(given).unwrap();
    assert_eq!(scores(&model().score_record_batch(&batch, &options()).unwrap()).len(), 1);
}

fn events(structures: Option<NullBuffer>) -> ArrayRef {
    let names: ArrayRef = Arc::new(StringArray::from(vec!["funding", "funding", "funding"]));
    let on: ArrayRef = Arc::new(StringArray::from(vec!["2026-10-01", "2026-10-01", "2001-01-01"]));
    let other: ArrayRef = Arc::new(NullArray::new(3));
    let field = |name: &str, array: &ArrayRef| Field::new(name, array.data_type().clone(), true);
    let fields = vec![field("event", &names), field("source", &other), field("on", &on)];
    let structure = StructArray::new(fields.into(), vec![names, other, on], structures);
    let item = Arc::new(Field::new("item", structure.data_type().clone(), true));
    Arc::new(ListArray::new(item, OffsetBuffer::from_lengths([1, 1, 1]), Arc::new(structure), None))
}

#[test]
fn events_are_structures() {
    let all = points(&score("signals", events(None)).unwrap(), "news");
    assert!(all[0] > Some(0.0) && all[1] > Some(0.0) && all[2] == Some(0.0), "{all:?}");
    // A structure that is null is no event, whatever its fields hold.
    let some = points(&score("signals", events(Some(vec![true, false, true].into()))).unwrap(), "news");
    assert!(some[0] > Some(0.0) && some[1] == Some(0.0), "{some:?}");
}

/// Some libraries make a list of structures without a field that no event of the table has.
#[test]
fn events_without_a_day_are_told_as_an_account_tells_them() {
    for (field, found) in [("event", "an event without `on`"), ("on", "an event without `event`")] {
        let values: ArrayRef = Arc::new(StringArray::from(vec!["2026-10-01"]));
        let fields = vec![Field::new(field, DataType::Utf8, true)];
        let structure = StructArray::new(fields.into(), vec![values], None);
        let item = Arc::new(Field::new("item", structure.data_type().clone(), true));
        let lists = ListArray::new(item, OffsetBuffer::from_lengths([0, 1]), Arc::new(structure), None);
        let error = score("signals", Arc::new(lists)).unwrap_err();
        assert_eq!((error.code(), error.row()), ("batch.value", Some(1)));
        assert!(error.message().contains(found), "{error}");
    }
}

#[test]
fn dictionaries_and_nulls() {
    let keys = Int32Array::from(vec![Some(0), Some(1), None, Some(2)]);
    let values: ArrayRef =
        Arc::new(StringArray::from(vec![Some("retail"), None, Some("mining"), Some("not used")]));
    let array: ArrayRef = Arc::new(DictionaryArray::<Int32Type>::new(keys, values));
    let found = points(&score("sector", array).unwrap(), "trade");
    assert!(found[0] > Some(0.0) && found[1].is_none() && found[2].is_none() && found[3] == Some(0.0));
    let nothing = score("industry", Arc::new(NullArray::new(2))).unwrap();
    assert_eq!(word(&nothing, "status", 1).as_deref(), Some("insufficient_data"));
}

#[test]
fn what_cannot_be_read_is_told_by_name() {
    let binary: ArrayRef = Arc::new(arrow_array::BinaryArray::from(vec![&b"retail"[..]]));
    let structure: ArrayRef = Arc::new(StructArray::new_empty_fields(1, None));
    let numbers = |depth: usize| -> ArrayRef {
        let mut array: ArrayRef = Arc::new(Int32Array::from(vec![1]));
        for _ in 0..depth {
            let item = Arc::new(Field::new("item", array.data_type().clone(), true));
            array = Arc::new(ListArray::new(item, OffsetBuffer::from_lengths([1]), array, None));
        }
        array
    };
    for (name, array, found) in [
        ("industry", binary, "Binary"),
        ("industry", structure, "Struct"),
        ("tools", numbers(2), "List"),
        ("tools", numbers(60), "List"),
    ] {
        let error = score(name, array).unwrap_err();
        assert_eq!((error.code(), error.column()), ("batch.column_type", Some(name)));
        assert!(error.message().contains(found) && error.help().is_some(), "{error}");
    }
    let error = score("tools", numbers(1)).unwrap_err();
    assert_eq!((error.code(), error.row()), ("batch.value", Some(0)));
    let mut deep: ArrayRef = Arc::new(StringArray::from(vec!["retail"]));
    for _ in 0..40 {
        deep = Arc::new(DictionaryArray::<Int32Type>::new(Int32Array::from(vec![0]), deep));
    }
    assert_eq!(score("industry", deep).unwrap_err().code(), "batch.column_type");
    // A list of nothing, as some writers give it.
    let item = Arc::new(Field::new("item", DataType::Null, true));
    let none: ArrayRef =
        Arc::new(ListArray::new(item, OffsetBuffer::from_lengths([0]), Arc::new(NullArray::new(0)), None));
    assert_eq!(points(&score("tools", none.clone()).unwrap(), "stack"), [Some(0.0)]);
    assert_eq!(points(&score("signals", none).unwrap(), "news"), [Some(0.0)]);
}

#[test]
fn invalid_values_are_counted() {
    let texts: ArrayRef = Arc::new(StringArray::from(vec!["50", "about 50", "60"]));
    let batch = RecordBatch::try_from_iter([("employees", texts)]).unwrap();
    let mut scorer = icp_core::arrow::BatchScorer::new(&model(), &options().on_invalid(OnInvalid::Missing));
    for _ in 0..2 {
        scorer.score(&batch).unwrap();
    }
    assert_eq!((scorer.rows(), scorer.invalid()), (6, vec![("employees".into(), 2)]));
    assert!(scorer.missing().iter().any(|name| &**name == "industry"));
}

#[test]
fn a_type_that_cannot_be_read_refuses_nothing_where_no_rule_looks() {
    let model = icp_core::Model::from_json(
        r#"{"format": "icp/1", "name": "demo", "attributes": {"n": {"type": "number"}, "note": {"type": "text"}},
        "icps": [{"id": "only", "fit": {"criteria": [{"id": "n", "fit": {"n": {"gt": 1}}}], "tiers": [{"id": "A"}]}}]}"#,
    )
    .unwrap();
    let numbers: ArrayRef = Arc::new(Int32Array::from(vec![2]));
    let bytes: ArrayRef = Arc::new(arrow_array::BinaryArray::from_iter_values([b"\xff"]));
    let batch =
        |note: &str, n: ArrayRef| RecordBatch::try_from_iter([("n", n), (note, bytes.clone())]).unwrap();
    for name in ["note", "other"] {
        let scored = model.score_record_batch(&batch(name, numbers.clone()), &options()).unwrap();
        assert_eq!(number(&scored, "score", 0), Some(100.0));
    }
    let refused = model.score_record_batch(&batch("note", bytes.clone()), &options()).unwrap_err();
    assert_eq!((refused.code(), refused.column()), ("batch.column_type", Some("n")));
}
