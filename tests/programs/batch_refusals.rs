//! Tables that cannot be scored: what is said, and where. And the callback that may stop it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

use std::ops::ControlFlow;
use std::sync::Mutex;

use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
use icp_core::column::{Bits, Codes, Column, Columns, Offsets, Text, TimeUnit, Values, Views};
use icp_core::{BatchError, Date, Model, OnInvalid};

fn model() -> Model {
    Model::from_json(
        r#"{"format": "icp/1", "name": "demo",
        "attributes": {
            "employees": {"type": "number", "aliases": ["staff"]},
            "country": {"type": "text"},
            "tools": {"type": "set"},
            "founded": {"type": "date"},
            "unused": {"type": "number"}},
        "icps": [{"id": "smb", "fit": {
            "criteria": [
                {"id": "size", "fit": {"employees": {"between": [20, 200]}}},
                {"id": "where", "fit": {"country": {"in": ["DE", "FR"]}}},
                {"id": "stack", "fit": {"tools": {"has": "hubspot"}}},
                {"id": "young", "fit": {"founded": {"within_last": "5 years"}}}],
            "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#,
    )
    .unwrap()
}

fn day() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

fn options() -> BatchOptions<'static> {
    BatchOptions::new(AsOf::Day(day())).missing_columns(MissingColumns::Unknown)
}

fn employees(values: Values<'_>) -> Columns<'_> {
    let column = Column::new(values);
    Columns::new(column.rows()).with("employees", column).unwrap()
}

fn refusal(columns: &Columns<'_>, options: &BatchOptions<'_>) -> BatchError {
    model().score_batch(columns, options).unwrap_err()
}

#[test]
fn a_missing_column_is_named_with_its_other_names_and_what_is_near() {
    let columns = Columns::new(1)
        .with("employes", Column::new(Values::I32(&[5])))
        .unwrap()
        .with("country", Column::new(Values::Null(1)))
        .unwrap()
        .with("tools", Column::new(Values::Null(1)))
        .unwrap()
        .with("founded", Column::new(Values::Null(1)))
        .unwrap();
    let error = refusal(&columns, &BatchOptions::new(AsOf::Day(day())));
    assert_eq!(error.code(), "batch.missing_column");
    assert_eq!(error.message(), "the table has no column `employees` or `staff`");
    assert_eq!(
        error.help(),
        Some(
            "did you mean `employes`? rename it, or leave the attribute unknown in every row (`MissingColumns::Unknown`)"
        )
    );
    let scores = model().score_batch(&columns, &options()).unwrap();
    assert_eq!(scores.missing, ["employees".into()]);
}

#[test]
fn a_table_without_any_attribute_is_refused_also_when_columns_may_be_missing() {
    let columns = Columns::new(1).with("a;b;c", Column::new(Values::Null(1))).unwrap();
    let error = refusal(&columns, &options());
    assert_eq!(error.code(), "batch.no_model_column");
    assert!(error.message().contains("`employees`") && error.message().contains("`a;b;c`"), "{error}");
}

#[test]
fn an_invalid_value_is_told_with_its_column_and_row_or_counted() {
    let staff = [10.0, f64::INFINITY, 30.0, f64::NEG_INFINITY];
    let columns = Columns::new(4).with("staff", Column::new(Values::F64(&staff))).unwrap();
    let error = refusal(&columns, &options());
    assert_eq!((error.code(), error.column(), error.row()), ("batch.value", Some("staff"), Some(1)));
    assert_eq!(error.message(), "column `staff`, row 1: expected a finite number, found inf");
    let scores = model().score_batch(&columns, &options().on_invalid(OnInvalid::Missing)).unwrap();
    assert_eq!(scores.invalid, [("employees".into(), 2)]);
    assert!(scores.shown.score[1].is_nan() && scores.shown.score[2] > 0.0);
}

#[test]
fn integers_that_not_every_language_holds_are_invalid() {
    let error = refusal(&employees(Values::I64(&[9_007_199_254_740_993])), &options());
    assert!(error.message().contains("integers up to 2^53"), "{error}");
    let error = refusal(&employees(Values::U64(&[u64::MAX])), &options());
    assert_eq!(error.code(), "batch.value");
    assert!(model().score_batch(&employees(Values::I64(&[9_007_199_254_740_992])), &options()).is_ok());
}

#[test]
fn days_outside_of_the_years_and_numbers_without_end_are_invalid_in_every_width() {
    let (first, last) = (Date::MIN.days(), Date::MAX.days());
    let last_moment = (i64::from(last) + 1) * 86_400 - 1;
    fn moments(values: &[i64]) -> Values<'_> {
        Values::Moments { values, unit: TimeUnit::Second, offset: 0 }
    }
    // The row that is refused, if one is.
    let days = [
        ([first, last], None),
        ([0, last + 1], Some(1)),
        ([first - 1, 0], Some(0)),
        ([i32::MAX, i32::MIN], Some(0)),
    ];
    let times = [([0, last_moment], None), ([0, last_moment + 1], Some(1)), ([i64::MIN, 0], Some(0))];
    let days = days.iter().map(|(days, row)| (Values::Days(days), *row));
    for (values, row) in days.chain(times.iter().map(|(times, row)| (moments(times), *row))) {
        let columns = Columns::new(2).with("founded", Column::new(values)).unwrap();
        let error = model().score_batch(&columns, &options()).err();
        assert_eq!(error.as_ref().and_then(BatchError::row), row);
        assert!(error.is_none_or(|error| error.code() == "batch.value"));
        let scores = model()
            .score_batch(
                &columns,
                &options().on_invalid(OnInvalid::Missing).allow_empty_columns(&["founded"]),
            )
            .unwrap();
        assert_eq!(!scores.invalid.is_empty(), row.is_some());
    }
    let error = refusal(&employees(Values::F32(&[1.0, f32::NEG_INFINITY])), &options());
    assert_eq!((error.code(), error.row()), ("batch.value", Some(1)));
    let error = refusal(&employees(Values::I64(&[1, i64::MIN])), &options());
    assert_eq!((error.code(), error.row()), ("batch.value", Some(1)));
    // A hidden value is not looked at.
    let hidden = Column::new(Values::Days(&[i32::MAX, 0])).with_validity(Bits::new(&[2], 0, 2));
    let columns = Columns::new(2).with("founded", hidden).unwrap();
    assert!(model().score_batch(&columns, &options()).is_ok());
}

#[test]
fn a_column_that_no_rule_asks_for_refuses_nothing() {
    let broken = Text { offsets: Offsets::Small(&[0, 9]), bytes: b"x" };
    for values in [Values::F64(&[f64::INFINITY]), Values::Text(broken), Values::Bool(&[1])] {
        let columns = employees(Values::I32(&[50])).with("unused", Column::new(values)).unwrap();
        let scores = model().score_batch(&columns, &options()).unwrap();
        assert_eq!((scores.shown.score[0], scores.invalid.len()), (25.0, 0));
    }
    // Nor is it enough to be a table of this model.
    let columns = Columns::new(1).with("unused", Column::new(Values::I32(&[1]))).unwrap();
    assert_eq!(refusal(&columns, &options()).code(), "batch.no_model_column");
}

#[test]
fn the_first_row_is_told_whatever_the_threads_do() {
    let mut values = vec![50.0; 300_000];
    for row in [299_999, 123_457, 200_000] {
        values[row] = f64::INFINITY;
    }
    for threads in [1, 2, 3] {
        let error = refusal(&employees(Values::F64(&values)), &options().threads(threads));
        assert_eq!(error.row(), Some(123_457));
    }
}

#[test]
fn every_invalid_value_is_counted_once_whatever_the_threads_do() {
    let values: Vec<f64> = (0..100_000).map(|row| if row % 7 == 3 { f64::INFINITY } else { 50.0 }).collect();
    let columns = employees(Values::F64(&values));
    let scored = |threads| {
        let options = options().on_invalid(OnInvalid::Missing).threads(threads);
        model().score_batch(&columns, &options).unwrap()
    };
    let one = scored(1);
    assert_eq!(one.invalid, [("employees".into(), 14_286)]);
    for threads in [2, 3, 7, 0] {
        let scores = scored(threads);
        assert_eq!((&scores.invalid, &scores.shown.status), (&one.invalid, &one.shown.status));
    }
}

#[test]
fn broken_columns_are_told_and_do_no_harm() {
    let text = |offsets: &'static [i32], bytes: &'static [u8]| {
        Column::new(Values::Text(Text { offsets: Offsets::Small(offsets), bytes }))
    };
    let broken = [
        text(&[0, 99], b"DE"),
        text(&[2, 1], b"DE"),
        text(&[-1, 1], b"DE"),
        text(&[0, 2], b"\xff\xfe"),
        Column::new(Values::Views(Views {
            views: &[200, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0],
            buffers: vec![],
        })),
        Column::new(Values::Dictionary { codes: Codes::I8(&[-1]), values: Box::new(text(&[0, 2], b"DE")) }),
        Column::new(Values::Dictionary { codes: Codes::U16(&[1]), values: Box::new(text(&[0, 2], b"DE")) }),
    ];
    for column in broken {
        let columns = Columns::new(1).with("country", column.clone()).unwrap();
        let error = refusal(&columns, &options().on_invalid(OnInvalid::Missing));
        assert_eq!(
            (error.code(), error.column(), error.row()),
            ("batch.broken_column", Some("country"), Some(0))
        );
        // Behind a validity bit nobody looks.
        let hidden = column.with_validity(Bits::new(&[0], 0, 1));
        let columns = Columns::new(1).with("country", hidden).unwrap();
        assert!(model().score_batch(&columns, &options()).is_ok());
    }
    for offsets in [&[0, 9][..], &[1, 0], &[-3, 0]] {
        let items = Box::new(text(&[0, 7], b"hubspot"));
        let list = Column::new(Values::List { offsets: Offsets::Small(offsets), items });
        let columns = Columns::new(1).with("tools", list).unwrap();
        assert_eq!(refusal(&columns, &options()).code(), "batch.broken_column");
    }
}

#[test]
fn columns_have_one_length_and_one_name() {
    let column = || Column::new(Values::I8(&[1, 2]));
    assert_eq!(Columns::new(3).with("a", column()).unwrap_err().code(), "batch.length");
    let columns = Columns::new(2).with("a", column()).unwrap();
    assert_eq!(columns.with("a", column()).unwrap_err().code(), "batch.duplicate_column");
    let odd = column().with_validity(Bits::new(&[0], 0, 3));
    assert_eq!(Columns::new(2).with("a", odd).unwrap_err().code(), "batch.broken_column");
}

#[test]
fn the_days_of_an_as_of_column_have_no_gaps() {
    let column = |values| {
        Columns::new(2)
            .with("employees", Column::new(Values::I8(&[1, 2])))
            .unwrap()
            .with("founded", Column::new(Values::Days(&[0, 1])))
            .unwrap()
            .with("judged", Column::new(values))
            .unwrap()
    };
    let by = |name| BatchOptions::new(AsOf::Column(name)).missing_columns(MissingColumns::Unknown);
    assert!(model().score_batch(&column(Values::Days(&[20_000, 20_001])), &by("judged")).is_ok());
    assert_eq!(refusal(&column(Values::Days(&[20_000, 20_001])), &by("jugded")).code(), "batch.as_of");
    let error = refusal(&column(Values::Null(2)), &by("judged"));
    assert_eq!((error.code(), error.row()), ("batch.as_of", Some(0)));
    let error = refusal(&column(Values::F64(&[1.0, 2.0])), &by("judged"));
    assert_eq!(error.code(), "batch.as_of");
}

#[test]
fn the_callback_hears_of_every_65536_rows_and_can_stop() {
    let values = vec![50.0; 200_000];
    let columns = employees(Values::F64(&values));
    for threads in [1, 2] {
        let heard = Mutex::new(vec![0]);
        let listen = |rows: usize| {
            heard.lock().unwrap().push(rows);
            ControlFlow::Continue(())
        };
        model().score_batch(&columns, &options().threads(threads).progress(&listen)).unwrap();
        let mut heard = heard.into_inner().unwrap();
        heard.sort_unstable();
        assert_eq!(heard.last(), Some(&200_000));
        assert!(heard.windows(2).all(|two| two[1] - two[0] <= 65_536), "{heard:?}");
        let stop =
            |rows: usize| if rows > 60_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        let error = refusal(&columns, &options().threads(threads).progress(&stop));
        assert_eq!(error.code(), "batch.cancelled");
    }
}

#[test]
fn tables_without_rows_give_no_scores() {
    let columns = employees(Values::F64(&[]));
    let scores = model().score_batch(&columns, &options().per_icp(true).per_criterion(true)).unwrap();
    assert_eq!((scores.rows(), scores.icps.len(), scores.criteria.len()), (0, 1, 1));
    let none = Columns::new(0);
    assert_eq!(refusal(&none, &options()).code(), "batch.no_model_column");
}
