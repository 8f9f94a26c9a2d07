use super::context::{Context, Counted, entries, items};
use super::operators;
use super::reader::{Fields, number, wrong_type};
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, quoted, say};
use crate::model::Condition;

/// Reads a condition: an object whose entries must all hold.
pub(super) fn condition<'d>(ctx: &mut Context<'d>, node: &'d Node, label: &str) -> Option<Condition> {
    let parts = match &node.kind {
        NodeKind::Map(_) => entries(ctx, node, label)?,
        NodeKind::List(_) => {
            let message = say!("{label} must be an object, found a list");
            ctx.report(Code::Type, node, message).help("write `all: [..]` or `any: [..]`");
            return None;
        }
        _ => {
            wrong_type(ctx, node, label, "an object such as `employees: {gte: 20}`");
            return None;
        }
    };
    let mut read = Vec::new();
    let mut wrong = false;
    for entry in parts {
        let before = read.len();
        part(ctx, entry, &mut read);
        wrong |= read.len() == before;
    }
    if wrong {
        return None;
    }
    // A single entry is the condition itself.
    if read.len() == 1 { read.pop() } else { Some(Condition::All(read)) }
}

/// One entry of a condition; adds nothing when it is wrong.
fn part<'d>(ctx: &mut Context<'d>, entry: &'d Entry, read: &mut Vec<Condition>) {
    match &*entry.key {
        "all" => read.extend(list(ctx, &entry.value, "`all`").map(Condition::All)),
        "any" => read.extend(list(ctx, &entry.value, "`any`").map(Condition::Any)),
        "not" => {
            read.extend(condition(ctx, &entry.value, "`not`").map(|part| Condition::Not(Box::new(part))));
        }
        "at_least" => read.extend(at_least(ctx, &entry.value)),
        name => {
            let Some(attribute) = attribute_key(ctx, entry, name) else { return };
            let tests = operators::tests(ctx, attribute, &entry.value).unwrap_or_default();
            ctx.count(Counted::Tests, &entry.value, tests.len());
            read.extend(tests.into_iter().map(|test| Condition::Test { attribute, test }));
        }
    }
}

fn list<'d>(ctx: &mut Context<'d>, node: &'d Node, label: &str) -> Option<Vec<Condition>> {
    let nodes = items(ctx, node, label)?;
    let parts: Vec<Condition> =
        nodes.iter().filter_map(|node| condition(ctx, node, &say!("a condition of {label}"))).collect();
    (parts.len() == nodes.len()).then_some(parts)
}

fn at_least<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<Condition> {
    let mut fields = Fields::open(ctx, node, "`at_least`")?;
    let n = fields.require(ctx, "n");
    let of = fields.require(ctx, "of");
    fields.close(ctx);
    let listed = of.and_then(|of| match &of.kind {
        NodeKind::List(items) => Some(items.len()),
        _ => None,
    });
    let n = n.and_then(|n| how_many(ctx, n, "`n`", listed));
    let of = of.and_then(|of| list(ctx, of, "`of`"));
    Some(Condition::AtLeast { n: n?, of: of? })
}

/// A count of something of which so many are listed.
pub(super) fn how_many(
    ctx: &mut Context<'_>,
    node: &Node,
    label: &str,
    listed: Option<usize>,
) -> Option<usize> {
    let value = number(ctx, node, label)?;
    let most = listed.unwrap_or(usize::MAX);
    let fits = value.fract() == 0.0 && value >= 1.0 && value <= most as f64;
    if fits || listed == Some(0) {
        return Some(value as usize);
    }
    let message = match listed {
        Some(most) => say!("{label} must be a whole number from 1 to {most}, of which there are {most}"),
        None => say!("{label} must be a whole number from 1 on"),
    };
    ctx.report(Code::Range, node, message);
    None
}

/// The attribute that a key names.
fn attribute_key(ctx: &mut Context<'_>, entry: &Entry, name: &str) -> Option<usize> {
    if let Some(index) = ctx.attribute_names.get(name) {
        return Some(index);
    }
    let words = ctx.attribute_names.texts().chain(["all", "any", "not", "at_least"]);
    let near = ctx.near(name, words).map(quoted);
    let message = say!("unknown attribute {} in {}", quoted(name), ctx.within);
    let note = ctx.report_key(Code::UnknownAttribute, entry, message);
    match near {
        Some(near) => note.help(say!("did you mean {near}?")),
        None => note.help("attributes are declared under `attributes`"),
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
    let note = ctx.report(Code::UnknownAttribute, node, message);
    match near {
        Some(near) => note.help(say!("did you mean {near}?")),
        None => note.help("attributes are declared under `attributes`"),
    }
    None
}
