//! Compares what explanations say of missing values with what filling them in changes.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

use icp_core::assessment::IcpAssessment;
use icp_core::{Account, AssessmentData, Date, IcpStatus, Model};
use icp_tests::generate::{self, Level};
use icp_tests::reference::fillings::{filled, missing};
use serde_json::{Value, json};

const ACCOUNTS: usize = 6;
const OTHERS: usize = 12;

fn models() -> u64 {
    std::env::var("ICP_MODELS").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

fn assess(model: &Model, account: &Value, as_of: Date) -> AssessmentData<'static> {
    let account = Account::from_json(&account.to_string()).unwrap();
    model.assess(&account, as_of).unwrap()
}

/// Accounts that have what was missing from another, one value after the other.
fn fillings(document: &Value, account: &Value, other: &Value) -> Vec<Value> {
    let mut steps = Vec::new();
    let mut at = account.clone();
    for attribute in missing(document, account) {
        at = filled(document, &at, attribute, other);
        steps.push(at.clone());
    }
    steps
}

fn of<'a>(assessment: &'a AssessmentData<'a>, icp: &str) -> &'a IcpAssessment<'a> {
    assessment.icps.iter().find(|one| one.icp == icp).unwrap()
}

/// Whether nothing more can be found: no value is missing, and every criterion has an answer.
fn is_complete(document: &Value, account: &Value, icp: &IcpAssessment) -> bool {
    missing(document, account).is_empty() && icp.fit.tally.unknowns == 0 && icp.fit.score.is_some()
}

#[derive(Debug, Default)]
struct Count {
    fits: usize,
    will_fit: usize,
    never: usize,
    excluded: usize,
    lifted: usize,
}

fn check(document: &Value, model: &Model, as_of: Date, account: &Value, others: &[Value], count: &mut Count) {
    let now = assess(model, account, as_of);
    let (main, text) = (of(&now, &now.headline), now.explain_within(usize::MAX));
    let says = |words: &str| text.contains(words);
    let will_fit = text.starts_with("Will fit") || says("profiles so far. Will fit ");
    let fits = will_fit || says("\nWhatever is found, it fits");
    let never = says("\nWhatever is found, it does not fit");
    let stays = says("As long as an exclusion holds, none of it changes the answer.");
    count.fits += usize::from(fits);
    count.will_fit += usize::from(will_fit);
    count.never += usize::from(never);
    count.excluded += usize::from(stays);
    let nothing_missing = !says("\nWhat is missing\n");
    // Every completion qualifies: never "does not fit" then.
    assert!(!fits || !text.lines().next().unwrap().contains("Does not fit"), "{text}\n{account}\n{document}");
    for other in others {
        for step in fillings(document, account, other) {
            let then = assess(model, &step, as_of);
            let icp = of(&then, &main.icp);
            let context = || format!("{text}\n{}\n{account}\n{step}\n{document}", then.explain());
            if is_complete(document, &step, icp) {
                assert!(!fits || icp.status == IcpStatus::Qualified, "{}", context());
                assert!(!never || icp.status != IcpStatus::Qualified, "{}", context());
            }
            if stays || nothing_missing {
                assert_eq!((icp.status, &icp.fit.tier), (main.status, &main.fit.tier), "{}", context());
            }
            let lifted = main.status == IcpStatus::Disqualified && icp.status != IcpStatus::Disqualified;
            assert!(!lifted || says("it could lift the exclusion"), "{}", context());
            count.lifted += usize::from(lifted);
        }
    }
}

#[test]
fn explanations_are_borne_out_by_fillings() {
    let mut count = Count::default();
    for seed in 0..models() {
        let level = [Level::Core, Level::Full, Level::Whole][seed as usize % 3];
        let document = generate::model(seed, level);
        let model = Model::from_json(&document.to_string()).unwrap();
        let as_of = Date::parse(&generate::as_of(seed)).unwrap();
        let drawn = generate::accounts(seed, &document, ACCOUNTS + OTHERS);
        let (accounts, others) = drawn.split_at(ACCOUNTS);
        for account in accounts {
            check(&document, &model, as_of, account, others, &mut count);
        }
    }
    // Random accounts seldom rest on a blank.
    let poor = json!({
        "format": "icp/1", "name": "blanks",
        "attributes": {"employees": {"type": "number"}, "revenue": {"type": "number"}},
        "exclusions": [{"id": "poor", "reason": "no money to be seen",
                        "when": {"employees": {"lt": 25}, "revenue": {"known": false}}}],
        "icps": [{"id": "shops", "fit": {
            "criteria": [{"id": "size", "fit": {"employees": {"gte": 5}}}],
            "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]});
    let model = Model::from_json(&poor.to_string()).unwrap();
    let as_of = Date::parse("2026-11-21").unwrap();
    check(&poor, &model, as_of, &json!({"employees": 10}), &[json!({"revenue": 5})], &mut count);
    println!("{count:?}");
    let Count { never, excluded, lifted, .. } = count;
    assert!(never > 5 && excluded > 5 && lifted > 0, "{count:?}");
}
