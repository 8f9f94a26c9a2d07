//! M1 to M10, M25, M28: text that is no model.

use icp_core::Limits;
use icp_core::model::Definition;
use serde_json::json;

use super::{
    CRITERION, codes, good, only, put, read_json, refused, refused_at, text_refused, with, yaml_refused,
};

#[test]
fn m01_empty() {
    for text in ["", " ", " \n\t ", "\u{feff}"] {
        assert_eq!(text_refused(text, "syntax.empty").message, "the text is empty");
        yaml_refused(text, "syntax.empty");
    }
    yaml_refused("# comment", "syntax.empty");
    yaml_refused("# comment\n\n# another\n", "syntax.empty");
    yaml_refused("---\n", "syntax.empty");
    // `~` is a value, if not a model.
    yaml_refused("~", "type");
}

#[test]
fn m02_byte_order_mark() {
    let text = good().to_string();
    let bom = format!("\u{feff}{text}");
    assert_eq!(read_json(&bom), read_json(&text));
    assert_eq!(Definition::from_yaml(&bom).unwrap(), read_json(&text));
    // Positions are those that an editor shows.
    let refused = text_refused("\u{feff}[}", "syntax");
    assert_eq!((refused.line, refused.column), (1, 2));
}

#[test]
fn m04_truncated_anywhere() {
    let text = serde_json::to_string_pretty(&good()).unwrap();
    for (at, _) in text.char_indices() {
        let error = Definition::from_json(&text[..at]).unwrap_err();
        for problem in error.problems() {
            assert!(problem.position().is_none_or(|position| position.offset <= at), "{error}");
        }
    }
    // YAML may be a shorter model when it is cut (a verdict less), but then never panics.
    let text = include_str!("../../models/whole-percent.yaml");
    for (at, _) in text.char_indices().step_by(7) {
        let _ = Definition::from_yaml(&text[..at]);
    }
}

#[test]
fn m05_something_follows() {
    let text = good().to_string();
    for tail in ["x", "{}", "]", " ,"] {
        let refused = text_refused(&format!("{text}\n{tail}"), "syntax.trailing");
        assert_eq!(refused.line, 2);
    }
    let refused = yaml_refused(&format!("{text}\n---\n{text}\n"), "yaml.multiple_documents");
    assert_eq!(refused.line, 2);
    assert!(Definition::from_yaml(&format!("---\n{text}\n...\n")).is_ok());
}

#[test]
fn m06_almost_json() {
    let cases = [
        ("{\n // comment\n}", 2, 2, "JSON has no comments; YAML has"),
        ("{\n \"a\": 1,\n}", 3, 1, "remove the comma before it"),
        ("[1,]", 1, 4, "remove the comma before it"),
        ("{'a': 1}", 1, 2, ""),
        ("['a']", 1, 2, "JSON texts stand in double quotes"),
        ("[+1]", 1, 2, "numbers are written like 3, -1.5 or 2e6"),
        ("[01]", 1, 2, "numbers are written like 3, -1.5 or 2e6"),
        ("[.5]", 1, 2, "numbers are written like 3, -1.5 or 2e6"),
        ("[5.]", 1, 2, "numbers are written like 3, -1.5 or 2e6"),
        ("[NaN]", 1, 2, "numbers are written like 3, -1.5 or 2e6"),
        ("[Infinity]", 1, 2, "numbers are written like 3, -1.5 or 2e6"),
        ("[-Infinity]", 1, 2, "numbers are written like 3, -1.5 or 2e6"),
        ("[0x10]", 1, 2, "numbers are written like 3, -1.5 or 2e6"),
        ("[True]", 1, 2, "texts stand in double quotes"),
        ("{\"a\" 1}", 1, 6, ""),
        ("{\"a\": 1 \"b\": 2}", 1, 9, ""),
        ("[1 2]", 1, 4, ""),
        ("{\"a\": }", 1, 7, "remove the comma before it"),
        ("[\"a\nb\"]", 1, 4, "write it as an escape, such as \\n or \\u0000"),
        ("[\"\\x\"]", 1, 3, ""),
        ("[\"\\u12\"]", 1, 3, ""),
        ("[\"open", 1, 2, ""),
        ("[1", 1, 3, ""),
        ("{\"a\": {", 1, 8, ""),
    ];
    for (text, line, column, help) in cases {
        let refused = text_refused(text, "syntax");
        assert_eq!((refused.line, refused.column), (line, column), "{text}: {}", refused.message);
        assert!(help.is_empty() || refused.help == help, "{text}: {}", refused.help);
    }
}

