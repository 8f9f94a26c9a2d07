use crate::analyze::worlds::{Shape, Worlds};
use crate::plan::{RulePlan, cell};

/// The points that a rule can give in a cell, where they depend on the value: lowest and highest.
pub(in crate::analyze) fn of_value(worlds: &Worlds<'_>, rule: &RulePlan, cells: &[u32]) -> (i64, i64) {
    match rule {
        RulePlan::Curve(curve) => {
            let cuts = match worlds.slot(curve.place).map(|slot| &slot.shape) {
                Some(Shape::Number(cuts)) => cuts,
                _ => &[][..],
            };
            curve.extremes(cuts, cell(cells, curve.place))
        }
        RulePlan::Decay(decay) => decay.open,
        RulePlan::Branches { .. }
        | RulePlan::ByCell { .. }
        | RulePlan::Best { .. }
        | RulePlan::PerMatch { .. } => (0, 0),
    }
}
