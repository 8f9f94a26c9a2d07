//! Bounds where it is unknown whether a criterion applies at all, on percent scales: the weights vary too.

use super::{Scratch, outcome, total::percent};
use crate::plan::{Applies, Card, Plan, ScalePlan};

/// A sum of points and of weights.
#[derive(Clone, Copy, Default)]
struct Sum {
    points: i128,
    weight: i128,
}

/// One bucket: what surely counts, and what may.
#[derive(Default)]
struct Bucket {
    certain: Sum,
    optional: Vec<Sum>,
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Low,
    High,
}

/// Lowest and highest score; `None` when no criterion could apply.
pub(super) fn with_optional(plan: &Plan, card: &Card, scratch: &Scratch) -> Option<(f64, f64)> {
    let bound = |side| {
        let buckets = gather(plan, card, scratch, side);
        match &card.scale {
            ScalePlan::Percent | ScalePlan::Points { .. } => extreme(buckets.first()?, side),
            ScalePlan::Shares(shares) => mean(shares, &buckets, side),
        }
    };
    Some((bound(Side::Low)?, bound(Side::High)?))
}

fn gather(plan: &Plan, card: &Card, scratch: &Scratch, side: Side) -> Vec<Bucket> {
    let mut buckets: Vec<Bucket> = card.buckets.clone().map(|_| Bucket::default()).collect();
    for index in card.criteria.clone() {
        let Some(criterion) = plan.criteria.get(index) else { continue };
        let outcome = outcome(plan, scratch, index);
        if outcome.applies == Applies::Never {
            continue;
        }
        let points = if side == Side::Low { outcome.lo } else { outcome.hi };
        let sum = Sum { points: points.into(), weight: criterion.weight.into() };
        let at = criterion.bucket.checked_sub(card.buckets.start);
        let Some(bucket) = at.and_then(|at| buckets.get_mut(at)) else { continue };
        if outcome.applies == Applies::Maybe {
            bucket.optional.push(sum);
        } else {
            bucket.certain.points += sum.points;
            bucket.certain.weight += sum.weight;
        }
    }
    buckets
}

impl Sum {
    /// The order of the two quotients.
    fn order(self, other: Self) -> std::cmp::Ordering {
        (self.points * other.weight).cmp(&(other.points * self.weight))
    }

    fn score(self) -> f64 {
        percent(self.points as i64, self.weight as i64).max(0.0)
    }
}

/// The extreme score of a bucket: the optional criteria join, the most extreme first, while they help.
fn extreme(bucket: &Bucket, side: Side) -> Option<f64> {
    let mut optional = bucket.optional.clone();
    optional.sort_by(|a, b| if side == Side::High { b.order(*a) } else { a.order(*b) });
    let mut sum = bucket.certain;
    for next in optional {
        let helps = sum.weight == 0
            || match side {
                Side::High => next.order(sum).is_gt(),
                Side::Low => next.order(sum).is_lt(),
            };
        if helps {
            sum.points += next.points;
            sum.weight += next.weight;
        }
    }
    (sum.weight > 0).then(|| sum.score())
}

/// The extreme weighted mean over buckets: those with only optional criteria join while they help.
fn mean(shares: &[f64], buckets: &[Bucket], side: Side) -> Option<f64> {
    let scores: Vec<(f64, Option<f64>, bool)> = shares
        .iter()
        .zip(buckets)
        .map(|(share, bucket)| (*share, extreme(bucket, side), bucket.certain.weight > 0))
        .collect();
    // Sums run in document order, like those of the score.
    let mut joined: Vec<bool> =
        scores.iter().map(|(_, score, certain)| *certain && score.is_some()).collect();
    let total = |joined: &[bool]| {
        let (mut sum, mut total) = (0.0, 0.0);
        for ((share, score, _), joined) in scores.iter().zip(joined) {
            if let (Some(score), true) = (score, joined) {
                sum += share * score;
                total += share;
            }
        }
        (total > 0.0).then(|| sum / total)
    };
    let mut optional: Vec<(usize, f64)> = scores
        .iter()
        .enumerate()
        .filter(|(_, (_, _, certain))| !certain)
        .filter_map(|(at, (_, score, _))| score.map(|score| (at, score)))
        .collect();
    optional.sort_by(|(_, a), (_, b)| if side == Side::High { b.total_cmp(a) } else { a.total_cmp(b) });
    for (at, score) in optional {
        let helps =
            total(&joined).is_none_or(|mean| if side == Side::High { score > mean } else { score < mean });
        if helps && let Some(joined) = joined.get_mut(at) {
            *joined = true;
        }
    }
    total(&joined)
}
