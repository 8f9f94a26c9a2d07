//! Rules, units, dimensions, scales, tiers, verdicts, stages, shared criteria.

use icp_core::model::Definition;
use serde_json::{Value, json};

use super::{CRITERION, accepted, codes, good, put, refused, refused_at, with, with_criterion};

const SECOND: &str = "icps[0].fit.criteria[1]";

#[track_caller]
fn wrong(criterion: Value, code: &str, below: &str) {
    refused_at(&with_criterion(criterion), code, &format!("{SECOND}{below}"));
}

#[test]
fn one_rule_each() {
    wrong(json!({"id": "c"}), "missing_field", "");
    wrong(json!({"id": "c", "misfit": {"live": true}}), "missing_field", "");
    wrong(
        json!({"id": "c", "fit": {"live": true}, "curve": {"attribute": "arr", "ratings": [[0, 0], [1, 1]]}}),
        "conflict",
        ".curve",
    );
    wrong(json!({"id": "c", "fit": {"live": true}, "penalty": 0.5}), "conflict", ".penalty");
    wrong(json!({"id": "c", "fit": {"live": true}, "otherwise": 0.5}), "conflict", ".otherwise");
    wrong(
        json!({"id": "c", "bands": [{"when": {"live": true}, "rating": 1}], "points": 5}),
        "conflict",
        ".points",
    );
    wrong(
        json!({"id": "c", "bands": [{"when": {"live": true}, "rating": 1}], "misfit": {"live": false}}),
        "conflict",
        ".misfit",
    );
    wrong(json!({"fit": {"live": true}}), "missing_field", "");
    let two = with_criterion(json!({"id": "c", "fit": {"live": true}, "bands": []}));
    assert_eq!(refused(&two, "conflict").message, "criterion `c` has two rules: `fit` and `bands`");
}

#[test]
fn one_unit_each() {
    let points = json!({"id": "c", "weight": 2, "fit": {"live": true}, "points": 5});
    wrong(points, "conflict", ".weight");
    let mixed = json!({"id": "c", "bands": [{"when": {"live": true}, "rating": 1}, {"when": {"live": false}, "points": 1}]});
    wrong(mixed, "conflict", ".bands[1].points");
    let both = json!({"id": "c", "bands": [{"when": {"live": true}, "rating": 1, "points": 1}, {"when": {"live": false}, "rating": 0}]});
    wrong(both, "conflict", ".bands[0].points");
    wrong(
        json!({"id": "c", "bands": [{"when": {"live": true}, "rating": 1}, {"when": {"live": false}}]}),
        "missing_field",
        ".bands[1]",
    );
    wrong(
        json!({"id": "c", "table": {"attribute": "live", "ratings": {"true": 1}, "points": {"true": 1}}}),
        "conflict",
        ".table.points",
    );
    wrong(json!({"id": "c", "table": {"attribute": "live"}}), "missing_field", ".table");
    wrong(json!({"id": "c", "bands": [{"when": {"live": true}, "rating": 5}]}), "range", ".bands[0].rating");
    wrong(
        json!({"id": "c", "bands": [{"when": {"live": true}, "rating": 1}], "otherwise": -2}),
        "range",
        ".otherwise",
    );
    wrong(
        json!({"id": "c", "fit": {"live": true}, "misfit": {"arr": 1}, "penalty": -0.5}),
        "range",
        ".penalty",
    );
    wrong(json!({"id": "c", "fit": {"live": true}, "if_unknown": 2}), "range", ".if_unknown");
    wrong(json!({"id": "c", "fit": {"live": true}, "if_unknown": "ignore"}), "enum", ".if_unknown");
    wrong(json!({"id": "c", "fit": {"live": true}, "if_unknown": true}), "type", ".if_unknown");
    accepted(&with_criterion(json!({"id": "c", "fit": {"live": true}, "points": 5, "if_unknown": 2})));
}

