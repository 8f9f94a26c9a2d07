//! The influence of a question: each of its answers is put into the possible outcomes, and the outlooks of the icps
//! that rest on it are made anew. Called by `find` once per missing attribute, within a budget of work; what the
//! budget does not reach stays as open as it was.

use super::outcomes::PossibleOutcomes;
use super::outlook::{Outlook, best, widths};
use super::sweeps::{Answer, Asked};
use super::truths::Truths;
use crate::eval::Buffers;
use crate::plan::Plan;
use crate::sort::distinct;
use crate::value::round_published;

/// The effects that the answers to one question can have on each icp.
pub(super) struct Influence {
    /// For each icp, whether one of them settles that it qualifies, or that it does not.
    pub(super) settles: Vec<bool>,
    /// For each icp, how much of the widths of its bounds rests on the question.
    pub(super) decides: Vec<[f64; 2]>,
}

/// The outlooks of all icps, the widths of their bounds, and the icps that may be the best (the first entry is for
/// none).
pub(super) struct ModelOutlook {
    pub(super) outlooks: Vec<Outlook>,
    pub(super) widths: Vec<[f64; 2]>,
    pub(super) best: Vec<bool>,
}

/// The icps that rest on each criterion and each condition.
pub(super) struct AffectedIcps {
    criteria: Vec<u32>,
    conditions: Vec<Vec<u32>>,
    /// The conditions of limits.
    limits: Vec<u32>,
    /// The cost of computing each icp's outlook, in the unit of the budget.
    costs: Vec<u64>,
}

impl AffectedIcps {
    pub(super) fn new(plan: &Plan) -> Self {
        let mut icps = Self {
            criteria: vec![0; plan.criteria.len()],
            conditions: vec![Vec::new(); plan.conditions.len()],
            limits: Vec::new(),
            costs: Vec::with_capacity(plan.icps.len()),
        };
        for (at, icp) in (0u32..).zip(&plan.icps) {
            let mut cost = 4 * (icp.exclusions.len() + icp.stages.len()) + plan.icps.len();
            let mut conditions: Vec<u32> = icp.exclusions.iter().map(|e| e.condition).collect();
            for card in
                [Some(icp.fit), icp.intent].into_iter().flatten().filter_map(|card| plan.cards.get(card))
            {
                cost += 16 * card.criteria.len() + 4 * (card.tiers.len() + card.limits.len());
                icps.criteria
                    .get_mut(card.criteria.clone())
                    .into_iter()
                    .for_each(|criteria| criteria.fill(at));
                conditions.extend(card.tiers.iter().filter_map(|tier| tier.condition));
                let limits = card.limits.iter().map(|limit| limit.condition);
                icps.limits.extend(limits.clone());
                conditions.extend(limits);
            }
            for condition in conditions {
                icps.conditions.get_mut(condition as usize).into_iter().for_each(|of| of.push(at));
            }
            icps.costs.push(cost as u64);
        }
        icps
    }

    /// The icps that read a criterion or a condition of the question.
    fn of(&self, asked: &Asked) -> Vec<usize> {
        let criteria = asked.criteria.iter().filter_map(|criterion| self.criteria.get(*criterion as usize));
        let conditions = asked.conditions.iter().filter_map(|at| self.conditions.get(*at as usize)).flatten();
        let mut all: Vec<usize> = criteria.chain(conditions).map(|icp| *icp as usize).collect();
        distinct(&mut all);
        all
    }
}

/// Tries answers on the possible outcomes, while the budget lasts.
pub(super) struct Trial<'a, 'p> {
    pub(super) outcomes: &'a mut PossibleOutcomes<'p>,
    pub(super) icps: &'a AffectedIcps,
    pub(super) base: &'a ModelOutlook,
    pub(super) work: u64,
    pub(super) buffers: Buffers,
}

