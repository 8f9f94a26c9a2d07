//! Conditions in words: with their subject (`Employees is at least 50 people`), or as what is wanted of an attribute
//! (`at least 50 people`).

use super::number::grouped;
use super::value::{Joint, numbers, phrase, phrases, value, values};
use crate::model::{
    Attribute, Comparison, Condition, DateTest, Definition, EventNames, Happened, NumberTest, OncePer,
    ResultTest, SetTest, Test, TextTest,
};
use crate::page::Sentence;
use crate::value::{AttributeType, place_of};

/// A test in words without its subject.
pub(super) struct Predicate {
    verb: &'static str,
    object: Sentence,
    /// The unit of the numbers at its end.
    unit: Option<Sentence>,
}

impl Predicate {
    fn new(verb: &'static str, object: Sentence) -> Self {
        Self { verb, object, unit: None }
    }

    fn ours(verb: &'static str, object: &str) -> Self {
        Self::new(verb, Sentence::new(object))
    }

    /// The words of events, or that they did not happen.
    pub(super) fn sentence(self, holds: bool) -> Sentence {
        let verb = match (holds, self.verb) {
            (true, verb) => verb,
            (false, HAD) => HAD_NOT,
            (false, _) => HAD,
        };
        Sentence::new(verb).ours(" ").then(self.object)
    }
}

/// The verb that is left out where only the object is wanted.
const IS: &str = "is";

/// The verbs of events.
const HAD: &str = "had";
const HAD_NOT: &str = "did not have";

/// A condition with its subjects.
pub(super) fn whole(definition: &Definition, condition: &Condition) -> Sentence {
    match condition {
        Condition::Named { condition, .. } => whole(definition, condition),
        Condition::All(parts) => joined(definition, parts, ", and "),
        Condition::Any(parts) => joined(definition, parts, ", or "),
        Condition::AtLeast { n, of } => {
            let mut words = Sentence::new(&format!("at least {n} of these hold: "));
            for (at, part) in of.iter().enumerate() {
                words = words.ours(if at > 0 { "; (" } else { "(" }).then(whole(definition, part)).ours(")");
            }
            words
        }
        Condition::Not(inner) => Sentence::new("not (").then(whole(definition, inner)).ours(")"),
        Condition::Result(test) => result(test),
        Condition::Test { attribute, test } => {
            let tests = [test];
            sentence(definition, *attribute, &tests)
        }
    }
}

