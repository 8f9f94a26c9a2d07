//! Dated happenings.

use serde_json::Value;

use super::super::date;
use super::super::facts::Event;
use super::super::text::fold;
use super::read_number;

/// A list of events, or the JSON text of one (as a cell of a table holds it).
pub(super) fn read(value: &Value) -> Option<Vec<Event>> {
    match value {
        Value::String(text) => read(&serde_json::from_str(text).ok().filter(Value::is_array)?),
        list => list.as_array()?.iter().map(read_event).collect(),
    }
}

fn read_event(value: &Value) -> Option<Event> {
    let name = value.get("event")?.as_str().map(fold).filter(|name| !name.is_empty())?;
    let on = value.get("on")?.as_str().and_then(date::read)?;
    let count = match value.get("count") {
        None | Some(Value::Null) => 1.0,
        Some(count) => read_number(count).filter(|count| *count >= 0.0)?,
    };
    Some(Event { name, on, count })
}
