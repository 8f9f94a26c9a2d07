//! The icp to show in each row, and its answer: whole columns at a time, without branches on what accounts are like.

use super::cells::BLOCK;
use super::chunk::{Chunk, IcpChunk};
use super::lane_tables::{LaneSums, LaneTables};
use super::lanes::Lanes4;
use super::plain::Plain;
use super::slices::NONE;
use crate::eval::IcpStatus;
use crate::value::{plain_millionths, plain_ratio};

/// Memory of one thread.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// The key of the icp that is nearest so far, as bits, and its number; a row each.
    keys: Vec<u64>,
    icps: Vec<u16>,
    /// The scores of four icps, a row each: in millionths and one more, or 0 where nothing is known.
    scores: Vec<[f64; 4]>,
    /// The sums of the icp that is shown.
    points: Vec<i32>,
    low: Vec<i32>,
    high: Vec<i32>,
    known: Vec<i32>,
    weights: Vec<f64>,
}

impl Chosen {
    /// Judges the rows of a block: the icp to show, then each icp if it was asked for.
    #[inline(always)]
    pub(super) fn judge(
        &mut self,
        tables: &LaneTables<'_>,
        chunk: &mut Chunk<'_>,
        (start, len): (usize, usize),
        found: &mut LaneSums,
    ) {
        self.nearest(tables, len, found);
        if let Some(out) = chunk.icp.get_mut(start..start + len) {
            out.copy_from_slice(&self.icps);
        }
        self.answer(&mut chunk.shown, start, tables, found);
        for (number, out) in (0u16..).zip(&mut chunk.icps) {
            self.icps.fill(number);
            self.answer(out, start, tables, found);
        }
    }

    /// The icp with the largest key: the nearest to a yes; among equals the highest score, then the first.
    #[inline(always)]
    fn nearest(&mut self, tables: &LaneTables<'_>, len: usize, found: &mut LaneSums) {
        self.keys.clear();
        self.keys.resize(len, 0);
        self.icps.clear();
        self.icps.resize(len, 0);
        let tables = tables.icps.chunks(4).zip(found.rows.chunks_exact_mut(BLOCK));
        for ((icps, rows), first) in tables.zip((0u16..).step_by(4)) {
            let rows = rows.get_mut(..len).unwrap_or_default();
            self.score(icps, rows);
            match icps {
                [a] => self.nearer([a], first, rows),
                [a, b] => self.nearer([a, b], first, rows),
                [a, b, c] => self.nearer([a, b, c], first, rows),
                [a, b, c, d, ..] => self.nearer([a, b, c, d], first, rows),
                [] => {}
            }
        }
    }

    /// Sets the blocking bits that follow from sums for up to four icps, and computes their scores.
    #[inline(always)]
    fn score(&mut self, icps: &[Plain], rows: &mut [Lanes4]) {
        let of = |of: &dyn Fn(&Plain) -> u64| {
            let mut all = [0; 4];
            all.iter_mut().zip(icps).for_each(|(to, icp)| *to = of(icp));
            all
        };
        let [nothing, coverage, tier] =
            [of(&|icp| icp.nothing_known), of(&|icp| icp.low_coverage), of(&|icp| icp.low_tier)];
        let least = of(&|icp| icp.known as u64).map(|known| known as i32);
        let qualifying = of(&|icp| icp.qualifying as u64).map(|points| points as i32);
        let mut weights = [1.0; 4];
        weights.iter_mut().zip(icps).for_each(|(weight, icp)| *weight = icp.weight);
        for Lanes4 { sums: [points, _, _, known], bits } in &mut *rows {
            set_where(bits, known, &[1; 4], &nothing);
            set_where(bits, known, &least, &coverage);
            set_where(bits, points, &qualifying, &tier);
        }
        self.scores.clear();
        self.scores.extend(rows.iter().map(|Lanes4 { sums: [points, _, _, known], .. }| {
            let mut scores = [0.0; 4];
            for (((score, points), known), weight) in scores.iter_mut().zip(points).zip(known).zip(weights) {
                let more = plain_millionths(f64::from(*points), weight) + 1.0;
                *score = if *known > 0 { more } else { 0.0 };
            }
            scores
        }));
    }

