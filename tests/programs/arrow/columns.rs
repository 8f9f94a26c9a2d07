//! The columns that come back.

use std::sync::Arc;

use arrow_array::{ArrayRef, Int32Array, RecordBatch, StringArray};
use icp_core::arrow::ArrowOptions;
use icp_core::batch::AsOf;

use super::{model, options, today};

fn batch(second: &str) -> RecordBatch {
    let employees: ArrayRef = Arc::new(Int32Array::from(vec![50, 5]));
    let other: ArrayRef = Arc::new(StringArray::from(vec!["a", "b"]));
    RecordBatch::try_from_iter([("employees", employees), (second, other)]).unwrap()
}

fn names(batch: &RecordBatch) -> Vec<String> {
    batch.schema().fields().iter().map(|field| field.name().clone()).collect()
}

#[test]
fn names_are_as_asked() {
    let plain = model().score_record_batch(&batch("name"), &options()).unwrap();
    let all = ["best", "icp", "score", "tier", "status", "coverage", "lower", "upper", "stage", "reason"];
    assert_eq!(names(&plain), all);
    let few = options().bounds(false).reasons(false).keep(true).prefix("icp_").verdicts(true);
    let expected = [
        "employees",
        "name",
        "icp_best",
        "icp_icp",
        "icp_score",
        "icp_tier",
        "icp_status",
        "icp_coverage",
        "icp_stage",
        "icp_verdict.sales",
    ];
    assert_eq!(names(&model().score_record_batch(&batch("name"), &few).unwrap()), expected);
    let more = options().per_icp(true).per_criterion(true);
    let names = names(&model().score_record_batch(&batch("name"), &more).unwrap());
    assert_eq!(names[10], "mid-market.score");
    assert!(
        names.contains(&"other.reason".to_owned()) && names.contains(&"mid-market.size.points".to_owned())
    );
    assert_eq!(names.len(), 10 + 2 * 8 + 7);
}

#[test]
fn a_clash_of_names_is_refused() {
    let clash = batch("score");
    let error = model().score_record_batch(&clash, &options().keep(true)).unwrap_err();
    assert_eq!((error.code(), error.column()), ("batch.name_clash", Some("score")));
    assert!(error.help().unwrap().contains("`icp_`"), "{error}");
    assert!(model().score_record_batch(&clash, &options()).is_ok());
    assert!(model().score_record_batch(&clash, &options().keep(true).prefix("icp_")).is_ok());
    let stream = arrow_array::RecordBatchIterator::new([Ok(clash.clone())], clash.schema());
    assert!(model().score_reader(stream, &options().keep(true)).is_err());
}

#[test]
fn columns_that_are_looked_for() {
    let strict = ArrowOptions::new(AsOf::Day(today()));
    let error = model().score_record_batch(&batch("industri"), &strict).unwrap_err();
    assert_eq!(error.code(), "batch.missing_column");
    assert!(error.help().unwrap().contains("did you mean `industri`"), "{error}");
    let error = model().score_record_batch(&batch("x").project(&[1]).unwrap(), &options()).unwrap_err();
    assert_eq!(error.code(), "batch.no_model_column");
    let error = model().score_record_batch(&batch("x"), &ArrowOptions::new(AsOf::Column("day"))).unwrap_err();
    assert_eq!((error.code(), error.column()), ("batch.as_of", Some("day")));
}
