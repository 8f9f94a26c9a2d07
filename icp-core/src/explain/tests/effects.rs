//! The effects that are told of a missing value, against every value that it could have.

use super::{AssessmentData, Model, assess_with, read};
use crate::assess::effect;

/// Values of each attribute; the first is none.
const VALUES: [(&str, &[&str]); 4] = [
    ("a", &["", "0", "5", "10", "20"]),
    ("b", &["", "true", "false"]),
    ("c", &["", "\"x\"", "\"y\"", "\"z\""]),
    ("d", &["", "[]", "[\"p\"]", "[\"p\", \"q\"]"]),
];

const CRITERIA: &str = r#"
    {"id": "curve", "dimension": "one", "weight": 3, "if_unknown": IF, "curve": {"attribute": "a", "ratings": [[0, -1], [10, 1]]}},
    {"id": "both", "dimension": "two", "weight": 2, "if_unknown": IF, "fit": {"a": {"gt": 5}, "b": true}, "misfit": {"c": "z"}, "penalty": 0.5},
    {"id": "maybe", "dimension": "two", "weight": 4, "if_unknown": IF, "applies_when": {"b": true}, "table": {"attribute": "c", "ratings": {"x": 1, "y": -0.5}}},
    {"id": "only", "dimension": "three", "weight": 1, "applies_when": {"c": "y"}, "fit": {"a": {"gte": 10}}},
    {"id": "each", "dimension": "one", "weight": 1, "per_match": {"attribute": "d", "of": ["p", "q"], "rating_each": 0.4}}"#;

fn model(scale: &str, dimensions: &str, if_unknown: &str) -> String {
    let criteria = CRITERIA.replace("IF", if_unknown);
    format!(
        r#"{{"format": "icp/1", "name": "m", "attributes": {{"a": {{"type": "number"}}, "b": {{"type": "bool"}},
            "c": {{"type": "text"}}, "d": {{"type": "set"}}}},
        "exclusions": [{{"id": "ex", "reason": "x", "when": {{"a": 20, "c": "z"}}}}],
        "icps": [{{"id": "i", "fit": {{"scale": {scale}, "dimensions": {dimensions}, "criteria": [{criteria}],
            "tiers": [{{"id": "A", "from": 70, "requires": ["both"]}}, {{"id": "B", "from": 20}}, {{"id": "C"}}]}}}}]}}"#
    )
}

fn account(values: [usize; 4]) -> String {
    let filled = VALUES.iter().zip(values).filter(|(_, at)| *at > 0);
    let pairs: Vec<_> = filled.map(|((name, values), at)| format!("\"{name}\": {}", values[at])).collect();
    format!("{{{}}}", pairs.join(", "))
}

fn assessments(model: &Model) -> Vec<([usize; 4], AssessmentData<'static>)> {
    accounts().into_iter().map(|at| (at, assess_with(model, &account(at)))).collect()
}

/// Every choice of a value, or none, for each attribute.
fn accounts() -> Vec<[usize; 4]> {
    let counts = VALUES.map(|(_, values)| values.len());
    let total: usize = counts.iter().product();
    let digits = |mut at: usize| {
        counts.map(|count| {
            let digit = at % count;
            at /= count;
            digit
        })
    };
    (0..total).map(digits).collect()
}

#[test]
fn one_value_never_changes_more_than_is_said() {
    let percent = r#"[{"id": "one"}, {"id": "two"}, {"id": "three"}]"#;
    let shares = r#"[{"id": "one", "share": 50}, {"id": "two", "share": 30}, {"id": "three", "share": 20}]"#;
    let heirs = r#"[{"id": "one", "share": 50, "full": 3}, {"id": "two", "share": 30, "full": 2.5},
        {"id": "three", "share": 20, "when_empty": {"to": ["two"]}}]"#;
    let caps = r#"[{"id": "one", "cap": 2}, {"id": "two"}, {"id": "three"}]"#;
    let points = r#"{"points": {"base": 1, "min": 0, "max": 6}}"#;
    let (mut checked, mut reached) = (0, 0);
    let cards =
        [(r#""percent""#, percent), (r#""percent""#, shares), (r#""percent""#, heirs), (points, caps)];
    let none = "[]";
    let limits = r#"[{"when": {"b": true}, "at_least": 4}, {"when": {"c": "z"}, "at_most": 3.5}, {"when": {"d": {"known": true}}, "at_least": 2}]"#;
    let changes = r#"[{"when": {"b": true}, "times": 1.5}, {"when": {"c": "z"}, "add": -2}, {"when": {"d": {"known": true}}, "times": 0.25}]"#;
    let cards = cards.iter().flat_map(|card| [(card, none), (card, limits), (card, changes)]);
    for ((scale, dimensions), limits) in cards {
        for if_unknown in [r#""zero""#, r#""skip""#, "0.3"] {
            let model = model(scale, dimensions, if_unknown)
                .replace(r#""tiers""#, &format!(r#""limits": {limits}, "tiers""#));
            let all = assessments(&read(&model));
            for (values, before) in &all {
                for (place, (name, _)) in VALUES.iter().enumerate().filter(|(place, _)| values[*place] == 0) {
                    let said = effect(&before.icps[0].fit, name);
                    let same_but_one = |other: &[usize; 4]| {
                        other[place] > 0 && (0..4).all(|at| at == place || other[at] == values[at])
                    };
                    for (_, after) in all.iter().filter(|(other, _)| same_but_one(other)) {
                        let (Some(now), Some(then)) = (before.icps[0].fit.score, after.icps[0].fit.score)
                        else {
                            continue;
                        };
                        let (low, high) = said.map_or((now, now), |effect| (effect.low, effect.high));
                        let within = low.min(now) - 2e-6 <= then && then <= high.max(now) + 2e-6;
                        assert!(
                            within,
                            "{}\n{name}: {now} to {then}, said {said:?}\n{model}",
                            account(*values)
                        );
                        checked += 1;
                        let moved = (now - then).abs() > 1e-6;
                        let least = (then - low).abs().min((then - high).abs());
                        reached += usize::from(moved && least < 2e-6);
                    }
                }
            }
        }
    }
    assert!(checked > 4000 && reached > 1000, "{checked} {reached}");
}

#[test]
fn what_holds_whatever_is_found_holds() {
    let shares = r#"[{"id": "one", "share": 50}, {"id": "two", "share": 30}, {"id": "three", "share": 20}]"#;
    let model = model(r#""percent""#, shares, r#""zero""#);
    let all = assessments(&read(&model));
    let (mut fits, mut fails) = (0, 0);
    for (values, before) in &all {
        let text = before.explain();
        let completes = |other: &[usize; 4]| {
            (0..4).all(|at| other[at] > 0 && (values[at] == 0 || other[at] == values[at]))
        };
        for (_, after) in all.iter().filter(|(other, _)| completes(other)) {
            if let Some((_, rest)) = text.split_once("Whatever is found, it fits") {
                fits += 1;
                assert!(after.best.is_some(), "{text}\n{}", after.explain());
                if let Some(tier) = rest.strip_prefix(", in tier ") {
                    let reached = after.icps[0].fit.tier.as_deref();
                    assert_eq!(reached, Some(tier.trim_end_matches('.')), "{text}");
                }
            } else if text.contains("Whatever is found, it does not fit") {
                fails += 1;
                assert!(after.best.is_none(), "{text}\n{}", after.explain());
            }
        }
    }
    assert!(fits > 10 && fails > 10, "{fits} {fails}");
}
