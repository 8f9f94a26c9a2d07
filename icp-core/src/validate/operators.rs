use super::conditions::{attribute_value, how_many};
use super::context::{Context, entries};
use super::lists::{Texts, constant, numbers, texts};
use super::reader::{Fields, Within, date, flag, number, number_within, span, words, wrong_type};
#[cfg(feature = "matches")]
use super::regex;
#[cfg(not(feature = "matches"))]
use super::regex_off as regex;
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, Words, meant, quoted, say};
use crate::model::{Comparison, Condition, DateTest, Happened, NumberTest, SetTest, Test, TextTest};
use crate::value::AttributeType;

const NUMBER: &[&str] = &["known", "is", "is_not", "in", "not_in", "gt", "gte", "lt", "lte", "between"];
const TEXT: &[&str] = &[
    "known",
    "is",
    "is_not",
    "in",
    "not_in",
    "starts_with",
    "ends_with",
    "contains",
    "mentions",
    "matches",
    "length",
];
const BOOL: &[&str] = &["known", "is"];
const DATE: &[&str] = &["known", "is", "before", "after", "between", "within_last", "older_than"];
const SET: &[&str] = &["known", "has", "has_any", "has_all", "has_none", "has_at_least", "size"];
const EVENTS: &[&str] = &["known", "happened"];

fn operators(kind: AttributeType) -> &'static [&'static str] {
    match kind {
        AttributeType::Number => NUMBER,
        AttributeType::Text => TEXT,
        AttributeType::Bool => BOOL,
        AttributeType::Date => DATE,
        AttributeType::Set => SET,
        AttributeType::Events => EVENTS,
    }
}

/// Reads the test of an attribute: a value, or an object of operators that must all hold.
pub(super) fn tests<'d>(ctx: &mut Context<'d>, attribute: usize, node: &'d Node, read: &mut Vec<Condition>) {
    let Some((name, kind)) = ctx.attributes.get(attribute).and_then(|known| Some((known.name, known.kind?)))
    else {
        return ctx.leave();
    };
    let label = quoted(name);
    let mut add = |test: Test| read.push(Condition::Test { attribute, test });
    match &node.kind {
        NodeKind::Map(_) => {
            for entry in entries(ctx, node, &say!("the test of {label}")) {
                operator(ctx, attribute, kind, entry, &mut add);
            }
        }
        NodeKind::List(_) => {
            let help = if kind == AttributeType::Set { "write `has_any: [..]`" } else { "write `in: [..]`" };
            ctx.refuse(Code::Type, node, say!("the test of {label} cannot be a list")).help(help);
        }
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::Invalid => {
            is(ctx, attribute, kind, node, &say!("the value of {label}")).map(add);
        }
    }
}

/// `is` as a bare value.
fn is<'d>(
    ctx: &mut Context<'d>,
    attribute: usize,
    kind: AttributeType,
    node: &'d Node,
    label: &str,
) -> Option<Test> {
    Some(match kind {
        AttributeType::Number => Test::Number(NumberTest::Is(number(ctx, node, label)?)),
        AttributeType::Text => Test::Text(TextTest::Is(constant(ctx, node, label, Texts::Values(attribute)))),
        AttributeType::Bool => Test::Bool(flag(ctx, node, label)),
        AttributeType::Date => Test::Date(DateTest::Is(date(ctx, node, label)?)),
        AttributeType::Set | AttributeType::Events => {
            if matches!(node.kind, NodeKind::Invalid) {
                ctx.leave();
            } else {
                let help =
                    if kind == AttributeType::Set { "write `{has: ..}`" } else { "write `{happened: ..}`" };
                ctx.refuse(Code::Operator, node, say!("{label} cannot be compared as a whole")).help(help);
            }
            return None;
        }
    })
}

/// Reads one operator and adds its tests; some of them are left out where it is refused.
fn operator<'d>(
    ctx: &mut Context<'d>,
    attribute: usize,
    kind: AttributeType,
    entry: &'d Entry,
    add: &mut dyn FnMut(Test),
) {
    let (name, node) = (&*entry.key, &entry.value);
    if !operators(kind).contains(&name) {
        return unknown_operator(ctx, attribute, kind, entry);
    }
    let label = say!("`{name}`");
    let test = if name == "known" {
        Some(Test::Known(flag(ctx, node, &label)))
    } else if let Some(comparison) = comparison(name)
        && let NodeKind::Map(_) = node.kind
    {
        compare(ctx, attribute, kind, comparison, node)
    } else {
        match (kind, name) {
            (AttributeType::Number, _) => number_test(ctx, name, node).map(Test::Number),
            (AttributeType::Text, "length") => return measured(ctx, node, &label, Test::Length, add),
            (AttributeType::Text, _) => text_test(ctx, attribute, name, node).map(Test::Text),
            (AttributeType::Bool, _) => Some(Test::Bool(flag(ctx, node, &label))),
            (AttributeType::Date, _) => date_test(ctx, name, node).map(Test::Date),
            (AttributeType::Set, "size") => return measured(ctx, node, &label, Test::Size, add),
            (AttributeType::Set, _) => set_test(ctx, attribute, name, node).map(Test::Set),
            (AttributeType::Events, _) => happened(ctx, node).map(Test::Happened),
        }
    };
    test.map(add);
}

