//! Conditions as expressions that are true, false or, while unknown, null: AND, OR and NOT of SQL have the same three values.

use icp_core::model::{Comparison, Condition, DateTest, NumberTest, SetTest, Test, TextTest};
use icp_core::value::AttributeType;

use super::context::Context;
use super::texts;

/// The two readings of a missing value: as it stands, and as one that may yet come, for bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// `known` has an answer.
    Now,
    /// `known` on a missing value is open.
    Open,
}

/// An expression and how tightly it binds.
#[derive(Debug, Clone)]
pub(super) struct Expr {
    pub(super) text: String,
    loose: bool,
}

impl Expr {
    /// One that can stand beside AND.
    pub(super) fn tight(text: String) -> Self {
        Self { text, loose: false }
    }

    fn loose(text: String) -> Self {
        Self { text, loose: true }
    }

    /// The text, in brackets if it binds loosely.
    fn inner(self) -> String {
        if self.loose { format!("({})", self.text) } else { self.text }
    }
}

fn joined(parts: Vec<Expr>, word: &str) -> Expr {
    match <[Expr; 1]>::try_from(parts) {
        Ok([one]) => one,
        Err(parts) => Expr::loose(parts.into_iter().map(Expr::inner).collect::<Vec<_>>().join(word)),
    }
}

/// A condition.
pub(super) fn condition(context: &Context, condition: &Condition, reading: Reading, path: &str) -> Expr {
    let each = |parts: &[Condition]| -> Vec<Expr> {
        parts.iter().map(|part| self::condition(context, part, reading, path)).collect()
    };
    match condition {
        Condition::All(parts) => joined(each(parts), " AND "),
        Condition::Any(parts) => joined(each(parts), " OR "),
        Condition::Not(part) => {
            Expr::tight(format!("NOT ({})", self::condition(context, part, reading, path).text))
        }
        Condition::AtLeast { n, of } => at_least(*n, each(of)),
        Condition::Named { condition, .. } => self::condition(context, condition, reading, path),
        Condition::Test { attribute, test } => self::test(context, *attribute, test, reading, path),
        _ => {
            context.refuse(
                "sql.unsaid",
                path,
                "result",
                "it is not said in SQL".to_owned(),
                "leave it to the engine",
            );
            Expr::tight("NULL".to_owned())
        }
    }
}

/// At least `n` of them hold: true by those that do, false when those that may are too few.
fn at_least(n: usize, parts: Vec<Expr>) -> Expr {
    if n == 1 {
        return joined(parts, " OR ");
    }
    if n == parts.len() {
        return joined(parts, " AND ");
    }
    let parts: Vec<String> = parts.into_iter().map(|part| part.text).collect();
    let sum = |of: &dyn Fn(&String) -> String| parts.iter().map(of).collect::<Vec<_>>().join(" + ");
    let surely = sum(&|part| format!("CASE WHEN {part} THEN 1 ELSE 0 END"));
    let perhaps = sum(&|part| format!("CASE WHEN COALESCE({part}, TRUE) THEN 1 ELSE 0 END"));
    Expr::tight(format!("CASE WHEN {surely} >= {n} THEN TRUE WHEN {perhaps} < {n} THEN FALSE END"))
}

/// Whether a condition tests `known` of something that may be missing.
pub(super) fn asks_known(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast { of: parts, .. } => {
            parts.iter().any(asks_known)
        }
        Condition::Not(part) => asks_known(part),
        Condition::Named { condition, .. } => asks_known(condition),
        Condition::Test { test, .. } => matches!(test, Test::Known(_)),
        _ => false,
    }
}

/// The attributes whose values a condition reads, each once.
pub(super) fn reads(condition: &Condition, into: &mut Vec<usize>) {
    let mut add = |attribute: usize| {
        if !into.contains(&attribute) {
            into.push(attribute);
        }
    };
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast { of: parts, .. } => {
            parts.iter().for_each(|part| reads(part, into));
        }
        Condition::Not(part) => reads(part, into),
        Condition::Named { condition, .. } => reads(condition, into),
        Condition::Test { attribute, test } => {
            add(*attribute);
            if let Test::Compare { other, .. } = test {
                add(*other);
            }
        }
        _ => {}
    }
}

