//! The messages about wrong models, as data: `mistakes.txt`.

use std::fmt::Write as _;

use icp_core::Limits;
use icp_core::model::{Definition, NumberTest, Test};
use icp_core::value::AttributeType;
use serde_json::{Value, json};

use super::put;

const FILE: &str = include_str!("mistakes.txt");

/// A small model with a part of each kind.
fn model() -> Value {
    json!({
        "format": "icp/1",
        "name": "small",
        "attributes": {
            "employees": {"type": "number"},
            "arr": {"type": "number"},
            "industry": {"type": "text"},
            "segment": {"type": "text", "values": ["small", "large"], "synonyms": {"large": ["big"]}},
            "founded": {"type": "date"},
            "signed": {"type": "date"},
            "live": {"type": "bool"},
            "tools": {"type": "set"},
            "kinds": {"type": "set", "values": ["own", "rented"]},
            "visits": {"type": "events"}
        },
        "lists": {"core": ["US", "CA"], "sizes": [1, 2]},
        "exclusions": [{"id": "gone", "reason": "it has closed", "when": {"live": false}}],
        "criteria": {
            "size": {"fit": {"employees": {"gte": 20}}},
            "money": {"fit": {"arr": {"gte": 1000}}, "points": 5}
        },
        "icps": [{
            "id": "main",
            "fit": {
                "criteria": [{"id": "main", "fit": {"employees": {"gte": 20}}}],
                "tiers": [{"id": "A", "from": 50}, {"id": "B"}]
            },
            "intent": {
                "criteria": [{"id": "seen", "fit": {"visits": {"happened": {"event": "demo"}}}}],
                "tiers": [{"id": "hot", "from": 50}, {"id": "cold"}]
            }
        }]
    })
}

fn limited(limits: &mut Limits, name: &str, value: usize) {
    let field = match name {
        "attributes" => &mut limits.attributes,
        "criteria" => &mut limits.criteria,
        "depth" => &mut limits.depth,
        "icps" => &mut limits.icps,
        "list_items_total" => &mut limits.list_items_total,
        "nodes" => &mut limits.nodes,
        "pattern_bytes" => &mut limits.pattern_bytes,
        "pattern_cost" => &mut limits.pattern_cost,
        "pattern_cost_total" => &mut limits.pattern_cost_total,
        "patterns" => &mut limits.patterns,
        "problems" => &mut limits.problems,
        "tests" => &mut limits.tests,
        _ => panic!("no limit {name}"),
    };
    *field = value;
}

/// Takes away what is at a JSON pointer.
fn without(mut model: Value, pointer: &str) -> Value {
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    model.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(last).unwrap();
    model
}

/// The model with the changes of a block, and the limits.
pub(super) fn changed(changes: &[&str]) -> (Value, Limits) {
    let (mut model, mut limits) = (model(), Limits::default());
    for change in changes {
        // Where something stands may hold blanks; the value begins after the first that is one as JSON.
        let (at, value) = change
            .match_indices(' ')
            .find_map(|(at, _)| Some((&change[..at], serde_json::from_str(&change[at + 1..]).ok()?)))
            .unwrap_or((change, Value::Null));
        model = match at {
            "fit" => put(model, "/icps/0/fit/criteria/0/fit", value),
            "criterion" => {
                let mut criterion = json!({"id": "c"});
                criterion.as_object_mut().unwrap().append(&mut value.as_object().unwrap().clone());
                put(model, "/icps/0/fit/criteria/0", criterion)
            }
            _ if at.starts_with("limit ") => {
                limited(&mut limits, &at[6..], value.as_u64().unwrap().try_into().unwrap());
                model
            }
            _ if at.len() == change.len() => without(model, at),
            _ => put(model, at, value),
        };
    }
    (model, limits)
}

/// A help with `{operators of text}` in place of all operators of a type, so that a new one changes no line here.
fn with_operators_by_name(help: &str) -> String {
    let quoted =
        |names: Vec<&str>| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let mut help = help.to_owned();
    for kind in AttributeType::ALL {
        let all = quoted(Test::operators(kind).collect());
        help = help
            .replace(&format!("type {kind} has {all}"), &format!("type {kind} has {{operators of {kind}}}"));
    }
    help.replace(&format!(" has {}", quoted(NumberTest::NAMES.to_vec())), " has {operators of numbers}")
}

/// The messages about a model, a line each.
pub(super) fn said(model: &Value, limits: &Limits) -> String {
    let Err(error) = Definition::from_json_with(&model.to_string(), limits) else {
        return String::from("  right\n");
    };
    let mut said = String::new();
    for problem in error.problems() {
        writeln!(said, "  {} at `{}`: {}", problem.code(), problem.path(), problem.message()).unwrap();
        if let Some(help) = problem.help() {
            writeln!(said, "    {}", with_operators_by_name(help)).unwrap();
        }
    }
    if error.more() > 0 {
        writeln!(said, "  and {} more", error.more()).unwrap();
    }
    said
}

#[test]
fn what_is_said_about_mistakes() {
    let mut found = String::new();
    let mut blocks = 0;
    let blocks_of_file = FILE.split("\n\n").map(|block| block.trim_end_matches('\n'));
    for block in blocks_of_file {
        let changes: Vec<&str> =
            block.lines().filter(|line| !line.starts_with(['#', ' ']) && !line.is_empty()).collect();
        let kept = block.lines().filter(|line| !line.starts_with(' '));
        kept.for_each(|line| writeln!(found, "{line}").unwrap());
        if !changes.is_empty() {
            blocks += 1;
            let (model, limits) = changed(&changes);
            found.push_str(&said(&model, &limits));
        }
        found.push('\n');
    }
    found.pop();
    println!("{blocks} changes of a model");
    if std::env::var_os("ICP_BLESS").is_some() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/programs/battery_models/mistakes.txt");
        std::fs::write(file, &found).unwrap();
        return;
    }
    for (wanted, found) in FILE.split("\n\n").zip(found.split("\n\n")) {
        assert_eq!(wanted.trim_end(), found.trim_end());
    }
}
