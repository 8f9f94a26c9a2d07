//! Finds the changes that filling in missing values makes, by trying and by nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// Something that an assessment says: a key, and the icp (none for `best`).
pub type Part = (&'static str, String);

/// The changes seen over some fillings of an account.
#[derive(Debug, Default)]
pub struct Seen {
    /// Everything that each part was.
    pub values: BTreeMap<Part, BTreeSet<String>>,
    /// For each attribute the parts that changed when it alone did, with two accounts that show it.
    pub changes: BTreeMap<String, BTreeMap<Part, (Value, Value)>>,
}

/// The attributes that an account does not know and that no formula makes, in document order.
pub fn missing<'m>(model: &'m Value, account: &Value) -> Vec<&'m str> {
    let attributes = model["attributes"].as_object().into_iter().flatten();
    let asked = attributes.filter(|(_, attribute)| attribute.get("formula").is_none());
    asked.filter(|(name, _)| !super::is_known(model, name, account)).map(|(name, _)| name.as_str()).collect()
}

/// The account with one attribute as another account has it.
pub fn filled(model: &Value, account: &Value, attribute: &str, other: &Value) -> Value {
    let mut whole: Map<String, Value> = account.as_object().expect("an account").clone();
    for key in keys(model, attribute) {
        whole.remove(key);
        if let Some(value) = other.get(key) {
            whole.insert(key.to_owned(), value.clone());
        }
    }
    Value::Object(whole)
}

/// Walks from an account to each of the others, one missing attribute after the other in an order that differs from
/// walk to walk, and notes what each step changes.
pub fn seen(model: &Value, account: &Value, others: &[Value], assess: impl Fn(&Value) -> Value) -> Seen {
    let mut seen = Seen::default();
    let missing = missing(model, account);
    for (walk, other) in others.iter().enumerate() {
        let mut at = account.clone();
        let mut before = parts(&assess(&at));
        let mut order = missing.clone();
        order.rotate_left(walk % missing.len().max(1));
        if walk % 2 == 1 {
            order.reverse();
        }
        for attribute in order {
            let next = filled(model, &at, attribute, other);
            let after = parts(&assess(&next));
            for (part, value) in &after {
                seen.values.entry(part.clone()).or_default().insert(value.clone());
                if before[part] != *value {
                    let changes = seen.changes.entry(attribute.to_owned()).or_default();
                    changes.entry(part.clone()).or_insert_with(|| (at.clone(), next.clone()));
                }
            }
            (at, before) = (next, after);
        }
        for (part, value) in before {
            seen.values.entry(part).or_default().insert(value);
        }
    }
    seen
}

fn keys<'m>(model: &'m Value, attribute: &'m str) -> impl Iterator<Item = &'m str> {
    let aliases = model["attributes"][attribute]["aliases"].as_array().into_iter().flatten();
    std::iter::once(attribute).chain(aliases.filter_map(Value::as_str))
}

/// The parts of an assessment that answers are after.
fn parts(assessment: &Value) -> BTreeMap<Part, String> {
    let mut parts = BTreeMap::from([(("best", String::new()), assessment["best"].to_string())]);
    for icp in assessment["icps"].as_array().expect("icps") {
        let id = icp["icp"].as_str().expect("an id");
        let mut add = |key, value: String| parts.insert((key, id.to_owned()), value);
        for key in ["status", "tier", "stage", "verdicts", "score"] {
            add(key, icp[key].to_string());
        }
        if !icp["intent"].is_null() {
            add("intent_tier", icp["intent"]["tier"].to_string());
            add("intent_score", icp["intent"]["score"].to_string());
            add("intent_verdicts", icp["intent"]["verdicts"].to_string());
        }
    }
    parts
}
