//! The part of the score that each criterion gives. The published parts add up exactly: what rounding leaves over is
//! handed out in millionths, the largest remainders first.

use super::Scratch;
use crate::plan::{Between, Card, End, ScalePlan};
use crate::sort::sort_by;
use crate::value::{PointUnit, clamped, percent, published, round_micro, round_published, to_millionths};

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
    /// The points that are 100 of 100 in a dimension.
    Full,
    /// The lowest score of a limit.
    AtLeast,
    /// The highest score of a limit.
    AtMost,
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
            Self::Full => "full",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
        }
    }
}

/// A floor, cap or clip that acted; a dimension and a limit are given by their places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Acted {
    pub(crate) kind: AdjustmentKind,
    pub(crate) dimension: Option<usize>,
    pub(crate) limit: Option<usize>,
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

/// The published contributions, in document order, and the floors, caps and clips that acted. INVARIANT: the scratch has
/// been scored with the plan of the card.
pub(crate) fn contributions(card: &Card, counted: &[Counted], scratch: &Scratch) -> (Vec<f64>, Vec<Acted>) {
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
            let mut acted: Vec<Acted> = floor(None, raw).into_iter().collect();
            add_limits(card, scratch, raw.max(0.0), &mut acted);
            (hand_out(parts, round_micro(raw)), acted)
        }
        ScalePlan::Shares(shares) => {
            let scores = shares.iter().zip(&sums);
            let raw =
                scores.clone().map(|(share, (p, weight))| (*weight > 0).then(|| share.raw(*p, *weight)));
            let clipped =
                scores.clone().map(|(share, (p, weight))| (*weight > 0).then(|| share.score(*p, *weight)));
            let mut acted = Vec::new();
            for (at, ((share, (points, weight)), raw)) in scores.clone().zip(raw.clone()).enumerate() {
                let Some(raw) = raw else { continue };
                acted.extend(floor(Some(at), raw));
                if share.full.is_some_and(|full| *points > full) {
                    let to = share.score(*points, *weight);
                    acted.push(Acted { dimension: Some(at), ..Acted::new(AdjustmentKind::Full, raw, to) });
                }
            }
            add_limits(card, scratch, shares.mean(clipped).unwrap_or(0.0), &mut acted);
            let counts = |at: usize| sums.get(at).is_some_and(|(_, weight)| *weight > 0);
            let share = |at: usize| shares.effective(at, counts);
            let total: f64 = (0..sums.len()).filter(|at| counts(*at)).map(share).sum();
            let parts = counted.iter().map(|one| {
                let full = shares.get(one.bucket).and_then(|share| share.full);
                let part = match full {
                    Some(full) => (one.weight > 0).then(|| percent(one.points, full)),
                    None => part(one, &sums),
                };
                part.map(|v| v * share(one.bucket) / total * 1e6)
            });
            (hand_out(parts, round_micro(shares.mean(raw).unwrap_or(0.0))), acted)
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
                let capped = cap.map_or(*points, |cap| clamped(*points, -cap, cap));
                if capped != *points {
                    acted.push(adjustment(AdjustmentKind::Cap, Some(at), *points, capped, card.unit));
                }
                total += capped;
            }
            for (at, limit) in
                card.limits.iter().enumerate().filter(|(_, one)| one.acts(&scratch.flags).holds())
            {
                if let Some((kind, to)) = beyond(limit.units, |end, to| end.is_further(&total, to)) {
                    acted.push(Acted { limit: Some(at), ..adjustment(kind, None, total, to, card.unit) });
                    total = to;
                }
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

/// The limits of a percent scale that acted on a score.
fn add_limits(card: &Card, scratch: &Scratch, score: f64, acted: &mut Vec<Acted>) {
    let mut score = round_published(score);
    for (at, limit) in card.limits.iter().enumerate().filter(|(_, one)| one.acts(&scratch.flags).holds()) {
        if let Some((kind, to)) = beyond(limit.scores, |end, to| end.is_further(&score, to)) {
            acted.push(Acted { limit: Some(at), ..Acted::new(kind, score, to) });
            score = to;
        }
    }
}

/// The end of a limit that a number is beyond. It is beyond one at most, since the lowest is not above the highest.
fn beyond<T: Copy>(
    (least, most): Between<T>,
    is_beyond: impl Fn(End, &T) -> bool,
) -> Option<(AdjustmentKind, T)> {
    let least = least.filter(|least| is_beyond(End::Low, least)).map(|to| (AdjustmentKind::AtLeast, to));
    least.or_else(|| most.filter(|most| is_beyond(End::High, most)).map(|to| (AdjustmentKind::AtMost, to)))
}

impl Acted {
    fn new(kind: AdjustmentKind, from: f64, to: f64) -> Self {
        Self { kind, dimension: None, limit: None, from: round_published(from), to }
    }
}

fn floor(dimension: Option<usize>, score: f64) -> Option<Acted> {
    (score < 0.0).then(|| Acted { dimension, ..Acted::new(AdjustmentKind::Floor, score, 0.0) })
}

fn adjustment(kind: AdjustmentKind, dimension: Option<usize>, from: i64, to: i64, unit: PointUnit) -> Acted {
    let (from, to) = (published(from.into(), unit), published(to.into(), unit));
    Acted { kind, dimension, limit: None, from, to }
}

/// Units as millionths, and what is left over in 10^-12, or in equal parts of that.
fn micro(units: i64, unit: PointUnit) -> (i64, i128) {
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
