//! Whole assessments, worked out by hand.

use serde_json::{Value, json};

use super::assess;
use crate::compare::difference;

/// A model of one icp with these scorecard fields, over numbers `a` to `d` and events `e`.
fn model(card: Value) -> Value {
    let number = || json!({"type": "number"});
    let attributes =
        json!({"a": number(), "b": number(), "c": number(), "d": number(), "e": {"type": "events"}});
    let mut fit =
        json!({"tiers": [{"id": 1, "name": "In", "from": 50, "verdicts": {"sales": "call"}}, {"id": "out"}]});
    fit.as_object_mut().unwrap().extend(card.as_object().unwrap().clone());
    json!({"format": "icp/1", "name": "m", "attributes": attributes, "icps": [{"id": "x", "fit": fit}]})
}

fn icp(model: &Value, account: Value) -> Value {
    assess(model, &account, "2026-11-21", false).unwrap()["icps"][0].clone()
}

/// Asserts that the fields named in `expected` are as given.
fn expect(found: &Value, expected: Value) {
    for (key, expected) in expected.as_object().unwrap() {
        assert_eq!(difference(expected, &found[key]), None, "{key} of {found:#}");
    }
}

fn contributions(icp: &Value) -> Vec<f64> {
    icp["criteria"].as_array().unwrap().iter().map(|line| line["contribution"].as_f64().unwrap()).collect()
}

#[test]
fn the_whole_shape() {
    let model = model(
        json!({"criteria": [{"id": "size", "fit": {"a": {"gt": 1}}}, {"id": "rest", "fit": {"b": 1}}]}),
    );
    let found = assess(&model, &json!({"a": 2}), "2026-11-21", false).unwrap();
    let criteria = json!([
                {"id": "size", "name": null, "dimension": null, "status": "fit", "label": null, "rating": 1,
                 "rating_bounds": [1, 1], "weight": 1, "points": 1, "contribution": 50, "missing": [], "matched": null,
                 "inputs": [{"attribute": "a", "value": 2, "known": true, "given": null}], "max_contribution": 50,
                 "decisive": {"at": "fit"}},
                {"id": "rest", "name": null, "dimension": null, "status": "unknown", "label": null, "rating": null,
                 "rating_bounds": [0, 1], "weight": 1, "points": 0, "contribution": 0, "missing": ["b"], "matched": null,
                 "inputs": [{"attribute": "b", "value": null, "known": false, "given": null}], "max_contribution": 50,
                 "decisive": null}]);
    let expected = json!({
        "model": {"name": "m", "version": null, "status": null, "lists": {}}, "source": null, "as_of": "2026-11-21", "best": "x", "headline": "x", "issues": [],
        "icps": [{
            "icp": "x", "name": null, "priority": 1, "status": "qualified",
            "reason": {"code": "tier", "id": "1", "text": "tier 1: In"},
            "score": 50, "bounds": [50, 100], "coverage": 0.5, "tier": "1", "verdicts": {"sales": "call"}, "labels": {}, "stage": null,
            "tally": {"fits": 1, "partials": 0, "nones": 0, "misfits": 0, "unknowns": 1, "not_applicable": 0},
            "base": 0, "adjustments": [], "reason_codes": [], "exclusions": [], "possible_exclusions": [],
            "criteria": criteria,
            "missing": ["b"], "intent": null, "to_next_tier": null, "kept_out_by": [],
        }],
    });
    assert_eq!(difference(&expected, &found), None);
}

#[test]
fn contributions_add_up_after_rounding() {
    let third = |id: &str, attribute: &str| json!({"id": id, "fit": {attribute: 1}});
    let model = model(json!({"criteria": [third("p", "a"), third("q", "b"), third("r", "c")]}));
    assert_eq!(
        contributions(&icp(&model, json!({"a": 1, "b": 1, "c": 1}))),
        [33.333_334, 33.333_333, 33.333_333]
    );
    assert_eq!(contributions(&icp(&model, json!({"a": 1, "b": 1, "c": 2}))), [33.333_334, 33.333_333, 0.0]);
}

