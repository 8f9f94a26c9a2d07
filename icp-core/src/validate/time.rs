//! Dates and lengths of time in a document.

use super::context::Context;
use super::reader::text;
use super::rewrite;
use crate::draft::{Node, NodeKind, Number};
use crate::error::{self, Code, hint, message, quoted, suggestion};
use crate::value::{Date, Span, parse_number};

/// A civil date.
pub(super) fn date(ctx: &mut Context<'_>, node: &Node, label: &str) -> Option<Date> {
    if let NodeKind::Number(_) = node.kind {
        let message = message!("{label} must be a date, found a number");
        ctx.refuse(Code::Type, node, message).help("dates are written like 2026-08-31");
        return None;
    }
    let text = text(ctx, node, label)?;
    let date = Date::parse(text);
    if date.is_none() {
        let message = message!("{label} must be a date, found {}", quoted(text));
        ctx.refuse(Code::Type, node, message).help("dates are written like 2026-08-31");
    }
    date
}

/// A length of time.
pub(super) fn span(ctx: &mut Context<'_>, node: &Node, label: &str) -> Option<Span> {
    const UNITS: [&str; 8] = ["days", "weeks", "months", "years", "day", "week", "month", "year"];
    if let NodeKind::Number(number) = node.kind {
        let count = error::message_of(|| ctx.number_text(node, number));
        let message = message!("{label} must be a length of time, found a number");
        let help = message!("say of what: it could be {count} days, weeks, months or years");
        ctx.refuse(Code::Type, node, message).help(help);
        return None;
    }
    let text = text(ctx, node, label)?;
    if let Some(span) = Span::parse(text) {
        return Some(span);
    }
    let found = quoted(text);
    let written = hint(|| Some(format!("write `{}`", rewrite::span_meant(text)?)));
    match text.trim().split_once(' ').map(|(count, unit)| (count, unit.trim())) {
        Some((count, unit)) if parse_number(count).is_ok() => {
            if UNITS.contains(&unit) {
                let message = message!("{label} takes a whole number from 1 to 99999, found {found}");
                ctx.refuse(Code::Range, node, message);
            } else {
                let message = message!("{label} has the unit {}, which is none", quoted(unit));
                let mistake = ctx.refuse(Code::Enum, node, message);
                match suggestion(unit, UNITS).filter(|_| written.is_none()) {
                    Some(unit) => mistake.help(message!("did you mean `{unit}`?")),
                    None => mistake.help_or(written, "the units are days, weeks, months and years"),
                }
            }
        }
        Some(_) | None => {
            let message = message!("{label} must be a length of time, found {found}");
            ctx.refuse(Code::Type, node, message).help_or(written, "write it like `6 months`");
        }
    }
    None
}

/// A length of time in days or weeks.
pub(super) fn span_in_days(ctx: &mut Context<'_>, node: &Node, label: &str) -> Option<Span> {
    if let NodeKind::Number(number @ Number::Integer(1..=99_999)) = node.kind {
        let count = error::message_of(|| ctx.number_text(node, number));
        let message = message!("{label} must be a length of time, found a number");
        ctx.refuse(Code::Type, node, message).help(message!("write `{count} days`"));
        return None;
    }
    let span = span(ctx, node, label)?;
    if span.days().is_none() {
        let message = message!("{label} must be in days or weeks, found `{span}`");
        ctx.refuse(Code::Enum, node, message).help("months and years differ in length");
        return None;
    }
    Some(span)
}
