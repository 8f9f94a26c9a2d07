use super::conditions::{attribute_value, condition};
use super::context::{Context, entries, items};
use super::lists::{Texts, is_allowed, same, texts};
use super::operators::optional;
use super::reader::{Fields, Within, micro, number_within, span_in_days, text, words, wrong_type};
use crate::draft::{Entry, Node, NodeKind};
use crate::error::{Code, quote, say};
use crate::model::{Band, Fading, Rule, Unit};
use crate::sort::sort;
use crate::value::{AttributeType, Micro, float_text, fold, is_blank, parse_number};

/// Curves lie within this, so that their lines never leave the range of floats.
const FARTHEST: Within = Within { low: -1e18, high: 1e18, above: false };

const RULES: [&str; 6] = ["fit", "bands", "table", "curve", "per_match", "decay"];

/// Reads the one rule of a criterion.
pub(super) fn rule<'d>(ctx: &mut Context<'d>, fields: &mut Fields<'d>) -> Option<(Rule, Unit)> {
    let found: Vec<(&'static str, &'d Node)> =
        RULES.into_iter().filter_map(|name| Some((name, fields.take(name)?))).collect();
    let misfit = fields.take("misfit");
    let penalty = fields.take("penalty");
    let points = fields.take("points");
    let otherwise = fields.take("otherwise");
    let rule = match found.as_slice() {
        [] => {
            let has_misfit = misfit.is_some();
            let message = say!("{} has no rule", fields.what());
            let note = ctx.report(Code::MissingField, fields.node, message);
            if has_misfit {
                note.help("`misfit` goes with `fit`");
            } else {
                note.help(say!("give it one of {}", words(&RULES)));
            }
            return None;
        }
        [(name, node)] => (*name, *node),
        [(first, _), (second, node), ..] => {
            let message = say!("{} has two rules: `{first}` and `{second}`", fields.what());
            ctx.report(Code::Conflict, node, message).help("make it two criteria");
            return None;
        }
    };
    let only = |ctx: &mut Context<'d>, node: Option<&'d Node>, field: &str, with: &str| {
        if let Some(node) = node.filter(|_| rule.0 != with) {
            let message = say!("`{field}` goes with `{with}`, not with `{}`", rule.0);
            ctx.report(Code::Conflict, node, message);
        }
    };
    only(ctx, misfit, "misfit", "fit");
    only(ctx, penalty, "penalty", "fit");
    only(ctx, points, "points", "fit");
    only(ctx, otherwise, "otherwise", "bands");
    match rule {
        ("fit", node) => fit(ctx, node, misfit, penalty, points),
        ("bands", node) => bands(ctx, node, otherwise),
        ("table", node) => table(ctx, node),
        ("curve", node) => curve(ctx, node),
        ("per_match", node) => per_match(ctx, node),
        (_, node) => decay(ctx, node),
    }
}

fn fit<'d>(
    ctx: &mut Context<'d>,
    node: &'d Node,
    misfit: Option<&'d Node>,
    penalty_node: Option<&'d Node>,
    points: Option<&'d Node>,
) -> Option<(Rule, Unit)> {
    let unit = if points.is_some() { Unit::Points } else { Unit::Rating };
    let fit = condition(ctx, node, "`fit`");
    let misfit = misfit.map(|node| condition(ctx, node, "`misfit`"));
    if let Some(node) = penalty_node.filter(|_| misfit.is_none()) {
        ctx.report(Code::Conflict, node, "`penalty` goes with `misfit`, and there is none");
    }
    let penalty = penalty_node.map(|node| {
        let within = match unit {
            Unit::Rating => Within::SHARE_OF_ONE,
            Unit::Points => Within::NOT_NEGATIVE,
        };
        micro(ctx, node, "`penalty`", within)
    });
    let gain = points.map(|node| micro(ctx, node, "`points`", Within::POINTS));
    let rule = Rule::Fit {
        fit: fit?,
        misfit: optional(misfit)?,
        gain: optional(gain)?.unwrap_or(Micro::ONE),
        penalty: optional(penalty)?.unwrap_or(Micro::ZERO),
    };
    Some((rule, unit))
}