#[test]
fn shares_floor_each_dimension() {
    let model = model(json!({
        "dimensions": [{"id": "one", "share": 30}, {"id": "two", "share": 70}, {"id": "three", "share": 100}],
        "criteria": [
            {"id": "p", "dimension": "one", "fit": {"a": 1}, "misfit": {"a": 2}, "penalty": 0.5},
            {"id": "q", "dimension": "two", "weight": 2, "fit": {"b": 1}},
            {"id": "r", "dimension": "two", "fit": {"c": 1}},
            {"id": "s", "dimension": "three", "fit": {"d": 1}, "if_unknown": "skip"}],
    }));
    let found = icp(&model, json!({"a": 2, "b": 1, "c": 0}));
    // Two: 2 of 3; one: -50, floored; three is left out, as its only criterion is skipped.
    expect(
        &found,
        json!({"score": 46.666_667, "coverage": 0.5, "bounds": [23.333_333, 73.333_333],
        "adjustments": [{"kind": "floor", "dimension": "one", "limit": null, "from": -50, "to": 0}]}),
    );
    assert_eq!(contributions(&found), [-15.0, 46.666_667, 0.0, 0.0]);
}

#[test]
fn points_are_capped_and_clipped() {
    let model = model(json!({
        "scale": {"points": {"base": 10, "max": 20}},
        "dimensions": [{"id": "one", "cap": 5}],
        "criteria": [
            {"id": "p", "dimension": "one", "fit": {"a": 1}, "points": 4},
            {"id": "q", "dimension": "one", "curve": {"attribute": "b", "points": [[0, 0], [3, 1]]}},
            {"id": "r", "dimension": "one", "weight": 0.5, "fit": {"c": 1}},
            {"id": "s", "fit": {"d": 1}, "points": 9, "penalty": 2, "misfit": {"d": 2}}],
    }));
    let found = icp(&model, json!({"a": 1, "b": 2, "c": 1, "d": 1}));
    expect(
        &found,
        json!({"score": 20, "base": 10, "bounds": [20, 20], "adjustments": [
        {"kind": "cap", "dimension": "one", "limit": null, "from": 5.166_667, "to": 5}, {"kind": "max", "dimension": null, "limit": null, "from": 24, "to": 20}]}),
    );
    assert_eq!(contributions(&found), [4.0, 0.666_667, 0.5, 9.0]);
    expect(&icp(&model, json!({"a": 1})), json!({"score": 14, "bounds": [12, 20], "coverage": 0.275_862}));
}

#[test]
fn optional_criteria_join_the_bounds_where_they_serve() {
    let model = model(json!({"criteria": [
        {"id": "p", "fit": {"a": 1}},
        {"id": "q", "weight": 2, "applies_when": {"b": 1}, "fit": {"c": 1}},
        {"id": "r", "applies_when": {"b": 1}, "table": {"attribute": "d", "ratings": {"1": 0.4}, "otherwise": 0.2}}]}));
    expect(&icp(&model, json!({"a": 2})), json!({"bounds": [0, 66.666_667], "score": 0, "coverage": 0.25}));
    expect(&icp(&model, json!({"a": 1})), json!({"bounds": [30, 100], "score": 25}));
    expect(&icp(&model, json!({"a": 1, "c": 1})), json!({"bounds": [60, 100], "missing": ["b", "d"]}));
    expect(
        &icp(&model, json!({"b": 2})),
        json!({"score": null, "bounds": [0, 100], "status": "insufficient_data"}),
    );
}

