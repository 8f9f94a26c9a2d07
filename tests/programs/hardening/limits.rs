//! A model at each limit is read, and one just beyond it is refused with the documented code.

use icp_core::Limits;
use icp_core::model::Definition;
use serde_json::{Map, Value, json};

fn model() -> Value {
    json!({
        "format": "icp/1", "name": "limits", "attributes": {"a": {"type": "number"}, "t": {"type": "text"}},
        "icps": [{"id": "i", "fit": {"criteria": [{"id": "c", "fit": {"a": 5}}], "tiers": [{"id": "only"}]}}]
    })
}

fn with(pointer: &str, value: Value) -> Value {
    let mut model = model();
    *model.pointer_mut(pointer).unwrap() = value;
    model
}

fn fit(condition: Value) -> Value {
    with("/icps/0/fit/criteria/0/fit", condition)
}

fn criteria(count: usize, tests: usize) -> Value {
    let fit = json!({"any": vec![json!({"a": 5}); tests]});
    (0..count).map(|n| json!({"id": format!("c{n}"), "fit": fit})).collect()
}

/// Makes a model with a given number of something.
type Build = fn(usize) -> Value;

fn attributes(count: usize) -> Value {
    let mut attributes: Map<String, Value> =
        (1..count).map(|n| (format!("a{n}"), json!({"type": "bool"}))).collect();
    attributes.insert("a".into(), json!({"type": "number"}));
    with("/attributes", attributes.into())
}

fn icps(count: usize) -> Value {
    let icp = model()["icps"][0].clone();
    let icps = (0..count).map(|n| {
        let mut icp = icp.clone();
        icp["id"] = json!(format!("i{n}"));
        icp["priority"] = json!(n + 1);
        icp
    });
    with("/icps", icps.collect())
}

fn nested(levels: usize) -> Value {
    // The innermost test is an object, inside of the fit, the criterion, its list, the scorecard, the icp, the list and
    // the model: seven.
    let inner = (0..levels - 8).fold(json!({"a": {"gt": 1}}), |inner, _| json!({"not": inner}));
    fit(inner)
}

/// `count` entries, by the uses of a list of 10,000; it counts where it is used.
fn entries(count: usize) -> Value {
    let list: Vec<String> = (0..10_000).map(|n| format!("v{n}")).collect();
    let uses = count / 10_000;
    let mut tests: Vec<Value> = vec![json!({"t": {"in": "$l"}}); uses];
    let rest: Vec<String> = (0..count % 10_000).map(|n| format!("w{n}")).collect();
    if !rest.is_empty() {
        tests.push(json!({"t": {"in": rest}}));
    }
    let mut model = fit(json!({"not": {"all": tests}}));
    model["lists"] = json!({"l": list});
    model
}

#[test]
fn each_limit_refuses_what_is_just_beyond_it() {
    let limits = Limits::default();
    let rows: [(&str, usize, Build, &str); 9] = [
        ("attributes", limits.attributes, attributes, "limit.count"),
        ("icps", limits.icps, icps, "limit.count"),
        ("criteria", limits.criteria, |n| with("/icps/0/fit/criteria", criteria(n, 1)), "limit.count"),
        (
            "tests",
            limits.tests,
            |n| {
                with("/icps/0/fit/criteria", {
                    let mut all = criteria(n / 100, 100);
                    if !n.is_multiple_of(100) {
                        all.as_array_mut().unwrap().push(json!({"id": "more", "fit": {"a": 5}}));
                    }
                    all
                })
            },
            "limit.count",
        ),
        (
            "list_items",
            limits.list_items,
            |n| fit(json!({"a": {"in": (0..n).collect::<Vec<_>>()}})),
            "limit.list",
        ),
        ("depth", limits.depth, nested, "limit.depth"),
        ("text_bytes", limits.text_bytes, |n| with("/name", json!("x".repeat(n))), "limit.text"),
        (
            "pattern_bytes",
            limits.pattern_bytes,
            |n| fit(json!({"t": {"matches": "x".repeat(n)}})),
            "limit.text",
        ),
        ("list_items_total", limits.list_items_total, entries, "limit.list"),
    ];
    for (name, most, build, code) in rows {
        if let Err(error) = Definition::from_json(&build(most).to_string()) {
            panic!("{name}, {most}: {error}");
        }
        let Err(error) = Definition::from_json(&build(most + 1).to_string()) else {
            panic!("{name}: {} is taken", most + 1)
        };
        assert_eq!(error.problems()[0].code(), code, "{name}: {error}");
    }
}
