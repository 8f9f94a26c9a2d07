//! A table from its columns to its answers, chunk by chunk.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::answer::{Part, parts};
use super::bind::{Table, bind};
use super::block::{BLOCK, Worker};
use super::options::BatchOptions;
use super::scores::{IcpColumns, ReasonTable, Scores};
use super::verdicts::VerdictTable;
use crate::column::Columns;
use crate::error::BatchError;
use crate::plan::Plan;

/// Rows between two calls of the progress callback.
const CHUNK: usize = 32_768;

/// What is to be done.
pub(crate) struct Job<'j> {
    pub(crate) plan: &'j Plan,
    pub(crate) options: BatchOptions<'j>,
    pub(crate) verdicts: &'j VerdictTable,
    pub(super) reasons: ReasonTable,
}

impl<'j> Job<'j> {
    pub(crate) fn new(plan: &'j Plan, options: BatchOptions<'j>, verdicts: &'j VerdictTable) -> Self {
        Self { plan, options, verdicts, reasons: ReasonTable::new(plan) }
    }
}

/// Scores a table; `names` are those of each attribute, its own first.
pub(crate) fn run<'t>(
    job: &Job<'t>,
    names: &[Vec<&'t str>],
    columns: &'t Columns<'t>,
) -> Result<Scores, BatchError> {
    let table = bind(job.plan, names, columns, &job.options)?;
    let mut scores = empty(job, &table, names);
    let threads = threads(&job.options, table.rows);
    let invalid = if threads > 1 {
        shared(job, &table, parts(&mut scores, CHUNK), threads)?
    } else {
        let mut worker = Worker::new(job, &table);
        let done = AtomicUsize::new(0);
        for mut part in parts(&mut scores, CHUNK) {
            worker.chunk(&mut part).map_err(|(_, error)| error)?;
            report(job, &done, part.icp.len())?;
        }
        worker.invalid
    };
    let names = job.plan.inputs.iter().map(|input| input.name.clone());
    scores.invalid = names.zip(invalid).filter(|(_, count)| *count > 0).collect();
    Ok(scores)
}

fn empty(job: &Job<'_>, table: &Table<'_>, names: &[Vec<&str>]) -> Scores {
    let (rows, options, plan) = (table.rows, &job.options, job.plan);
    let columns = || IcpColumns::new(rows, options.bounds, options.reasons);
    let criteria = |icp: &crate::plan::IcpPlan| {
        let count = plan.cards.get(icp.fit).map_or(0, |card| card.criteria.len());
        vec![vec![0.0; rows]; count]
    };
    let teams = if options.verdicts { job.verdicts.teams.clone() } else { Vec::new() };
    Scores {
        icp: vec![0; rows],
        shown: columns(),
        icps: if options.per_icp { plan.icps.iter().map(|_| columns()).collect() } else { Vec::new() },
        criteria: if options.per_criterion { plan.icps.iter().map(criteria).collect() } else { Vec::new() },
        verdicts: teams.iter().map(|_| vec![0; rows]).collect(),
        texts: if options.verdicts { job.verdicts.texts.clone() } else { Vec::new() },
        teams,
        reasons: job.reasons.all.clone(),
        invalid: Vec::new(),
        missing: table
            .missing
            .iter()
            .filter_map(|at| names.get(*at)?.first().map(|name| Box::from(*name)))
            .collect(),
    }
}

fn report(job: &Job<'_>, done: &AtomicUsize, rows: usize) -> Result<(), BatchError> {
    let Some(progress) = job.options.progress else { return Ok(()) };
    let done = done.fetch_add(rows, Ordering::Relaxed) + rows;
    match progress(done) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(BatchError::cancelled()),
    }
}

/// How many threads are worth their while.
fn threads(options: &BatchOptions<'_>, rows: usize) -> usize {
    #[cfg(feature = "parallel")]
    {
        let most = rows.div_ceil(4 * BLOCK);
        let asked = options.threads.map_or_else(rayon::current_num_threads, std::num::NonZeroUsize::get);
        asked.min(most)
    }
    #[cfg(not(feature = "parallel"))]
    {
        let _ = (options, rows, BLOCK);
        1
    }
}

/// The chunks on several threads. Which thread takes which chunk changes nothing; of several errors the one of the
/// first row is given.
#[cfg(feature = "parallel")]
fn shared(
    job: &Job<'_>,
    table: &Table<'_>,
    parts: Vec<Part<'_>>,
    threads: usize,
) -> Result<Vec<usize>, BatchError> {
    use rayon::prelude::*;
    let done = AtomicUsize::new(0);
    // Chunks from here on need not be done.
    let failed = AtomicUsize::new(usize::MAX);
    let work = || {
        parts
            .into_par_iter()
            .map_init(
                || Worker::new(job, table),
                |worker, mut part| {
                    if part.first > failed.load(Ordering::Relaxed) {
                        return (Vec::new(), None);
                    }
                    worker.invalid.fill(0);
                    let outcome = worker.chunk(&mut part).and_then(|()| {
                        report(job, &done, part.icp.len()).map_err(|error| (usize::MAX, error))
                    });
                    let error = outcome.err();
                    if error.is_some() {
                        failed.fetch_min(part.first, Ordering::Relaxed);
                    }
                    (worker.invalid.clone(), error)
                },
            )
            .reduce(
                || (Vec::new(), None),
                |(mut a, first), (b, second)| {
                    a.resize(a.len().max(b.len()), 0);
                    a.iter_mut().zip(&b).for_each(|(sum, more)| *sum += more);
                    let error = match (first, second) {
                        (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
                        (a, b) => a.or(b),
                    };
                    (a, error)
                },
            )
    };
    let (invalid, error) = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) if threads != rayon::current_num_threads() => pool.install(work),
        _ => work(),
    };
    error.map_or(Ok(invalid), |(_, error)| Err(error))
}

#[cfg(not(feature = "parallel"))]
fn shared(
    job: &Job<'_>,
    table: &Table<'_>,
    parts: Vec<Part<'_>>,
    _: usize,
) -> Result<Vec<usize>, BatchError> {
    let mut worker = Worker::new(job, table);
    for mut part in parts {
        worker.chunk(&mut part).map_err(|(_, error)| error)?;
    }
    Ok(worker.invalid)
}
