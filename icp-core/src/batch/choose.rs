//! The icp to show in each row, and its answer: whole columns at a time, without branches on what accounts are like.

use super::answer::Part;
use super::plain::{Hurdle, NEARNESS, Plain, first};
use super::run::Job;
use super::scores::NONE;
use super::sums::Sums;
use crate::eval::{IcpStatus, plain_millionths, plain_ratio};
use crate::plan::Narrow;

/// Memory of one thread: what is known of the icp that is shown, a row each.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    keys: Vec<f64>,
    icps: Vec<u16>,
    hurdles: Vec<u8>,
    scores: Vec<f64>,
    points: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
    known: Vec<f64>,
    weights: Vec<f64>,
}

/// Judges the rows of a block.
pub(super) fn choose<const W: usize>(
    job: &Job<'_>,
    part: &mut Part<'_>,
    (start, len): (usize, usize),
    sums: &Sums,
    icps: &[Plain<W>],
    chosen: &mut Chosen,
) {
    let words = job.plan.mark_words;
    chosen.nearest(job.plan.by_score, len, job.plan.buckets.narrow, words, sums, icps);
    chosen.take_sums(job.plan.buckets.narrow, sums, icps);
    chosen.write_words(part, start, words, sums, icps);
    let Some((score, coverage)) =
        part.shown.score.get_mut(start..start + len).zip(part.shown.coverage.get_mut(start..start + len))
    else {
        return;
    };
    let Chosen { points, low, high, known, weights, .. } = chosen;
    for ((score, known), (points, weight)) in score.iter_mut().zip(&*known).zip(points.iter().zip(&*weights))
    {
        let value = plain_millionths(*points, *weight) / 1e6;
        *score = if *known > 0.0 { value } else { f64::NAN };
    }
    for (coverage, (known, weight)) in coverage.iter_mut().zip(known.iter().zip(&*weights)) {
        *coverage = plain_ratio(*known, *weight);
    }
    for (out, points) in [(&mut *part.shown.lower, &*low), (&mut *part.shown.upper, &*high)] {
        let out = out.get_mut(start..start + len).unwrap_or_default();
        for (out, (points, weight)) in out.iter_mut().zip(points.iter().zip(&*weights)) {
            *out = plain_millionths(*points, *weight) / 1e6;
        }
    }
}

/// The marks of each row as whole arrays.
fn marks<'s, const W: usize>(sums: &'s Sums, words: usize) -> impl Iterator<Item = [u64; W]> + 's {
    sums.marks.chunks_exact(words.max(1)).map(|found| {
        let mut marks = [0; W];
        marks.iter_mut().zip(found).for_each(|(to, from)| *to = *from);
        marks
    })
}

impl Chosen {
    /// The icp with the largest key: the nearest to a yes; among equals the highest score, then the first. When it
    /// is a yes, the score only counts `by_score`.
    fn nearest<const W: usize>(
        &mut self,
        by_score: bool,
        len: usize,
        buckets: usize,
        words: usize,
        sums: &Sums,
        icps: &[Plain<W>],
    ) {
        let Self { keys, icps: shown, hurdles, scores, .. } = self;
        keys.clear();
        keys.resize(len, -1.0);
        shown.clear();
        shown.resize(len, 0);
        hurdles.clear();
        hurdles.resize(len, 0);
        for (number, icp) in (0u16..).zip(icps) {
            let of = |sums: &[Narrow]| sums.get(icp.bucket).copied().unwrap_or_default();
            let sums_of = || sums.narrow.chunks_exact(buckets.max(1)).map(of);
            // One more than the score in millionths, so that a score of 0 is more than none.
            scores.clear();
            scores.extend(sums_of().map(|sum| plain_millionths(f64::from(sum[0]), icp.weight) + 1.0));
            let mut marks = marks::<W>(sums, words);
            let rows = keys.iter_mut().zip(shown.iter_mut()).zip(hurdles.iter_mut());
            for ((((key, shown), hurdles), sum), score) in rows.zip(sums_of()).zip(&*scores) {
                let marks = marks.next().unwrap_or([0; W]);
                let in_the_way = in_the_way(icp, sum, &marks);
                let counts = (sum[3] > 0) & ((in_the_way != 0) | by_score);
                let nearness = NEARNESS.get(usize::from(in_the_way)).copied().unwrap_or_default();
                let own = nearness + if counts { *score } else { 0.0 };
                // Which is nearer is anybody's guess: masks, no branch.
                let better = u16::from(own > *key).wrapping_neg();
                *key = key.max(own);
                *shown = number & better | *shown & !better;
                *hurdles = in_the_way & better as u8 | *hurdles & !(better as u8);
            }
        }
    }

