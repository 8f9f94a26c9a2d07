//! Goes through the answers to a question, as far as the model can tell them apart.
//!
//! A *sweep* is a complete list of answers: whatever value comes, or none, is one of them. So what is true of all
//! its answers is true, and what several sweeps leave open may be intersected. Called by `find` for each missing
//! attribute; a question with too many answers is swept slot by slot, or not at all (`ANSWERS`, `WORK`).

use super::criterion::CriterionRange;
use super::outcomes::PossibleOutcomes;
use super::slots::{Axis, Fill, Slots};
use super::truths::Truths;
use crate::plan::{Check, Plan, SlotId};
use crate::sort::distinct;

/// The most answers in one sweep.
const ANSWERS: u64 = 1 << 10;

/// The budget for the questions of one record, in looks at a cell.
pub(super) const WORK: u64 = 1 << 19;

/// The criteria and conditions that read each slot, and what reading each of them costs.
pub(super) struct SlotReaders {
    /// By slot.
    criteria: Vec<Vec<u32>>,
    conditions: Vec<Vec<u32>>,
    criterion_costs: Vec<u64>,
    condition_costs: Vec<u64>,
}

/// The states of a question's criteria, and the truths of its conditions, that are possible after one answer or
/// after any of several answers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Answer {
    /// False where the value stays missing.
    pub(super) given: bool,
    pub(super) criteria: Vec<CriterionRange>,
    pub(super) conditions: Vec<Truths>,
}

/// A missing attribute, the open criteria and conditions that read it, and its answers.
pub(super) struct Asked {
    pub(super) attribute: u32,
    pub(super) criteria: Vec<u32>,
    pub(super) conditions: Vec<u32>,
    pub(super) sweeps: Vec<Vec<Answer>>,
}

impl SlotReaders {
    pub(super) fn new(plan: &Plan) -> Self {
        let slots = plan.cells.len();
        let mut readers = Self {
            criteria: vec![Vec::new(); slots],
            conditions: vec![Vec::new(); slots],
            criterion_costs: Vec::with_capacity(plan.criteria.len()),
            condition_costs: Vec::with_capacity(plan.conditions.len()),
        };
        let cost =
            |places: &[SlotId]| places.iter().filter_map(|at| plan.singles.get(*at as usize)).sum::<u32>();
        let mut places = Vec::new();
        let note = |readers: &mut Vec<Vec<u32>>, index: u32, places: &[SlotId]| {
            places
                .iter()
                .for_each(|place| readers.get_mut(*place as usize).into_iter().for_each(|r| r.push(index)));
            1 + u64::from(cost(places))
        };
        for (index, criterion) in (0u32..).zip(&plan.criteria) {
            places.clear();
            criterion.slots(&mut places);
            readers.criterion_costs.push(note(&mut readers.criteria, index, &places));
        }
        for (index, check) in (0u32..).zip(&plan.conditions) {
            places.clear();
            Check::slots(check, &mut places);
            readers.condition_costs.push(note(&mut readers.conditions, index, &places));
        }
        readers
    }

    /// The answers to a question, within the budget of work that is left.
    pub(super) fn ask(
        &self,
        attribute: u32,
        outcomes: &PossibleOutcomes<'_>,
        slots: &mut Slots<'_>,
        work: &mut u64,
    ) -> Asked {
        let places: Vec<SlotId> = slots.of(attribute).to_vec();
        let gather = |readers: &[Vec<u32>]| {
            let mut all: Vec<u32> =
                places.iter().filter_map(|place| readers.get(*place as usize)).flatten().copied().collect();
            distinct(&mut all);
            all
        };
        let mut criteria = gather(&self.criteria);
        criteria.retain(|criterion| outcomes.criterion(*criterion).is_open());
        let mut conditions = gather(&self.conditions);
        conditions.retain(|condition| outcomes.condition(*condition).is_open());
        let asked = Asked { attribute, criteria, conditions, sweeps: Vec::new() };
        let sum = |costs: &[u64], of: &[u32]| -> u64 {
            of.iter().filter_map(|index| costs.get(*index as usize)).sum()
        };
        let cost =
            sum(&self.criterion_costs, &asked.criteria) + sum(&self.condition_costs, &asked.conditions);
        asked.answered(&places, cost.max(1), outcomes, slots, work)
    }
}

