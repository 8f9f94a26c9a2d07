//! The part of the score that each criterion gives. The published parts add up exactly: what rounding leaves over is
//! handed out in millionths, the largest remainders first.

use crate::plan::{Card, ScalePlan};
use crate::sort::sort_by;
use crate::value::{percent, published, round_micro, round_published, to_millionths};

/// A cap, a floor or another adjustment that acted on a score.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::assessment::AdjustmentKind;
/// // The demo gives 7.5 points, and the scale of the intent scorecard ends at 7.
/// let acted = &answer.data().icps[0].intent.as_ref().unwrap().adjustments[0];
/// assert_eq!((acted.kind, acted.to), (AdjustmentKind::Max, 7.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AdjustmentKind {
    /// A percent score is never below 0.
    Floor,
    /// The cap of a dimension.
    Cap,
    /// The lowest score of a points scale.
    Min,
    /// The highest score of a points scale.
    Max,
}

impl AdjustmentKind {
    /// The word in an assessment.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert!(answer.data().icps[0].fit.adjustments.iter().all(|one| !one.kind.as_str().is_empty()));
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Cap => "cap",
            Self::Min => "min",
            Self::Max => "max",
        }
    }
}

/// A floor, cap or clip that acted; a dimension is given by its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Acted {
    pub(crate) kind: AdjustmentKind,
    pub(crate) dimension: Option<usize>,
    pub(crate) from: f64,
    pub(crate) to: f64,
}

/// The points and the weight that one criterion counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    /// Its bucket within the card.
    pub(crate) bucket: usize,
    pub(crate) points: i64,
    /// 0 when it leaves the score.
    pub(crate) weight: i64,
}

/// The published contributions, in document order, and the floors, caps and clips that acted.
pub(crate) fn contributions(card: &Card, counted: &[Counted]) -> (Vec<f64>, Vec<Acted>) {
    let mut points = vec![0i64; card.buckets.len()];
    let mut weights = vec![0i64; card.buckets.len()];
    for one in counted {
        if let Some((points, weight)) = points.get_mut(one.bucket).zip(weights.get_mut(one.bucket)) {
            *points += one.points;
            *weight += one.weight;
        }
    }
    let sums: Vec<(i64, i64)> = points.into_iter().zip(weights).collect();
    match &card.scale {
        ScalePlan::Percent => {
            let (points, weight) = sums.first().copied().unwrap_or_default();
            let raw = if weight > 0 { percent(points, weight) } else { 0.0 };
            let parts = counted.iter().map(|one| part(one, &sums).map(|v| v * 1e6));
            (hand_out(parts, round_micro(raw)), floor(None, raw).into_iter().collect())
        }
        ScalePlan::Shares(shares) => {
            let (mut raw, mut total) = (0.0, 0.0);
            let mut floors = Vec::new();
            for (at, (share, (points, weight))) in shares.iter().zip(&sums).enumerate() {
                if *weight > 0 {
                    let score = percent(*points, *weight);
                    raw += share * score;
                    total += share;
                    floors.extend(floor(Some(at), score));
                }
            }
            let raw = if total > 0.0 { raw / total } else { 0.0 };
            let parts = counted.iter().map(|one| {
                let share = shares.get(one.bucket).copied().unwrap_or_default();
                part(one, &sums).map(|v| v * share / total * 1e6)
            });
            (hand_out(parts, round_micro(raw)), floors)
        }
        ScalePlan::Points { base, min, max, caps } => {
            let all: i64 = sums.iter().map(|(points, _)| points).sum();
            let (rounded, left): (Vec<i64>, Vec<i128>) =
                counted.iter().map(|one| micro(one.points, card.unit)).unzip();
            let remainders = left.iter().zip(counted).map(|(left, one)| (one.weight > 0).then_some(*left));
            let parts = spread(
                rounded,
                remainders.collect(),
                micro(base + all, card.unit).0 - micro(*base, card.unit).0,
            );
            let mut acted = Vec::new();
            let mut total = *base;
            for (at, ((points, _), cap)) in sums.iter().zip(caps).enumerate() {
                let capped = cap.map_or(*points, |cap| (*points).clamp(-cap, cap));
                if capped != *points {
                    acted.push(adjustment(AdjustmentKind::Cap, Some(at), *points, capped, card.unit));
                }
                total += capped;
            }
            if let Some(min) = min.filter(|min| total < *min) {
                acted.push(adjustment(AdjustmentKind::Min, None, total, min, card.unit));
                total = min;
            }
            if let Some(max) = max.filter(|max| total > *max) {
                acted.push(adjustment(AdjustmentKind::Max, None, total, max, card.unit));
            }
            (parts, acted)
        }
    }
}

/// 100 x points / weights of its bucket; `None` when it leaves the score.
fn part(one: &Counted, sums: &[(i64, i64)]) -> Option<f64> {
    let (_, weight) = sums.get(one.bucket)?;
    (one.weight > 0 && *weight > 0).then(|| percent(one.points, *weight))
}

fn floor(dimension: Option<usize>, score: f64) -> Option<Acted> {
    (score < 0.0).then(|| Acted {
        kind: AdjustmentKind::Floor,
        dimension,
        from: round_published(score),
        to: 0.0,
    })
}

fn adjustment(kind: AdjustmentKind, dimension: Option<usize>, from: i64, to: i64, unit: i64) -> Acted {
    Acted { kind, dimension, from: published(from.into(), unit), to: published(to.into(), unit) }
}

/// Units as millionths, and what is left over in 10^-12.
fn micro(units: i64, unit: i64) -> (i64, i128) {
    let (millionths, left) = to_millionths(units.into(), unit);
    (i64::try_from(millionths).unwrap_or(i64::MAX), left)
}

/// Parts in millionths, not rounded, as published numbers that add up to a total.
fn hand_out(parts: impl Iterator<Item = Option<f64>>, total: i64) -> Vec<f64> {
    let (rounded, left) = parts
        .map(|part| match part {
            Some(part) => (part.round() as i64, Some(part - part.round())),
            None => (0, None),
        })
        .unzip();
    spread(rounded, left, total)
}

fn spread<T: PartialOrd>(mut rounded: Vec<i64>, left: Vec<Option<T>>, total: i64) -> Vec<f64> {
    let rest = total - rounded.iter().sum::<i64>();
    let mut order: Vec<(usize, T)> =
        left.into_iter().enumerate().filter_map(|(at, left)| left.map(|left| (at, left))).collect();
    let compare = |a: &T, b: &T| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal);
    sort_by(&mut order, |(_, a), (_, b)| if rest > 0 { compare(b, a) } else { compare(a, b) });
    for (at, _) in order.iter().take(rest.unsigned_abs() as usize) {
        if let Some(part) = rounded.get_mut(*at) {
            *part += rest.signum();
        }
    }
    rounded.into_iter().map(|part| part as f64 / 1e6).collect()
}
