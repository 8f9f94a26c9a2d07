//! Reads the test of one attribute: its operators, whose names and operands are in the tables of `model`. Called by
//! `conditions`.

use super::context::{Context, Counted};
use super::happened::happened;
use super::lists::{Texts, constant, numbers, texts};
use super::names::attribute_value;
use super::reader::{Fields, entries, flag, how_many, number};
#[cfg(feature = "regex")]
use super::regex;
#[cfg(not(feature = "regex"))]
use super::regex_off as regex;
use super::time::{date, span};
use super::{rewrite, unknown};
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, Message, hint, message, quoted};
use crate::model::{
    Comparison, Condition, DateForm, DateTest, Items, NumberForm, NumberTest, SetForm, SetTest, Test,
    TextForm, TextTest,
};
use crate::value::{AttributeType, is_blank};

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
            let tests = entries(ctx, node, &message!("the test of {label}"));
            for entry in tests {
                operator(ctx, attribute, kind, entry, tests.len() == 1, &mut add);
            }
        }
        NodeKind::List(_) => {
            let help = hint(|| rewrite::test_of_list(name, kind, node));
            let general = match kind {
                AttributeType::Set => "say which: `has_any: [..]` or `has_all: [..]`",
                AttributeType::Number | AttributeType::Date => "say which: `in: [..]` or `between: [.., ..]`",
                AttributeType::Text => "it is `in: [..]`",
                AttributeType::Bool | AttributeType::Events => "it takes one value",
            };
            let reported = ctx.refuse(Code::Type, node, message!("the test of {label} cannot be a list"));
            reported.help_or(help, general);
        }
        NodeKind::Null => {
            let help = hint(|| Some(format!("write `{}: {{known: false}}`", rewrite::key(name)?)));
            ctx.refuse(Code::Type, node, message!("the test of {label} cannot be null")).help_if(help);
        }
        NodeKind::Text(text) if kind == AttributeType::Text && is_blank(text) => {
            let help = hint(|| Some(format!("write `{}: {{known: false}}`", rewrite::key(name)?)));
            ctx.refuse(Code::Empty, node, message!("the value of {label} is blank")).help_if(help);
        }
        NodeKind::Text(text) if kind == AttributeType::Number => {
            let help = hint(|| rewrite::text_on_number(name, text));
            if help.is_none() {
                number(ctx, node, &message!("the value of {label}"));
            } else {
                let message = message!("the value of {label} must be a number, found text {}", quoted(text));
                ctx.refuse(Code::Type, node, message).help_if(help);
            }
        }
        NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::Invalid => {
            is(ctx, attribute, kind, node, &message!("the value of {label}")).map(add);
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
                let help = hint(|| {
                    let item = rewrite::flow(node).filter(|_| matches!(node.kind, NodeKind::Text(_)))?;
                    Some(match kind {
                        AttributeType::Set => format!("write `{{has: {item}}}`"),
                        _ => format!("write `{{happened: {{event: {item}}}}}`"),
                    })
                });
                let general =
                    if kind == AttributeType::Set { "a set `has` items" } else { "an event `happened`" };
                let reported =
                    ctx.refuse(Code::Operator, node, message!("{label} cannot be compared as a whole"));
                reported.help_or(help, general);
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
    alone: bool,
    add: &mut dyn FnMut(Test),
) {
    let (name, node) = (&*entry.key, &entry.value);
    if !Test::has_operator(kind, name) {
        return unknown::operator(ctx, attribute, kind, entry, alone);
    }
    let label = message!("`{name}`");
    if let ("is" | "is_not", NodeKind::Null) = (name, &node.kind) {
        let help = message!("write `known: {}`", name == "is_not");
        ctx.refuse(Code::Type, node, message!("{label} cannot be null")).help(help);
        return;
    }
    let test = if name == Test::KNOWN {
        Some(Test::Known(flag(ctx, node, &label)))
    } else if let (Some(comparison), NodeKind::Map(_)) = (Comparison::named(name, kind), &node.kind) {
        compare(ctx, attribute, kind, comparison, node)
    } else {
        match kind {
            AttributeType::Number => number_test(ctx, name, node).map(Test::Number),
            AttributeType::Text if name == Test::LENGTH => {
                return measured(ctx, node, &label, &mut |test| add(Test::Length(test)));
            }
            AttributeType::Text => text_test(ctx, attribute, name, node).map(Test::Text),
            AttributeType::Bool => Some(Test::Bool(flag(ctx, node, &label))),
            AttributeType::Date => date_test(ctx, name, node).map(Test::Date),
            AttributeType::Set if name == Test::SIZE => {
                return measured(ctx, node, &label, &mut |test| add(Test::Size(test)));
            }
            AttributeType::Set => set_test(ctx, attribute, name, node).map(Test::Set),
            AttributeType::Events => happened(ctx, node).map(Test::Happened),
        }
    };
    test.map(add);
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
        let own = ctx.attributes.get(attribute).map_or_else(Message::default, |known| quoted(known.name));
        let message = message!("{own} is of type {kind} and {} of type {other_kind}", quoted(known.name));
        ctx.refuse(Code::Type, other_node, message).help("only attributes of one type are compared");
        return None;
    }
    Some(Test::Compare { comparison, other })
}

/// `length` and `size`: operators on a number, or the number itself.
fn measured<'d>(ctx: &mut Context<'d>, node: &'d Node, label: &str, add: &mut dyn FnMut(NumberTest)) {
    let NodeKind::Map(_) = node.kind else {
        let value = number(ctx, node, label).unwrap_or_default();
        return add(NumberTest::Is(value));
    };
    for entry in entries(ctx, node, label) {
        if NumberTest::form(&entry.key).is_some() {
            number_test(ctx, &entry.key, &entry.value).map(&mut *add);
        } else {
            unknown::measure(ctx, label, entry);
        }
    }
}

