//! One operator of a test on one attribute.

use std::collections::BTreeSet;

use regex::Regex;
use serde_json::Value;

use super::condition::Truth;
use super::date::{Day, Span, read_plain};
use super::events::happened;
use super::facts::Known;
use super::interval::Interval;
use super::read::domain::{host, is_under};
use super::read::read_number;
use super::text::{canonical, fold, mentions};
use super::{Case, entries};

/// Whether the test holds; on a missing attribute only `known` can tell, and not while it may yet be filled in. On an
/// interval it is what it is for every number in it.
pub(super) fn holds(case: &Case, attribute: &str, operator: &str, operand: &Value) -> Truth {
    let value = case.facts.get(attribute);
    if operator == "known" && !(case.filling_in && value.is_none()) {
        let is_known = !matches!(value, None | Some(Known::None));
        return Truth::from(operand.as_bool() == Some(is_known));
    }
    if let Some(other) = other_attribute(operand) {
        return match (value, case.facts.get(other)) {
            (Some(Known::None), _) | (_, Some(Known::None)) => is_true_of_none(operator).into(),
            (Some(value), Some(other)) => compare(value, operator, other),
            _ => Truth::Unknown,
        };
    }
    let Some(value) = value else { return Truth::Unknown };
    let declared = &case.model["attributes"][attribute];
    let test = Test { case, declared, operator, operand };
    Truth::from(match value {
        Known::Number(value) => test.number(*value),
        Known::Interval(interval) => {
            let samples = interval.samples(test.numbers());
            return agreed(samples.into_iter().map(|value| test.number(value)));
        }
        // As with no events at all.
        Known::None if operator == "happened" => happened(case, operand, &[]),
        Known::None => match (operator, operand) {
            // Numbers are named in them.
            ("length" | "size", Value::Object(tests)) => {
                tests.keys().all(|operator| is_true_of_none(operator))
            }
            _ => is_true_of_none(operator),
        },
        Known::Text { given, folded, canonical } => test.text(given, folded, canonical),
        Known::Bool(value) => operand.as_bool() == Some(*value),
        Known::Date(value) => test.date(*value),
        Known::Set(items) => test.set(items),
        Known::Events(events) => happened(case, operand, events),
    })
}

/// Where there is no value, it is another than each that is named.
fn is_true_of_none(operator: &str) -> bool {
    matches!(operator, "is_not" | "not_in" | "has_none")
}

/// The answer that all give, or that there is none.
fn agreed(answers: impl IntoIterator<Item = bool>) -> Truth {
    let mut answers = answers.into_iter();
    let first = answers.next().expect("an answer");
    if answers.all(|answer| answer == first) { first.into() } else { Truth::Unknown }
}

/// The other attribute of a comparison between two.
pub(super) fn other_attribute(operand: &Value) -> Option<&str> {
    operand.get("attribute")?.as_str()
}

fn compare(left: &Known, operator: &str, right: &Known) -> Truth {
    let range = |value: &Known| match value {
        Known::Number(value) => Some(Interval::point(*value)),
        Known::Interval(interval) => Some(*interval),
        _ => None,
    };
    if let (Some(left), Some(right)) = (range(left), range(right)) {
        let (lefts, rights) = (left.samples([right.low, right.high]), right.samples([left.low, left.high]));
        return agreed(
            lefts.iter().flat_map(|left| rights.iter().map(|right| number(*left, operator, *right))),
        );
    }
    Truth::from(match (left, right) {
        (Known::Date(left), Known::Date(right)) => date(*left, operator, *right),
        (Known::Text { canonical: left, .. }, Known::Text { canonical: right, .. }) => {
            (left == right) == (operator == "is")
        }
        (left, right) => (left == right) == (operator == "is"),
    })
}

fn number(value: f64, operator: &str, bound: f64) -> bool {
    match operator {
        "is" => value == bound,
        "is_not" => value != bound,
        "gt" => value > bound,
        "gte" => value >= bound,
        "lt" => value < bound,
        "lte" => value <= bound,
        other => panic!("no operator of numbers: {other}"),
    }
}

fn date(value: Day, operator: &str, other: Day) -> bool {
    match operator {
        "is" => value == other,
        "before" => value < other,
        "after" => value > other,
        other => panic!("no operator of dates: {other}"),
    }
}

/// The entries of a list, of a list that the model names, or a single entry.
pub(super) fn list<'a>(model: &'a Value, operand: &'a Value) -> Vec<&'a Value> {
    let named =
        operand.as_str().and_then(|text| text.strip_prefix('$')).and_then(|name| model["lists"].get(name));
    match named.unwrap_or(operand) {
        Value::Array(entries) => entries.iter().collect(),
        single => vec![single],
    }
}

