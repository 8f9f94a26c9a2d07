//! Regular expressions and YAML that are enabled while the program runs. In a build that has one of them from the beginning
//! there is nothing to enable.
#![cfg(all(feature = "deferred", not(feature = "regex"), not(feature = "yaml")))]
#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use icp_core::{Account, Date, Model, deferred};

const JSON: &str = r#"{
    "format": "icp/1", "name": "deferred", "attributes": {"about": {"type": "text"}},
    "icps": [{"id": "one", "fit": {
        "criteria": [{"id": "words", "fit": {"about": {"matches": "^a+$"}}}],
        "tiers": [{"id": "A", "from": 50}, {"id": "B"}]}}]}"#;

const YAML: &str = "
format: icp/1
name: deferred
attributes: {about: {type: text}}
icps:
  - id: one
    fit: {criteria: [{id: words, fit: {about: {matches: ^a+$}}}], tiers: [{id: A, from: 50}, {id: B}]}
";

fn code(read: Result<Model, icp_core::ModelError>) -> String {
    read.err()
        .and_then(|error| error.problems().first().map(|problem| problem.code().to_owned()))
        .unwrap_or_default()
}

fn tier(model: &Model, about: &str) -> Option<String> {
    let account = Account::from_json(&format!(r#"{{"about": "{about}"}}"#)).unwrap();
    let assessment = model.assess(&account, Date::new(2026, 11, 21).unwrap()).unwrap();
    assessment.icps.first().and_then(|icp| icp.fit.tier.clone())
}

// One test: what is enabled stays so for the whole program.
#[test]
fn what_is_enabled_stays_so() {
    assert_eq!(code(Model::from_json(JSON)), "regex.off");
    assert_eq!(code(Model::from_yaml(YAML)), "yaml.off");
    deferred::enable_yaml();
    assert_eq!(code(Model::from_yaml(YAML)), "regex.off", "YAML is read now");
    deferred::enable_regex();
    let model = Model::from_json(JSON).unwrap();
    assert_eq!(Model::from_yaml(YAML).unwrap(), model);
    assert_eq!(tier(&model, "aaa").as_deref(), Some("A"));
    assert_eq!(tier(&model, "aab").as_deref(), Some("B"));
    deferred::enable_regex();
    assert_eq!(tier(&model, "aaa").as_deref(), Some("A"), "enabling it again changes nothing");
    assert_eq!(code(Model::from_json(&JSON.replace("^a+$", "(a"))), "regex.syntax");
}
