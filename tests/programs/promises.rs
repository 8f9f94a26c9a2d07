//! Random models against the same in longer words: what stands for something else means the same.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

use icp_tests::compare::difference;
use icp_tests::engine;
use icp_tests::generate::{self, Level};
use serde_json::{Value, json};

const ACCOUNTS: usize = 5;

fn models() -> u64 {
    std::env::var("ICP_MODELS").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

/// Compares each model with another that it becomes, on assessments from which a part is taken.
fn run(change: impl Fn(&mut Value) -> bool, part: impl Fn(&mut Value)) -> usize {
    let mut changed = 0;
    for seed in 0..models() {
        let document = generate::model(seed, Level::Whole);
        let mut other = document.clone();
        if !change(&mut other) {
            continue;
        }
        changed += 1;
        let as_of = generate::as_of(seed);
        for account in generate::accounts(seed, &document, ACCOUNTS) {
            let assess = |model: &Value| {
                let mut found = engine::assess_document(model, &account, &as_of, true)
                    .unwrap_or_else(|error| panic!("seed {seed}: {error}\n{model}"));
                part(&mut found);
                found
            };
            let difference = difference(&assess(&document), &assess(&other));
            assert_eq!(difference, None, "seed {seed}: {account}\n{document}\n{other}");
        }
    }
    assert!(changed > 5, "only {changed} models say it in short");
    changed
}

/// Everything of the assessment.
fn all(_: &mut Value) {}

fn icps(document: &mut Value) -> &mut Vec<Value> {
    document["icps"].as_array_mut().unwrap()
}

fn cards(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let each = icps(document).iter_mut().flat_map(|icp| icp.as_object_mut().unwrap().iter_mut());
    each.filter(|(key, card)| ["fit", "intent"].contains(&key.as_str()) && card["tiers"].is_array())
        .map(|(_, card)| card)
}

#[test]
fn an_icp_that_is_off_is_not_there() {
    let off = |document: &mut Value| {
        let before = icps(document).len();
        icps(document).retain(|icp| icp["enabled"] != false);
        icps(document).len() < before
    };
    println!("{} models without the icps that are off", run(off, all));
}

/// Puts conditions in the place of their names.
fn in_place(part: &mut Value, conditions: &Value) {
    let named = part.as_str().and_then(|text| text.strip_prefix('$')).and_then(|name| conditions.get(name));
    if let Some(named) = named {
        *part = named.clone();
        return in_place(part, conditions);
    }
    match part {
        Value::Array(parts) => parts.iter_mut().for_each(|part| in_place(part, conditions)),
        Value::Object(entries) => entries.values_mut().for_each(|part| in_place(part, conditions)),
        _ => {}
    }
}

#[test]
fn a_named_condition_is_its_text() {
    let spelled = |document: &mut Value| {
        let conditions = document["conditions"].take();
        document.as_object_mut().unwrap().shift_remove("conditions");
        let before = document.clone();
        in_place(document, &conditions);
        *document != before
    };
    println!("{} models with their conditions in place", run(spelled, all));
}

#[test]
fn weights_may_stand_at_the_criteria() {
    let at_criteria = |document: &mut Value| {
        let mut changed = false;
        for card in cards(document) {
            let weights = card["weights"].take();
            card.as_object_mut().unwrap().shift_remove("weights");
            for (name, weight) in weights.as_object().into_iter().flatten() {
                changed = true;
                let criteria = card["criteria"].as_array_mut().unwrap();
                let is_it = |one: &&mut Value| *one.get("id").unwrap_or(&one["use"]) == **name;
                match criteria.iter_mut().find(is_it) {
                    Some(criterion) => criterion["weight"] = weight.clone(),
                    None => criteria.push(json!({"use": name, "weight": weight})),
                }
            }
        }
        changed
    };
    println!("{} models with weights at the criteria", run(at_criteria, all));
}

#[test]
fn a_label_changes_nothing_else() {
    let without = |document: &mut Value| {
        let mut changed = false;
        for icp in icps(document) {
            changed |= icp.as_object_mut().unwrap().shift_remove("labels").is_some();
        }
        changed
    };
    // A value that only a label looks at is an issue of its own.
    let but_labels = |found: &mut Value| {
        found["issues"] = Value::Null;
        for icp in icps(found) {
            icp["labels"] = Value::Null;
        }
    };
    println!("{} models without labels", run(without, but_labels));
}

#[test]
fn scores_lie_within_the_bounds_of_what_may_come() {
    let mut compared = 0;
    for seed in 0..models() {
        let (document, as_of) = (generate::model(seed, Level::Whole), generate::as_of(seed));
        let model = icp_core::Model::from_json(&document.to_string()).unwrap();
        let assess = |account: &Value| engine::assess(&model, account, &as_of, true).unwrap();
        let accounts = generate::accounts(seed, &document, 6);
        for account in &accounts {
            let open = assess(account);
            // The first knows nothing, and the second everything.
            for other in &accounts[1..4] {
                let closed = assess(&generate::completed(&document, account, other));
                for (open, closed) in scored(&open).iter().zip(scored(&closed)) {
                    let number = |value: &Value| value.as_f64().unwrap();
                    if closed["score"].is_null() || closed["tally"]["unknowns"] != 0 {
                        continue;
                    }
                    let (low, high) = (number(&open["bounds"][0]), number(&open["bounds"][1]));
                    let score = number(&closed["score"]);
                    assert!(
                        low <= score && score <= high,
                        "seed {seed}: {score} in {open:#}\n{account}\n{other}"
                    );
                    compared += 1;
                }
            }
        }
    }
    println!("{compared} scores lie within bounds");
    assert!(compared > 300, "{compared}");
}

/// The scorecards of an assessment.
fn scored(assessment: &Value) -> Vec<Value> {
    let icps = assessment["icps"].as_array().unwrap();
    icps.iter().flat_map(|icp| [icp.clone(), icp["intent"].clone()]).collect()
}

#[test]
fn all_items_of_a_list_are_the_whole() {
    for count in 1..=60_usize {
        let items: Vec<String> = (0..count).map(|n| format!("item {n}")).collect();
        let document = json!({"format": "icp/1", "name": "all", "attributes": {"s": {"type": "set"}, "t": {"type": "text"}},
            "icps": [{"id": "x", "fit": {"criteria": [
                {"id": "s", "weight": 0.7, "per_match": {"attribute": "s", "of": items, "full_at": "all"}},
                {"id": "t", "weight": 0.3, "per_match": {"attribute": "t", "of": items, "full_at": count}}],
                "tiers": [{"id": "in", "from": 100}, {"id": "out"}]}}]});
        let found = |account: Value| {
            engine::assess_document(&document, &account, "2026-11-21", false).unwrap()["icps"][0].clone()
        };
        let whole = found(json!({"s": items, "t": items.join(", ")}));
        assert_eq!((&whole["score"], &whole["tier"]), (&json!(100.0), &json!("in")), "{count}");
        assert_eq!(whole["criteria"][0]["points"], 0.7, "{count}");
        let less = found(json!({"s": items[1..], "t": items[1..].join(", ")}));
        assert!(less["score"].as_f64().unwrap() < 100.0 && less["tier"] == "out", "{count}: {less}");
    }
}
