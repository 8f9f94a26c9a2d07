//! The differences between two models, by meaning: their canonical documents side by side, where lists of things with ids are
//! compared by id.

use icp_core::Model;
use serde::Serialize;
use serde_json::Value;

/// One difference between two models.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// Where: keys and ids, joined by dots.
    pub path: String,
    /// The old value; null where there was none.
    pub before: Value,
    /// The new value; null where there is none.
    pub after: Value,
    /// The difference in a sentence.
    pub says: String,
}

/// All differences, in the order of the old document, then of the new one.
pub(super) fn changes(before: &Model, after: &Model) -> Vec<Change> {
    let document = |model: &Model| serde_json::from_str::<Value>(&model.to_json()).unwrap_or_default();
    let mut found = Vec::new();
    walk(&mut Vec::new(), &document(before), &document(after), &mut found);
    found
}

/// The name by which an entry of a list is compared.
fn id(entry: &Value) -> Option<&str> {
    ["id", "use", "name"].iter().find_map(|key| entry.get(key)?.as_str())
}

fn walk(path: &mut Vec<String>, before: &Value, after: &Value, found: &mut Vec<Change>) {
    if before == after {
        return;
    }
    let mut pairs: Vec<(String, &Value, &Value)> = Vec::new();
    match (before, after) {
        (Value::Object(one), Value::Object(other)) => {
            for (key, value) in one {
                pairs.push((key.clone(), value, other.get(key).unwrap_or(&Value::Null)));
            }
            let added = other.iter().filter(|(key, _)| !one.contains_key(*key));
            pairs.extend(added.map(|(key, value)| (key.clone(), &Value::Null, value)));
        }
        (Value::Array(one), Value::Array(other)) if has_ids(one) && has_ids(other) => {
            let of =
                |list: &'_ [Value], wanted: &str| list.iter().position(|entry| id(entry) == Some(wanted));
            for entry in one {
                let Some(name) = id(entry) else { continue };
                let there = of(other, name).and_then(|at| other.get(at)).unwrap_or(&Value::Null);
                pairs.push((name.to_owned(), entry, there));
            }
            let added = other.iter().filter_map(|entry| Some((id(entry)?, entry)));
            pairs.extend(
                added
                    .filter(|(name, _)| of(one, name).is_none())
                    .map(|(name, entry)| (name.to_owned(), &Value::Null, entry)),
            );
            if pairs.iter().all(|(_, one, other)| one == other) {
                let says = format!("{}: in another order", path.join("."));
                found.push(Change { says, ..change(path, before, after) });
                return;
            }
        }
        _ => {
            found.push(change(path, before, after));
            return;
        }
    }
    for (key, one, other) in pairs {
        path.push(key);
        match (one, other) {
            (Value::Null, _) | (_, Value::Null) if one != other => found.push(change(path, one, other)),
            _ => walk(path, one, other, found),
        }
        path.pop();
    }
}

/// Whether the entries of a list are told apart by ids.
fn has_ids(list: &[Value]) -> bool {
    !list.is_empty() && list.iter().all(|entry| id(entry).is_some())
}

fn change(path: &[String], before: &Value, after: &Value) -> Change {
    let place = path.join(".");
    let short = |value: &Value| {
        let text = match value {
            Value::String(text) => format!("`{text}`"),
            other => other.to_string(),
        };
        if text.chars().count() > 60 {
            format!("{}..", text.chars().take(58).collect::<String>())
        } else {
            text
        }
    };
    let says = match (before, after) {
        (Value::Null, _) => format!("{place} is new: {}", short(after)),
        (_, Value::Null) => format!("{place} is gone: {}", short(before)),
        _ => format!("{place}: {} became {}", short(before), short(after)),
    };
    Change { path: place, before: before.clone(), after: after.clone(), says }
}
