//! Cells of a slot that everything in a question treats alike.

use std::collections::BTreeMap;

use super::slot::Slot;
use crate::plan::{Check, Place, Reading, RulePlan};
use crate::value::Truth;

/// What a question reads.
#[derive(Clone, Copy)]
pub(in crate::analyze) enum Reader<'p> {
    Check(&'p Check),
    Reading(&'p Reading),
}

/// One way in which cells of a slot differ.
pub(super) enum Column<'p> {
    Truths(&'p [Truth]),
    Counts(&'p [u8]),
    Points(&'p [Option<i64>]),
    /// Each cell from the others.
    Cell,
}

impl Column<'_> {
    fn value(&self, cell: u32) -> i64 {
        let at = cell as usize;
        match self {
            Self::Truths(truths) => truths.get(at).map_or(-1, |truth| *truth as i64),
            Self::Counts(counts) => counts.get(at).map_or(0, |count| i64::from(*count)),
            Self::Points(points) => points.get(at).copied().flatten().unwrap_or(i64::MIN),
            Self::Cell => i64::from(cell),
        }
    }
}

/// The slots that are read, in order, with all that is read of each.
pub(super) fn columns<'p>(readers: &[Reader<'p>]) -> BTreeMap<Place, Vec<Column<'p>>> {
    let mut columns = BTreeMap::new();
    for reader in readers {
        match reader {
            Reader::Check(check) => of_check(check, &mut columns),
            Reader::Reading(reading) => {
                reading.applies.iter().for_each(|check| of_check(check, &mut columns));
                of_rule(&reading.rule, &mut columns);
            }
        }
    }
    columns
}

fn of_check<'p>(check: &'p Check, columns: &mut BTreeMap<Place, Vec<Column<'p>>>) {
    match check {
        Check::Cell { place, truths } => columns.entry(*place).or_default().push(Column::Truths(truths)),
        Check::Count { counts, .. } => {
            for count in counts {
                columns.entry(count.place).or_default().push(Column::Counts(&count.of_cell));
            }
        }
        Check::All(parts) | Check::Any(parts) | Check::AtLeast { of: parts, .. } => {
            parts.iter().for_each(|part| of_check(part, columns));
        }
        Check::Not(part) => of_check(part, columns),
    }
}

fn of_rule<'p>(rule: &'p RulePlan, columns: &mut BTreeMap<Place, Vec<Column<'p>>>) {
    let mut at = |place: Place, column: Option<Column<'p>>| columns.entry(place).or_default().extend(column);
    match rule {
        RulePlan::Branches { branches, .. } => {
            branches.iter().for_each(|(check, _)| of_check(check, columns));
        }
        RulePlan::ByCell { place, points, .. } => at(*place, Some(Column::Points(points))),
        RulePlan::Best { parts, .. } => {
            parts.iter().for_each(|(place, points)| at(*place, Some(Column::Points(points))));
        }
        RulePlan::PerMatch { counts, .. } => {
            counts.iter().for_each(|count| at(count.place, Some(Column::Counts(&count.of_cell))));
        }
        RulePlan::Curve(curve) => at(curve.place, Some(Column::Cell)),
        // Known or not: the missing cell is a class of its own.
        RulePlan::Decay(decay) => at(decay.place, None),
    }
}

/// A slot as a question sees it: classes of its cells; cell 0 is always one of them, and alone.
pub(super) struct Axis {
    pub(super) place: Place,
    pub(super) classes: Vec<Vec<u32>>,
    pub(super) columns: usize,
}

impl Axis {
    pub(super) fn new(place: Place, slot: &Slot<'_>, columns: &[Column<'_>]) -> Self {
        let mut known: BTreeMap<Vec<i64>, usize> = BTreeMap::new();
        let mut classes = vec![vec![0]];
        for cell in (1..slot.cells).filter(|cell| slot.is_possible(*cell)) {
            let values = columns.iter().map(|column| column.value(cell)).collect();
            let class = *known.entry(values).or_insert(classes.len());
            match classes.get_mut(class) {
                Some(cells) => cells.push(cell),
                None => classes.push(vec![cell]),
            }
        }
        Self { place, classes, columns: columns.len() }
    }

    /// A cell of a class.
    pub(super) fn cell(&self, class: usize) -> Option<u32> {
        self.classes.get(class)?.first().copied()
    }
}
