//! Reads profiles, their priorities and exclusions. Called by `document`.

use super::conditions::{get_condition, require_condition};
use super::context::Context;
use super::criteria::Shared;
use super::labels::labels;
use super::names::Ids;
use super::reader::{Fields, Within, entries, flag, items, listed, micro, number_within, whole, word};
use super::scorecard::{ReadScorecard, scorecard};
use super::stages::stages;
use super::symbols::ResultIds;
use crate::draft::{Node, NodeKind};
use crate::error::{Code, Message, message, quoted};
use crate::model::{Exclusion, HeldUnknown, Icp, Priority};
use crate::sort::Index;
use crate::value::{Micro, fold};

/// The last rank.
const LAST_RANK: u32 = 1_000_000;
/// A number for a factor of `prioritize`.
const FACTOR: &Within = &Within { low: 0.0, high: 1e18, above: false };

/// Reads `icps`.
pub(super) fn icps<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    factors: &[(Box<str>, Micro)],
    shared: &Shared,
    shared_exclusions: &[Exclusion],
) -> Vec<Icp> {
    let whole = ctx.mark();
    let nodes = items(ctx, node, "`icps`");
    if nodes.len() > ctx.limits.icps {
        let message = message!("the model has {} icps, the limit is {}", nodes.len(), ctx.limits.icps);
        ctx.refuse(Code::LimitCount, node, message);
        return Vec::new();
    }
    let mut ids = Ids::default();
    let mut ranks: Vec<(u32, u32)> = Vec::new();
    let mut read = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let Some(mut fields) = Fields::open(ctx, node, "an icp") else { continue };
        let id = fields.require(ctx, "id").and_then(|node| ids.declare(ctx, node, index, "icp"));
        let shown =
            id.as_deref().map_or_else(|| Message::from("an icp"), |id| message!("icp {}", quoted(id)));
        fields.rename(shown.clone());
        let name = fields.text(ctx, "name");
        let description = fields.text(ctx, "description");
        let enabled = fields.get("enabled").is_none_or(|node| flag(ctx, node, "`enabled`"));
        let priority_node =
            if factors.is_empty() { fields.object("priority") } else { fields.get("priority") };
        let priority = priority(ctx, node, priority_node, &shown, factors, nodes.len());
        if let (Some(Priority::Rank { rank, written: true }), Some(node)) = (&priority, priority_node) {
            match ranks.iter().find(|(taken, _)| taken == rank).filter(|_| enabled) {
                Some((_, first)) => {
                    let help = message!("the first is at {}", ctx.path_to(*first));
                    ctx.report(Code::Conflict, node, message!("priority {rank} is given to two icps"))
                        .help(help);
                }
                // One that is not scored needs no place of its own.
                None if enabled => ranks.push((*rank, node.order)),
                None => {}
            }
        }
        let exclusions_node = fields.list("exclusions");
        let exclusions =
            exclusions_node.map_or_else(Vec::new, |node| exclusions(ctx, node, shared_exclusions));
        let fit = fields.require(ctx, "fit").and_then(|node| scorecard(ctx, node, "`fit`", shared));
        let intent_node = fields.object("intent");
        let intent = intent_node.and_then(|node| scorecard(ctx, node, "`intent`", shared));
        let tiers = fit.as_ref().map(|fit| &fit.tiers);
        let qualifies_from = fields.get("qualifies_from").and_then(|node| tiers?.find(ctx, node, "tier"));
        let intent_tiers = intent.as_ref().map(|intent| &intent.tiers);
        let stages_node = fields.list("stages");
        let stages = stages_node
            .map_or_else(Vec::new, |node| stages(ctx, node, tiers, intent_tiers, intent_node.is_some()));
        let labels = fields.list("labels").map_or_else(Vec::new, |node| {
            let of = |card: &ReadScorecard| card.tiers.all().map(Box::from).collect();
            let result = ResultIds {
                tiers: fit.as_ref().map(of),
                stages: stages.iter().map(|stage| stage.id.clone()).collect(),
                intent_tiers: intent.as_ref().map(of),
                has_intent: intent_node.is_some(),
            };
            labels(ctx, node, result)
        });
        fields.close(ctx);
        if let (Some(fit), Some(priority)) = (fit, priority) {
            read.push(Icp {
                id: id.unwrap_or_default(),
                name,
                description,
                enabled,
                priority,
                exclusions,
                qualifies_from,
                fit: fit.scorecard,
                intent: intent.map(|intent| intent.scorecard),
                stages,
                labels,
            });
        }
    }
    if ctx.is_whole(whole) {
        refuse_all_disabled(ctx, node, &read);
        refuse_idle_factors(ctx, node, &read, factors);
    }
    read
}

