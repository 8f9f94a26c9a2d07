//! Reads the rules that give a rating by a number: `curve` and `linear`. Called by `rules`.

use super::context::Context;
use super::reader::{Fields, Within, items, micro, number_within, word, wrong_type};
use super::rewrite;
use super::rule_parts::{Units, amount, attribute, attribute_of};
use crate::draft::{Node, NodeKind};
use crate::error::{Code, hint, message, quoted};
use crate::model::{Rule, Unit};
use crate::value::{AttributeType, Axis, Micro, float_text};

/// Curves lie within this, so that their lines never leave the range of floats.
const FARTHEST: &Within = &Within { low: -1e18, high: 1e18, above: false };

pub(super) fn curve<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<(Rule, Unit)> {
    let mut fields = Fields::open(ctx, node, "`curve`")?;
    let attribute = attribute(ctx, &mut fields, &[AttributeType::Number]);
    let axis = fields.get("axis").and_then(|node| word(ctx, node, "`axis`", &Axis::ALL.map(Axis::as_str)));
    let axis = axis.and_then(|at| Axis::ALL.get(at).copied()).unwrap_or_default();
    let given = Units::default().take(ctx, &mut fields, "ratings", "points");
    fields.close(ctx);
    let (node, label, unit) = given?;
    if let Some(help) = hint(|| rewrite::curve(node)) {
        ctx.refuse(Code::Type, node, message!("`{label}` must be a list of pairs of numbers")).help(help);
        return None;
    }
    let nodes = items(ctx, node, &message!("`{label}`"));
    let mut ratings: Vec<(f64, Micro)> = Vec::new();
    for pair in nodes {
        let mark = ctx.mark();
        let Some([x, y]) = two_numbers(ctx, pair) else { continue };
        let at = number_within(ctx, x, "`x` of a curve", FARTHEST);
        let value = amount(ctx, y, label, unit);
        let (Some(at), true) = (at, ctx.is_whole(mark)) else { continue };
        if let Some(above) = axis.above()
            && at <= above
        {
            let message = message!(
                "{at} has no place on the axis `{}`, whose numbers are above {above}",
                axis.as_str()
            );
            let help = hint(|| (axis == Axis::Log && at > -1.0).then(|| "write `axis: log1p`".into()));
            ctx.refuse(Code::Range, x, message).help_if(help);
        }
        if let Some((before, _)) = ratings.last()
            && at <= *before
        {
            let message = message!("the pairs of a curve must rise, and {at} comes after {before}");
            ctx.refuse(Code::Order, x, message);
        }
        ratings.push((at, value));
    }
    if nodes.len() == 1 {
        ctx.refuse(Code::Range, node, "a curve needs at least two pairs");
    }
    Some((Rule::Curve { attribute: attribute?.0, axis, ratings }, unit))
}

fn two_numbers<'d>(ctx: &mut Context<'d>, pair: &'d Node) -> Option<&'d [Node; 2]> {
    let NodeKind::List(both) = &pair.kind else {
        wrong_type(ctx, pair, "a pair of a curve", "a list of two numbers");
        return None;
    };
    let two = <&[Node; 2]>::try_from(both.as_slice()).ok();
    if two.is_none() {
        let message = message!("a pair of a curve has two numbers, found {}", both.len());
        ctx.refuse(Code::Type, pair, message).help("write it like `[100, 0.5]`");
    }
    two
}

/// `linear`: the attribute, between whose `min` and `max` the number lies.
pub(super) fn linear<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    points: Option<&'d Node>,
) -> Option<(Rule, Unit)> {
    let gain = points.map_or(Micro::ONE, |node| micro(ctx, node, "`points`", Within::POINTS));
    let unit = if points.is_some() { Unit::Points } else { Unit::Rating };
    let found = attribute_of(ctx, node, "`linear`", "`linear`", &[AttributeType::Number]);
    let (attribute, _) = found?;
    let known = ctx.attributes.get(attribute)?;
    let name = quoted(known.name);
    let ends = match known.ends {
        (None, None) => (0.0, 1.0),
        (Some(low), Some(high)) => (low, high),
        (low, _) => {
            let (there, missing) = if low.is_some() { ("min", "max") } else { ("max", "min") };
            let message = message!("`linear` looks from `min` to `max`, and {name} has no `{missing}`");
            let help = message!("write `{missing}` in the attribute, or leave out `{there}` for 0 to 1");
            ctx.refuse(Code::MissingField, node, message).help(help);
            return None;
        }
    };
    if ends.0 >= ends.1 {
        let at = float_text(ends.0);
        ctx.refuse(Code::Order, node, message!("`min` and `max` of {name} are both {at}"));
        return None;
    }
    if ends.0 < FARTHEST.low || ends.1 > FARTHEST.high {
        let message = message!("`min` and `max` of {name} are too far for `linear`");
        ctx.refuse(Code::Range, node, message).help("they must be from -1e18 to 1e18");
        return None;
    }
    Some((Rule::Linear { attribute, ends, gain }, unit))
}
