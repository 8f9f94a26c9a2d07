//! The rule of a criterion as the attributes of a characteristic: conditions in order, each with its points. `write` asks for
//! them.

use icp_core::model::{Attribute, Condition, Criterion, Rule, Unit};
use icp_core::value::{AttributeType, Micro};

use super::piece::Truths;
use super::truth::{Refused, of, truths};
use crate::cond::Cond;
use crate::cover::covers;
use crate::op::{Const, Op};

/// A condition, and the points where it is the first that holds.
pub(super) struct Line {
    pub(super) when: Cond,
    pub(super) points: f64,
    /// A reason code of its own.
    pub(super) code: Option<Box<str>>,
}

/// The lines of a criterion, and the points where none of them holds. `unknown` is what an unknown criterion counts.
pub(super) fn lines(
    criterion: &Criterion,
    attributes: &[Attribute],
    applies: Option<&Condition>,
    unknown: Option<f64>,
    at: &str,
    refused: &mut Refused,
) -> (Vec<Line>, f64) {
    let points = |amount: Micro| in_points(criterion, amount);
    let mut steps: Vec<(Truths, f64, Option<&str>)> = Vec::new();
    if let Some(applies) = applies {
        steps.push((truths(applies, at, refused).negated(), 0.0, None));
    }
    let mut otherwise = 0.0;
    match &criterion.rule {
        Rule::Bands { bands, otherwise: last } => {
            steps.extend(bands.iter().map(|band| {
                (truths(&band.when, at, refused), points(band.rating), band.reason_code.as_deref())
            }));
            otherwise = points(*last);
        }
        Rule::Fit { fit, misfit, gain, penalty } => {
            if let Some(misfit) = misfit {
                steps.push((truths(misfit, at, refused), -points(*penalty), None));
            }
            steps.push((truths(fit, at, refused), points(*gain), None));
        }
        Rule::Table { attribute, ratings, otherwise: last, .. } => {
            for (value, amount) in ratings {
                let value = match attributes.get(*attribute).map(|attribute| attribute.kind) {
                    Some(AttributeType::Number) => Const::Number(value.parse().unwrap_or_default()),
                    Some(AttributeType::Bool) => Const::Bool(&**value == "true"),
                    _ => Const::Text(value.to_string()),
                };
                steps.push((of(*attribute, &[Op::In(vec![value])]), points(*amount), None));
            }
            otherwise = points(*last);
        }
        rule => {
            let help = "write it as `bands`, `fit` or `table`; PMML has points by condition alone";
            refused.add(at.to_owned(), format!("a rule of the kind `{}`", rule.kind().as_str()), help);
        }
    }
    let mut made: Vec<Line> = Vec::new();
    let mut before = Cond::False;
    for (truths, own, code) in steps {
        for (when, points, is_open) in [(truths.yes, Some(own), false), (truths.unknown, unknown, true)] {
            // An account for which it is the first that holds.
            let here = Cond::all([before.negated(), when.clone()]);
            if here == Cond::False || (is_open && covers(&[here.negated()])) {
                continue;
            }
            let Some(points) = points else {
                let help = "write `if_unknown: zero`, or a number, or a band for what is missing";
                refused.add(at.to_owned(), "`if_unknown` of `skip` or `least`".to_owned(), help);
                return (made, otherwise);
            };
            before = Cond::any([before, when.clone()]);
            // An unknown criterion has its own code, not that of a band.
            let code = code.filter(|_| !is_open).map(Into::into);
            made.push(Line { when, points, code });
        }
    }
    (made, otherwise)
}

/// The most that a criterion of these kinds can give.
pub(super) fn most(criterion: &Criterion) -> f64 {
    let all: Vec<Micro> = match &criterion.rule {
        Rule::Bands { bands, otherwise } => {
            bands.iter().map(|band| band.rating).chain([*otherwise]).collect()
        }
        Rule::Table { ratings, otherwise, .. } => {
            ratings.iter().map(|(_, amount)| *amount).chain([*otherwise]).collect()
        }
        Rule::Fit { gain, .. } => vec![*gain, Micro::ZERO],
        _ => Vec::new(),
    };
    let all = all.into_iter().map(|amount| in_points(criterion, amount));
    all.reduce(f64::max).unwrap_or_default()
}

/// The number of points.
pub(super) fn in_points(criterion: &Criterion, amount: Micro) -> f64 {
    match criterion.unit {
        Unit::Points => amount.to_f64(),
        _ => ((amount.to_f64() * criterion.weight.to_f64()) * 1e6).round() / 1e6,
    }
}
