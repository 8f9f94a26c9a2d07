//! One value as its attribute reads it, in JSON: for comparing readers of single values.

use serde_json::{Map, Value, json};

use super::date::write;
use super::facts::Known;
use super::read::{self, Found};

/// The value of an attribute in an account: `"missing"`, or what it is. Nothing means that it is invalid.
pub(crate) fn reading(model: &Value, name: &str, account: &Map<String, Value>) -> Option<Value> {
    let known = match read::find(model, name, account) {
        Found::Nothing => return Some(json!("missing")),
        Found::Blank(known) => known,
        Found::Value(value) => read::value(&model["attributes"][name], value)?,
    };
    Some(match known {
        Known::Number(number) => json!({"number": number}),
        Known::Interval(interval) => json!({
            "low": interval.low.is_finite().then_some(interval.low),
            "high": interval.high.is_finite().then_some(interval.high),
            "ends": [interval.first().is_some(), interval.last().is_some()],
        }),
        Known::None => json!("none"),
        Known::Text { given, .. } => json!({"text": given}),
        Known::Bool(truth) => json!({"bool": truth}),
        Known::Date(day) => json!({"date": write(day)}),
        Known::Set(items) => json!({"set": items}),
        Known::Events(events) => {
            let each = events.iter().map(|event| json!([event.name, write(event.on), event.count]));
            json!({"events": each.collect::<Vec<_>>()})
        }
    })
}
