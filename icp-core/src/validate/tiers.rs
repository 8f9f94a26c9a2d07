//! Reads `tiers` and what each requires. Called by `scorecard`.

use super::conditions::get_condition;
use super::context::Context;
use super::names::Ids;
use super::reader::{Fields, Within, how_many, items, micro, wrong_type};
use super::rewrite;
use super::verdicts::verdicts;
use crate::draft::{Node, NodeKind};
use crate::error::{Code, Message, hint, message, quoted};
use crate::model::{Requires, Scale, Tier};
use crate::sort::first_of_each;
use crate::value::Micro;

/// Reads `tiers`: best first, each with a lower bound but the last.
pub(super) fn tiers<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    scale: Option<Scale>,
    criteria: &Ids,
    ids: &mut Ids,
) -> Vec<Tier> {
    if let NodeKind::Map(entries) = &node.kind
        && let Some(help) = hint(|| rewrite::tiers(entries))
    {
        ctx.refuse(Code::Type, node, "`tiers` must be a list, found an object").help(help);
        return Vec::new();
    }
    let nodes = items(ctx, node, "`tiers`");
    let mut read = Vec::new();
    let mut before: Option<(Micro, Message)> = None;
    for (index, node) in nodes.iter().enumerate() {
        let last = index.saturating_add(1) == nodes.len();
        let Some(mut fields) = Fields::open(ctx, node, "a tier") else { continue };
        let id = fields.require(ctx, "id").and_then(|node| ids.declare(ctx, node, index, "tier"));
        let shown =
            id.as_deref().map_or_else(|| Message::from("a tier"), |id| message!("tier {}", quoted(id)));
        ctx.within.clone_from(&shown);
        fields.rename(shown.clone());
        let name = fields.text(ctx, "name");
        let description = fields.text(ctx, "description");
        let from_node = fields.get("from");
        let mark = ctx.mark();
        let from = from_node.map(|node| bound(ctx, node, scale));
        let is_right = ctx.is_whole(mark);
        let requires_node = fields.list("requires");
        let requires = requires_node.map_or_else(Vec::new, |node| requires(ctx, node, criteria));
        let when = get_condition(ctx, &mut fields, "when");
        let when_node = fields.get("when");
        let verdicts = verdicts(ctx, &mut fields);
        fields.close(ctx);
        match (from_node, last) {
            (Some(node), true) => {
                let message = message!("{shown} is the last and has `from`, so lower scores have no tier");
                ctx.report(Code::TierNoDefault, node, message)
                    .help("add a last tier that only has an id, for lower scores");
            }
            (None, false) => {
                let message = message!("{shown} has no `from`, so the tiers after it are never reached");
                ctx.report(Code::MissingField, node, message).help("only the last tier is without `from`");
            }
            (Some(_), false) | (None, true) => {}
        }
        for (node, key) in [(requires_node, "requires"), (when_node, "when")] {
            if let Some(node) = node.filter(|_| last) {
                let message = message!("{shown} is the last and has `{key}`, so some accounts have no tier");
                ctx.report(Code::TierNoDefault, node, message).help("add a last tier that only has an id");
            }
        }
        if let (Some(from), Some(node), true) = (from, from_node, is_right) {
            if let Some((bound, above)) = before.as_ref().filter(|(bound, _)| from >= *bound) {
                let message =
                    message!("{shown} begins at {from}, not below {above}, which begins at {bound}");
                ctx.report(Code::Order, node, message).help("tiers go from the best down");
            }
            before = Some((from, shown));
        }
        let id = id.unwrap_or_default();
        read.push(Tier { id, name, description, from, requires, when, verdicts });
    }
    read
}

fn bound(ctx: &mut Context<'_>, node: &Node, scale: Option<Scale>) -> Micro {
    match scale {
        Some(Scale::Percent) => micro(ctx, node, "`from`", Within::PERCENT),
        Some(Scale::Points { .. }) | None => micro(ctx, node, "`from`", Within::POINTS),
    }
}

/// `requires`: ids that must all be fit, `{at_least, of}`, or a list of both.
fn requires<'d>(ctx: &mut Context<'d>, node: &'d Node, criteria: &Ids) -> Vec<Requires> {
    let nodes = match &node.kind {
        NodeKind::Map(_) => std::slice::from_ref(node),
        NodeKind::List(_) => items(ctx, node, "`requires`"),
        _ => {
            wrong_type(ctx, node, "`requires`", "a list of criterion ids");
            return Vec::new();
        }
    };
    let mut all: Vec<usize> = Vec::new();
    let mut some = Vec::new();
    for node in nodes {
        match &node.kind {
            NodeKind::Map(_) => {
                let part = at_least(ctx, node, criteria);
                if part.at_least == part.of.len() {
                    all.extend(part.of);
                } else {
                    some.push(part);
                }
            }
            _ => all.extend(criteria.find(ctx, node, "criterion")),
        }
    }
    first_of_each(&mut all, usize::cmp);
    if !all.is_empty() {
        some.insert(0, Requires { at_least: all.len(), of: all });
    }
    some
}

fn at_least<'d>(ctx: &mut Context<'d>, node: &'d Node, criteria: &Ids) -> Requires {
    let mut read = Requires { at_least: 0, of: Vec::new() };
    let Some(mut fields) = Fields::open(ctx, node, "`requires`") else { return read };
    let n = fields.require(ctx, "at_least");
    let mark = ctx.mark();
    if let Some(of) = fields.require(ctx, "of") {
        for node in items(ctx, of, "`of`") {
            read.of.extend(criteria.find(ctx, node, "criterion"));
        }
        first_of_each(&mut read.of, usize::cmp);
    }
    let listed = ctx.is_whole(mark).then_some(read.of.len());
    fields.close(ctx);
    read.at_least = n.map_or(0, |n| how_many(ctx, n, "`at_least`", listed));
    read
}
