//! Nothing grows without end.

use super::{assess, same_words};

#[test]
fn lists_end_with_and_n_more() {
    let criteria: Vec<String> = (0..60)
        .map(|n| {
            let name = if n < 45 { "a" } else { "b" };
            format!(r#"{{"id": "c{n}", "weight": {}, "fit": {{"{name}": {{"gte": 1}}}}}}"#, n + 1)
        })
        .collect();
    let exclusions: Vec<String> =
        (0..50).map(|n| format!(r#"{{"id": "e{n}", "reason": "reason {n}", "when": {{"a": 2}}}}"#)).collect();
    let model = format!(
        r#"{{"format": "icp/1", "name": "m", "attributes": {{"a": {{"type": "number"}}, "b": {{"type": "number"}}}},
        "exclusions": [{}], "icps": [{{"id": "i", "fit": {{"criteria": [{}], "tiers": [{{"id": "A"}}]}}}}]}}"#,
        exclusions.join(", "),
        criteria.join(", ")
    );
    let assessment = assess(&model, r#"{"a": 1}"#);
    let text = assessment.explain();
    assert!(text.contains("- and 20 more\n"), "{text}");
    assert!(text.contains("(c45; c46; c47; c48; c49 and 10 more)"), "{text}");
    same_words(&assessment);

    let assessment = assess(&model, r#"{"a": 2}"#);
    let text = assessment.explain();
    assert!(
        text.starts_with("Excluded from i: reason 0; reason 1; reason 2; reason 3; reason 4 and 45 more.")
    );
    assert!(text.contains("- and 10 more\n"), "{text}");
    assert!(text.lines().count() < 140);
    same_words(&assessment);
}

#[test]
fn texts_are_cut() {
    let long = "x".repeat(500);
    let model = format!(
        r#"{{"format": "icp/1", "name": "m", "attributes": {{"a": {{"type": "number"}}}},
        "exclusions": [{{"id": "e", "reason": "{long}", "when": {{"a": 2}}}}],
        "icps": [{{"id": "i", "fit": {{"criteria": [{{"id": "c", "fit": {{"a": 1}}}}], "tiers": [{{"id": "A"}}]}}}}]}}"#
    );
    let text = assess(&model, r#"{"a": 2}"#).explain();
    assert!(text.contains(&format!("{}…", "x".repeat(200))) && !text.contains(&"x".repeat(201)));
}