/// The tests of the profile's own result.
fn result(test: &ResultTest) -> Sentence {
    let ResultTest { tier, status, stage, intent_tier, score, coverage, intent_score } = test;
    let words = |of: &str, ids: &[Box<str>]| {
        (!ids.is_empty()).then(|| Sentence::new(of).ours(" is ").then(values(ids, Joint::Or)))
    };
    let number = |of: &str, tests: &[NumberTest]| {
        let all = tests.iter().map(amount);
        (!tests.is_empty()).then(|| Sentence::new(of).ours(" is ").list(all, usize::MAX, " and "))
    };
    let statuses: Vec<Box<str>> =
        status.iter().map(|status| status.as_str().replace('_', " ").into()).collect();
    let parts = [
        words("the tier", tier),
        words("the status", &statuses),
        words("the stage", stage),
        words("the intent tier", intent_tier),
        number("the score", score),
        number("the coverage", coverage),
        number("the intent score", intent_score),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    Sentence::default().list(parts.into_iter(), usize::MAX, ", and ")
}

/// The wish of a condition: as [`whole`], without the subject where there is one attribute alone.
pub(super) fn wanted(definition: &Definition, condition: &Condition) -> Sentence {
    match (unnamed(condition), alone(condition)) {
        (_, Some((attribute, tests))) => predicate(definition, attribute, &tests, true),
        (Condition::Not(inner), None) if alone(inner).is_some() => {
            Sentence::new("not (").then(wanted(definition, inner)).ours(")")
        }
        (_, None) => whole(definition, condition),
    }
}

/// The attribute that a condition is about, with its tests, if it is one test, or amounts of one kind that must all hold:
/// `at least 20 and less than 200`. Other tests side by side are sentences of their own, since a list may follow each.
fn alone(condition: &Condition) -> Option<(usize, Vec<&Test>)> {
    match condition {
        Condition::Named { condition, .. } => alone(condition),
        Condition::Test { attribute, test } => Some((*attribute, vec![test])),
        Condition::All(parts) => {
            let mut found: Option<(usize, Vec<&Test>)> = None;
            for part in parts {
                let (attribute, more) = alone(part)?;
                match &mut found {
                    None => found = Some((attribute, more)),
                    Some((of, tests)) if *of == attribute && are_amounts(tests, &more) => tests.extend(more),
                    Some(_) => return None,
                }
            }
            found
        }
        Condition::Any(_) | Condition::AtLeast { .. } | Condition::Not(_) | Condition::Result(_) => None,
    }
}

/// Whether all of these tests are amounts of one kind.
fn are_amounts(tests: &[&Test], more: &[&Test]) -> bool {
    let kind = |test: &&Test| match test {
        Test::Number(_) => Some(0),
        Test::Length(_) => Some(1),
        Test::Size(_) => Some(2),
        Test::Date(_) => Some(3),
        Test::Known(_)
        | Test::Text(_)
        | Test::Bool(_)
        | Test::Set(_)
        | Test::Happened(_)
        | Test::Compare { .. } => None,
    };
    let mut kinds = tests.iter().chain(more).map(kind);
    let first = kinds.next().flatten();
    first.is_some() && kinds.all(|kind| kind == first)
}

/// The attribute that some conditions are about, each by itself, if it is one for all of them.
pub(super) fn attribute_alone<'c>(conditions: impl IntoIterator<Item = &'c Condition>) -> Option<usize> {
    let mut found = None;
    for condition in conditions {
        let (attribute, _) = alone(condition)?;
        if *found.get_or_insert(attribute) != attribute {
            return None;
        }
    }
    found
}

/// Conditions side by side. Neighbouring tests of one attribute share their subject where all must hold.
fn joined(definition: &Definition, parts: &[Condition], between: &str) -> Sentence {
    let is_all = place_of(between, "and").is_some();
    let mut words = Sentence::default();
    let mut rest = parts;
    while let Some((first, after)) = rest.split_first() {
        if !words.is_empty() {
            words = words.ours(between);
        }
        rest = after;
        words = words.then(match (unnamed(first), alone(first)) {
            (_, Some((attribute, mut tests))) if is_all => {
                while let Some((next, after)) = rest.split_first()
                    && let Some((of, more)) = alone(next)
                    && of == attribute
                    && are_amounts(&tests, &more)
                {
                    tests.extend(more);
                    rest = after;
                }
                sentence(definition, attribute, &tests)
            }
            (Condition::All(_) | Condition::Any(_) | Condition::AtLeast { .. }, _) if parts.len() > 1 => {
                Sentence::new("(").then(whole(definition, first)).ours(")")
            }
            _ => whole(definition, first),
        });
    }
    words
}

/// The condition itself, where a name stands for it.
fn unnamed(condition: &Condition) -> &Condition {
    match condition {
        Condition::Named { condition, .. } => unnamed(condition),
        Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::AtLeast { .. }
        | Condition::Result(_)
        | Condition::Test { .. } => condition,
    }
}

/// The subject and all that must hold of it.
fn sentence(definition: &Definition, attribute: usize, tests: &[&Test]) -> Sentence {
    label(definition, attribute).ours(" ").then(predicate(definition, attribute, tests, false))
}

/// The name of an attribute for people.
pub(super) fn label(definition: &Definition, attribute: usize) -> Sentence {
    definition.attributes.get(attribute).map_or_else(Sentence::default, |found| Sentence::of(found.label()))
}

