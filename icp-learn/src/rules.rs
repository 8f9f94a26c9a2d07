//! Conditions of a document that hold for the values of a band.

use icp_core::init::yaml_text;
use icp_core::value::float_text;

use crate::Cells;
use crate::events::Window;
use crate::words::plain;

/// The texts in the rest, for a comment.
pub(crate) fn others(cells: &Cells) -> String {
    match cells {
        Cells::Texts { names, .. } if !names.is_empty() => {
            let shown: Vec<String> = names.iter().take(5).map(|name| plain(name)).collect();
            let more = if names.len() > shown.len() { " .." } else { "" };
            format!("; {}{more} and all others", shown.join(", "))
        }
        Cells::Texts { .. } => "; all others".to_owned(),
        Cells::Range { .. } | Cells::Bool(_) => String::new(),
    }
}

pub(crate) fn named(cells: &Cells) -> Vec<&str> {
    match cells {
        Cells::Texts { names, .. } => names.iter().map(String::as_str).collect(),
        Cells::Range { .. } | Cells::Bool(_) => Vec::new(),
    }
}

pub(crate) fn list(texts: &[&str]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| yaml_text(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A condition that holds for the values of a band. With `is_falling` the bands before it have taken all that is greater.
pub(crate) fn condition(
    key: &str,
    events: Option<&Window>,
    item: Option<&str>,
    cells: &Cells,
    is_falling: bool,
) -> String {
    match cells {
        Cells::Range { from, to } if !is_falling => {
            let mut parts = Vec::new();
            parts.extend(from.map(|from| format!("gte: {}", float_text(from))));
            parts.extend(to.map(|to| format!("lt: {}", float_text(to))));
            if parts.is_empty() {
                parts.push("known: true".to_owned());
            }
            format!("{{{key}: {{{}}}}}", parts.join(", "))
        }
        Cells::Range { from, .. } => at_least(key, events, from.unwrap_or_default()),
        Cells::Texts { .. } => format!("{{{key}: {{in: {}}}}}", list(&named(cells))),
        Cells::Bool(truth) => match item {
            Some(item) if *truth => format!("{{{key}: {{has: {}}}}}", yaml_text(item)),
            Some(item) => format!("{{not: {{{key}: {{has: {}}}}}}}", yaml_text(item)),
            None => format!("{{{key}: {truth}}}"),
        },
    }
}

/// At least a number of months, or of events.
fn at_least(key: &str, events: Option<&Window>, from: f64) -> String {
    let from = float_text(from);
    match events {
        Some(window) => {
            let which = match &window.event {
                Some(event) => format!("event: {}", yaml_text(event)),
                None => "any: true".to_owned(),
            };
            format!(
                "{{{key}: {{happened: {{{which}, within_last: {} days, at_least: {from}}}}}}}",
                window.days
            )
        }
        None => format!("{{{key}: {{older_than: {from} months}}}}"),
    }
}

/// A range of months or events by itself.
pub(crate) fn between(key: &str, events: Option<&Window>, cells: &Cells) -> String {
    let Cells::Range { from, to } = cells else { return condition(key, events, None, cells, false) };
    let mut parts = Vec::new();
    parts.extend(from.map(|from| at_least(key, events, from)));
    parts.extend(to.map(|to| format!("{{not: {}}}", at_least(key, events, to))));
    match parts.as_slice() {
        [one] => one.clone(),
        _ => format!("{{all: [{}]}}", parts.join(", ")),
    }
}
