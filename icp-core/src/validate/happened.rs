//! Reads the test of events: which events `happened` counts, and the bounds on their number. Called by `operators`.

use super::context::Context;
use super::lists::{Texts, texts};
use super::reader::{Fields, Within, flag, how_many, number_within, text, word};
use super::rewrite;
use super::time::span;
use crate::draft::{Node, NodeKind};
use crate::error::{Code, hint, message};
use crate::model::{EventNames, Happened, OncePer};

/// The operand of `happened`.
pub(super) fn happened<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<Happened> {
    let mut fields = Fields::open(ctx, node, "`happened`")?;
    let mark = ctx.mark();
    let events = events(ctx, &mut fields);
    let distinct = fields.get("distinct_at_least").map(|node| {
        let listed = match &events {
            Some(EventNames::AnyOf(names)) if ctx.is_whole(mark) => Some(names.items.len()),
            Some(EventNames::One(_) | EventNames::Any) => {
                ctx.refuse(Code::Conflict, node, "`distinct_at_least` goes with `any_of`");
                None
            }
            Some(EventNames::AnyOf(_)) | None => None,
        };
        (node, how_many(ctx, node, "`distinct_at_least`", listed))
    });
    let within_last = fields.get("within_last").and_then(|node| span(ctx, node, "`within_last`"));
    let mut bound = |ctx: &mut Context<'d>, key| {
        let node = fields.get(key)?;
        Some((node, number_within(ctx, node, &message!("`{key}`"), Within::NOT_NEGATIVE)?))
    };
    let at_least = bound(ctx, "at_least");
    let at_most = bound(ctx, "at_most");
    let once_per = once_per(ctx, &mut fields);
    fields.close(ctx);
    if let (Some((_, least)), Some((node, most))) = (at_least, at_most)
        && least > most
    {
        ctx.refuse(Code::Order, node, message!("`at_most` is {most}, below `at_least`, which is {least}"));
    } else if let (Some((_, different)), Some((node, most))) = (distinct, at_most)
        && different as f64 > most
    {
        // Each of the different events counts 1 or more.
        let message = message!("`at_most` is {most}, below `distinct_at_least`, which is {different}");
        ctx.refuse(Code::Order, node, message);
    }
    let implied = at_least.is_none() && at_most.is_none() && distinct.is_none();
    Some(Happened {
        events: events?,
        distinct_at_least: distinct.map(|(_, different)| different),
        within_last,
        at_least: at_least.map(|(_, least)| least).or(implied.then_some(1.0)),
        at_most: at_most.map(|(_, most)| most),
        once_per,
    })
}

/// The one of three keys that says which events are counted.
fn events<'d>(ctx: &mut Context<'d>, fields: &mut Fields<'d>) -> Option<EventNames> {
    let given = ["event", "any_of", "any"].map(|key| fields.get(key).map(|node| (key, node)));
    let mut given = given.into_iter().flatten();
    let Some((key, node)) = given.next() else {
        ctx.refuse(Code::MissingField, fields.node, "`happened` does not say which events it counts")
            .help("it is one `event`, each of several with `any_of`, or with `any: true` whatever happened");
        return None;
    };
    if let Some((other, node)) = given.next() {
        ctx.refuse(Code::Conflict, node, message!("`happened` has both `{key}` and `{other}`"))
            .help("it says in one way which events it counts");
        return None;
    }
    Some(match key {
        "event" => {
            if let NodeKind::List(_) = node.kind {
                let help = hint(|| Some(format!("write `any_of: {}`", rewrite::flow(node)?)));
                ctx.refuse(Code::Type, node, "`event` must be text, found a list")
                    .help_or(help, "several events go into `any_of`");
                return None;
            }
            EventNames::One(text(ctx, node, "`event`")?.into())
        }
        "any_of" => EventNames::AnyOf(texts(ctx, node, "`any_of`", Texts::Phrases, false)),
        _ => {
            let mark = ctx.mark();
            if !flag(ctx, node, "`any`") && ctx.is_whole(mark) {
                ctx.refuse(Code::Enum, node, "`any` cannot be false")
                    .help("name one `event`, or several with `any_of`");
            }
            EventNames::Any
        }
    })
}

/// `once_per`, of `happened` and of `decay`.
pub(super) fn once_per<'d>(ctx: &mut Context<'d>, fields: &mut Fields<'d>) -> Option<OncePer> {
    let node = fields.get("once_per")?;
    word(ctx, node, "`once_per`", &OncePer::WORDS).map(|_| OncePer::Day)
}
