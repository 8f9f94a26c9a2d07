//! The hazards of model documents: each is refused, or means what it should.

use std::time::Duration;

use cpu_time::ThreadTime;

use icp_core::model::Definition;
use icp_core::{ModelError, Problem};
use serde_json::Value;

use super::data::{file, whole};

/// A model of a row, as text.
struct Text {
    text: String,
    is_yaml: bool,
}

/// The rows about models, each with its id.
pub(crate) fn rows() -> Vec<Value> {
    file(include_str!("../../hardening/models.json"))["rows"].as_array().unwrap().clone()
}

fn text(base: &Value, change: &Value) -> Text {
    for (key, is_yaml) in [("json", false), ("yaml", true)] {
        if let Some(text) = change.get(key) {
            return Text { text: whole(text).as_str().unwrap().to_owned(), is_yaml };
        }
    }
    let mut model = base.clone();
    let pointer = format!("/{}", change["at"].as_str().unwrap().replace('.', "/"));
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    match model.pointer_mut(parent).unwrap() {
        Value::Array(items) => items[last.parse::<usize>().unwrap()] = whole(&change["value"]),
        parent => parent[last] = whole(&change["value"]),
    }
    Text { text: model.to_string(), is_yaml: false }
}

fn read(text: &Text) -> Result<(), ModelError> {
    if text.is_yaml { Definition::from_yaml(&text.text) } else { Definition::from_json(&text.text) }
        .map(|_| ())
}

#[test]
fn every_model_is_refused_as_its_row_says() {
    let base = file(include_str!("../../hardening/models.json"))["base"].clone();
    Definition::from_value(&base).unwrap();
    let mut wrong = Vec::new();
    let rows = rows();
    for row in &rows {
        let [id, what, change, code, path] = row.as_array().unwrap().as_slice() else { panic!("{row}") };
        let text = text(&base, change);
        // Processor time: what else the machine does adds nothing.
        let started = ThreadTime::now();
        let found = read(&text);
        let took = started.elapsed();
        let error = found.err();
        let problems = error.as_ref().map_or(&[][..], ModelError::problems);
        let is_it = |problem: &Problem| code == problem.code() && path == &problem.path().to_string();
        if !problems.iter().any(is_it) {
            let all: Vec<_> = problems.iter().map(|p| format!("{} at `{}`", p.code(), p.path())).collect();
            wrong.push(format!("{id} {what}: {}", all.join(", ")));
        }
        let hidden =
            |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
        let is_bad = |text: &str| text.len() > 1_024 || text.contains(hidden);
        if problems.iter().any(|problem| is_bad(problem.message())) || took > Duration::from_secs(5) {
            wrong.push(format!("{id} {what}: {took:?}, {problems:?}"));
        }
    }
    println!("{} rows about models", rows.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
