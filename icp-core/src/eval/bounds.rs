//! The lowest and the highest score on a percent scale while some criteria may be left out with their weight. Called by
//! `total` for bounds and by `questions` for forecasts; it looks at points and weights only.

use std::cmp::Ordering;
use std::ops::Range;

use crate::sort::{arrange, fill};
use crate::value::percent;

/// Reusable memory, so that scoring allocates nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Buffers {
    /// The criteria that count or may count, for callers that collect them.
    pub(super) parts: Vec<Part>,
    /// Criteria of a bucket that may not apply.
    optional: Vec<Sum>,
    dimensions: Vec<Dimension>,
    /// The indices of the dimensions that have only optional criteria.
    order: Vec<usize>,
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

/// One dimension with a share.
#[derive(Debug, Clone, Copy)]
struct Dimension {
    share: f64,
    score: f64,
    /// Whether it counts in the mean.
    joined: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    Low,
    High,
}

/// Lowest and highest percentage of the first bucket or, with shares, of their mean; not below 0, not rounded.
pub(crate) fn between(
    buckets: Range<usize>,
    shares: Option<&[f64]>,
    parts: &[Part],
    buffers: &mut Buffers,
) -> Option<(f64, f64)> {
    let mut bound = |side| match shares {
        None => extreme(parts, buffers, buckets.start, side).map(|(score, _)| score),
        Some(shares) => mean(buckets.clone(), parts, buffers, shares, side),
    };
    bound(Side::Low).zip(bound(Side::High))
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
fn extreme(parts: &[Part], buffers: &mut Buffers, bucket: usize, side: Side) -> Option<(f64, bool)> {
    let Buffers { optional, joining, spare, .. } = buffers;
    let mut sum = Sum::default();
    optional.clear();
    for part in parts.iter().filter(|part| part.bucket == bucket) {
        let points = if side == Side::Low { part.points.0 } else { part.points.1 };
        let one = Sum { points: points.into(), weight: part.weight.into() };
        if part.optional {
            optional.push(one);
        } else {
            sum.add(one);
        }
    }
    let certain = sum.weight > 0;
    fill(joining, optional.len());
    let at = |at: usize| optional.get(at).copied().unwrap_or_default();
    arrange(joining, spare, &mut |a, b| match side {
        Side::High => at(a).order(at(b)).is_lt(),
        Side::Low => at(a).order(at(b)).is_gt(),
    });
    for next in joining.iter().map(|place| at(*place)) {
        let helps = match side {
            Side::High => next.order(sum).is_gt(),
            Side::Low => next.order(sum).is_lt(),
        };
        if sum.weight == 0 || helps {
            sum.add(next);
        }
    }
    (sum.weight > 0).then(|| (percent(sum.points as i64, sum.weight as i64).max(0.0), certain))
}

/// The extreme weighted mean over buckets: those with only optional criteria join while they help.
fn mean(
    buckets: Range<usize>,
    parts: &[Part],
    buffers: &mut Buffers,
    shares: &[f64],
    side: Side,
) -> Option<f64> {
    buffers.dimensions.clear();
    buffers.order.clear();
    for (bucket, share) in buckets.zip(shares) {
        if let Some((score, joined)) = extreme(parts, buffers, bucket, side) {
            if !joined {
                buffers.order.push(buffers.dimensions.len());
            }
            buffers.dimensions.push(Dimension { share: *share, score, joined });
        }
    }
    let Buffers { dimensions, order, spare, .. } = buffers;
    let score = |dimensions: &[Dimension], at: usize| dimensions.get(at).map_or(0.0, |d| d.score);
    arrange(order, spare, &mut |a, b| {
        let by_score = score(dimensions, a).total_cmp(&score(dimensions, b));
        if side == Side::High { by_score.is_lt() } else { by_score.is_gt() }
    });
    for at in order.iter() {
        let score = score(dimensions, *at);
        let helps = weighted(dimensions).is_none_or(|mean| match side {
            Side::High => score > mean,
            Side::Low => score < mean,
        });
        if helps && let Some(dimension) = dimensions.get_mut(*at) {
            dimension.joined = true;
        }
    }
    weighted(dimensions)
}

/// The mean of the dimensions that joined; the sums run in document order, like those of the score.
fn weighted(dimensions: &[Dimension]) -> Option<f64> {
    let (mut sum, mut total) = (0.0, 0.0);
    for dimension in dimensions.iter().filter(|dimension| dimension.joined) {
        sum += dimension.share * dimension.score;
        total += dimension.share;
    }
    (total > 0.0).then(|| sum / total)
}
