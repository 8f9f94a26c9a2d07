//! B2, M56: `serde_json` has features that any crate of a program may switch on for all of it. This runs with them too.

use icp_core::{Account, AccountError, Date, Model, OnInvalid, Record};
use serde_json::Value;

const MODEL: &str = r#"{"format": "icp/1", "name": "n", "attributes": {"x": {"type": "number"}, "s": {"type": "set"}},
    "icps": [{"id": "i", "fit": {"criteria": [{"id": "c", "fit": {"x": {"is": 1.5}}}], "tiers": [{"id": "a", "verdicts":
    [{"team": "t", "say": "s", "when": {"s": {"known": true}}}]}]}}]}"#;

type Told = Result<Option<f64>, String>;

/// The score by each way in: as an account, straight from the text, and as a value in memory.
fn scores(text: &str) -> [Told; 3] {
    let model = Model::from_json(MODEL).unwrap();
    let as_of = Date::parse("2026-11-21").unwrap();
    let told = |error: AccountError| format!("{}: {}", error.code(), error.found());
    let score = |account: Account| model.assess(&account, as_of).map(|a| a.icps[0].fit.score);
    let mut record = Record::default();
    let as_record = model
        .read_record(text, OnInvalid::Error, &mut record)
        .and_then(|()| model.assess_record(&record, as_of, &mut model.scratch()))
        .map(|assessment| assessment.icps[0].fit.score);
    let value: Value = serde_json::from_str(text).unwrap();
    [
        Account::from_json(text).and_then(score).map_err(told),
        as_record.map_err(told),
        Account::from_serialize(&value).and_then(score).map_err(told),
    ]
}

#[test]
fn b02_numbers_are_numbers_whatever_the_features() {
    for (text, score) in [
        (r#"{"x": 1.5}"#, Some(100.0)),
        (r#"{"x": 15e-1, "other": [[1.5, {"a": 2.5}]]}"#, Some(100.0)),
        (r#"{"x": -0.0}"#, Some(0.0)),
        (r#"{"x": 12345678901234567890.5}"#, Some(0.0)),
        (r#"{"x": 1e308}"#, Some(0.0)),
        (r#"{"x": 2}"#, Some(0.0)),
    ] {
        assert_eq!(scores(text), [Ok(score), Ok(score), Ok(score)], "{text}");
    }
    let refused = |text: &str, words: &str| {
        for told in scores(text) {
            assert!(told.as_ref().is_err_and(|error| error.starts_with(words)), "{text}: {told:?}");
        }
    };
    refused(r#"{"x": 9007199254740993}"#, "account.value: 9007199254740993");
    refused(r#"{"s": [1.5]}"#, "account.value: the number 1.5 in it");
    refused(r#"{"s": 1.5}"#, "account.value: the number 1.5");
    // As deep as it may be, with a number innermost.
    let deep = |levels: usize| format!(r#"{{"y": {}1.5{}}}"#, "[".repeat(levels), "]".repeat(levels));
    assert_eq!(scores(&deep(15)), [Ok(None), Ok(None), Ok(None)]);
    refused(&deep(16), "account.limit");
}

#[test]
fn m56_a_key_that_looks_like_a_number_is_a_key() {
    // As a value in memory it is a number where the feature is on: by then nobody knows that it was written so.
    for text in [
        r#"{"x": {"$serde_json::private::Number": "1.5"}}"#,
        r#"{"x": {"\u0024serde_json::private::Number": "1.5"}}"#,
        r#"{"x": {"$serde_json::private::RawValue": "1.5"}}"#,
    ] {
        for told in &scores(text)[..2] {
            assert_eq!(told.as_ref().unwrap_err(), "account.value: an object", "{text}");
        }
    }
}
