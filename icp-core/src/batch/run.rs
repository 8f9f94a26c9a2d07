//! Scores a table: binds its columns, makes room for the answers, and has workers score chunk after chunk. Called by the
//! engine; what invalid values do is not decided here.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use super::bind::{Table, bind};
#[cfg(feature = "parallel")]
use super::cells::BLOCK;
use super::chunk::chunks;
use super::criteria::CriterionColumns;
use super::job::Job;
use super::options::AsOf;
use super::scores::{IcpColumns, Scores};
use super::slices::refill;
#[cfg(feature = "parallel")]
use super::threads;
use super::worker::Worker;
use crate::column::Columns;
use crate::error::BatchError;
use crate::intake::{Intake, Tally};

/// The most rows of a chunk, and so between two calls of the progress callback.
const CHUNK_ROWS: usize = 32_768;
/// Chunks for each thread, where the table has rows enough: with that many no thread waits long for another at the end.
#[cfg(feature = "parallel")]
const CHUNKS_PER_THREAD: usize = 16;

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

/// Scores all chunks, and gives the counts of their values.
fn tally(job: &Job<'_>, table: &Table<'_>, scores: &mut Scores) -> Result<Tally, BatchError> {
    #[cfg(feature = "parallel")]
    {
        let count = threads::useful(job.options.threads, table.rows);
        if count > 1 {
            let rows = table.rows.div_ceil(CHUNKS_PER_THREAD * count).next_multiple_of(BLOCK).min(CHUNK_ROWS);
            return threads::score(job, table, chunks(scores, rows), count);
        }
    }
    let mut worker = Worker::new(job, table);
    let done = AtomicUsize::new(0);
    for mut chunk in chunks(scores, CHUNK_ROWS) {
        worker.chunk(&mut chunk).map_err(|(_, error)| error)?;
        job.report(&done, chunk.icp.len())?;
    }
    Ok(worker.finish())
}

/// Makes room for the answers of a table, in the memory of another's.
fn clear(scores: &mut Scores, job: &Job<'_>, table: &Table<'_>, names: &[Vec<&str>]) {
    let (options, plan) = (&job.options, job.plan);
    // Who only looks at rows needs no answers; the column of icps says how many rows there are.
    let rows = if job.observers.is_some() { 0 } else { table.rows };
    scores.as_of = match options.as_of {
        AsOf::Day(day) => Some(day),
        AsOf::Column(_) => None,
    };
    refill(&mut scores.icp, table.rows, 0);
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
    scores.verdicts.iter_mut().for_each(|column| refill(column, rows, 0));
    scores.label_ids.clone_from(&job.labels.ids);
    scores.label_texts.clone_from(&job.labels.texts);
    scores.labels.resize_with(scores.label_ids.len(), Vec::new);
    scores.labels.iter_mut().for_each(|column| refill(column, rows, 0));
    scores.exclusions.resize_with(if options.exclusions { rows } else { 0 }, Vec::new);
    scores.exclusions.iter_mut().for_each(Vec::clear);
    scores.row_texts.clear();
    scores.reasons.clone_from(&job.reasons.all);
    let missing = table.missing.iter().filter_map(|at| names.get(*at)?.first());
    scores.missing = missing.map(|name| Box::from(*name)).collect();
}
