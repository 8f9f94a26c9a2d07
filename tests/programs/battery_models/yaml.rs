//! M8, M19 to M24, M26, M55: what only YAML can do wrong.

use super::{codes, yaml_refused};
use icp_core::model::Definition;

/// A YAML model with a line put in: it has a text attribute `t` and a number attribute `n`.
fn yaml(line: &str) -> String {
    format!(
        "format: icp/1\nname: y\nattributes: {{t: {{type: text}}, n: {{type: number}}}}\n\
         icps:\n- id: i\n  fit:\n    criteria:\n    - id: c\n      fit:\n        {line}\n    tiers: [{{id: z}}]\n"
    )
}

#[test]
fn m08_keys_twice() {
    let merge = yaml_refused(&(yaml("t: x") + "<<: {a: 1}\n"), "yaml.merge");
    assert_eq!((merge.line, merge.path.as_str()), (12, "[\"<<\"]"));
    let twice = yaml_refused(&yaml("{t: a, \"t\": b}"), "duplicate_key");
    assert_eq!((twice.line, twice.column), (10, 16));
    assert_eq!(twice.help, "the first is at line 10, column 10");
    // `1` and `0x1` are different texts; the second is unclear.
    yaml_refused(&yaml("{n: 1}").replace("name: y", "name: y\nlists: {1: [a], 0x1: [b]}"), "yaml.quote");
}

#[test]
fn m19_words_of_yaml_1_1_are_text() {
    for word in ["NO", "on", "y", "Off", "yes", "No"] {
        let yaml_model = Definition::from_yaml(&yaml(&format!("t: {word}"))).unwrap();
        let json = yaml_model.to_json();
        assert!(json.contains(&format!("\"t\":\"{word}\"")), "{json}");
        assert_eq!(Definition::from_json(&json).unwrap().fingerprint(), yaml_model.fingerprint());
    }
    // The core rules of YAML 1.2 take these as values.
    for word in ["true", "True", "FALSE", "null", "Null", "~", ""] {
        yaml_refused(&yaml(&format!("t: {word}")), "type");
    }
}

#[test]
fn m20_numbers_and_what_looks_like_them() {
    for text in [
        "017",
        "1_000",
        "12:30",
        "2026-01-01",
        "0b1",
        "1.2.3",
        "1e",
        "e5",
        "- 5".trim_start_matches("- "),
        "+",
        ".",
        "-",
        "0x",
        "--1",
        "1e+",
        "0x1G",
    ] {
        if matches!(text, "5") {
            continue;
        }
        let model = Definition::from_yaml(&yaml(&format!("t: {}", if text == "-" { "'-'" } else { text })));
        assert!(
            model.unwrap_or_else(|e| panic!("{text}: {e}")).to_json().contains(&format!("\"t\":\"{text}\""))
        );
    }
    for (text, number) in
        [("1e3", "1000"), ("-0", "0"), ("1.10", "1.1"), ("-2.5E-1", "-0.25"), ("1E+2", "100")]
    {
        let model = Definition::from_yaml(&yaml(&format!("n: {text}"))).unwrap();
        assert!(model.to_json().contains(&format!("\"n\":{number}}}")), "{}", model.to_json());
    }
    for text in ["0x1F", "+1", ".5", "5.", "0o7", "-.5", "+1.5", "01.5", "1.e3", "+017", "-017", "-0x1F"] {
        let refused = yaml_refused(&yaml(&format!("t: {text}")), "yaml.quote");
        assert_eq!((refused.line, refused.column), (10, 12), "{text}");
        assert!(refused.help.starts_with("put it in quotes"));
        assert!(Definition::from_yaml(&yaml(&format!("t: \"{text}\""))).is_ok());
    }
}

#[test]
fn m13_not_finite() {
    for text in [".nan", ".NaN", ".inf", "-.inf", "+.INF", "1e999", "-1e999"] {
        yaml_refused(&yaml(&format!("n: {text}")), "range.non_finite");
    }
}

