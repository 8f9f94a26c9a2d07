//! The values that are tried, seen from outside: sets that are counted, web addresses, and patterns.

use crate::changes::{Changes, Gap, Goal};
use crate::{Account, Date, Model};

/// The changes of one account that bring it to a goal.
fn found_for(goal: &str, attributes: &str, rule: &str, account: &str) -> Changes {
    let text = format!(
        r#"{{"format": "icp/1", "name": "demo", "attributes": {attributes},
            "icps": [{{"id": "one", "priority": 1, "fit": {{"criteria": [{{"id": "rule", "fit": {rule}}}],
                "tiers": [{{"id": "in", "from": 100}}, {{"id": "out"}}]}}}},
                {{"id": "two", "priority": 2, "fit": {{"criteria": [{{"id": "other", "fit": {{"x": {{"known": true}}}}}}],
                "tiers": [{{"id": "in", "from": 50}}, {{"id": "out"}}]}}}}]}}"#
    );
    let model = Model::from_json(&text).unwrap();
    let account = Account::from_json(account).unwrap();
    let goal = Goal::from_json(goal).unwrap();
    let found = model.changes(&account, Date::new(2026, 11, 21).unwrap(), &goal).unwrap();
    assert!(!found.reached, "{found:?}");
    found
}

/// The changes of one account that qualify it for the first icp: attributes, words and examples of each set.
fn told(attributes: &str, rule: &str, account: &str) -> Vec<String> {
    told_for(r#"{"status": "qualified", "icp": "one"}"#, attributes, rule, account)
}

fn told_for(goal: &str, attributes: &str, rule: &str, account: &str) -> Vec<String> {
    let found = found_for(goal, attributes, rule, account);
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
fn items_come_and_go_for_the_pieces_in_them() {
    let set = r#"{"x": {"type": "set"}}"#;
    let has = r#"{"x": {"has_containing": ["chur"]}}"#;
    assert_eq!(told(set, has, r#"{"x": ["a"]}"#), [r#"x with chur ["a","chur"]"#]);
    let none = r#"{"not": {"x": {"has_containing": ["chur"]}}}"#;
    assert_eq!(
        told(set, none, r#"{"x": ["churn", "a", "Church"]}"#),
        [r#"x without churn and Church ["a"]"#]
    );
}

#[test]
fn no_day_beyond_the_last_one_is_tried() {
    let dates = r#"{"x": {"type": "date"}, "y": {"type": "date"}}"#;
    let after = r#"{"x": {"after": {"attribute": "y"}}}"#;
    let account = r#"{"x": "2020-01-01", "y": "9999-12-31"}"#;
    // Beyond the last day nothing is known, which the first goal would take for a way to get there.
    let spoilt = r#"{"status": "insufficient_data", "icp": "one"}"#;
    assert_eq!(told_for(spoilt, dates, after, account), [""; 0]);
    assert_eq!(told(dates, after, account), [r#"y before 2020-01-01 "2019-12-31""#]);
}

#[test]
fn it_is_told_why_a_set_may_be_missing() {
    let gaps = |attributes: &str, rule: &str, account: &str| {
        let goal = r#"{"status": "qualified", "icp": "one"}"#;
        found_for(goal, attributes, rule, account).gaps
    };
    let twice = r#"{"x": {"type": "number"}, "y": {"type": "number"}, "z": {"type": "number", "formula": "x * (y - x)"}}"#;
    assert_eq!(gaps(twice, r#"{"z": {"gt": 1e300}}"#, r#"{"x": 0, "y": 0}"#), []);
    let narrow = r#"{"all": [{"z": {"gte": 24.9}}, {"x": {"lt": 10}}, {"x": {"gt": 0}}, {"y": {"lt": 10}}, {"y": {"gt": 0}}]}"#;
    assert_eq!(gaps(twice, narrow, r#"{"x": -5, "y": -5}"#), []);
    let out = narrow.replace("24.9", "25.1");
    assert_eq!(gaps(twice, &out, r#"{"x": -5, "y": -5}"#), [Gap::DependentNumbers]);
    // Each once: the edges of the cells are enough.
    let once = twice.replace("x * (y - x)", "x * y");
    assert_eq!(gaps(&once, &out.replace("25.1", "101"), r#"{"x": -5, "y": -5}"#), []);
    // Four of nine items, but not all of them.
    let set = r#"{"x": {"type": "set"}}"#;
    let four = r#"{"x": {"has_at_least": {"n": 4, "of": ["1", "2", "3", "4", "5", "6", "7", "8", "9"]}, "has_none": ["9"]}}"#;
    assert_eq!(gaps(set, four, r#"{"x": []}"#), [Gap::ManyNames]);
    assert_eq!(gaps(set, r#"{"x": {"has_all": ["1"], "has_none": ["1"]}}"#, r#"{"x": []}"#), []);
}

#[test]
fn made_up_web_addresses_have_a_host() {
    let domain = r#"{"x": {"type": "text", "written": "domain"}}"#;
    let account = r#"{"x": "https://www.acme.example"}"#;
    assert_eq!(
        told(domain, r#"{"x": {"is_not": "acme.example"}}"#, account),
        [r#"x anything but acme.example "other.example""#]
    );
    // A text that is no host is no value.
    let beside = r#"{"x": {"type": "text", "written": "domain"}, "y": {"type": "text"}}"#;
    let same = r#"{"x": {"is": {"attribute": "y"}}}"#;
    let found = told(beside, same, r#"{"x": "acme.example", "y": "no host, no"}"#);
    assert_eq!(found, [r#"y acme.example "acme.example""#]);
    assert_eq!(told(domain, r#"{"x": {"ends_with": ".de"}}"#, account), [r#"x a text with ".de" "x.de""#]);
    assert_eq!(
        told(domain, r#"{"x": {"length": {"is": 4}}}"#, account),
        [r#"x any other text of 4 characters "ot.z""#]
    );
}

#[test]
fn no_text_that_stands_for_missing_is_a_value() {
    let text = |written: &str| format!(r#"{{"x": {{"type": "text", {written}}}}}"#);
    let select = text(r#""missing": ["Select", "other", 7011]"#);
    let account = r#"{"x": "CRM"}"#;
    assert_eq!(told(&select, r#"{"x": {"in": ["SELECT", "ERP"]}}"#, account), [r#"x ERP "ERP""#]);
    assert_eq!(told(&select, r#"{"x": {"is": "select"}}"#, account), [""; 0]);
    assert_eq!(told(&select, r#"{"x": {"is_not": "CRM"}}"#, account), [r#"x anything but CRM "another""#]);
    // A longer text has the phrase as well.
    assert_eq!(
        told(&select, r#"{"x": {"starts_with": "select"}}"#, account),
        [r#"x a text with "select" "select x""#]
    );
    assert_eq!(
        told(&select, r#"{"x": {"ends_with": "select"}}"#, account),
        [r#"x a text with "select" "x select""#]
    );
    let digits = text(r#""missing": [7011], "written": "digits""#);
    // Digits that are no number are a text of their own.
    assert_eq!(told(&digits, r#"{"x": {"in": ["7011", "007011"]}}"#, account), [r#"x 007011 "007011""#]);
    // The model's word stands for missing, its other spelling does not.
    let synonym = text(r#""missing": ["Select"], "synonyms": {"Select": ["choose"]}"#);
    assert_eq!(told(&synonym, r#"{"x": {"is": "Select"}}"#, account), [r#"x choose "choose""#]);
    // Compared with a text that stands for missing only here.
    let beside = r#"{"x": {"type": "text", "missing": ["none"]}, "y": {"type": "text"}}"#;
    let same = r#"{"x": {"is": {"attribute": "y"}}}"#;
    assert_eq!(told(beside, same, r#"{"x": "CRM", "y": "None"}"#), [r#"y CRM "CRM""#]);
    let host = text(r#""missing": ["n-a.example"], "written": "domain""#);
    assert_eq!(
        told(&host, r#"{"x": {"in": ["https://www.N-A.example/", "https://ERP.example/"]}}"#, "{}"),
        [r#"x "https://ERP.example/" "erp.example""#]
    );
}

#[test]
fn each_spelling_of_a_value_is_tried_where_rules_tell_it_apart() {
    let text = r#"{"x": {"type": "text", "synonyms": {"US": ["USA", "u.s."], "product-led": ["PLG", "product led"]}}}"#;
    let longer = r#"{"all": [{"x": {"is": "US"}}, {"x": {"length": {"gte": 3}}}]}"#;
    assert_eq!(told(text, longer, r#"{"x": "US"}"#), [r#"x USA or u.s. "USA""#]);
    let without = r#"{"all": [{"x": {"is": "product-led"}}, {"not": {"x": {"mentions": ["product-led", "sales-led"]}}}]}"#;
    assert_eq!(told(text, without, r#"{"x": "sales-led"}"#), [r#"x PLG "PLG""#]);
    // Where nothing does, the word that the rule has is enough.
    assert_eq!(told(text, r#"{"x": {"is": "USA"}}"#, r#"{"x": "PLG"}"#), [r#"x USA "USA""#]);
    assert_eq!(told(text, r#"{"x": {"is": "US"}}"#, r#"{"x": "PLG"}"#), [r#"x US "US""#]);
}

#[cfg(feature = "regex")]
#[test]
fn a_spelling_that_fits_a_pattern_stands_as_it_has_to_be_written() {
    let text = r#"{"x": {"type": "text", "synonyms": {"US": ["USA"]}}}"#;
    let rule = r#"{"all": [{"x": {"matches": "^.{3,8}$"}}, {"x": {"is": "US"}}]}"#;
    assert_eq!(told(text, rule, r#"{"x": "US"}"#), [r#"x USA "USA""#]);
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
