//! T4: no model within the limits takes long, however it is made.

use cpu_time::ThreadTime;
use icp_core::model::Definition;
use serde_json::{Value, json};

use super::{good, put, with, with_condition, with_criterion};

/// Reads a model, right or wrong, and says how long it took: in processor time, to which what else the machine does
/// adds nothing.
#[track_caller]
fn reads_soon(what: &str, model: &Value) {
    let text = model.to_string();
    assert!(text.len() < 1 << 20, "{what}: {}", text.len());
    let started = ThreadTime::now();
    let outcome = Definition::from_json(&text);
    let took = started.elapsed();
    let mistakes = outcome.map_or_else(|error| error.problems().len() + error.more(), |_| 0);
    println!("{what}: {} KB, {mistakes} mistakes, {} ms", text.len() >> 10, took.as_millis());
    assert!(took.as_secs() < 20, "{what} took {took:?}");
}

#[test]
fn models_made_to_be_slow() {
    let name = |n: usize| format!("{n:0>40}", n = format!("a{n}"));
    let attributes: serde_json::Map<String, Value> =
        (0..1_990).map(|n| (format!("x{}", name(n)), json!({"type": "number"}))).collect();
    let many = with("/attributes", json!(attributes));

    let unknown: Vec<Value> = (0..9_000).map(|n| json!({format!("y{}", name(n)): 1})).collect();
    reads_soon(
        "unknown attributes",
        &put(many.clone(), "/icps/0/fit/criteria/0/fit", json!({"any": unknown})),
    );

    let ids: Vec<Value> = (0..10_000).map(|n| json!(format!("z{}", name(n)))).collect();
    let criteria: Vec<Value> =
        (0..500).map(|n| json!({"id": format!("z{}", name(n + 50_000)), "fit": {"live": true}})).collect();
    let model =
        put(with("/icps/0/fit/criteria", json!(criteria)), "/icps/0/fit/tiers/0/requires", json!(ids));
    reads_soon("unknown criteria", &model);

    let table: serde_json::Map<String, Value> =
        (0..20_000).map(|n| (format!("{}{n}", " ".repeat(n % 9)), json!(1))).collect();
    reads_soon(
        "a long table",
        &with_criterion(json!({"id": "t", "table": {"attribute": "industry", "ratings": table}})),
    );
    let same: serde_json::Map<String, Value> = (0..1_500)
        .map(|n| ("a".to_owned() + &" ".repeat(n % 500) + if n % 3 == 0 { "" } else { " b" }, json!(1)))
        .collect();
    reads_soon(
        "a table of one value",
        &with_criterion(json!({"id": "t", "table": {"attribute": "industry", "ratings": same}})),
    );

    let factors: serde_json::Map<String, Value> = (0..12_000).map(|n| (format!("f{n}"), json!(1))).collect();
    let given: serde_json::Map<String, Value> = (0..12_000).map(|n| (format!("g{n}"), json!(1))).collect();
    reads_soon("factors", &put(with("/prioritize", json!(factors)), "/icps/0/priority", json!(given)));

    let formulas: serde_json::Map<String, Value> = (0..1_990)
        .map(|n| {
            let terms: Vec<String> = (0..60).map(|m| format!("f{}", (n * 7 + m * 31) % 1_990)).collect();
            (format!("f{n}"), json!({"formula": terms.join("+")}))
        })
        .collect();
    reads_soon("formulas in circles", &with("/attributes", json!(formulas)));

    let exclusions: Vec<Value> =
        (0..4_000).map(|n| json!({"id": format!("e{n}"), "reason": "r", "when": {"live": true}})).collect();
    let model = put(with("/exclusions", json!(exclusions)), "/icps/0/exclusions", json!(exclusions));
    reads_soon("exclusions", &model);

    let patterns: Vec<Value> =
        (0..5_000).map(|_| json!({"industry": {"matches": r"\w\d".repeat(30)}})).collect();
    reads_soon("patterns", &with_condition(json!({"any": patterns})));

    let closed: Vec<String> = (0..5_000).map(name).collect();
    let values: Vec<String> = (0..9_000).map(|n| format!("{}x", name(n))).collect();
    let model = put(
        with("/attributes/segment", json!({"type": "text", "values": closed})),
        "/icps/0/fit/criteria/0/fit",
        json!({"segment": {"in": values}}),
    );
    reads_soon("unknown values", &model);

    let mut unknown = good();
    for n in 0..40_000 {
        unknown[format!("u{n}")] = json!(1);
    }
    reads_soon("unknown fields", &unknown);
}

#[test]
fn yaml_made_to_be_slow() {
    let texts = [
        ("nested flow", "a: ".to_owned() + &"[".repeat(500_000)),
        ("long plain text", "a: ".to_owned() + &"x ".repeat(400_000)),
        ("many lines of one text", "a: ".to_owned() + &"x\n  ".repeat(200_000)),
        ("many quotes", "a: \"".to_owned() + &"\\\"".repeat(400_000)),
        ("many comments", "# c\n".repeat(250_000) + "a: 1\n"),
        ("many keys", (0..45_000).map(|n| format!("k{n}: 1\n")).collect()),
        ("many questions", "? a\n".repeat(100_000)),
        ("many dashes", "- ".repeat(400_000)),
        ("many documents", "---\n".repeat(200_000)),
        ("many colons", "a: ".repeat(300_000)),
        ("block scalar", "a: |\n".to_owned() + &"  x\n".repeat(200_000)),
        ("blank lines", "a: |\n".to_owned() + &"\n".repeat(900_000)),
        ("tabs", "a:".to_owned() + &"\t".repeat(900_000)),
    ];
    for (what, text) in texts {
        let started = ThreadTime::now();
        let _ = Definition::from_yaml(&text);
        let took = started.elapsed();
        println!("{what}: {} KB, {} ms", text.len() >> 10, took.as_millis());
        assert!(took.as_secs() < 20, "{what} took {took:?}");
    }
}
