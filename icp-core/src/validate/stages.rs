//! Reads `stages`, the grid of fit and intent tiers. Called by `icps`.

use super::context::Context;
use super::names::Ids;
use super::reader::{Fields, items};
use super::verdicts::verdicts;
use crate::draft::{Node, NodeKind};
use crate::error::{Code, Message, message, quoted};
use crate::model::Stage;
use crate::sort::distinct;

/// Reads `stages`: cells of the grid of fit and intent tiers, first match.
pub(super) fn stages<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    fit: Option<&Ids>,
    intent: Option<&Ids>,
    has_intent: bool,
) -> Vec<Stage> {
    let mut ids = Ids::default();
    let mut read = Vec::new();
    for (index, node) in items(ctx, node, "`stages`").iter().enumerate() {
        let Some(mut fields) = Fields::open(ctx, node, "a stage") else { continue };
        let id = fields.require(ctx, "id").and_then(|node| ids.declare(ctx, node, index, "stage"));
        let shown =
            id.as_deref().map_or_else(|| Message::from("a stage"), |id| message!("stage {}", quoted(id)));
        ctx.within.clone_from(&shown);
        fields.rename(shown);
        let name = fields.text(ctx, "name");
        let description = fields.text(ctx, "description");
        let when = fields.get("when").map(|node| cell(ctx, node, fit, intent, has_intent));
        let (fit, intent) = when.unwrap_or_default();
        let verdicts = verdicts(ctx, &mut fields);
        fields.close(ctx);
        read.push(Stage { id: id.unwrap_or_default(), name, description, fit, intent, verdicts });
    }
    read
}

/// `when` of a stage: the tiers of both scorecards.
fn cell<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    fit: Option<&Ids>,
    intent: Option<&Ids>,
    has_intent: bool,
) -> (Vec<usize>, Vec<usize>) {
    let Some(mut fields) = Fields::open(ctx, node, "`when`") else { return Default::default() };
    let fit_node = fields.get("fit");
    let intent_node = fields.get("intent");
    fields.close(ctx);
    if let NodeKind::Map(entries) = &node.kind
        && entries.is_empty()
    {
        ctx.refuse(Code::Empty, node, "`when` is empty").help("leave it out of a stage for all others");
    }
    if let Some(node) = intent_node.filter(|_| !has_intent) {
        ctx.report(Code::Conflict, node, "the icp has no `intent` scorecard");
    }
    (tiers(ctx, fit_node, "`fit`", fit), tiers(ctx, intent_node, "`intent`", intent))
}

/// Ids of tiers, or a single one; nothing is said about them when their scorecard is wrong.
fn tiers<'d>(ctx: &mut Context<'d>, node: Option<&'d Node>, label: &str, ids: Option<&Ids>) -> Vec<usize> {
    let mut found = Vec::new();
    let Some(node) = node else { return found };
    let nodes = match &node.kind {
        NodeKind::List(_) => items(ctx, node, label),
        _ => std::slice::from_ref(node),
    };
    let Some(ids) = ids else {
        ctx.leave();
        return found;
    };
    for node in nodes {
        found.extend(ids.find(ctx, node, "tier"));
    }
    distinct(&mut found);
    found
}
