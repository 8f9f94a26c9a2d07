//! Points that depend on more than cells: curves, and events that fade.

use crate::account::{Event, Field};
use crate::plan::{CurvePlan, DecayPlan, Fade, RulePlan};
use crate::value::{Date, Micro, folded, round_micro};

/// The points of a valued rule, in units of its card. INVARIANT: its attribute is known.
pub(super) fn points(
    rule: &RulePlan,
    fields: &[Field<'_>],
    numbers: &[f64],
    as_of: Date,
    buffer: &mut String,
) -> i64 {
    match rule {
        RulePlan::Curve(curve) => {
            let x = numbers.get(curve.attribute as usize).copied().unwrap_or_default();
            on_curve(curve, x).saturating_mul(curve.units_per_micro)
        }
        RulePlan::Decay(decay) => match fields.get(decay.attribute as usize) {
            Some(Field::Events(events)) => {
                faded(decay, events, as_of, buffer).saturating_mul(decay.units_per_micro)
            }
            _ => 0,
        },
        RulePlan::Branches { .. }
        | RulePlan::ByCell { .. }
        | RulePlan::Best { .. }
        | RulePlan::PerMatch { .. } => 0,
    }
}

/// `p + (q - p) * (x - a) / (b - a)` between the pairs around x, flat outside; in millionths.
pub(crate) fn on_curve(curve: &CurvePlan, x: f64) -> i64 {
    let ratings = &curve.ratings;
    // Counted without a branch: where x lies is anybody's guess.
    let above = if ratings.len() <= 16 {
        ratings.iter().map(|(b, _)| usize::from(*b <= x)).sum()
    } else {
        ratings.partition_point(|(b, _)| *b <= x)
    };
    // The pair around x, or the nearest, so that nothing branches; beyond the ends their points are taken.
    let upper = above.clamp(1, ratings.len().saturating_sub(1).max(1));
    let (Some((a, p)), Some((b, q))) = (ratings.get(upper - 1), ratings.get(upper)) else {
        return ratings.first().map_or(0, |(_, only)| only.millionths());
    };
    let height = |at: usize| curve.heights.get(at).copied().unwrap_or_default();
    let (from, to) = (height(upper - 1), height(upper));
    let between = round_micro(from + (to - from) * (x - a) / (b - a));
    let found = if x <= *a { p.millionths() } else { between };
    if x >= *b { q.millionths() } else { found }
}

/// The lowest and the highest points of a curve in one cell of a number cut at these places: it is extreme at the
/// ends of the cell and at its own points in between.
pub(crate) fn along(curve: &CurvePlan, cuts: &[f64], cell: u32) -> (i64, i64) {
    let at = (cell as usize).saturating_sub(1);
    let above = cuts.get(at / 2).copied();
    let below = if at % 2 == 1 { above } else { (at / 2).checked_sub(1).and_then(|b| cuts.get(b).copied()) };
    let (from, to) = (below.unwrap_or(f64::NEG_INFINITY), above.unwrap_or(f64::INFINITY));
    let inner = curve.ratings.iter().map(|(x, _)| *x).filter(|x| *x > from && *x < to);
    let points = inner.chain([from, to]).map(|x| on_curve(curve, x).saturating_mul(curve.units_per_micro));
    points.fold((i64::MAX, i64::MIN), |(low, high), points| (low.min(points), high.max(points)))
}

/// What one event still gives at an age in days, for one count of it.
pub(crate) fn left(decay: &DecayPlan, rating: Micro, age: i32) -> f64 {
    let (rating, age) = (rating.to_f64(), f64::from(age));
    let value = match decay.fade {
        Fade::HalfLife(days) => rating * libm::exp2(-(age / days)),
        Fade::Linear(days) => rating * (1.0 - age / days).max(0.0),
    };
    // A floor keeps an event from fading further; it lifts none above what it gave when fresh.
    let floor = decay.floor.to_f64().min(rating.abs());
    if value.abs() >= floor {
        value
    } else if rating < 0.0 {
        -floor
    } else {
        floor
    }
}

/// The age in days of an event that counts, and what it gives when fresh.
pub(crate) fn counted(
    decay: &DecayPlan,
    event: &Event<'_>,
    as_of: Date,
    buffer: &mut String,
) -> Option<(i32, Micro)> {
    let age = as_of.days() - event.on.days();
    if age < 0 || decay.max_age.is_some_and(|most| i64::from(age) > i64::from(most)) {
        return None;
    }
    let name = folded(&event.event, buffer);
    let at = decay.ratings.binary_search_by(|(listed, _)| (**listed).cmp(name)).ok()?;
    decay.ratings.get(at).map(|(_, rating)| (age, *rating))
}

/// The sum of what is left of all events, within the maximum; in millionths.
fn faded(decay: &DecayPlan, events: &[Event<'_>], as_of: Date, buffer: &mut String) -> i64 {
    let mut sum = 0.0;
    for event in events {
        if let Some((age, rating)) = counted(decay, event, as_of, buffer) {
            sum += left(decay, rating, age) * event.count;
        }
    }
    let max = decay.max.to_f64();
    round_micro(sum.clamp(-max, max))
}
