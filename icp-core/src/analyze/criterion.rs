//! A criterion as findings look at it: in the model, in the plan, and all that it can answer over the worlds of what
//! it reads. `range` adds these up for a scorecard; kinds of findings look at them one by one.

use super::worlds::{Subject, Worlds};
use crate::model::Criterion;
use crate::plan::{ByValue, CriterionPlan, Outcome, RulePlan, State, cell};
use crate::sort::Set;
use crate::source::Path;
use std::cmp::Ordering;

/// A criterion, in the model and in the plan.
pub(super) struct CriterionView<'a> {
    /// Where its rule is written.
    pub(super) path: Path,
    pub(super) criterion: &'a Criterion,
    pub(super) plan: &'a CriterionPlan,
    /// The attributes that it rests on, through formulas too.
    pub(super) attributes: Set<u32>,
    /// `None` when it rests on too much.
    pub(super) facts: Option<CriterionFacts>,
}

/// All that a criterion can answer.
#[derive(Debug, Default)]
pub(super) struct CriterionFacts {
    /// The branches that some account gets: the last, then the others in order.
    pub(super) branches: Vec<bool>,
    /// Whether it ever applies, and whether there are accounts to which it does not.
    pub(super) applies: bool,
    pub(super) stays_out: bool,
    /// Whether it can be fit, and whether it can be fit or partial.
    pub(super) fits: bool,
    pub(super) meets: bool,
    /// Points when known: lowest and highest.
    pub(super) known: Option<(i64, i64)>,
    /// All that it may add to its scorecard, sorted.
    pub(super) counts: Vec<Addend>,
}

/// Points (a range where they depend on a value) and the weight that goes with them, in units of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Addend {
    pub(super) low: i64,
    pub(super) high: i64,
    pub(super) weight: i64,
}

/// All that a criterion can answer; `None` where it reads too much to go through.
pub(super) fn facts(worlds: &Worlds<'_>, plan: &CriterionPlan) -> Option<CriterionFacts> {
    let branches = plan.reading.rule.branches().map_or(0, <[_]>::len) + 1;
    let mut facts = CriterionFacts { branches: vec![false; branches], ..CriterionFacts::default() };
    worlds.each(&[Subject::Reading(&plan.reading)], &mut |cells| {
        let outcome = plan.reading.decide(plan.weight, cells);
        facts.add(worlds, plan, &outcome, cells);
        std::ops::ControlFlow::Continue(())
    })?;
    Some(facts)
}

impl CriterionFacts {
    fn add(&mut self, worlds: &Worlds<'_>, plan: &CriterionPlan, outcome: &Outcome, cells: &[u32]) {
        let counted = Addend::of(worlds, plan, outcome, cells);
        if let Err(at) = self.counts.binary_search(&counted) {
            self.counts.insert(at, counted);
        }
        match outcome.state {
            State::NotApplicable => self.stays_out = true,
            State::Unknown => self.applies = true,
            State::Fit | State::Partial | State::None | State::Misfit | State::Valued => {
                self.applies = true;
                if let Some(branch) = self.branches.get_mut(usize::from(outcome.band)) {
                    *branch = true;
                }
                let known = self.known.get_or_insert((counted.low, counted.high));
                *known = (known.0.min(counted.low), known.1.max(counted.high));
                let (fits, meets) = match outcome.state {
                    State::Valued => (counted.high.cmp(&plan.weight) != Ordering::Less, counted.high > 0),
                    State::Fit => (true, true),
                    State::Partial => (false, true),
                    State::None | State::Misfit | State::Unknown | State::NotApplicable => (false, false),
                };
                self.fits |= fits;
                self.meets |= meets;
            }
        }
    }
}

impl Addend {
    /// The addend of an outcome in a world.
    pub(super) fn of(worlds: &Worlds<'_>, plan: &CriterionPlan, outcome: &Outcome, cells: &[u32]) -> Self {
        let (low, high, weight) = match outcome.state {
            State::NotApplicable => (0, 0, 0),
            State::Unknown => {
                let (low, high) = if outcome.valued {
                    of_value(worlds, &plan.reading.rule, cells)
                } else {
                    (outcome.lo, outcome.lo)
                };
                let counts = |least: i64| plan.unknown_points(least, outcome.applies);
                (counts(low), counts(high), if plan.unknown.keeps_weight() { plan.weight } else { 0 })
            }
            State::Valued => {
                let (low, high) = of_value(worlds, &plan.reading.rule, cells);
                (low, high, plan.weight)
            }
            State::Fit | State::Partial | State::None | State::Misfit => {
                (outcome.points, outcome.points, plan.weight)
            }
        };
        Self { low, high, weight }
    }
}

/// The points that a rule can give in a cell, where they depend on the value: lowest and highest.
pub(super) fn of_value(worlds: &Worlds<'_>, rule: &RulePlan, cells: &[u32]) -> (i64, i64) {
    match rule.by_value() {
        Some(ByValue::Curve(curve)) => {
            let cuts = worlds.slot(curve.slot).and_then(|slot| slot.shape.of_number()).unwrap_or_default();
            curve.extremes(cuts, cell(cells, curve.slot))
        }
        Some(ByValue::Decay(decay)) => decay.open,
        None => (0, 0),
    }
}
