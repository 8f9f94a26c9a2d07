//! The score of an account without one of its criteria, from the sums that are there. Whoever tries criteria on a population
//! asks here; it changes no status and no tier.

use super::total::{Replaced, score_with};
use super::{Scratch, outcome};
use crate::plan::{Card, Plan, TOTALS};

/// The published score of a scorecard if a criterion, by its number in the plan, were not in it. INVARIANT: the scratch has
/// been scored with this plan.
pub(crate) fn score_without(plan: &Plan, card: &Card, scratch: &Scratch, criterion: usize) -> Option<f64> {
    let own = plan.criteria.get(criterion)?;
    let from = own.totals(&outcome(plan, scratch, criterion));
    let replaced = Replaced { bucket: own.bucket, from, to: [0; TOTALS] };
    score_with(card, scratch, &replaced)
}