/// Whether a number is as a test of numbers wants it.
pub(super) fn number_is(case: &Case, test: &Value, value: f64) -> bool {
    Test { case, declared: &Value::Null, operator: "is", operand: test }.size(value)
}

struct Test<'a> {
    case: &'a Case<'a>,
    declared: &'a Value,
    operator: &'a str,
    operand: &'a Value,
}

impl Test<'_> {
    /// The constants of an operand; `is` and `has` take one value, which is never the name of a list.
    fn constants<'b>(&'b self, operand: &'b Value) -> Vec<&'b Value> {
        match self.operator {
            "is" | "is_not" | "has" => vec![operand],
            _ => list(self.case.model, operand),
        }
    }

    fn numbers(&self) -> Vec<f64> {
        self.constants(self.operand).into_iter().map(|entry| read_number(entry).expect("a number")).collect()
    }

    fn dates(&self) -> Vec<Day> {
        let entries = self.constants(self.operand);
        entries.into_iter().map(|entry| entry.as_str().and_then(read_plain).expect("a date")).collect()
    }

    fn canonicals(&self, entries: &Value) -> BTreeSet<String> {
        let entries = self.constants(entries);
        entries.into_iter().map(|entry| canonical(self.declared, entry.as_str().expect("text"))).collect()
    }

    fn number(&self, value: f64) -> bool {
        let constants = self.numbers();
        match self.operator {
            "in" => constants.contains(&value),
            "not_in" => !constants.contains(&value),
            "between" => constants[0] <= value && value <= constants[1],
            operator => number(value, operator, constants[0]),
        }
    }

    fn date(&self, value: Day) -> bool {
        let bound = || Span::read(self.operand.as_str().expect("a span")).before(self.case.as_of);
        match self.operator {
            "within_last" => bound() <= value && value <= self.case.as_of,
            "older_than" => value < bound(),
            "between" => self.dates()[0] <= value && value <= self.dates()[1],
            operator => date(value, operator, self.dates()[0]),
        }
    }

    fn text(&self, given: &str, folded: &str, canonical: &str) -> bool {
        let any_phrase = |has: fn(&str, &str) -> bool| {
            let phrases = self.constants(self.operand);
            phrases.into_iter().any(|phrase| has(folded, &fold(phrase.as_str().expect("a phrase"))))
        };
        match self.operator {
            "is" | "in" => self.canonicals(self.operand).contains(canonical),
            "is_not" | "not_in" => !self.canonicals(self.operand).contains(canonical),
            "starts_with" => any_phrase(|text, phrase| text.starts_with(phrase)),
            "ends_with" => any_phrase(|text, phrase| text.ends_with(phrase)),
            "under" => {
                let others = self.constants(self.operand).into_iter();
                others.filter_map(|other| host(other.as_str()?)).any(|other| is_under(given, &other))
            }
            "contains" => any_phrase(|text, phrase| text.contains(phrase)),
            "part_of" => any_phrase(|text, whole| whole.contains(text)),
            "mentions" => any_phrase(mentions),
            "mentions_at_least" => {
                let phrases = self.constants(&self.operand["of"]).into_iter();
                let phrases: BTreeSet<_> =
                    phrases.map(|phrase| fold(phrase.as_str().expect("a phrase"))).collect();
                let mentioned = phrases.iter().filter(|phrase| mentions(folded, phrase)).count();
                mentioned as u64 >= self.operand["n"].as_u64().expect("a count")
            }
            "matches" => {
                Regex::new(self.operand.as_str().expect("a pattern")).expect("a pattern").is_match(given)
            }
            "length" => self.size(folded.chars().count() as f64),
            other => panic!("no operator of texts: {other}"),
        }
    }

    fn set(&self, items: &BTreeSet<String>) -> bool {
        let present = |entries| self.canonicals(entries).intersection(items).count();
        match self.operator {
            "has" | "has_any" => present(self.operand) > 0,
            "has_all" => present(self.operand) == self.canonicals(self.operand).len(),
            "has_none" => present(self.operand) == 0,
            "has_at_least" => {
                present(&self.operand["of"]) as u64 >= self.operand["n"].as_u64().expect("a count")
            }
            "has_containing" => {
                let phrases = self.constants(self.operand).into_iter();
                let mut phrases = phrases.map(|phrase| fold(phrase.as_str().expect("a phrase")));
                phrases.any(|phrase| items.iter().any(|item| item.contains(&phrase)))
            }
            "size" => self.size(items.len() as f64),
            other => panic!("no operator of sets: {other}"),
        }
    }

    /// A length or a size, tested by the operators of numbers.
    fn size(&self, size: f64) -> bool {
        if !self.operand.is_object() {
            return Test { operator: "is", ..*self }.number(size);
        }
        entries(self.operand).all(|(operator, operand)| Test { operator, operand, ..*self }.number(size))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn all_hold(conditions: &[(&str, Value, bool)]) {
        let model = json!({"attributes": {
                "n": {"type": "number"}, "m": {"type": "number"}, "t": {"type": "text", "synonyms": {"US": ["USA"]}},
                "o": {"type": "text"}, "d": {"type": "date"}, "e": {"type": "date"}, "b": {"type": "bool"},
                "s": {"type": "set", "synonyms": {"hub spot": ["HubSpot"]}}, "z": {"type": "set"},
                "a": {"type": "events"}},
            "lists": {"core": ["us", "de"]}});
        let account = json!({"n": 5, "m": 5.5, "t": " USA ", "o": "Head of  RevOps_1", "d": "2025-07-15",
            "e": "2026-01-16", "b": true, "s": "HubSpot; a; A", "z": [],
            "a": [{"event": "Demo ", "on": "2026-01-15", "count": 2}, {"event": "demo", "on": "2026-01-16"},
                {"event": "demo", "on": "2025-01-01"}]});
        let case = Case::read(&model, &account, "2026-01-15", false).unwrap();
        for (attribute, test, expected) in conditions {
            for (operator, operand) in entries(test) {
                let truth = holds(&case, attribute, operator, operand);
                assert_eq!(truth, Truth::from(*expected), "{attribute} {operator} {operand}");
            }
        }
    }

    #[test]
    fn numbers_dates_and_booleans() {
        all_hold(&[
            ("n", json!({"is": 5, "in": [1, 5], "gte": 5, "lte": 5, "between": [5, 6], "known": true}), true),
            (
                "n",
                json!({"is_not": 5, "not_in": [5], "gt": 5, "lt": 5, "between": [6, 7], "known": false}),
                false,
            ),
            ("n", json!({"lt": {"attribute": "m"}, "is_not": {"attribute": "m"}}), true),
            ("d", json!({"is": "2025-07-15", "within_last": "6 months", "before": {"attribute": "e"}}), true),
            ("d", json!({"within_last": "184 days", "between": ["2025-07-15", "2025-07-15"]}), true),
            ("d", json!({"older_than": "6 months", "after": "2025-07-15", "within_last": "183 days"}), false),
            ("e", json!({"within_last": "6 months", "older_than": "1 day"}), false),
            ("b", json!({"is": true}), true),
        ]);
    }

    #[test]
    fn texts_sets_and_events() {
        all_hold(&[
            ("t", json!({"is": "us", "in": "$core", "starts_with": "us", "ends_with": ["x", "A"]}), true),
            ("t", json!({"is_not": "US", "not_in": "$core", "matches": "^usa"}), false),
            (
                "o",
                json!({"contains": "of rev", "mentions": ["x", "head of"], "length": {"gt": 15, "is": 16}}),
                true,
            ),
            ("o", json!({"mentions": ["revops"], "matches": "^head"}), false),
            ("o", json!({"mentions_at_least": {"n": 2, "of": ["head", "Head  of", "ops"]}}), true),
            ("o", json!({"mentions_at_least": {"n": 2, "of": ["head", "HEAD", "revops"]}}), false),
            ("o", json!({"matches": "(?i)of  rev\\w+$", "is_not": {"attribute": "t"}}), true),
            ("s", json!({"has": "hub spot", "has_all": ["a", "HubSpot"], "size": {"is": 2}}), true),
            ("s", json!({"has_at_least": {"n": 2, "of": ["A", "a", "x"]}, "has_none": ["a"]}), false),
            ("z", json!({"has": "a", "has_any": ["a"], "has_all": ["a"]}), false),
            ("z", json!({"has_none": ["a"], "size": {"is": 0}}), true),
            ("a", json!({"happened": {"event": "DEMO"}, "known": true}), true),
            ("a", json!({"happened": {"event": "demo", "within_last": "1 week", "at_least": 3}}), false),
            ("a", json!({"happened": {"event": "demo", "at_least": 3, "at_most": 3}}), true),
            ("a", json!({"happened": {"event": "call", "at_most": 0}}), true),
        ]);
    }
}
