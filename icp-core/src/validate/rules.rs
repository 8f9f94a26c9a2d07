//! Reads the one rule of a criterion. Called by `criteria`; the kinds are those of `RuleKind`.

use super::conditions::{condition, require_condition};
use super::context::Context;
use super::decay::decay;
use super::lists::{Texts, is_allowed, same};
use super::reader::{Fields, Within, backticked, entries, items, micro, text};
use super::rule_parts::{Units, amount, attribute, rated, refuse_same};
use super::{curve, per_match};
use crate::draft::{Entry, Node};
use crate::error::{Code, Message, hint, message, quoted};
use crate::model::{Band, Rule, RuleKind, Unit, names_all_others};
use crate::value::{AttributeType, Micro, float_text, fold, is_blank, parse_number};

/// Reads the one rule of a criterion.
pub(super) fn rule<'d>(ctx: &mut Context<'d>, fields: &mut Fields<'d>) -> Option<(Rule, Unit)> {
    let (mut rule, mut second) = (None, None);
    for kind in RuleKind::ALL {
        match (fields.get(kind.as_str()), rule) {
            (Some(node), None) => rule = Some((*kind, node)),
            (Some(node), Some(_)) => second = second.or(Some((*kind, node))),
            (None, _) => {}
        }
    }
    let misfit = fields.get("misfit");
    let penalty = fields.get("penalty");
    let points = fields.get("points");
    let otherwise = fields.get("otherwise");
    let Some((kind, node)) = rule else {
        let has_misfit = misfit.is_some();
        let message = message!("{} has no rule", fields.what());
        let reported = ctx.refuse(Code::MissingField, fields.node, message);
        if has_misfit {
            reported.help("`misfit` goes with `fit`");
        } else {
            reported.help(message!("give it one of {}", backticked(RuleKind::WORDS.iter().copied())));
        }
        return None;
    };
    if let Some((other, node)) = second {
        let (kind, other) = (kind.as_str(), other.as_str());
        let message = message!("{} has two rules: `{kind}` and `{other}`", fields.what());
        ctx.refuse(Code::Conflict, node, message).help("make it two criteria");
        return None;
    }
    let only = |ctx: &mut Context<'d>, node: Option<&'d Node>, field: &str, with: RuleKind| {
        if let Some(node) = node.filter(|_| kind != with) {
            let message = message!("`{field}` goes with `{}`, not with `{}`", with.as_str(), kind.as_str());
            ctx.report(Code::Conflict, node, message);
        }
    };
    only(ctx, misfit, "misfit", RuleKind::Fit);
    only(ctx, penalty, "penalty", RuleKind::Fit);
    only(ctx, points.filter(|_| kind != RuleKind::Linear), "points", RuleKind::Fit);
    only(ctx, otherwise, "otherwise", RuleKind::Bands);
    let mark = ctx.mark();
    let read = match kind {
        RuleKind::Fit => Some(fit(ctx, node, misfit, penalty, points)),
        RuleKind::Bands => bands(ctx, node, otherwise),
        RuleKind::Table => table(ctx, node),
        RuleKind::Curve => curve::curve(ctx, node),
        RuleKind::Linear => curve::linear(ctx, node, points),
        RuleKind::PerMatch => per_match::per_match(ctx, node),
        RuleKind::Decay => decay(ctx, node),
    };
    read.filter(|_| ctx.is_whole(mark))
}

fn fit<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    misfit: Option<&'d Node>,
    penalty_node: Option<&'d Node>,
    points: Option<&'d Node>,
) -> (Rule, Unit) {
    let (unit, within) = match points {
        Some(_) => (Unit::Points, Within::NOT_NEGATIVE),
        None => (Unit::Rating, Within::SHARE_OF_ONE),
    };
    let fit = condition(ctx, node, "`fit`");
    let misfit = misfit.map(|node| condition(ctx, node, "`misfit`"));
    if let Some(node) = penalty_node.filter(|_| misfit.is_none()) {
        ctx.report(Code::Conflict, node, "`penalty` goes with `misfit`, and there is none");
    }
    let penalty = penalty_node.map_or(Micro::ZERO, |node| micro(ctx, node, "`penalty`", within));
    let gain = points.map_or(Micro::ONE, |node| micro(ctx, node, "`points`", Within::POINTS));
    (Rule::Fit { fit, misfit, gain, penalty }, unit)
}