/// The tests of a number that is no attribute: operators, or the number itself.
pub(super) fn number_tests<'d>(ctx: &mut Context<'d>, node: &'d Node, label: &str) -> Vec<NumberTest> {
    let mut tests = Vec::new();
    measured(ctx, node, label, &mut |test| tests.push(test));
    ctx.count(Counted::Tests, node, tests.len());
    tests
}

fn number_test<'d>(ctx: &mut Context<'d>, operator: &str, node: &'d Node) -> Option<NumberTest> {
    let label = message!("`{operator}`");
    Some(match NumberTest::form(operator)? {
        NumberForm::One(make) => make(number(ctx, node, &label)?),
        NumberForm::List(make) => make(numbers(ctx, node, &label)),
        NumberForm::Bounds(make) => {
            let (low, high) = bounds(ctx, node, &label, number)?;
            make(low, high)
        }
    })
}

/// Two bounds in order. They may be equal.
fn bounds<'d, T: PartialOrd + Copy>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    label: &str,
    read: fn(&mut Context<'_>, &Node, &str) -> Option<T>,
) -> Option<(T, T)> {
    let NodeKind::List(items) = &node.kind else {
        let message = message!("{label} must be a list of two bounds, found {}", node.kind.noun());
        let help = hint(|| rewrite::bounds(node));
        ctx.refuse(Code::Type, node, message).help_or(help, "give the lower bound, then the upper one");
        return None;
    };
    let [low, high] = items.as_slice() else {
        let message = message!("{label} takes two bounds, found {}", items.len());
        ctx.refuse(Code::Type, node, message).help("give the lower bound, then the upper one");
        return None;
    };
    let low = read(ctx, low, &message!("the lower bound of {label}"));
    let high = read(ctx, high, &message!("the upper bound of {label}"));
    let (low, high) = (low?, high?);
    if low > high {
        let message = message!("the bounds of {label} are in the wrong order");
        ctx.refuse(Code::Order, node, message).help("the lower bound comes first");
        return None;
    }
    Some((low, high))
}

fn date_test<'d>(ctx: &mut Context<'d>, operator: &str, node: &'d Node) -> Option<DateTest> {
    let label = message!("`{operator}`");
    Some(match DateTest::form(operator)? {
        DateForm::Day(make) => make(date(ctx, node, &label)?),
        DateForm::Bounds(make) => {
            let (first, last) = bounds(ctx, node, &label, date)?;
            make(first, last)
        }
        DateForm::Span(make) => make(span(ctx, node, &label)?),
    })
}

fn text_test<'d>(
    ctx: &mut Context<'d>,
    attribute: usize,
    operator: &str,
    node: &'d Node,
) -> Option<TextTest> {
    let label = message!("`{operator}`");
    let value = Texts::Values(attribute);
    Some(match TextTest::form(operator)? {
        TextForm::Value(make) => make(constant(ctx, node, &label, value)),
        TextForm::Values(make) => make(texts(ctx, node, &label, value, false)),
        TextForm::Phrases(make) => make(texts(ctx, node, &label, Texts::Phrases, true)),
        TextForm::AtLeast(make) => {
            let (n, of) = at_least(ctx, node, label, Texts::Phrases)?;
            make(n, of)
        }
        TextForm::Hosts(make) => {
            let known = ctx.attributes.get(attribute);
            if let Some(name) = known.filter(|known| !known.is_domain).map(|known| known.name) {
                let message = message!("{label} is for web addresses, and {} has others", quoted(name));
                ctx.refuse(Code::Conflict, node, message)
                    .help("write `written: domain` on the attribute, or `ends_with` here");
                return None;
            }
            make(texts(ctx, node, &label, value, true))
        }
        TextForm::Pattern(make) => make(regex::pattern(ctx, node)?),
    })
}

fn set_test<'d>(ctx: &mut Context<'d>, attribute: usize, operator: &str, node: &'d Node) -> Option<SetTest> {
    let label = message!("`{operator}`");
    let value = Texts::Values(attribute);
    Some(match SetTest::form(operator)? {
        SetForm::Item(make) => {
            if let NodeKind::List(_) = &node.kind {
                let help = "write `has_any: [..]` or `has_all: [..]`";
                let message = message!("{label} takes one item, found a list");
                ctx.refuse(Code::Type, node, message).help(help);
                return None;
            }
            make(constant(ctx, node, &label, value))
        }
        SetForm::Items(make) => make(texts(ctx, node, &label, value, false)),
        SetForm::AtLeast(make) => {
            let (n, of) = at_least(ctx, node, label, value)?;
            make(n, of)
        }
        SetForm::Phrases(make) => make(texts(ctx, node, &label, Texts::Phrases, true)),
    })
}

/// `{n, of}`: a list of texts, and how many of the different ones are needed.
fn at_least<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    label: Message,
    meaning: Texts,
) -> Option<(usize, Items<Box<str>>)> {
    let mut fields = Fields::open(ctx, node, label)?;
    let n = fields.require(ctx, "n");
    let of = fields.require(ctx, "of");
    fields.close(ctx);
    let mark = ctx.mark();
    let of = of.map(|of| texts(ctx, of, "`of`", meaning, false));
    let listed = of.as_ref().filter(|_| ctx.is_whole(mark)).map(|of| of.items.len());
    let n = n.map(|n| how_many(ctx, n, "`n`", listed));
    n.zip(of)
}
