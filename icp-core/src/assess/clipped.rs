//! The sum of events, items or phrases that a `max`, or the largest rating, has cut: for words about a criterion.

use crate::model::{Combine, Criterion, PerMatch, Rule, Unit};
use crate::value::Micro;

/// A sum, and what it counts as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Clipped {
    pub(crate) from: f64,
    pub(crate) to: f64,
    /// Whether both are points; else ratings.
    pub(crate) unit: Unit,
}

/// The cut of a criterion that counts as `(points, rating)`; `None` where nothing was cut. `found` are the places of the listed
/// items that are there, `gives` the amounts of the events.
pub(super) fn clipped(
    criterion: &Criterion,
    found: Option<&[usize]>,
    gives: impl Iterator<Item = f64>,
    (points, rating): (f64, Option<f64>),
) -> Option<Clipped> {
    let all = |amount: &dyn Fn(usize) -> Option<Micro>| -> Option<f64> {
        Some(found?.iter().filter_map(|at| amount(*at)).map(Micro::to_f64).sum())
    };
    let from = match &criterion.rule {
        Rule::Decay { .. } => Some(gives.sum()),
        Rule::PerMatch { matches: PerMatch::Each { each, .. }, .. } => all(&|_| Some(*each)),
        Rule::PerMatch { matches: PerMatch::Own { items, .. }, .. } => {
            all(&|at| items.get(at).map(|item| item.gives))
        }
        Rule::Table { ratings, combine: Combine::Sum { .. }, .. } => {
            all(&|at| ratings.get(at).map(|(_, amount)| *amount))
        }
        Rule::PerMatch { matches: PerMatch::Share { .. }, .. }
        | Rule::Table { combine: Combine::Best, .. }
        | Rule::Fit { .. }
        | Rule::Bands { .. }
        | Rule::Curve { .. }
        | Rule::Linear { .. } => None,
    }?;
    let rating = rating?;
    let to = match criterion.unit {
        Unit::Points => points,
        Unit::Rating => rating,
    };
    // The numbers of events are rounded, so a difference below this is none.
    (from.abs() > to.abs() + 1e-4).then_some(Clipped { from, to, unit: criterion.unit })
}