#[test]
fn statuses_in_their_order() {
    let mut model = model(json!({"min_coverage": 0.6, "criteria": [
        {"id": "p", "fit": {"a": 1}, "required": true}, {"id": "q", "fit": {"b": 1}, "required": true},
        {"id": "r", "fit": {"c": 1}}]}));
    model["icps"][0]["exclusions"] =
        json!([{"id": "ex", "reason": "too odd", "when": {"d": 1}, "if_unknown": "hold"}]);
    let reason = |account| {
        let found = icp(&model, account);
        format!("{} {} {}", found["status"], found["reason"]["text"], found["tier"]).replace('"', "")
    };
    assert_eq!(reason(json!({"d": 1})), "disqualified excluded: too odd null");
    assert_eq!(reason(json!({})), "insufficient_data nothing that this profile asks about is known null");
    assert_eq!(reason(json!({"a": 2, "c": 1})), "unqualified required criterion `p` is not met out");
    assert_eq!(reason(json!({"a": 2})), "unqualified required criterion `p` is not met null");
    assert_eq!(reason(json!({"a": 1, "c": 1})), "insufficient_data exclusion `ex` cannot be ruled out null");
    assert_eq!(reason(json!({"a": 1, "d": 2})), "insufficient_data required criterion `q` is unknown null");
    assert_eq!(reason(json!({"a": 1, "b": 1, "d": 2})), "qualified tier 1: In 1");
    model["icps"][0]["fit"]["min_coverage"] = json!(0.7);
    assert_eq!(icp(&model, json!({"a": 1, "b": 1, "d": 2}))["reason"]["text"], "coverage is below 0.7");
}

#[test]
fn stages_come_from_both_tiers() {
    let mut model = model(json!({"criteria": [{"id": "p", "fit": {"a": 1}}]}));
    let tiers = json!([{"id": "hot", "from": 50, "verdicts": [
        {"team": "sales", "say": "ring", "when": {"b": 1}}, {"team": "sales", "say": "write"}]}, {"id": "cold"}]);
    model["icps"][0]["intent"] =
        json!({"tiers": tiers, "criteria": [{"id": "demo", "fit": {"e": {"happened": {"event": "demo"}}}}]});
    model["icps"][0]["stages"] = json!([{"id": "sql", "when": {"fit": [1], "intent": ["hot"]}, "verdicts": {"sales": "now"}},
        {"id": "mql", "when": {"fit": ["1"]}}]);
    let demo = || json!([{"event": "demo", "on": "2026-11-01"}]);
    let hot = icp(&model, json!({"a": 1, "b": 1, "e": demo()}));
    expect(&hot, json!({"stage": "sql", "verdicts": {"sales": "now"}}));
    expect(&hot["intent"], json!({"tier": "hot", "score": 100, "verdicts": {"sales": "ring"}}));
    let colder = icp(&model, json!({"a": 1}));
    expect(&colder, json!({"stage": "mql", "verdicts": {"sales": "call"}, "missing": ["e"]}));
    expect(&colder["intent"], json!({"tier": null, "score": null, "verdicts": {}, "missing": ["e"]}));
    assert_eq!(icp(&model, json!({"a": 1, "e": demo()}))["intent"]["verdicts"]["sales"], "write");
}

#[test]
fn by_score_takes_the_highest_and_priority_breaks_ties() {
    let mut model = model(json!({"criteria": [{"id": "p", "fit": {"a": 1}}, {"id": "q", "fit": {"b": 1}}]}));
    model["select"] = json!("by_score");
    let mut second = model["icps"][0].clone();
    (model["icps"][0]["priority"], second["priority"], second["id"]) = (json!(2), json!(1), json!("y"));
    second["fit"]["criteria"][1]["weight"] = json!(0.5);
    model["icps"].as_array_mut().unwrap().push(second);
    let best = |account| assess(&model, &account, "2026-11-21", false).unwrap()["best"].clone();
    assert_eq!(best(json!({"a": 1, "b": 1})), "y");
    assert_eq!(best(json!({"a": 1, "b": 0})), "y");
    assert_eq!(best(json!({"a": 0, "b": 1})), "x");
    assert_eq!(best(json!({"a": 0, "b": 0})), Value::Null);
}

