//! The missing attributes that leave a condition or a criterion unknown, or could still change it. Reads the plan
//! over the cells of one record; `questions` asks the harder question, what each could change.

use std::borrow::Cow;

use crate::account::{Field, Record};
use crate::eval::{Quantity, Scratch};
use crate::plan::{Check, CriterionPlan, Plan, RulePlan, SlotId, State, cell};
use crate::sort::Set;
use crate::value::Truth;

/// Attributes by their index in the model, so in document order.
pub(crate) type Attributes = Set<u32>;

/// Finds the attributes that one record lacks.
pub(super) struct Missing<'a, 's> {
    pub(super) plan: &'a Plan,
    pub(super) record: &'a Record<'a>,
    pub(super) scratch: &'s Scratch,
}

impl<'a> Missing<'a, '_> {
    /// Whether a closer value is wanted: it is missing, or known as an interval.
    pub(super) fn is_missing(&self, attribute: u32) -> bool {
        let at = attribute as usize;
        if self.plan.derived.iter().any(|derived| derived.attribute == attribute) {
            return matches!(self.scratch.quantity(at), Quantity::Missing | Quantity::Between(_));
        }
        matches!(self.record.fields.get(at), None | Some(Field::Missing | Field::Interval(_)))
    }

    /// Adds an attribute if it is missing. For a formula, its missing inputs are added instead, if it has any.
    fn add(&self, attribute: u32, out: &mut Attributes) {
        if !self.is_missing(attribute) {
            return;
        }
        let derived = self.plan.derived.iter().find(|derived| derived.attribute == attribute);
        let inputs = derived.map(|derived| &*derived.inputs).unwrap_or_default();
        if inputs.iter().all(|input| !self.is_missing(*input)) {
            out.insert(attribute);
        }
        // INVARIANT: formulas have no cycles.
        inputs.iter().for_each(|input| self.add(*input, out));
    }

    fn slot(&self, slot: SlotId, out: &mut Attributes) {
        for attribute in self.plan.slot_attributes.get(slot as usize).into_iter().flatten() {
            self.add(*attribute, out);
        }
    }

    /// The missing attributes of the unknown parts of an unknown condition. Conditions are those that the bounds
    /// read: a blank that `known` reads is open.
    pub(super) fn condition(&self, check: &Check, out: &mut Attributes) {
        if check.truth(self.scratch.cells()) != Truth::Unknown {
            return;
        }
        match check {
            Check::Cell { slot, .. } => self.slot(*slot, out),
            Check::Count { counts, .. } => counts.iter().for_each(|count| self.slot(count.slot, out)),
            Check::All(parts) | Check::Any(parts) | Check::AtLeast { of: parts, .. } => {
                parts.iter().for_each(|part| self.condition(part, out));
            }
            Check::Not(part) => self.condition(part, out),
        }
    }

    /// The missing attributes that leave a criterion unknown, or whose values could still change its outcome.
    pub(super) fn criterion(&self, criterion: &CriterionPlan, out: &mut Attributes) {
        let reading = criterion.open_reading.as_deref().unwrap_or(&criterion.reading);
        let cells = self.scratch.cells();
        if let Some(applies) = &reading.applies {
            if applies.truth(cells) == Truth::False {
                return;
            }
            self.condition(applies, out);
        }
        let alone = match &reading.rule {
            RulePlan::Branches { alone, .. } => alone.map(|(slot, _)| slot),
            RulePlan::ByCell { slot, .. } => Some(*slot),
            RulePlan::Best { .. } | RulePlan::Sum(_) | RulePlan::Curve(_) | RulePlan::Decay(_) => None,
        };
        // A rule that is read cell by cell is known over a whole interval if all its numbers give the same.
        if let Some(slot) = alone.filter(|slot| cell(cells, *slot) != 0) {
            let outcome = reading.rule.in_cell(criterion.weight, cell(cells, slot));
            if outcome.state == State::Unknown {
                self.slot(slot, out);
            }
            return;
        }
        if let RulePlan::Curve(curve) = &reading.rule
            && let Quantity::Between(interval) = self.scratch.quantity(curve.attribute as usize)
        {
            let (low, high) = curve.between(interval.low(), interval.high());
            if low != high {
                self.slot(curve.slot, out);
            }
            return;
        }
        let Some(branches) = reading.rule.branches() else {
            let mut slots = Vec::new();
            reading.rule.slots(&mut slots);
            let unknown = slots.into_iter().filter(|slot| cell(cells, *slot) == 0);
            return unknown.for_each(|slot| self.slot(slot, out));
        };
        for (check, _) in branches {
            match check.truth(cells) {
                Truth::True => break,
                Truth::Unknown => self.condition(check, out),
                Truth::False => {}
            }
        }
    }

    /// Names, in document order.
    pub(super) fn names(&self, attributes: &[u32]) -> Vec<Cow<'a, str>> {
        let input = |attribute: &u32| self.plan.inputs.get(*attribute as usize);
        attributes.iter().filter_map(input).map(|input| Cow::Borrowed(&*input.name)).collect()
    }
}
