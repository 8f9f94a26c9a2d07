//! Every code is reached.

use std::collections::BTreeMap;

use icp_core::ModelError;
use icp_core::error::Code;
use icp_core::model::Definition;
use serde_json::json;

use super::{codes, good, put, with, with_condition, with_criterion};

#[test]
fn every_code_is_reached_by_a_sample() {
    let yaml = |text: &str| Definition::from_yaml(text).unwrap_err();
    let json = |text: &str| Definition::from_json(text).unwrap_err();
    let model = |model: serde_json::Value| Definition::from_value(&model).unwrap_err();
    let matches = |pattern: &str| model(with_condition(json!({"industry": {"matches": pattern}})));
    let mut no_format = good();
    no_format.as_object_mut().unwrap().remove("format");
    let samples: Vec<(&str, ModelError)> = vec![
        ("syntax.empty", json("")),
        ("syntax", json("{")),
        ("syntax.encoding", icp_core::document::utf8(b"\xff").unwrap_err()),
        ("syntax.trailing", json("{} {}")),
        ("yaml.multiple_documents", yaml("a: 1\n---\nb: 1\n")),
        ("yaml.alias", yaml("a: &x 1")),
        ("yaml.tag", yaml("a: !x 1")),
        ("yaml.merge", yaml("<<: {}")),
        ("yaml.quote", yaml("a: +1")),
        ("duplicate_key", json(r#"{"a": 1, "a": 2}"#)),
        ("version", model(no_format)),
        ("unknown_field", model(with("/zebra", json!(1)))),
        ("missing_field", model(with_criterion(json!({"id": "c"})))),
        ("conflict", model(with("/icps/0/priority", json!({"a": 1})))),
        ("type", model(with("/name", json!(1)))),
        ("range.non_finite", json(r#"{"a": 1e999}"#)),
        ("range", model(with("/icps/0/fit/criteria/0/weight", json!(-1)))),
        ("range.precision", model(with("/icps/0/fit/criteria/0/weight", json!(0.1234567)))),
        ("range.not_exact", model(with("/attributes/arr/min", json!(9_007_199_254_740_993_u64)))),
        ("enum", model(with("/status", json!("draft")))),
        ("empty", model(with("/icps", json!([])))),
        ("ident.charset", model(with("/icps/0/id", json!("a b")))),
        ("ident.reserved", model(with("/icps/0/id", json!("constructor")))),
        ("duplicate_id", model(with_criterion(json!({"id": "size", "fit": {"live": true}})))),
        ("unknown_reference", model(with("/icps/0/qualifies_from", json!("Z")))),
        ("unknown_attribute", model(with_condition(json!({"nothing": 1})))),
        ("cycle", model(with("/attributes/arr/formula", json!("arr")))),
        ("operator", model(with_condition(json!({"industry": {"gt": 1}})))),
        ("unknown_value", model(with_condition(json!({"segment": "tiny"})))),
        ("ambiguous", model(with("/attributes/arr/aliases", json!(["employees"])))),
        ("order", model(with_condition(json!({"arr": {"between": [2, 1]}})))),
        ("tier.no_default", model(with("/icps/0/fit/tiers/1/from", json!(1)))),
        ("formula", model(with("/attributes/arr/formula", json!("1 +")))),
        ("regex.syntax", matches("(")),
        ("regex.unsupported", matches("(?=a)")),
        ("regex.cost", matches(r"\w{1000}")),
        ("regex.matches_everything", matches("")),
        ("limit.size", json(&" ".repeat(2 << 20))),
        ("limit.depth", json(&"[".repeat(100))),
        ("limit.nodes", json(&format!("[{}1]", "[1],".repeat(40_000)))),
        ("limit.count", model(put(good(), "/icps", json!(vec![json!({"id": "x"}); 65])))),
        ("limit.list", model(with("/lists/core", json!(vec!["x"; 10_001])))),
        ("limit.text", model(with("/owner", json!("x".repeat(5_000))))),
    ];
    let mut reached = BTreeMap::new();
    for (code, error) in &samples {
        assert!(codes(error).contains(code), "{code}: {error}");
        reached.insert(*code, ());
    }
    for code in Code::ALL {
        // Codes of a build without YAML or without regular expressions; icp-core tests them.
        let known = reached.contains_key(code.as_str())
            || matches!(code, Code::YamlOff | Code::RegexOff | Code::WrittenOff);
        assert!(known, "{} has no sample", code.as_str());
    }
    assert_eq!(samples.len(), Code::ALL.len() - 3);
}
