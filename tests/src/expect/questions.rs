//! Compares the open questions with the expectations of people.

use serde_json::{Map, Value};

use super::{compare, list, object};

/// The mistakes of the questions. `ask` is the whole list of attributes in order, `decided` as it stands; `icps` and
/// `each` name icps and attributes, with the keys that matter. What a question could change stands beside its other
/// keys, and `decides` are scores by icp.
pub fn failures(expect: &Value, found: &Value) -> Vec<String> {
    let mut failures = vec![];
    for (key, expected) in object(expect) {
        let found = match key.as_str() {
            "decided" => found["decided"].clone(),
            "ask" => list(&found["questions"]).iter().map(|question| question["attribute"].clone()).collect(),
            "icps" => named(expected, list(&found["icps"]), "icp", |icp, key| icp[key].clone()),
            "each" => named(expected, list(&found["questions"]), "attribute", of_question),
            other => panic!("cases expect nothing called {other} of questions"),
        };
        failures.extend(compare(key, expected, &found));
    }
    failures
}

fn of_question(question: &Value, key: &str) -> Value {
    match key {
        "title" | "between" | "matters" | "settles" => question[key].clone(),
        "decides" => {
            let shares = list(&question[key]).iter().map(|one| (one["icp"].clone(), one["score"].clone()));
            Value::Object(shares.map(|(icp, by)| (icp.as_str().unwrap_or_default().to_owned(), by)).collect())
        }
        key => {
            question["could_change"].get(key).unwrap_or_else(|| panic!("no change is called {key}")).clone()
        }
    }
}

/// The same keys of the same entries, as they were found.
fn named(expected: &Value, entries: &[Value], id: &str, of: impl Fn(&Value, &str) -> Value) -> Value {
    let mut all = Map::new();
    for (name, keys) in object(expected) {
        let entry = entries.iter().find(|entry| entry[id] == **name);
        let keys =
            object(keys).keys().map(|key| (key.clone(), entry.map_or(Value::Null, |entry| of(entry, key))));
        all.insert(name.clone(), Value::Object(keys.collect()));
    }
    Value::Object(all)
}
