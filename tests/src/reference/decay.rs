//! Decay: events that fade with their age.

use serde_json::Value;

use super::date::Span;
use super::facts::{Event, Known};
use super::number::{millionths, round};
use super::rule::{Outcome, listed};
use super::text::fold;
use super::{Case, entries};

/// The most that a decay gives, in either direction.
pub(super) fn limit(rule: &Value) -> i128 {
    match (rule.get("max"), rule.get("points")) {
        (Some(max), _) => millionths(max),
        (None, Some(points)) => {
            entries(points).map(|(_, points)| millionths(points).abs()).max().expect("events")
        }
        (None, None) => 1_000_000,
    }
}

/// Evaluates a decay rule.
pub(super) fn evaluate(case: &Case, rule: &Value) -> Outcome {
    let attribute = rule["attribute"].as_str().expect("an attribute");
    let limit = limit(rule);
    let Some(value) = case.facts.get(attribute) else {
        let gives = |sign: i128| entries(listed(rule)).any(|(_, amount)| millionths(amount).signum() == sign);
        let lowest = if gives(-1) { -limit } else { 0 };
        let highest = if gives(1) { limit } else { 0 };
        return Outcome::open(case, attribute, [0, lowest, highest]);
    };
    let events = match value {
        Known::Events(events) => events,
        Known::None => return Outcome::known(0),
        other => panic!("a decay is over events, not {other:?}"),
    };
    let mut sum = 0.0;
    for event in events {
        if let Some(value) = worth(rule, event, case.as_of - event.on) {
            sum += value * event.count;
        }
    }
    let limit_number = limit as f64 / 1e6;
    Outcome::known(round(sum.clamp(-limit_number, limit_number)))
}

/// The worth of one occurrence at an age in days; nothing if it does not count.
fn worth(rule: &Value, event: &Event, age: i64) -> Option<f64> {
    let days = |key: &str| rule.get(key).map(|span| Span::read(span.as_str().expect("a span")).days());
    let (_, listed) = entries(listed(rule)).find(|(name, _)| fold(name) == event.name)?;
    if age < 0 || days("max_age").is_some_and(|oldest| age > oldest) {
        return None;
    }
    let rating = listed.as_f64().expect("a number");
    let age = age as f64;
    let faded = match days("half_life") {
        Some(half_life) => rating * libm::exp2(-(age / half_life as f64)),
        None => {
            let left = 1.0 - age / days("linear_over").expect("half_life or linear_over") as f64;
            rating * if left > 0.0 { left } else { 0.0 }
        }
    };
    let floor = rule.get("floor").map_or(0.0, |floor| floor.as_f64().expect("a number"));
    let floor = floor.min(rating.abs());
    Some(if faded.abs() < floor { floor.copysign(rating) } else { faded })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn amounts(mut rule: Value, account: Value) -> Vec<i128> {
        rule["attribute"] = json!("a");
        let model = json!({"attributes": {"a": {"type": "events"}}});
        let case = Case::read(&model, &account, "2026-01-31", false).unwrap();
        evaluate(&case, &rule).open.iter().map(|branch| branch.amount).collect()
    }

    #[test]
    fn events_fade_and_add_up() {
        let account = || {
            json!({"a": [{"event": "Demo", "on": "2026-01-01"}, {"event": "visit", "on": "2026-01-31", "count": 3},
            {"event": "demo", "on": "2026-02-01"}, {"event": "call", "on": "2026-01-31"}]})
        };
        let ratings = json!({"demo": 0.5, "visit": 0.1});
        assert_eq!(amounts(json!({"ratings": ratings, "half_life": "30 days"}), account()), [550_000]);
        assert_eq!(amounts(json!({"ratings": ratings, "linear_over": "4 weeks"}), account()), [300_000]);
        let floored = json!({"ratings": ratings, "linear_over": "60 days", "floor": 0.3});
        assert_eq!(amounts(floored, account()), [600_000]);
        let aged = json!({"ratings": ratings, "half_life": "30 days", "max_age": "29 days"});
        assert_eq!(amounts(aged, account()), [300_000]);
        let points = json!({"points": {"demo": -4, "visit": 2}, "half_life": "30 days"});
        assert_eq!(amounts(points.clone(), account()), [4_000_000]);
        assert_eq!(amounts(points, json!({})), [0, -4_000_000, 4_000_000]);
    }
}
