//! Reads the files of hazards.

use serde_json::{Value, json};

/// A file of rows beside this one.
pub(crate) fn file(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The value with what stands for many times written out.
pub(crate) fn whole(value: &Value) -> Value {
    let times = |of: &Value| of["times"].as_u64().unwrap() as usize;
    match value {
        Value::Object(entries) => {
            if let Some(text) = entries.get("$text") {
                return json!(text.as_str().unwrap().repeat(times(value)));
            }
            if let Some(item) = entries.get("$list") {
                return json!(vec![item; times(value)]);
            }
            if let Some(inner) = entries.get("$deep") {
                return (0..times(value)).fold(inner.clone(), |inner, _| json!([inner]));
            }
            entries.iter().map(|(key, value)| (key.clone(), whole(value))).collect()
        }
        Value::Array(items) => items.iter().map(whole).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}
