//! The known facts of an account: each declared attribute's value, read by its type.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::date::{Day, Span};
use super::entries;
use super::events::counted;
use super::formula::{Formula, Term};
use super::interval::Interval;
use super::read::{self, Found};
use super::used::used;

/// A known value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Known {
    Number(f64),
    /// A number that is known to lie in it.
    Interval(Interval),
    /// That there is no value.
    None,
    /// As given (trimmed), folded, and canonical.
    Text {
        given: String,
        folded: String,
        canonical: String,
    },
    Bool(bool),
    Date(Day),
    /// Canonical items.
    Set(BTreeSet<String>),
    Events(Vec<Event>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Event {
    /// Folded.
    pub(super) name: String,
    pub(super) on: Day,
    pub(super) count: f64,
}

/// The known values by attribute; what is not there is missing.
#[derive(Clone, Default)]
pub(super) struct Facts {
    known: BTreeMap<String, Known>,
    pub(super) issues: Vec<Value>,
}

impl Facts {
    /// Reads an account. An invalid value refuses it, or counts as missing and becomes an issue.
    pub(super) fn read(
        model: &Value,
        account: &Value,
        as_of: Day,
        on_invalid_missing: bool,
    ) -> Result<Self, String> {
        let account = account.as_object().ok_or("an account is an object")?;
        let mut facts = Self::default();
        let used = used(model);
        for (name, attribute) in entries(&model["attributes"]) {
            if attribute.get("formula").is_some() {
                continue;
            }
            let value = match read::find(model, name, account) {
                Found::Nothing => continue,
                Found::Blank(known) => {
                    facts.known.insert(name.clone(), known);
                    continue;
                }
                Found::Value(value) => value,
            };
            match read::value(attribute, value) {
                Some(known) => drop(facts.known.insert(name.clone(), known)),
                // A value that no rule looks at refuses nothing, and is no issue.
                None if !used.contains(name) => {}
                None if on_invalid_missing => facts.issues.push(json!({
                    "attribute": name, "expected": attribute["type"], "found": value,
                    "message": "invalid value",
                })),
                None => {
                    return Err(format!("attribute `{name}`: expected {}, found {value}", attribute["type"]));
                }
            }
        }
        for (name, _) in entries(&model["attributes"]) {
            if let Some(value) = facts.compute(model, name, as_of).and_then(Term::known) {
                facts.known.insert(name.clone(), value);
            }
        }
        Ok(facts)
    }

    pub(super) fn get(&self, attribute: &str) -> Option<&Known> {
        self.known.get(attribute)
    }

    /// Whether of any attribute only an interval is known.
    pub(super) fn has_intervals(&self) -> bool {
        self.known.values().any(|known| matches!(known, Known::Interval(_)))
    }

    /// The same with a number in place of what is known of it.
    pub(super) fn with_number(&self, attribute: &str, value: f64) -> Self {
        let mut facts = self.clone();
        facts.known.insert(attribute.to_owned(), Known::Number(value));
        facts
    }

    /// Whether a closer value of the attribute may still come: it is missing, or known as an interval.
    pub(super) fn is_open(&self, attribute: &str) -> bool {
        matches!(self.get(attribute), None | Some(Known::Interval(_)))
    }

    /// A formula's value; nothing where there is no formula.
    fn compute(&self, model: &Value, name: &str, as_of: Day) -> Option<Term> {
        let formula = Formula::of(model, name)?;
        let number = |value: f64| Term::Number(Interval::point(value));
        Some(formula.value(&|operand| match operand {
            Formula::Days(name) => match self.get(name) {
                Some(Known::Date(day)) => number((as_of - day) as f64),
                Some(Known::None) => Term::None,
                _ => Term::Missing,
            },
            Formula::Count(name, events, within, once) => match self.get(name) {
                Some(Known::Events(all)) => number(total(all, events, within.as_deref(), *once, as_of)),
                Some(Known::None) => number(0.0),
                _ => Term::Missing,
            },
            Formula::Attribute(name) => match self.get(name) {
                Some(Known::Number(value)) => number(*value),
                Some(Known::Interval(interval)) => Term::Number(*interval),
                Some(Known::None) => Term::None,
                Some(other) => panic!("a formula takes numbers, not {other:?}"),
                None => self.compute(model, name, as_of).unwrap_or(Term::Missing),
            },
            other => panic!("no operand: {other:?}"),
        }))
    }

    /// The attributes to ask for where a closer value of `attribute` may still come: itself, or its formula's inputs
    /// of which the same is true.
    pub(super) fn wanted(&self, model: &Value, attribute: &str, into: &mut BTreeSet<String>) {
        let operands = Formula::of(model, attribute).map(|formula| formula.operands()).unwrap_or_default();
        let open: Vec<_> = operands.iter().filter(|operand| self.is_open(operand)).collect();
        if open.is_empty() {
            into.insert(attribute.to_owned());
        }
        for operand in open {
            self.wanted(model, operand, into);
        }
    }
}

/// The sum of the counts of some events, or of all, up to a day.
fn total(all: &[Event], names: &[String], within: Option<&str>, once: bool, as_of: Day) -> f64 {
    let since = within.map(|span| Span::read(span).before(as_of));
    let mut events = counted(&json!({"once_per": if once { "day" } else { "never" }}), all);
    events.retain(|event| names.is_empty() || names.contains(&event.name));
    events.retain(|event| event.on <= as_of && since.is_none_or(|since| since <= event.on));
    events.iter().map(|event| event.count).sum()
}

/// Whether an attribute may turn out to have no value: a blank says so, of itself or of what its formula is made of.
pub(super) fn may_be_none(model: &Value, attribute: &str) -> bool {
    match Formula::of(model, attribute) {
        Some(formula) => formula.passes_none().iter().any(|operand| may_be_none(model, operand)),
        None => model["attributes"][attribute]["blank"] == "none",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_tried_until_one_is_not_missing() {
        let model = json!({"attributes": {"size": {"type": "number", "aliases": ["a", "b"]},
            "double": {"type": "number", "formula": "size * 2"}, "half": {"formula": "double / nothing"},
            "nothing": {"type": "number"}}, "exclusions": [{"when": {"half": {"gt": 1}}}]});
        let facts = Facts::read(&model, &json!({"size": " ", "a": null, "b": "7"}), 0, false).unwrap();
        assert_eq!(facts.get("size"), Some(&Known::Number(7.0)));
        assert_eq!(facts.get("double"), Some(&Known::Number(14.0)));
        let mut wanted = BTreeSet::new();
        facts.wanted(&model, "half", &mut wanted);
        assert_eq!(wanted, BTreeSet::from(["nothing".to_owned()]));
        assert!(Facts::read(&model, &json!({"a": "x", "b": "7"}), 0, false).is_err());
        let facts = Facts::read(&model, &json!({"a": "x", "b": "7"}), 0, true).unwrap();
        assert_eq!((facts.get("size"), facts.issues.len()), (None, 1));
    }
}
