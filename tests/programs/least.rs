//! `if_unknown: least` in every criterion of drawn models: the score lies within its bounds.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

use icp_core::{Account, Date, Model};
use icp_tests::generate::{self, Level};
use serde_json::{Value, json};

fn models() -> u64 {
    std::env::var("ICP_MODELS").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

/// Every criterion and every scorecard counts the least.
fn all_least(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            let is_card = entries.contains_key("tiers") && entries.contains_key("criteria");
            let rules = ["fit", "bands", "table", "curve", "linear", "per_match", "decay"];
            let is_rule = !is_card && rules.iter().any(|rule| entries.contains_key(*rule));
            if is_card {
                entries.insert("if_unknown".to_owned(), json!("least"));
            } else if is_rule && !entries.contains_key("priority") {
                entries.remove("if_unknown");
            }
            entries.values_mut().for_each(all_least);
        }
        Value::Array(items) => items.iter_mut().for_each(all_least),
        _ => {}
    }
}

/// Whether bounds open more than unknown criteria: tests for what is known, criteria that may not apply, and limits that may act.
fn opens_more(card: &Value, model: &Value) -> bool {
    let text = format!("{card}{}", model["criteria"]);
    let may_act = |limits: &Vec<Value>| limits.iter().any(|limit| limit.get("when").is_some());
    text.contains("\"known\"")
        || text.contains("applies_when")
        || card["limits"].as_array().is_some_and(may_act)
}

#[test]
fn the_score_lies_within_its_bounds() {
    let (mut scores, mut at_the_low_end, mut open) = (0, 0, 0);
    for seed in 0..models() {
        let level = [Level::Core, Level::Full, Level::Whole][seed as usize % 3];
        let mut document = generate::model(seed, level);
        all_least(&mut document);
        let model = Model::from_json(&document.to_string()).unwrap();
        let as_of = Date::parse(&generate::as_of(seed)).unwrap();
        for account in generate::accounts(seed, &document, 12) {
            let read = Account::from_json(&account.to_string()).unwrap();
            let assessment = model.assess(&read, as_of).unwrap();
            for icp in &assessment.icps {
                let written = document["icps"].as_array().unwrap().iter().find(|one| one["id"] == *icp.icp);
                for (key, card) in [("fit", Some(&icp.fit)), ("intent", icp.intent.as_ref())] {
                    let Some((score, (low, high))) = card.and_then(|card| card.score.zip(card.bounds)) else {
                        continue;
                    };
                    let context =
                        || format!("seed {seed}: {score} in {low} to {high}\n{account}\n{document}");
                    assert!(low <= score && score <= high, "{}", context());
                    scores += 1;
                    open += usize::from(low < high);
                    if !opens_more(&written.unwrap()[key], &document) {
                        assert_eq!(score.to_bits(), low.to_bits(), "{}", context());
                        at_the_low_end += usize::from(low < high);
                    }
                }
            }
        }
    }
    println!("{scores} scores, {open} of them open, {at_the_low_end} of these without more");
    assert!(open > 200 && at_the_low_end > 40, "{scores} {open} {at_the_low_end}");
}
