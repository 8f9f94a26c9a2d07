//! The outcomes that every criterion and condition of a plan may still have, while answers are missing. `outlook` and
//! `dependencies` read them; trying an answer (`influence`) replaces some of them and puts them back.

use super::criterion::{CriterionRange, criterion_range};
use super::slots::Slots;
use super::truths::{Truths, truths};
use crate::eval::{Scratch, outcome};
use crate::plan::{Card, Flag, GateFlags, Plan, TierPlan};

/// For every criterion and condition of a plan, all that it may be.
pub(super) struct PossibleOutcomes<'p> {
    pub(super) plan: &'p Plan,
    pub(super) criteria: Vec<CriterionRange>,
    pub(super) conditions: Vec<Truths>,
    /// Least and most points of the criteria that rest on a value, where the record has it.
    valued: Vec<(i64, i64)>,
    /// The criterion whose fit sets a flag.
    fits: Vec<u32>,
}

impl<'p> PossibleOutcomes<'p> {
    /// INVARIANT: the scratch has been scored with the plan and the record of the slots.
    pub(super) fn new(slots: &Slots<'p>, scratch: &Scratch) -> Self {
        let plan = slots.plan;
        let mut valued = vec![(0, 0); plan.criteria.len()];
        for index in &plan.valued {
            if let Some(points) = valued.get_mut(*index as usize) {
                let outcome = outcome(plan, scratch, *index as usize);
                *points = (outcome.lo, outcome.hi);
            }
        }
        let mut fits = vec![u32::MAX; Flag::room(plan.flag_words)];
        for (index, criterion) in (0u32..).zip(&plan.criteria) {
            if let Some(place) = criterion.flags.holds.and_then(|flag| fits.get_mut(flag.index())) {
                *place = index;
            }
        }
        let mut outcomes = Self { plan, criteria: Vec::new(), conditions: Vec::new(), valued, fits };
        outcomes.criteria = (0..plan.criteria.len() as u32).map(|at| outcomes.read(at, slots)).collect();
        outcomes.conditions = plan.conditions.iter().map(|check| truths(check, slots)).collect();
        outcomes
    }

    /// The states and points that a criterion may have with these slots.
    pub(super) fn read(&self, criterion: u32, slots: &Slots<'_>) -> CriterionRange {
        let valued = self.valued.get(criterion as usize).copied().unwrap_or_default();
        let plan = self.plan.criteria.get(criterion as usize);
        plan.map(|criterion| criterion_range(criterion, valued, slots)).unwrap_or_default()
    }

    /// The truths that a condition may have with these slots.
    pub(super) fn read_condition(&self, condition: u32, slots: &Slots<'_>) -> Truths {
        let check = self.plan.conditions.get(condition as usize);
        check.map(|check| truths(check, slots)).unwrap_or_default()
    }

    pub(super) fn criterion(&self, index: u32) -> CriterionRange {
        self.criteria.get(index as usize).copied().unwrap_or_default()
    }

    pub(super) fn set(&mut self, index: u32, range: CriterionRange) {
        self.criteria.get_mut(index as usize).into_iter().for_each(|place| *place = range);
    }

    pub(super) fn set_condition(&mut self, condition: u32, truths: Truths) {
        self.conditions.get_mut(condition as usize).into_iter().for_each(|place| *place = truths);
    }

    pub(super) fn condition(&self, condition: u32) -> Truths {
        self.conditions.get(condition as usize).copied().unwrap_or_default()
    }

    /// The criteria of a scorecard, each with its index in the plan.
    pub(super) fn of<'c>(&'c self, card: &Card) -> impl Iterator<Item = (u32, CriterionRange)> + Clone + 'c {
        let first = card.criteria.start as u32;
        (first..).zip(self.criteria.get(card.criteria.clone()).unwrap_or_default().iter().copied())
    }

    /// The criteria of a scorecard that have one of these flags, each with its index in the plan.
    pub(super) fn at<'c>(
        &'c self,
        card: &'c Card,
        flags: &'c GateFlags,
    ) -> impl Iterator<Item = (u32, CriterionRange)> + 'c {
        flags.iter().map(|(_, place)| (card.criteria.start + place) as u32).map(|at| (at, self.criterion(at)))
    }

    /// The criterion behind a flag of fit.
    pub(super) fn fit_of(&self, flag: Flag) -> Option<u32> {
        self.fits.get(flag.index()).copied().filter(|index| *index != u32::MAX)
    }

    /// Whether what a tier asks for beside a score may hold, and whether it must.
    pub(super) fn tier(&self, tier: &TierPlan) -> (bool, bool) {
        use crate::value::Truth;
        let (mut may, mut must) = (true, true);
        for (least, flags) in &tier.requires {
            let count = |test: fn(&CriterionRange) -> bool| {
                let criteria =
                    flags.iter().filter_map(|flag| self.fit_of(*flag)).map(|at| self.criterion(at));
                criteria.filter(test).count()
            };
            may &= count(CriterionRange::may_fit) >= *least as usize;
            must &= count(CriterionRange::must_fit) >= *least as usize;
        }
        if let Some(condition) = tier.condition {
            let truths = self.condition(condition);
            may &= truths.can(Truth::True);
            must &= truths.must(Truth::True);
        }
        (may, must)
    }
}
