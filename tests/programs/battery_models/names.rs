//! M29 to M31, M33, M34, M51, M52, B25: names, ids, and what they refer to.

use icp_core::model::Definition;
use serde_json::{Value, json};

use super::{
    CRITERION, accepted, codes, good, put, refused, refused_at, with, with_condition, with_criterion,
};

fn icp(id: &str, priority: u32) -> Value {
    json!({
        "id": id, "priority": priority,
        "fit": {"criteria": [{"id": "c", "fit": {"live": true}}], "tiers": [{"id": "t"}]}
    })
}

#[test]
fn m29_nothing_to_score() {
    refused_at(&with("/icps", json!([])), "empty", "icps");
    refused_at(&with("/icps/0/fit/criteria", json!([])), "empty", "icps[0].fit.criteria");
    refused_at(&with("/icps/0/fit/tiers", json!([])), "empty", "icps[0].fit.tiers");
    for (pointer, message) in
        [("/icps", "`icps` must be a list, found text"), ("/icps/0", "an icp must be an object, found text")]
    {
        assert_eq!(refused(&with(pointer, json!("x")), "type").message, message);
    }
}

#[test]
fn m30_ids_twice() {
    for second in ["main", "MAIN", "Main"] {
        let model = with("/icps", json!([icp("main", 1), icp(second, 2)]));
        let refused = refused(&model, "duplicate_id");
        assert_eq!(
            (refused.path.as_str(), refused.help.as_str()),
            ("icps[1].id", "the first is at icps[0].id")
        );
    }
    refused_at(
        &with_criterion(json!({"id": "SIZE", "fit": {"live": true}})),
        "duplicate_id",
        "icps[0].fit.criteria[1].id",
    );
    refused_at(&with("/lists", json!({"a": ["x"], "A": ["y"]})), "duplicate_id", "lists.A");
    let exclusion = json!([{"id": "x", "reason": "r", "when": {"live": true}}]);
    let shared = put(with("/exclusions", exclusion.clone()), "/icps/0/exclusions", exclusion);
    refused_at(&shared, "duplicate_id", "icps[0].exclusions[0].id");
}

#[test]
fn m31_priorities_twice() {
    // Ranks are unique. (Hardening has them accepted, with a warning.)
    let refused = refused(&with("/icps", json!([icp("a", 1), icp("b", 1)])), "conflict");
    assert_eq!(
        (refused.path.as_str(), refused.help.as_str()),
        ("icps[1].priority", "the first is at icps[0].priority")
    );
    accepted(&with("/icps", json!([icp("a", 7), icp("b", 1)])));
    let mut one = icp("b", 1);
    one.as_object_mut().unwrap().remove("priority");
    refused_at(&with("/icps", json!([icp("a", 2), one])), "missing_field", "icps[1]");
}

#[test]
fn m33_attribute_names() {
    // An attribute is a flat name: what hardening calls paths are names with characters that are refused.
    for name in [
        "",
        ".a",
        "a..b",
        "a[",
        "a[-1]",
        "a[*]",
        "$..x",
        "a.b.c.",
        "1a",
        " a",
        "a ",
        "a  b",
        "-a",
        "a\tb",
        "a/b",
        &"a".repeat(129),
    ] {
        let mut model = good();
        model["attributes"][name] = json!({"type": "text"});
        let refused = refused(&model, "ident.charset");
        assert!(refused.path.starts_with("attributes"), "{name}: {}", refused.path);
    }
    for name in ["a", "_x", "Größe", "年商", "a-b", "a b c", "a_1", &"a".repeat(128)] {
        let mut model = good();
        model["attributes"][name] = json!({"type": "text"});
        accepted(&model);
    }
}

#[test]
fn m34_b25_reserved_words() {
    for name in ["__proto__", "prototype", "constructor", "toString", "valueOf", "hasOwnProperty"] {
        let mut model = good();
        model["attributes"][name] = json!({"type": "text"});
        refused(&model, "ident.reserved");
        refused_at(
            &with("/attributes/arr/aliases", json!([name])),
            "ident.reserved",
            "attributes.arr.aliases[0]",
        );
        refused_at(&with("/icps/0/id", json!(name)), "ident.reserved", "icps[0].id");
        refused_at(
            &with(&format!("{CRITERION}/id"), json!(name)),
            "ident.reserved",
            "icps[0].fit.criteria[0].id",
        );
        refused_at(
            &with("/icps/0/fit/tiers/0/verdicts", json!({name: "x"})),
            "ident.reserved",
            &format!("icps[0].fit.tiers[0].verdicts.{name}"),
        );
        let mut model = good();
        model["lists"][name] = json!(["x"]);
        refused(&model, "ident.reserved");
    }
    for name in ["all", "any", "not", "at_least"] {
        let mut model = good();
        model["attributes"][name] = json!({"type": "text"});
        refused(&model, "ident.reserved");
        // As ids they say nothing else.
        accepted(&with("/icps/0/id", json!(name)));
    }
}

