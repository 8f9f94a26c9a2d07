//! No key is left out: those of the model document, and those of an assessment.

use std::collections::BTreeSet;

use icp_tests::cases::read_yaml;
use icp_tests::engine::{assess, questions};
use serde_json::{Value, json};

use super::blocks::{blocks, quoted};
use super::format;

/// The JSON Schema of model documents.
pub(crate) fn schema() -> Value {
    serde_json::from_str(icp_core::model::SCHEMA).unwrap()
}

/// Every property that the schema names.
fn properties(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                if key == "properties" {
                    found.extend(value.as_object().unwrap().keys().cloned());
                }
                properties(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| properties(item, found)),
        _ => {}
    }
}

/// Every key of model documents.
pub(crate) fn of_documents() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    properties(&schema(), &mut found);
    found
}

/// Every key of a value.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                found.insert(key.clone());
                keys(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

/// The words in backticks, and in samples.
fn words() -> (BTreeSet<&'static str>, BTreeSet<String>) {
    let text = format();
    let mut outside = BTreeSet::new();
    let mut inside = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
        } else if !inside {
            outside.extend(quoted(line));
        }
    }
    let mut samples = BTreeSet::new();
    for block in blocks(text) {
        match block.tag.as_slice() {
            ["yaml", "model" | "fragment", ..] => keys(&read_yaml(&block.text), &mut samples),
            ["json", "assessment" | "questions" | "changes", ..] => {
                keys(&serde_json::from_str(&block.text).unwrap_or_default(), &mut samples);
            }
            _ => {}
        }
    }
    (outside, samples)
}

#[test]
fn every_key_of_a_model_is_explained_and_shown() {
    let wanted = of_documents();
    assert!(wanted.len() > 90);
    let (words, samples) = words();
    let unexplained: Vec<_> = wanted.iter().filter(|key| !words.contains(key.as_str())).collect();
    assert!(unexplained.is_empty(), "FORMAT.md does not explain {unexplained:?}");
    let unseen: Vec<_> = wanted.iter().filter(|key| !samples.contains(key.as_str())).collect();
    assert!(unseen.is_empty(), "no sample of FORMAT.md has {unseen:?}");
}

#[test]
fn every_key_of_an_assessment_is_explained_and_shown() {
    let base = blocks(format()).into_iter().find(|block| block.tag == ["yaml", "model", "base"]).unwrap();
    let mut model = read_yaml(&base.text);
    model["attributes"]["x"] = json!({"formula": "arr / employees"});
    model["exclusions"] = json!([
        {"id": "a", "reason": "r", "when": {"cs_team": true}},
        {"id": "b", "reason": "r", "when": {"arr": {"gt": 5}}}
    ]);
    let scorecard = json!({
        "scale": {"points": {"min": 50}},
        "criteria": [{"id": "d", "decay": {"attribute": "visits", "points": {"demo": 5}, "half_life": "1 day"}}],
        "tiers": [{"id": "A"}]
    });
    model["icps"][0]["fit"] = scorecard.clone();
    model["icps"][0]["intent"] = scorecard;
    let account =
        json!({"cs_team": true, "employees": "many", "visits": [{"event": "demo", "on": "2026-09-30"}]});
    let model = icp_core::Model::from_json(&model.to_string()).unwrap();
    let mut assessment = assess(&model, &account, super::AS_OF, true).unwrap();
    // Its keys are names of attributes.
    assessment["derived"][0]["inputs"] = Value::Null;
    let mut wanted = BTreeSet::new();
    keys(&assessment, &mut wanted);
    assert!(wanted.len() > 45);
    let (words, samples) = words();
    let unexplained: Vec<_> = wanted.iter().filter(|key| !words.contains(key.as_str())).collect();
    assert!(unexplained.is_empty(), "FORMAT.md does not explain {unexplained:?} of an assessment");
    let unseen: Vec<_> = wanted.iter().filter(|key| !samples.contains(key.as_str())).collect();
    assert!(unseen.is_empty(), "no sample of FORMAT.md has {unseen:?} of an assessment");
}

#[test]
fn every_key_of_the_questions_is_explained_and_shown() {
    let base = blocks(format()).into_iter().find(|block| block.tag == ["yaml", "model", "base"]).unwrap();
    let questions = questions(&read_yaml(&base.text), &json!({}), super::AS_OF, false).unwrap();
    let mut wanted = BTreeSet::new();
    keys(&questions, &mut wanted);
    assert!(wanted.len() > 20, "{wanted:?}");
    let (words, samples) = words();
    for key in wanted {
        assert!(words.contains(&*key) && samples.contains(&key), "FORMAT.md does not explain or show {key}");
    }
}
