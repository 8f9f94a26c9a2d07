//! Cells of a slot that everything in a question treats alike.

use super::slot::Slot;
use crate::plan::{Check, Place, Reading, RulePlan};
use crate::sort::{sort, sort_by_key};
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
pub(super) fn columns<'p>(readers: &[Reader<'p>]) -> Vec<(Place, Vec<Column<'p>>)> {
    let mut columns = Columns::default();
    for reader in readers {
        match reader {
            Reader::Check(check) => of_check(check, &mut columns),
            Reader::Reading(reading) => {
                reading.applies.iter().for_each(|check| of_check(check, &mut columns));
                of_rule(&reading.rule, &mut columns);
            }
        }
    }
    sort_by_key(&mut columns.0, |(place, _)| *place);
    columns.0
}

#[derive(Default)]
struct Columns<'p>(Vec<(Place, Vec<Column<'p>>)>);

impl<'p> Columns<'p> {
    fn add(&mut self, place: Place, column: Option<Column<'p>>) {
        match self.0.iter_mut().find(|(known, _)| *known == place) {
            Some((_, columns)) => columns.extend(column),
            None => self.0.push((place, column.into_iter().collect())),
        }
    }
}

fn of_check<'p>(check: &'p Check, columns: &mut Columns<'p>) {
    match check {
        Check::Cell { place, truths } => columns.add(*place, Some(Column::Truths(truths))),
        Check::Count { counts, .. } => {
            for count in counts {
                columns.add(count.place, Some(Column::Counts(&count.of_cell)));
            }
        }
        Check::All(parts) | Check::Any(parts) | Check::AtLeast { of: parts, .. } => {
            parts.iter().for_each(|part| of_check(part, columns));
        }
        Check::Not(part) => of_check(part, columns),
    }
}

fn of_rule<'p>(rule: &'p RulePlan, columns: &mut Columns<'p>) {
    let mut at = |place: Place, column: Option<Column<'p>>| columns.add(place, column);
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
        let mut classes = vec![vec![0]];
        let mut read: Vec<(Vec<i64>, u32)> = Vec::new();
        for cell in (1..slot.cells).filter(|cell| slot.is_possible(*cell)) {
            read.push((columns.iter().map(|column| column.value(cell)).collect(), cell));
        }
        sort(&mut read);
        for alike in read.chunk_by(|(a, _), (b, _)| a == b) {
            classes.push(alike.iter().map(|(_, cell)| *cell).collect());
        }
        // In the order of their first cells.
        sort_by_key(&mut classes, |cells| cells.first().copied());
        Self { place, classes, columns: columns.len() }
    }

    /// A cell of a class.
    pub(super) fn cell(&self, class: usize) -> Option<u32> {
        self.classes.get(class)?.first().copied()
    }
}
