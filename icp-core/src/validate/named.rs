//! Reads the named conditions of a model, each after those that it uses. Called by `document`; what a name stands for where it
//! is used is in `names`.

use std::sync::Arc;

use super::circles::{ordered, shown};
use super::conditions::condition;
use super::context::Context;
use super::names::Ids;
use super::reader::entries;
use super::symbols::Named;
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, message, quoted};
use crate::model::{Condition, NamedCondition};

/// Reads `conditions` and makes them known to the context. Each is read after those that it uses.
pub(super) fn conditions<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Vec<NamedCondition> {
    let entries = entries(ctx, node, "`conditions`");
    let mut ids = Ids::default();
    let mut right = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        right.push(ids.declare_key(ctx, entry, index, "condition"));
        ctx.condition_names.add(&entry.key, index);
    }
    ctx.conditions = vec![None; entries.len()];
    let mut uses = Vec::new();
    for entry in entries {
        let mut used = Vec::new();
        names(&entry.value, &mut |name| used.extend(ctx.condition_names.get(name)));
        uses.push(used);
    }
    let order = ordered(&uses, ctx.limits.problems);
    for circle in &order.circles {
        let shown = shown(circle, |index| entries.get(index).map_or("", |entry| &*entry.key));
        if let Some(entry) = circle.first().and_then(|first| entries.get(*first)) {
            ctx.refuse(Code::Cycle, &entry.value, message!("the conditions go in a circle: {shown}"))
                .help("each is made of tests in the end; take one of the names out");
        }
    }
    for index in order.order {
        let Some(entry) = entries.get(index) else { continue };
        let read = one(ctx, entry);
        if let Some(known) = ctx.conditions.get_mut(index) {
            *known = read;
        }
    }
    let read = entries.iter().zip(&ctx.conditions).zip(right).filter(|(_, right)| *right);
    let named = |(entry, known): (&Entry, &Option<Named>)| {
        let condition = known.as_ref()?.condition.clone();
        Some(NamedCondition { name: entry.key.clone(), condition })
    };
    read.filter_map(|(read, _)| named(read)).collect()
}

/// One named condition; `None` when it has a mistake, which is reported.
fn one<'d>(ctx: &mut Context<'d>, entry: &'d Entry) -> Option<Named> {
    let label = message!("condition {}", quoted(&entry.key));
    ctx.within.clone_from(&label);
    let (before, mark) = (ctx.used, ctx.mark());
    let condition = condition(ctx, &entry.value, &label);
    let mut used = ctx.used.since(before);
    used.nodes = used.nodes.saturating_add(entry.value.count());
    let levels = levels(ctx, &condition);
    if levels > ctx.limits.depth {
        let message =
            message!("{label} is nested deeper than {} levels with those that it uses", ctx.limits.depth);
        ctx.refuse(Code::LimitDepth, &entry.value, message);
    }
    ctx.is_whole(mark).then(|| Named { condition: Arc::new(condition), used, levels })
}

/// How deep a condition is nested. What a name stands for was measured when it was read.
fn levels(ctx: &Context<'_>, condition: &Condition) -> usize {
    let below = match condition {
        Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
            of.iter().map(|part| levels(ctx, part)).max().unwrap_or(0)
        }
        Condition::Not(part) => levels(ctx, part),
        Condition::Test { .. } | Condition::Result(_) => 0,
        Condition::Named { name, .. } => {
            let known = ctx.condition_names.get(name).and_then(|at| ctx.conditions.get(at)?.as_ref());
            known.map_or(0, |known| known.levels)
        }
    };
    below.saturating_add(1)
}

/// The names that stand for conditions in a condition. Nothing is reported: it is read later.
fn names<'d>(node: &'d Node, found: &mut dyn FnMut(&'d str)) {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match &node.kind {
            NodeKind::Text(text) => text.strip_prefix('$').into_iter().for_each(&mut *found),
            NodeKind::Map(entries) => {
                for entry in entries {
                    let parts = match &*entry.key {
                        "at_least" => get(&entry.value, "of"),
                        "all" | "any" | "not" => Some(&entry.value),
                        _ => None,
                    };
                    match parts.map(|parts| (&parts.kind, parts)) {
                        Some((NodeKind::List(parts), _)) => open.extend(parts.iter().rev()),
                        Some((_, part)) if &*entry.key == "not" => open.push(part),
                        Some(_) | None => {}
                    }
                }
            }
            _ => {}
        }
    }
}

fn get<'d>(node: &'d Node, key: &str) -> Option<&'d Node> {
    let NodeKind::Map(entries) = &node.kind else { return None };
    entries.iter().find(|entry| &*entry.key == key).map(|entry| &entry.value)
}