fn test(context: &Context, attribute: usize, test: &Test, reading: Reading, path: &str) -> Expr {
    let value = || context.value(attribute);
    match test {
        Test::Known(known) => known_test(&value(), *known, reading),
        Test::Number(test) => number(context, &value(), test),
        Test::Length(test) => {
            // One capital letter becomes two signs.
            context.constant(attribute, "\u{307}");
            number(context, &format!("length({})", value()), test)
        }
        Test::Size(test) => number(context, &texts::size(context, attribute), test),
        Test::Date(test) => date(context, &value(), test),
        Test::Text(test) => text(context, attribute, test, path),
        Test::Bool(true) => Expr::tight(value()),
        Test::Bool(false) => Expr::tight(format!("NOT {}", value())),
        Test::Set(test) => set(context, attribute, test, path),
        Test::Happened(_) => {
            context.refuse(
                "sql.events",
                path,
                "happened",
                "events are lists of happenings, which a column of a table seldom has".to_owned(),
                "count them into a number or a date of its own, and test that",
            );
            Expr::tight("NULL".to_owned())
        }
        Test::Compare { comparison, other } => compare(context, attribute, *comparison, *other),
        _ => {
            context.refuse(
                "sql.unsaid",
                path,
                "test",
                "it is not said in SQL".to_owned(),
                "leave it to the engine",
            );
            Expr::tight("NULL".to_owned())
        }
    }
}

fn known_test(value: &str, known: bool, reading: Reading) -> Expr {
    Expr::tight(match (reading, known) {
        (Reading::Now, true) => format!("{value} IS NOT NULL"),
        (Reading::Now, false) => format!("{value} IS NULL"),
        (Reading::Open, true) => format!("CASE WHEN {value} IS NOT NULL THEN TRUE END"),
        (Reading::Open, false) => format!("CASE WHEN {value} IS NOT NULL THEN FALSE END"),
    })
}

/// A test on a number.
pub(super) fn number(context: &Context, value: &str, test: &NumberTest) -> Expr {
    let one = |number: &f64| context.dialect.number(*number);
    let list = |numbers: &[f64]| numbers.iter().map(one).collect::<Vec<_>>().join(", ");
    Expr::tight(match test {
        NumberTest::Is(number) => format!("{value} = {}", one(number)),
        NumberTest::IsNot(number) => format!("{value} <> {}", one(number)),
        NumberTest::In(items) => format!("{value} IN ({})", list(&items.items)),
        NumberTest::NotIn(items) => format!("{value} NOT IN ({})", list(&items.items)),
        NumberTest::Gt(number) => format!("{value} > {}", one(number)),
        NumberTest::Gte(number) => format!("{value} >= {}", one(number)),
        NumberTest::Lt(number) => format!("{value} < {}", one(number)),
        NumberTest::Lte(number) => format!("{value} <= {}", one(number)),
        NumberTest::Between(low, high) => {
            return Expr::tight(format!("{value} BETWEEN {} AND {}", one(low), one(high)));
        }
        _ => "NULL".to_owned(),
    })
}

fn date(context: &Context, value: &str, test: &DateTest) -> Expr {
    Expr::tight(match test {
        DateTest::Is(day) => format!("{value} = DATE '{day}'"),
        DateTest::Before(day) => format!("{value} < DATE '{day}'"),
        DateTest::After(day) => format!("{value} > DATE '{day}'"),
        DateTest::Between(first, last) => format!("{value} BETWEEN DATE '{first}' AND DATE '{last}'"),
        DateTest::WithinLast(span) => {
            format!("{value} BETWEEN {} AND {}", context.before(*span), context.as_of())
        }
        DateTest::OlderThan(span) => format!("{value} < {}", context.before(*span)),
        _ => "NULL".to_owned(),
    })
}

