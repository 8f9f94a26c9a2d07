use super::context::{Context, items};
use super::names::Ids;
use super::operators::optional;
use super::reader::Fields;
use super::verdicts::verdicts;
use crate::draft::{Node, NodeKind};
use crate::error::{Code, Words, quoted, say};
use crate::model::Stage;
use crate::sort::distinct;

/// Reads `stages`: cells of the grid of fit and intent tiers, first match.
pub(super) fn stages<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    fit: Option<&Ids>,
    intent: Option<&Ids>,
    has_intent: bool,
) -> Option<Vec<Stage>> {
    let nodes = items(ctx, node, "`stages`")?;
    let mut ids = Ids::default();
    let mut read = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let Some(mut fields) = Fields::open(ctx, node, "a stage") else { continue };
        let id = fields.require(ctx, "id").and_then(|node| ids.declare(ctx, node, index, "stage"));
        let shown = id.as_deref().map_or_else(|| Words::from("a stage"), |id| say!("stage {}", quoted(id)));
        ctx.within.clone_from(&shown);
        fields.rename(shown);
        let name = fields.text(ctx, "name");
        let description = fields.text(ctx, "description");
        let when = fields.take("when").map(|node| cell(ctx, node, fit, intent, has_intent));
        let verdicts = fields.take("verdicts").map(|node| verdicts(ctx, node));
        fields.close(ctx);
        let whole = || {
            let (fit, intent) = optional(when)?.unwrap_or_default();
            let verdicts = optional(verdicts)?.unwrap_or_default();
            Some(Stage { id: id?, name, description, fit, intent, verdicts })
        };
        read.extend(whole());
    }
    (read.len() == nodes.len()).then_some(read)
}

/// `when` of a stage: the tiers of both scorecards.
fn cell<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    fit: Option<&Ids>,
    intent: Option<&Ids>,
    has_intent: bool,
) -> Option<(Vec<usize>, Vec<usize>)> {
    let mut fields = Fields::open(ctx, node, "`when`")?;
    let fit_node = fields.take("fit");
    let intent_node = fields.take("intent");
    fields.close(ctx);
    if let NodeKind::Map(entries) = &node.kind
        && entries.is_empty()
    {
        ctx.report(Code::Empty, node, "`when` is empty").help("leave it out of a stage for all others");
        return None;
    }
    if let Some(node) = intent_node.filter(|_| !has_intent) {
        ctx.report(Code::Conflict, node, "the icp has no `intent` scorecard");
    }
    let fit_tiers = fit_node.map(|node| tiers(ctx, node, "`fit`", fit));
    let intent_tiers = intent_node.map(|node| tiers(ctx, node, "`intent`", intent));
    Some((optional(fit_tiers)?.unwrap_or_default(), optional(intent_tiers)?.unwrap_or_default()))
}

/// Ids of tiers, or a single one; nothing is said about them when their scorecard is wrong.
fn tiers<'d>(ctx: &mut Context<'d>, node: &'d Node, label: &str, ids: Option<&Ids>) -> Option<Vec<usize>> {
    let nodes = match &node.kind {
        NodeKind::List(_) => items(ctx, node, label)?,
        _ => std::slice::from_ref(node),
    };
    let ids = ids?;
    let mut found: Vec<usize> = nodes.iter().filter_map(|node| ids.find(ctx, node, "tier")).collect();
    let whole = found.len() == nodes.len();
    distinct(&mut found);
    whole.then_some(found)
}
