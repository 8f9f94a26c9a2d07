//! Inputs of criteria: values as they were read, and the texts that they were read from.

use serde_json::{Value, json};

use crate::{Account, Date, Model, OnInvalid, Options};

/// One criterion that reads all attributes.
#[allow(clippy::needless_pass_by_value, reason = "literals are handed in")]
fn model(attributes: Value, test: Value) -> Model {
    let document = json!({"format": "icp/1", "name": "m", "attributes": attributes, "icps": [{"id": "i", "fit": {
        "criteria": [{"id": "all", "fit": test}], "tiers": [{"id": "A"}]}}]});
    Model::from_json(&document.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

/// The `[value, known, given]` of each input of the criterion.
#[allow(clippy::needless_pass_by_value, reason = "literals are handed in")]
fn inputs(model: &Model, account: Value) -> Vec<Value> {
    let options = Options::new(Date::new(2026, 11, 21).unwrap()).on_invalid(OnInvalid::Missing);
    let account = Account::from_json(&account.to_string()).unwrap();
    let data = model.assess_with(&account, &options).unwrap();
    // A record that was read straight from the text, and one that was made from values, have the same.
    let values = account.entries.iter().map(|(key, value)| (key.clone(), value.clone()));
    let scored = model.score_values(values, &options, &mut model.scratch()).unwrap();
    assert_eq!(data, *scored.data());
    let shown: Value = serde_json::from_str(&data.to_json()).unwrap();
    let all = shown["icps"][0]["criteria"][0]["inputs"].as_array().unwrap().clone();
    all.iter().map(|one| json!([one["value"], one["known"], one["given"]])).collect()
}

#[test]
fn texts_that_are_not_the_value_are_given() {
    let money = json!({"arr": {"type": "number", "missing": ["n/a", -1], "written": {"prefix": ["$"], "thousands": ","}}});
    let money = model(money, json!({"arr": {"gt": 5}}));
    let arr = |value: Value| inputs(&money, json!({"arr": value})).remove(0);
    assert_eq!(arr(json!("$1,200,000")), json!([1_200_000.0, true, "$1,200,000"]));
    assert_eq!(arr(json!(" 1200000 ")), json!([1_200_000.0, true, null]), "blanks make no difference");
    assert_eq!(arr(json!("1200000.0")), json!([1_200_000.0, true, "1200000.0"]));
    assert_eq!(arr(json!("0")), json!([0.0, true, null]));
    assert_eq!(arr(json!(1_200_000)), json!([1_200_000.0, true, null]), "a number is no text");
    assert_eq!(arr(json!("N/A")), json!([null, false, "N/A"]), "a placeholder");
    assert_eq!(arr(json!("-1")), json!([null, false, "-1"]), "a number that stands for none, as a text");
    assert_eq!(arr(json!(-1)), json!([null, false, null]));
    assert_eq!(arr(json!("about 5")), json!([null, false, "about 5"]), "invalid");
    assert_eq!(arr(json!(true)), json!([null, false, null]), "invalid, and no text");
    assert_eq!(arr(json!("  ")), json!([null, false, null]), "a blank");
    assert_eq!(arr(json!(null)), json!([null, false, null]));
}

#[test]
fn each_type_has_its_own_text() {
    let attributes = json!({
        "day": {"type": "date", "written": ["MM/DD/YYYY", "D-MMM-YYYY"]}, "yes": {"type": "bool"},
        "site": {"type": "text", "written": "domain"}, "size": {"type": "number", "written": {"range": "interval"}},
        "code": {"type": "text", "written": "digits"}});
    let test = json!({"day": {"known": true}, "yes": {"known": true}, "site": {"known": true}, "size": {"known": true},
        "code": {"known": true}});
    let model = model(attributes, test);
    let account = json!({"day": "11/23/2011", "yes": "Yes", "site": "https://www.Acme.example/a", "size": "51-200", "code": 94105});
    // A document in JSON has its keys by the alphabet here: code, day, site, size, yes.
    let expected = json!([
        ["94105", true, null],
        ["2011-11-23", true, "11/23/2011"],
        ["acme.example", true, "https://www.Acme.example/a"],
        [[51.0, 200.0], true, "51-200"],
        [true, true, "Yes"]
    ]);
    assert_eq!(json!(inputs(&model, account)), expected);
    let own = json!({"day": "2011-11-23", "yes": "true", "site": "acme.example", "size": "10001+", "code": "94105"});
    let expected = json!([
        ["94105", true, null],
        ["2011-11-23", true, null],
        ["acme.example", true, null],
        [[10001.0, null], true, "10001+"],
        [true, true, null]
    ]);
    assert_eq!(json!(inputs(&model, own)), expected);
    // Ten signs like a date in the usual form.
    let ten = inputs(&model, json!({"day": "5-Jul-2022"}));
    assert_eq!(ten[1], json!(["2022-07-05", true, "5-Jul-2022"]));
}

#[test]
fn synonyms_are_the_words_of_the_model() {
    let attributes = json!({
        "country": {"type": "text", "synonyms": {"US": ["USA", "United States"]}},
        "tools": {"type": "set", "separator": "|", "synonyms": {"HubSpot": ["Hub Spot"]}}});
    let model = model(attributes, json!({"country": "US", "tools": {"has": "HubSpot"}}));
    let found =
        inputs(&model, json!({"country": "united states", "tools": "hub spot| Excel |HUBSPOT|excel"}));
    assert_eq!(found[0], json!(["US", true, "united states"]));
    assert_eq!(found[1], json!([["HubSpot", "Excel"], true, "hub spot| Excel |HUBSPOT|excel"]));
    let found = inputs(&model, json!({"country": " US ", "tools": ["Hub Spot", "Jira"]}));
    assert_eq!(found, [json!(["US", true, null]), json!([["HubSpot", "Jira"], true, null])]);
    let found = inputs(&model, json!({"country": "Norge", "tools": "[\"Jira\"]"}));
    assert_eq!(found, [json!(["Norge", true, null]), json!([["Jira"], true, "[\"Jira\"]"])]);
}

#[test]
fn the_name_that_counts_gives_the_text() {
    let attributes = json!({"arr": {"type": "number", "aliases": ["a", "b"], "missing": ["-", "n/a"]}});
    let model = model(attributes, json!({"arr": {"gt": 5}}));
    let arr = |account: Value| inputs(&model, account).remove(0);
    // Whatever their order in the account, and a placeholder gives way to a value.
    assert_eq!(arr(json!({"b": "2.50", "a": "1.50"})), json!([1.5, true, "1.50"]));
    assert_eq!(arr(json!({"a": "1.50", "b": "2.50"})), json!([1.5, true, "1.50"]));
    assert_eq!(arr(json!({"arr": "-", "b": "2.50"})), json!([2.5, true, "2.50"]));
    assert_eq!(arr(json!({"b": "2.50", "arr": "-"})), json!([2.5, true, "2.50"]));
    assert_eq!(arr(json!({"arr": "-", "b": 2})), json!([2.0, true, null]));
    assert_eq!(arr(json!({"b": "n/a", "a": "-"})), json!([null, false, "-"]));
    assert_eq!(arr(json!({"b": "n/a", "a": ""})), json!([null, false, "n/a"]));
    assert_eq!(arr(json!({"b": "2.50", "a": "odd"})), json!([null, false, "odd"]));
    assert_eq!(arr(json!({"a": "odd", "arr": "7.0"})), json!([7.0, true, "7.0"]));
    assert_eq!(arr(json!({"a": "odd", "arr": 7})), json!([7.0, true, null]));
}

#[test]
fn events_are_those_that_are_asked_for() {
    let named = json!({"any": [{"visits": {"happened": {"event": "demo"}}}, {"visits": {"happened": {"any_of": ["Trial", "call"]}}}]});
    let visits = json!([{"event": "mail", "on": "2026-01-02"}, {"event": "TRIAL", "on": "2027-01-01", "count": 2},
        {"event": "Demo", "on": "2026-03-01T10:00:00Z"}]);
    let of = |test: Value| {
        let model = model(json!({"visits": {"type": "events"}}), test);
        let all = inputs(&model, json!({"visits": visits})).remove(0);
        assert_eq!((&all[1], &all[2]), (&json!(true), &Value::Null));
        all[0].clone()
    };
    let demo = json!({"event": "Demo", "on": "2026-03-01", "count": 1.0});
    let trial = json!({"event": "TRIAL", "on": "2027-01-01", "count": 2.0});
    let mail = json!({"event": "mail", "on": "2026-01-02", "count": 1.0});
    assert_eq!(of(named), json!([trial, demo]));
    assert_eq!(of(json!({"visits": {"happened": {"any": true}}})), json!([mail, trial, demo]));
    assert_eq!(of(json!({"visits": {"known": true}})), json!([mail, trial, demo]));
    let blank =
        model(json!({"visits": {"type": "events", "blank": "empty"}}), json!({"visits": {"known": true}}));
    assert_eq!(inputs(&blank, json!({"visits": ""})), [json!([[], true, null])]);
}

#[test]
fn formulas_and_blanks_stand_for_themselves() {
    let attributes = json!({"a": {"type": "number", "blank": "none"}, "b": {"type": "number"}, "each": {"formula": "a / b"}});
    let model = model(attributes, json!({"each": {"gt": 1}, "a": {"known": true}}));
    assert_eq!(
        inputs(&model, json!({"a": 6, "b": "3.0"})),
        [json!([6.0, true, null]), json!([2.0, true, null])]
    );
    assert_eq!(
        inputs(&model, json!({"a": "", "b": 3})),
        [json!([null, true, null]), json!([null, true, null])]
    );
    assert_eq!(
        inputs(&model, json!({"a": 6, "b": 0})),
        [json!([6.0, true, null]), json!([null, false, null])]
    );
}