    /// The sums of the icp that is shown, as floats.
    fn take_sums<const W: usize>(&mut self, buckets: usize, sums: &Sums, icps: &[Plain<W>]) {
        let Self { icps: shown, points, low, high, known, weights, .. } = self;
        for column in [&mut *points, &mut *low, &mut *high, &mut *known, &mut *weights] {
            column.clear();
        }
        for (shown, sums) in shown.iter().zip(sums.narrow.chunks_exact(buckets.max(1))) {
            let (bucket, weight) =
                icps.get(usize::from(*shown)).map_or((0, 1.0), |icp| (icp.bucket, icp.weight));
            let [p, l, h, k] = sums.get(bucket).copied().unwrap_or_default();
            points.push(p.into());
            low.push(l.into());
            high.push(h.into());
            known.push(k.into());
            weights.push(weight);
        }
    }

    /// Icp, status, tier and reason.
    fn write_words<const W: usize>(
        &self,
        part: &mut Part<'_>,
        start: usize,
        words: usize,
        sums: &Sums,
        icps: &[Plain<W>],
    ) {
        let end = start + self.icps.len();
        let shown = &mut part.shown;
        let (Some(icp_out), Some(status), Some(tiers), Some(stages)) = (
            part.icp.get_mut(start..end),
            shown.status.get_mut(start..end),
            shown.tier.get_mut(start..end),
            shown.stage.get_mut(start..end),
        ) else {
            return;
        };
        icp_out.copy_from_slice(&self.icps);
        stages.fill(NONE);
        let mut reasons = shown.reason.get_mut(start..end).unwrap_or_default().iter_mut();
        let mut marks = marks::<W>(sums, words);
        let found = self.icps.iter().zip(&self.hurdles).zip(&self.points);
        for (((number, hurdles), points), (status, tier)) in found.zip(status.iter_mut().zip(tiers)) {
            let Some(icp) = icps.get(usize::from(*number)) else { continue };
            let hurdle = first(*hurdles);
            *status = STATUS.get(hurdle as usize).copied().unwrap_or(IcpStatus::InsufficientData);
            let reached: u16 = icp.tiers.iter().map(|least| u16::from(*points < f64::from(*least))).sum();
            let has_tier =
                matches!(*status, IcpStatus::Qualified | IcpStatus::Unqualified) & (*hurdles & LOW == 0);
            *tier = if has_tier { reached } else { NONE };
            let marks = marks.next().unwrap_or([0; W]);
            if let Some(reason) = reasons.next() {
                *reason = icp.reason(hurdle, reached, &marks);
            }
        }
    }
}

/// Below the least coverage there is no tier.
const LOW: u8 = 1 << Hurdle::LowCoverage as u8;

/// The status that each first hurdle leaves.
const STATUS: [IcpStatus; 8] = [
    IcpStatus::Disqualified,
    IcpStatus::InsufficientData,
    IcpStatus::Unqualified,
    IcpStatus::InsufficientData,
    IcpStatus::InsufficientData,
    IcpStatus::InsufficientData,
    IcpStatus::Unqualified,
    IcpStatus::Qualified,
];

/// A bit for each hurdle.
#[inline]
fn in_the_way<const W: usize>(icp: &Plain<W>, [points, _, _, known]: Narrow, marks: &[u64; W]) -> u8 {
    let any = |mask: &[u64; W]| {
        let set = marks.iter().zip(mask).fold(0, |set, (marks, mask)| set | (marks & mask));
        u8::from(set != 0)
    };
    let [excluded, _, unmet, held, open, ..] = &icp.masks;
    any(excluded)
        | u8::from(known <= 0) << Hurdle::NothingKnown as u8
        | any(unmet) << Hurdle::RequiredUnmet as u8
        | any(held) << Hurdle::ExclusionUnknown as u8
        | any(open) << Hurdle::RequiredUnknown as u8
        | u8::from(known < icp.known) << Hurdle::LowCoverage as u8
        | u8::from(points < icp.qualifying) << Hurdle::LowTier as u8
}
