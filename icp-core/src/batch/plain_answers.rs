//! The answers of the icps that were chosen in each row, where all are plain: status, tier and reason, then the numbers, in one pass
//! over the rows. Most models are so, and this is faster than going icp by icp.

use super::cells::BLOCK;
use super::chunk::IcpChunk;
use super::gates::ABOVE;
use super::lane_tables::{LaneSums, LaneTables};
use super::lanes::Lanes4;
use super::slices::NONE;
use crate::eval::IcpStatus;
use crate::value::{plain_millionths, plain_ratio};

/// Memory of one thread: the score and the sums of the icp that was chosen, a row each.
#[derive(Debug, Default)]
pub(super) struct PlainAnswers {
    scores: Vec<f64>,
    low: Vec<i32>,
    high: Vec<i32>,
    known: Vec<i32>,
    weights: Vec<f64>,
}

impl PlainAnswers {
    /// Writes the answer of the icp of each row, from the scores of all icps; also the numbers of its reasons, if they are asked for.
    #[inline(always)]
    pub(super) fn write(
        &mut self,
        out: &mut IcpChunk<'_>,
        start: usize,
        (tables, icps): (&LaneTables<'_>, &[u16]),
        (found, scores): (&LaneSums, &[[f64; 4]]),
        reasons: Option<&mut Vec<u32>>,
    ) {
        self.words(out, start, (tables, icps), (found, scores), reasons);
        let IcpChunk {
            score,
            lower,
            upper,
            coverage,
            status: _,
            tier: _,
            stage: _,
            reason: _,
            intent: _,
            intent_tier: _,
        } = out;
        let rows = start..start + icps.len();
        let Self { scores, low, high, known, weights } = self;
        let out = score.get_mut(rows.clone()).unwrap_or_default().iter_mut();
        for (out, score) in out.zip(&*scores) {
            *out = if *score > 0.0 { (*score - ABOVE) / 1e6 } else { f64::NAN };
        }
        let coverage = coverage.get_mut(rows.clone()).unwrap_or_default().iter_mut();
        for (coverage, (known, weight)) in coverage.zip(known.iter().zip(&*weights)) {
            *coverage = plain_ratio(f64::from(*known), *weight);
        }
        for (bounds, points) in [(lower, &*low), (upper, &*high)] {
            let bounds = bounds.get_mut(rows.clone()).unwrap_or_default().iter_mut();
            for (bound, (points, weight)) in bounds.zip(points.iter().zip(&*weights)) {
                *bound = plain_millionths(f64::from(*points), *weight) / 1e6;
            }
        }
    }

    /// Status, tier, stage and reason; takes the sums aside.
    #[inline(always)]
    fn words(
        &mut self,
        out: &mut IcpChunk<'_>,
        start: usize,
        (tables, icps): (&LaneTables<'_>, &[u16]),
        (found, all_scores): (&LaneSums, &[[f64; 4]]),
        kept: Option<&mut Vec<u32>>,
    ) {
        let end = start + icps.len();
        let (Some(status), Some(tiers), Some(stages)) =
            (out.status.get_mut(start..end), out.tier.get_mut(start..end), out.stage.get_mut(start..end))
        else {
            return;
        };
        stages.fill(NONE);
        let mut reasons = out.reason.get_mut(start..end).unwrap_or_default().iter_mut();
        let mut kept = match kept {
            Some(kept) => {
                kept.resize(BLOCK, 0);
                kept.iter_mut()
            }
            None => Default::default(),
        };
        let Self { scores, low, high, known, weights } = self;
        for column in [&mut *low, &mut *high, &mut *known] {
            column.resize(icps.len(), 0);
        }
        scores.resize(icps.len(), 0.0);
        weights.resize(icps.len(), 0.0);
        let numbers = scores.iter_mut().zip(low).zip(high).zip(known).zip(weights);
        let words = icps.iter().zip(status).zip(tiers);
        for ((row, ((number, status), tier)), ((((score, low), high), known), weight)) in
            words.enumerate().zip(numbers)
        {
            let (number, lane) = (usize::from(*number), usize::from(*number % 4));
            // INVARIANT: the sums of four plain icps take one layer.
            let at = number / 4 * BLOCK + row;
            let (Some(icp), Some(Lanes4 { sums, bits })) = (tables.icps.get(number), found.rows.get(at))
            else {
                continue;
            };
            let Some(plain) = &icp.plain else { continue };
            let [p, l, h, k] = sums.each_ref().map(|sums| sums.get(lane).copied().unwrap_or_default());
            (*low, *high, *known, *weight) = (l, h, k, plain.weight);
            let own = all_scores.get(at).and_then(|scores| scores.get(lane)).copied().unwrap_or_default();
            *score = own;
            let bits = bits.get(lane).copied().unwrap_or_default();
            let blocker = icp.gates.blocker(bits);
            *status = blocker.status;
            let below = |tiers: &[i32]| tiers.iter().map(|least| u16::from(p < *least)).sum::<u16>();
            let reached = below(&plain.first_tiers) + below(&plain.other_tiers);
            let has_tier = matches!(blocker.status, IcpStatus::Qualified | IcpStatus::Unqualified)
                & (bits & icp.gates.low_coverage == 0);
            *tier = if has_tier { reached } else { NONE };
            let reason = blocker.reason + if blocker.by_tier { u32::from(reached) } else { 0 };
            if let Some(out) = reasons.next() {
                *out = reason;
            }
            if let Some(out) = kept.next() {
                *out = reason;
            }
        }
    }
}
