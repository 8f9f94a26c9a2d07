//! A table from its columns to its answers, chunk by chunk.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::answer::parts;
use super::bind::{Table, bind};
#[cfg(feature = "parallel")]
use super::block::BLOCK;
use super::block::{Worker, is_tabled};
use super::criteria::CriterionColumns;
use super::fours::Fours;
use super::options::{AsOf, BatchOptions};
use super::reasons::ReasonTable;
use super::scores::{IcpColumns, Scores, refill};
#[cfg(feature = "parallel")]
use super::share;
use super::verdicts::VerdictTable;
use super::wide::Wide;
use crate::column::Columns;
use crate::error::BatchError;
use crate::intake::{Intake, Tally, Watch};
use crate::plan::Plan;

/// Rows between two calls of the progress callback, at most.
const CHUNK: usize = 32_768;
/// Chunks of each thread, if there are so many: enough that none waits long for another at the end.
#[cfg(feature = "parallel")]
const SHARES: usize = 16;

/// What is to be done.
pub(crate) struct Job<'j> {
    pub(crate) plan: &'j Plan,
    pub(crate) options: BatchOptions<'j>,
    pub(crate) verdicts: &'j VerdictTable,
    pub(super) watch: &'j Arc<Watch>,
    pub(super) reasons: ReasonTable,
    /// Tables of plain icps; conditions of verdicts and points of criteria are read off the cells of the row instead.
    pub(super) fours: Option<Fours<'j>>,
    pub(super) wide: Wide,
}

impl<'j> Job<'j> {
    pub(crate) fn new(
        plan: &'j Plan,
        watch: &'j Arc<Watch>,
        options: BatchOptions<'j>,
        verdicts: &'j VerdictTable,
    ) -> Self {
        let reasons = ReasonTable::new(plan);
        let by_cells =
            options.verdicts || options.exclusions || options.per_criterion.any() || !is_tabled(plan);
        let fours = if by_cells { None } else { Fours::new(plan, &reasons) };
        Self { plan, options, verdicts, watch, reasons, fours, wide: Wide::new() }
    }

    /// The same on a processor without wide registers.
    #[cfg(test)]
    pub(crate) fn narrow(self) -> Self {
        Self { wide: Wide::none(), ..self }
    }
}

/// Scores a table; `names` are those of each attribute, its own first. Invalid values count as missing: what they do is
/// decided by who knows all of the run, from the intake.
pub(crate) fn run<'t>(
    job: &Job<'t>,
    names: &[Vec<&'t str>],
    columns: &'t Columns<'t>,
    scores: &mut Scores,
) -> Result<(), BatchError> {
    let table = bind(job.plan, names, columns, &job.options)?;
    clear(scores, job, &table, names);
    let mut tally = tally(job, &table, scores)?;
    tally.rows = table.rows;
    let counts = job.plan.inputs.iter().enumerate().map(|(at, input)| (input.name.clone(), tally.count(at)));
    scores.invalid = counts.filter(|(_, count)| *count > 0).collect();
    scores.intake = Intake::of(Arc::clone(job.watch), tally, scores.missing.clone());
    Ok(())
}

/// Scores the chunks, and tells what was found of their values.
fn tally(job: &Job<'_>, table: &Table<'_>, scores: &mut Scores) -> Result<Tally, BatchError> {
    #[cfg(feature = "parallel")]
    {
        let threads = share::threads(job.options.threads, table.rows);
        if threads > 1 {
            let chunk = table.rows.div_ceil(SHARES * threads).next_multiple_of(BLOCK).min(CHUNK);
            return share::shared(job, table, parts(scores, chunk), threads);
        }
    }
    let mut worker = Worker::new(job, table);
    let done = AtomicUsize::new(0);
    for mut part in parts(scores, CHUNK) {
        worker.chunk(&mut part).map_err(|(_, error)| error)?;
        report(job, &done, part.icp.len())?;
    }
    Ok(worker.tally)
}

/// Makes room for the answers of a table, in the memory of another's.
fn clear(scores: &mut Scores, job: &Job<'_>, table: &Table<'_>, names: &[Vec<&str>]) {
    let (rows, options, plan) = (table.rows, &job.options, job.plan);
    scores.as_of = match options.as_of {
        AsOf::Day(day) => Some(day),
        AsOf::Column(_) => None,
    };
    refill(&mut scores.icp, rows, 0);
    let intent = plan.icps.iter().any(|icp| icp.intent.is_some());
    scores.shown.clear(rows, options, intent);
    scores.icps.resize_with(if options.per_icp { plan.icps.len() } else { 0 }, IcpColumns::default);
    scores.icps.iter_mut().for_each(|icp| icp.clear(rows, options, intent));
    let asked = options.per_criterion;
    scores.criteria.resize_with(if asked.any() { plan.icps.len() } else { 0 }, Vec::new);
    for (criteria, icp) in scores.criteria.iter_mut().zip(&plan.icps) {
        let cards = std::iter::once(icp.fit).chain(icp.intent).filter_map(|at| plan.cards.get(at));
        criteria.resize_with(cards.map(|card| card.criteria.len()).sum(), CriterionColumns::default);
        criteria.iter_mut().for_each(|columns| columns.clear(rows, asked));
    }
    scores.teams = if options.verdicts { job.verdicts.teams.clone() } else { Vec::new() };
    scores.texts = if options.verdicts { job.verdicts.texts.clone() } else { Vec::new() };
    scores.verdicts.resize_with(scores.teams.len(), Vec::new);
    scores.verdicts.iter_mut().for_each(|said| refill(said, rows, 0));
    scores.exclusions.resize_with(if options.exclusions { rows } else { 0 }, Vec::new);
    scores.exclusions.iter_mut().for_each(Vec::clear);
    scores.reasons.clone_from(&job.reasons.all);
    let missing = table.missing.iter().filter_map(|at| names.get(*at)?.first());
    scores.missing = missing.map(|name| Box::from(*name)).collect();
}

pub(super) fn report(job: &Job<'_>, done: &AtomicUsize, rows: usize) -> Result<(), BatchError> {
    let Some(progress) = job.options.progress else { return Ok(()) };
    let done = done.fetch_add(rows, Ordering::Relaxed) + rows;
    match progress(done) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(BatchError::cancelled()),
    }
}