fn text(context: &Context, attribute: usize, test: &TextTest, path: &str) -> Expr {
    let value = || context.value(attribute);
    let values = |items: &[Box<str>]| {
        let all: Vec<String> = items.iter().flat_map(|item| context.spellings(attribute, item)).collect();
        texts::distinct(all)
    };
    let one_of = |values: &[String], word: (&str, &str)| match values {
        [one] => format!("{} {} {}", value(), word.0, context.dialect.text(one)),
        several => format!("{} {} ({})", value(), word.1, context.dialect.texts(several)),
    };
    let phrases = |items: &[Box<str>]| -> Vec<String> {
        texts::distinct(items.iter().map(|item| context.constant(attribute, item)).collect())
    };
    match test {
        TextTest::Is(text) => Expr::tight(one_of(&context.spellings(attribute, text), ("=", "IN"))),
        TextTest::IsNot(text) => Expr::tight(one_of(&context.spellings(attribute, text), ("<>", "NOT IN"))),
        TextTest::In(items) => Expr::tight(one_of(&values(&items.items), ("=", "IN"))),
        TextTest::NotIn(items) => Expr::tight(one_of(&values(&items.items), ("<>", "NOT IN"))),
        TextTest::StartsWith(items) => {
            let at = |phrase: &String| {
                let text = context.dialect.text(phrase);
                Expr::tight(format!("left({}, {}) = {text}", value(), phrase.chars().count()))
            };
            joined(phrases(&items.items).iter().map(at).collect(), " OR ")
        }
        TextTest::EndsWith(items) => {
            let at = |phrase: &String| {
                let text = context.dialect.text(phrase);
                Expr::tight(format!("right({}, {}) = {text}", value(), phrase.chars().count()))
            };
            joined(phrases(&items.items).iter().map(at).collect(), " OR ")
        }
        TextTest::Contains(items) => {
            let at = |phrase: &String| Expr::tight(context.dialect.contains(&value(), phrase));
            joined(phrases(&items.items).iter().map(at).collect(), " OR ")
        }
        TextTest::Mentions(items) => {
            let at = |phrase: &str| Expr::tight(texts::mentions(context, attribute, phrase));
            joined(texts::folded_once(&items.items).into_iter().map(at).collect(), " OR ")
        }
        TextTest::MentionsAtLeast { n, of } => {
            let at = |phrase: &str| Expr::tight(texts::mentions(context, attribute, phrase));
            at_least(*n, texts::folded_once(&of.items).into_iter().map(at).collect())
        }
        TextTest::Matches(_) => {
            context.refuse(
                "sql.pattern",
                path,
                "matches",
                "every engine reads regular expressions in its own way".to_owned(),
                "write the phrases with `mentions`, `contains`, `starts_with` or `ends_with`",
            );
            Expr::tight("NULL".to_owned())
        }
        TextTest::PartOf(items) => {
            let at = |whole: &String| Expr::tight(context.dialect.is_in(&value(), whole));
            joined(phrases(&items.items).iter().map(at).collect(), " OR ")
        }
        _ => {
            context.refuse(
                "sql.host",
                path,
                "under",
                "hosts of web addresses are not cut out in SQL".to_owned(),
                "make a column with the host, and compare that",
            );
            Expr::tight("NULL".to_owned())
        }
    }
}

fn set(context: &Context, attribute: usize, test: &SetTest, path: &str) -> Expr {
    let any = |items: &[Box<str>]| -> Vec<String> {
        texts::distinct(items.iter().flat_map(|item| context.spellings(attribute, item)).collect())
    };
    let each = |items: &[Box<str>]| -> Vec<Expr> {
        let mut seen: Vec<Vec<String>> = Vec::new();
        for item in items {
            let mut spellings = context.spellings(attribute, item);
            spellings.sort();
            if !seen.contains(&spellings) {
                seen.push(spellings);
            }
        }
        seen.iter().map(|spellings| Expr::tight(texts::has(context, attribute, spellings))).collect()
    };
    match test {
        SetTest::Has(item) => {
            Expr::tight(texts::has(context, attribute, &context.spellings(attribute, item)))
        }
        SetTest::HasAny(items) => Expr::tight(texts::has(context, attribute, &any(&items.items))),
        SetTest::HasAll(items) => joined(each(&items.items), " AND "),
        SetTest::HasNone(items) => {
            Expr::tight(format!("NOT ({})", texts::has(context, attribute, &any(&items.items))))
        }
        SetTest::HasAtLeast { n, of } => at_least(*n, each(&of.items)),
        _ => {
            context.refuse(
                "sql.item",
                path,
                "has_containing",
                "each engine goes through the items of a list in its own way".to_owned(),
                "name the items with `has_any`",
            );
            Expr::tight("NULL".to_owned())
        }
    }
}

fn compare(context: &Context, attribute: usize, comparison: Comparison, other: usize) -> Expr {
    let is_text = context.attribute(attribute).is_some_and(|one| one.kind == AttributeType::Text);
    let value = |at: usize| if is_text { context.canonical(at) } else { context.value(at) };
    let sign = match comparison {
        Comparison::Is => "=",
        Comparison::IsNot => "<>",
        Comparison::Gt => ">",
        Comparison::Gte => ">=",
        Comparison::Lt => "<",
        Comparison::Lte => "<=",
        _ => "=",
    };
    Expr::tight(format!("{} {sign} {}", value(attribute), value(other)))
}

/// The number of a key of a table.
pub(super) fn same_number(key: &str) -> Option<f64> {
    icp_core::value::parse_number(key).ok()
}
