//! M35 to M40: conditions, operators, operands, lists.

use icp_core::model::Condition;
use icp_core::model::Definition;
use serde_json::{Value, json};

use super::{accepted, codes, good, only, put, refused, refused_at, with, with_condition, with_criterion};

const FIT: &str = "icps[0].fit.criteria[0].fit";

#[track_caller]
fn wrong(condition: Value, code: &str, below: &str) {
    refused_at(&with_condition(condition), code, &format!("{FIT}{below}"));
}

#[test]
fn m35_operators() {
    // Several operators in one test must all hold.
    accepted(&with_condition(json!({"employees": {"gte": 1, "lt": 5}})));
    wrong(json!({"employees": {}}), "empty", ".employees");
    wrong(json!({"employees": {"gtt": 1}}), "operator", ".employees.gtt");
    wrong(json!({"industry": {"gt": 3}}), "operator", ".industry.gt");
    for (name, operator, operand) in [
        ("live", "is_not", json!(true)),
        ("founded", "gt", json!("2020-01-01")),
        ("founded", "is_not", json!("2020-01-01")),
        ("tools", "in", json!(["a"])),
        ("tools", "is", json!("a")),
        ("visits", "has", json!("a")),
        ("employees", "contains", json!("a")),
        ("employees", "length", json!(1)),
        ("industry", "size", json!(1)),
    ] {
        wrong(json!({name: {operator: operand}}), "operator", &format!(".{name}.{operator}"));
    }
    let near = refused(&with_condition(json!({"employees": {"gtt": 1}})), "operator");
    assert_eq!(near.message, "unknown operator `gtt` in the test of `employees`");
    assert_eq!(near.help, "did you mean `gt`?");
    let type_error = refused(&with_condition(json!({"industry": {"gt": 3}})), "operator");
    assert_eq!(type_error.message, "operator `gt` does not go with `industry`, which is of type text");
    wrong(json!({"tools": "HubSpot"}), "operator", ".tools");
    wrong(json!({"industry": ["a"]}), "type", ".industry");
    wrong(json!({"industry": 5}), "type", ".industry");
    wrong(json!({"industry": true}), "type", ".industry");
    wrong(json!({"industry": null}), "type", ".industry");
    wrong(json!({"industry": "  "}), "empty", ".industry");
    wrong(json!({"live": "true"}), "type", ".live");
    wrong(json!({"live": 1}), "type", ".live");
    wrong(json!({"live": {"known": "yes"}}), "type", ".live.known");
    wrong(json!([{"live": true}]), "type", "");
    wrong(json!("live"), "type", "");
    wrong(
        json!({"industry": {"length": {"gte": 1, "matches": "x"}}}),
        "operator",
        ".industry.length.matches",
    );
    wrong(json!({"industry": {"length": {}}}), "empty", ".industry.length");
    wrong(json!({"industry": {"length": {"known": true}}}), "operator", ".industry.length.known");
}

#[test]
fn m36_between() {
    wrong(json!({"employees": {"between": [10, 5]}}), "order", ".employees.between");
    accepted(&with_condition(json!({"employees": {"between": [5, 5]}})));
    wrong(json!({"employees": {"between": ["a", 5]}}), "type", ".employees.between[0]");
    wrong(json!({"employees": {"between": [1, 2, 3]}}), "type", ".employees.between");
    wrong(json!({"employees": {"between": [1]}}), "type", ".employees.between");
    wrong(json!({"employees": {"between": 5}}), "type", ".employees.between");
}

#[test]
fn m37_bands_may_overlap() {
    // The first band that holds counts, so an overlap is no mistake. (Hardening has it refused.)
    accepted(&with_criterion(json!({"id": "b", "bands": [
        {"when": {"arr": {"gte": 5}}, "rating": 1}, {"when": {"arr": {"gte": 2}}, "rating": 0.5}, {"when": {"arr": {"gte": 2}}, "rating": 0.25}
    ]})));
}

#[test]
fn m38_empty_conditions() {
    for empty in [json!({"all": []}), json!({"any": []}), json!({"not": {}}), json!({})] {
        let error = Definition::from_json(&with_condition(empty).to_string()).unwrap_err();
        assert_eq!(codes(&error), ["empty"]);
    }
    wrong(json!({"not": []}), "type", ".not");
    wrong(json!({"industry": {"in": []}}), "empty", ".industry.in");
    wrong(json!({"tools": {"has_all": []}}), "empty", ".tools.has_all");
    wrong(json!({"at_least": {"n": 1, "of": []}}), "empty", ".at_least.of");
    refused_at(&with("/lists/core", json!([])), "empty", "lists.core");
}

