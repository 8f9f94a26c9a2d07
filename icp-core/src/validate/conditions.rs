//! Reads conditions, and hands each test of an attribute to `operators`. Called by whatever may hold a condition.

use super::context::{Context, Counted};
use super::names::{attribute_key, named_condition};
use super::reader::{Fields, entries, how_many, items, wrong_type};
use super::{operators, result, rewrite};
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, hint, message};
use crate::model::Condition;

/// Reads a condition: an object whose entries must all hold.
pub(super) fn condition<'d>(ctx: &mut Context<'d>, node: &'d Node, label: &str) -> Condition {
    let mut read = Vec::new();
    match &node.kind {
        NodeKind::Map(_) => {
            let parts = entries(ctx, node, label);
            if let Some(help) = hint(|| rewrite::compared(ctx, parts)) {
                let message = message!("{label} names its attribute under a key of its own");
                ctx.refuse(Code::Type, node, message).help(help);
                return Condition::All(read);
            }
            for entry in parts {
                part(ctx, entry, &mut read);
            }
        }
        NodeKind::List(_) => {
            let message = message!("{label} must be an object, found a list");
            let help = match label {
                "`not`" => {
                    "`not: {any: [..]}` holds where none of them does, `not: {all: [..]}` where not all do"
                }
                _ => "write `{all: [..]}` or `{any: [..]}`",
            };
            ctx.refuse(Code::Type, node, message).help(help);
        }
        NodeKind::Text(text) => {
            if let Some(name) = text.strip_prefix('$') {
                return named_condition(ctx, node, name);
            }
            let help = hint(|| match ctx.condition_names.has(text) {
                true => Some(format!("write `\"${text}\"`")),
                false => rewrite::stated(ctx, text),
            });
            let message = message!("{label} must be an object such as `employees: {{gte: 20}}`, found text");
            ctx.refuse(Code::Type, node, message).help_if(help);
        }
        _ => wrong_type(ctx, node, label, "an object such as `employees: {gte: 20}`"),
    }
    // A single entry is the condition itself.
    if read.len() == 1
        && let Some(only) = read.pop()
    {
        return only;
    }
    Condition::All(read)
}

/// The condition of a key that must be there.
pub(super) fn require_condition<'d>(
    ctx: &mut Context<'d>,
    fields: &mut Fields<'d>,
    key: &'static str,
) -> Condition {
    match fields.require(ctx, key) {
        Some(node) => condition(ctx, node, &message!("`{key}`")),
        None => Condition::All(Vec::new()),
    }
}

/// The condition of a key, if it is there.
pub(super) fn get_condition<'d>(
    ctx: &mut Context<'d>,
    fields: &mut Fields<'d>,
    key: &'static str,
) -> Option<Condition> {
    fields.get(key).map(|node| condition(ctx, node, &message!("`{key}`")))
}

/// One entry of a condition.
fn part<'d>(ctx: &mut Context<'d>, entry: &'d Entry, read: &mut Vec<Condition>) {
    let node = &entry.value;
    let one = match &*entry.key {
        "all" => Condition::All(list(ctx, node, "`all`")),
        "any" => Condition::Any(list(ctx, node, "`any`")),
        "not" => Condition::Not(Box::new(condition(ctx, node, "`not`"))),
        "at_least" => at_least(ctx, node),
        result::KEY if ctx.result.is_some() => {
            let Some(ids) = ctx.result.take() else { return };
            let test = result::result(ctx, entry, &ids);
            ctx.result = Some(ids);
            test
        }
        name => {
            let Some(attribute) = attribute_key(ctx, entry, name) else { return };
            let (mark, before) = (ctx.mark(), read.len());
            operators::tests(ctx, attribute, node, read);
            if ctx.is_whole(mark) {
                ctx.count(Counted::Tests, node, read.len().saturating_sub(before));
            }
            return;
        }
    };
    read.push(one);
}

fn list<'d>(ctx: &mut Context<'d>, node: &'d Node, label: &str) -> Vec<Condition> {
    let label_of_one = message!("a condition of {label}");
    items(ctx, node, label).iter().map(|node| condition(ctx, node, &label_of_one)).collect()
}

fn at_least<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Condition {
    let (mut n, mut of) = (None, None);
    if let Some(mut fields) = Fields::open(ctx, node, "`at_least`") {
        n = fields.require(ctx, "n");
        of = fields.require(ctx, "of");
        fields.close(ctx);
    }
    let listed = of.and_then(|of| match &of.kind {
        NodeKind::List(items) => Some(items.len()),
        _ => None,
    });
    let n = n.map(|n| how_many(ctx, n, "`n`", listed));
    let of = of.map(|of| list(ctx, of, "`of`"));
    Condition::AtLeast { n: n.unwrap_or_default(), of: of.unwrap_or_default() }
}