fn bands<'d>(ctx: &mut Context<'d>, node: &'d Node, otherwise: Option<&'d Node>) -> Option<(Rule, Unit)> {
    let nodes = items(ctx, node, "`bands`")?;
    let mut units = Units::default();
    let read: Vec<Band> = nodes.iter().filter_map(|node| band(ctx, node, &mut units)).collect();
    let unit = units.0?;
    let otherwise = otherwise.map(|node| amount(ctx, node, "`otherwise`", unit));
    let otherwise = optional(otherwise)?.unwrap_or(Micro::ZERO);
    (read.len() == nodes.len()).then_some((Rule::Bands { bands: read, otherwise }, unit))
}

fn band<'d>(ctx: &mut Context<'d>, node: &'d Node, units: &mut Units) -> Option<Band> {
    let mut fields = Fields::open(ctx, node, "a band")?;
    let when = fields.require(ctx, "when").and_then(|node| condition(ctx, node, "`when`"));
    let given = units.take(ctx, &mut fields, "rating", "points");
    let rating = given.and_then(|(node, label, unit)| amount(ctx, node, label, unit));
    let label = fields.take("label").map(|node| text(ctx, node, "`label`"));
    fields.close(ctx);
    Some(Band { when: when?, rating: rating?, label: optional(label)?.map(Into::into) })
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
        let (node, label, unit) = match (fields.take(ratings), fields.take(points)) {
            (Some(node), None) => (node, ratings, Unit::Rating),
            (None, Some(node)) => (node, points, Unit::Points),
            (Some(_), Some(node)) => {
                let message = say!("{} has both `{ratings}` and `{points}`", fields.what());
                ctx.report(Code::Conflict, node, message).help("one criterion uses one unit");
                return None;
            }
            (None, None) => {
                let message = say!("{} has neither `{ratings}` nor `{points}`", fields.what());
                ctx.report(Code::MissingField, fields.node, message);
                return None;
            }
        };
        let expected = *self.0.get_or_insert(unit);
        if expected != unit {
            let message = say!(
                "`{label}` in a criterion that is not in {}",
                if unit == Unit::Points { "points" } else { "ratings" }
            );
            ctx.report(Code::Conflict, node, message).help("one criterion uses one unit");
            return None;
        }
        Some((node, label, unit))
    }
}

/// A rating from -1 to 1, or points.
fn amount(ctx: &mut Context<'_>, node: &Node, label: &str, unit: Unit) -> Option<Micro> {
    let label = if label.starts_with('`') { label.to_owned() } else { say!("`{label}`") };
    micro(ctx, node, &label, if unit == Unit::Points { Within::POINTS } else { Within::RATING })
}

/// A largest magnitude: above zero.
fn most(ctx: &mut Context<'_>, node: &Node, unit: Unit) -> Option<Micro> {
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
    let known = ctx.attributes.get(index)?;
    let kind = known.kind?;
    if kinds.contains(&kind) {
        return Some((index, kind));
    }
    let wanted: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    let message =
        say!("{} takes no attribute of type {kind}, and {} is one", fields.what(), quote(known.name));
    ctx.report(Code::Type, node, message).help(say!("it takes {}", wanted.join(", ")));
    None
}

