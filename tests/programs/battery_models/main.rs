//! The battery of bad models: what must be refused, with which code, and where; and what must not be.
//!
//! The names M1 to M56 are those of the list of hazards that the library was designed against. Where the
//! format says something else, the test says so.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "what helps tests may fail as tests do"
)]

mod codes;
mod conditions;
mod effort;
mod encodings;
mod formulas;
mod helps;
mod mistakes;
mod names;
mod numbers;
mod operator_words;
mod regexes;
mod round_trip;
mod schema;
mod structure;
mod syntax;
mod yaml;

use icp_core::ModelError;
use icp_core::model::Definition;
use serde_json::{Value, json};

/// A small good model.
fn good() -> Value {
    json!({
        "format": "icp/1",
        "name": "small",
        "attributes": {
            "employees": {"type": "number"},
            "arr": {"type": "number"},
            "industry": {"type": "text"},
            "segment": {"type": "text", "values": ["small", "large"], "synonyms": {"large": ["big"]}},
            "founded": {"type": "date"},
            "live": {"type": "bool"},
            "tools": {"type": "set"},
            "visits": {"type": "events"}
        },
        "lists": {"core": ["US", "CA"], "sizes": [1, 2]},
        "icps": [{
            "id": "main",
            "fit": {
                "criteria": [{"id": "size", "fit": {"employees": {"gte": 20}}}],
                "tiers": [{"id": "A", "from": 50}, {"id": "B"}]
            }
        }]
    })
}

/// The good model with one value put in at a JSON pointer; the last step may be new.
fn with(pointer: &str, value: Value) -> Value {
    put(good(), pointer, value)
}

fn put(mut model: Value, pointer: &str, value: Value) -> Value {
    let (parent, last) = pointer.rsplit_once('/').expect("a pointer");
    match model.pointer_mut(parent).expect("the place is there") {
        Value::Object(entries) => {
            entries.insert(last.to_owned(), value);
        }
        Value::Array(items) => match last.parse::<usize>() {
            Ok(index) if index < items.len() => items[index] = value,
            _ => items.push(value),
        },
        _ => panic!("{pointer} is no place"),
    }
    model
}

/// The good model with a condition as the `fit` of its criterion.
fn with_condition(condition: Value) -> Value {
    with("/icps/0/fit/criteria/0/fit", condition)
}

/// The good model with one more criterion.
fn with_criterion(criterion: Value) -> Value {
    with("/icps/0/fit/criteria/-", criterion)
}

const CRITERION: &str = "/icps/0/fit/criteria/0";

fn codes(error: &ModelError) -> Vec<&'static str> {
    error.problems().iter().map(|problem| problem.code()).collect()
}

#[track_caller]
fn read_json(text: &str) -> Definition {
    Definition::from_json(text).unwrap_or_else(|error| panic!("{error}\nin {text}"))
}

#[track_caller]
fn accepted(model: &Value) -> Definition {
    read_json(&model.to_string())
}

/// The one mistake of a model that has exactly one.
struct Refused {
    path: String,
    line: u32,
    column: u32,
    message: String,
    help: String,
}

#[track_caller]
fn only(result: Result<Definition, ModelError>, code: &str) -> Refused {
    let error = match result {
        Ok(_) => panic!("accepted, and `{code}` was expected"),
        Err(error) => error,
    };
    assert_eq!(codes(&error), [code], "{error}");
    let problem = &error.problems()[0];
    assert!(problem.message().len() <= 1024 && !problem.message().contains('\n'), "{}", problem.message());
    Refused {
        path: problem.path().to_string(),
        line: problem.position().map_or(0, |at| at.line),
        column: problem.position().map_or(0, |at| at.column),
        message: problem.message().to_owned(),
        help: problem.help().unwrap_or_default().to_owned(),
    }
}

/// Refused as JSON text with exactly one mistake; and as a value in memory with the same one.
#[track_caller]
fn refused(model: &Value, code: &str) -> Refused {
    let of_text = only(Definition::from_json(&model.to_string()), code);
    let of_value = only(Definition::from_value(model), code);
    assert_eq!(of_text.path, of_value.path);
    assert_eq!(of_text.message, of_value.message);
    of_text
}

/// [`refused`], at a path.
#[track_caller]
fn refused_at(model: &Value, code: &str, path: &str) {
    let refused = refused(model, code);
    assert_eq!(refused.path, path, "{}", refused.message);
}

/// Refused as JSON text that is no value in memory.
#[track_caller]
fn text_refused(text: &str, code: &str) -> Refused {
    only(Definition::from_json(text), code)
}

#[track_caller]
fn yaml_refused(text: &str, code: &str) -> Refused {
    only(Definition::from_yaml(text), code)
}
