//! Reads `limits` of a scorecard: lowest and highest scores, factors and amounts under a condition. Called by `scorecard`.

use super::conditions::require_condition;
use super::context::Context;
use super::reader::{Fields, Within, items};
use crate::error::{Code, Message, message};
use crate::model::{Limit, Scale};

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
        let when = require_condition(ctx, &mut fields, "when");
        let mark = ctx.mark();
        let at_least = fields.micro(ctx, "at_least", within);
        let at_most = fields.micro(ctx, "at_most", within);
        let most_node = fields.get("at_most");
        let times = fields.micro(ctx, "times", Within::NOT_NEGATIVE);
        let add = fields.micro(ctx, "add", Within::POINTS);
        let is_within = at_least.or(at_most).is_some();
        let second = if add.is_some() && (is_within || times.is_some()) { "add" } else { "times" };
        if u32::from(is_within) + u32::from(times.is_some()) + u32::from(add.is_some()) > 1
            && let Some(node) = fields.get(second)
        {
            let help = "write a limit for each; they act in their order";
            ctx.report(Code::Conflict, node, message!("`{second}` stands alone in a limit")).help(help);
        }
        fields.close(ctx);
        if at_least.or(at_most).or(times).or(add).is_none() {
            ctx.report(
                Code::MissingField,
                node,
                "a limit has none of `at_least`, `at_most`, `times` and `add`",
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
        read.push(Limit { when, at_least, at_most, times, add, description });
    }
    read
}
