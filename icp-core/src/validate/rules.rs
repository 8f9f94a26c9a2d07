//! Reads the one rule of a criterion. Called by `criteria`; the kinds are those of `RuleKind`.

use super::conditions::{condition, require_condition};
use super::context::Context;
use super::lists::{Texts, is_allowed, same, texts};
use super::names::attribute_value;
use super::reader::{Fields, Within, backticked, entries, items, micro, number_within, text, wrong_type};
use super::rewrite;
use super::time::span_in_days;
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{self, Code, Message, hint, message, quoted};
use crate::model::{Band, Fading, Rule, RuleKind, Unit, names_all_others};
use crate::sort::sort;
use crate::value::{AttributeType, Micro, float_text, fold, is_blank, parse_number};

/// Curves lie within this, so that their lines never leave the range of floats.
const FARTHEST: &Within = &Within { low: -1e18, high: 1e18, above: false };

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
    only(ctx, points, "points", RuleKind::Fit);
    only(ctx, otherwise, "otherwise", RuleKind::Bands);
    let mark = ctx.mark();
    let read = match kind {
        RuleKind::Fit => Some(fit(ctx, node, misfit, penalty, points)),
        RuleKind::Bands => bands(ctx, node, otherwise),
        RuleKind::Table => table(ctx, node),
        RuleKind::Curve => curve(ctx, node),
        RuleKind::PerMatch => per_match(ctx, node),
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
    fields.close(ctx);
    Some(Band { when, rating, label: label.map(Into::into) })
}

/// The unit of a criterion: that of the first number seen.
#[derive(Default)]
struct Units(Option<Unit>);

