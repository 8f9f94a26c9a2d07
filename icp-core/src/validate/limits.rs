//! Reads `limits` of a scorecard: lowest and highest scores under a condition. Called by `scorecard`.

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
        fields.close(ctx);
        if at_least.is_none() && at_most.is_none() {
            ctx.report(Code::MissingField, node, "a limit has neither `at_least` nor `at_most`");
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
        read.push(Limit { when, at_least, at_most, description });
    }
    read
}
