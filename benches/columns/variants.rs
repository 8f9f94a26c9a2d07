//! The task's model, changed.

use icp_core::Model;
use serde_json::{Map, Value, json};

use crate::task;

/// The task as a JSON document.
pub(super) fn document() -> Value {
    serde_json::from_str(&task::model().to_json()).expect("a canonical document")
}

/// A changed document as a model.
pub(super) fn model(document: &Value) -> Model {
    Model::from_json(&document.to_string()).expect("a changed document that is still a model")
}

/// The task with something done to it.
pub(super) fn changed(change: impl FnOnce(&mut Value)) -> Model {
    let mut document = document();
    change(&mut document);
    model(&document)
}

/// The array at a JSON pointer.
pub(super) fn array<'v>(value: &'v mut Value, pointer: &str) -> &'v mut Vec<Value> {
    value.pointer_mut(pointer).and_then(Value::as_array_mut).expect("an array of the document")
}

/// Calls with every icp.
pub(super) fn each_icp(document: &mut Value, change: impl FnMut(&mut Value)) {
    array(document, "/icps").iter_mut().for_each(change);
}

/// A thing with another id, other weights and other thresholds; the first is as it was.
fn vary(value: &Value, turn: usize) -> Value {
    let mut value = value.clone();
    if turn == 0 {
        return value;
    }
    if let Some(thing) = value.as_object_mut() {
        let id = thing.get("id").and_then(Value::as_str).unwrap_or_default();
        thing.insert("id".to_owned(), json!(format!("{id}-{turn}")));
    }
    vary_inside(&mut value, turn);
    value
}

fn vary_inside(value: &mut Value, turn: usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| vary_inside(item, turn)),
        Value::Object(entries) => entries.iter_mut().for_each(|(key, value)| match &**key {
            "weight" => scale(value, 1.0 + turn as f64 / 8.0),
            // Tiers, which stay in their order.
            "from" => scale(value, 1.0 - turn as f64 / 100.0),
            "lt" | "lte" | "gt" | "gte" | "between" => scale(value, 1.0 + turn as f64 / 20.0),
            _ => vary_inside(value, turn),
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Numbers times something, with at most three places behind the point.
fn scale(value: &mut Value, factor: f64) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| scale(item, factor)),
        Value::Number(number) => {
            let scaled = number.as_f64().unwrap_or_default() * factor;
            *value = json!((scaled * 1e3).round() / 1e3);
        }
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Object(_) => {}
    }
}

/// `count` of some things: each in turn, then again and varied.
fn repeat(things: &[Value], count: usize) -> Vec<Value> {
    let turns = (0..).flat_map(|turn| things.iter().map(move |thing| vary(thing, turn)));
    turns.take(count).collect()
}

/// The task with `count` icps.
pub(super) fn with_icps(count: usize) -> Model {
    changed(|document| {
        let icps = array(document, "/icps");
        *icps = repeat(icps, count);
        for (rank, icp) in (1..).zip(icps) {
            set(icp, "priority", json!(rank));
        }
    })
}

/// The task with `count` criteria in each icp.
pub(super) fn with_criteria(count: usize) -> Model {
    changed(|document| {
        each_icp(document, |icp| {
            let criteria = array(icp, "/fit/criteria");
            *criteria = repeat(criteria, count);
        });
    })
}

/// The name of one of many industries; in any order of their numbers they differ early.
pub(super) fn industry(number: usize) -> String {
    format!("{number:04} industries")
}

/// The task that rates `count` industries by name.
pub(super) fn with_industries(count: usize) -> Model {
    let rating = |number: usize| (industry(number), json!((number % 10) as f64 / 10.0));
    let ratings: Map<String, Value> = (0..count).map(rating).collect();
    changed(|document| {
        let criteria = array(document, "/icps/0/fit/criteria");
        for table in criteria.iter_mut().filter_map(|criterion| criterion.pointer_mut("/table")) {
            set(table, "ratings", Value::Object(ratings.clone()));
        }
    })
}

/// Sets a key of an object.
pub(super) fn set(value: &mut Value, key: &str, to: Value) {
    value.as_object_mut().expect("an object of the document").insert(key.to_owned(), to);
}
