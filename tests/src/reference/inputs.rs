//! The values that a rule or a condition read, as they stand in an account.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::condition::named;
use super::facts::Known;
use super::read::{self, Found};
use super::text::{canonical, fold};
use super::{Case, condition, date, entries, in_order, rule};

/// The events that somebody names, folded; where nobody names one, all are meant.
#[derive(Default)]
pub(super) struct Happenings {
    names: BTreeSet<String>,
    /// Whether any event counts.
    any: bool,
}

impl Happenings {
    pub(super) fn add(&mut self, names: Option<Vec<String>>) {
        self.any |= names.is_none();
        self.names.extend(names.into_iter().flatten());
    }
}

/// The values that a criterion's rule and its `applies_when` read.
pub(super) fn of_criterion(case: &Case, criterion: &Value) -> Vec<Value> {
    let mut names = rule::attributes(case, criterion);
    let mut conditions: Vec<&Value> = rule::conditions(criterion).collect();
    conditions.extend(criterion.get("applies_when"));
    conditions.iter().for_each(|condition| named(case, condition, &mut names));
    of(case, &names, |attribute| {
        let mut meant = Happenings::default();
        conditions.iter().for_each(|part| condition::happenings(case, part, attribute, &mut meant));
        if criterion["decay"]["attribute"] == attribute {
            let events = entries(rule::listed(&criterion["decay"])).map(|(name, _)| fold(name));
            let each =
                criterion["decay"].get("points_each").or_else(|| criterion["decay"].get("rating_each"));
            meant.add(each.is_none().then(|| events.collect()));
        }
        meant
    })
}

/// The values that conditions read.
pub(super) fn of_conditions(case: &Case, conditions: &[&Value]) -> Vec<Value> {
    let mut names = BTreeSet::new();
    conditions.iter().for_each(|condition| named(case, condition, &mut names));
    of(case, &names, |attribute| {
        let mut meant = Happenings::default();
        conditions.iter().for_each(|part| condition::happenings(case, part, attribute, &mut meant));
        meant
    })
}

fn of(case: &Case, names: &BTreeSet<String>, meant: impl Fn(&str) -> Happenings) -> Vec<Value> {
    let one = |name: &String| {
        let known = case.facts.get(name);
        let value = known.map_or(Value::Null, |known| shown(case, name, known, &meant(name)));
        json!({"attribute": name, "value": value, "known": known.is_some(), "given": given(case, name, &value)})
    };
    in_order(case.model, names).into_iter().map(one).collect()
}

/// The value of one attribute with all of its events.
pub(super) fn read(case: &Case, name: &str) -> Value {
    let meant = Happenings { any: true, ..Happenings::default() };
    case.facts.get(name).map_or(Value::Null, |known| shown(case, name, known, &meant))
}

/// A value in the kinds of JSON. Texts that have a synonym are the word of the model.
fn shown(case: &Case, name: &str, known: &Known, meant: &Happenings) -> Value {
    let declared = &case.model["attributes"][name];
    let end = |end: f64| end.is_finite().then_some(end);
    match known {
        Known::None => Value::Null,
        Known::Number(number) => json!(number),
        Known::Interval(interval) => json!([end(interval.low), end(interval.high)]),
        Known::Bool(truth) => json!(truth),
        Known::Date(day) => json!(date::write(*day)),
        Known::Text { given, .. } => json!(word(declared, given)),
        Known::Set(_) => {
            let Found::Value(value) = read::find(case.model, name, case.account) else { return json!([]) };
            let (mut seen, mut items) = (BTreeSet::new(), vec![]);
            for item in read::items_of_set(declared, value).expect("a set") {
                if seen.insert(canonical(declared, &item)) {
                    items.push(word(declared, &item));
                }
            }
            json!(items)
        }
        Known::Events(_) => {
            let Found::Value(value) = read::find(case.model, name, case.account) else { return json!([]) };
            let read = value.as_str().map(|text| serde_json::from_str(text).expect("a list"));
            let list: &Value = read.as_ref().unwrap_or(value);
            let is_meant = |event: &&Value| {
                meant.any
                    || meant.names.is_empty()
                    || meant.names.contains(&fold(event["event"].as_str().expect("an event")))
            };
            let one = |event: &Value| {
                let count =
                    event.get("count").filter(|count| !count.is_null()).map_or(Some(1.0), read::read_number);
                let day = event["on"].as_str().and_then(date::read).expect("a day");
                json!({"event": event["event"], "on": date::write(day), "count": count})
            };
            super::items(list).filter(is_meant).map(one).collect()
        }
    }
}

/// The word of the model that a text stands for, if it has other spellings; else the text, trimmed.
fn word(declared: &Value, text: &str) -> String {
    let found = canonical(declared, text);
    let mut words = entries(&declared["synonyms"]).filter(|(_, spellings)| **spellings != json!([]));
    words
        .find(|(word, _)| canonical(declared, word) == found)
        .map_or_else(|| text.trim().to_owned(), |(word, _)| word.clone())
}

/// The text of the record, where it is not how the value is written: another writing of it, one that could not be read,
/// or one that stands for none.
fn given(case: &Case, name: &str, value: &Value) -> Option<String> {
    if case.model["attributes"][name].get("formula").is_some() {
        return None;
    }
    let text = match read::find(case.model, name, case.account) {
        Found::Value(value) => value.as_str(),
        _ => read::placeholder(case.model, name, case.account),
    }?;
    let written = match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Number(number) => number.as_f64().map(|number| number.to_string()),
        _ => None,
    };
    (written.as_deref() != Some(text.trim())).then(|| text.to_owned())
}
