//! Labels: results without points, and conditions on the result of an icp.

use serde_json::{Map, Value};

use super::condition::{Truth, holds};
use super::{Case, entries, id_text, items, operator};

/// The labels of an icp, whose result is known but for them.
pub(super) fn labels(case: &Case, icp: &Value, result: &Value) -> Map<String, Value> {
    let case = case.with_result(result);
    let says = |label: &Value| {
        let mut entries = items(&label["first"]);
        entries
            .find(|entry| entry.get("when").is_none_or(|when| holds(&case, when) == Truth::True))
            .map(|entry| entry["say"].clone())
    };
    items(&icp["labels"]).map(|label| (id_text(&label["id"]), says(label).into())).collect()
}

/// Whether a result is as all tests want it.
pub(super) fn is_as(case: &Case, tests: &Value) -> Truth {
    let result = case.result.expect("a result");
    let word = |value: &Value, test: &Value| {
        let named = match test {
            Value::Array(several) => several.iter().any(|one| id_text(one) == id_text(value)),
            one => id_text(one) == id_text(value),
        };
        Truth::from(!value.is_null() && named)
    };
    let number = |value: &Value, test: &Value| match value.as_f64() {
        Some(value) => operator::number_is(case, test, value).into(),
        None => Truth::Unknown,
    };
    let each = entries(tests).map(|(key, test)| match key.as_str() {
        "tier" | "status" | "stage" => word(&result[key], test),
        "intent_tier" => word(&result["intent"]["tier"], test),
        "score" | "coverage" => number(&result[key], test),
        "intent_score" => number(&result["intent"]["score"], test),
        other => panic!("a result has no {other}"),
    });
    each.min().expect("a test")
}