fn bands<'d>(ctx: &mut Context<'d>, node: &'d Node, otherwise: Option<&'d Node>) -> Option<(Rule, Unit)> {
    let mut units = Units::default();
    let mut bands = Vec::new();
    for node in items(ctx, node, "`bands`") {
        if let Some(band) = band(ctx, node, &mut units) {
            bands.push(band);
        }
    }
    let unit = units.0?;
    let otherwise = otherwise.map_or(Micro::ZERO, |node| amount(ctx, node, "`otherwise`", unit));
    Some((Rule::Bands { bands, otherwise }, unit))
}

fn band<'d>(ctx: &mut Context<'d>, node: &'d Node, units: &mut Units) -> Option<Band> {
    let mut fields = Fields::open(ctx, node, "a band")?;
    let when = require_condition(ctx, &mut fields, "when");
    let given = units.take(ctx, &mut fields, "rating", "points");
    let rating = given.map_or(Micro::ZERO, |(node, label, unit)| rated(ctx, node, label, unit, "rating"));
    let label = fields.get("label").and_then(|node| text(ctx, node, "`label`"));
    let reason_code = fields.text(ctx, "reason_code");
    let reason = fields.text(ctx, "reason");
    fields.close(ctx);
    Some(Band { when, rating, label: label.map(Into::into), reason_code, reason })
}

fn table<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<(Rule, Unit)> {
    const KINDS: [AttributeType; 4] =
        [AttributeType::Text, AttributeType::Set, AttributeType::Bool, AttributeType::Number];
    let mut fields = Fields::open(ctx, node, "`table`")?;
    let attribute = attribute(ctx, &mut fields, &KINDS);
    let given = Units::default().take(ctx, &mut fields, "ratings", "points");
    let otherwise = fields.get("otherwise");
    let combine = per_match::Combining::take(&mut fields);
    fields.close(ctx);
    let combine = combine.read(ctx, attribute, given.map(|(_, _, unit)| unit));
    let (ratings, label, unit) = given?;
    let otherwise = otherwise.map_or(Micro::ZERO, |node| amount(ctx, node, "otherwise", unit));
    let mut seen = Vec::new();
    let mut read = Vec::new();
    let list = entries(ctx, ratings, &message!("`{label}`"));
    for (place, entry) in list.iter().enumerate() {
        let same = attribute.and_then(|(index, kind)| table_key(ctx, entry, index, kind));
        let value = amount(ctx, &entry.value, &quoted(&entry.key), unit);
        if let Some(same) = same {
            seen.push((same, place));
            read.push((entry.key.clone(), value));
        }
    }
    refuse_same(ctx, list, seen);
    Some((Rule::Table { attribute: attribute?.0, ratings: read, otherwise, combine: combine? }, unit))
}

/// The form in which two keys of a table are the same value; `None` when it is none of the attribute, which is
/// refused.
fn table_key(ctx: &mut Context<'_>, entry: &Entry, index: usize, kind: AttributeType) -> Option<String> {
    let key = &*entry.key;
    match kind {
        AttributeType::Number => match parse_number(key) {
            Ok(number) => return Some(float_text(number)),
            Err(_) => {
                let reported = ctx.refuse_key(Code::Type, entry, message!("{} is not a number", quoted(key)));
                reported.help_if(for_others(key));
            }
        },
        AttributeType::Bool if matches!(key, "true" | "false") => return Some(key.to_owned()),
        AttributeType::Bool => {
            let reported =
                ctx.refuse_key(Code::Type, entry, message!("{} is neither `true` nor `false`", quoted(key)));
            reported.help_if(for_others(key));
        }
        AttributeType::Text | AttributeType::Set | AttributeType::Date | AttributeType::Events => {
            if is_blank(key) {
                ctx.refuse_key(Code::Empty, entry, "a value of the table is blank");
            } else if is_allowed(ctx, &entry.value, index, key, "the table has") {
                return Some(same(ctx, key, Texts::Values(index)));
            }
        }
    }
    None
}

/// The help for a key such as `default` that probably means all other values, for which the format has `otherwise`.
fn for_others(key: &str) -> Option<Message> {
    hint(|| {
        let others = names_all_others(&fold(key));
        others.then(|| String::from("all other values are `otherwise`, beside the listed ones"))
    })
}