impl Units {
    /// The field in ratings or the one in points; both, none, or another unit than before is reported.
    fn take<'d>(
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
fn amount(ctx: &mut Context<'_>, node: &Node, label: &str, unit: Unit) -> Micro {
    rated(ctx, node, label, unit, "ratings")
}

/// The same, of the numbers under a key.
fn rated(ctx: &mut Context<'_>, node: &Node, label: &str, unit: Unit, key: &'static str) -> Micro {
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
fn most(ctx: &mut Context<'_>, node: &Node, unit: Unit) -> Micro {
    micro(ctx, node, "`max`", if unit == Unit::Points { Within::POSITIVE } else { Within::POSITIVE_RATING })
}

/// The attribute of a rule, which must be of one of some types.
fn attribute<'d>(
    ctx: &mut Context<'d>,
    fields: &mut Fields<'d>,
    kinds: &[AttributeType],
) -> Option<(usize, AttributeType)> {
    let node = fields.require(ctx, "attribute")?;
    let index = attribute_value(ctx, node, "`attribute`")?;
    let Some((name, kind)) = ctx.attributes.get(index).and_then(|known| Some((known.name, known.kind?)))
    else {
        ctx.leave();
        return None;
    };
    if kinds.contains(&kind) {
        return Some((index, kind));
    }
    let message =
        message!("{} takes no attribute of type {kind}, and {} is one", fields.what(), quoted(name));
    let wanted = || kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    ctx.refuse(Code::Type, node, message).help(message!("it takes {}", wanted()));
    None
}

fn table<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<(Rule, Unit)> {
    const KINDS: [AttributeType; 4] =
        [AttributeType::Text, AttributeType::Set, AttributeType::Bool, AttributeType::Number];
    let mut fields = Fields::open(ctx, node, "`table`")?;
    let attribute = attribute(ctx, &mut fields, &KINDS);
    let given = Units::default().take(ctx, &mut fields, "ratings", "points");
    let otherwise = fields.get("otherwise");
    fields.close(ctx);
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
    Some((Rule::Table { attribute: attribute?.0, ratings: read, otherwise }, unit))
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

/// Refuses keys that are the same value. `seen` has each key's canonical form, and its index in `list`.
fn refuse_same(ctx: &mut Context<'_>, list: &[Entry], mut seen: Vec<(String, usize)>) {
    sort(&mut seen);
    for pair in seen.windows(2) {
        let [(form, first), (again, second)] = pair else { continue };
        if let (true, Some(first), Some(entry)) = (form == again, list.get(*first), list.get(*second)) {
            let message = message!("{} and {} are the same value", quoted(&first.key), quoted(&entry.key));
            ctx.refuse_key(Code::Ambiguous, entry, message);
        }
    }
}

fn curve<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<(Rule, Unit)> {
    let mut fields = Fields::open(ctx, node, "`curve`")?;
    let attribute = attribute(ctx, &mut fields, &[AttributeType::Number]);
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
    Some((Rule::Curve { attribute: attribute?.0, ratings }, unit))
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

fn per_match<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<(Rule, Unit)> {
    let mut fields = Fields::open(ctx, node, "`per_match`")?;
    let attribute = attribute(ctx, &mut fields, &[AttributeType::Set, AttributeType::Text]);
    let of = fields.require(ctx, "of");
    let given = Units::default().take(ctx, &mut fields, "rating_each", "points_each");
    let max = fields.get("max");
    fields.close(ctx);
    let meaning = match attribute {
        Some((index, AttributeType::Set)) => Texts::Values(index),
        Some(_) | None => Texts::Phrases,
    };
    let of = of.map(|of| texts(ctx, of, "`of`", meaning, false));
    let (node, label, unit) = given?;
    let each = rated(ctx, node, label, unit, "rating_each");
    let max = max.map(|node| most(ctx, node, unit));
    Some((Rule::PerMatch { attribute: attribute?.0, of: of?, each, max }, unit))
}

fn decay<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<(Rule, Unit)> {
    let mut fields = Fields::open(ctx, node, "`decay`")?;
    let attribute = attribute(ctx, &mut fields, &[AttributeType::Events]);
    let given = Units::default().take(ctx, &mut fields, "ratings", "points");
    let half_life = fields.get("half_life");
    let linear = fields.get("linear_over");
    let fading = match (half_life, linear) {
        (Some(node), None) => span_in_days(ctx, node, "`half_life`").map(Fading::HalfLife),
        (None, Some(node)) => span_in_days(ctx, node, "`linear_over`").map(Fading::LinearOver),
        (Some(_), Some(node)) => {
            ctx.refuse(Code::Conflict, node, "`decay` has both `half_life` and `linear_over`");
            None
        }
        (None, None) => {
            ctx.refuse(Code::MissingField, fields.node, "`decay` has neither `half_life` nor `linear_over`");
            None
        }
    };
    let max_age = fields.get("max_age").and_then(|node| span_in_days(ctx, node, "`max_age`"));
    let floor = fields.get("floor");
    let max = fields.get("max");
    fields.close(ctx);
    let (node, label, unit) = given?;
    let of_floor = if unit == Unit::Points { Within::NOT_NEGATIVE } else { Within::SHARE_OF_ONE };
    let floor = floor.map_or(Micro::ZERO, |node| micro(ctx, node, "`floor`", of_floor));
    let max = max.map(|node| most(ctx, node, unit));
    let list = entries(ctx, node, &message!("`{label}`"));
    let mut seen = Vec::new();
    let mut ratings = Vec::new();
    for (place, entry) in list.iter().enumerate() {
        if is_blank(&entry.key) {
            ctx.refuse_key(Code::Empty, entry, "the name of an event is blank");
            continue;
        }
        seen.push((fold(&entry.key).into_owned(), place));
        let value = amount(ctx, &entry.value, &quoted(&entry.key), unit);
        ratings.push((entry.key.clone(), value));
    }
    refuse_same(ctx, list, seen);
    let (attribute, _) = attribute?;
    Some((Rule::Decay { attribute, ratings, fading: fading?, max_age, floor, max }, unit))
}
