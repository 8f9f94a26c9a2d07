//! The answers of a table as chunks of rows, each of which one worker writes.

use super::criteria::CriterionChunk;
use super::scores::{IcpColumns, Scores};
use super::slices::{cut, place, put};
use crate::column::prefetch;
use crate::eval::{IcpScore, IcpStatus};

/// The columns of one icp for a chunk of rows.
pub(super) struct IcpChunk<'s> {
    pub(super) status: &'s mut [IcpStatus],
    pub(super) score: &'s mut [f64],
    pub(super) lower: &'s mut [f64],
    pub(super) upper: &'s mut [f64],
    pub(super) coverage: &'s mut [f64],
    pub(super) tier: &'s mut [u16],
    pub(super) stage: &'s mut [u16],
    pub(super) intent: &'s mut [f64],
    pub(super) intent_tier: &'s mut [u16],
    pub(super) reason: &'s mut [u32],
}

/// All columns of answers for a chunk of rows.
pub(super) struct Chunk<'s> {
    /// The first row of the chunk in the table.
    pub(super) first: usize,
    pub(super) icp: &'s mut [u16],
    pub(super) shown: IcpChunk<'s>,
    pub(super) icps: Vec<IcpChunk<'s>>,
    pub(super) criteria: Vec<Vec<CriterionChunk<'s>>>,
    pub(super) verdicts: Vec<&'s mut [u16]>,
    pub(super) labels: Vec<&'s mut [u16]>,
    pub(super) exclusions: &'s mut [Vec<u32>],
}

/// The columns of an icp that are not given to a chunk yet.
struct IcpSlices<'s> {
    rest: IcpChunk<'s>,
}

impl<'s> IcpSlices<'s> {
    fn new(columns: &'s mut IcpColumns) -> Self {
        let IcpColumns { status, score, lower, upper, coverage, tier, stage, intent, intent_tier, reason } =
            columns;
        Self {
            rest: IcpChunk {
                status,
                score,
                lower,
                upper,
                coverage,
                tier,
                stage,
                intent,
                intent_tier,
                reason,
            },
        }
    }

    fn cut(&mut self, len: usize) -> IcpChunk<'s> {
        let rest = &mut self.rest;
        IcpChunk {
            status: cut(&mut rest.status, len),
            score: cut(&mut rest.score, len),
            lower: cut(&mut rest.lower, len),
            upper: cut(&mut rest.upper, len),
            coverage: cut(&mut rest.coverage, len),
            tier: cut(&mut rest.tier, len),
            stage: cut(&mut rest.stage, len),
            intent: cut(&mut rest.intent, len),
            intent_tier: cut(&mut rest.intent_tier, len),
            reason: cut(&mut rest.reason, len),
        }
    }
}

/// Cuts the answers of a table into chunks of `most` rows.
pub(super) fn chunks(scores: &mut Scores, most: usize) -> Vec<Chunk<'_>> {
    let rows = scores.icp.len();
    let mut icp: &mut [u16] = &mut scores.icp;
    let mut shown = IcpSlices::new(&mut scores.shown);
    let mut icps: Vec<_> = scores.icps.iter_mut().map(IcpSlices::new).collect();
    let mut criteria: Vec<Vec<_>> =
        scores.criteria.iter_mut().map(|c| c.iter_mut().map(CriterionChunk::new).collect()).collect();
    let mut verdicts: Vec<&mut [u16]> = scores.verdicts.iter_mut().map(|column| &mut **column).collect();
    let mut labels: Vec<&mut [u16]> = scores.labels.iter_mut().map(|column| &mut **column).collect();
    let mut exclusions: &mut [Vec<u32>] = &mut scores.exclusions;
    let mut chunks = Vec::new();
    let mut first = 0;
    while first < rows {
        let len = most.min(rows - first);
        chunks.push(Chunk {
            first,
            icp: cut(&mut icp, len),
            shown: shown.cut(len),
            icps: icps.iter_mut().map(|icp| icp.cut(len)).collect(),
            criteria: criteria
                .iter_mut()
                .map(|c| c.iter_mut().map(|criterion| criterion.cut(len)).collect())
                .collect(),
            verdicts: verdicts.iter_mut().map(|column| cut(column, len)).collect(),
            labels: labels.iter_mut().map(|column| cut(column, len)).collect(),
            exclusions: cut(&mut exclusions, len),
        });
        first += len;
    }
    chunks
}

impl Chunk<'_> {
    /// Asks for the memory of some rows' answers.
    pub(super) fn prefetch(&self, start: usize, len: usize) {
        prefetch(self.icp, start, len);
        self.shown.prefetch(start, len);
        self.icps.iter().for_each(|icp| icp.prefetch(start, len));
    }
}

impl IcpChunk<'_> {
    fn prefetch(&self, start: usize, len: usize) {
        // Few models have intent.
        let Self { status, score, lower, upper, coverage, tier, stage, intent: _, intent_tier: _, reason } =
            self;
        prefetch(status, start, len);
        for column in [score, lower, upper, coverage] {
            prefetch(column, start, len);
        }
        prefetch(tier, start, len);
        prefetch(stage, start, len);
        prefetch(reason, start, len);
    }

    /// Writes the answer of a row.
    #[inline]
    pub(super) fn write(&mut self, row: usize, score: &IcpScore, reason: u32) {
        let Self {
            status,
            score: scores,
            lower,
            upper,
            coverage,
            tier,
            stage,
            intent,
            intent_tier,
            reason: reasons,
        } = self;
        let (lowest, highest) = score.fit.bounds.unwrap_or((f64::NAN, f64::NAN));
        put(status, row, score.status);
        put(scores, row, score.fit.score.unwrap_or(f64::NAN));
        put(lower, row, lowest);
        put(upper, row, highest);
        put(coverage, row, score.fit.coverage);
        put(tier, row, place(score.fit.tier));
        put(stage, row, place(score.stage));
        put(intent, row, score.intent.and_then(|intent| intent.score).unwrap_or(f64::NAN));
        put(intent_tier, row, place(score.intent.and_then(|intent| intent.tier)));
        put(reasons, row, reason);
    }
}
