//! Reads `limits` of a scorecard: lowest and highest scores, factors, amounts and steps, always or under a condition. Called by
//! `scorecard`.

use super::conditions::condition;
use super::context::Context;
use super::reader::{Fields, Within, items, word};
use crate::error::{Code, Message, message};
use crate::model::{Limit, Scale};
use crate::value::Rounding;

/// Reads `limits`.
pub(super) fn limits<'d>(ctx: &mut Context<'d>, fields: &mut Fields<'d>, scale: Option<Scale>) -> Vec<Limit> {
    let mut read = Vec::new();
    let Some(node) = fields.list("limits") else { return read };
    let within = match scale {
        Some(Scale::Percent) => Within::PERCENT,
        Some(Scale::Points { .. }) | None => Within::POINTS,
    };
    for node in items(ctx, node, "`limits`") {
        let Some(mut fields) = Fields::open(ctx, node, "a limit") else { continue };
        ctx.within = Message::from("a limit");
        let description = fields.text(ctx, "description");
        let when = fields.get("when").map(|node| condition(ctx, node, "`when`"));
        let mark = ctx.mark();
        let at_least = fields.micro(ctx, "at_least", within);
        let at_most = fields.micro(ctx, "at_most", within);
        let most_node = fields.get("at_most");
        let times = fields.micro(ctx, "times", Within::NOT_NEGATIVE);
        let add = fields.micro(ctx, "add", Within::POINTS);
        let round_to = fields.micro(ctx, "round_to", Within::POSITIVE);
        let rounding = rounding(ctx, &mut fields, round_to.is_some());
        let is_within = at_least.or(at_most).is_some();
        let alone = [("times", times), ("add", add), ("round_to", round_to)];
        let mut alone = alone.into_iter().filter(|(_, one)| one.is_some()).map(|(key, _)| key);
        if let Some(second) = alone.nth(usize::from(!is_within))
            && let Some(node) = fields.get(second)
        {
            let help = "write a limit for each; they act in their order";
            ctx.report(Code::Conflict, node, message!("`{second}` stands alone in a limit")).help(help);
        }
        fields.close(ctx);
        if at_least.or(at_most).or(times).or(add).or(round_to).is_none() && ctx.is_whole(mark) {
            ctx.report(
                Code::MissingField,
                node,
                "a limit has none of `at_least`, `at_most`, `times`, `add` and `round_to`",
            );
        }
        if let (Some(least), Some(most), Some(node), true) =
            (at_least, at_most, most_node, ctx.is_whole(mark))
            && least > most
        {
            ctx.report(
                Code::Order,
                node,
                message!("`at_most` is {most}, which is below `at_least`, {least}"),
            );
        }
        read.push(Limit { when, at_least, at_most, times, add, round_to, rounding, description });
    }
    read
}

/// `rounding`, which belongs to `round_to`.
fn rounding<'d>(ctx: &mut Context<'d>, fields: &mut Fields<'d>, rounds: bool) -> Rounding {
    let Some(node) = fields.get("rounding") else { return Rounding::Nearest };
    if !rounds && fields.get("round_to").is_none() {
        ctx.report(Code::MissingField, node, "`rounding` stands beside `round_to`, the step to round to");
    }
    let read = word(ctx, node, "`rounding`", Rounding::WORDS);
    read.and_then(|at| Rounding::ALL.get(at).copied()).unwrap_or(Rounding::Nearest)
}