#[test]
fn m07_keys_given_twice() {
    let text = r#"{"format": "icp/1", "name": "a",
 "name": "b", "icps": [{"id": "x", "fit": {
  "criteria": [{"id": "c", "weight": 1, "fit": {"e": 1, "e": 2}, "weight": 2}],
  "tiers": [{"id": "t", "id": "t"}]}}], "attributes": {"e": {"type": "number"}}}"#;
    let error = Definition::from_json(text).unwrap_err();
    let found: Vec<_> = error
        .problems()
        .iter()
        .map(|p| (p.code(), p.path().to_string(), p.position().map(|at| (at.line, at.column))))
        .collect();
    let twice = |path: &str, line, column| ("duplicate_key", path.to_owned(), Some((line, column)));
    assert_eq!(
        found,
        [
            twice("name", 2, 2),
            twice("icps[0].fit.criteria[0].fit.e", 3, 57),
            twice("icps[0].fit.criteria[0].weight", 3, 66),
            twice("icps[0].fit.tiers[0].id", 4, 25),
        ]
    );
    assert_eq!(error.problems()[0].help(), Some("the first is at line 1, column 21"));
}

#[test]
fn m09_unknown_fields() {
    let refused = refused(&with(&format!("{CRITERION}/wieght"), json!(2)), "unknown_field");
    assert_eq!(refused.path, "icps[0].fit.criteria[0].wieght");
    assert_eq!(refused.message, "unknown field `wieght` in criterion `size`");
    assert_eq!(refused.help, "did you mean `weight`?");
    let far = only(Definition::from_json(&with("/zebra", json!(1)).to_string()), "unknown_field");
    assert!(far.help.starts_with("the fields here are `format`, `name`,"), "{}", far.help);
}

#[test]
fn m10_missing_and_null() {
    let mut model = good();
    model.as_object_mut().unwrap().remove("name");
    assert_eq!(refused(&model, "missing_field").message, "the model has no `name`");
    refused_at(&with("/name", json!(null)), "type", "name");
    refused_at(&with("/owner", json!(null)), "type", "owner");
    refused_at(&with("/name", json!("  ")), "empty", "name");
    yaml_refused(
        "format: icp/1\nname: ~\nicps: [{id: a, fit: {criteria: [{id: c, fit: {x: 1}}], tiers: [{id: t}]}}]\nattributes: {x: {type: number}}",
        "type",
    );
    refused_at(&with(&format!("{CRITERION}/fit"), json!({})), "empty", "icps[0].fit.criteria[0].fit");
    let fit = json!({"criteria": [{"id": "size"}], "tiers": [{"id": "A"}]});
    refused_at(&with("/icps/0/fit", fit), "missing_field", "icps[0].fit.criteria[0]");
}

#[test]
fn m11_the_format() {
    let mut model = good();
    model.as_object_mut().unwrap().remove("format");
    refused_at(&model, "version", "");
    // The mark is the text `icp/1`; a bare number is not.
    for format in [json!("1"), json!(1), json!(1.0), json!(999), json!(-1), json!(null), json!("icp/2")] {
        refused_at(&with("/format", format), "version", "format");
    }
    // Another version has other rules, so nothing else is said about it.
    let later = put(with("/format", json!("icp/2")), "/zebra", json!(1));
    refused(&later, "version");
}

#[test]
fn m25_nesting() {
    // Also on a small stack, for each way in.
    let deep = || {
        for (open, count) in [("[", 100_000), ("{\"a\":", 50_000), ("[{\"a\":", 30_000)] {
            text_refused(&open.repeat(count), "limit.depth");
        }
        for (open, count) in [("[", 100_000), ("{a: ", 50_000), ("- ", 20_000)] {
            yaml_refused(&open.repeat(count), "limit.depth");
        }
        // A key that is an object is refused before it can nest.
        yaml_refused(&"? ".repeat(20_000), "type");
        let mut value = json!(1);
        for _ in 0..40 {
            value = json!([value]);
        }
        only(Definition::from_value(&value), "limit.depth");
    };
    std::thread::Builder::new().stack_size(256 << 10).spawn(deep).unwrap().join().unwrap();
}

