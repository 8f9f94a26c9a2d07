//! The most points that a rule can give, and whether the points of a scorecard add up exactly. Called by `criteria`
//! and `scorecard`.

use super::context::Context;
use super::reader::LARGEST;
use crate::draft::Node;
use crate::error::{Code, message};
use crate::model::{Combine, Criterion, Dimension, IfUnknown, Limit, PerMatch, Rule, Scale, Unit, sums};
use crate::value::{Micro, PointUnit};

const MILLION: i64 = 1_000_000;

/// The weight of a criterion in points: the largest absolute value of all that it can give. 0 when it is refused.
pub(super) fn weight(
    ctx: &mut Context<'_>,
    node: &Node,
    what: &str,
    rule: &Rule,
    if_unknown: Option<IfUnknown>,
) -> Micro {
    let mut given = extremes(rule, Unit::Points);
    if let Some(IfUnknown::Value(value)) = if_unknown {
        given.push(value.millionths());
    }
    let largest = given.into_iter().map(i64::saturating_abs).max().unwrap_or(0);
    if largest == 0 {
        ctx.refuse(Code::Range, node, message!("{what} can give no points at all"));
    }
    let weight = Micro::from_millionths(largest);
    if weight.to_f64() > LARGEST {
        ctx.refuse(Code::Range, node, message!("{what} can give more than {LARGEST} points"));
    }
    weight
}

/// The most and the least that a rule can give, and all that it lists, in millionths.
fn extremes(rule: &Rule, unit: Unit) -> Vec<i64> {
    let mut all = Vec::new();
    let mut add = |value: &Micro| all.push(value.millionths());
    match rule {
        Rule::Fit { gain, penalty, .. } => {
            add(gain);
            add(penalty);
        }
        Rule::Bands { bands, otherwise } => {
            bands.iter().for_each(|band| add(&band.rating));
            add(otherwise);
        }
        Rule::Table { ratings, otherwise, combine: Combine::Best, .. } => {
            ratings.iter().for_each(|(_, rating)| add(rating));
            add(otherwise);
        }
        Rule::Table { ratings, otherwise, combine: Combine::Sum { max }, .. } => {
            add(otherwise);
            all.push(sum_within(ratings.iter().map(|(_, rating)| *rating), *max, unit));
        }
        Rule::Curve { ratings, .. } => ratings.iter().for_each(|(_, rating)| add(rating)),
        Rule::Linear { gain, .. } => add(gain),
        Rule::PerMatch { matches: PerMatch::Own { items, max }, .. } => {
            all.push(sum_within(items.iter().map(|item| item.gives), *max, unit));
        }
        Rule::PerMatch { matches: PerMatch::Share { .. }, .. } => add(&Micro::ONE),
        Rule::PerMatch { matches: PerMatch::Each { of: listed, each, max }, .. } => {
            let each = each.millionths().saturating_abs();
            let count = i64::try_from(listed.items.len()).unwrap_or(i64::MAX);
            let most = most(*max, unit).unwrap_or(i64::MAX).min(each.saturating_mul(count));
            all.extend([most, each.min(most)]);
        }
        Rule::Decay { ratings, max, .. } => match most(*max, unit) {
            Some(most) => all.push(most),
            None => ratings.iter().for_each(|event| add(&event.rating)),
        },
    }
    all
}

/// The largest magnitude that the sum of some of these amounts can have within its maximum, in millionths.
fn sum_within(amounts: impl Iterator<Item = Micro>, max: Option<Micro>, unit: Unit) -> i64 {
    let (low, high) = sums(amounts);
    let all = high.max(low.saturating_neg());
    most(max, unit).unwrap_or(i64::MAX).min(all)
}

/// The largest magnitude of a sum, in millionths, if there is one.
fn most(max: Option<Micro>, unit: Unit) -> Option<i64> {
    match (max, unit) {
        (Some(max), _) => Some(max.millionths()),
        (None, Unit::Rating) => Some(Micro::ONE.millionths()),
        (None, Unit::Points) => None,
    }
}

