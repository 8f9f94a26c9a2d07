//! The cells that each slot may still have, and the missing attributes that it depends on, through formulas too.
//! Made from a record and the cells that it was scored with; `sweeps` fills in answers and takes them out again.

use std::ops::Range;

use crate::account::{Field, Record};
use crate::plan::{Binning, Plan, SlotId, run};
use crate::sort::distinct;

/// The cells that a slot may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    /// This cell; 0 stays missing.
    Cell(u32),
    /// Answered with a value in one of the cells from `first` to before `end`; or left as it is, in a cell for missing or for a
    /// number that is known as an interval.
    Open {
        unanswered: Option<u32>,
        first: u32,
        end: u32,
        /// Whether an answer may leave it known as an interval, narrower than it is now.
        narrows: bool,
    },
}

/// The slots of a record, some of them open.
pub(super) struct Slots<'p> {
    pub(super) plan: &'p Plan,
    pub(super) fills: Vec<Fill>,
    /// The cell of each slot now.
    located: Vec<u32>,
    /// For each slot the missing attributes behind it, through formulas too, in document order.
    pub(super) behind: Vec<Vec<u32>>,
    /// Attributes that are missing, or known as an interval, and are not made from others.
    pub(super) missing: Vec<u32>,
    /// Those of them that are known as an interval.
    intervals: Vec<u32>,
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
            matches!(record.fields.get(attribute as usize), None | Some(Field::Missing | Field::Interval(_)))
                && matches!(made.get(attribute as usize), Some(None))
        };
        let is_interval =
            |attribute: &u32| matches!(record.fields.get(*attribute as usize), Some(Field::Interval(_)));
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
        let fill = |((cell, behind), singles): ((&u32, &Vec<u32>), &u32)| {
            let narrows = behind.len() > 1 && behind.iter().any(is_interval);
            let open = |first: u32, end: u32| Fill::Open { unanswered: Some(*cell), first, end, narrows };
            match run::cells(*singles, *cell) {
                _ if behind.is_empty() => Fill::Cell(*cell),
                Some(run) => open(*run.start(), run.end() + 1),
                None if *cell == 0 => open(1, *singles),
                // Settled, as far as cells say it.
                None if behind.iter().any(is_interval) => open(*cell, cell + 1),
                None => Fill::Cell(*cell),
            }
        };
        let fills = cells.iter().zip(&behind).zip(&plan.singles).map(fill).collect();
        let missing: Vec<u32> =
            (0..plan.inputs.len() as u32).filter(|attribute| is_missing(*attribute)).collect();
        let intervals = missing.iter().copied().filter(is_interval).collect();
        let mut resting = vec![Vec::new(); plan.inputs.len()];
        for (slot, behind) in (0u32..).zip(&behind) {
            for attribute in behind {
                let of: Option<&mut Vec<SlotId>> = resting.get_mut(*attribute as usize);
                of.into_iter().for_each(|of| of.push(slot));
            }
        }
        Self { plan, fills, located: cells.to_vec(), behind, missing, intervals, resting }
    }

    fn count(&self, slot: SlotId) -> u32 {
        self.plan.singles.get(slot as usize).copied().unwrap_or_default()
    }

    /// The cell of a slot if it is left as it is, and the cells that it may have by an answer.
    pub(super) fn cells(&self, slot: SlotId) -> (Option<u32>, Range<u32>) {
        match self.fills.get(slot as usize) {
            Some(Fill::Cell(0)) | None => (Some(0), 0..0),
            Some(Fill::Cell(cell)) => (None, *cell..*cell + 1),
            Some(Fill::Open { unanswered, first, end, .. }) => (*unanswered, *first..*end),
        }
    }

    /// The cell of a slot for no value.
    pub(super) fn none_cell(&self, slot: SlotId) -> Option<u32> {
        self.plan.none_cell(slot)
    }

    /// The cell of a slot now.
    pub(super) fn located(&self, slot: SlotId) -> u32 {
        self.located.get(slot as usize).copied().unwrap_or_default()
    }

    /// Whether an answer may leave a slot known as an interval, narrower than it is now.
    pub(super) fn narrows(&self, slot: SlotId) -> bool {
        matches!(self.fills.get(slot as usize), Some(Fill::Open { narrows: true, .. }))
    }

    /// The cells that a slot may have if a question is not answered.
    pub(super) fn unanswered(&self, attribute: u32, slot: SlotId) -> Fill {
        let fill = self.fills.get(slot as usize).copied().unwrap_or(Fill::Cell(0));
        let alone = self.behind.get(slot as usize).is_some_and(|behind| behind.len() == 1);
        match fill {
            Fill::Open { unanswered: Some(0), .. } if alone || self.is_missing(attribute) => Fill::Cell(0),
            Fill::Open { unanswered, .. } if alone => {
                Fill::Open { unanswered, first: 0, end: 0, narrows: false }
            }
            other => other,
        }
    }

    fn is_missing(&self, attribute: u32) -> bool {
        self.intervals.binary_search(&attribute).is_err()
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
            let cells = match self.fills.get(slot as usize) {
                Some(Fill::Cell(cell)) => *cell..*cell + 1,
                Some(Fill::Open { unanswered: Some(1..), first, end, .. }) => *first..*end,
                Some(Fill::Open { .. }) | None => u32::from(!made)..self.count(slot),
            };
            Axis { slot, cells }
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
            | Binning::Hosts(..)
            | Binning::Phrases(..)
            | Binning::Length(..)
            | Binning::Items { .. }
            | Binning::Size(..) => None,
        };
        binnings.iter().find_map(cuts).unwrap_or_default()
    }
}