impl Asked {
    fn answered(
        mut self,
        places: &[SlotId],
        cost: u64,
        outcomes: &PossibleOutcomes<'_>,
        slots: &mut Slots<'_>,
        work: &mut u64,
    ) -> Self {
        if self.criteria.is_empty() && self.conditions.is_empty() {
            return self;
        }
        let axes = slots.axes(self.attribute);
        let before = slots.fills.clone();
        let left: Vec<Fill> = places.iter().map(|place| slots.unanswered(self.attribute, *place)).collect();
        places.iter().zip(left).for_each(|(place, fill)| slots.fill(*place, fill));
        let missing = self.read(false, outcomes, slots);
        slots.fills.clone_from(&before);
        let mut spend = |answers: u64| {
            let spent = answers.checked_mul(cost).and_then(|spent| work.checked_sub(spent));
            *work = spent.unwrap_or(*work);
            answers <= ANSWERS && spent.is_some()
        };
        let all = axes.iter().try_fold(1u64, |all, axis| all.checked_mul(axis.cells.len() as u64));
        let sweeps = if spend(all.unwrap_or(u64::MAX)) {
            vec![self.sweep(&axes.iter().collect::<Vec<_>>(), outcomes, slots)]
        } else {
            // Slot by slot, the others with any value.
            let single = axes.iter().filter(|axis| spend(axis.cells.len() as u64)).collect::<Vec<_>>();
            axes.iter().for_each(|axis| slots.fill(axis.slot, any(axis)));
            let mut sweeps = vec![vec![self.read(true, outcomes, slots)]];
            for axis in single {
                sweeps.push(self.sweep(&[axis], outcomes, slots));
                slots.fill(axis.slot, any(axis));
            }
            sweeps
        };
        slots.fills = before;
        self.sweeps = sweeps;
        for sweep in &mut self.sweeps {
            sweep.push(missing.clone());
            distinct(sweep);
        }
        self
    }

    /// Every joint cell of some slots.
    fn sweep(&self, axes: &[&Axis], outcomes: &PossibleOutcomes<'_>, slots: &mut Slots<'_>) -> Vec<Answer> {
        let mut answers: Vec<Answer> = Vec::new();
        let mut choice: Vec<u32> = axes.iter().map(|axis| axis.cells.start).collect();
        loop {
            for (axis, cell) in axes.iter().zip(&choice) {
                slots.fill(axis.slot, Fill::Cell(*cell));
            }
            answers.push(self.read(true, outcomes, slots));
            // The next choice: count up the last slot, and carry.
            let mut at = choice.len();
            loop {
                let Some(last) = at.checked_sub(1) else { return answers };
                let (Some(cell), Some(axis)) = (choice.get_mut(last), axes.get(last)) else { return answers };
                *cell += 1;
                if *cell < axis.cells.end {
                    break;
                }
                *cell = axis.cells.start;
                at = last;
            }
        }
    }

    fn read(&self, given: bool, outcomes: &PossibleOutcomes<'_>, slots: &Slots<'_>) -> Answer {
        let criterion = |criterion: &u32| outcomes.read(*criterion, slots);
        let condition = |condition: &u32| outcomes.read_condition(*condition, slots);
        Answer {
            given,
            criteria: self.criteria.iter().map(criterion).collect(),
            conditions: self.conditions.iter().map(condition).collect(),
        }
    }

    /// Keeps of the possible outcomes only those that some answer of each sweep gives.
    pub(super) fn narrow(&self, outcomes: &mut PossibleOutcomes<'_>) {
        for sweep in &self.sweeps {
            let Some(joined) = sweep.iter().cloned().reduce(Answer::join) else { continue };
            for (index, criterion) in self.criteria.iter().zip(joined.criteria) {
                if let Some(place) = outcomes.criteria.get_mut(*index as usize) {
                    *place = place.meet(criterion);
                }
            }
            for (index, truths) in self.conditions.iter().zip(joined.conditions) {
                if let Some(place) = outcomes.conditions.get_mut(*index as usize) {
                    *place = place.meet(truths);
                }
            }
        }
    }
}

impl Answer {
    /// The outcomes that either gives.
    pub(super) fn join(mut self, other: Self) -> Self {
        self.given |= other.given;
        self.criteria.iter_mut().zip(other.criteria).for_each(|(a, b)| *a = a.join(b));
        self.conditions.iter_mut().zip(other.conditions).for_each(|(a, b)| *a = a.join(b));
        self
    }

    /// Narrows the possible outcomes to the answer; returns the outcomes before, for `restore`.
    pub(super) fn swap(&self, asked: &Asked, outcomes: &mut PossibleOutcomes<'_>) -> Self {
        let mut before = self.clone();
        for ((index, criterion), kept) in asked.criteria.iter().zip(&self.criteria).zip(&mut before.criteria)
        {
            if let Some(place) = outcomes.criteria.get_mut(*index as usize) {
                *kept = std::mem::replace(place, criterion.meet(*place));
            }
        }
        for ((index, truths), kept) in
            asked.conditions.iter().zip(&self.conditions).zip(&mut before.conditions)
        {
            if let Some(place) = outcomes.conditions.get_mut(*index as usize) {
                *kept = std::mem::replace(place, truths.meet(*place));
            }
        }
        before
    }

    /// Puts back the outcomes that `swap` returned.
    pub(super) fn restore(self, asked: &Asked, outcomes: &mut PossibleOutcomes<'_>) {
        for (index, criterion) in asked.criteria.iter().zip(self.criteria) {
            outcomes.criteria.get_mut(*index as usize).into_iter().for_each(|place| *place = criterion);
        }
        for (index, truths) in asked.conditions.iter().zip(self.conditions) {
            outcomes.conditions.get_mut(*index as usize).into_iter().for_each(|place| *place = truths);
        }
    }
}

/// Any value of a slot; where it is made by a formula it may also be missing.
fn any(axis: &Axis) -> Fill {
    let unanswered = (axis.cells.start == 0).then_some(0);
    Fill::Open { unanswered, first: axis.cells.start.max(1), end: axis.cells.end, narrows: false }
}
