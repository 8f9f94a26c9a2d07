//! The cells that each slot may still have, and the missing attributes that it depends on, through formulas too.
//! Made from a record and the cells that it was scored with; `sweeps` fills in answers and takes them out again.

use std::ops::Range;

use crate::account::{Field, Record};
use crate::plan::{Binning, Plan, SlotId};
use crate::sort::distinct;

/// The cells that a slot may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    /// This cell; 0 stays missing.
    Cell(u32),
    /// Answered, with any value.
    Known,
    /// Any value, or still missing.
    Open,
}

/// The slots of a record, some of them open.
pub(super) struct Slots<'p> {
    pub(super) plan: &'p Plan,
    pub(super) fills: Vec<Fill>,
    /// For each slot the missing attributes behind it, through formulas too, in document order.
    pub(super) behind: Vec<Vec<u32>>,
    /// Attributes that are missing and are not made from others.
    pub(super) missing: Vec<u32>,
    /// For each attribute, the slots that it is behind.
    resting: Vec<Vec<SlotId>>,
}

/// A slot that an answer gives a cell, and the cells that it may give.
pub(super) struct Axis {
    pub(super) slot: SlotId,
    pub(super) cells: Range<u32>,
}

impl<'p> Slots<'p> {
    pub(super) fn new(plan: &'p Plan, record: &Record<'_>, cells: &[u32]) -> Self {
        let mut made = vec![None; plan.inputs.len()];
        for derived in &plan.derived {
            // INVARIANT: each comes after what it uses.
            let mut inputs: Vec<u32> = Vec::new();
            for input in &derived.inputs {
                match made.get(*input as usize) {
                    Some(Some(of)) => inputs.extend::<&Vec<u32>>(of),
                    _ => inputs.push(*input),
                }
            }
            if let Some(slot) = made.get_mut(derived.attribute as usize) {
                *slot = Some(inputs);
            }
        }
        let is_missing = |attribute: u32| {
            matches!(record.fields.get(attribute as usize), None | Some(Field::Missing))
                && matches!(made.get(attribute as usize), Some(None))
        };
        let behind_attribute = |attribute: &u32| match made.get(*attribute as usize) {
            Some(Some(inputs)) => inputs.clone(),
            _ => vec![*attribute],
        };
        let behind = |attributes: &[u32]| {
            let mut all: Vec<u32> = attributes.iter().flat_map(behind_attribute).collect();
            all.retain(|attribute| is_missing(*attribute));
            distinct(&mut all);
            all
        };
        let behind: Vec<Vec<u32>> = plan.slot_attributes.iter().map(|of| behind(of)).collect();
        let fill = |(cell, behind): (&u32, &Vec<u32>)| {
            if behind.is_empty() { Fill::Cell(*cell) } else { Fill::Open }
        };
        let fills = cells.iter().zip(&behind).map(fill).collect();
        let missing = (0..plan.inputs.len() as u32).filter(|attribute| is_missing(*attribute)).collect();
        let mut resting = vec![Vec::new(); plan.inputs.len()];
        for (slot, behind) in (0u32..).zip(&behind) {
            for attribute in behind {
                let of: Option<&mut Vec<SlotId>> = resting.get_mut(*attribute as usize);
                of.into_iter().for_each(|of| of.push(slot));
            }
        }
        Self { plan, fills, behind, missing, resting }
    }

    fn count(&self, slot: SlotId) -> u32 {
        self.plan.cells.get(slot as usize).copied().unwrap_or_default()
    }

    /// Whether a slot may be missing, and the other cells that it may have.
    pub(super) fn cells(&self, slot: SlotId) -> (bool, Range<u32>) {
        match self.fills.get(slot as usize) {
            Some(Fill::Cell(0)) | None => (true, 0..0),
            Some(Fill::Cell(cell)) => (false, *cell..*cell + 1),
            Some(Fill::Known) => (false, 1..self.count(slot)),
            Some(Fill::Open) => (true, 1..self.count(slot)),
        }
    }

    /// The slots that rest on an attribute.
    pub(super) fn of(&self, attribute: u32) -> &[SlotId] {
        self.resting.get(attribute as usize).map_or(&[], |places| places)
    }

    /// The slots to which an answer gives a cell: its own, and those for which nothing else is missing.
    pub(super) fn axes(&self, attribute: u32) -> Vec<Axis> {
        let settled = |slot: &SlotId| self.behind.get(*slot as usize).is_some_and(|b| b.len() == 1);
        let axis = |slot: SlotId| {
            // The number of a formula may be missing all the same: a divisor may be zero.
            let formula =
                |attribute: &u32| self.plan.derived.iter().any(|derived| derived.attribute == *attribute);
            let made = self.plan.slot_attributes.get(slot as usize).is_some_and(|of| of.iter().any(formula));
            Axis { slot, cells: u32::from(!made)..self.count(slot) }
        };
        self.of(attribute).iter().copied().filter(settled).map(axis).collect()
    }

    pub(super) fn fill(&mut self, slot: SlotId, fill: Fill) {
        if let Some(at) = self.fills.get_mut(slot as usize) {
            *at = fill;
        }
    }

    /// The cuts of a slot of numbers.
    pub(super) fn cuts(&self, attribute: u32, slot: SlotId) -> &'p [f64] {
        let binnings =
            self.plan.inputs.get(attribute as usize).map(|input| &*input.binnings).unwrap_or_default();
        let cuts = |binning: &'p Binning| match binning {
            Binning::Number(at, cuts) => (*at == slot).then_some(&**cuts),
            Binning::Presence(_)
            | Binning::Bool(_)
            | Binning::Date(..)
            | Binning::Recent { .. }
            | Binning::Values(..)
            | Binning::Phrases(..)
            | Binning::Length(..)
            | Binning::Items { .. }
            | Binning::Size(..) => None,
        };
        binnings.iter().find_map(cuts).unwrap_or_default()
    }
}
