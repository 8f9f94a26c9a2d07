//! The worker of one thread: takes a chunk block by block, has each block read, added up and judged, and counts what was
//! wrong with its values.

use super::alike::Alike;
use super::bind::{Bound, Days, Table, Way, Wrong};
use super::cells::BLOCK;
use super::chunk::Chunk;
use super::job::Job;
use super::judge::Judge;
use super::observe::{Observed, Observer};
use super::read::{Beside, BlockReader};
use super::row;
use super::slices::put;
use crate::account::Field;
use crate::column::Fault;
use crate::error::BatchError;
use crate::eval::{Scratch, evaluate_located, locate_field, locate_joint, points, set_flags};
use crate::intake::Tally;
use crate::plan::{ByValue, ComputedSlot, SlotTest};
use crate::reading;

/// The memory of one thread, from its first chunk to its last.
pub(super) struct Worker<'w, 't> {
    job: &'w Job<'t>,
    table: &'w Table<'t>,
    reader: BlockReader,
    scratch: Scratch,
    judge: Option<Judge<'w, 't>>,
    observer: Option<Box<dyn Observer + 't>>,
    /// The rows that the observer is shown at the end, alike ones together.
    alike: Option<Alike>,
    /// Whether rows are gone through one by one before they are judged: for formulas, computed slots, events, and numbers
    /// that may be known in part.
    joint: bool,
    /// The slots that going through rows one by one writes.
    joint_places: Vec<u32>,
    wrong: Vec<Wrong>,
    /// Rules that are open in a row of the block that has an invalid value: row, then the rule.
    open: Vec<(usize, usize)>,
    pub(super) tally: Tally,
}

impl<'w, 't> Worker<'w, 't> {
    pub(super) fn new(job: &'w Job<'t>, table: &'w Table<'t>) -> Self {
        let plan = job.plan;
        let mut joint_places: Vec<u32> = plan.computed.iter().map(|computed| computed.slot).collect();
        let made = plan.derived.iter().map(|derived| derived.attribute as usize);
        let by_value = (0..).zip(&table.attributes).filter(|(_, bound)| bound.by_value).map(|(at, _)| at);
        for input in made.chain(by_value).filter_map(|at| plan.inputs.get(at)) {
            input.binnings.iter().for_each(|binning| binning.slots(|place| joint_places.push(place)));
        }
        let judge = job.by_table().then(|| Judge::new(job));
        let is_event_test = |computed: &ComputedSlot| match &computed.test {
            SlotTest::Happened(test) => table
                .attributes
                .get(test.attribute as usize)
                .is_some_and(|bound| matches!(bound.way, Way::Events(_) | Way::Absent)),
            SlotTest::Compare { .. } => false,
        };
        let by_value =
            |bound: &Bound<'_>| bound.by_value && !matches!(bound.way, Way::Events(_) | Way::Absent);
        let by_value = table.attributes.iter().any(by_value) || !plan.computed.iter().all(is_event_test);
        let alike = job.observers.and_then(|_| Alike::new(plan, table));
        let one_by_one = judge.is_none() && alike.is_none();
        let joint = one_by_one || by_value || !plan.derived.is_empty();
        Self {
            job,
            table,
            reader: BlockReader::new(plan),
            scratch: Scratch::new(plan),
            judge,
            observer: job.observers.map(|observers| observers.make()),
            alike,
            joint,
            joint_places,
            wrong: Vec::new(),
            open: Vec::new(),
            tally: Tally::new(job.watch.attributes(), job.watch.rules.len()),
        }
    }

    /// Scores a chunk of the table. The error is that of its first wrong row, with the row.
    pub(super) fn chunk(&mut self, chunk: &mut Chunk<'_>) -> Result<(), (usize, BatchError)> {
        let rows = chunk.icp.len();
        let mut start = 0;
        while start < rows {
            let len = BLOCK.min(rows - start);
            self.block(chunk, start, len)?;
            start += len;
        }
        Ok(())
    }

    fn block(&mut self, chunk: &mut Chunk<'_>, start: usize, len: usize) -> Result<(), (usize, BatchError)> {
        let first = chunk.first + start;
        match self.table.days {
            Days::One(day) => self.scratch.set_as_of(self.job.plan, day),
            // Every row needs one, also where no rule asks for the time.
            Days::Each(..) => {
                for row in first..first + len {
                    self.table.day(row).map_err(|error| (row, error))?;
                }
            }
        }
        for at in 0..self.table.attributes.len() {
            let beside =
                Beside { scratch: &mut self.scratch, wrong: &mut self.wrong, tally: &mut self.tally };
            self.reader.read(self.job, self.table, at, (first, len), beside);
        }
        let mut by_rows = self.joint;
        if !by_rows {
            self.reader.events_known.clear();
            self.reader.is_odd = false;
            for at in 0..self.table.attributes.len() {
                self.reader.read_events(self.job, self.table, at, (first, len), &self.scratch);
            }
            by_rows = self.reader.is_odd;
        }
        if by_rows {
            self.rows(chunk, start, len)?;
        } else {
            for (at, known) in &self.reader.events_known {
                self.tally.valid(*at, *known);
            }
        }
        if !self.wrong.is_empty() {
            if self.judge.is_some() || self.alike.is_some() {
                self.look_at_wrong_rows(first)?;
            }
            self.settle()?;
        }
        if let Some(judge) = &mut self.judge {
            judge.block(self.job, chunk, (start, len), &self.reader.cells, &mut self.scratch);
        }
        if let Some(alike) = &mut self.alike {
            alike.block(&self.reader.cells, first, len);
        }
        Ok(())
    }

