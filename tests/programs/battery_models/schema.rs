//! The JSON Schema accepts what is a model, and refuses what has another shape.

use icp_core::model::{Definition, SCHEMA};
use serde_json::{Value, json};

use super::round_trip::samples;
use super::{good, put, with, with_condition, with_criterion};

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

#[track_caller]
fn fits(schema: &jsonschema::Validator, name: &str, model: &Value) {
    let faults: Vec<String> =
        schema.iter_errors(model).map(|e| format!("{} at {}", e, e.instance_path())).collect();
    assert!(faults.is_empty(), "{name}: {faults:#?}");
}

/// Values from YAML, by another reader than ours.
fn value(yaml: &str) -> Value {
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(yaml, options).unwrap()
}

#[test]
fn samples_fit() {
    let schema = schema();
    for (name, text) in samples() {
        fits(&schema, &name, &value(&text));
        let written = Definition::from_yaml(&text).unwrap().to_json();
        fits(&schema, &name, &serde_json::from_str(&written).unwrap());
    }
    fits(&schema, "good", &good());
}

#[test]
fn the_agreed_cases_fit() {
    let schema = schema();
    // The agreed cases are not part of the sources; where they are, they are all read.
    let Some(folder) = icp_tests::cases::folder() else { return println!("no folder of agreed cases") };
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let document = value(&std::fs::read_to_string(&path).unwrap());
        let name = path.display().to_string();
        fits(&schema, &name, &document["model"]);
        Definition::from_value(&document["model"]).unwrap_or_else(|error| panic!("{name}: {error}"));
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn the_models_of_the_vectors_fit() {
    let schema = schema();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors");
    let mut count = 0;
    for (name, text) in super::round_trip::models(folder) {
        let document = value(&text);
        for group in document["groups"].as_array().into_iter().flatten() {
            let name = format!("{name}: {}", group["name"]);
            let definition =
                Definition::from_value(&group["model"]).unwrap_or_else(|error| panic!("{name}: {error}"));
            fits(&schema, &name, &group["model"]);
            let written = definition.to_json();
            fits(&schema, &name, &serde_json::from_str(&written).unwrap());
            assert_eq!(Definition::from_json(&written).unwrap(), definition, "{name}");
            assert_eq!(Definition::from_yaml(&definition.to_yaml()).unwrap(), definition, "{name}");
            count += 1;
        }
    }
    assert!(count > 0);
    println!("{count} models");
}

#[test]
fn other_shapes_do_not_fit() {
    let schema = schema();
    let bad = [
        json!({}),
        json!([]),
        with("/format", json!("icp/2")),
        with("/zebra", json!(1)),
        with("/icps", json!([])),
        with("/name", json!("")),
        with("/icps/0/id", json!("a b")),
        with("/icps/0/id", json!("__proto__")),
        with("/attributes/arr", json!({})),
        with("/attributes/arr", json!({"type": "nubmer"})),
        with("/attributes/all", json!({"type": "text"})),
        with("/icps/0/fit/criteria/0/weight", json!(0)),
        with("/icps/0/fit/criteria/0/weight", json!("1")),
        with_condition(json!({})),
        with_condition(json!({"any": []})),
        with_condition(json!({"arr": {"gtt": 1}})),
        with_condition(json!({"founded": {"within_last": "6 fortnights"}})),
        with_condition(json!({"arr": {"between": [1, 2, 3]}})),
        with_condition(json!({"arr": null})),
        with_criterion(json!({"id": "c"})),
        with_criterion(json!({"id": "c", "fit": {"live": true}, "bands": []})),
        with_criterion(json!({"id": "c", "fit": {"live": true}, "zebra": 1})),
        with_criterion(json!({"use": "s", "fit": {"live": true}})),
        with_criterion(json!({"id": "c", "bands": [{"when": {"live": true}}]})),
        with_criterion(json!({"id": "c", "bands": [{"when": {"live": true}, "rating": 2}]})),
        with_criterion(json!({"id": "c", "decay": {"attribute": "visits", "ratings": {"a": 1}}})),
        with_criterion(json!({"id": "c", "curve": {"attribute": "arr", "ratings": [[0, 0]]}})),
        put(with("/criteria", json!({"s": {"id": "s", "fit": {"live": true}}})), "/owner", json!("x")),
        with("/icps/0/fit/tiers/0/zebra", json!(1)),
        with("/icps/0/fit/scale", json!("points")),
        with("/icps/0/fit/min_coverage", json!(2)),
        with("/icps/0/stages", json!([{"id": "s", "when": {}}])),
    ];
    for model in bad {
        assert!(!schema.is_valid(&model), "{model}");
        assert!(Definition::from_value(&model).is_err(), "{model}");
    }
}
