use super::conditions::condition;
use super::context::{Context, entries, items};
use super::names::{has_hidden, is_reserved};
use super::operators::optional;
use super::reader::{Fields, text};
use crate::draft::{Node, NodeKind};
use crate::error::{Code, quoted, say};
use crate::model::Verdict;
use crate::value::is_blank;

/// Reads `verdicts`: words for each team, or a list of `{team, say, when?}` of which the first that holds counts
/// for each team.
pub(super) fn verdicts<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<Vec<Verdict>> {
    match &node.kind {
        NodeKind::List(_) => listed(ctx, node),
        _ => by_team(ctx, node),
    }
}

fn by_team<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<Vec<Verdict>> {
    let teams = entries(ctx, node, "`verdicts`")?;
    let mut read = Vec::new();
    for entry in teams {
        if let Some(why) = unfit(&entry.key) {
            ctx.report_key(why.0, entry, say!("team {} {}", quoted(&entry.key), why.1));
            continue;
        }
        let say = text(ctx, &entry.value, &say!("the verdict for {}", quoted(&entry.key)));
        read.extend(say.map(|say| Verdict { team: entry.key.clone(), say: say.into(), when: None }));
    }
    (read.len() == teams.len()).then_some(read)
}

fn listed<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<Vec<Verdict>> {
    let nodes = items(ctx, node, "`verdicts`")?;
    let mut read: Vec<Verdict> = Vec::new();
    for node in nodes {
        let Some(mut fields) = Fields::open(ctx, node, "a verdict") else { continue };
        let team = fields.require(ctx, "team").and_then(|node| {
            let team = text(ctx, node, "`team`")?;
            match unfit(team) {
                Some((code, why)) => {
                    ctx.report(code, node, say!("team {} {why}", quoted(team)));
                    None
                }
                None => Some(team),
            }
        });
        let say = fields.require(ctx, "say").and_then(|node| text(ctx, node, "`say`"));
        let when = fields.take("when").map(|node| condition(ctx, node, "`when`"));
        fields.close(ctx);
        let whole = || Some(Verdict { team: team?.into(), say: say?.into(), when: optional(when)? });
        read.extend(whole());
    }
    (read.len() == nodes.len()).then_some(read)
}

/// Why a text is no name for a team.
fn unfit(team: &str) -> Option<(Code, &'static str)> {
    if is_blank(team) || has_hidden(team) {
        Some((Code::IdentCharset, "is blank or has hidden characters"))
    } else if is_reserved(team) {
        Some((Code::IdentReserved, "is a reserved word"))
    } else {
        None
    }
}
