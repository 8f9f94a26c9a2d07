//! Joins the cells of a slot that every subject treats alike into classes, so that worlds are few. Called by
//! `Worlds::each`.

use super::slot::Slot;
use crate::plan::{Check, Reading, RulePlan, SlotId, SlotSum, has};
use crate::sort::{sort, sort_by_key};
use crate::value::Truth;

/// A part of the plan whose answers are looked at in every world.
#[derive(Clone, Copy)]
pub(in crate::analyze) enum Subject<'p> {
    Check(&'p Check),
    Reading(&'p Reading),
}

/// One way in which cells of a slot differ.
pub(super) enum Distinction<'p> {
    Truths(&'p [Truth]),
    Counts(&'p [u8]),
    Points(&'p [Option<i64>]),
    Sum(&'p SlotSum),
    /// Whether one of some bits is there.
    Bits(u32),
    /// Each cell from the others.
    Cell,
}

impl Distinction<'_> {
    fn value(&self, cell: u32) -> i64 {
        let at = cell as usize;
        match self {
            Self::Truths(truths) => truths.get(at).map_or(-1, |truth| *truth as i64),
            Self::Counts(counts) => counts.get(at).map_or(0, |count| i64::from(*count)),
            Self::Points(points) => points.get(at).copied().flatten().unwrap_or(i64::MIN),
            Self::Sum(sum) => sum.in_cell(at).unwrap_or(i64::MIN),
            Self::Bits(mask) => i64::from(has(at, *mask)),
            Self::Cell => i64::from(cell),
        }
    }
}

/// The slots that are read, in order, with all that is read of each.
pub(super) fn distinctions<'p>(subjects: &[Subject<'p>]) -> Vec<(SlotId, Vec<Distinction<'p>>)> {
    let mut distinctions = SlotDistinctions::default();
    for subject in subjects {
        match subject {
            Subject::Check(check) => of_check(check, &mut distinctions),
            Subject::Reading(reading) => {
                reading.applies.iter().for_each(|check| of_check(check, &mut distinctions));
                of_rule(&reading.rule, &mut distinctions);
            }
        }
    }
    sort_by_key(&mut distinctions.0, |(place, _)| *place);
    distinctions.0
}

#[derive(Default)]
struct SlotDistinctions<'p>(Vec<(SlotId, Vec<Distinction<'p>>)>);

impl<'p> SlotDistinctions<'p> {
    fn add(&mut self, place: SlotId, distinction: Option<Distinction<'p>>) {
        match self.0.iter_mut().find(|(known, _)| *known == place) {
            Some((_, distinctions)) => distinctions.extend(distinction),
            None => self.0.push((place, distinction.into_iter().collect())),
        }
    }
}

fn of_check<'p>(check: &'p Check, distinctions: &mut SlotDistinctions<'p>) {
    match check {
        Check::Cell { slot: place, truths } => distinctions.add(*place, Some(Distinction::Truths(truths))),
        Check::Count { counts, .. } => {
            for count in counts {
                distinctions.add(count.slot, Some(Distinction::Counts(&count.of_cell)));
            }
        }
        Check::All(parts) | Check::Any(parts) | Check::AtLeast { of: parts, .. } => {
            parts.iter().for_each(|part| of_check(part, distinctions));
        }
        Check::Not(part) => of_check(part, distinctions),
    }
}

fn of_rule<'p>(rule: &'p RulePlan, distinctions: &mut SlotDistinctions<'p>) {
    let mut at = |place: SlotId, distinction: Option<Distinction<'p>>| distinctions.add(place, distinction);
    match rule {
        RulePlan::Branches { branches, .. } => {
            branches.iter().for_each(|(check, _)| of_check(check, distinctions));
        }
        RulePlan::ByCell { slot: place, points, .. } => at(*place, Some(Distinction::Points(points))),
        RulePlan::Best { parts, .. } => {
            parts.iter().for_each(|(place, points)| at(*place, Some(Distinction::Points(points))));
        }
        RulePlan::Sum(sum) => {
            sum.slots.iter().for_each(|part| at(part.slot, Some(Distinction::Sum(part))));
            for (slot, mask) in sum.spread.iter().flat_map(|item| &item.bits) {
                at(*slot, Some(Distinction::Bits(*mask)));
            }
        }
        RulePlan::Curve(curve) => at(curve.slot, Some(Distinction::Cell)),
        // Known or not: the missing cell is a class of its own.
        RulePlan::Decay(decay) => at(decay.slot, None),
    }
}

/// A slot as a question sees it: classes of its cells; cell 0 is always one of them, and alone.
pub(super) struct Axis {
    pub(super) place: SlotId,
    pub(super) classes: Vec<Vec<u32>>,
    pub(super) distinctions: usize,
}

impl Axis {
    pub(super) fn new(place: SlotId, slot: &Slot<'_>, distinctions: &[Distinction<'_>]) -> Self {
        let mut classes = vec![vec![0]];
        let mut read: Vec<(Vec<i64>, u32)> = Vec::new();
        for cell in (1..slot.cells).filter(|cell| slot.is_possible(*cell)) {
            read.push((distinctions.iter().map(|distinction| distinction.value(cell)).collect(), cell));
        }
        sort(&mut read);
        for alike in read.chunk_by(|(a, _), (b, _)| a == b) {
            classes.push(alike.iter().map(|(_, cell)| *cell).collect());
        }
        // In the order of their first cells.
        sort_by_key(&mut classes, |cells| cells.first().copied());
        Self { place, classes, distinctions: distinctions.len() }
    }

    /// A cell of a class.
    pub(super) fn cell(&self, class: usize) -> Option<u32> {
        self.classes.get(class)?.first().copied()
    }
}