/// All that must hold of an attribute, joined by `and`; a verb is said once where it stays the same.
fn predicate(definition: &Definition, attribute: usize, tests: &[&Test], without_is: bool) -> Sentence {
    let Some(found) = definition.attributes.get(attribute) else { return Sentence::default() };
    let predicates: Vec<_> = tests.iter().map(|test| of_test(definition, found, test)).collect();
    let mut words = Sentence::default();
    for (at, now) in predicates.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| predicates.get(before));
        if before.is_some() {
            words = words.ours(" and ");
        }
        let is_said = before.map_or(without_is && now.verb == IS, |before| before.verb == now.verb);
        if !is_said {
            words = words.ours(now.verb).ours(" ");
        }
        words = words.then(now.object.clone());
        // `at least 100 and less than 400 people`: the unit stands once, at the end.
        let next = predicates.get(at + 1);
        if let Some(unit) = &now.unit
            && next.is_none_or(|next| next.unit.is_none() || next.verb != now.verb)
        {
            words = words.ours(" ").then(unit.clone());
        }
    }
    words
}

fn of_test(definition: &Definition, attribute: &Attribute, test: &Test) -> Predicate {
    match test {
        Test::Known(true) => Predicate::ours(IS, "known"),
        Test::Known(false) => Predicate::ours(IS, "not known"),
        Test::Number(test) => Predicate {
            unit: attribute.unit.as_deref().map(Sentence::of),
            ..Predicate::new(IS, amount(test))
        },
        Test::Length(test) => {
            Predicate::new("has", amount(test).ours(count(test, " character", " characters")))
        }
        Test::Size(test) => Predicate::new("has", amount(test).ours(count(test, " item", " items"))),
        Test::Date(test) => Predicate::ours(IS, &date(test)),
        Test::Text(test) => text(test),
        Test::Bool(wanted) => Predicate::ours(IS, if *wanted { "yes" } else { "no" }),
        Test::Set(test) => set(test),
        Test::Happened(happened) => events(happened),
        Test::Compare { comparison, other } => Predicate::new(
            IS,
            Sentence::new(compared(*comparison, attribute.kind)).then(label(definition, *other)),
        ),
    }
}

/// The noun behind a number of things.
pub(super) const fn count(test: &NumberTest, one: &'static str, many: &'static str) -> &'static str {
    match test {
        NumberTest::Is(1.0) => one,
        _ => many,
    }
}

pub(super) fn amount(test: &NumberTest) -> Sentence {
    let one = |words: &str, value: &f64| Sentence::new(&format!("{words}{}", grouped(*value)));
    match test {
        NumberTest::Is(value) => one("", value),
        NumberTest::IsNot(value) => one("not ", value),
        NumberTest::In(items) => numbers(&items.items, Joint::Or),
        NumberTest::NotIn(items) => Sentence::new("not ").then(numbers(&items.items, Joint::Or)),
        NumberTest::Gt(value) => one("more than ", value),
        NumberTest::Gte(value) => one("at least ", value),
        NumberTest::Lt(value) => one("less than ", value),
        NumberTest::Lte(value) => one("at most ", value),
        NumberTest::Between(low, high) => Sentence::new(&format!("{} to {}", grouped(*low), grouped(*high))),
    }
}

fn date(test: &DateTest) -> String {
    match test {
        DateTest::Is(day) => day.to_string(),
        DateTest::Before(day) => format!("before {day}"),
        DateTest::After(day) => format!("after {day}"),
        DateTest::Between(first, last) => format!("from {first} to {last}"),
        DateTest::WithinLast(span) => format!("within the last {span}"),
        DateTest::OlderThan(span) => format!("longer ago than {span}"),
    }
}