#[test]
fn weights_of_points() {
    let weight =
        |criterion: Value| accepted(&with_criterion(criterion)).icps[0].fit.criteria[1].weight.to_f64();
    let live = json!({"live": true});
    assert_eq!(weight(json!({"id": "c", "fit": live, "points": 5})), 5.0);
    assert_eq!(
        weight(json!({"id": "c", "fit": live, "points": 5, "misfit": {"arr": 1}, "penalty": 7.5})),
        7.5
    );
    assert_eq!(weight(json!({"id": "c", "fit": live, "points": 5, "if_unknown": -9})), 9.0);
    assert_eq!(weight(json!({"id": "c", "bands": [{"when": live, "points": 3}], "otherwise": -4})), 4.0);
    assert_eq!(
        weight(json!({"id": "c", "table": {"attribute": "live", "points": {"true": -3}, "otherwise": 2}})),
        3.0
    );
    assert_eq!(weight(json!({"id": "c", "curve": {"attribute": "arr", "points": [[0, -8], [1, 5]]}})), 8.0);
    let each = |max: Value| json!({"id": "c", "per_match": {"attribute": "tools", "of": ["a", "b", "A"], "points_each": -5, "max": max}});
    assert_eq!(weight(each(json!(100))), 10.0);
    assert_eq!(weight(each(json!(7))), 7.0);
    let decay = |points: Value| json!({"id": "c", "decay": {"attribute": "visits", "points": points, "half_life": "1 day"}});
    assert_eq!(weight(decay(json!({"a": 2, "b": -6}))), 6.0);
    let capped = json!({"id": "c", "decay": {"attribute": "visits", "points": {"a": 2}, "linear_over": "1 week", "max": 40}});
    assert_eq!(weight(capped), 40.0);
}

#[test]
fn tables_and_curves() {
    wrong(
        json!({"id": "c", "table": {"attribute": "founded", "ratings": {"a": 1}}}),
        "type",
        ".table.attribute",
    );
    wrong(
        json!({"id": "c", "table": {"attribute": "live", "ratings": {"yes": 1}}}),
        "type",
        ".table.ratings.yes",
    );
    wrong(
        json!({"id": "c", "table": {"attribute": "arr", "ratings": {"1,000": 1}}}),
        "type",
        ".table.ratings[\"1,000\"]",
    );
    wrong(
        json!({"id": "c", "table": {"attribute": "arr", "ratings": {"1": 1, "1.0": 0.5}}}),
        "ambiguous",
        ".table.ratings[\"1.0\"]",
    );
    wrong(
        json!({"id": "c", "table": {"attribute": "tools", "ratings": {"a": 1, "A ": 0.5}}}),
        "ambiguous",
        ".table.ratings[\"A \"]",
    );
    wrong(
        json!({"id": "c", "table": {"attribute": "tools", "ratings": {" ": 1}}}),
        "empty",
        ".table.ratings[\" \"]",
    );
    wrong(json!({"id": "c", "table": {"attribute": "tools", "ratings": {}}}), "empty", ".table.ratings");
    let curve = |pairs: Value| json!({"id": "c", "curve": {"attribute": "arr", "ratings": pairs}});
    wrong(curve(json!([[0, 0]])), "range", ".curve.ratings");
    wrong(curve(json!([[0, 0], [0, 1]])), "order", ".curve.ratings[1][0]");
    wrong(curve(json!([[1, 0], [0, 1]])), "order", ".curve.ratings[1][0]");
    wrong(curve(json!([[0, 0], [1]])), "type", ".curve.ratings[1]");
    wrong(curve(json!([[0, 0], [1, 2]])), "range", ".curve.ratings[1][1]");
    wrong(curve(json!([[0, 0], [1e300, 1]])), "range", ".curve.ratings[1][0]");
    wrong(
        json!({"id": "c", "curve": {"attribute": "tools", "ratings": [[0, 0], [1, 1]]}}),
        "type",
        ".curve.attribute",
    );
}

