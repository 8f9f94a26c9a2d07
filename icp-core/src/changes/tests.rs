//! The values that are tried, seen from outside: sets that are counted, web addresses, and patterns.

use crate::changes::Goal;
use crate::{Account, Date, Model};

/// The changes of one account that qualify it for the first icp: attributes, words and examples of each set.
fn told(attributes: &str, rule: &str, account: &str) -> Vec<String> {
    let text = format!(
        r#"{{"format": "icp/1", "name": "demo", "attributes": {attributes},
            "icps": [{{"id": "one", "priority": 1, "fit": {{"criteria": [{{"id": "rule", "fit": {rule}}}],
                "tiers": [{{"id": "in", "from": 100}}, {{"id": "out"}}]}}}},
                {{"id": "two", "priority": 2, "fit": {{"criteria": [{{"id": "other", "fit": {{"x": {{"known": true}}}}}}],
                "tiers": [{{"id": "in", "from": 50}}, {{"id": "out"}}]}}}}]}}"#
    );
    let model = Model::from_json(&text).unwrap();
    let account = Account::from_json(account).unwrap();
    let goal = Goal::from_json(r#"{"status": "qualified", "icp": "one"}"#).unwrap();
    let found = model.changes(&account, Date::new(2026, 11, 21).unwrap(), &goal).unwrap();
    assert!(found.complete && !found.reached, "{found:?}");
    let json: serde_json::Value = serde_json::from_str(&found.to_json()).unwrap();
    let sets = json["sets"].as_array().unwrap().iter();
    let one = |change: &serde_json::Value| {
        format!(
            "{} {} {}",
            change["attribute"].as_str().unwrap(),
            change["to"].as_str().unwrap(),
            change["example"]
        )
    };
    sets.map(|set| set["changes"].as_array().unwrap().iter().map(one).collect::<Vec<_>>().join(" + "))
        .collect()
}

#[test]
fn items_that_only_count_come_and_go() {
    let set = r#"{"x": {"type": "set", "values": ["CRM", "ERP"]}}"#;
    let size = |size: &str| format!(r#"{{"x": {{"size": {size}}}}}"#);
    // Listed items come first, then made-up ones.
    let three = told(set, &size(r#"{"gte": 3}"#), r#"{"x": ["crm"]}"#);
    assert_eq!(three, [r#"x with 2 more items ["crm","ERP","item 1"]"#]);
    // From nothing known.
    assert_eq!(told(set, &size(r#"{"is": 1}"#), "{}"), [r#"x with 1 more item ["CRM"]"#]);
    assert_eq!(
        told(set, &size(r#"{"lte": 1}"#), r#"{"x": ["a", "A", "b", "c"]}"#),
        [r#"x without 2 other items ["c"]"#]
    );
    assert_eq!(told(set, &size(r#"{"is": 0}"#), r#"{"x": ["a"]}"#), [r#"x without 1 other item []"#]);
    // A named item counts as well.
    let both = r#"{"all": [{"x": {"has": "CRM"}}, {"x": {"size": {"between": [2, 3]}}}]}"#;
    assert_eq!(
        told(set, both, r#"{"x": ["a", "b", "c"]}"#),
        [r#"x with CRM and without 1 other item ["b","c","CRM"]"#]
    );
    assert_eq!(told(set, both, r#"{"x": []}"#), [r#"x with CRM and 1 more item ["CRM","ERP"]"#]);
    // Where nothing counts them, they stay.
    assert_eq!(told(set, r#"{"x": {"has": "CRM"}}"#, r#"{"x": ["a"]}"#), [r#"x with CRM ["a","CRM"]"#]);
}

#[test]
fn made_up_web_addresses_have_a_host() {
    let domain = r#"{"x": {"type": "text", "written": "domain"}}"#;
    let account = r#"{"x": "https://www.acme.example"}"#;
    assert_eq!(
        told(domain, r#"{"x": {"is_not": "acme.example"}}"#, account),
        [r#"x anything but acme.example "other.example""#]
    );
    assert_eq!(told(domain, r#"{"x": {"ends_with": ".de"}}"#, account), [r#"x a text with ".de" "x.de""#]);
    assert_eq!(
        told(domain, r#"{"x": {"length": {"is": 4}}}"#, account),
        [r#"x any other text of 4 characters "ot.z""#]
    );
}

#[cfg(feature = "regex")]
#[test]
fn texts_that_fit_a_pattern_are_found() {
    let text = r#"{"x": {"type": "text", "values": ["VP", "Head"]}}"#;
    let matches = |pattern: &str| format!(r#"{{"x": {{"matches": "{pattern}"}}}}"#);
    assert_eq!(
        told(text, &matches("^(head|lead) of"), r#"{"x": "vp"}"#),
        [r#"x head of or lead of "head of""#]
    );
    assert_eq!(told(text, &matches("^V.$"), r#"{"x": "head"}"#), [r#"x VP "VP""#]);
    assert_eq!(told(text, &matches("[0-9]{4}"), "{}"), [r#"x 2000 "2000""#]);
}
