//! Compares an assessment with the expectations of people, key by key.

pub mod questions;

use serde_json::{Map, Value};

use crate::compare::difference;

/// The mistakes of an assessment; empty when all expectations hold. Keys that speak of one icp look at the first,
/// or at the one that `icps` names.
pub fn failures(expect: &Value, assessment: &Value) -> Vec<String> {
    let mut failures = vec![];
    let icps = assessment["icps"].as_array().expect("icps");
    for (key, expected) in object(expect) {
        let found = match key.as_str() {
            "best" | "headline" => assessment[key.as_str()].clone(),
            "order" => pick(icps, "icp"),
            "issues" => pick(list(&assessment["issues"]), "attribute"),
            "scores" | "statuses" => named(expected, |id| {
                by_id(icps, "icp", id)[if key == "scores" { "score" } else { "status" }].clone()
            }),
            "icps" => {
                for (id, expect) in object(expected) {
                    failures.extend(of_icp(expect, &by_id(icps, "icp", id)).map(|f| format!("{id}: {f}")));
                }
                continue;
            }
            _ => {
                failures.extend(of_key(key, expected, &icps[0]));
                continue;
            }
        };
        failures.extend(compare(key, expected, &found));
    }
    failures
}

/// The mistakes of a value of which only some keys are expected.
pub fn part_failures(expect: &Value, found: &Value) -> Vec<String> {
    let of =
        |(key, expected): (&String, &Value)| compare(key, expected, &part(expected, &found[key.as_str()]));
    object(expect).iter().filter_map(of).collect()
}

fn of_icp<'a>(expect: &'a Value, icp: &'a Value) -> impl Iterator<Item = String> + 'a {
    object(expect).iter().flat_map(|(key, expected)| of_key(key, expected, icp))
}

fn of_key(key: &str, expected: &Value, icp: &Value) -> Vec<String> {
    let found = match key {
        "status" | "score" | "bounds" | "coverage" | "tier" | "missing" | "verdicts" | "labels" | "stage"
        | "base" | "adjustments" | "priority" | "to_next_tier" | "kept_out_by" | "reason_codes" => {
            icp[key].clone()
        }
        "reason" => icp["reason"]["code"].clone(),
        // Ids, or by id the attributes that would settle each, or other keys of it.
        "exclusions" | "possible_exclusions" if expected.is_object() => named(expected, |id| {
            let found = by_id(list(&icp[key]), "id", id);
            let expected = &expected[id];
            if expected.is_array() { found["missing"].clone() } else { part(expected, &found) }
        }),
        "exclusions" | "possible_exclusions" => pick(list(&icp[key]), "id"),
        "tally" => named(expected, |status| icp["tally"][status].clone()),
        "intent" if expected.is_null() => icp["intent"].clone(),
        "intent" => return of_icp(expected, &icp["intent"]).map(|f| format!("intent: {f}")).collect(),
        "criteria" => {
            let criteria = list(&icp["criteria"]);
            let of = |(id, expect): (&String, &Value)| {
                let criterion = by_id(criteria, "id", id);
                compare(id, expect, &part(expect, &criterion))
            };
            return object(expected).iter().filter_map(of).collect();
        }
        other => panic!("cases expect nothing called {other}"),
    };
    compare(key, expected, &found).into_iter().collect()
}

fn compare(key: &str, expected: &Value, found: &Value) -> Option<String> {
    difference(expected, found).map(|_| format!("{key}: expected {expected}, found {found}"))
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("expected values by name")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn by_id(list: &[Value], field: &str, id: &str) -> Value {
    list.iter().find(|entry| entry[field] == *id).cloned().unwrap_or(Value::Null)
}

fn pick(list: &[Value], field: &str) -> Value {
    list.iter().map(|entry| entry[field].clone()).collect()
}

/// The same keys with what was found for each.
fn named(expected: &Value, found: impl Fn(&str) -> Value) -> Value {
    Value::Object(object(expected).keys().map(|key| (key.clone(), found(key))).collect())
}

/// Of objects only the keys that are expected, also of those in lists.
fn part(expected: &Value, found: &Value) -> Value {
    match (expected, found) {
        (Value::Object(_), Value::Object(entries)) => named(expected, |key| match entries.get(key) {
            Some(found) => part(&expected[key], found),
            None => Value::Null,
        }),
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            expected.iter().zip(found).map(|(expected, found)| part(expected, found)).collect()
        }
        _ => found.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_wrong_answer_is_told() {
        let assessment = json!({"best": "a", "issues": [], "icps": [{"icp": "a", "score": 50.0,
            "tally": {"fits": 1, "nones": 2}, "criteria": [{"id": "x", "status": "fit", "rating": 1.0}]}]});
        let right = json!({"best": "a", "score": 50, "tally": {"nones": 2}, "scores": {"a": 50}, "order": ["a"],
            "criteria": {"x": {"rating": 1}}, "icps": {"a": {"score": 50}}});
        assert_eq!(failures(&right, &assessment), [""; 0]);
        let parts = |of: Value| json!({"criteria": {"x": of}});
        let inputs =
            json!({"icps": [{"criteria": [{"id": "x", "inputs": [{"attribute": "a", "value": 1.0}]}]}]});
        assert_eq!(failures(&parts(json!({"inputs": [{"value": 1}]})), &inputs), [""; 0]);
        for wrong in
            [json!({"inputs": [{"value": 2}]}), json!({"inputs": []}), json!({"inputs": [{"known": true}]})]
        {
            assert_eq!(failures(&parts(wrong), &inputs).len(), 1);
        }
        let wrong = json!({"score": 49, "tally": {"fits": 2}, "criteria": {"x": {"status": "none"}, "y": {"rating": 0}},
            "icps": {"b": {"score": 1}}});
        assert_eq!(failures(&wrong, &assessment).len(), 5);
    }
}