fn unknown_operator(ctx: &mut Context<'_>, attribute: usize, kind: AttributeType, entry: &Entry) {
    let name = &*entry.key;
    let elsewhere = AttributeType::ALL.iter().any(|kind| operators(*kind).contains(&name));
    let of = ctx.attributes.get(attribute).map_or_else(Words::default, |known| quoted(known.name));
    let message = if elsewhere {
        say!("operator {} does not go with {of}, which is of type {kind}", quoted(name))
    } else {
        say!("unknown operator {} in the test of {of}", quoted(name))
    };
    let near = meant(name, operators(kind).iter().copied());
    let note = ctx.refuse_key(Code::Operator, entry, message);
    match near {
        Some(near) if !elsewhere => note.help(say!("did you mean `{near}`?")),
        Some(_) | None => note.help(say!("type {kind} has {}", words(operators(kind)))),
    }
}

fn comparison(operator: &str) -> Option<Comparison> {
    Some(match operator {
        "is" => Comparison::Is,
        "is_not" => Comparison::IsNot,
        "gt" | "after" => Comparison::Gt,
        "gte" => Comparison::Gte,
        "lt" | "before" => Comparison::Lt,
        "lte" => Comparison::Lte,
        _ => return None,
    })
}

/// `{attribute: other}` as the operand: two attributes of one type.
fn compare<'d>(
    ctx: &mut Context<'d>,
    attribute: usize,
    kind: AttributeType,
    comparison: Comparison,
    node: &'d Node,
) -> Option<Test> {
    let mut fields = Fields::open(ctx, node, "the operand")?;
    let other = fields.require(ctx, "attribute");
    fields.close(ctx);
    let other_node = other?;
    let other = attribute_value(ctx, other_node, "`attribute`")?;
    let Some((known, other_kind)) = ctx.attributes.get(other).and_then(|known| Some((known, known.kind?)))
    else {
        ctx.leave();
        return None;
    };
    if other_kind != kind {
        let own = ctx.attributes.get(attribute).map_or_else(Words::default, |known| quoted(known.name));
        let message = say!("{own} is of type {kind} and {} of type {other_kind}", quoted(known.name));
        ctx.refuse(Code::Type, other_node, message).help("only attributes of one type are compared");
        return None;
    }
    Some(Test::Compare { comparison, other })
}

/// `length` and `size`: operators on a number, or the number itself.
fn measured<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    label: &str,
    test: fn(NumberTest) -> Test,
    add: &mut dyn FnMut(Test),
) {
    let NodeKind::Map(_) = node.kind else {
        let value = number(ctx, node, label).unwrap_or_default();
        return add(test(NumberTest::Is(value)));
    };
    for entry in entries(ctx, node, label) {
        let name = &*entry.key;
        let known = NUMBER.get(1..).unwrap_or_default();
        if known.contains(&name) {
            number_test(ctx, name, &entry.value).map(test).map(&mut *add);
            continue;
        }
        let near = meant(name, known.iter().copied());
        let note =
            ctx.refuse_key(Code::Operator, entry, say!("unknown operator {} in {label}", quoted(name)));
        match near {
            Some(near) => note.help(say!("did you mean `{near}`?")),
            None => note.help(say!("{label} has {}", words(known))),
        }
    }
}

fn number_test<'d>(ctx: &mut Context<'d>, operator: &str, node: &'d Node) -> Option<NumberTest> {
    let label = say!("`{operator}`");
    let of_one = match operator {
        "in" => return Some(NumberTest::In(numbers(ctx, node, &label))),
        "not_in" => return Some(NumberTest::NotIn(numbers(ctx, node, &label))),
        "between" => {
            let (low, high) = pair(ctx, node, number)?;
            return Some(NumberTest::Between(low, high));
        }
        "is" => NumberTest::Is,
        "is_not" => NumberTest::IsNot,
        "gt" => NumberTest::Gt,
        "gte" => NumberTest::Gte,
        "lt" => NumberTest::Lt,
        _ => NumberTest::Lte,
    };
    number(ctx, node, &label).map(of_one)
}

