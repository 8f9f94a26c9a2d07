//! Goes through everything that accounts can be, as far as a question can tell them apart.
//!
//! A question is about subjects (checks, readings), which read some slots. The cells of a slot that all subjects
//! treat alike form a class, and a *world* takes a class of each slot. Worlds that cannot be are left out as far as
//! that is simple to see: the slots of one attribute are missing together, an integer lies in no gap between
//! integers, a text that contains
//! `database` contains `data`. What is left may be more than can really be, never less.

mod certain;
mod classes;
mod links;
mod phrases;
mod slot;

use std::cell::Cell;
use std::ops::ControlFlow;

use classes::Axis;
pub(super) use classes::Subject;
use links::Links;
pub(super) use slot::Shape;
use slot::Slot;

use crate::model::Definition;
use crate::plan::{Check, Plan, SlotId};
use crate::sort::Set;
use crate::value::Truth;

/// Choices of classes that one question may try.
const CHOICES: u64 = 1 << 15;
/// Work for the questions of one kind, in looks at a cell.
const WORK: u64 = 1 << 22;
/// Slots that a question may rest on; with more there are too many worlds anyway.
const SLOTS: usize = 24;

/// The slots of a model and the work that is left.
pub(super) struct Worlds<'a> {
    pub(super) plan: &'a Plan,
    slots: Vec<Slot<'a>>,
    left: Cell<u64>,
}

/// The truths that a condition has in some world.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Truths {
    pub(super) holds: bool,
    pub(super) fails: bool,
    pub(super) unknown: bool,
}

impl<'a> Worlds<'a> {
    pub(super) fn new(definition: &Definition, plan: &'a Plan) -> Self {
        Self { plan, slots: slot::slots(definition, plan), left: Cell::new(WORK) }
    }

    /// Visits worlds, each as the cells of the plan's slots, until `visit` breaks. `None` if there are too many
    /// worlds: then no conclusion may be drawn from those that were visited.
    pub(super) fn each(
        &self,
        subjects: &[Subject<'_>],
        visit: &mut dyn FnMut(&[u32]) -> ControlFlow<()>,
    ) -> Option<()> {
        let mut axes = Vec::new();
        let distinctions = classes::distinctions(subjects);
        if distinctions.len() > SLOTS {
            return None;
        }
        for (place, distinctions) in distinctions {
            let slot = self.slot(place)?;
            self.spend(u64::from(slot.cells) * (distinctions.len() as u64 + 1))?;
            axes.push(Axis::new(place, slot, &distinctions));
        }
        let mut links = Vec::new();
        for (at, axis) in axes.iter().enumerate() {
            let mut before = Vec::new();
            for earlier in axes.get(..at)? {
                let (a, b) = (self.slot(earlier.place)?, self.slot(axis.place)?);
                before.push(Links::new((earlier, a), (axis, b), &|cost| self.spend(cost))?);
            }
            links.push(before);
        }
        let mut cells = vec![0; self.plan.cells.len()];
        let cost = axes.iter().map(|axis| axis.distinctions as u64 + 1).sum();
        let mut choice: Vec<usize> = Vec::new();
        let mut next = 0;
        let mut tried = 0;
        // Depth first: `choice` has a class for each of the first axes, `next` is the class to try on the one
        // after them.
        loop {
            let Some(axis) = axes.get(choice.len()) else {
                self.spend(cost)?;
                if visit(&cells).is_break() {
                    return Some(());
                }
                next = choice.pop().map_or(usize::MAX, |last| last + 1);
                if choice.is_empty() && axes.is_empty() {
                    return Some(());
                }
                continue;
            };
            let Some(cell) = axis.cell(next) else {
                match choice.pop() {
                    Some(last) => next = last + 1,
                    None => return Some(()),
                }
                continue;
            };
            tried += 1;
            if tried > CHOICES {
                return None;
            }
            let before = links.get(choice.len())?;
            if before.iter().zip(&choice).all(|(links, earlier)| links.allow(*earlier, next)) {
                *cells.get_mut(axis.place as usize)? = cell;
                choice.push(next);
                next = 0;
            } else {
                next += 1;
            }
        }
    }

    /// The truths that a condition has in some world; `None` where there are too many worlds.
    pub(super) fn truths(&self, check: &Check) -> Option<Truths> {
        let mut truths = Truths::default();
        self.each(&[Subject::Check(check)], &mut |cells| {
            match check.truth(cells) {
                Truth::True => truths.holds = true,
                Truth::False => truths.fails = true,
                Truth::Unknown => truths.unknown = true,
            }
            ControlFlow::Continue(())
        })?;
        Some(truths)
    }

    /// Whether a claim about the truths of two conditions holds in every world; `None` if there are too many
    /// worlds.
    pub(super) fn always(
        &self,
        (a, b): (&Check, &Check),
        claim: impl Fn(Truth, Truth) -> bool,
    ) -> Option<bool> {
        let mut always = true;
        self.each(&[Subject::Check(a), Subject::Check(b)], &mut |cells| {
            if claim(a.truth(cells), b.truth(cells)) {
                return ControlFlow::Continue(());
            }
            always = false;
            ControlFlow::Break(())
        })?;
        Some(always)
    }

    /// The attributes that slots rest on, through formulas too.
    pub(super) fn attributes(&self, places: &[SlotId]) -> Set<u32> {
        let mut attributes = Set::default();
        for slot in places.iter().filter_map(|place| self.slot(*place)) {
            attributes.extend(slot.attributes);
            attributes.extend(&slot.inputs);
        }
        attributes
    }

    /// Lets the questions of the next kind start afresh.
    pub(super) fn refill(&self) {
        self.left.set(WORK);
    }

    pub(super) fn slot(&self, place: SlotId) -> Option<&Slot<'a>> {
        self.slots.get(place as usize)
    }

    pub(super) fn spend(&self, cost: u64) -> Option<()> {
        let left = self.left.get().checked_sub(cost);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ())
    }
}
