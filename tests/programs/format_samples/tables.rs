//! The tables of FORMAT.md say what the code does.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use icp_core::{Account, Limits, Model};
use icp_tests::engine::{assess_vector, reasons};
use icp_tests::vector;
use serde_json::{Value, json};

use super::blocks::{quoted, table};
use super::{format, keys};

const TYPES: [&str; 6] = ["number", "text", "bool", "date", "set", "events"];

fn number(cell: &str) -> usize {
    cell.replace(',', "").parse().unwrap_or_else(|_| panic!("no number: {cell}"))
}

#[test]
fn limits_are_the_defaults() {
    let told: BTreeMap<String, usize> = table(format(), "Limits of a model")
        .into_iter()
        .map(|row| (quoted(row[0])[0].to_owned(), number(row[1])))
        .collect();
    let debug = format!("{:?}", Limits::default());
    let inner = debug.split(['{', '}']).nth(1).unwrap();
    let defaults: BTreeMap<String, usize> = inner
        .split(',')
        .map(|entry| entry.split_once(':').unwrap())
        .map(|(name, value)| (name.trim().to_owned(), number(value.trim())))
        .collect();
    assert_eq!(told, defaults);
}

/// Which operators an attribute of a type has, by trying them all.
fn operators() -> BTreeMap<String, BTreeSet<String>> {
    let schema = keys::schema();
    let names = schema["$defs"]["operators"]["properties"].as_object().unwrap().keys();
    let of = |name: &String| {
        let types = TYPES.iter().filter(|kind| {
            let model = json!({"format": "icp/1", "name": "x", "attributes": {"a": {"type": kind}},
                "icps": [{"id": "i", "fit": {"criteria": [{"id": "c", "fit": {"a": {name: Value::Null}}}],
                    "tiers": [{"id": "A"}]}}]});
            let error = Model::from_json(&model.to_string()).unwrap_err();
            error.problems().iter().all(|problem| problem.code() != "operator")
        });
        types.map(|kind| (*kind).to_owned()).collect()
    };
    names.map(|name| (name.clone(), of(name))).collect()
}

#[test]
fn operators_are_those_of_the_engine() {
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in table(format(), "Operators") {
        let types: BTreeSet<String> = match row[1] {
            "any" => TYPES.iter().map(|kind| (*kind).to_owned()).collect(),
            types => types.split(", ").map(str::to_owned).collect(),
        };
        for operator in quoted(row[0]) {
            told.insert(operator.to_owned(), types.clone());
        }
    }
    assert_eq!(told, operators());
}

/// Which operators take another attribute as their operand.
#[test]
fn comparisons_are_those_of_the_engine() {
    for row in table(format(), "Comparing two attributes") {
        let kind = quoted(row[0])[0];
        let told: BTreeSet<&str> = quoted(row[1]).into_iter().collect();
        for (operator, types) in operators() {
            if !types.contains(kind) {
                continue;
            }
            let model = json!({"format": "icp/1", "name": "x", "attributes": {"a": {"type": kind}, "b": {"type": kind}},
                "icps": [{"id": "i", "fit": {
                    "criteria": [{"id": "c", "fit": {"a": {&operator: {"attribute": "b"}}}}], "tiers": [{"id": "A"}]}}]});
            let takes = Model::from_json(&model.to_string()).is_ok();
            assert_eq!(takes, told.contains(operator.as_str()), "`{operator}` of type {kind}");
        }
    }
}

/// The reasons in the order of precedence; and those that the vectors have, each with the status that goes with it.
#[test]
fn reasons_are_those_of_the_engine() {
    let rows = table(format(), "Status of an icp");
    let told = rows.iter().map(|row| (quoted(row[0])[0], quoted(row[1])[0]));
    let mut order: Vec<&str> = told.clone().map(|(_, reason)| reason).collect();
    order.dedup();
    assert_eq!(order, reasons(), "the table in FORMAT.md, \"Status of an icp\"");
    let seen = RefCell::new(BTreeSet::new());
    vector::run("the compiled engine", |vector| {
        let found = assess_vector(vector)?;
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let icps = found["icps"].as_array().into_iter().flatten();
        seen.borrow_mut().extend(icps.map(|icp| (word(&icp["status"]), word(&icp["reason"]["code"]))));
        Ok(found)
    });
    let told: BTreeSet<(String, String)> =
        told.map(|(status, reason)| (status.to_owned(), reason.to_owned())).collect();
    assert_eq!(seen.into_inner(), told, "left: tests/vectors, right: FORMAT.md, \"Status of an icp\"");
}

#[test]
fn patterns_cost_what_is_told() {
    let limits = Limits::default().pattern_cost(0);
    let rows = table(format(), "Regular expressions");
    for row in &rows {
        let pattern = quoted(row[0])[0].replace("\\|", "|");
        let model = json!({"format": "icp/1", "name": "x", "attributes": {"a": {"type": "text"}},
            "icps": [{"id": "i", "fit": {"criteria": [{"id": "c", "fit": {"a": {"matches": pattern}}}],
                "tiers": [{"id": "A"}]}}]});
        let error = Model::from_json_with(&model.to_string(), &limits).unwrap_err();
        let cost = format!("costs {}, ", number(row[1]));
        assert!(error.problems()[0].message().contains(&cost), "`{pattern}`: {error}");
    }
    assert!(rows.len() > 4);
}

#[test]
fn limits_of_an_account_hold() {
    let told: BTreeMap<&str, usize> =
        table(format(), "Limits of an account").into_iter().map(|row| (row[0], number(row[1]))).collect();
    let refused = |text: &str| match Account::from_json(text) {
        Ok(_) => false,
        Err(error) => {
            assert_eq!(error.code(), "account.limit");
            true
        }
    };
    let texts = |length: usize| format!(r#"{{"a": "{}"}}"#, "x".repeat(length));
    let bytes = |length: usize| format!(r#"{{"a": 1}}{}"#, " ".repeat(length - 8));
    let keys = |count: usize| {
        let entries: Vec<String> = (0..count).map(|i| format!("\"k{i}\": 1")).collect();
        format!("{{{}}}", entries.join(", "))
    };
    let items = |count: usize| format!(r#"{{"a": [{}1]}}"#, "1,".repeat(count - 1));
    let levels = |count: usize| format!(r#"{{"a": {}1{}}}"#, "[".repeat(count - 1), "]".repeat(count - 1));
    let makers: [(&str, &dyn Fn(usize) -> String); 5] = [
        ("bytes of its JSON text", &bytes),
        ("bytes of one text", &texts),
        ("keys of an object", &keys),
        ("items of a list", &items),
        ("objects and lists in each other", &levels),
    ];
    assert_eq!(told.len(), makers.len());
    for (name, make) in makers {
        let limit = told[name];
        assert!(!refused(&make(limit)), "{name}: {limit} is refused");
        assert!(refused(&make(limit + 1)), "{name}: {} is not refused", limit + 1);
    }
}