/// `priority`: a rank, or numbers for the factors of `prioritize`.
fn priority<'d>(
    ctx: &mut Context<'d>,
    icp: &Node,
    node: Option<&'d Node>,
    shown: &str,
    factors: &[(Box<str>, Micro)],
    icps: usize,
) -> Option<Priority> {
    let Some(node) = node else {
        if icps == 1 && factors.is_empty() {
            return Some(Priority::Rank { rank: 1, written: false });
        }
        let reported = ctx.refuse(Code::MissingField, icp, message!("{shown} has no `priority`"));
        if factors.is_empty() {
            reported.help("give each icp a rank, 1 first");
        } else {
            reported.help("give it a number for each factor of `prioritize`");
        }
        return None;
    };
    let NodeKind::Map(entries) = &node.kind else {
        if !factors.is_empty() {
            let message = "`priority` must be an object with a number for each factor of `prioritize`";
            if matches!(node.kind, NodeKind::Invalid) {
                ctx.leave();
            } else {
                ctx.refuse(Code::Type, node, message);
            }
            return None;
        }
        return whole(ctx, node, "`priority`", 1, LAST_RANK)
            .map(|rank| Priority::Rank { rank, written: true });
    };
    if factors.is_empty() {
        let message = "`priority` is an object, and the model has no `prioritize`";
        ctx.refuse(Code::Conflict, node, message).help("give a rank, 1 first, or add `prioritize`");
        return None;
    }
    let (mut given, mut wanted) = (Index::default(), Index::default());
    for (at, entry) in entries.iter().enumerate() {
        given.add(&entry.key, at);
    }
    let mut values = Vec::new();
    let mut missing = Vec::new();
    for (factor, _) in factors {
        wanted.note(factor);
        match given.get(factor).and_then(|at| entries.get(at)) {
            Some(entry) => {
                values.extend(number_within(ctx, &entry.value, &quoted(factor), FACTOR));
            }
            None => missing.push(&**factor),
        }
    }
    if !missing.is_empty() {
        missing.truncate(8);
        let message = message!("`priority` of {shown} has no {}", listed(missing));
        ctx.refuse(Code::MissingField, node, message);
    }
    let others = given.numbers().filter_map(|at| entries.get(at)).filter(|entry| !wanted.has(&entry.key));
    for entry in others {
        let near = ctx.near(&entry.key, factors.iter().map(|(factor, _)| &**factor)).map(quoted);
        let message = message!("unknown field {} in `priority` of {shown}", quoted(&entry.key));
        let reported = ctx.report_key(Code::UnknownField, entry, message);
        if let Some(near) = near {
            reported.help(message!("did you mean {near}?"));
        }
    }
    (values.len() == factors.len()).then_some(Priority::Factors(values))
}

/// A model that scores nothing is a slip.
fn refuse_all_disabled(ctx: &mut Context<'_>, node: &Node, icps: &[Icp]) {
    if !icps.is_empty() && icps.iter().all(|icp| !icp.enabled) {
        ctx.report(Code::MissingField, node, "no icp is enabled")
            .help("take `enabled: false` out of the icps that are to be scored");
    }
}

/// A factor whose largest number is 0 could not be divided by it.
fn refuse_idle_factors(ctx: &mut Context<'_>, node: &Node, icps: &[Icp], factors: &[(Box<str>, Micro)]) {
    for (index, (factor, _)) in factors.iter().enumerate() {
        let counts = |icp: &Icp| match &icp.priority {
            Priority::Factors(values) => values.get(index).is_some_and(|value| *value > 0.0),
            Priority::Rank { .. } => true,
        };
        let mut scored = icps.iter().filter(|icp| icp.enabled).peekable();
        if scored.peek().is_some() && !scored.any(counts) {
            let message = message!("factor {} of `prioritize` is 0 for every icp", quoted(factor));
            ctx.report(Code::Range, node, message);
        }
    }
}

/// Reads `exclusions`; ids differ from those of the shared ones as well.
pub(super) fn exclusions<'d>(ctx: &mut Context<'d>, node: &'d Node, shared: &[Exclusion]) -> Vec<Exclusion> {
    let mark = ctx.mark();
    let mut taken = Index::default();
    for other in shared {
        taken.note(&fold(&other.id));
    }
    let mut ids = Ids::default();
    let mut read = Vec::new();
    for (index, node) in items(ctx, node, "`exclusions`").iter().enumerate() {
        let Some(mut fields) = Fields::open(ctx, node, "an exclusion") else { continue };
        let id_node = fields.require(ctx, "id");
        let id = id_node.and_then(|node| ids.declare(ctx, node, index, "exclusion"));
        if let (Some(id), Some(node)) = (&id, id_node)
            && taken.has(&fold(id))
        {
            let message = message!("exclusion id {} is that of an exclusion for every icp", quoted(id));
            ctx.report(Code::DuplicateId, node, message).help("the other is under `exclusions` of the model");
        }
        let shown = id
            .as_deref()
            .map_or_else(|| Message::from("an exclusion"), |id| message!("exclusion {}", quoted(id)));
        ctx.within.clone_from(&shown);
        fields.rename(shown);
        let description = fields.text(ctx, "description");
        let reason = fields.require_text(ctx, "reason");
        let when = require_condition(ctx, &mut fields, "when");
        let unless = get_condition(ctx, &mut fields, "unless");
        let if_unknown = fields.get("if_unknown");
        let place = if_unknown.and_then(|node| word(ctx, node, "`if_unknown`", HeldUnknown::WORDS));
        let if_unknown = place.and_then(|place| HeldUnknown::ALL.get(place)).copied().unwrap_or_default();
        fields.close(ctx);
        read.push(Exclusion { id: id.unwrap_or_default(), reason, description, when, unless, if_unknown });
    }
    // Others are compared with these, so none may have a mistake.
    if !ctx.is_whole(mark) {
        read.clear();
    }
    read
}

/// Reads `prioritize`: factors and how much each counts.
pub(super) fn prioritize<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Vec<(Box<str>, Micro)> {
    let entries = entries(ctx, node, "`prioritize`");
    let mut ids = Ids::default();
    let mut factors = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        ids.declare_key(ctx, entry, index, "factor");
        let factor = micro(ctx, &entry.value, &quoted(&entry.key), Within::POSITIVE);
        factors.push((entry.key.clone(), factor));
    }
    factors
}