#[test]
fn matches_and_decays() {
    wrong(
        json!({"id": "c", "per_match": {"attribute": "arr", "of": ["a"], "rating_each": 1}}),
        "type",
        ".per_match.attribute",
    );
    wrong(
        json!({"id": "c", "per_match": {"attribute": "tools", "rating_each": 1}}),
        "missing_field",
        ".per_match",
    );
    wrong(
        json!({"id": "c", "per_match": {"attribute": "tools", "of": ["a"], "rating_each": 0.5, "max": 0}}),
        "range",
        ".per_match.max",
    );
    wrong(
        json!({"id": "c", "per_match": {"attribute": "tools", "of": "$sizes", "rating_each": 0.5}}),
        "type",
        ".per_match.of",
    );
    let decay = |extra: Value| {
        let mut decay = json!({"attribute": "visits", "ratings": {"a": 1}});
        decay.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        json!({"id": "c", "decay": decay})
    };
    accepted(&with_criterion(decay(
        json!({"half_life": "2 weeks", "floor": 0.1, "max_age": "90 days", "max": 0.5}),
    )));
    wrong(decay(json!({})), "missing_field", ".decay");
    wrong(decay(json!({"half_life": "1 day", "linear_over": "1 day"})), "conflict", ".decay.linear_over");
    wrong(decay(json!({"half_life": "1 day", "max_age": "1 year"})), "enum", ".decay.max_age");
    wrong(decay(json!({"half_life": "1 day", "floor": -0.5})), "range", ".decay.floor");
    wrong(decay(json!({"half_life": "1 day", "attribute": "tools"})), "type", ".decay.attribute");
    wrong(
        decay(json!({"half_life": "1 day", "ratings": {"Demo": 1, "demo": 0.5}})),
        "ambiguous",
        ".decay.ratings.demo",
    );
}

#[test]
fn dimensions_shares_and_caps() {
    let points = json!({"points": {"base": 5}});
    let dimensions = |list: Value| with("/icps/0/fit/dimensions", list);
    let one = "icps[0].fit.dimensions";
    refused_at(&dimensions(json!([{"id": "a", "cap": 5}])), "conflict", &format!("{one}[0].cap"));
    let shared = put(dimensions(json!([{"id": "a", "share": 5}])), "/icps/0/fit/scale", points.clone());
    let shared = put(shared, &format!("{CRITERION}/dimension"), json!("a"));
    refused_at(&shared, "conflict", &format!("{one}[0].share"));
    let some = put(
        dimensions(json!([{"id": "a", "share": 60}, {"id": "b"}])),
        &format!("{CRITERION}/dimension"),
        json!("a"),
    );
    refused_at(&some, "missing_field", &format!("{one}[1]"));
    refused_at(&dimensions(json!([{"id": "a", "share": 60}])), "missing_field", "icps[0].fit.criteria[0]");
    refused_at(
        &put(dimensions(json!([{"id": "a", "share": 0}])), &format!("{CRITERION}/dimension"), json!("a")),
        "range",
        &format!("{one}[0].share"),
    );
    accepted(&dimensions(json!([{"id": "a"}, {"id": "b", "name": "B"}])));
    accepted(&put(dimensions(json!([{"id": "a", "cap": 5}, {"id": "b"}])), "/icps/0/fit/scale", points));
}

#[test]
fn scales() {
    let scale = |value: Value| with("/icps/0/fit/scale", value);
    accepted(&scale(json!("percent")));
    accepted(&scale(json!({"points": {}})));
    accepted(&scale(json!({"points": {"base": -5, "min": -10, "max": 10.5}})));
    refused_at(&scale(json!("points")), "enum", "icps[0].fit.scale");
    refused_at(&scale(json!(100)), "type", "icps[0].fit.scale");
    refused_at(&scale(json!({})), "missing_field", "icps[0].fit.scale");
    refused_at(&scale(json!({"points": {"min": 5, "max": 5}})), "order", "icps[0].fit.scale.points.max");
    refused_at(&with("/icps/0/fit/min_coverage", json!(1.5)), "range", "icps[0].fit.min_coverage");
    refused_at(&with("/icps/0/fit/if_unknown", json!(2)), "range", "icps[0].fit.if_unknown");
}

