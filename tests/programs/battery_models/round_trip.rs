//! Written and read again, a model is the same.

use icp_core::model::Definition;
use icp_tests::generate::{self, Level};

const MODELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models");
const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/models");

/// Every YAML model of a folder and the folders in it, with its name.
pub(crate) fn models(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![std::path::PathBuf::from(folder)];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.display().to_string();
            if path.is_dir() {
                open.push(path);
            } else if name.ends_with(".yaml") && !name.ends_with(".cases.yaml") {
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Our samples and the examples.
pub(crate) fn samples() -> Vec<(String, String)> {
    [models(MODELS), models(EXAMPLES)].concat()
}

#[track_caller]
fn same_again(name: &str, definition: &Definition) {
    let fingerprint = definition.fingerprint();
    let forms = [
        Definition::from_json(&definition.to_json()),
        Definition::from_json(&definition.to_json_pretty()),
        Definition::from_yaml(&definition.to_json_pretty()),
        Definition::from_yaml(&definition.to_yaml()),
        Definition::from_value(&serde_json::from_str(&definition.to_json()).unwrap()),
    ];
    for form in forms {
        let form = form.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(&form, definition, "{name}");
        assert_eq!(form.fingerprint(), fingerprint, "{name}");
    }
}

#[test]
fn samples_are_the_same_when_read_again() {
    let samples = samples();
    assert!(samples.len() >= 3);
    for (name, text) in &samples {
        let definition = Definition::from_yaml(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        same_again(name, &definition);
    }
}

#[test]
fn random_models_are_the_same_when_read_again() {
    for level in [Level::Core, Level::Full, Level::Written, Level::Whole] {
        for seed in 0..40 {
            let document = generate::model(seed, level);
            let definition =
                Definition::from_value(&document).unwrap_or_else(|error| panic!("{seed}: {error}"));
            same_again(&format!("{level:?} {seed}"), &definition);
        }
    }
}

#[test]
fn texts_of_all_kinds_are_the_same_when_read_again() {
    let texts = [
        "plain",
        "two words",
        "NO",
        "true",
        "null",
        "~",
        "017",
        "1e3",
        "-",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "'",
        "\"",
        "\\",
        "tab\there",
        "line\nend",
        "\u{85}",
        "\u{2028}x",
        "\u{feff}",
        "\u{0}",
        "é",
        "😀",
        "[a]",
        "{a}",
        "a, b",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "%",
        "@",
        "`",
        "$none",
        "?",
        "? a",
        ":",
        "a:",
        " lead",
        "trail ",
        "a  b",
        "0x1F",
        ".5",
        "<<",
        "2026-01-01",
        "\u{7f}",
        "\u{1b}[0m",
        "\u{202e}",
        "=",
        "y",
        "---",
        "...",
        "--- a",
    ];
    for text in texts.into_iter().filter(|text| !icp_core::value::is_blank(text)) {
        let model = super::put(
            super::with("/owner", serde_json::json!(format!("x{text}"))),
            "/icps/0/fit/criteria/0/fit",
            serde_json::json!({"industry": {"contains": [text, "z"], "in": [format!("{text}!")]}}),
        );
        let model = super::put(
            model,
            "/icps/0/fit/tiers/0/verdicts",
            serde_json::json!({"sales": format!(".{text}.")}),
        );
        let model = super::put(
            model,
            "/attributes/industry/synonyms",
            serde_json::json!({format!("k{text}"): [format!("{text}?")]}),
        );
        same_again(text, &super::accepted(&model));
    }
}

#[test]
fn what_says_the_same_has_the_same_fingerprint() {
    let pairs = [
        (r#"{"employees": {"is": 5}}"#, r#"{"employees": 5.0}"#),
        (r#"{"employees": 5, "live": true}"#, r#"{"all": [{"employees": 5}, {"live": {"is": true}}]}"#),
        (
            r#"{"employees": {"gt": 1, "lt": 5}}"#,
            r#"{"all": [{"employees": {"gt": 1}}, {"employees": {"lt": 5}}]}"#,
        ),
        (r#"{"industry": {"length": 3}}"#, r#"{"industry": {"length": {"is": 3}}}"#),
        (
            r#"{"visits": {"happened": {"event": "a"}}}"#,
            r#"{"visits": {"happened": {"at_least": 1, "event": "a"}}}"#,
        ),
        (r#"{"tools": {"has_any": ["a", "A"]}}"#, r#"{"tools": {"has_any": ["a"]}}"#),
    ];
    for (one, other) in pairs {
        let [one, other] = [one, other].map(|text| {
            let model = super::accepted(&super::with_condition(serde_json::from_str(text).unwrap()));
            same_again(text, &model);
            model.fingerprint()
        });
        assert_eq!(one, other);
    }
    // And what says something else has another.
    let plain = super::accepted(&super::good()).fingerprint();
    assert_ne!(plain, super::accepted(&super::with("/version", serde_json::json!("2"))).fingerprint());
    // Tests of one attribute that stand apart keep their order.
    let apart = r#"{"all": [{"employees": {"gt": 1}}, {"live": true}, {"employees": {"gt": 2}}]}"#;
    same_again(apart, &super::accepted(&super::with_condition(serde_json::from_str(apart).unwrap())));
    for nested in
        [r#"{"all": [{"live": true}]}"#, r#"{"any": [{"live": true}], "all": [{"any": [{"live": true}]}]}"#]
    {
        same_again(nested, &super::accepted(&super::with_condition(serde_json::from_str(nested).unwrap())));
    }
}

#[test]
fn the_fingerprint_is_pinned() {
    // A change of this text is a change of every fingerprint that users have stored.
    let definition = super::accepted(&super::good());
    assert_eq!(
        definition.to_json(),
        concat!(
            r#"{"format":"icp/1","name":"small","attributes":{"employees":{"type":"number"},"arr":{"type":"number"},"#,
            r#""industry":{"type":"text"},"segment":{"type":"text","synonyms":{"large":["big"]},"values":["small","large"]},"#,
            r#""founded":{"type":"date"},"live":{"type":"bool"},"tools":{"type":"set"},"visits":{"type":"events"}},"#,
            r#""lists":{"core":["US","CA"],"sizes":[1,2]},"icps":[{"id":"main","fit":{"criteria":[{"id":"size","#,
            r#""fit":{"employees":{"gte":20}}}],"tiers":[{"id":"A","from":50},{"id":"B"}]}}]}"#
        )
    );
    assert_eq!(definition.fingerprint(), "c41dea82d4cb4813150d471b1dd82fae2b58ff108000ec203488e4c5caf80921");
}

#[test]
fn the_deepest_model_can_be_written() {
    // The written form is never nested deeper than the one that was read.
    let depth = icp_core::Limits::default().depth - 8;
    let mut condition = serde_json::json!({"employees": {"gte": 1}, "live": true});
    for _ in 0..depth {
        condition = serde_json::json!({"not": condition, "live": true});
    }
    let model = super::accepted(&super::with_condition(condition));
    same_again("deep", &model);
}
