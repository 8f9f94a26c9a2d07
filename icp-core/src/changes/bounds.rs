//! Conditions that every set of changes meets, asked before its values are tried: an exclusion that holds has to go, and the score has
//! to be within reach.

use super::state::Search;
use crate::account::Field;
use crate::eval;
use crate::plan::State;

/// The least score of the goal, and what must change.
pub(super) struct Bounds {
    /// The least score of the goal.
    least: Option<f64>,
    /// Attributes of which one must change: those of each exclusion that holds.
    needed: Vec<Vec<usize>>,
}

impl Bounds {
    pub(super) fn new(search: &mut Search<'_>) -> Self {
        let mut needed = Vec::new();
        search.score();
        if search.aim.is_spoilt_by_exclusions() {
            let holding: Vec<usize> = eval::excluded_by(search.icp, &search.scratch).collect();
            for exclusion in holding.into_iter().filter_map(|at| search.icp.exclusions.get(at)) {
                needed.push(search.relations.of_condition(search.plan, exclusion.condition));
            }
        }
        Self { least: search.aim.least_score(search.icp, search.plan), needed }
    }

    /// Whether the changes of some attributes may reach the goal: bounds hold every score that filling in what is missing could
    /// give, so with these attributes taken away they hold whatever a change could give. But a score may lie above them while a
    /// criterion is unknown that then is left out, or counts more than any of its open answers.
    pub(super) fn allow(&self, search: &mut Search<'_>, choice: &[usize]) -> bool {
        if !self.needed.iter().all(|of| choice.iter().any(|at| of.contains(at))) {
            return false;
        }
        let Some(least) = self.least else { return true };
        choice.iter().for_each(|at| search.put(*at, &Field::Missing));
        let bounds = search.score().fit.bounds.filter(|_| !may_exceed_bounds(search));
        choice.iter().for_each(|at| search.put_back(*at));
        bounds.is_none_or(|(_, high)| high >= least)
    }
}

/// Whether a criterion that is unknown counts otherwise than each of its open answers does.
fn may_exceed_bounds(search: &Search<'_>) -> bool {
    let plan = search.plan;
    let Some(card) = plan.cards.get(search.icp.fit) else { return false };
    card.criteria.clone().any(|at| {
        let Some(criterion) = plan.criteria.get(at) else { return false };
        let outcome = eval::outcome(plan, &search.scratch, at);
        let is_unknown = matches!(outcome.state, State::Unknown | State::Valued);
        is_unknown && (!criterion.unknown.keeps_weight() || outcome.points > outcome.hi)
    })
}