/// Whether the points of a scorecard add up exactly, in whatever order: all of them must be multiples of a
/// grain so large that their sum stays below 2^60 of it.
pub(super) fn refuse_inexact(
    ctx: &mut Context<'_>,
    node: &Node,
    criteria: &[Criterion],
    dimensions: &[Dimension],
    limits: &[Limit],
    scale: Scale,
    if_unknown: Option<IfUnknown>,
) {
    let mut grain = Grain::default();
    for criterion in criteria {
        grain.add_criterion(criterion, if_unknown);
    }
    for dimension in dimensions {
        grain.add(dimension.cap.unwrap_or(Micro::ZERO));
        grain.add(dimension.full.unwrap_or(Micro::ZERO));
    }
    if let Scale::Points { base, min, max } = scale {
        for bound in
            [Some(base), min, max].into_iter().flatten().chain(limits.iter().flat_map(Limit::amounts))
        {
            grain.add(bound);
        }
        for by in limits.iter().filter_map(|limit| limit.times) {
            grain.grow(by);
        }
    }
    if !grain.is_exact() {
        let message = "the weights and points of the scorecard differ too much in size to be added exactly";
        ctx.report(Code::Precision, node, message).help("use fewer decimals, or weights of like size");
    }
}

/// Two numbers of millionths multiplied: in 10^-12, and never too large.
fn product(a: i64, b: i64) -> i128 {
    i128::from(a) * i128::from(b)
}

/// Into no more parts than this is an amount of 10^-12 divided, so that sums of parts fit.
const MOST_PARTS: i128 = 1 << 40;

/// The unit of all amounts, and the sum of their sizes, in 10^-12.
struct Grain {
    unit: PointUnit,
    sum: i128,
}

impl Default for Grain {
    fn default() -> Self {
        Self { unit: PointUnit::NONE, sum: 0 }
    }
}

impl Grain {
    fn add(&mut self, value: Micro) {
        let amount = product(value.millionths(), MILLION);
        self.divide(amount);
        self.sum = self.sum.saturating_add(amount.saturating_abs());
    }

    /// All that was added may be multiplied.
    fn grow(&mut self, by: Micro) {
        let by = i128::from(by.millionths().max(MILLION));
        self.sum = self.sum.saturating_mul(by) / i128::from(MILLION);
    }

    fn divide(&mut self, amount: i128) {
        self.unit = self.unit.with(amount, 1);
    }

    fn is_exact(&self) -> bool {
        let PointUnit { pico, parts } = self.unit;
        pico == 0 || (parts <= MOST_PARTS && (self.sum / pico).saturating_mul(parts) < 1 << 60)
    }

    fn add_criterion(&mut self, criterion: &Criterion, if_unknown: Option<IfUnknown>) {
        let weight = criterion.weight.millionths();
        let factor = match criterion.unit {
            Unit::Rating => weight,
            Unit::Points => MILLION,
        };
        let mut largest = product(weight, MILLION);
        self.divide(largest);
        let mut add = |amount: i64, factor: i64| {
            let points = product(amount, factor);
            self.divide(points);
            largest = largest.max(points.saturating_abs());
        };
        for amount in extremes(&criterion.rule, criterion.unit) {
            add(amount, factor);
        }
        match &criterion.rule {
            // Their points are rounded to millionths.
            Rule::Curve { .. } | Rule::Linear { .. } | Rule::Decay { .. } => add(1, factor),
            Rule::PerMatch { matches: PerMatch::Each { each, .. }, .. } => add(each.millionths(), factor),
            // All of them may be there, and only then is their sum cut.
            Rule::PerMatch { matches: PerMatch::Own { items, .. }, .. } => {
                let (low, high) = sums(items.iter().map(|item| item.gives));
                add(high.saturating_sub(low), factor);
                items.iter().for_each(|item| add(item.gives.millionths(), factor));
            }
            Rule::Table { ratings, combine: Combine::Sum { .. }, .. } => {
                let (low, high) = sums(ratings.iter().map(|(_, rating)| *rating));
                add(high.saturating_sub(low), factor);
                ratings.iter().for_each(|(_, rating)| add(rating.millionths(), factor));
            }
            Rule::PerMatch { matches: PerMatch::Share { .. }, .. }
            | Rule::Fit { .. }
            | Rule::Bands { .. }
            | Rule::Table { combine: Combine::Best, .. } => {}
        }
        match (criterion.if_unknown, if_unknown) {
            (Some(IfUnknown::Value(value)), _) => add(value.millionths(), factor),
            (None, Some(IfUnknown::Value(value))) => add(value.millionths(), weight),
            (_, _) => {}
        }
        if let Rule::PerMatch { matches: PerMatch::Share { full_at, .. }, .. } = &criterion.rule {
            let parts = i128::try_from(*full_at).unwrap_or(i128::MAX);
            self.unit = self.unit.with(product(weight, MILLION), parts.max(1));
        }
        self.sum = self.sum.saturating_add(largest);
    }
}