#[test]
fn m39_lists() {
    refused_at(&with("/lists/core", json!(["a", 1])), "type", "lists.core[1]");
    refused_at(&with("/lists/core", json!([1, "a"])), "type", "lists.core[1]");
    refused_at(&with("/lists/core", json!(["a", null])), "type", "lists.core[1]");
    refused_at(&with("/lists/core", json!([["a"]])), "type", "lists.core[0]");
    wrong(json!({"industry": {"in": ["a", 1]}}), "type", ".industry.in[1]");
    wrong(json!({"industry": {"in": ["a", null]}}), "type", ".industry.in[1]");
    wrong(json!({"employees": {"in": [1, "a"]}}), "type", ".employees.in[1]");
    wrong(json!({"industry": {"in": "a"}}), "type", ".industry.in");
    wrong(json!({"tools": {"has_any": "a"}}), "type", ".tools.has_any");
    wrong(json!({"tools": {"has": ["a"]}}), "type", ".tools.has");
    wrong(json!({"industry": {"in": "$sizes"}}), "type", ".industry.in");
    wrong(json!({"employees": {"in": "$core"}}), "type", ".employees.in");
    wrong(json!({"industry": {"in": ["$core", "x"]}}), "conflict", ".industry.in[0]");
    accepted(&with_condition(json!({"industry": {"in": ["$none", "x"]}})));
    // Doubles count once.
    let model =
        accepted(&with_condition(json!({"tools": {"has_at_least": {"n": 2, "of": ["A", " a ", "b"]}}})));
    assert!(model.to_json().contains(r#""of":["A","b"]"#));
    wrong(
        json!({"tools": {"has_at_least": {"n": 3, "of": ["A", " a ", "b"]}}}),
        "range",
        ".tools.has_at_least.n",
    );
    let long: Vec<String> = (0..10_001).map(|n| format!("v{n}")).collect();
    refused_at(&with("/lists/core", json!(long)), "limit.list", "lists.core");
    accepted(&with("/lists/core", json!(long[..10_000])));
    refused_at(
        &with_condition(json!({"industry": {"in": long}})),
        "limit.list",
        &format!("{FIT}.industry.in"),
    );
}

#[test]
fn named_lists_count_at_each_use() {
    // Else a model of a few kilobytes would hold gigabytes.
    let long: Vec<String> = (0..10_000).map(|n| format!("v{n}")).collect();
    let uses = |count: usize| {
        let tests: Vec<Value> = (0..count).map(|_| json!({"industry": {"in": "$core"}})).collect();
        put(with("/lists/core", json!(long)), "/icps/0/fit/criteria/0/fit", json!({"any": tests}))
    };
    accepted(&uses(20));
    refused(&uses(21), "limit.list");
    refused(&uses(3_000), "limit.list");
}

#[test]
fn shared_criteria_count_at_each_use() {
    let tests: Vec<Value> = (0..400).map(|n| json!({"employees": {"gt": n}})).collect();
    let shared = with("/criteria", json!({"big": {"fit": {"any": tests}}}));
    let uses = |count: usize| {
        let criteria: Vec<Value> = (0..count).map(|n| json!({"use": "big", "id": format!("c{n}")})).collect();
        put(shared.clone(), "/icps/0/fit/criteria", json!(criteria))
    };
    accepted(&uses(20));
    let error = Definition::from_json(&uses(60).to_string()).unwrap_err();
    assert!(codes(&error).contains(&"limit.count"), "{error}");
    let error = Definition::from_json(&uses(500).to_string()).unwrap_err();
    assert!(codes(&error).contains(&"limit.nodes"), "{error}");
}

#[test]
fn m40_nesting() {
    let nested = |levels: usize| {
        let mut condition = json!({"live": true});
        for _ in 0..levels {
            condition = json!({"any": [condition]});
        }
        with_condition(condition)
    };
    // Object and list each count, from the document down: 32 in all.
    let nots = (0..33).fold(json!({"live": true}), |condition, _| json!({"not": condition}));
    only(Definition::from_json(&with_condition(nots).to_string()), "limit.depth");
    only(Definition::from_json(&nested(33).to_string()), "limit.depth");
    accepted(&nested(12));
    let model = accepted(&with_condition(json!({"not": {"not": {"live": true}}})));
    assert!(matches!(
        &model.icps[0].fit.criteria[0].rule,
        icp_core::model::Rule::Fit { fit: Condition::Not(_), .. }
    ));
}

#[test]
fn at_least() {
    let at_least = |n: Value| json!({"at_least": {"n": n, "of": [{"live": true}, {"arr": 1}]}});
    accepted(&with_condition(at_least(json!(2))));
    for n in [json!(0), json!(3), json!(1.5), json!(-1)] {
        wrong(at_least(n), "range", ".at_least.n");
    }
    wrong(at_least(json!("2")), "type", ".at_least.n");
    wrong(json!({"at_least": {"of": [{"live": true}]}}), "missing_field", ".at_least");
    wrong(json!({"at_least": {"n": 1}}), "missing_field", ".at_least");
}

#[test]
fn closed_lists_and_synonyms() {
    accepted(&with_condition(json!({"segment": {"in": ["SMALL", "big"]}})));
    wrong(json!({"segment": "lagre"}), "unknown_value", ".segment");
    assert_eq!(
        refused(&with_condition(json!({"segment": "lagre"})), "unknown_value").help,
        "did you mean `large`?"
    );
    wrong(json!({"segment": {"in": ["small", "tiny"]}}), "unknown_value", ".segment.in[1]");
    wrong(json!({"segment": {"in": "$core"}}), "unknown_value", ".segment.in");
    // Phrases are not values.
    accepted(&with_condition(json!({"segment": {"contains": "sma"}})));
    let table = json!({"id": "t", "table": {"attribute": "segment", "ratings": {"small": 1, "tiny": 0.5}}});
    refused_at(&with_criterion(table), "unknown_value", "icps[0].fit.criteria[1].table.ratings.tiny");
    let table = json!({"id": "t", "table": {"attribute": "segment", "ratings": {"large": 1, "Big": 0.5}}});
    refused_at(&with_criterion(table), "ambiguous", "icps[0].fit.criteria[1].table.ratings.Big");
}

#[test]
fn two_attributes_compared() {
    let mut model = good();
    model["attributes"]["hq"] = json!({"type": "text"});
    let compared = |condition: Value| put(model.clone(), "/icps/0/fit/criteria/0/fit", condition);
    for good in [
        json!({"arr": {"gt": {"attribute": "employees"}}}),
        json!({"hq": {"is_not": {"attribute": "industry"}}}),
        json!({"founded": {"before": {"attribute": "founded"}}}),
        json!({"live": {"is": {"attribute": "live"}}}),
    ] {
        accepted(&compared(good));
    }
    wrong(json!({"arr": {"gt": {"attribute": "industry"}}}), "type", ".arr.gt.attribute");
    wrong(json!({"arr": {"gt": {"attribute": "nothing"}}}), "unknown_attribute", ".arr.gt.attribute");
    let error =
        Definition::from_json(&with_condition(json!({"arr": {"gt": {"attribut": "arr"}}})).to_string())
            .unwrap_err();
    assert_eq!(codes(&error), ["missing_field", "unknown_field"]);
    wrong(json!({"arr": {"between": {"attribute": "arr"}}}), "type", ".arr.between");
    wrong(json!({"industry": {"in": {"attribute": "hq"}}}), "type", ".industry.in");
}

#[test]
fn events() {
    let happened = |value: Value| json!({"visits": {"happened": value}});
    accepted(&with_condition(happened(json!({"event": "demo"}))));
    accepted(&with_condition(happened(json!({"event": "demo", "at_most": 0}))));
    wrong(happened(json!({"within_last": "1 day"})), "missing_field", ".visits.happened");
    wrong(happened(json!({"event": ""})), "empty", ".visits.happened.event");
    wrong(
        happened(json!({"event": "demo", "at_least": 3, "at_most": 2})),
        "order",
        ".visits.happened.at_most",
    );
    wrong(happened(json!({"event": "demo", "at_least": -1})), "range", ".visits.happened.at_least");
    wrong(
        happened(json!({"event": "demo", "in_last": "1 day"})),
        "unknown_field",
        ".visits.happened.in_last",
    );
}
