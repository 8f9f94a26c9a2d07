//! Conditions that every set of changes meets, asked before its values are tried: an exclusion that holds has to go, the score has to
//! be within reach, and a status has to have a ground in what changes.

use super::goal::Aim;
use super::state::Search;
use crate::account::Field;
use crate::eval::{self, IcpStatus};
use crate::plan::{Applies, ScalePlan, State, Total};
use crate::value::{percent, round_published};

/// The least score of the goal, and what must change.
pub(super) struct Bounds {
    /// The least score of the goal.
    least: Option<f64>,
    /// Attributes of which one must change: those of each exclusion that holds, or those of all that could hold. Where nothing could, an
    /// empty list.
    needed: Vec<Vec<usize>>,
    /// Where an account has no status only if nothing is known: the attributes of each criterion that is known now. One that is read by
    /// none of the changes stays known.
    known: Option<Vec<Vec<usize>>>,
    /// The score that one has to lie below, if there is one.
    below: Option<f64>,
    /// The criteria of a plain percentage with the attributes of each, of which `ends` works out what some changes can give.
    percent: Option<Vec<(usize, Vec<usize>)>>,
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
        let (icp, plan) = (search.icp, search.plan);
        let mut known = None;
        if let (Aim::Status(status), Some(card)) = (search.aim, plan.cards.get(icp.fit)) {
            let all_qualify = || icp.last_qualifying + 1 >= card.tiers.len() && card.unmet.is_empty();
            let has_other_grounds = || {
                let is_plain = matches!(card.scale, ScalePlan::Percent | ScalePlan::Points { .. });
                !is_plain || card.min_coverage > 0.0 || !icp.held.is_empty() || !card.open.is_empty()
            };
            match status {
                IcpStatus::Disqualified => {
                    let conditions = icp.exclusions.iter().map(|exclusion| exclusion.condition);
                    let all = conditions.flat_map(|at| search.relations.of_condition(plan, at));
                    needed.push(all.collect());
                }
                IcpStatus::Unqualified if all_qualify() => needed.push(Vec::new()),
                IcpStatus::InsufficientData if !has_other_grounds() => known = Some(known_criteria(search)),
                IcpStatus::Qualified | IcpStatus::Unqualified | IcpStatus::InsufficientData => {}
            }
        }
        let percent = plan.cards.get(icp.fit).filter(|card| {
            matches!(card.scale, ScalePlan::Percent) && card.buckets.len() == 1 && card.limits.is_empty()
        });
        let percent = percent.map(|card| {
            let read = |at: usize| {
                let criterion = plan.criteria.get(at)?;
                Some((at, search.relations.of_criterion(plan, criterion)))
            };
            card.criteria.clone().filter_map(read).collect()
        });
        let below = search.aim.below(icp, plan);
        Self { least: search.aim.least_score(icp, plan), needed, known, below, percent }
    }

    /// Whether the changes of some attributes may reach the goal: bounds hold every score that filling in what is missing could
    /// give, so with these attributes taken away they hold whatever a change could give. But a score may lie above them while a
    /// criterion is unknown that then is left out, or counts more than any of its open answers.
    pub(super) fn allow(&self, search: &mut Search<'_>, choice: &[usize]) -> bool {
        if !self.needed.iter().all(|of| choice.iter().any(|at| of.contains(at))) {
            return false;
        }
        let untouched = |of: &Vec<usize>| !choice.iter().any(|at| of.contains(at));
        if self.known.as_ref().is_some_and(|known| known.iter().any(untouched)) {
            return false;
        }
        if self.least.is_none() && self.below.is_none() {
            return true;
        }
        choice.iter().for_each(|at| search.put(*at, &Field::Missing));
        let bounds = search.score().fit.bounds.filter(|_| !may_exceed_bounds(search));
        let ends = self.ends(search, choice);
        choice.iter().for_each(|at| search.put_back(*at));
        let mut highs = bounds.into_iter().chain(ends).map(|(_, high)| high);
        let lows = ends.map(|(low, _)| low);
        self.least.is_none_or(|least| highs.all(|high| high >= least))
            && self.below.is_none_or(|below| lows.is_none_or(|low| low < below))
    }

    /// The least and the greatest score that changes of some attributes can give, for values that were scored without them: the
    /// criteria that read none of them count as they do, each of the others counts any of its open answers or is left out.
    fn ends(&self, search: &Search<'_>, choice: &[usize]) -> Option<(f64, f64)> {
        let plan = search.plan;
        let (mut points, mut weight) = (0, 0);
        let mut open: Vec<(i64, i64, i64)> = Vec::new();
        for (at, of) in self.percent.as_ref()? {
            let criterion = plan.criteria.get(*at)?;
            let outcome = eval::outcome(plan, &search.scratch, *at);
            if outcome.valued {
                return None;
            }
            if !choice.iter().any(|one| of.contains(one)) {
                let totals = criterion.totals(&outcome);
                points += Total::Points.of(&totals);
                weight += Total::Weight.of(&totals);
            } else if outcome.applies != Applies::Never && criterion.weight > 0 {
                // While it stays unknown it may count what no open answer gives.
                let (lo, hi) = (outcome.lo.min(outcome.points), outcome.hi.max(outcome.points));
                open.push((lo, hi, criterion.weight));
            }
        }
        let lows = open.iter().map(|(lo, _, weight)| (-lo, *weight)).collect();
        let low = greatest(-points, weight, lows).map(|low| -low);
        let highs = open.iter().map(|(_, hi, weight)| (*hi, *weight)).collect();
        let high = greatest(points, weight, highs);
        let published = |score: f64| round_published(score.max(0.0));
        // Without a score nothing is reached.
        Some((low.map_or(f64::INFINITY, published), high.map_or(f64::NEG_INFINITY, published)))
    }
}

/// The greatest percentage of some points and weight with any choice of others added; `None` where there is no weight. The best
/// choice takes those that give most for their weight.
fn greatest(mut points: i64, mut weight: i64, mut open: Vec<(i64, i64)>) -> Option<f64> {
    let ratio = |(points, weight): &(i64, i64)| percent(*points, *weight);
    crate::sort::sort_by(&mut open, |one, other| ratio(other).total_cmp(&ratio(one)));
    let mut most = (weight > 0).then(|| percent(points, weight));
    for (more, with) in open {
        points += more;
        weight += with;
        let reached = percent(points, weight);
        most = Some(most.map_or(reached, |most| most.max(reached)));
    }
    most
}

/// The attributes of each criterion that counts and is known, for the values that were scored last.
fn known_criteria(search: &Search<'_>) -> Vec<Vec<usize>> {
    let plan = search.plan;
    let criteria = plan.cards.get(search.icp.fit).map(|card| card.criteria.clone()).unwrap_or_default();
    let counts = |at: &usize| {
        let state = eval::outcome(plan, &search.scratch, *at).state;
        let is_known = matches!(state, State::Fit | State::Partial | State::None | State::Misfit);
        is_known && plan.criteria.get(*at).is_some_and(|criterion| criterion.weight > 0)
    };
    let known = criteria.filter(counts).filter_map(|at| plan.criteria.get(at));
    known.map(|criterion| search.relations.of_criterion(plan, criterion)).collect()
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