/// Empty values that a program writes leave the document unchanged, to the fingerprint.
#[test]
fn empty_is_left_out() {
    let mut base = good();
    base.as_object_mut().unwrap().remove("lists");
    let without = accepted(&base).fingerprint();
    let places = [
        ("/lists", json!({})),
        ("/exclusions", json!([])),
        ("/criteria", json!({})),
        ("/prioritize", json!({})),
        ("/attributes/industry/aliases", json!([])),
        ("/attributes/industry/values", json!([])),
        ("/attributes/industry/synonyms", json!({})),
        ("/attributes/industry/synonyms", json!({"retail": []})),
        ("/attributes/employees/values", json!([])),
        ("/icps/0/priority", json!({})),
        ("/icps/0/exclusions", json!([])),
        ("/icps/0/intent", json!({})),
        ("/icps/0/stages", json!([])),
        ("/icps/0/fit/dimensions", json!([])),
        ("/icps/0/fit/tiers/0/requires", json!([])),
        ("/icps/0/fit/tiers/1/requires", json!([])),
        ("/icps/0/fit/tiers/0/verdicts", json!([])),
        ("/icps/0/fit/tiers/0/verdicts", json!({})),
    ];
    let mut all = base.clone();
    for (pointer, empty) in places {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        assert_eq!(base.pointer(pointer), None, "{pointer} is there");
        for model in [&mut base.clone(), &mut all] {
            model.pointer_mut(parent).unwrap()[key] = empty.clone();
            assert_eq!(accepted(model).fingerprint(), without, "{pointer}");
        }
    }
    let declared = json!({"format": "icp/1", "name": "x", "attributes": {}, "icps": []});
    assert_eq!(refused(&declared, "empty").path, "icps");
    // A condition that says which accounts are meant is not left out by being empty.
    for (pointer, path) in [
        ("/icps/0/fit/criteria/0/applies_when", "icps[0].fit.criteria[0].applies_when"),
        ("/icps/0/fit/criteria/0/misfit", "icps[0].fit.criteria[0].misfit"),
        ("/icps/0/fit/tiers/0/when", "icps[0].fit.tiers[0].when"),
    ] {
        refused_at(&with(pointer, json!({})), "empty", path);
    }
    refused_at(&with("/lists", json!({"core": []})), "empty", "lists.core");
}

#[test]
fn tiers_that_require() {
    let requires = |value: Value| with("/icps/0/fit/tiers/0/requires", value);
    let at = "icps[0].fit.tiers[0].requires";
    accepted(&requires(json!(["size"])));
    accepted(&requires(json!({"at_least": 1, "of": ["size"]})));
    refused_at(&requires(json!("size")), "type", at);
    refused_at(&requires(json!({"at_least": 2, "of": ["size", "size"]})), "range", &format!("{at}.at_least"));
    refused_at(&requires(json!({"of": ["size"]})), "missing_field", at);
    // All of a list, however it is said, is the same model.
    let one = accepted(&requires(json!({"at_least": 1, "of": ["size"]}))).to_json();
    assert_eq!(one, accepted(&requires(json!(["size", "size"]))).to_json());
}

#[test]
fn verdicts_and_stages() {
    let verdicts = |value: Value| with("/icps/0/fit/tiers/0/verdicts", value);
    let at = "icps[0].fit.tiers[0].verdicts";
    accepted(&verdicts(json!({"customer success": "call"})));
    accepted(&verdicts(
        json!([{"when": {"live": true}, "team": "sales", "say": "now"}, {"team": "sales", "say": "later"}]),
    ));
    accepted(&verdicts(json!([{"when": {"live": true}, "team": "sales", "say": "now"}])));
    let twice = json!([{"team": "sales", "say": "now"}, {"team": "sales", "say": "later"}]);
    let twice = accepted(&verdicts(twice));
    assert_eq!(Definition::from_json(&twice.to_json()).unwrap(), twice);
    refused_at(
        &verdicts(json!([{"when": {"live": true}, "team": "sales"}])),
        "missing_field",
        &format!("{at}[0]"),
    );
    refused_at(&verdicts(json!([{"say": "now"}])), "missing_field", &format!("{at}[0]"));
    refused_at(
        &verdicts(json!([{"say": "now", "team": "toString"}])),
        "ident.reserved",
        &format!("{at}[0].team"),
    );
    refused_at(&verdicts(json!({"sales": ""})), "empty", &format!("{at}.sales"));
    refused_at(&verdicts(json!({"sales": 5})), "type", &format!("{at}.sales"));
    refused_at(&verdicts(json!({" ": "x"})), "ident.charset", &format!("{at}[\" \"]"));
    let stages = |value: Value| with("/icps/0/stages", value);
    accepted(&stages(json!([{"id": "s", "when": {"fit": ["A"]}}, {"id": "t"}])));
    refused_at(
        &stages(json!([{"id": "s", "when": {"intent": ["hot"]}}])),
        "conflict",
        "icps[0].stages[0].when.intent",
    );
    refused_at(&stages(json!([{"id": "s", "when": {}}])), "empty", "icps[0].stages[0].when");
    refused_at(
        &with("/icps/0/fit/tiers/0/when", json!({"nothing": 1})),
        "unknown_attribute",
        "icps[0].fit.tiers[0].when.nothing",
    );
}

