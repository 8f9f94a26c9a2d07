use super::conditions::condition;
use super::context::{Context, entries, items};
use super::names::{has_hidden, is_reserved};
use super::operators::optional;
use super::reader::{Fields, text};
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, quote};
use crate::model::Verdict;
use crate::value::is_blank;

/// Reads `verdicts`: for each team its words, or a list of `{say, when}` of which the first that holds counts.
pub(super) fn verdicts<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<Vec<Verdict>> {
    let teams = entries(ctx, node, "`verdicts`")?;
    let mut read = Vec::new();
    let mut wrong = false;
    for entry in teams {
        if !is_team(ctx, entry) {
            wrong = true;
            continue;
        }
        match of_team(ctx, entry) {
            Some(verdicts) => read.extend(verdicts),
            None => wrong = true,
        }
    }
    (!wrong).then_some(read)
}

fn is_team(ctx: &mut Context<'_>, entry: &Entry) -> bool {
    let team = &*entry.key;
    let (code, why) = if is_blank(team) || has_hidden(team) {
        (Code::IdentCharset, "is blank or has hidden characters")
    } else if is_reserved(team) {
        (Code::IdentReserved, "is a reserved word")
    } else {
        return true;
    };
    ctx.report_key(code, entry, format!("team {} {why}", quote(team)));
    false
}

fn of_team<'d>(ctx: &mut Context<'d>, entry: &'d Entry) -> Option<Vec<Verdict>> {
    let label = format!("the verdict for {}", quote(&entry.key));
    let team = &entry.key;
    let NodeKind::List(_) = entry.value.kind else {
        let say = text(ctx, &entry.value, &label)?;
        return Some(vec![Verdict { team: team.clone(), say: say.into(), when: None }]);
    };
    let nodes = items(ctx, &entry.value, &label)?;
    let mut read = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let Some(mut fields) = Fields::open(ctx, node, &*label) else { continue };
        let say = fields.require(ctx, "say").and_then(|node| text(ctx, node, "`say`"));
        let when_node = fields.take("when");
        let when = when_node.map(|node| condition(ctx, node, "`when`"));
        fields.close(ctx);
        if when_node.is_none() && index.saturating_add(1) < nodes.len() {
            let message = format!("{label} has words without `when` before others, which are never reached");
            ctx.report(Code::Conflict, node, message).help("only the last may be without `when`");
        }
        let whole = || Some(Verdict { team: team.clone(), say: say?.into(), when: optional(when)? });
        read.extend(whole());
    }
    (read.len() == nodes.len()).then_some(read)
}