    /// Takes one of `N` icps in each row where it is nearer than those before.
    #[inline(always)]
    fn nearer<const N: usize>(&mut self, icps: [&Plain; N], first: u16, rows: &[Lanes4]) {
        let chosen = self.keys.iter_mut().zip(&mut self.icps).zip(&self.scores);
        for (row, ((key, shown), scores)) in rows.iter().zip(chosen) {
            for ((icp, number), (bits, score)) in icps.iter().zip(first..).zip(row.bits.iter().zip(scores)) {
                // No key is negative, and so their bits are in the same order.
                let own = (icp.nearness(*bits) + score).to_bits();
                // Which is nearer cannot be predicted: masks, no branch.
                let better = u16::from(own > *key).wrapping_neg();
                *key = own.max(*key);
                *shown = number & better | *shown & !better;
            }
        }
    }

    /// Writes the answer of the icp that was chosen in each row: the words by `write_words`, then the numbers. A plain icp has
    /// no intent.
    #[inline(always)]
    fn answer(&mut self, out: &mut IcpChunk<'_>, start: usize, tables: &LaneTables<'_>, found: &LaneSums) {
        self.write_words(out, start, tables, found);
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
        let rows = start..start + self.icps.len();
        let Self { points, low, high, known, weights, .. } = self;
        let scores = score.get_mut(rows.clone()).unwrap_or_default().iter_mut();
        for ((score, known), (points, weight)) in scores.zip(&*known).zip(points.iter().zip(&*weights)) {
            let value = plain_millionths(f64::from(*points), *weight) / 1e6;
            *score = if *known > 0 { value } else { f64::NAN };
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
    fn write_words(
        &mut self,
        shown: &mut IcpChunk<'_>,
        start: usize,
        tables: &LaneTables<'_>,
        found: &LaneSums,
    ) {
        let end = start + self.icps.len();
        let (Some(status), Some(tiers), Some(stages)) = (
            shown.status.get_mut(start..end),
            shown.tier.get_mut(start..end),
            shown.stage.get_mut(start..end),
        ) else {
            return;
        };
        stages.fill(NONE);
        let mut reasons = shown.reason.get_mut(start..end).unwrap_or_default().iter_mut();
        let Self { icps, points, low, high, known, weights, .. } = self;
        for column in [&mut *points, &mut *low, &mut *high, &mut *known] {
            column.resize(icps.len(), 0);
        }
        weights.resize(icps.len(), 0.0);
        let sums = points.iter_mut().zip(low).zip(high).zip(known).zip(weights);
        let words = icps.iter().zip(status).zip(tiers);
        for ((row, ((number, status), tier)), ((((points, low), high), known), weight)) in
            words.enumerate().zip(sums)
        {
            let (number, lane) = (usize::from(*number), usize::from(*number % 4));
            let row = found.rows.get(number / 4 * BLOCK + row);
            let (Some(icp), Some(Lanes4 { sums, bits })) = (tables.icps.get(number), row) else { continue };
            let [p, l, h, k] = sums.each_ref().map(|sums| sums.get(lane).copied().unwrap_or_default());
            (*points, *low, *high, *known, *weight) = (p, l, h, k, icp.weight);
            let bits = bits.get(lane).copied().unwrap_or_default();
            let blocker = icp.blocker(bits);
            *status = blocker.status;
            let below = |tiers: &[i32]| tiers.iter().map(|least| u16::from(p < *least)).sum::<u16>();
            let reached = below(&icp.first_tiers) + below(&icp.other_tiers);
            let has_tier = matches!(blocker.status, IcpStatus::Qualified | IcpStatus::Unqualified)
                & (bits & icp.low_coverage == 0);
            *tier = if has_tier { reached } else { NONE };
            if let Some(reason) = reasons.next() {
                *reason = blocker.reason + if blocker.by_tier { u32::from(reached) } else { 0 };
            }
        }
    }
}

/// Sets bits of each icp where a number is below another.
#[inline(always)]
fn set_where(all: &mut [u64; 4], numbers: &[i32; 4], limits: &[i32; 4], bits: &[u64; 4]) {
    for (((all, number), limit), bits) in all.iter_mut().zip(numbers).zip(limits).zip(bits) {
        *all |= if number < limit { *bits } else { 0 };
    }
}