    /// Ends the work of a thread that has no error: shows alike rows to the observer, and gives the counts of the values.
    pub(super) fn finish(mut self) -> Tally {
        if let (Some(alike), Some(observer)) = (&mut self.alike, &mut self.observer) {
            let (plan, table) = (self.job.plan, self.table);
            let as_of = self.scratch.as_of().unwrap_or(crate::value::Date::MIN);
            alike.each(&mut self.scratch, |scratch, rows| {
                // No events: those are not in tables whose rows are put together, and the day is in the cells.
                evaluate_located(plan, &[], as_of, scratch);
                observer.alike(rows, &Observed::new(plan, scratch, table));
            });
        }
        self.tally
    }

    /// Rows one by one: formulas, computed slots, events; without a judge also all that follows.
    fn rows(&mut self, chunk: &mut Chunk<'_>, start: usize, len: usize) -> Result<(), (usize, BatchError)> {
        let (plan, first) = (self.job.plan, chunk.first + start);
        let mut fields: Vec<Field<'_>> = vec![Field::Missing; plan.inputs.len()];
        let mut is_wrong = [false; BLOCK];
        for (row, at, _) in &self.wrong {
            if let Some(is_wrong) = is_wrong.get_mut(row - first) {
                *is_wrong |= self.job.watch.is_decisive(*at);
            }
        }
        for row in 0..len {
            let as_of = self.table.day(first + row).map_err(|error| (first + row, error))?;
            self.scratch.set_as_of(plan, as_of);
            if self.judge.is_some() || self.alike.is_some() {
                // The cells stay where they are: formulas and comparisons rest on numbers.
                self.reader.cells.load_numbers(row, &mut self.scratch);
            } else {
                self.reader.cells.load(row, &mut self.scratch);
            }
            for (at, bound) in self.table.attributes.iter().enumerate() {
                if let (true, Some(field)) = (bound.by_value, fields.get_mut(at)) {
                    let reading = plan.inputs.get(at).map_or(&reading::TEXT, |input| &input.reading);
                    *field = match bound.way.field(first + row, reading) {
                        Ok(field) => {
                            let row = first + row;
                            let is_value =
                                field != Field::Missing && bound.blanks(reading, row..row + 1) == 0;
                            self.tally.valid(at, usize::from(is_value));
                            field
                        }
                        Err(fault) => {
                            self.wrong.push((first + row, at, fault));
                            if let Some(is_wrong) = is_wrong.get_mut(row) {
                                *is_wrong |= self.job.watch.is_decisive(at);
                            }
                            Field::Missing
                        }
                    };
                    locate_field(plan, at, field, &mut self.scratch);
                }
            }
            locate_joint(plan, &fields, &mut self.scratch);
            if self.judge.is_some() || self.alike.is_some() {
                self.reader.cells.store(row, &self.joint_places, &self.scratch);
                for (place, (_, decay)) in plan.fading().enumerate() {
                    let points = points(ByValue::Decay(decay), &fields, as_of, &mut self.scratch);
                    put(self.reader.cells.points_of(place, len), row, points);
                }
            } else {
                evaluate_located(plan, &fields, as_of, &mut self.scratch);
                if is_wrong.get(row) == Some(&true) {
                    self.note_open(first + row);
                }
                row::write(self.job, chunk, start + row, &self.scratch);
                if let Some(observer) = &mut self.observer {
                    observer.row(first + row, &Observed::new(plan, &self.scratch, self.table));
                }
            }
        }
        Ok(())
    }

    /// Finds the rules that are open in rows with an invalid value, among the rules that rest on its attribute.
    fn look_at_wrong_rows(&mut self, first: usize) -> Result<(), (usize, BatchError)> {
        let decisive = self.wrong.iter().filter(|(_, at, _)| self.job.watch.is_decisive(*at));
        let mut rows: Vec<usize> = decisive.map(|(row, ..)| *row).collect();
        rows.sort_unstable();
        rows.dedup();
        for row in rows {
            let as_of = self.table.day(row).map_err(|error| (row, error))?;
            self.scratch.set_as_of(self.job.plan, as_of);
            self.reader.cells.load(row - first, &mut self.scratch);
            set_flags(self.job.plan, as_of, &mut self.scratch);
            self.note_open(row);
        }
        Ok(())
    }

    /// Notes the rules that are open in the row that the scratch has.
    fn note_open(&mut self, row: usize) {
        for (number, rule) in self.job.watch.rules.iter().enumerate() {
            if self.scratch.is_flagged(rule.unknown) {
                self.open.push((row, number));
            }
        }
    }

    /// Deals with the values that were wrong in the block: a broken column is an error, an invalid value is counted.
    fn settle(&mut self) -> Result<(), (usize, BatchError)> {
        self.wrong.sort_by_key(|(row, at, _)| (*row, *at));
        self.wrong.dedup_by_key(|(row, at, _)| (*row, *at));
        for (row, number) in self.open.drain(..) {
            let Some(rule) = self.job.watch.rules.get(number) else { continue };
            let start = self.wrong.partition_point(|(other, ..)| *other < row);
            let here = self.wrong.iter().skip(start).take_while(|(other, ..)| *other == row);
            if here.into_iter().any(|(_, at, _)| rule.attributes.contains(at)) {
                self.tally.unjudged(number);
            }
        }
        for (row, at, fault) in self.wrong.drain(..) {
            let Some(bound) = self.table.attributes.get(at) else { continue };
            match fault {
                Fault::Broken(expected) => {
                    return Err((row, BatchError::broken(bound.name, Some(row), expected)));
                }
                Fault::Invalid(invalid) => {
                    self.tally.invalid(at, row, bound.column(row), &invalid.expected, &invalid.found);
                }
            }
        }
        Ok(())
    }
}
