//! A block of rows: located column by column, added up table by table, judged row by row.

use super::answer::Part;
use super::bind::{Days, Table};
use super::judge::Judge;
use super::read::Reader;
use super::row;
use super::run::Job;
use crate::account::{Field, OnInvalid};
use crate::column::Fault;
use crate::error::BatchError;
use crate::eval::{Scratch, evaluate_located, locate_field, locate_joint};
use crate::plan::{Decided, Plan, RulePlan};
use crate::value::{AttributeType, Date};

/// Rows of a block: their cells and sums stay in the first caches.
pub(super) const BLOCK: usize = 256;

/// Something wrong with a value: row of the table, attribute, and what.
pub(super) type Wrong = (usize, usize, Fault);

/// One thread's memory.
pub(super) struct Worker<'w, 't> {
    job: &'w Job<'t>,
    table: &'w Table<'t>,
    reader: Reader,
    scratch: Scratch,
    judge: Option<Judge<'w, 't>>,
    /// Whether rows are gone through one by one before they are judged: for formulas, flags and events.
    joint: bool,
    /// The slots and the numbers that this writes.
    joint_places: Vec<u32>,
    wrong: Vec<Wrong>,
    /// How many values of each attribute counted as missing.
    pub(super) invalid: Vec<usize>,
}

impl<'w, 't> Worker<'w, 't> {
    pub(super) fn new(job: &'w Job<'t>, table: &'w Table<'t>) -> Self {
        let plan = job.plan;
        let mut joint_places: Vec<u32> = plan.flags.iter().map(|flag| flag.place).collect();
        let made = plan.derived.iter().map(|derived| derived.attribute as usize);
        let by_value = (0..).zip(&table.attributes).filter(|(_, bound)| bound.by_value).map(|(at, _)| at);
        for input in made.chain(by_value).filter_map(|at| plan.inputs.get(at)) {
            input.views.iter().for_each(|view| view.places(|place| joint_places.push(place)));
        }
        let judge =
            if is_tabled(plan) && !job.options.per_criterion.any() { Some(Judge::new(job)) } else { None };
        let joint = judge.is_none() || !plan.flags.is_empty() || !plan.derived.is_empty();
        Self {
            job,
            table,
            reader: Reader::new(plan),
            scratch: Scratch::new(plan),
            judge,
            joint,
            joint_places,
            wrong: Vec::new(),
            invalid: vec![0; plan.inputs.len()],
        }
    }

    /// Scores a chunk of the table. The error is that of its first wrong row, with the row.
    pub(super) fn chunk(&mut self, part: &mut Part<'_>) -> Result<(), (usize, BatchError)> {
        let rows = part.icp.len();
        let mut start = 0;
        while start < rows {
            let len = BLOCK.min(rows - start);
            self.block(part, start, len)?;
            start += len;
        }
        Ok(())
    }

    fn block(&mut self, part: &mut Part<'_>, start: usize, len: usize) -> Result<(), (usize, BatchError)> {
        let first = part.first + start;
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
            let (scratch, wrong) = (&mut self.scratch, &mut self.wrong);
            self.reader.read(self.job, self.table, at, (first, len), scratch, wrong);
        }
        if self.joint || self.judge.is_none() {
            self.rows(part, start, len)?;
        }
        self.settle()?;
        if let Some(judge) = &mut self.judge {
            let reader = &self.reader;
            judge.block(self.job, part, (start, len), reader, &mut self.scratch);
        }
        Ok(())
    }

    /// Rows one by one: formulas, flags, events; without a judge also all that follows.
    fn rows(&mut self, part: &mut Part<'_>, start: usize, len: usize) -> Result<(), (usize, BatchError)> {
        let (plan, first) = (self.job.plan, part.first + start);
        let mut fields: Vec<Field<'_>> = vec![Field::Missing; plan.inputs.len()];
        for row in 0..len {
            let as_of = self.table.day(first + row).map_err(|error| (first + row, error))?;
            self.scratch.set_as_of(plan, as_of);
            self.reader.load(row, &mut self.scratch);
            for (at, bound) in self.table.attributes.iter().enumerate() {
                if let (true, Some(field)) = (bound.by_value, fields.get_mut(at)) {
                    let kind = plan.inputs.get(at).map_or(AttributeType::Text, |input| input.kind);
                    *field = match bound.way.field(first + row, kind) {
                        Ok(field) => field,
                        Err(fault) => {
                            self.wrong.push((first + row, at, fault));
                            Field::Missing
                        }
                    };
                    locate_field(plan, at, field, &mut self.scratch);
                }
            }
            locate_joint(plan, &fields, &mut self.scratch);
            if self.judge.is_some() {
                self.reader.store(row, &self.joint_places, &self.scratch);
            } else {
                evaluate_located(plan, &fields, as_of, &mut self.scratch);
                row::write(self.job, part, start + row, &self.scratch);
            }
        }
        Ok(())
    }

    /// What was wrong in the block: an error, or missing and counted.
    fn settle(&mut self) -> Result<(), (usize, BatchError)> {
        if self.wrong.is_empty() {
            return Ok(());
        }
        self.wrong.sort_by_key(|(row, at, _)| (*row, *at));
        self.wrong.dedup_by_key(|(row, at, _)| (*row, *at));
        for (row, at, fault) in self.wrong.drain(..) {
            let name = self.table.attributes.get(at).map_or("", |bound| bound.name);
            match fault {
                Fault::Broken(expected) => return Err((row, BatchError::broken(name, Some(row), expected))),
                Fault::Invalid(invalid) if self.job.options.on_invalid == OnInvalid::Error => {
                    return Err((row, BatchError::value(name, row, invalid.expected, &invalid.found)));
                }
                Fault::Invalid(_) => {
                    if let Some(count) = self.invalid.get_mut(at) {
                        *count += 1;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether everything is in tables, or on a curve beside one.
pub(super) fn is_tabled(plan: &Plan) -> bool {
    let curves = plan.valued.iter().filter_map(|index| plan.criteria.get(*index as usize)).all(|criterion| {
        matches!(criterion.decided, Decided::Group { .. })
            && matches!(criterion.reading.rule, RulePlan::Curve(_))
    });
    plan.loose_criteria.is_empty() && plan.loose_conditions.is_empty() && curves
}

impl Table<'_> {
    /// The day of a row.
    pub(super) fn day(&self, row: usize) -> Result<Date, BatchError> {
        match &self.days {
            Days::One(day) => Ok(*day),
            Days::Each(name, column) => match column.field(row, AttributeType::Date) {
                Ok(Field::Date(day)) => Ok(day),
                Ok(_) => Err(BatchError::as_of(name, Some(row), "expected a date, found nothing")),
                Err(Fault::Broken(expected)) => Err(BatchError::broken(name, Some(row), expected)),
                Err(Fault::Invalid(invalid)) => Err(BatchError::as_of(
                    name,
                    Some(row),
                    &format!("expected {}, found {}", invalid.expected, invalid.found),
                )),
            },
        }
    }
}
