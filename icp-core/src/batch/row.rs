//! Rows that go through `eval` one by one.

use super::chunk::Chunk;
use super::criteria;
use super::job::Job;
use super::slices::place;
use crate::eval::{IcpScore, ReasonCode, Scratch, excluded_by};

/// Writes what the scratch was scored to be.
pub(super) fn write(job: &Job<'_>, chunk: &mut Chunk<'_>, row: usize, scratch: &Scratch) {
    let Some(shown) = scratch.headline() else { return };
    let reason = |at: usize, score: &IcpScore| job.reasons.number(at, score.reason);
    if let Some(score) = scratch.scores().get(shown) {
        if let Some(icp) = chunk.icp.get_mut(row) {
            *icp = place(Some(shown));
        }
        chunk.shown.write(row, score, reason(shown, score));
        if !chunk.verdicts.is_empty() {
            let mut texts = vec![0; chunk.verdicts.len()];
            job.verdicts.give(job.plan, shown, score, scratch, &mut texts);
            put_texts(&mut chunk.verdicts, row, &texts);
        }
        if !chunk.labels.is_empty() {
            let mut texts = vec![0; chunk.labels.len()];
            job.labels.give(job.plan, shown, score, scratch, &mut texts);
            put_texts(&mut chunk.labels, row, &texts);
        }
    }
    for (at, columns) in chunk.icps.iter_mut().enumerate() {
        let Some(score) = scratch.scores().get(at) else { break };
        columns.write(row, score, reason(at, score));
    }
    if let Some(holding) = chunk.exclusions.get_mut(row) {
        for (at, icp) in job.plan.icps.iter().enumerate() {
            let numbers =
                excluded_by(icp, scratch).map(|place| job.reasons.number(at, ReasonCode::Excluded(place)));
            holding.extend(numbers);
        }
    }
    for ((columns, icp), score) in chunk.criteria.iter_mut().zip(&job.plan.icps).zip(scratch.scores()) {
        let (fit, intent) = (job.plan.cards.get(icp.fit), icp.intent.and_then(|at| job.plan.cards.get(at)));
        let middle = fit.map_or(0, |card| card.criteria.len()).min(columns.len());
        let (of_fit, of_intent) = columns.split_at_mut(middle);
        for (card, score, columns) in
            [(fit, Some(&score.fit), of_fit), (intent, score.intent.as_ref(), of_intent)]
        {
            if let (Some(card), Some(score)) = (card, score) {
                criteria::write(job.plan, scratch, card, score, columns, row);
            }
        }
    }
}

/// Writes a text by its number into each of some columns.
pub(super) fn put_texts(columns: &mut [&mut [u16]], row: usize, texts: &[u16]) {
    for (column, text) in columns.iter_mut().zip(texts) {
        if let Some(cell) = column.get_mut(row) {
            *cell = *text;
        }
    }
}