fn table<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<(Rule, Unit)> {
    const KINDS: [AttributeType; 4] =
        [AttributeType::Text, AttributeType::Set, AttributeType::Bool, AttributeType::Number];
    let mut fields = Fields::open(ctx, node, "`table`")?;
    let attribute = attribute(ctx, &mut fields, &KINDS);
    let given = Units::default().take(ctx, &mut fields, "ratings", "points");
    let otherwise = fields.take("otherwise");
    fields.close(ctx);
    let (ratings, label, unit) = given?;
    let otherwise = otherwise.map(|node| amount(ctx, node, "otherwise", unit));
    let mut seen = Vec::new();
    let mut read = Vec::new();
    let list = entries(ctx, ratings, &say!("`{label}`"))?;
    for (place, entry) in list.iter().enumerate() {
        let same = attribute.and_then(|(index, kind)| table_key(ctx, entry, index, kind));
        let value = amount(ctx, &entry.value, &quote(&entry.key), unit);
        if let Some(same) = same {
            seen.push((same, place));
            read.extend(value.map(|value| (entry.key.clone(), value)));
        }
    }
    let distinct = are_distinct(ctx, list, seen);
    let otherwise = optional(otherwise)?.unwrap_or(Micro::ZERO);
    let (attribute, _) = attribute?;
    let whole = distinct && read.len() == list.len();
    whole.then_some((Rule::Table { attribute, ratings: read, otherwise }, unit))
}

/// The form in which two keys of a table are the same value; reported when it is none of the attribute.
fn table_key(ctx: &mut Context<'_>, entry: &Entry, index: usize, kind: AttributeType) -> Option<String> {
    let key = &*entry.key;
    match kind {
        AttributeType::Number => match parse_number(key) {
            Ok(number) => return Some(float_text(number)),
            Err(_) => {
                ctx.report_key(Code::Type, entry, say!("{} is not a number", quote(key)));
            }
        },
        AttributeType::Bool if matches!(key, "true" | "false") => return Some(key.to_owned()),
        AttributeType::Bool => {
            ctx.report_key(Code::Type, entry, say!("{} is neither `true` nor `false`", quote(key)));
        }
        AttributeType::Text | AttributeType::Set | AttributeType::Date | AttributeType::Events => {
            if is_blank(key) {
                ctx.report_key(Code::Empty, entry, "a value of the table is blank");
            } else if is_allowed(ctx, &entry.value, index, key, "the table has") {
                return Some(same(ctx, key, Texts::Values(index)));
            }
        }
    }
    None
}

/// Reports keys that are the same value; `seen` has the form in which they are compared, and their place.
fn are_distinct(ctx: &mut Context<'_>, list: &[Entry], mut seen: Vec<(String, usize)>) -> bool {
    sort(&mut seen);
    let mut distinct = true;
    for pair in seen.windows(2) {
        let [(form, first), (again, second)] = pair else { continue };
        if let (true, Some(first), Some(entry)) = (form == again, list.get(*first), list.get(*second)) {
            distinct = false;
            let message = say!("{} and {} are the same value", quote(&first.key), quote(&entry.key));
            ctx.report_key(Code::Ambiguous, entry, message);
        }
    }
    distinct
}

fn curve<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<(Rule, Unit)> {
    let mut fields = Fields::open(ctx, node, "`curve`")?;
    let attribute = attribute(ctx, &mut fields, &[AttributeType::Number]);
    let given = Units::default().take(ctx, &mut fields, "ratings", "points");
    fields.close(ctx);
    let (node, label, unit) = given?;
    let nodes = items(ctx, node, &say!("`{label}`"))?;
    let mut read: Vec<(f64, Micro)> = Vec::new();
    let mut ordered = true;
    for pair in nodes {
        let (x, y) = match &pair.kind {
            NodeKind::List(both) => match both.as_slice() {
                [x, y] => (x, y),
                _ => {
                    let message = say!("a pair of a curve has two numbers, found {}", both.len());
                    ctx.report(Code::Type, pair, message).help("write it like `[100, 0.5]`");
                    continue;
                }
            },
            _ => {
                wrong_type(ctx, pair, "a pair of a curve", "a list of two numbers");
                continue;
            }
        };
        let at = number_within(ctx, x, "`x` of a curve", FARTHEST);
        let value = amount(ctx, y, label, unit);
        let (Some(at), Some(value)) = (at, value) else { continue };
        if let Some((before, _)) = read.last()
            && at <= *before
        {
            let message = say!("the pairs of a curve must rise, and {at} comes after {before}");
            ctx.report(Code::Order, x, message);
            ordered = false;
        }
        read.push((at, value));
    }
    if nodes.len() < 2 {
        ctx.report(Code::Range, node, "a curve needs at least two pairs");
        return None;
    }
    let (attribute, _) = attribute?;
    let whole = ordered && read.len() == nodes.len();
    whole.then_some((Rule::Curve { attribute, ratings: read }, unit))
}