#[test]
fn m21_tags() {
    for tagged in [
        "!foo x",
        "!!python/object/apply:os.system x",
        "!include /etc/passwd",
        "!!binary aGk=",
        "!!str x",
        "! x",
        "!<tag:a> x",
    ] {
        let refused = yaml_refused(&yaml(&format!("t: {tagged}")), "yaml.tag");
        assert_eq!(refused.line, 10, "{tagged}");
    }
    let error = Definition::from_yaml(&yaml("t: {in: !!set {a, b}}")).unwrap_err();
    assert!(codes(&error).contains(&"yaml.tag"), "{error}");
    let error = Definition::from_yaml("!!map\nformat: icp/1\n").unwrap_err();
    assert!(codes(&error).contains(&"yaml.tag"), "{error}");
    let error = Definition::from_yaml("%YAML 1.1\n---\nformat: icp/1\n").unwrap_err();
    assert_eq!(codes(&error), ["syntax"]);
}

#[test]
fn m22_anchors_and_aliases() {
    yaml_refused(&yaml("t: &a x"), "yaml.alias");
    yaml_refused(&yaml("t: *a"), "yaml.alias");
    let error = Definition::from_yaml(&yaml("t: {in: &a [*a]}")).unwrap_err();
    assert!(codes(&error).iter().all(|code| *code == "yaml.alias"), "{error}");
    yaml_refused("*a : 1", "yaml.alias");
}

#[test]
fn m23_billion_laughs() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..10 {
        let items = vec![format!("*a{}", n - 1); 9].join(", ");
        text.push_str(&format!("a{n}: &a{n} [{items}]\n"));
    }
    // Expanded, the alias would fill any memory.
    let error = Definition::from_yaml(&text).unwrap_err();
    assert!(codes(&error).contains(&"yaml.alias"));
}

#[test]
fn m24_quadratic_aliases() {
    let list = "x, ".repeat(5_000);
    let text = format!("a: &a [{list}]\nb: [{}]\n", "*a, ".repeat(2_000));
    assert!(codes(&Definition::from_yaml(&text).unwrap_err()).contains(&"yaml.alias"));
}

#[test]
fn m26_indentation_and_long_keys() {
    let refused = yaml_refused("format: icp/1\nicps:\n\t- id: a\n", "syntax");
    assert_eq!(refused.line, 3);
    let refused = yaml_refused("format: icp/1\nicps:\n  - id: a\n   fit: 1\n", "syntax");
    assert_eq!(refused.line, 4);
    let error = Definition::from_yaml(&format!("format: icp/1\n{}: 1\n", "k".repeat(5_000))).unwrap_err();
    assert!(matches!(codes(&error)[0], "syntax" | "limit.text" | "missing_field"), "{error}");
    let error = Definition::from_yaml(&format!("format: icp/1\n? {}\n: 1\n", "k".repeat(5_000))).unwrap_err();
    assert!(codes(&error).contains(&"limit.text"), "{error}");
    yaml_refused("format: icp/1\n[a, b]: 1\n", "type");
    yaml_refused("format: icp/1\n{a: b}: 1\n", "type");
    yaml_refused("format: 'icp/1\nname: x", "syntax");
    yaml_refused("a: b: c", "syntax");
    yaml_refused("a: \"\\ud800\"", "syntax");
    yaml_refused("a: x\0y", "syntax");
}

#[test]
fn m55_json_flow_and_block_are_one_model() {
    for text in [
        include_str!("../../models/whole-percent.yaml"),
        include_str!("../../models/whole-points.yaml"),
        &yaml("t: x"),
    ] {
        let block = Definition::from_yaml(text).unwrap();
        let json = block.to_json();
        let fingerprint = block.fingerprint();
        assert_eq!(fingerprint.len(), 64);
        // JSON is YAML in flow style.
        for other in [
            Definition::from_json(&json),
            Definition::from_yaml(&json),
            Definition::from_yaml(&block.to_json_pretty()),
            Definition::from_yaml(&block.to_yaml()),
        ] {
            assert_eq!(other.unwrap().fingerprint(), fingerprint);
        }
    }
}
