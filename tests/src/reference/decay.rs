//! Decay: events that fade with their age.

use serde_json::Value;

use super::date::Span;
use super::events::counted;
use super::facts::{Event, Known};
use super::number::{millionths, round};
use super::rule::{Outcome, listed};
use super::text::fold;
use super::{Case, entries};

/// The amount that a fresh event of an entry gives.
fn fresh(entry: &Value) -> &Value {
    entry.get("points").or_else(|| entry.get("rating")).unwrap_or(entry)
}

/// The amount of any event that has no entry.
fn each(rule: &Value) -> Option<&Value> {
    rule.get("points_each").or_else(|| rule.get("rating_each"))
}

/// Everything that fresh events give, in millionths.
fn amounts(rule: &Value) -> impl Iterator<Item = i128> {
    entries(listed(rule)).map(|(_, entry)| fresh(entry)).chain(each(rule)).map(millionths)
}

/// The most that a decay gives, in either direction.
pub(super) fn limit(rule: &Value) -> i128 {
    match rule.get("max") {
        Some(max) => millionths(max),
        None if rule.get("points").or_else(|| rule.get("points_each")).is_some() => {
            amounts(rule).map(i128::abs).max().expect("events")
        }
        None => 1_000_000,
    }
}

/// Evaluates a decay rule.
pub(super) fn evaluate(case: &Case, rule: &Value) -> Outcome {
    let attribute = rule["attribute"].as_str().expect("an attribute");
    let limit = limit(rule);
    let Some(value) = case.facts.get(attribute) else {
        let gives = |sign: i128| amounts(rule).any(|amount| amount.signum() == sign);
        let lowest = if gives(-1) { -limit } else { 0 };
        let highest = if gives(1) { limit } else { 0 };
        return Outcome::open(case, attribute, [0, lowest, highest]);
    };
    let events = match value {
        Known::Events(events) => counted(rule, events),
        Known::None => return Outcome::known(0),
        other => panic!("a decay is over events, not {other:?}"),
    };
    let sum_of = |is_meant: &dyn Fn(&str) -> bool| {
        let mut sum = 0.0;
        for event in events.iter().filter(|event| is_meant(&event.name)) {
            if let Some(value) = worth(rule, event, case.as_of - event.on) {
                sum += value * event.count;
            }
        }
        sum
    };
    let mut sum = 0.0;
    if entries(listed(rule)).any(|(_, entry)| entry.get("max").is_some()) {
        for (name, entry) in entries(listed(rule)) {
            let own = sum_of(&|event| event == fold(name));
            let most = entry.get("max").map_or(f64::INFINITY, |max| max.as_f64().expect("a number"));
            sum += own.clamp(-most, most);
        }
        sum += sum_of(&|event| !entries(listed(rule)).any(|(name, _)| fold(name) == event));
    } else {
        sum = sum_of(&|_| true);
    }
    let limit_number = limit as f64 / 1e6;
    Outcome::known(round(sum.clamp(-limit_number, limit_number)))
}

/// The worth of one occurrence at an age in days; nothing if it does not count.
fn worth(rule: &Value, event: &Event, age: i64) -> Option<f64> {
    let days =
        |of: &Value, key: &str| of.get(key).map(|span| Span::read(span.as_str().expect("a span")).days());
    let named = entries(listed(rule)).find(|(name, _)| fold(name) == event.name);
    let entry = named.map(|(_, entry)| entry).or_else(|| each(rule))?;
    if age < 0 || days(rule, "max_age").is_some_and(|oldest| age > oldest) {
        return None;
    }
    let rating = fresh(entry).as_f64().expect("a number");
    let own = ["half_life", "linear_over", "for"].iter().any(|key| entry.get(key).is_some());
    let fading = if own { entry } else { rule };
    if let Some(last) = days(fading, "for") {
        return (age <= last).then_some(rating);
    }
    let age = age as f64;
    let faded = match days(fading, "half_life") {
        Some(half_life) => rating * libm::exp2(-(age / half_life as f64)),
        None => {
            let left = 1.0 - age / days(fading, "linear_over").expect("half_life or linear_over") as f64;
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

    fn gives(mut rule: Value, account: Value) -> Vec<i128> {
        rule["attribute"] = json!("a");
        let model = json!({"attributes": {"a": {"type": "events"}}});
        let case = Case::read(&model, &account, "2026-01-31", false).unwrap();
        evaluate(&case, &rule).open.iter().map(|branch| branch.amount.rounded()).collect()
    }

    #[test]
    fn events_fade_and_add_up() {
        let account = || {
            json!({"a": [{"event": "Demo", "on": "2026-01-01"}, {"event": "visit", "on": "2026-01-31", "count": 3},
            {"event": "demo", "on": "2026-02-01"}, {"event": "call", "on": "2026-01-31"}]})
        };
        let ratings = json!({"demo": 0.5, "visit": 0.1});
        assert_eq!(gives(json!({"ratings": ratings, "half_life": "30 days"}), account()), [550_000]);
        assert_eq!(gives(json!({"ratings": ratings, "linear_over": "4 weeks"}), account()), [300_000]);
        let floored = json!({"ratings": ratings, "linear_over": "60 days", "floor": 0.3});
        assert_eq!(gives(floored, account()), [600_000]);
        let aged = json!({"ratings": ratings, "half_life": "30 days", "max_age": "29 days"});
        assert_eq!(gives(aged, account()), [300_000]);
        let points = json!({"points": {"demo": -4, "visit": 2}, "half_life": "30 days"});
        assert_eq!(gives(points.clone(), account()), [4_000_000]);
        assert_eq!(gives(points, json!({})), [0, -4_000_000, 4_000_000]);
        let flat = |days: &str| json!({"ratings": ratings, "for": days});
        assert_eq!(gives(flat("30 days"), account()), [800_000]);
        assert_eq!(gives(flat("29 days"), account()), [300_000]);
        let once = json!({"ratings": ratings, "for": "29 days", "once_per": "day"});
        assert_eq!(gives(once, account()), [100_000]);
    }

    #[test]
    fn entries_fade_and_are_limited_on_their_own() {
        let account = || {
            json!({"a": [{"event": "demo", "on": "2026-01-01"}, {"event": "visit", "on": "2026-01-31", "count": 3},
            {"event": "call", "on": "2026-01-21"}]})
        };
        let own = json!({"points": {"demo": {"points": 8, "half_life": "30 days"}, "visit": {"points": 2, "max": 5},
            "call": {"points": -1, "for": "9 days"}}, "linear_over": "5 days", "floor": 5, "max": 20});
        assert_eq!(gives(own.clone(), account()), [10_000_000]);
        assert_eq!(gives(own, json!({})), [0, -20_000_000, 20_000_000]);
        let flat = json!({"ratings": {"demo": {"rating": 0.4, "for": "30 days"}, "visit": {"rating": 0.1, "linear_over": "9 days"}},
            "max_age": "29 days"});
        assert_eq!(gives(flat, account()), [300_000]);
    }
}
