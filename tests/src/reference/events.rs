//! Events: what `happened` counts, and how often a day counts.

use serde_json::Value;

use super::Case;
use super::date::Span;
use super::facts::Event;
use super::operator;
use super::text::fold;

/// The events, of which each counts at most once on each day where the rule says so. A day stands at its first event.
pub(super) fn counted(rule: &Value, events: &[Event]) -> Vec<Event> {
    if rule["once_per"] != "day" {
        return events.to_vec();
    }
    let mut days: Vec<Event> = vec![];
    for event in events {
        match days.iter_mut().find(|day| day.name == event.name && day.on == event.on) {
            Some(day) => day.count += event.count,
            None => days.push(event.clone()),
        }
    }
    days.into_iter().map(|day| Event { count: day.count.min(1.0), ..day }).collect()
}

/// The folded names that a test counts; nothing where it counts whatever happened.
pub(super) fn names(model: &Value, test: &Value) -> Option<Vec<String>> {
    let text = |name: &Value| fold(name.as_str().expect("an event"));
    if test["any"] == true {
        return None;
    }
    let mut names = match test.get("any_of") {
        Some(several) => operator::list(model, several).into_iter().map(text).collect(),
        None => vec![text(&test["event"])],
    };
    names.sort();
    names.dedup();
    Some(names)
}

/// Whether as much happened as a test asks for.
pub(super) fn happened(case: &Case, test: &Value, events: &[Event]) -> bool {
    let names = names(case.model, test);
    let since = test.get("within_last").and_then(Value::as_str);
    let since = since.map(|span| Span::read(span).before(case.as_of));
    let is_meant = |event: &Event| names.as_ref().is_none_or(|names| names.contains(&event.name));
    let mut events = counted(test, events);
    events.retain(|event| {
        is_meant(event) && event.on <= case.as_of && since.is_none_or(|since| since <= event.on)
    });
    let total = |is_meant: &dyn Fn(&Event) -> bool| -> f64 {
        events.iter().filter(|event| is_meant(event)).map(|event| event.count).sum()
    };
    let different = names.iter().flatten().filter(|name| total(&|event| event.name == **name) >= 1.0).count();
    let bound = |key: &str| test.get(key).and_then(Value::as_f64);
    let all = total(&|_| true);
    let (least, most, distinct) = (bound("at_least"), bound("at_most"), bound("distinct_at_least"));
    let is_silent = least.is_none() && most.is_none() && distinct.is_none();
    least.or(is_silent.then_some(1.0)).is_none_or(|least| all >= least)
        && most.is_none_or(|most| all <= most)
        && distinct.is_none_or(|distinct| different as f64 >= distinct)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn holds(tests: &[(Value, bool)]) {
        let model =
            json!({"attributes": {"a": {"type": "events"}}, "lists": {"web": ["demo", "call", "visit"]}});
        let account = json!({"a": [{"event": "Demo", "on": "2026-01-15", "count": 3}, {"event": "demo", "on": "2026-01-15"},
            {"event": "visit", "on": "2026-01-14", "count": 0.5}, {"event": "visit", "on": "2026-01-13", "count": 0.5},
            {"event": "else", "on": "2026-01-01"}, {"event": "call", "on": "2026-01-16"}]});
        let case = Case::read(&model, &account, "2026-01-15", false).unwrap();
        for (test, expected) in tests {
            let truth = operator::holds(&case, "a", "happened", test);
            assert_eq!(truth, super::super::condition::Truth::from(*expected), "{test}");
        }
    }

    #[test]
    fn several_events_are_counted_together() {
        holds(&[
            (json!({"any_of": ["demo", "visit"], "at_least": 5, "at_most": 5}), true),
            (json!({"any_of": "$web", "distinct_at_least": 2}), true),
            (json!({"any_of": "$web", "distinct_at_least": 3}), false),
            (json!({"any_of": ["Demo", "DEMO", "else"], "distinct_at_least": 2, "at_most": 4}), false),
            (json!({"any_of": ["call", "visit"], "distinct_at_least": 1, "within_last": "1 day"}), false),
            (json!({"any": true, "at_least": 6, "at_most": 6}), true),
            (json!({"any": true, "within_last": "1 day", "at_least": 4.5}), true),
        ]);
    }

    #[test]
    fn a_day_counts_once() {
        holds(&[
            (json!({"event": "demo", "once_per": "day", "at_least": 1, "at_most": 1}), true),
            (json!({"any": true, "once_per": "day", "at_least": 3, "at_most": 3}), true),
            (json!({"any_of": ["visit"], "once_per": "day", "distinct_at_least": 1}), true),
            (json!({"event": "visit", "once_per": "day", "within_last": "1 day"}), false),
        ]);
    }
}
