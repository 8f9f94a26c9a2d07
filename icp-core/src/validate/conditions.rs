use super::context::{Context, Counted, entries, items};
use super::reader::{Fields, number, wrong_type};
use super::{operators, rewrite};
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, hint, quoted, say};
use crate::model::Condition;

/// Reads a condition: an object whose entries must all hold.
pub(super) fn condition<'d>(ctx: &mut Context<'d>, node: &'d Node, label: &str) -> Condition {
    let mut read = Vec::new();
    match &node.kind {
        NodeKind::Map(_) => {
            let parts = entries(ctx, node, label);
            if let Some(help) = hint(|| rewrite::compared(ctx, parts)) {
                let message = say!("{label} names its attribute under a key of its own");
                ctx.refuse(Code::Type, node, message).help(help);
                return Condition::All(read);
            }
            for entry in parts {
                part(ctx, entry, &mut read);
            }
        }
        NodeKind::List(_) => {
            let message = say!("{label} must be an object, found a list");
            let help = match label {
                "`not`" => {
                    "`not: {any: [..]}` holds where none of them does, `not: {all: [..]}` where not all do"
                }
                _ => "write `{all: [..]}` or `{any: [..]}`",
            };
            ctx.refuse(Code::Type, node, message).help(help);
        }
        NodeKind::Text(text) => {
            let help = hint(|| rewrite::stated(ctx, text));
            let message = say!("{label} must be an object such as `employees: {{gte: 20}}`, found text");
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
pub(super) fn need_condition<'d>(
    ctx: &mut Context<'d>,
    fields: &mut Fields<'d>,
    key: &'static str,
) -> Condition {
    match fields.require(ctx, key) {
        Some(node) => condition(ctx, node, &say!("`{key}`")),
        None => Condition::All(Vec::new()),
    }
}

/// The condition of a key, if it is there.
pub(super) fn take_condition<'d>(
    ctx: &mut Context<'d>,
    fields: &mut Fields<'d>,
    key: &'static str,
) -> Option<Condition> {
    fields.take(key).map(|node| condition(ctx, node, &say!("`{key}`")))
}

/// One entry of a condition.
fn part<'d>(ctx: &mut Context<'d>, entry: &'d Entry, read: &mut Vec<Condition>) {
    let node = &entry.value;
    let one = match &*entry.key {
        "all" => Condition::All(list(ctx, node, "`all`")),
        "any" => Condition::Any(list(ctx, node, "`any`")),
        "not" => Condition::Not(Box::new(condition(ctx, node, "`not`"))),
        "at_least" => at_least(ctx, node),
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
    let label_of_one = say!("a condition of {label}");
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

/// A count of something of which so many are listed; 0 when it is refused.
pub(super) fn how_many(ctx: &mut Context<'_>, node: &Node, label: &str, listed: Option<usize>) -> usize {
    let Some(value) = number(ctx, node, label) else { return 0 };
    let most = listed.unwrap_or(usize::MAX);
    let fits = value.fract() == 0.0 && value >= 1.0 && value <= most as f64;
    if fits || listed == Some(0) {
        return value as usize;
    }
    let message = match listed {
        Some(most) => say!("{label} must be a whole number from 1 to {most}, of which there are {most}"),
        None => say!("{label} must be a whole number from 1 on"),
    };
    ctx.refuse(Code::Range, node, message);
    0
}

/// The attribute that a key names.
fn attribute_key(ctx: &mut Context<'_>, entry: &Entry, name: &str) -> Option<usize> {
    if let Some(index) = ctx.attribute_names.get(name) {
        return Some(index);
    }
    let words = ctx.attribute_names.texts().chain(["all", "any", "not", "at_least"]);
    let keyword = hint(|| rewrite::keyword(entry));
    let near = ctx.near(name, words).filter(|_| keyword.is_none()).map(quoted);
    let message = say!("unknown attribute {} in {}", quoted(name), ctx.within);
    let note = ctx.refuse_key(Code::UnknownAttribute, entry, message);
    match near {
        Some(near) => note.help(say!("did you mean {near}?")),
        None => note.help_or(keyword, "attributes are declared under `attributes`"),
    }
    None
}

/// The attribute that a text names.
pub(super) fn attribute_value(ctx: &mut Context<'_>, node: &Node, label: &str) -> Option<usize> {
    let name = super::reader::text(ctx, node, label)?;
    if let Some(index) = ctx.attribute_names.get(name) {
        return Some(index);
    }
    let near = ctx.near(name, ctx.attribute_names.texts()).map(quoted);
    let message = say!("unknown attribute {} in {}", quoted(name), ctx.within);
    let note = ctx.refuse(Code::UnknownAttribute, node, message);
    match near {
        Some(near) => note.help(say!("did you mean {near}?")),
        None => note.help("attributes are declared under `attributes`"),
    }
    None
}
