//! Scores the chunks of a table on several threads. Called by `run`; which thread takes which chunk changes nothing.
//!
//! The threads live as long as the table is scored. A pool that is kept would be faster by the start of its threads, some
//! tens of microseconds a table, but a process that forks has the pool in its child without the threads, and whoever
//! waits for them there waits for ever.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, available_parallelism, scope};
use std::vec::IntoIter;

use super::bind::Table;
use super::cells::BLOCK;
use super::chunk::Chunk;
use super::job::Job;
use super::worker::Worker;
use crate::error::BatchError;
use crate::intake::Tally;

/// Rows for each thread, at least: fewer are nearly done before another thread has begun, and on a busy machine one that
/// begins late is waited for.
const FEWEST: usize = 16 * BLOCK;

/// How many threads are worth starting for a number of rows.
pub(super) fn useful(asked: Option<NonZeroUsize>, rows: usize) -> usize {
    let most = rows / FEWEST;
    match asked {
        _ if most <= 1 => 1,
        Some(asked) => asked.get().min(most),
        None => processors().min(most),
    }
}

/// How many threads this process may run at once. The answer is kept: on Linux the question is a look at several files.
fn processors() -> usize {
    // No lock: a child that was forked while another thread held it would wait for ever.
    static KNOWN: AtomicUsize = AtomicUsize::new(0);
    match KNOWN.load(Ordering::Relaxed) {
        0 => {
            let found = available_parallelism().map_or(1, NonZeroUsize::get);
            KNOWN.store(found, Ordering::Relaxed);
            found
        }
        known => known,
    }
}

/// The outcome of one thread: its counts of the values, and its first error with the row.
type Done = (Tally, Option<(usize, BatchError)>);

/// Scores the chunks. Which thread takes which chunk changes nothing; of several errors the one of the first row is
/// given.
pub(super) fn score(
    job: &Job<'_>,
    table: &Table<'_>,
    chunks: Vec<Chunk<'_>>,
    threads: usize,
) -> Result<Tally, BatchError> {
    let rest = Mutex::new(chunks.into_iter());
    let done = AtomicUsize::new(0);
    // Chunks from here on need not be done.
    let failed = AtomicUsize::new(usize::MAX);
    let work = || work(job, table, &rest, &done, &failed);
    let (tally, error) = scope(|scope| {
        // Where no thread can be started, fewer do the work, at the least this one.
        let others: Vec<_> =
            (1..threads).map_while(|_| Builder::new().spawn_scoped(scope, work).ok()).collect();
        let mut all = vec![work()];
        // INVARIANT: the engine does not panic; if it does, this is passed on as if there were one thread.
        all.extend(others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic))));
        all.into_iter().reduce(joined).unwrap_or_default()
    });
    error.map_or(Ok(tally), |(_, error)| Err(error))
}

/// The work of one thread: chunk after chunk, until none is left.
fn work(
    job: &Job<'_>,
    table: &Table<'_>,
    rest: &Mutex<IntoIter<Chunk<'_>>>,
    done: &AtomicUsize,
    failed: &AtomicUsize,
) -> Done {
    let next = || rest.lock().unwrap_or_else(PoisonError::into_inner).next();
    let Some(mut chunk) = next() else { return Done::default() };
    let mut worker = Worker::new(job, table);
    loop {
        // Chunks are taken in their order, so those before a refused one are done to their end.
        if chunk.first > failed.load(Ordering::Relaxed) {
            return (worker.tally, None);
        }
        let outcome = worker.chunk(&mut chunk);
        let outcome =
            outcome.and_then(|()| job.report(done, chunk.icp.len()).map_err(|error| (usize::MAX, error)));
        if let Err(error) = outcome {
            failed.fetch_min(chunk.first, Ordering::Relaxed);
            return (worker.tally, Some(error));
        }
        match next() {
            Some(next) => chunk = next,
            None => return (worker.finish(), None),
        }
    }
}

fn joined((mut a, first): Done, (b, second): Done) -> Done {
    // Rows are those of the table in both.
    a.merge(&b, 0);
    let error = match (first, second) {
        (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
        (a, b) => a.or(b),
    };
    (a, error)
}