#[test]
fn bounds_reach_what_becoming_known_would_give() {
    let model = model(json!({"criteria": [
        {"id": "p", "fit": {"a": 1}}, {"id": "q", "fit": {"b": {"known": true}}},
        {"id": "r", "applies_when": {"c": {"known": false}}, "fit": {"d": 1}}]}));
    let found = icp(&model, json!({"a": 1, "d": 2}));
    expect(
        &found,
        json!({"score": 33.333_333, "coverage": 1, "bounds": [33.333_333, 100], "missing": ["b", "c"]}),
    );
    assert_eq!(found["criteria"][1]["status"], "none");
}

#[test]
fn an_interval_leaves_open_what_it_touches() {
    let mut model = model(json!({"criteria": [
        {"id": "in", "fit": {"a": {"between": [50, 500]}}},
        {"id": "walk", "bands": [{"when": {"a": {"lt": 20}}, "rating": 0.2}, {"when": {"a": {"lt": 100}}, "rating": 0.6}],
            "otherwise": 1},
        {"id": "line", "curve": {"attribute": "a", "ratings": [[0, 0], [100, 1], [200, 0.5]]}}]}));
    model["attributes"]["a"]["written"] = json!({"range": "interval"});
    let found = icp(&model, json!({"a": "51-200"}));
    expect(&found["criteria"][0], json!({"status": "fit", "missing": []}));
    expect(&found["criteria"][1], json!({"status": "unknown", "rating_bounds": [0.6, 1], "missing": ["a"]}));
    expect(&found["criteria"][2], json!({"rating_bounds": [0.5, 1]}));
    expect(&found, json!({"coverage": 0.333_333, "missing": ["a"], "bounds": [70, 100]}));
    let above = icp(&model, json!({"a": "200+"}));
    assert_eq!(above["criteria"][0]["status"], "unknown");
    expect(&above["criteria"][1], json!({"status": "fit", "rating": 1}));
    expect(&above["criteria"][2], json!({"status": "partial", "rating": 0.5}));
    let formula = json!({"formula": "a * 2 + b"});
    model["attributes"]["f"] = formula;
    model["icps"][0]["fit"]["criteria"] = json!([{"id": "f", "fit": {"f": {"gt": 100}}}]);
    assert_eq!(icp(&model, json!({"a": "51-200", "b": 0}))["criteria"][0]["status"], "fit");
    expect(&icp(&model, json!({"a": "10-200", "b": 0})), json!({"missing": ["a"]}));
}

#[test]
fn a_blank_may_be_known() {
    let mut model = model(json!({"criteria": [
        {"id": "p", "fit": {"a": {"gt": 1}}}, {"id": "q", "fit": {"a": {"is_not": 5}}},
        {"id": "r", "curve": {"attribute": "a", "ratings": [[0, 0.5], [1, 1]]}},
        {"id": "s", "fit": {"a": {"known": false}}}]}));
    model["attributes"]["a"] =
        json!({"type": "number", "blank": "none", "aliases": ["x"], "missing": ["-", -1]});
    let statuses = |account: Value| {
        let found = icp(&model, account);
        let lines = found["criteria"].as_array().unwrap();
        lines.iter().map(|line| line["status"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(statuses(json!({"a": " "})), "none fit none fit");
    assert_eq!(statuses(json!({"x": null})), "none fit none fit");
    for account in [json!({}), json!({"a": "-", "x": ""}), json!({"a": "-1"}), json!({"a": -1.0, "x": null})]
    {
        assert_eq!(statuses(account), "unknown unknown unknown fit");
    }
    assert_eq!(statuses(json!({"a": "-", "x": 5})), "fit none fit none");
    expect(&icp(&model, json!({}))["criteria"][2], json!({"rating_bounds": [0, 1]}));
}
