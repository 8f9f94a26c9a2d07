//! Reads `dimensions` of a scorecard. Called by `scorecard`.

use super::context::Context;
use super::names::Ids;
use super::reader::{Fields, Within, items};
use crate::draft::Node;
use crate::error::{Code, message, quoted};
use crate::model::{Dimension, Scale};
use crate::sort::first_of_each;

/// The most dimensions where one passes its share on: every choice of empty ones is gone through for the bounds.
const MOST_PASSING_ON: usize = 12;

/// Reads `dimensions`: the parts of a scorecard, with shares or caps.
pub(super) fn dimensions<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    scale: Option<Scale>,
    ids: &mut Ids,
) -> Vec<Dimension> {
    let mut read = Vec::new();
    let mut without = None;
    let mut passing = Vec::new();
    let mark = ctx.mark();
    for (index, node) in items(ctx, node, "`dimensions`").iter().enumerate() {
        let Some(mut fields) = Fields::open(ctx, node, "a dimension") else { continue };
        let id = fields.require(ctx, "id").and_then(|node| ids.declare(ctx, node, index, "dimension"));
        let name = fields.text(ctx, "name");
        let description = fields.text(ctx, "description");
        let share = fields.micro(ctx, "share", Within::POSITIVE);
        let share_node = fields.get("share");
        let full = fields.micro(ctx, "full", Within::POSITIVE);
        let when_empty = fields.get("when_empty");
        let cap = fields.micro(ctx, "cap", Within::POSITIVE);
        let cap_node = fields.get("cap");
        let of_share = [("full", fields.get("full")), ("when_empty", when_empty)];
        fields.close(ctx);
        match scale {
            Some(Scale::Percent) => refuse_on(ctx, cap_node, "cap", "points", "percent"),
            Some(Scale::Points { .. }) => refuse_on(ctx, share_node, "share", "percent", "points"),
            None => {}
        }
        for (key, node) in of_share {
            match (scale, node) {
                (Some(Scale::Points { .. }), node) => refuse_on(ctx, node, key, "percent", "points"),
                (_, Some(node)) if share_node.is_none() => {
                    let message =
                        message!("`{key}` belongs to a dimension with a `share`, and this one has none");
                    ctx.report(Code::Conflict, node, message);
                }
                _ => {}
            }
        }
        if share.is_none() {
            without = without.or(Some(node));
        }
        passing.extend(when_empty.map(|node| (read.len(), node)));
        let when_empty = Vec::new();
        read.push(Dimension { id: id.unwrap_or_default(), name, description, share, full, when_empty, cap });
    }
    if let (Some((_, node)), true) = (passing.first(), read.len() > MOST_PASSING_ON) {
        let message = message!(
            "a scorecard with `when_empty` has {} dimensions, the limit is {MOST_PASSING_ON}",
            read.len()
        );
        ctx.report(Code::LimitCount, node, message);
    }
    for (at, node) in passing {
        let to = when_empty(ctx, node, at, ids);
        read.get_mut(at).into_iter().for_each(|dimension| dimension.when_empty.clone_from(&to));
    }
    // A placeholder took the place of a wrong id or share, so that later checks do not report it once more.
    ctx.forgive(mark);
    let shares = read.iter().any(|dimension| dimension.share.is_some());
    if let (true, Some(node), Some(Scale::Percent)) = (shares, without, scale) {
        ctx.report(Code::MissingField, node, "a dimension has no `share`, and another one has");
    }
    read
}

/// `when_empty`: the dimensions that get the share of one that is empty, in document order.
fn when_empty<'d>(ctx: &mut Context<'d>, node: &'d Node, own: usize, ids: &Ids) -> Vec<usize> {
    let mut to = Vec::new();
    let Some(mut fields) = Fields::open(ctx, node, "`when_empty`") else { return to };
    let listed = fields.require(ctx, "to");
    fields.close(ctx);
    for node in listed.map_or(&[][..], |node| items(ctx, node, "`to`")) {
        match ids.find(ctx, node, "dimension") {
            Some(at) if at == own => {
                let name = ids.all().nth(own).map(quoted).unwrap_or_default();
                let message = message!("dimension {name} gives its share to itself");
                ctx.report(Code::Conflict, node, message).help("name the others that get it");
            }
            at => to.extend(at),
        }
    }
    crate::sort::sort(&mut to);
    first_of_each(&mut to, usize::cmp);
    to
}

fn refuse_on(ctx: &mut Context<'_>, node: Option<&Node>, field: &str, right: &str, wrong: &str) {
    if let Some(node) = node {
        let message =
            message!("`{field}` belongs to the {right} scale, and this scorecard is on the {wrong} scale");
        ctx.report(Code::Conflict, node, message);
    }
}
