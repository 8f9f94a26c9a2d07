//! The lowest and the highest score on a percent scale while some criteria may be left out with their weight. Called by
//! `total` for bounds and by `questions` for forecasts; it looks at points and weights only.

use std::cmp::Ordering;
use std::ops::Range;

use crate::plan::{End, MeanBuffers, Share, Shares};
use crate::sort::{arrange, fill};
use crate::value::percent;

/// Reusable memory, so that scoring allocates nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Buffers {
    /// The criteria that count or may count, for callers that collect them.
    pub(super) parts: Vec<Part>,
    /// Criteria of a bucket that may not apply.
    optional: Vec<Sum>,
    mean: MeanBuffers,
    /// The indices of the optional criteria, in the order in which the extreme takes them in.
    joining: Vec<usize>,
    /// The spare buffer of the merge sort.
    spare: Vec<usize>,
}

/// One criterion, as far as it may count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    pub(crate) bucket: usize,
    /// Lowest and highest points.
    pub(crate) points: (i64, i64),
    pub(crate) weight: i64,
    /// Whether it may also be left out, with its weight.
    pub(crate) optional: bool,
}

/// A sum of points and of weights.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    points: i128,
    weight: i128,
}

/// The amounts of the parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Amounts {
    /// Points, for the score.
    Points,
    /// Known weights, for the coverage.
    Weights,
}

/// Lowest and highest percentage of the first bucket or, with shares, of their mean; not below 0, not rounded.
pub(crate) fn between(
    buckets: Range<usize>,
    shares: Option<(&Shares, Amounts)>,
    parts: &[Part],
    buffers: &mut Buffers,
) -> Option<(f64, f64)> {
    let mut bound = |end| match shares {
        None => extreme(parts, buffers, buckets.start, end).map(|(score, _)| score),
        Some((shares, amounts)) => mean(buckets.clone(), parts, buffers, shares, amounts, end),
    };
    bound(End::Low).zip(bound(End::High))
}

impl Part {
    fn at(&self, end: End) -> i64 {
        match end {
            End::Low => self.points.0,
            End::High => self.points.1,
        }
    }
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.points += other.points;
        self.weight += other.weight;
    }

    /// The order of the two quotients.
    fn order(self, other: Self) -> Ordering {
        (self.points * other.weight).cmp(&(other.points * self.weight))
    }
}

/// The extreme score of a bucket, and whether it surely has one: the optional criteria join what surely counts,
/// the most extreme first, while they help. (Equal ones help or do not alike, so their order does not matter.)
fn extreme(parts: &[Part], buffers: &mut Buffers, bucket: usize, end: End) -> Option<(f64, bool)> {
    let Buffers { optional, joining, spare, .. } = buffers;
    let mut sum = Sum::default();
    optional.clear();
    for part in parts.iter().filter(|part| part.bucket == bucket) {
        let one = Sum { points: part.at(end).into(), weight: part.weight.into() };
        if part.optional {
            optional.push(one);
        } else {
            sum.add(one);
        }
    }
    let certain = sum.weight > 0;
    fill(joining, optional.len());
    let at = |at: usize| optional.get(at).copied().unwrap_or_default();
    arrange(joining, spare, &mut |a, b| match end {
        End::High => at(a).order(at(b)).is_lt(),
        End::Low => at(a).order(at(b)).is_gt(),
    });
    for next in joining.iter().map(|place| at(*place)) {
        let helps = match end {
            End::High => next.order(sum).is_gt(),
            End::Low => next.order(sum).is_lt(),
        };
        if sum.weight == 0 || helps {
            sum.add(next);
        }
    }
    (sum.weight > 0).then(|| (percent(sum.points as i64, sum.weight as i64).max(0.0), certain))
}

/// The extreme score of a bucket whose points are compared with a number, and whether it surely has one. What is optional
/// counts where it helps; where nothing else counts, one of them does in any case.
fn extreme_of_full(parts: &[Part], bucket: usize, share: &Share, end: End) -> Option<(f64, bool)> {
    let (mut sum, mut nearest) = (0i64, None::<i64>);
    let (mut certain, mut helped) = (false, false);
    for part in parts.iter().filter(|part| part.bucket == bucket) {
        let points = part.at(end);
        if !part.optional {
            certain = true;
            sum = sum.saturating_add(points);
        } else if end.is_further(&points, &0) {
            helped = true;
            sum = sum.saturating_add(points);
        } else {
            nearest = Some(nearest.map_or(points, |nearest| end.further(nearest, points)));
        }
    }
    let alone = nearest.filter(|_| !certain && !helped);
    (certain || helped || alone.is_some()).then(|| (share.score(alone.unwrap_or(sum), 0), certain))
}

/// The extreme mean over buckets.
fn mean(
    buckets: Range<usize>,
    parts: &[Part],
    buffers: &mut Buffers,
    shares: &Shares,
    amounts: Amounts,
    end: End,
) -> Option<f64> {
    let mut mean = std::mem::take(&mut buffers.mean);
    let scores = buckets.zip(shares.iter()).map(|(bucket, share)| match (share.full, amounts) {
        (Some(_), Amounts::Points) => extreme_of_full(parts, bucket, share, end),
        (None, Amounts::Points) | (_, Amounts::Weights) => extreme(parts, buffers, bucket, end),
    });
    let found = shares.extreme(end, scores, &mut mean);
    buffers.mean = mean;
    found
}
