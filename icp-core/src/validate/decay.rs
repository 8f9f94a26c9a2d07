//! Reads the rule whose events fade. Called by `rules`.

use super::context::Context;
use super::happened::once_per;
use super::reader::{Fields, Within, entries, micro};
use super::rule_parts::{Units, amount, attribute, most, rated, refuse_same};
use super::time::span_in_days;
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, message, quoted};
use crate::model::{DecayEvent, Fading, Rule, Unit};
use crate::value::{AttributeType, Micro, Span, fold, is_blank};

type Way = fn(Span) -> Fading;

/// The ways in which an event fades: the key, and its meaning.
const WAYS: [(&str, Way); 3] =
    [("half_life", Fading::HalfLife), ("linear_over", Fading::LinearOver), ("for", Fading::For)];

/// `decay`.
pub(super) fn decay<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<(Rule, Unit)> {
    let mut fields = Fields::open(ctx, node, "`decay`")?;
    let attribute = attribute(ctx, &mut fields, &[AttributeType::Events]);
    let mut units = Units::default();
    let has_each = fields.get("rating_each").is_some() | fields.get("points_each").is_some();
    let has_list = fields.get("ratings").is_some() | fields.get("points").is_some() | !has_each;
    let given = if has_list { units.take(ctx, &mut fields, "ratings", "points") } else { None };
    let each = if has_each { units.take(ctx, &mut fields, "rating_each", "points_each") } else { None };
    let fading = fading(ctx, &mut fields);
    let once_per = once_per(ctx, &mut fields);
    let max_age = fields.get("max_age");
    let floor = fields.get("floor");
    if let Some(Some(Fading::For(_))) = fading {
        for (key, node) in [("max_age", max_age), ("floor", floor)] {
            if let Some(node) = node {
                ctx.refuse(Code::Conflict, node, message!("`decay` has both `for` and `{key}`"))
                    .help("with `for` an event counts in full, and then not at all");
            }
        }
    }
    let max_age = max_age.and_then(|node| span_in_days(ctx, node, "`max_age`"));
    let max = fields.get("max");
    let whole = fields.node;
    fields.close(ctx);
    if given.is_none() == has_list || each.is_none() == has_each {
        return None;
    }
    let (_, _, unit) = given.or(each)?;
    let of_floor = if unit == Unit::Points { Within::NOT_NEGATIVE } else { Within::SHARE_OF_ONE };
    let floor = floor.map_or(Micro::ZERO, |node| micro(ctx, node, "`floor`", of_floor));
    let max = max.map(|node| most(ctx, node, unit));
    let list = given.map_or(&[][..], |(node, label, _)| entries(ctx, node, &message!("`{label}`")));
    let mut seen = Vec::new();
    let mut ratings = Vec::new();
    let mut all_fade = true;
    for (place, entry) in list.iter().enumerate() {
        if is_blank(&entry.key) {
            ctx.refuse_key(Code::Empty, entry, "the name of an event is blank");
            continue;
        }
        seen.push((fold(&entry.key).into_owned(), place));
        let event = event(ctx, entry, unit);
        all_fade &= event.as_ref().is_none_or(|event| event.fading.is_some());
        ratings.extend(event);
    }
    refuse_same(ctx, list, seen);
    if let Some((node, label, _)) = each {
        let rating = rated(ctx, node, label, unit, "rating_each");
        ratings.push(DecayEvent { event: Box::default(), rating, fading: None, max: None });
        all_fade = false;
    }
    if fading.is_none() && (!all_fade || list.is_empty()) {
        ctx.refuse(Code::MissingField, whole, "`decay` has neither `half_life`, `linear_over` nor `for`");
    }
    let (attribute, _) = attribute?;
    let fading = fading.unwrap_or_default();
    Some((Rule::Decay { attribute, ratings, fading, once_per, max_age, floor, max }, unit))
}

/// How events fade: one key of three. `None` where none is given; `Some(None)` where what is given was refused.
fn fading<'d>(ctx: &mut Context<'d>, fields: &mut Fields<'d>) -> Option<Option<Fading>> {
    let mut found: Option<(&str, Option<Fading>)> = None;
    for (key, way) in WAYS {
        let Some(node) = fields.get(key) else { continue };
        if let Some((first, _)) = found {
            let message = message!("{} has both `{first}` and `{key}`", fields.what());
            ctx.refuse(Code::Conflict, node, message);
            return Some(None);
        }
        found = Some((key, span_in_days(ctx, node, &message!("`{key}`")).map(way)));
    }
    found.map(|(_, fading)| fading)
}

/// The amount of one event: a number, or an object that says too how it fades and how much it gives at most.
fn event<'d>(ctx: &mut Context<'d>, entry: &'d Entry, unit: Unit) -> Option<DecayEvent> {
    let label = quoted(&entry.key);
    let NodeKind::Map(_) = entry.value.kind else {
        let rating = amount(ctx, &entry.value, &label, unit);
        return Some(DecayEvent { event: entry.key.clone(), rating, fading: None, max: None });
    };
    let mut fields = Fields::open(ctx, &entry.value, label)?;
    let given = Units(Some(unit)).take(ctx, &mut fields, "rating", "points");
    let fading = fading(ctx, &mut fields);
    let max = fields.get("max").map(|node| most(ctx, node, unit));
    fields.close(ctx);
    let (node, label, _) = given?;
    let rating = rated(ctx, node, label, unit, "rating");
    Some(DecayEvent { event: entry.key.clone(), rating, fading: fading.flatten(), max })
}
