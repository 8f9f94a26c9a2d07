//! Conditions as a tree, never nested deeper than they were read.

use super::tree::{Object, count, flag, list, number, pair, text, texts};
use crate::draft::{Node, NodeKind};
use crate::model::{
    Attribute, Condition, DateOperand, DateTest, EventNames, Happened, Items, NumberOperand, NumberTest,
    ResultTest, SetOperand, SetTest, Test, TextOperand, TextTest,
};
use crate::value::AttributeType;

/// A condition, in the form that is never nested deeper than it was written.
pub(super) fn condition(condition: &Condition, attributes: &[Attribute]) -> Node {
    match condition {
        Condition::All(parts) if parts.len() > 1 => match one_object(parts, attributes) {
            Some(node) => node,
            None => pair("all", conditions(parts, attributes)),
        },
        Condition::Named { name, .. } => text(&format!("${name}")),
        Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::AtLeast { .. }
        | Condition::Result(_)
        | Condition::Test { .. } => {
            let mut object = Object::default();
            // An empty object has no key that could be in the way, so `add` always succeeds.
            add(&mut object, condition, attributes);
            object.node()
        }
    }
}

fn conditions(parts: &[Condition], attributes: &[Attribute]) -> Node {
    list(parts.iter().map(|part| condition(part, attributes)).collect())
}

/// All parts as entries of one object; `None` when two of them would have the same key.
fn one_object(parts: &[Condition], attributes: &[Attribute]) -> Option<Node> {
    let mut object = Object::default();
    parts.iter().all(|part| add(&mut object, part, attributes)).then(|| object.node())
}

/// Adds a condition as an entry; false when its key is taken.
fn add(object: &mut Object, part: &Condition, attributes: &[Attribute]) -> bool {
    let (key, value) = match part {
        Condition::All(parts) => ("all", conditions(parts, attributes)),
        Condition::Any(parts) => ("any", conditions(parts, attributes)),
        Condition::Not(part) => ("not", condition(part, attributes)),
        Condition::AtLeast { n, of } => {
            let mut inner = Object::default();
            inner.put("n", count(*n));
            inner.put("of", conditions(of, attributes));
            ("at_least", inner.node())
        }
        Condition::Result(test) => ("result", result(test)),
        Condition::Test { attribute, test } => {
            let Some(known) = attributes.get(*attribute) else { return true };
            return add_test(object, known, test, attributes);
        }
        // A name has no key of its own: it is an entry of `all`.
        Condition::Named { .. } => return false,
    };
    if object.has(key) {
        return false;
    }
    object.put(key, value);
    true
}

/// Adds a test under its attribute; joins the tests of one attribute that follow each other.
fn add_test(object: &mut Object, attribute: &Attribute, test: &Test, attributes: &[Attribute]) -> bool {
    let (operator, operand) = operator(attribute.kind, test, attributes);
    let is = matches!(operator, Operator::Plain(Test::IS));
    let bare = is && !matches!(operand.kind, NodeKind::Map(_));
    if !object.has(&attribute.name) {
        let value = match operator {
            Operator::Plain(_) if bare => operand,
            Operator::Plain(operator) => pair(operator, operand),
            Operator::Measure(measure, operator) => pair(measure, measured(operator, operand)),
        };
        object.put(&attribute.name, value);
        return true;
    }
    let Some(value) = object.last(&attribute.name) else { return false };
    // A bare value gets its operator back, to stand beside another one.
    if !matches!(value.kind, NodeKind::Map(_)) {
        let only = std::mem::replace(value, flag(false));
        *value = pair(Test::IS, only);
    }
    let NodeKind::Map(entries) = &mut value.kind else { return false };
    let mut push = |key: &str, value: Node| {
        let free = !entries.iter().any(|entry| &*entry.key == key);
        if free {
            entries.push(crate::draft::Entry { key: key.into(), key_offset: None, value });
        }
        free
    };
    match operator {
        Operator::Plain(operator) => push(operator, operand),
        Operator::Measure(measure, operator) => {
            if push(measure, measured(operator, operand.clone())) {
                return true;
            }
            let Some(last) = entries.last_mut().filter(|entry| &*entry.key == measure) else { return false };
            if !matches!(last.value.kind, NodeKind::Map(_)) {
                let only = std::mem::replace(&mut last.value, flag(false));
                last.value = pair(Test::IS, only);
            }
            let NodeKind::Map(inner) = &mut last.value.kind else { return false };
            if inner.iter().any(|entry| &*entry.key == operator) {
                return false;
            }
            inner.push(crate::draft::Entry { key: operator.into(), key_offset: None, value: operand });
            true
        }
    }
}

