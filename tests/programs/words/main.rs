//! The words of conditions mean what is evaluated: each condition of every vector's model is said in words, the words are read
//! back here by a reader of their own, and the model made from them gives every account the same assessment. So `at least`
//! includes its bound and `more than` does not, since the vectors stand at the edges.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a panic here is a failed test"
)]

mod lifts;
mod reader;

use std::collections::BTreeMap;

use icp_tests::compare::difference;
use icp_tests::engine::assess_document;
use icp_tests::vector;
use reader::Reader;
use serde_json::{Map, Value};

#[test]
fn words_of_conditions_are_read_back() {
    let (mut said, mut left, mut unread) = (0, vec![], vec![]);
    let mut models: BTreeMap<String, Value> = BTreeMap::new();
    let (mut count, mut failed) = (0, vec![]);
    for (_, vectors) in vector::all() {
        for one in vectors {
            let key = one.model.to_string();
            let reworded = models
                .entry(key)
                .or_insert_with(|| reworded(&one.model, &mut said, &mut left, &mut unread))
                .clone();
            let assess = |model: &Value| {
                let mut found = assess_document(model, &one.account, &one.as_of, one.lenient);
                if let Ok(found) = &mut found {
                    found["model"]["fingerprint"] = Value::Null;
                }
                found
            };
            let (plain, again) = (assess(&one.model), assess(&reworded));
            let wrong = match (&plain, &again) {
                (Ok(plain), Ok(again)) => difference(plain, again),
                (Err(_), Err(_)) => None,
                (Ok(_), Err(error)) => Some(format!("the model of the words is refused: {error}")),
                (Err(error), Ok(_)) => Some(format!("only the model itself is refused: {error}")),
            };
            failed.extend(wrong.map(|wrong| format!("{}: {wrong}", one.name)));
            count += 1;
        }
    }
    assert!(unread.is_empty(), "cannot be read back:\n{}", unread.join("\n"));
    assert!(failed.is_empty(), "{} of {count} differ:\n{}", failed.len(), failed.join("\n"));
    println!(
        "{count} assessments are the same by the words of {said} conditions; {} were left as they are",
        left.len()
    );
    // Texts that words show shortened or without hidden characters cannot be read back.
    assert!(
        said > 600 && left.len() * 50 < said,
        "{said} were read back, and not these:\n{}",
        left.join("\n")
    );
}

/// The document with every condition read back from its words.
fn reworded(document: &Value, said: &mut usize, left: &mut Vec<String>, unread: &mut Vec<String>) -> Value {
    let mut out = document.clone();
    let reader = Reader::of(document);
    let mut each = |condition: &mut Value| match reader.again(condition) {
        Some(Ok(again)) => {
            *said += 1;
            *condition = again;
        }
        Some(Err(words)) => unread.push(format!("{words}\n    {condition}")),
        None => left.push(condition.to_string()),
    };
    exclusions(&mut out, &mut each);
    let shared = out.get_mut("criteria").and_then(Value::as_object_mut);
    shared.into_iter().flat_map(Map::values_mut).for_each(|criterion| rule(criterion, &mut each));
    for icp in out["icps"].as_array_mut().unwrap() {
        exclusions(icp, &mut each);
        for card in ["fit", "intent"] {
            let Some(card) = icp.get_mut(card) else { continue };
            items(card, "criteria").for_each(|criterion| rule(criterion, &mut each));
            items(card, "limits").for_each(|limit| at(limit, "when", &mut each));
            for tier in items(card, "tiers") {
                at(tier, "when", &mut each);
                items(tier, "verdicts").for_each(|verdict| at(verdict, "when", &mut each));
            }
        }
        for stage in items(icp, "stages") {
            items(stage, "verdicts").for_each(|verdict| at(verdict, "when", &mut each));
        }
    }
    out
}

fn items<'v>(of: &'v mut Value, key: &str) -> impl Iterator<Item = &'v mut Value> {
    of.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten()
}

fn at(of: &mut Value, key: &str, each: &mut impl FnMut(&mut Value)) {
    if let Some(found) = of.get_mut(key) {
        each(found);
    }
}

fn exclusions(of: &mut Value, each: &mut impl FnMut(&mut Value)) {
    for exclusion in items(of, "exclusions") {
        at(exclusion, "when", each);
        at(exclusion, "unless", each);
    }
}

fn rule(criterion: &mut Value, each: &mut impl FnMut(&mut Value)) {
    ["fit", "misfit", "applies_when"].into_iter().for_each(|key| at(criterion, key, each));
    items(criterion, "bands").for_each(|band| at(band, "when", each));
}
