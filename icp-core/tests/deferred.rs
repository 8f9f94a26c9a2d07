//! Regular expressions, YAML and the readers of written values that are enabled while the program runs. In a build that has one of
//! them from the beginning there is nothing to enable.
#![cfg(all(feature = "deferred", not(feature = "regex"), not(feature = "yaml"), not(feature = "messages")))]
#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use icp_core::{Account, Date, Model, Source, deferred};

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
    assessment.icps.first().and_then(|icp| icp.fit.tier.as_deref().map(str::to_owned))
}

const WRITTEN: &str = r#"{
    "format": "icp/1", "name": "deferred", "attributes": {
        "staff": {"type": "number", "written": {"thousands": ","}}, "site": {"type": "text", "written": "domain"},
        "seats": {"type": "number", "separator": ";"}},
    "icps": [{"id": "one", "fit": {
        "criteria": [{"id": "staff", "fit": {"staff": {"gte": 1000}}}, {"id": "site", "fit": {"site": {"under": "https://Acme.example"}}}],
        "tiers": [{"id": "A", "from": 100}, {"id": "B"}]}}]}"#;

/// Of the keys that are read by their own part, each is enough; a separator is none of them.
fn written_values() {
    let model = |key: &str| {
        let attributes = format!(r#"{{"about": {{"type": "text"{key}}}}}"#);
        code(Model::from_json(
            &JSON.replace(r#"{"about": {"type": "text"}}"#, &attributes).replace("matches", "contains"),
        ))
    };
    assert_eq!(model(""), "");
    for key in [r#", "missing": ["n/a"]"#, r#", "blank": "none""#, r#", "written": "digits""#] {
        assert_eq!(model(key), "written.off", "{key}");
    }
    assert_eq!(model(r#", "separator": ";""#), "conflict");
    let common = JSON.replace(r#""attributes""#, r#""missing": ["n/a"], "attributes""#);
    assert_eq!(code(Model::from_json(&common)), "written.off");
    let right = WRITTEN.replace(r#", "separator": ";""#, "");
    assert_eq!(code(Model::from_json(&right)), "written.off", "also where a rule rests on what it says");
    let source =
        r#"{"format": "icp-source/1", "name": "crm", "attributes": {"about": {"missing": ["n/a"]}}}"#;
    let source = Source::from_json(source).unwrap();
    let plain = Model::from_json(&JSON.replace("matches", "contains")).unwrap();
    assert_eq!(code(plain.with_source(&source)), "written.off");

    deferred::enable_written();
    assert_eq!(code(Model::from_json(WRITTEN)), "conflict", "a separator of a number");
    let model = Model::from_json(&right).unwrap();
    let account = Account::from_json(r#"{"staff": "1,050", "site": "www.acme.example/jobs"}"#).unwrap();
    let assessment = model.assess(&account, Date::new(2026, 11, 21).unwrap()).unwrap();
    assert_eq!(assessment.icps.first().and_then(|icp| icp.fit.tier.as_deref()), Some("A"));
    let crm = plain.with_source(&source).unwrap();
    let account = Account::from_json(r#"{"about": "N/A"}"#).unwrap();
    let assessment = crm.assess(&account, Date::new(2026, 11, 21).unwrap()).unwrap();
    assert_eq!(assessment.icps.first().map(|icp| icp.fit.coverage), Some(0.0));
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
    written_values();
}
