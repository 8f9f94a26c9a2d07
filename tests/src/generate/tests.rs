//! That what is drawn is valid, looks everywhere, and keeps the promises of an assessment.

use std::collections::BTreeSet;

use icp_core::model::{NumberTest, SCHEMA, Test};
use icp_core::value::AttributeType;

use super::*;
use crate::engine::reasons;
use crate::reference::assess;

const SEEDS: u64 = 120;

/// Runs every account of every seed through the plain evaluator.
fn each(level: Level, mut look: impl FnMut(u64, &Value, &Value, &Value)) {
    for seed in 0..SEEDS {
        let (model, as_of) = (model(seed, level), as_of(seed));
        for account in accounts(seed, &model, 12) {
            let found = assess(&model, &account, &as_of, false);
            look(
                seed,
                &model,
                &account,
                &found.unwrap_or_else(|error| panic!("seed {seed}: {error} in {account}")),
            );
        }
    }
}

#[test]
fn one_seed_gives_one_answer() {
    for level in [Level::Core, Level::Full] {
        let drawn = || (model(7, level), accounts(7, &model(7, level), 5), as_of(7));
        assert_eq!(drawn(), drawn());
    }
    assert_ne!(model(1, Level::Core), model(2, Level::Core));
}

#[test]
fn core_leaves_out_the_later_parts() {
    let text: String = (0..SEEDS).map(|seed| model(seed, Level::Core).to_string()).collect();
    let later = [
        "\"happened\"",
        "\"decay\"",
        "\"intent\"",
        "\"stages\"",
        "\"formula\"",
        "\"use\"",
        "\"team\"",
        "events",
    ];
    for word in later {
        assert!(!text.contains(word), "{word}");
    }
    assert!(!text.contains("{\"attribute\":\"employees\"}"));
}

/// Keys and words that no drawn model has: they are for people and decide nothing.
const LEFT_OUT: &str = "version status owner description reviewed_on review_every demographic psychographic";

/// Every key of the schema's objects, and every word that a key may have.
fn words(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("properties", Value::Object(properties)) => found.extend(properties.keys().cloned()),
                    ("enum", Value::Array(words)) => {
                        found.extend(words.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _ => {}
                }
                if key != "not" && !LEFT_OUT.split_whitespace().any(|left| left == key) {
                    words(value, found);
                }
            }
        }
        Value::Array(parts) => parts.iter().for_each(|part| words(part, found)),
        _ => {}
    }
}

