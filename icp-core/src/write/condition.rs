use super::tree::{Object, count, flag, list, number, pair, text, texts};
use crate::draft::{Node, NodeKind};
use crate::model::{
    Attribute, Comparison, Condition, DateTest, Happened, Items, NumberTest, SetTest, Test, TextTest,
};
use crate::value::AttributeType;

/// A condition, in the form that is never nested deeper than it was written.
pub(super) fn condition(condition: &Condition, attributes: &[Attribute]) -> Node {
    match condition {
        Condition::All(parts) if parts.len() > 1 => match one_object(parts, attributes) {
            Some(node) => node,
            None => pair("all", conditions(parts, attributes)),
        },
        Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::AtLeast { .. }
        | Condition::Test { .. } => {
            let mut object = Object::default();
            // A single part always has a place in an empty object.
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
        Condition::Test { attribute, test } => {
            let Some(known) = attributes.get(*attribute) else { return true };
            return add_test(object, known, test, attributes);
        }
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
    let is = matches!(operator, Operator::Plain("is"));
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
    // What was bare gets its operator back to stand beside another one.
    if !matches!(value.kind, NodeKind::Map(_)) {
        let only = std::mem::replace(value, flag(false));
        *value = pair("is", only);
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
                last.value = pair("is", only);
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

/// `length: 3` for `is`, else `length: {gte: 3}`.
fn measured(operator: &'static str, operand: Node) -> Node {
    if operator == "is" { operand } else { pair(operator, operand) }
}

enum Operator {
    Plain(&'static str),
    /// `length` or `size`, and the operator on it.
    Measure(&'static str, &'static str),
}

fn operator(kind: AttributeType, test: &Test, attributes: &[Attribute]) -> (Operator, Node) {
    let (name, operand) = match test {
        Test::Known(known) => ("known", flag(*known)),
        Test::Number(test) => number_test(test),
        Test::Length(test) => {
            let (operator, operand) = number_test(test);
            return (Operator::Measure("length", operator), operand);
        }
        Test::Size(test) => {
            let (operator, operand) = number_test(test);
            return (Operator::Measure("size", operator), operand);
        }
        Test::Date(test) => date_test(*test),
        Test::Text(test) => text_test(test),
        Test::Bool(value) => ("is", flag(*value)),
        Test::Set(test) => set_test(test),
        Test::Happened(test) => ("happened", happened(test)),
        Test::Compare { comparison, other } => {
            let name = attributes.get(*other).map_or("", |known| &known.name);
            (comparison_word(*comparison, kind), pair("attribute", text(name)))
        }
    };
    (Operator::Plain(name), operand)
}

fn comparison_word(comparison: Comparison, kind: AttributeType) -> &'static str {
    let date = kind == AttributeType::Date;
    match comparison {
        Comparison::Is => "is",
        Comparison::IsNot => "is_not",
        Comparison::Gt if date => "after",
        Comparison::Gt => "gt",
        Comparison::Gte => "gte",
        Comparison::Lt if date => "before",
        Comparison::Lt => "lt",
        Comparison::Lte => "lte",
    }
}

fn number_test(test: &NumberTest) -> (&'static str, Node) {
    match test {
        NumberTest::Is(value) => ("is", number(*value)),
        NumberTest::IsNot(value) => ("is_not", number(*value)),
        NumberTest::In(values) => ("in", items(values, |value| number(*value))),
        NumberTest::NotIn(values) => ("not_in", items(values, |value| number(*value))),
        NumberTest::Gt(value) => ("gt", number(*value)),
        NumberTest::Gte(value) => ("gte", number(*value)),
        NumberTest::Lt(value) => ("lt", number(*value)),
        NumberTest::Lte(value) => ("lte", number(*value)),
        NumberTest::Between(low, high) => ("between", list(vec![number(*low), number(*high)])),
    }
}

fn date_test(test: DateTest) -> (&'static str, Node) {
    let date = |date: crate::value::Date| text(&date.to_string());
    match test {
        DateTest::Is(day) => ("is", date(day)),
        DateTest::Before(day) => ("before", date(day)),
        DateTest::After(day) => ("after", date(day)),
        DateTest::Between(first, last) => ("between", list(vec![date(first), date(last)])),
        DateTest::WithinLast(span) => ("within_last", text(&span.to_string())),
        DateTest::OlderThan(span) => ("older_than", text(&span.to_string())),
    }
}

fn text_test(test: &TextTest) -> (&'static str, Node) {
    match test {
        TextTest::Is(value) => ("is", text(value)),
        TextTest::IsNot(value) => ("is_not", text(value)),
        TextTest::In(values) => ("in", text_items(values)),
        TextTest::NotIn(values) => ("not_in", text_items(values)),
        TextTest::StartsWith(values) => ("starts_with", text_items(values)),
        TextTest::EndsWith(values) => ("ends_with", text_items(values)),
        TextTest::Contains(values) => ("contains", text_items(values)),
        TextTest::Mentions(values) => ("mentions", text_items(values)),
        TextTest::Matches(pattern) => ("matches", text(pattern)),
    }
}

fn set_test(test: &SetTest) -> (&'static str, Node) {
    match test {
        SetTest::Has(item) => ("has", text(item)),
        SetTest::HasAny(values) => ("has_any", text_items(values)),
        SetTest::HasAll(values) => ("has_all", text_items(values)),
        SetTest::HasNone(values) => ("has_none", text_items(values)),
        SetTest::HasAtLeast { n, of } => {
            let mut inner = Object::default();
            inner.put("n", count(*n));
            inner.put("of", text_items(of));
            ("has_at_least", inner.node())
        }
    }
}

fn happened(test: &Happened) -> Node {
    let Happened { event, within_last, at_least, at_most } = test;
    let mut object = Object::default();
    object.put("event", text(event));
    object.put_some("within_last", within_last.map(|span| text(&span.to_string())));
    let implied = at_most.is_none() && *at_least == Some(1.0);
    object.put_some("at_least", at_least.filter(|_| !implied).map(number));
    object.put_some("at_most", at_most.map(number));
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