#[test]
fn shared_criteria() {
    let model = |shared: Value, used: Value| {
        put(with("/criteria", json!({"s": shared})), "/icps/0/fit/criteria/-", used)
    };
    let live = json!({"live": true});
    let plain = accepted(&model(json!({"fit": live}), json!({"use": "s"})));
    assert_eq!(&*plain.icps[0].fit.criteria[1].id, "s");
    let given =
        accepted(&model(json!({"fit": live}), json!({"use": "s", "id": "t", "weight": 2, "required": true})));
    assert_eq!(given.icps[0].fit.criteria[1].weight.to_f64(), 2.0);
    // A shared criterion leaves its dimension open; where it does not fit, both places are named.
    let lost =
        refused(&model(json!({"fit": live, "dimension": "need"}), json!({"use": "s"})), "unknown_reference");
    assert_eq!(lost.path, format!("{SECOND}.use"));
    assert_eq!(lost.help, "the shared criterion at criteria.s names it; give a `dimension` here");
    accepted(&model(json!({"fit": live, "dimension": "need"}), json!({"id": "x", "fit": live})));
    let weight =
        refused(&model(json!({"fit": live, "points": 5}), json!({"use": "s", "weight": 2})), "conflict");
    assert_eq!(
        (weight.path, weight.help),
        (
            format!("{SECOND}.weight"),
            String::from(
                "it is written at criteria.s; `points` and `times` make all its points larger or smaller"
            )
        )
    );
    refused_at(
        &model(json!({"fit": live}), json!({"use": "s", "fit": live})),
        "unknown_field",
        &format!("{SECOND}.fit"),
    );
    refused_at(
        &model(json!({"fit": live}), json!({"use": "s", "id": "size"})),
        "duplicate_id",
        &format!("{SECOND}.id"),
    );
    refused_at(
        &model(json!({"fit": live, "id": "s"}), json!({"use": "s"})),
        "unknown_field",
        "criteria.s.id",
    );
    let other = model(json!({"use": "s", "fit": live}), json!({"use": "s"}));
    refused_at(&other, "conflict", "criteria.s.use");
}

#[test]
fn everything_is_told_in_the_order_of_the_document() {
    let mut model = good();
    model["attributes"]["arr"] = json!({"type": "nubmer"});
    model["icps"][0]["fit"]["criteria"][0]["weight"] = json!(-1);
    model["icps"][0]["fit"]["tiers"][1]["from"] = json!(10);
    let text = serde_json::to_string_pretty(&model).unwrap().replace("\"name\"", "\"nmae\"");
    let error = Definition::from_json(&text).unwrap_err();
    assert_eq!(codes(&error), ["missing_field", "unknown_field", "enum", "range", "tier.no_default"]);
    let lines: Vec<u32> = error.problems().iter().map(|p| p.position().unwrap().line).collect();
    assert!(lines.is_sorted(), "{lines:?}");
    assert!(
        error
            .to_string()
            .starts_with("the model has 5 mistakes\n  line 1, column 1: the model has no `name`"),
        "{error}"
    );
}
