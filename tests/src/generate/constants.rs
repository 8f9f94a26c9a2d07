//! The constants that a model mentions for each attribute: where accounts should aim.

use std::collections::BTreeMap;

use serde_json::Value;

/// The constants by attribute: numbers, texts, dates, spans, events, as they are written.
pub(super) type Constants = BTreeMap<String, Vec<Value>>;

/// Gathers every constant that stands under the name of an attribute or in a rule over it.
pub(super) fn of(model: &Value) -> Constants {
    let mut constants = Constants::new();
    for part in ["conditions", "exclusions", "criteria", "icps"] {
        walk(model, &model[part], &mut constants);
    }
    for (name, attribute) in model["attributes"].as_object().into_iter().flatten() {
        let entry = constants.entry(name.clone()).or_default();
        scalars(model, &attribute["synonyms"], entry);
        entry.extend(["min", "max"].iter().filter_map(|key| attribute.get(key)).cloned());
        entry.sort_by_key(Value::to_string);
        entry.dedup();
    }
    constants
}

fn walk(model: &Value, part: &Value, into: &mut Constants) {
    match part {
        Value::Array(parts) => parts.iter().for_each(|part| walk(model, part, into)),
        Value::Object(entries) => {
            for (key, value) in entries {
                if model["attributes"].get(key).is_some() {
                    scalars(model, value, into.entry(key.clone()).or_default());
                }
                if let Some(attribute) = value.get("attribute").and_then(Value::as_str) {
                    scalars(model, value, into.entry(attribute.to_owned()).or_default());
                }
                walk(model, value, into);
            }
        }
        _ => {}
    }
}

/// Every number and text below a value, keys too, with named lists in place of their names.
fn scalars(model: &Value, value: &Value, into: &mut Vec<Value>) {
    match value {
        Value::Array(entries) => entries.iter().for_each(|entry| scalars(model, entry, into)),
        Value::Object(entries) => {
            for (key, value) in entries {
                match key.parse::<f64>() {
                    Ok(number) => into.push(number.into()),
                    // A key may be the name of a list.
                    Err(_) => scalars(model, &Value::from(key.as_str()), into),
                }
                scalars(model, value, into);
            }
        }
        Value::String(text) => match text.strip_prefix('$').and_then(|name| model["lists"].get(name)) {
            Some(list) => scalars(model, list, into),
            None => into.push(value.clone()),
        },
        Value::Number(_) => into.push(value.clone()),
        _ => {}
    }
}