#[test]
fn ids() {
    for id in ["", "a b", "a/b", "a,b", "a:b", &"x".repeat(129)] {
        refused_at(&with("/icps/0/id", json!(id)), "ident.charset", "icps[0].id");
    }
    for id in [json!("A+"), json!("v1.2"), json!("größe_1"), json!(1), json!(-1), json!("x".repeat(128))] {
        accepted(&with("/icps/0/id", id));
    }
    refused_at(&with("/icps/0/id", json!(1.5)), "type", "icps[0].id");
    refused_at(&with("/icps/0/id", json!(true)), "type", "icps[0].id");
}

#[test]
fn m51_exclusions() {
    let exclusion = |value: Value| with("/exclusions", json!([value]));
    refused_at(&exclusion(json!({"reason": "r", "when": {"live": true}})), "missing_field", "exclusions[0]");
    refused_at(&exclusion(json!({"id": "x", "when": {"live": true}})), "missing_field", "exclusions[0]");
    refused_at(&exclusion(json!({"id": "x", "reason": "r"})), "missing_field", "exclusions[0]");
    refused_at(
        &exclusion(json!({"id": "x", "reason": " ", "when": {"live": true}})),
        "empty",
        "exclusions[0].reason",
    );
    refused_at(
        &exclusion(json!({"id": "x", "reason": "r", "when": {"live": true}, "if_unknown": "skip"})),
        "enum",
        "exclusions[0].if_unknown",
    );
    accepted(&exclusion(
        json!({"id": "x", "reason": "r", "when": {"live": true}, "unless": {"arr": 1}, "if_unknown": "hold"}),
    ));
}

#[test]
fn m52_references() {
    let bad = [
        (with("/icps/0/qualifies_from", json!("D")), "unknown_reference", "icps[0].qualifies_from"),
        (
            with(&format!("{CRITERION}/dimension"), json!("need")),
            "unknown_reference",
            "icps[0].fit.criteria[0].dimension",
        ),
        (
            with("/icps/0/fit/tiers/0/requires", json!(["sise"])),
            "unknown_reference",
            "icps[0].fit.tiers[0].requires[0]",
        ),
        (with_criterion(json!({"use": "nothing"})), "unknown_reference", "icps[0].fit.criteria[1].use"),
        (
            with_condition(json!({"industry": {"in": "$coer"}})),
            "unknown_reference",
            "icps[0].fit.criteria[0].fit.industry.in",
        ),
        (
            with("/icps/0/stages", json!([{"id": "s", "when": {"fit": ["Z"]}}])),
            "unknown_reference",
            "icps[0].stages[0].when.fit[0]",
        ),
        (with_condition(json!({"employes": 5})), "unknown_attribute", "icps[0].fit.criteria[0].fit.employes"),
        (
            with_criterion(json!({"id": "t", "table": {"attribute": "industri", "ratings": {"a": 1}}})),
            "unknown_attribute",
            "icps[0].fit.criteria[1].table.attribute",
        ),
        (
            with("/attributes/arr/formula", json!("employes * 2")),
            "unknown_attribute",
            "attributes.arr.formula",
        ),
    ];
    for (model, code, path) in bad {
        refused_at(&model, code, path);
    }
    let attribute = refused(&with_condition(json!({"employes": 5})), "unknown_attribute");
    assert_eq!(attribute.message, "unknown attribute `employes` in criterion `size`");
    assert_eq!(attribute.help, "did you mean `employees`?");
    assert_eq!(
        refused(&with("/icps/0/fit/tiers/0/requires", json!(["sise"])), "unknown_reference").help,
        "did you mean `size`?"
    );
    assert_eq!(
        refused(&with_condition(json!({"industry": {"in": "$coer"}})), "unknown_reference").help,
        "did you mean `$core`?"
    );
}

