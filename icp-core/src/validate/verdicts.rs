//! Reads `verdicts` of a tier or a stage. Called by `tiers` and `stages`.

use super::conditions::get_condition;
use super::context::Context;
use super::names::{has_hidden, is_reserved};
use super::reader::{Fields, entries, items, text};
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, Message, message, quoted};
use crate::model::Verdict;
use crate::value::is_blank;

/// Reads `verdicts`: words for each team, or a list of `{team, say, when?}` of which the first that holds counts
/// for each team.
pub(super) fn verdicts<'d>(ctx: &mut Context<'d>, fields: &mut Fields<'d>) -> Vec<Verdict> {
    let mut read = Vec::new();
    let Some(node) = fields.list("verdicts").and_then(|_| fields.object("verdicts")) else { return read };
    match &node.kind {
        NodeKind::List(_) => {
            for node in items(ctx, node, "`verdicts`") {
                if let Some(verdict) = listed(ctx, node) {
                    read.push(verdict);
                }
            }
        }
        _ => {
            for entry in entries(ctx, node, "`verdicts`") {
                read.push(of_team(ctx, entry));
            }
        }
    }
    read
}

fn of_team<'d>(ctx: &mut Context<'d>, entry: &'d Entry) -> Verdict {
    let mut say = "";
    if let Some((code, why)) = unfit(&entry.key) {
        ctx.refuse_key(code, entry, message!("team {} {why}", quoted(&entry.key)));
    } else {
        let label = message!("the verdict for {}", quoted(&entry.key));
        say = text(ctx, &entry.value, &label).unwrap_or_default();
    }
    Verdict { team: entry.key.clone(), say: say.into(), when: None }
}

fn listed<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<Verdict> {
    let mut fields = Fields::open(ctx, node, "a verdict")?;
    let mark = ctx.mark();
    let team_node = fields.get("team");
    let team = fields.require_text(ctx, "team");
    if let (Some(node), Some((code, why)), true) = (team_node, unfit(&team), ctx.is_whole(mark)) {
        ctx.refuse(code, node, message!("team {} {why}", quoted(&team)));
    }
    let say = fields.require_text(ctx, "say");
    let when = get_condition(ctx, &mut fields, "when");
    fields.close(ctx);
    Some(Verdict { team, say, when })
}

/// Why a text is no name for a team.
fn unfit(team: &str) -> Option<(Code, Message)> {
    if is_blank(team) || has_hidden(team) {
        Some((Code::IdentCharset, "is blank or has hidden characters".into()))
    } else if is_reserved(team) {
        Some((Code::IdentReserved, "is a reserved word".into()))
    } else {
        None
    }
}
