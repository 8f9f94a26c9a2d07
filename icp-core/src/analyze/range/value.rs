use crate::analyze::worlds::{Shape, Worlds};
use crate::plan::{CurvePlan, RulePlan, cell};
use crate::value::round_micro;

/// The points that a rule can give in a cell, where they depend on the value: lowest and highest.
pub(in crate::analyze) fn of_value(worlds: &Worlds<'_>, rule: &RulePlan, cells: &[u32]) -> (i64, i64) {
    match rule {
        RulePlan::Curve(curve) => {
            let cuts = match worlds.slot(curve.place).map(|slot| &slot.shape) {
                Some(Shape::Number(cuts)) => cuts,
                _ => &[][..],
            };
            on_curve(curve, cuts, cell(cells, curve.place))
        }
        RulePlan::Decay(decay) => decay.open,
        RulePlan::Branches { .. }
        | RulePlan::ByCell { .. }
        | RulePlan::Best { .. }
        | RulePlan::PerMatch { .. } => (0, 0),
    }
}

/// A curve is extreme at the ends of a cell and at its own points in between.
fn on_curve(curve: &CurvePlan, cuts: &[f64], cell: usize) -> (i64, i64) {
    let at = cell.saturating_sub(1);
    let (from, to) = if at % 2 == 1 {
        (cuts.get(at / 2), cuts.get(at / 2))
    } else {
        ((at / 2).checked_sub(1).and_then(|below| cuts.get(below)), cuts.get(at / 2))
    };
    let (from, to) = (from.copied().unwrap_or(f64::NEG_INFINITY), to.copied().unwrap_or(f64::INFINITY));
    let inner = curve.ratings.iter().map(|(x, _)| *x).filter(|x| *x > from && *x < to);
    let points = inner.chain([from, to]).map(|x| height(curve, x).saturating_mul(curve.units_per_micro));
    points.fold((i64::MAX, i64::MIN), |(low, high), points| (low.min(points), high.max(points)))
}

/// `p + (q - p) * (x - a) / (b - a)` between the pairs around x, flat outside; in millionths.
fn height(curve: &CurvePlan, x: f64) -> i64 {
    let above = curve.ratings.iter().position(|(b, _)| x <= *b).unwrap_or(curve.ratings.len());
    let right = curve.ratings.get(above);
    let left = above.checked_sub(1).and_then(|at| curve.ratings.get(at));
    match (left, right) {
        (Some((a, p)), Some((b, q))) if x < *b => {
            let (p, q) = (p.to_f64(), q.to_f64());
            round_micro(p + (q - p) * (x - a) / (b - a))
        }
        (_, Some((_, q))) => q.millionths(),
        (Some((_, p)), None) => p.millionths(),
        (None, None) => 0,
    }
}