#[test]
fn names_that_serve_two() {
    let ambiguous = [
        (with("/attributes/arr/aliases", json!(["employees"])), "attributes.arr.aliases[0]"),
        (with("/attributes/arr/aliases", json!(["ARR", "ARR"])), "attributes.arr.aliases[1]"),
        (
            put(with("/attributes/arr/aliases", json!(["x"])), "/attributes/employees/aliases", json!(["x"])),
            "attributes.arr.aliases[0]",
        ),
        (
            with("/attributes/segment/synonyms", json!({"large": ["small"]})),
            "attributes.segment.synonyms.large[0]",
        ),
        (
            with("/attributes/segment/synonyms", json!({"large": ["x"], "small": ["X"]})),
            "attributes.segment.synonyms.small[0]",
        ),
        (
            with("/attributes/industry/synonyms", json!({"US": ["USA"], "us": ["America"]})),
            "attributes.industry.synonyms.us",
        ),
        (
            with("/attributes/industry/synonyms", json!({"US": ["USA"], "USA": ["America"]})),
            "attributes.industry.synonyms.US[0]",
        ),
        (
            with("/attributes/segment/values", json!(["small", "large", "Small "])),
            "attributes.segment.values[2]",
        ),
    ];
    for (model, path) in ambiguous {
        let model: Value = model;
        let refused = refused(&model, "ambiguous");
        assert!(
            refused.path == path || refused.path == path.replace(".arr.", ".employees."),
            "{} {}",
            refused.path,
            refused.message
        );
    }
    refused_at(
        &with("/attributes/segment/synonyms", json!({"middle": ["m"]})),
        "unknown_value",
        "attributes.segment.synonyms.middle",
    );
    accepted(&with("/attributes/industry/synonyms", json!({"US": ["us", "USA", "usa"]})));
}

#[test]
fn what_does_not_go_with_a_type() {
    for (name, field, value) in [
        ("industry", "min", json!(1)),
        ("industry", "max", json!(1)),
        ("industry", "separator", json!(",")),
        ("employees", "values", json!(["a"])),
        ("employees", "synonyms", json!({"a": ["b"]})),
        ("visits", "values", json!(["a"])),
    ] {
        refused_at(
            &with(&format!("/attributes/{name}/{field}"), value),
            "conflict",
            &format!("attributes.{name}.{field}"),
        );
    }
    refused_at(
        &put(with("/attributes/arr/min", json!(5)), "/attributes/arr/max", json!(4)),
        "order",
        "attributes.arr.max",
    );
    refused_at(&with("/attributes/arr", json!({})), "missing_field", "attributes.arr");
    refused_at(&with("/attributes/arr", json!({"type": "nubmer"})), "enum", "attributes.arr.type");
    refused_at(&with("/attributes/arr", json!("number")), "type", "attributes.arr");
    refused_at(&with("/attributes/arr/layer", json!("firmografic")), "enum", "attributes.arr.layer");
    refused_at(&with("/attributes/tools/separator", json!("")), "empty", "attributes.tools.separator");
}

#[test]
fn one_wrong_thing_is_one_mistake() {
    // A wrong declaration is known by its name: uses of it are not reported as well.
    let mut model = good();
    model["attributes"]["employees"] = json!({"type": "nubmer"});
    refused_at(&model, "enum", "attributes.employees.type");
    model = put(good(), "/lists/core", json!([1, "US"]));
    model = put(model, &format!("{CRITERION}/fit"), json!({"industry": {"in": "$core"}}));
    refused_at(&model, "type", "lists.core[1]");
    model = with("/icps/0/fit/tiers/0/id", json!("A B"));
    refused_at(
        &put(model, "/icps/0/qualifies_from", json!("A B")),
        "ident.charset",
        "icps[0].fit.tiers[0].id",
    );
    model = with("/criteria", json!({"s": {"fit": {"nothing": 1}}}));
    refused_at(
        &put(model, "/icps/0/fit/criteria/-", json!({"use": "s"})),
        "unknown_attribute",
        "criteria.s.fit.nothing",
    );
    // And the rest is still checked.
    let criterion = json!({"id": "c", "wieght": 1, "required": 1, "fit": {"nothing": 1, "arr": {"gt": "x"}}});
    let error = Definition::from_json(&with_criterion(criterion).to_string()).unwrap_err();
    assert_eq!(codes(&error), ["unknown_field", "type", "unknown_attribute", "type"]);
}
