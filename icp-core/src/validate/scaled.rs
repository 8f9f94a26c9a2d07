//! Makes a shared criterion count more or less where a scorecard takes it with `points` or `times`. Called by `criteria`.

use super::context::Context;
use super::reader::{Fields, LARGEST, Within};
use crate::draft::Node;
use crate::error::{Code, message, quoted};
use crate::model::{Combine, Criterion, IfUnknown, PerMatch, Rule, Scaled, Unit};
use crate::value::Micro;

/// `points` or `times` of a use, and its node.
pub(super) fn read<'d>(ctx: &mut Context<'d>, fields: &mut Fields<'d>) -> (Option<Scaled>, Option<&'d Node>) {
    let (weight, points, times) = (fields.get("weight"), fields.get("points"), fields.get("times"));
    let mark = ctx.mark();
    let scaled = match (points, times) {
        (Some(_), _) => fields.micro(ctx, "points", Within::POSITIVE).map(Scaled::Points),
        (None, _) => fields.micro(ctx, "times", Within::POSITIVE).map(Scaled::Times),
    };
    let given = [("weight", weight), ("points", points), ("times", times)];
    let mut given = given.into_iter().filter_map(|(key, node)| Some((key, node?)));
    if let Some((first, _)) = given.next() {
        for (key, node) in given {
            let message = message!("{} has `{first}` and `{key}`", fields.what());
            ctx.report(Code::Conflict, node, message).help("each of them sets its weight; keep one");
        }
    }
    (scaled.filter(|_| ctx.is_whole(mark)), points.or(times))
}

/// Multiplies the weight of a criterion or, in points, all its amounts.
pub(super) fn apply(ctx: &mut Context<'_>, node: &Node, scaled: Scaled, criterion: &mut Criterion) {
    let factor = match scaled {
        Scaled::Times(times) => (times, Micro::ONE),
        Scaled::Points(points) => (points, criterion.weight),
    };
    let mut amounts = vec![&mut criterion.weight];
    if criterion.unit == Unit::Points {
        amounts.extend(all(&mut criterion.rule));
        if let Some(IfUnknown::Value(value)) = &mut criterion.if_unknown {
            amounts.push(value);
        }
        amounts.extend(&mut criterion.baseline);
    }
    for amount in amounts {
        let Some(product) = product(*amount, factor) else {
            let message =
                message!("criterion {} then gives amounts of more than six decimals", quoted(&criterion.id));
            ctx.refuse(Code::Precision, node, message).help(message!(
                "its {amount} would be {}",
                amount.to_f64() * factor.0.to_f64() / factor.1.to_f64()
            ));
            return;
        };
        if product.to_f64().abs() > LARGEST {
            let message =
                message!("criterion {} then gives more than {LARGEST} points", quoted(&criterion.id));
            ctx.refuse(Code::Range, node, message);
            return;
        }
        *amount = product;
    }
}

/// An amount times a quotient, if it is exact.
fn product(amount: Micro, (by, of): (Micro, Micro)) -> Option<Micro> {
    let all = i128::from(amount.millionths()) * i128::from(by.millionths());
    let of = i128::from(of.millionths());
    let exact = all.checked_rem(of)? == 0;
    i64::try_from(all.checked_div(of).filter(|_| exact)?).ok().map(Micro::from_millionths)
}

/// Every amount of a rule in points.
fn all(rule: &mut Rule) -> Vec<&mut Micro> {
    match rule {
        Rule::Fit { fit: _, misfit: _, gain, penalty } => vec![gain, penalty],
        Rule::Bands { bands, otherwise } => {
            bands.iter_mut().map(|band| &mut band.rating).chain([otherwise]).collect()
        }
        Rule::Table { attribute: _, ratings, otherwise, combine } => {
            let max = match combine {
                Combine::Best => None,
                Combine::Sum { max } => max.as_mut(),
            };
            ratings.iter_mut().map(|(_, points)| points).chain([otherwise]).chain(max).collect()
        }
        Rule::Linear { attribute: _, ends: _, gain } => vec![gain],
        Rule::Curve { attribute: _, axis: _, ratings } => {
            ratings.iter_mut().map(|(_, points)| points).collect()
        }
        Rule::PerMatch { attribute: _, find: _, matches } => match matches {
            PerMatch::Each { of: _, each, max } => [each].into_iter().chain(max).collect(),
            PerMatch::Own { items, max } => items.iter_mut().map(|item| &mut item.gives).chain(max).collect(),
            PerMatch::Share { of: _, full_at: _, all: _ } => Vec::new(),
        },
        Rule::Decay { attribute: _, ratings, fading: _, once_per: _, max_age: _, floor, max } => {
            let amounts =
                ratings.iter_mut().flat_map(|event| [&mut event.rating].into_iter().chain(&mut event.max));
            amounts.chain([floor]).chain(max).collect()
        }
    }
}
