//! Reads what several kinds of rules have: the unit, amounts in it, and the attribute. Called by `rules` and the
//! files for single rules.

use super::context::Context;
use super::names::attribute_value;
use super::reader::{Fields, Within, micro};
use super::rewrite;
use crate::draft::{Entry, Node};
use crate::error::{self, Code, Message, hint, message, quoted};
use crate::model::Unit;
use crate::sort::sort;
use crate::value::{AttributeType, Micro};

/// The unit of a criterion: that of the first number seen.
#[derive(Default)]
pub(super) struct Units(pub(super) Option<Unit>);

impl Units {
    /// The field in ratings or the one in points; both, none, or another unit than before is reported.
    pub(super) fn take<'d>(
        &mut self,
        ctx: &mut Context<'d>,
        fields: &mut Fields<'d>,
        ratings: &'static str,
        points: &'static str,
    ) -> Option<(&'d Node, &'static str, Unit)> {
        let (node, label, unit) = match (fields.get(ratings), fields.get(points)) {
            (Some(node), None) => (node, ratings, Unit::Rating),
            (None, Some(node)) => (node, points, Unit::Points),
            (Some(_), Some(node)) => {
                let message = message!("{} has both `{ratings}` and `{points}`", fields.what());
                ctx.refuse(Code::Conflict, node, message).help("one criterion uses one unit");
                return None;
            }
            (None, None) => {
                let message = message!("{} has neither `{ratings}` nor `{points}`", fields.what());
                ctx.refuse(Code::MissingField, fields.node, message);
                return None;
            }
        };
        let expected = *self.0.get_or_insert(unit);
        if expected != unit {
            let message = message!(
                "`{label}` in a criterion that is not in {}",
                if unit == Unit::Points { "points" } else { "ratings" }
            );
            ctx.refuse(Code::Conflict, node, message).help("one criterion uses one unit");
            return None;
        }
        Some((node, label, unit))
    }
}

/// A rating from -1 to 1, or points.
pub(super) fn amount(ctx: &mut Context<'_>, node: &Node, label: &str, unit: Unit) -> Micro {
    rated(ctx, node, label, unit, "ratings")
}

/// The same, of the numbers under a key.
pub(super) fn rated(ctx: &mut Context<'_>, node: &Node, label: &str, unit: Unit, key: &'static str) -> Micro {
    let label = if label.starts_with('`') { Message::from(label) } else { message!("`{label}`") };
    if unit == Unit::Rating
        && let Some(help) = hint(|| rewrite::points(node, key))
    {
        let value = error::message_of(|| rewrite::flow(node).unwrap_or_default());
        ctx.refuse(Code::Range, node, message!("{label} must be from -1 to 1, found {value}")).help(help);
        return Micro::ZERO;
    }
    micro(ctx, node, &label, if unit == Unit::Points { Within::POINTS } else { Within::RATING })
}

/// A largest magnitude: above zero.
pub(super) fn most(ctx: &mut Context<'_>, node: &Node, unit: Unit) -> Micro {
    micro(ctx, node, "`max`", if unit == Unit::Points { Within::POSITIVE } else { Within::POSITIVE_RATING })
}

/// The attribute of a rule, which must be of one of some types.
pub(super) fn attribute<'d>(
    ctx: &mut Context<'d>,
    fields: &mut Fields<'d>,
    kinds: &[AttributeType],
) -> Option<(usize, AttributeType)> {
    let node = fields.require(ctx, "attribute")?;
    attribute_of(ctx, node, "`attribute`", fields.what(), kinds)
}

/// The same, of a node that names it.
pub(super) fn attribute_of<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    label: &str,
    rule: &str,
    kinds: &[AttributeType],
) -> Option<(usize, AttributeType)> {
    let index = attribute_value(ctx, node, label)?;
    let Some((name, kind)) = ctx.attributes.get(index).and_then(|known| Some((known.name, known.kind?)))
    else {
        ctx.leave();
        return None;
    };
    if kinds.contains(&kind) {
        return Some((index, kind));
    }
    let message = message!("{rule} takes no attribute of type {kind}, and {} is one", quoted(name));
    let wanted = || kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    ctx.refuse(Code::Type, node, message).help(message!("it takes {}", wanted()));
    None
}

/// Refuses keys that are the same value. `seen` has each key's canonical form, and its index in `list`.
pub(super) fn refuse_same(ctx: &mut Context<'_>, list: &[Entry], mut seen: Vec<(String, usize)>) {
    sort(&mut seen);
    for pair in seen.windows(2) {
        let [(form, first), (again, second)] = pair else { continue };
        if let (true, Some(first), Some(entry)) = (form == again, list.get(*first), list.get(*second)) {
            let message = message!("{} and {} are the same value", quoted(&first.key), quoted(&entry.key));
            ctx.refuse_key(Code::Ambiguous, entry, message);
        }
    }
}