/// The good model with a condition in `nots` `not`s. It is 7 deep at `fit`; each `not` adds one, the test another.
fn nested(nots: usize) -> String {
    let condition = "{\"not\":".repeat(nots) + "{\"employees\":{\"gte\":1}}" + &"}".repeat(nots);
    good().to_string().replace("{\"employees\":{\"gte\":20}}", &condition)
}

#[test]
fn m25_the_deepest_model_reads_on_a_small_stack() {
    let run = |kilobytes: usize, test: fn()| {
        std::thread::Builder::new().stack_size(kilobytes << 10).spawn(test).unwrap().join().unwrap();
    };
    run(256, || {
        let deepest = Limits::default().depth - 8;
        let model = read_json(&nested(deepest));
        assert_eq!(read_json(&model.to_json()), model);
        text_refused(&nested(deepest + 1), "limit.depth");
    });
    // Whatever the host allows, 128 is the end.
    run(1024, || {
        let limits = Limits::default().depth(1_000_000);
        assert!(Definition::from_json_with(&nested(120), &limits).is_ok());
        assert_eq!(codes(&Definition::from_json_with(&nested(121), &limits).unwrap_err()), ["limit.depth"]);
    });
}

#[test]
fn m28_size() {
    let limit = Limits::default().model_bytes;
    let padded = |bytes: usize| {
        let text = good().to_string();
        " ".repeat(bytes - text.len()) + &text
    };
    assert!(Definition::from_json(&padded(limit)).is_ok());
    for text in [padded(limit + 1), padded(2 * limit)] {
        text_refused(&text, "limit.size");
        yaml_refused(&text, "limit.size");
    }
    yaml_refused(&"# comment\n".repeat(2_000_000), "limit.size");
    let keys: String = (0..90_000).map(|n| format!("\"k{n}\":1,")).collect();
    text_refused(&format!("{{{keys}\"z\":1}}"), "limit.nodes");
    let keys: String = (0..60_000).map(|n| format!("k{n}: 1\n")).collect();
    yaml_refused(&keys, "limit.nodes");
}

#[test]
fn b01_limits_of_nothing_refuse() {
    let none = Limits::default()
        .model_bytes(0)
        .depth(0)
        .nodes(0)
        .attributes(0)
        .icps(0)
        .criteria(0)
        .tests(0)
        .list_items(0)
        .list_items_total(0)
        .text_bytes(0)
        .pattern_bytes(0)
        .patterns(0)
        .pattern_cost(0)
        .pattern_cost_total(0)
        .problems(0);
    let text = good().to_string();
    assert_eq!(codes(&Definition::from_json_with(&text, &none).unwrap_err()), ["limit.size"]);
    let all = Limits::default();
    let each = [
        (all.depth(0), "limit.depth"),
        (all.nodes(0), "limit.nodes"),
        (all.attributes(0), "limit.count"),
        (all.icps(0), "limit.count"),
        (all.criteria(0), "limit.count"),
        (all.tests(0), "limit.count"),
        (all.list_items(0), "limit.list"),
        (all.list_items_total(0), "limit.list"),
        (all.text_bytes(0), "limit.text"),
    ];
    for (limits, code) in each {
        let error = Definition::from_json_with(&text, &limits).unwrap_err();
        assert!(codes(&error).contains(&code), "{error}");
    }
}

#[test]
fn mistakes_beyond_the_limit_are_counted() {
    let mut model = good();
    for n in 0..130 {
        model = put(model, &format!("/zebra{n}"), json!(1));
    }
    let error = Definition::from_json(&model.to_string()).unwrap_err();
    assert_eq!((error.problems().len(), error.more()), (100, 30));
    assert!(error.to_string().ends_with("and 30 more"));
    let limits = Limits::default().problems(1);
    let error = Definition::from_json_with(&model.to_string(), &limits).unwrap_err();
    assert_eq!((error.problems().len(), error.more()), (1, 129));
}