fn per_match<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<(Rule, Unit)> {
    let mut fields = Fields::open(ctx, node, "`per_match`")?;
    let attribute = attribute(ctx, &mut fields, &[AttributeType::Set, AttributeType::Text]);
    let of = fields.require(ctx, "of");
    let given = Units::default().take(ctx, &mut fields, "rating_each", "points_each");
    let max = fields.take("max");
    fields.close(ctx);
    let meaning = match attribute {
        Some((index, AttributeType::Set)) => Texts::Values(index),
        Some(_) | None => Texts::Phrases,
    };
    let of = of.and_then(|of| texts(ctx, of, "`of`", meaning, false));
    let (node, label, unit) = given?;
    let each = amount(ctx, node, label, unit);
    let max = max.map(|node| most(ctx, node, unit));
    let (attribute, _) = attribute?;
    Some((Rule::PerMatch { attribute, of: of?, each: each?, max: optional(max)? }, unit))
}

fn decay<'d>(ctx: &mut Context<'d>, node: &'d Node) -> Option<(Rule, Unit)> {
    let mut fields = Fields::open(ctx, node, "`decay`")?;
    let attribute = attribute(ctx, &mut fields, &[AttributeType::Events]);
    let given = Units::default().take(ctx, &mut fields, "ratings", "points");
    let half_life = fields.take("half_life");
    let linear = fields.take("linear_over");
    let fading = match (half_life, linear) {
        (Some(node), None) => span_in_days(ctx, node, "`half_life`").map(Fading::HalfLife),
        (None, Some(node)) => span_in_days(ctx, node, "`linear_over`").map(Fading::LinearOver),
        (Some(_), Some(node)) => {
            ctx.report(Code::Conflict, node, "`decay` has both `half_life` and `linear_over`");
            None
        }
        (None, None) => {
            ctx.report(Code::MissingField, fields.node, "`decay` has neither `half_life` nor `linear_over`");
            None
        }
    };
    let max_age = fields.take("max_age").map(|node| span_in_days(ctx, node, "`max_age`"));
    let floor = fields.take("floor");
    let max_node = fields.take("max");
    fields.close(ctx);
    let (node, label, unit) = given?;
    let floor = floor.map(|node| {
        let within = if unit == Unit::Points { Within::NOT_NEGATIVE } else { Within::SHARE_OF_ONE };
        micro(ctx, node, "`floor`", within)
    });
    let max = max_node.map(|node| most(ctx, node, unit));
    let list = entries(ctx, node, &say!("`{label}`"))?;
    let mut seen = Vec::new();
    let mut read = Vec::new();
    for (place, entry) in list.iter().enumerate() {
        if is_blank(&entry.key) {
            ctx.report_key(Code::Empty, entry, "the name of an event is blank");
            continue;
        }
        seen.push((fold(&entry.key).into_owned(), place));
        let value = amount(ctx, &entry.value, &quote(&entry.key), unit);
        read.extend(value.map(|value| (entry.key.clone(), value)));
    }
    let whole = are_distinct(ctx, list, seen) && read.len() == list.len();
    let rule = Rule::Decay {
        attribute: attribute?.0,
        ratings: read,
        fading: fading?,
        max_age: optional(max_age)?,
        floor: optional(floor)?.unwrap_or(Micro::ZERO),
        max: optional(max)?,
    };
    whole.then_some((rule, unit))
}