impl Trial<'_, '_> {
    /// Tries all answers to a question. `met` is narrowed to what they leave open; what the budget does not reach
    /// stays as it was.
    pub(super) fn of(&mut self, asked: &Asked, met: &mut ModelOutlook) -> Influence {
        let count = self.base.outlooks.len();
        let mut influence = Influence { settles: vec![false; count], decides: vec![[0.0; 2]; count] };
        let touched = self.icps.of(asked);
        let cost = touched.iter().filter_map(|at| self.icps.costs.get(*at)).sum();
        if touched.is_empty() {
            return influence;
        }
        if self.spend(2, cost) {
            self.decides(asked, &touched, &mut influence);
        }
        for sweep in &asked.sweeps {
            if self.spend(sweep.len(), cost) {
                self.sweep(asked, sweep, &touched, met, &mut influence);
            } else if self.spend(2, cost) {
                let join =
                    |given: bool| sweep.iter().filter(|a| a.given == given).cloned().reduce(Answer::join);
                let together: Vec<Answer> = [join(false), join(true)].into_iter().flatten().collect();
                self.sweep(asked, &together, &touched, met, &mut influence);
            }
        }
        influence
    }

    fn spend(&mut self, answers: usize, cost: u64) -> bool {
        let left = (answers as u64).checked_mul(cost).and_then(|cost| self.work.checked_sub(cost));
        self.work = left.unwrap_or(self.work);
        left.is_some()
    }

    fn sweep(
        &mut self,
        asked: &Asked,
        sweep: &[Answer],
        touched: &[usize],
        met: &mut ModelOutlook,
        influence: &mut Influence,
    ) {
        let plan = self.outcomes.plan;
        let mut outlooks = self.base.outlooks.clone();
        let mut joined: Vec<Option<Outlook>> = vec![None; touched.len()];
        let mut may_be_best = vec![false; self.base.best.len()];
        for answer in sweep {
            let before = answer.swap(asked, self.outcomes);
            for (at, joined) in touched.iter().zip(&mut joined) {
                let (Some(icp), Some(base)) = (plan.icps.get(*at), self.base.outlooks.get(*at)) else {
                    continue;
                };
                let Some(mut outlook) = Outlook::new(self.outcomes, icp, &mut self.buffers) else {
                    continue;
                };
                outlook.meet(base);
                if let Some(settles) = influence.settles.get_mut(*at) {
                    *settles |= answer.given && outlook.settles();
                }
                match joined {
                    None => *joined = Some(outlook.clone()),
                    Some(joined) => joined.join(&outlook),
                }
                outlooks.get_mut(*at).into_iter().for_each(|place| place.clone_from(&outlook));
            }
            before.restore(asked, self.outcomes);
            may_be_best.iter_mut().zip(best(plan, &outlooks)).for_each(|(a, b)| *a |= b);
        }
        for (at, joined) in touched.iter().zip(&joined) {
            if let (Some(outlook), Some(joined)) = (met.outlooks.get_mut(*at), joined) {
                outlook.meet(joined);
            }
        }
        met.best.iter_mut().zip(may_be_best).for_each(|(a, b)| *a &= b);
    }

    /// How much narrower the bounds would be if all that rests on the question were settled.
    fn decides(&mut self, asked: &Asked, touched: &[usize], influence: &mut Influence) {
        let before: Vec<_> =
            asked.criteria.iter().map(|criterion| self.outcomes.criterion(*criterion)).collect();
        let limits: Vec<(u32, Truths)> = asked
            .conditions
            .iter()
            .filter(|condition| self.icps.limits.contains(condition))
            .map(|condition| (*condition, self.outcomes.condition(*condition)))
            .collect();
        let ways = [(false, false), (true, false), (false, true), (true, true)];
        // Without limits there are two ways to settle it: the least and the most of each criterion.
        for (highest, acts) in ways.into_iter().take(if limits.is_empty() { 2 } else { 4 }) {
            for (index, criterion) in asked.criteria.iter().zip(&before) {
                self.outcomes.set(*index, criterion.settled(highest));
            }
            for (index, truths) in &limits {
                self.outcomes.set_condition(*index, truths.settled(acts));
            }
            for at in touched {
                let Some((icp, widths_before)) =
                    self.outcomes.plan.icps.get(*at).zip(self.base.widths.get(*at))
                else {
                    continue;
                };
                let left = widths(self.outcomes, icp, &mut self.buffers);
                for ((most, before), left) in
                    influence.decides.get_mut(*at).into_iter().flatten().zip(widths_before).zip(left)
                {
                    *most = most.max(round_published(before - left));
                }
            }
        }
        for (index, criterion) in asked.criteria.iter().zip(before) {
            self.outcomes.set(*index, criterion);
        }
        for (index, truths) in limits {
            self.outcomes.set_condition(index, truths);
        }
    }
}