/// The operators under an attribute, by its type: `number gt`, `text length gt`.
fn operators(model: &Value, part: &Value, found: &mut BTreeSet<String>) {
    match part {
        Value::Array(parts) => parts.iter().for_each(|part| operators(model, part, found)),
        Value::Object(entries) => {
            for (key, value) in entries {
                let declared = &model["attributes"][key];
                if let (Some(tests), true) = (value.as_object(), declared.is_object()) {
                    let kind = declared["type"].as_str().unwrap_or("number");
                    for (operator, operand) in tests {
                        found.insert(format!("{kind} {operator}"));
                        let inner =
                            operand.as_object().filter(|_| ["length", "size"].contains(&operator.as_str()));
                        found.extend(
                            inner.into_iter().flatten().map(|(name, _)| format!("{kind} {operator} {name}")),
                        );
                    }
                }
                operators(model, value, found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_operator_comes_up() {
    let mut found = BTreeSet::new();
    for seed in 0..SEEDS {
        let model = model(seed, Level::Whole);
        ["conditions", "exclusions", "criteria", "icps"]
            .iter()
            .for_each(|key| operators(&model, &model[*key], &mut found));
    }
    let of_type = |kind: AttributeType| Test::operators(kind).map(move |name| format!("{kind} {name}"));
    let mut wanted: Vec<String> = AttributeType::ALL.into_iter().flat_map(of_type).collect();
    for measure in ["text length", "set size"] {
        wanted.extend(NumberTest::NAMES.iter().map(|name| format!("{measure} {name}")));
    }
    let missing: Vec<_> = wanted.iter().filter(|operator| !found.contains(*operator)).collect();
    assert!(missing.is_empty(), "tests/src/generate/condition.rs does not draw {missing:?}");
}

#[test]
fn every_word_of_the_format_comes_up() {
    let text: String = (0..SEEDS).map(|seed| model(seed, Level::Whole).to_string()).collect();
    let mut wanted = BTreeSet::new();
    words(&serde_json::from_str(SCHEMA).unwrap(), &mut wanted);
    wanted.retain(|word| !LEFT_OUT.split_whitespace().any(|left| left == word));
    assert!(wanted.len() > 110, "{}", wanted.len());
    let missing: Vec<_> = wanted.iter().filter(|word| !text.contains(&format!("\"{word}\""))).collect();
    assert!(missing.is_empty(), "tests/src/generate does not draw {missing:?}");
    for part in [
        "\"$core_",
        "{\"attribute\":\"arr\"}",
        "\"at_least\":2,\"of\":[\"c",
        "\"scale\":\"percent\"",
        "\"requires\":[{\"at_least\"",
        "},\"when\":{\"",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn every_outcome_comes_up() {
    let mut seen = BTreeSet::new();
    let text = |value: &Value| value.as_str().unwrap_or("null").to_owned();
    each(Level::Full, |_, _, _, found| {
        for icp in found["icps"].as_array().unwrap() {
            seen.insert(text(&icp["reason"]["code"]));
            let lists =
                ["criteria", "adjustments", "possible_exclusions"].map(|key| icp[key].as_array().unwrap());
            seen.extend(lists[0].iter().map(|line| text(&line["status"])));
            seen.extend(lists[1].iter().map(|line| text(&line["kind"])));
            seen.extend(lists[2].iter().map(|_| "possible".to_owned()));
            seen.extend(icp["stage"].as_str().map(str::to_owned));
            let has_intent_tier = icp["intent"]["tier"].is_string();
            seen.extend(has_intent_tier.then(|| "intent".to_owned()));
        }
        seen.insert(if found["best"].is_null() { "no best" } else { "best" }.to_owned());
    });
    let others = "fit partial none misfit unknown not_applicable floor cap min max possible SQL MQL nurture intent best";
    let expected: BTreeSet<_> =
        others.split_whitespace().chain(["no best"]).chain(reasons()).map(str::to_owned).collect();
    assert_eq!(seen, expected, "left: what random models give the plain evaluator, right: what there is");
}

#[test]
fn contributions_sum_to_the_score_before_floors() {
    let millionths = |value: &Value| (value.as_f64().unwrap() * 1e6).round() as i64;
    each(Level::Full, |seed, _, _, found| {
        for icp in found["icps"].as_array().unwrap() {
            let parts =
                icp["criteria"].as_array().unwrap().iter().map(|line| millionths(&line["contribution"]));
            let sum = parts.sum::<i64>() + millionths(&icp["base"]);
            if !icp["score"].is_null() && icp["adjustments"].as_array().unwrap().is_empty() {
                assert_eq!(sum, millionths(&icp["score"]), "seed {seed}: {icp:#}");
            }
        }
    });
}

#[test]
fn bounds_hold_every_completion() {
    let mut compared = 0;
    for seed in 0..SEEDS {
        let (model, as_of) = (model(seed, Level::Full), as_of(seed));
        let partial = accounts(seed, &model, 8);
        for account in &partial {
            let open = assess(&model, account, &as_of, false).unwrap();
            // The first knows nothing, and the second everything.
            for other in &partial[1..4] {
                let completion = completed(&model, account, other);
                let closed = assess(&model, &completion, &as_of, false).unwrap();
                compared += within(seed, &open, &closed);
            }
        }
    }
    assert!(compared > 2_000, "{compared}");
}

/// Checks every scorecard that the completion left without unknowns, and gives their number.
fn within(seed: u64, open: &Value, closed: &Value) -> usize {
    let cards = |assessment: &Value| -> Vec<Value> {
        let icps = assessment["icps"].as_array().unwrap();
        icps.iter().flat_map(|icp| [icp.clone(), icp["intent"].clone()]).collect()
    };
    let mut count = 0;
    for (open, closed) in cards(open).iter().zip(cards(closed)) {
        if closed["score"].is_null() || closed["tally"]["unknowns"] != 0 {
            continue;
        }
        let number = |value: &Value| value.as_f64().unwrap();
        let score = number(&closed["score"]);
        let bounds = (number(&open["bounds"][0]), number(&open["bounds"][1]));
        assert!(bounds.0 <= score && score <= bounds.1, "seed {seed}: {score} in {open:#} {closed:#}");
        count += 1;
    }
    count
}

#[test]
fn invalid_values_are_refused_or_become_issues() {
    let (mut refused, mut sound) = (0, 0);
    for seed in 0..SEEDS {
        let (model, as_of) = (model(seed, Level::Full), as_of(seed));
        for account in accounts_with_invalid(seed, &model, 6) {
            let lenient = assess(&model, &account, &as_of, true).unwrap();
            let issues = lenient["issues"].as_array().unwrap().len();
            match assess(&model, &account, &as_of, false) {
                Ok(strict) => {
                    sound += 1;
                    assert_eq!((strict, issues), (lenient, 0));
                }
                Err(error) => {
                    refused += 1;
                    assert!(issues > 0, "{error}");
                }
            }
        }
    }
    assert!(refused > 300 && sound > 300, "{refused} refused, {sound} sound");
}

#[test]
fn values_in_the_form_of_their_source_are_read() {
    let (mut written, mut refused) = (0, 0);
    for seed in 0..SEEDS {
        let (model, as_of) = (model(seed, Level::Written), as_of(seed));
        let attributes = model["attributes"].as_object().unwrap();
        written += attributes.values().filter(|attribute| attribute.get("written").is_some()).count();
        for account in accounts(seed, &model, 6) {
            let found = assess(&model, &account, &as_of, false);
            assert!(found.is_ok(), "seed {seed}: {} in {account}\n{model}", found.unwrap_err());
        }
        for account in accounts_with_invalid(seed, &model, 6) {
            let lenient = assess(&model, &account, &as_of, true).unwrap();
            let has_issues = !lenient["issues"].as_array().unwrap().is_empty();
            assert_eq!(
                assess(&model, &account, &as_of, false).is_err(),
                has_issues,
                "seed {seed}: {account}"
            );
            refused += usize::from(has_issues);
        }
    }
    assert!(written > 300 && refused > 100, "{written} written, {refused} refused");
}