/// `between`: two bounds in order; both ends are included, so they may be equal.
fn pair<'d, T: PartialOrd + Copy>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    read: fn(&mut Context<'_>, &Node, &str) -> Option<T>,
) -> Option<(T, T)> {
    let NodeKind::List(items) = &node.kind else {
        wrong_type(ctx, node, "`between`", "a list of two bounds");
        return None;
    };
    let [low, high] = items.as_slice() else {
        let message = say!("`between` takes two bounds, found {}", items.len());
        ctx.refuse(Code::Type, node, message).help("write `between: [200, 500]`");
        return None;
    };
    let low = read(ctx, low, "the lower bound of `between`");
    let high = read(ctx, high, "the upper bound of `between`");
    let (low, high) = (low?, high?);
    if low > high {
        let message = "the bounds of `between` are in the wrong order";
        ctx.refuse(Code::Order, node, message).help("the lower bound comes first");
        return None;
    }
    Some((low, high))
}

fn date_test<'d>(ctx: &mut Context<'d>, operator: &str, node: &'d Node) -> Option<DateTest> {
    let label = say!("`{operator}`");
    Some(match operator {
        "is" => DateTest::Is(date(ctx, node, &label)?),
        "before" => DateTest::Before(date(ctx, node, &label)?),
        "after" => DateTest::After(date(ctx, node, &label)?),
        "between" => {
            let (first, last) = pair(ctx, node, date)?;
            DateTest::Between(first, last)
        }
        "within_last" => DateTest::WithinLast(span(ctx, node, &label)?),
        "older_than" => DateTest::OlderThan(span(ctx, node, &label)?),
        _ => return None,
    })
}

fn text_test<'d>(
    ctx: &mut Context<'d>,
    attribute: usize,
    operator: &str,
    node: &'d Node,
) -> Option<TextTest> {
    let label = say!("`{operator}`");
    let value = Texts::Values(attribute);
    Some(match operator {
        "is" => TextTest::Is(constant(ctx, node, &label, value)),
        "is_not" => TextTest::IsNot(constant(ctx, node, &label, value)),
        "in" => TextTest::In(texts(ctx, node, &label, value, false)),
        "not_in" => TextTest::NotIn(texts(ctx, node, &label, value, false)),
        "starts_with" => TextTest::StartsWith(texts(ctx, node, &label, Texts::Phrases, true)),
        "ends_with" => TextTest::EndsWith(texts(ctx, node, &label, Texts::Phrases, true)),
        "contains" => TextTest::Contains(texts(ctx, node, &label, Texts::Phrases, true)),
        "mentions" => TextTest::Mentions(texts(ctx, node, &label, Texts::Phrases, true)),
        "matches" => TextTest::Matches(regex::pattern(ctx, node)?),
        _ => return None,
    })
}

fn set_test<'d>(ctx: &mut Context<'d>, attribute: usize, operator: &str, node: &'d Node) -> Option<SetTest> {
    let label = say!("`{operator}`");
    let value = Texts::Values(attribute);
    Some(match operator {
        "has" => match &node.kind {
            NodeKind::List(_) => {
                let help = "write `has_any: [..]` or `has_all: [..]`";
                ctx.refuse(Code::Type, node, "`has` takes one item, found a list").help(help);
                return None;
            }
            _ => SetTest::Has(constant(ctx, node, &label, value)),
        },
        "has_any" => SetTest::HasAny(texts(ctx, node, &label, value, false)),
        "has_all" => SetTest::HasAll(texts(ctx, node, &label, value, false)),
        "has_none" => SetTest::HasNone(texts(ctx, node, &label, value, false)),
        "has_at_least" => {
            let mut fields = Fields::open(ctx, node, label)?;
            let n = fields.require(ctx, "n");
            let of = fields.require(ctx, "of");
            fields.close(ctx);
            let mark = ctx.mark();
            let of = of.map(|of| texts(ctx, of, "`of`", value, false));
            let listed = of.as_ref().filter(|_| ctx.is_whole(mark)).map(|of| of.items.len());
            let n = n.map(|n| how_many(ctx, n, "`n`", listed));
            SetTest::HasAtLeast { n: n?, of: of? }
        }
        _ => return None,
    })
}

fn happened<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<Happened> {
    let mut fields = Fields::open(ctx, node, "`happened`")?;
    let event = fields.need_text(ctx, "event");
    let within_last = fields.take("within_last").and_then(|node| span(ctx, node, "`within_last`"));
    let mut bound = |ctx: &mut Context<'d>, key| {
        let node = fields.take(key)?;
        number_within(ctx, node, &say!("`{key}`"), Within::NOT_NEGATIVE)
    };
    let mut at_least = bound(ctx, "at_least");
    let at_most = bound(ctx, "at_most");
    let most_node = fields.take("at_most");
    fields.close(ctx);
    if let (Some(least), Some(most), Some(node)) = (at_least, at_most, most_node)
        && least > most
    {
        ctx.refuse(Code::Order, node, say!("`at_most` is {most}, below `at_least`, which is {least}"));
    }
    if at_least.is_none() && at_most.is_none() {
        at_least = Some(1.0);
    }
    Some(Happened { event, within_last, at_least, at_most })
}
