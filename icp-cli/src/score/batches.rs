//! Accounts that come in columns, some thousand at a time: read on this thread, made columns, scored and made into answers on any, and
//! taken on this one again in their order.

use std::ops::ControlFlow;

use icp_core::BatchError;
use icp_core::arrow::BatchScorer;
use icp_core::batch::Scores;
use icp_core::intake::Intake;

use super::Work;
use super::pipeline::{Ends, in_order};
use super::summary::Summary;
use crate::accounts::{Batch, Unread};
use crate::failure::Failure;
use crate::progress::Progress;

/// A batch that a thread has done, with what it made of the answers.
struct Done<T> {
    batch: Batch,
    scored: Result<(Intake, T), BatchError>,
}

impl<'m> Work<'m> {
    /// Scores the accounts in columns and gives each batch to `take`, which adds its rows to the summary, with what `make` made of
    /// its answers, on any thread. `keeps` says whether a batch has a table of the columns beside the answers, rather than their texts.
    pub(super) fn batches<T: Send>(
        &mut self,
        keeps: bool,
        make: impl Fn(&mut BatchScorer, &Batch, Scores) -> T + Sync,
        take: impl FnMut(&mut Self, &Batch, T, &mut Summary) -> Result<(), Failure>,
    ) -> Result<Summary, Failure> {
        let (model, options, threads) = (self.model, self.options(), self.threads);
        let mut turns = Turns {
            summary: Summary::new(model),
            intake: model.intake(),
            progress: Progress::new(self.quiet),
            unreadable: None,
            work: self,
            take,
        };
        let scorer = || BatchScorer::new(model, &options);
        in_order(threads, &mut turns, scorer, |scorer: &mut BatchScorer, unread: Unread| {
            let batch = unread.batch(keeps)?;
            scorer.begin_at(usize::try_from(batch.first - 1).unwrap_or(usize::MAX));
            let scored = scorer.scores(&batch.table);
            let scored = scored.map(|mut scores| {
                let intake = std::mem::take(&mut scores.intake);
                (intake, make(scorer, &batch, scores))
            });
            Ok(Done { batch, scored })
        })?;
        let Turns { work, mut summary, intake, unreadable, .. } = turns;
        // Where the accounts are refused already, that failure is reported and not this one.
        if let Some(failure) = unreadable.filter(|_| !work.values.is_refused()) {
            return Err(failure);
        }
        for (attribute, values) in intake.counts() {
            summary.drop(&attribute, values as u64);
        }
        work.values.judge(work.accounts.name())?;
        work.accounts.close()?;
        Ok(summary)
    }
}

/// Both ends of the work: the accounts, and the answers.
struct Turns<'w, 'm, F> {
    work: &'w mut Work<'m>,
    take: F,
    summary: Summary,
    /// The counts of the values of all batches that were taken.
    intake: Intake,
    progress: Progress,
    /// Why no more can be read.
    unreadable: Option<Failure>,
}

impl<'m, T, F> Ends<Unread, Result<Done<T>, Failure>> for Turns<'_, 'm, F>
where
    F: FnMut(&mut Work<'m>, &Batch, T, &mut Summary) -> Result<(), Failure>,
{
    fn next(&mut self) -> Result<Option<Unread>, Failure> {
        self.work.accounts.unread().or_else(|failure| {
            self.unreadable = Some(failure);
            Ok(None)
        })
    }

    fn take(&mut self, done: Result<Done<T>, Failure>) -> Result<ControlFlow<()>, Failure> {
        let Self { work, take, summary, intake, progress, .. } = self;
        let Done { batch, scored } = done?;
        let (of_batch, made) = match scored {
            Ok(scored) => scored,
            Err(_) if work.values.is_refused() => return Ok(ControlFlow::Break(())),
            Err(error) => return Err(work.accounts.refused_batch(&batch, &error)),
        };
        intake.merge(&of_batch);
        work.values.batch(&mut work.accounts, &batch, (&of_batch, intake))?;
        if work.values.is_refused() {
            return Ok(ControlFlow::Continue(()));
        }
        work.output.hold(work.values.is_doubtful())?;
        take(work, &batch, made, summary)?;
        progress.look(batch.first + batch.len() as u64 - 1, work.accounts.progress());
        Ok(ControlFlow::Continue(()))
    }
}