/// The tests of a result: a word by itself, several as a list.
fn result(test: &ResultTest) -> Node {
    let ResultTest { tier, status, stage, intent_tier, score, coverage, intent_score } = test;
    let mut object = Object::default();
    let words = |words: Vec<Node>| match words.len() {
        0 | 1 => words.into_iter().next(),
        _ => Some(list(words)),
    };
    let numbers = |tests: &[NumberTest]| {
        if let [NumberTest::Is(value)] = tests {
            return Some(number(*value));
        }
        let mut inner = Object::default();
        tests.iter().for_each(|test| inner.put(test.name(), number_operand(test)));
        (!tests.is_empty()).then(|| inner.node())
    };
    object.put_some("tier", words(texts(tier)));
    object.put_some("status", words(status.iter().map(|status| text(status.as_str())).collect()));
    object.put_some("stage", words(texts(stage)));
    object.put_some("intent_tier", words(texts(intent_tier)));
    object.put_some("score", numbers(score));
    object.put_some("coverage", numbers(coverage));
    object.put_some("intent_score", numbers(intent_score));
    object.node()
}

/// `length: 3` for `is`, else `length: {gte: 3}`.
fn measured(operator: &'static str, operand: Node) -> Node {
    if operator == Test::IS { operand } else { pair(operator, operand) }
}

enum Operator {
    Plain(&'static str),
    /// `length` or `size`, and the operator on it.
    Measure(&'static str, &'static str),
}

fn operator(kind: AttributeType, test: &Test, attributes: &[Attribute]) -> (Operator, Node) {
    let (name, operand) = match test {
        Test::Known(known) => (Test::KNOWN, flag(*known)),
        Test::Number(test) => (test.name(), number_operand(test)),
        Test::Length(test) => {
            return (Operator::Measure(Test::LENGTH, test.name()), number_operand(test));
        }
        Test::Size(test) => return (Operator::Measure(Test::SIZE, test.name()), number_operand(test)),
        Test::Date(test) => (test.name(), date_operand(test)),
        Test::Text(test) => (test.name(), text_operand(test)),
        Test::Bool(value) => (Test::IS, flag(*value)),
        Test::Set(test) => (test.name(), set_operand(test)),
        Test::Happened(test) => (Test::HAPPENED, happened(test)),
        Test::Compare { comparison, other } => {
            let name = attributes.get(*other).map_or("", |known| &known.name);
            (comparison.name(kind), pair("attribute", text(name)))
        }
    };
    (Operator::Plain(name), operand)
}

fn number_operand(test: &NumberTest) -> Node {
    match test.operand() {
        NumberOperand::One(value) => number(*value),
        NumberOperand::List(values) => items(values, |value| number(*value)),
        NumberOperand::Bounds(low, high) => list(vec![number(*low), number(*high)]),
    }
}

fn date_operand(test: &DateTest) -> Node {
    let date = |date: &crate::value::Date| text(&date.to_string());
    match test.operand() {
        DateOperand::Day(day) => date(day),
        DateOperand::Bounds(first, last) => list(vec![date(first), date(last)]),
        DateOperand::Span(span) => text(&span.to_string()),
    }
}

fn text_operand(test: &TextTest) -> Node {
    match test.operand() {
        TextOperand::Value(value) => text(value),
        TextOperand::Values(values) | TextOperand::Phrases(values) | TextOperand::Hosts(values) => {
            text_items(values)
        }
        TextOperand::AtLeast(n, of) => at_least(*n, of),
        TextOperand::Pattern(pattern) => text(pattern),
    }
}

/// `{n, of}`.
fn at_least(n: usize, of: &Items<Box<str>>) -> Node {
    let mut inner = Object::default();
    inner.put("n", count(n));
    inner.put("of", text_items(of));
    inner.node()
}

fn set_operand(test: &SetTest) -> Node {
    match test.operand() {
        SetOperand::Item(item) => text(item),
        SetOperand::Items(values) | SetOperand::Phrases(values) => text_items(values),
        SetOperand::AtLeast(n, of) => at_least(*n, of),
    }
}

fn happened(test: &Happened) -> Node {
    let Happened { events, distinct_at_least, within_last, at_least, at_most, once_per } = test;
    let mut object = Object::default();
    match events {
        EventNames::One(name) => object.put("event", text(name)),
        EventNames::AnyOf(names) => object.put("any_of", text_items(names)),
        EventNames::Any => object.put("any", flag(true)),
    }
    object.put_some("distinct_at_least", distinct_at_least.map(count));
    object.put_some("within_last", within_last.map(|span| text(&span.to_string())));
    let implied = at_most.is_none() && distinct_at_least.is_none() && *at_least == Some(1.0);
    object.put_some("at_least", at_least.filter(|_| !implied).map(number));
    object.put_some("at_most", at_most.map(number));
    object.put_some("once_per", once_per.map(|time| text(time.as_str())));
    object.node()
}

/// A list operand: its name, the single text that it was, or its entries.
pub(super) fn text_items(items: &Items<Box<str>>) -> Node {
    match (&items.list, items.items.as_slice()) {
        (Some(name), _) => text(&format!("${name}")),
        (None, [only]) if items.single => text(only),
        (None, all) => list(texts(all)),
    }
}

fn items<T>(items: &Items<T>, node: impl Fn(&T) -> Node) -> Node {
    match &items.list {
        Some(name) => text(&format!("${name}")),
        None => list(items.items.iter().map(node).collect()),
    }
}
