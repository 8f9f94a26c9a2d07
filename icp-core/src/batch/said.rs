//! The words on the icp that is shown in each row of a block, beside its numbers: verdicts and labels; and the exclusions of every
//! icp. Called by the judge once the answers are written.

use super::cells::BlockCells;
use super::chunk::Chunk;
use super::job::Job;
use super::lane_tables::{LaneSums, LaneTables};
use super::row::put_texts;
use super::slices::NONE;
use crate::eval::{CardScore, IcpScore, ReasonCode, Scratch};

/// Memory of one thread.
#[derive(Debug, Default)]
pub(super) struct Said {
    texts: Vec<u16>,
}

impl Said {
    /// Writes the verdicts and labels of some rows; the numbers of the reasons of the icps that are shown are from `Answers`.
    pub(super) fn write(
        &mut self,
        job: &Job<'_>,
        chunk: &mut Chunk<'_>,
        (start, len): (usize, usize),
        reasons: &[u32],
        (cells, scratch): (&BlockCells, &mut Scratch),
    ) {
        let verdicts = job.options.verdicts && !chunk.verdicts.is_empty();
        let labels = !chunk.labels.is_empty();
        if !verdicts && !labels {
            return;
        }
        let asks_cells = verdicts && job.verdicts.asks_cells() || labels && job.labels.asks_cells(job.plan);
        for row in 0..len {
            let at = start + row;
            let Some((icp, score)) = shown(job, chunk, at, reasons.get(row)) else { continue };
            if asks_cells {
                cells.load(row, scratch);
            }
            if verdicts {
                self.texts.resize(chunk.verdicts.len(), 0);
                job.verdicts.give(job.plan, icp, &score, scratch, &mut self.texts);
                put_texts(&mut chunk.verdicts, at, &self.texts);
            }
            if labels {
                self.texts.resize(chunk.labels.len(), 0);
                job.labels.give(job.plan, icp, &score, scratch, &mut self.texts);
                put_texts(&mut chunk.labels, at, &self.texts);
            }
        }
    }
}

/// The icp that is shown in a row, with its answer as it was written.
fn shown(job: &Job<'_>, chunk: &Chunk<'_>, row: usize, reason: Option<&u32>) -> Option<(usize, IcpScore)> {
    let shown = &chunk.shown;
    let number = |column: &[f64]| column.get(row).copied().filter(|number| !number.is_nan());
    let place =
        |column: &[u16]| column.get(row).filter(|place| **place != NONE).map(|place| usize::from(*place));
    let (_, reason) = job.reasons.all.get(*reason? as usize)?;
    let card = |score: Option<f64>, tier: Option<usize>| CardScore {
        score,
        bounds: None,
        coverage: number(shown.coverage).unwrap_or_default(),
        tier,
    };
    let icp = usize::from(*chunk.icp.get(row)?);
    let has_intent = job.plan.icps.get(icp)?.intent.is_some();
    let score = IcpScore {
        status: *shown.status.get(row)?,
        reason: *reason,
        fit: card(number(shown.score), place(shown.tier)),
        intent: has_intent.then(|| card(number(shown.intent), place(shown.intent_tier))),
        stage: place(shown.stage),
    };
    Some((icp, score))
}

/// Writes every exclusion that holds in some rows, of every icp.
pub(super) fn exclusions(
    job: &Job<'_>,
    tables: &LaneTables<'_>,
    chunk: &mut Chunk<'_>,
    (start, len): (usize, usize),
    found: &LaneSums,
) {
    for row in 0..len {
        let Some(holding) = chunk.exclusions.get_mut(start + row) else { return };
        for (at, icp) in tables.icps.iter().enumerate() {
            let lanes = found.layer(icp.fit.sums).get(row);
            let bits = lanes.and_then(|lanes| lanes.bits.get(at % 4)).copied().unwrap_or_default();
            let holds = icp.gates.exclusions.iter().filter(|(bit, _)| bits & bit != 0);
            holding.extend(holds.map(|(_, place)| job.reasons.number(at, ReasonCode::Excluded(*place))));
        }
    }
}