fn text(test: &TextTest) -> Predicate {
    match test {
        TextTest::Is(wanted) => Predicate::new(IS, value(wanted)),
        TextTest::IsNot(other) => Predicate::new(IS, Sentence::new("not ").then(value(other))),
        TextTest::In(items) => Predicate::new(IS, values(&items.items, Joint::Or)),
        TextTest::NotIn(items) => {
            Predicate::new(IS, Sentence::new("not ").then(values(&items.items, Joint::Or)))
        }
        TextTest::StartsWith(items) => Predicate::new("begins with", phrases(&items.items, Joint::Or)),
        TextTest::EndsWith(items) => Predicate::new("ends with", phrases(&items.items, Joint::Or)),
        TextTest::Contains(items) => Predicate::new("contains", phrases(&items.items, Joint::Or)),
        TextTest::PartOf(items) => {
            Predicate::new(IS, Sentence::new("part of ").then(phrases(&items.items, Joint::Or)))
        }
        TextTest::Mentions(items) => Predicate::new("mentions", phrases(&items.items, Joint::Or)),
        TextTest::MentionsAtLeast { n, of } => Predicate::new(
            "mentions",
            Sentence::new(&format!("at least {n} of ")).then(phrases(&of.items, Joint::And)),
        ),
        TextTest::Under(items) => {
            Predicate::new(IS, Sentence::new("at or below ").then(values(&items.items, Joint::Or)))
        }
        TextTest::Matches(pattern) => Predicate::new("matches the pattern", phrase(pattern)),
    }
}

fn set(test: &SetTest) -> Predicate {
    Predicate::new(
        "has",
        match test {
            SetTest::Has(item) => value(item),
            SetTest::HasAny(items) => values(&items.items, Joint::Or),
            SetTest::HasAll(items) => values(&items.items, Joint::And),
            SetTest::HasNone(items) => Sentence::new("none of ").then(values(&items.items, Joint::And)),
            SetTest::HasAtLeast { n, of } => {
                Sentence::new(&format!("at least {n} of ")).then(values(&of.items, Joint::And))
            }
            SetTest::HasContaining(of) => {
                Sentence::new("an item that contains ").then(phrases(&of.items, Joint::Or))
            }
        },
    )
}

pub(super) fn events(happened: &Happened) -> Predicate {
    let names = match &happened.events {
        EventNames::One(name) => phrase(name),
        EventNames::AnyOf(names) => phrases(&names.items, Joint::Or),
        EventNames::Any => Sentence::new("any event"),
    };
    let (verb, times) = match (happened.at_least, happened.at_most) {
        (None, None) | (Some(1.0), None) => (HAD, String::new()),
        (Some(least), None) => (HAD, format!(" at least {} times", grouped(least))),
        (None, Some(0.0)) => (HAD_NOT, String::new()),
        (None, Some(most)) => (HAD, format!(" at most {}", times(most))),
        (Some(least), Some(most)) if least == most => (HAD, format!(" exactly {}", times(most))),
        (Some(least), Some(most)) => (HAD, format!(" {} to {} times", grouped(least), grouped(most))),
    };
    // The number of different events stands before their names; a sum beside it is told after them.
    let object = match (&happened.events, happened.distinct_at_least) {
        (EventNames::AnyOf(names), Some(n)) => {
            let words = Sentence::new(&format!("at least {n} different of "));
            let words = words.then(phrases(&names.items, Joint::And));
            let sum = if times.is_empty() { String::new() } else { format!(", together{times}") };
            words.ours(if verb == HAD { &sum } else { ", together at most 0 times" })
        }
        _ => names.ours(&times),
    };
    let verb = if happened.distinct_at_least.is_some() { HAD } else { verb };
    let window = happened.within_last.map_or_else(String::new, |span| format!(" within the last {span}"));
    let once = match happened.once_per {
        Some(OncePer::Day) => ", each counted at most once a day",
        None => "",
    };
    Predicate::new(verb, object.ours(&window).ours(once))
}

fn times(count: f64) -> String {
    if count == 1.0 { "once".to_owned() } else { format!("{} times", grouped(count)) }
}

pub(super) const fn compared(comparison: Comparison, kind: AttributeType) -> &'static str {
    match (comparison, kind) {
        (Comparison::Is, _) => "the same as ",
        (Comparison::IsNot, _) => "not the same as ",
        (Comparison::Gt, AttributeType::Date) => "after ",
        (Comparison::Gt, _) => "more than ",
        (Comparison::Gte, _) => "at least ",
        (Comparison::Lt, AttributeType::Date) => "before ",
        (Comparison::Lt, _) => "less than ",
        (Comparison::Lte, _) => "at most ",
    }
}
