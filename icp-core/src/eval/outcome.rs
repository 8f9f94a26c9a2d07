use super::Scratch;
use crate::plan::{Decided, Outcome, Plan};

/// What was found about a criterion. INVARIANT: the scratch has been scored with this plan.
pub(crate) fn outcome(plan: &Plan, scratch: &Scratch, criterion: usize) -> Outcome {
    if let Ok(at) = plan.valued.binary_search(&(criterion as u32)) {
        return scratch.valued.get(at).copied().unwrap_or_default();
    }
    decided(plan, scratch, criterion)
}

/// What the cells say about a criterion.
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
