//! Reads tests of an icp's own result, which conditions of labels may have. Called by `conditions`.

use super::context::Context;
use super::names::id_text;
use super::operators::number_tests;
use super::reader::{Fields, items, word, wrong_type};
use super::symbols::ResultIds;
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, message, quoted};
use crate::model::{Condition, NumberTest, ResultStatus, ResultTest};

/// Reads the key `result` of a condition.
pub(super) fn result<'d>(ctx: &mut Context<'d>, entry: &'d Entry, ids: &ResultIds) -> Condition {
    let mut test = ResultTest::default();
    if ctx.attribute_names.has(KEY) {
        ctx.refuse_key(
            Code::Conflict,
            entry,
            "`result` in a label is the result of the icp, and an attribute is named so",
        )
        .help("give the attribute another name, and keep this one in its `aliases`");
        return Condition::Result(Box::default());
    }
    let node = &entry.value;
    if let NodeKind::Map(entries) = &node.kind
        && entries.is_empty()
    {
        ctx.refuse(Code::Empty, node, "`result` is empty");
    }
    let Some(mut fields) = Fields::open(ctx, node, "`result`") else {
        return Condition::Result(Box::default());
    };
    let found = |ctx: &mut Context<'d>, node: Option<&'d Node>, key: &str, what, ids: Option<&[Box<str>]>| {
        node.map_or_else(Vec::new, |node| named(ctx, node, key, what, ids))
    };
    test.tier = found(ctx, fields.get("tier"), "`tier`", "tier", ids.tiers.as_deref());
    if let Some(node) = fields.get("status") {
        for node in several(ctx, node, "`status`") {
            let place = word(ctx, node, "`status`", ResultStatus::WORDS);
            let status = place.and_then(|place| ResultStatus::ALL.get(place));
            test.status.extend(status.filter(|status| !test.status.contains(status)));
        }
    }
    test.stage = found(ctx, fields.get("stage"), "`stage`", "stage", Some(&ids.stages));
    let intent_nodes = [fields.get("intent_tier"), fields.get("intent_score")];
    for node in intent_nodes.into_iter().flatten().filter(|_| !ids.has_intent) {
        ctx.report(Code::Conflict, node, "the icp has no `intent` scorecard");
    }
    test.intent_tier =
        found(ctx, fields.get("intent_tier"), "`intent_tier`", "tier", ids.intent_tiers.as_deref());
    let mut numbers = |ctx: &mut Context<'d>, key: &'static str| -> Vec<NumberTest> {
        let node = fields.get(key);
        node.map_or_else(Vec::new, |node| number_tests(ctx, node, &message!("`{key}`")))
    };
    test.score = numbers(ctx, "score");
    test.coverage = numbers(ctx, "coverage");
    test.intent_score = numbers(ctx, "intent_score");
    fields.close(ctx);
    Condition::Result(Box::new(test))
}

/// The key in a condition.
pub(super) const KEY: &str = "result";

/// One value, or a list of some.
fn several<'d>(ctx: &mut Context<'d>, node: &'d Node, label: &str) -> &'d [Node] {
    match &node.kind {
        NodeKind::List(_) => items(ctx, node, label),
        _ => std::slice::from_ref(node),
    }
}

/// Ids of tiers or stages; nothing is said about them where those are wrong.
fn named<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    label: &str,
    what: &str,
    ids: Option<&[Box<str>]>,
) -> Vec<Box<str>> {
    let mut found: Vec<Box<str>> = Vec::new();
    let nodes = several(ctx, node, label);
    let Some(ids) = ids else {
        ctx.leave();
        return found;
    };
    for node in nodes {
        let Some(id) = id_text(node) else {
            wrong_type(ctx, node, &message!("the id of a {what}"), "text");
            continue;
        };
        if !ids.contains(&id) {
            let near = ctx.near(&id, ids.iter().map(|id| &**id)).map(quoted);
            let reported =
                ctx.refuse(Code::UnknownReference, node, message!("unknown {what} {}", quoted(&id)));
            reported.help_if(near.map(|near| message!("did you mean {near}?")));
        } else if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}
