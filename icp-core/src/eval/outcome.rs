//! The outcome of one criterion of the account that was scored last, from wherever the scratch keeps it. Read by `assess`,
//! `questions` and `batch`.

use super::Scratch;
use crate::plan::{Decided, Outcome, Plan};

/// The outcome of a criterion, with points from its value. INVARIANT: the scratch has been scored with this plan.
pub(crate) fn outcome(plan: &Plan, scratch: &Scratch, criterion: usize) -> Outcome {
    if let Ok(at) = plan.valued.binary_search(&(criterion as u32)) {
        return scratch.valued.get(at).copied().unwrap_or_default();
    }
    decided(plan, scratch, criterion)
}

/// The outcome of a criterion by cells alone.
pub(super) fn decided(plan: &Plan, scratch: &Scratch, criterion: usize) -> Outcome {
    match plan.criteria.get(criterion).map(|criterion| &criterion.decided) {
        Some(Decided::Group { group, outcomes }) => {
            let class = scratch.classes.get(*group as usize).copied().unwrap_or_default();
            outcomes.get(class as usize).copied().unwrap_or_default()
        }
        Some(Decided::Loose(place)) => scratch.loose.get(*place as usize).copied().unwrap_or_default(),
        None => Outcome::default(),
    }
}
