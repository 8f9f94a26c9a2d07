//! The parts of a score that its criteria give, in millionths, and what each would give if it alone counted something else. The
//! published parts add up exactly: what rounding leaves over is handed out, the largest remainders first.

use std::cell::OnceCell;

use crate::plan::{Card, ScalePlan};
use crate::sort::sort_by;
use crate::value::{MAX_EXACT_INTEGER, PointUnit, percent, round_micro, to_millionths};

/// The points and the weight that one criterion counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Its bucket within the card.
    pub(crate) bucket: usize,
    pub(crate) points: i64,
    /// 0 when it leaves the score.
    pub(crate) weight: i64,
}

/// Parts that are rounded to millionths, and what rounding left over; nothing for those that leave the score.
#[derive(Debug, Default)]
struct Rounded<T> {
    rounded: Vec<i64>,
    left: Vec<Option<T>>,
    sum: i64,
    /// The remainders, the least first, each with the place of its part.
    order: OnceCell<Vec<(T, usize)>>,
}

/// The parts of a card.
pub(crate) struct Parts<'a> {
    card: &'a Card,
    counted: &'a [Counted],
    /// Points and weight of each bucket.
    sums: Vec<(i64, i64)>,
    of_score: OfScore,
    /// The same for a criterion that does not count now and would count, by its bucket and its weight.
    joined: Vec<((usize, i64), Weighted)>,
}

enum OfScore {
    Percent(Weighted),
    Points(Rounded<i128>),
}

/// The parts of a percent score for certain weights of its buckets.
struct Weighted {
    of: Weights,
    parts: Rounded<f64>,
}

/// The weights of the buckets of a percent score.
#[derive(Debug)]
struct Weights {
    weights: Vec<i64>,
    /// The share of each bucket that counts, with what empty ones pass on to it, and their sum.
    shares: Vec<f64>,
    total_share: f64,
}

impl<'a> Parts<'a> {
    pub(crate) fn new(card: &'a Card, counted: &'a [Counted]) -> Self {
        let mut sums = vec![(0i64, 0i64); card.buckets.len()];
        for one in counted {
            if let Some((points, weight)) = sums.get_mut(one.bucket) {
                *points += one.points;
                *weight += one.weight;
            }
        }
        let of_score = match &card.scale {
            ScalePlan::Points { .. } => {
                let part = |one: &Counted| (one.weight > 0, micro(one.points, card.unit));
                let parts = counted.iter().map(part);
                OfScore::Points(
                    parts.map(|(counts, (rounded, left))| (rounded, counts.then_some(left))).collect(),
                )
            }
            ScalePlan::Percent | ScalePlan::Shares(_) => {
                let weights = sums.iter().map(|(_, weight)| *weight).collect();
                OfScore::Percent(Weighted::new(card, counted, weights))
            }
        };
        Self { card, counted, sums, of_score, joined: Vec::new() }
    }

    /// Points and weight of each bucket.
    pub(super) fn sums(&self) -> &[(i64, i64)] {
        &self.sums
    }

    /// The published parts, in document order.
    pub(crate) fn published(&self) -> Vec<f64> {
        match &self.of_score {
            OfScore::Percent(weighted) => {
                let sums = self.sums.iter().copied();
                weighted.parts.published(Weighted::total(self.card, sums))
            }
            OfScore::Points(parts) => parts.published(self.total_points(0)),
        }
    }

    /// The part of one criterion if it counted this in place of what it counts, and all others what they do: the same number
    /// that [`Parts::published`] would give it, without making the others.
    pub(crate) fn instead(&mut self, at: usize, most: Counted) -> f64 {
        let Some(now) = self.counted.get(at) else { return 0.0 };
        let millionths = match &self.of_score {
            OfScore::Points(parts) => {
                let (rounded, left) = micro(most.points, self.card.unit);
                let left = (most.weight > 0).then_some(left);
                parts.instead(at, (rounded, left), self.total_points(most.points - now.points))
            }
            OfScore::Percent(weighted) => {
                let added = most.weight - now.weight;
                let place = self.joined.iter().position(|(key, _)| *key == (most.bucket, added));
                let place = if added == 0 { None } else { place };
                if added != 0 && place.is_none() {
                    let mut weights = weighted.of.weights.clone();
                    weights.get_mut(most.bucket).into_iter().for_each(|weight| *weight += added);
                    let joined = Weighted::new(self.card, self.counted, weights);
                    self.joined.push(((most.bucket, added), joined));
                }
                let joined = place.map_or_else(|| self.joined.last(), |place| self.joined.get(place));
                let weighted = match joined {
                    Some((_, joined)) if added != 0 => joined,
                    _ => weighted,
                };
                let sums = self.sums.iter().zip(&weighted.of.weights).enumerate();
                let sums = sums.map(|(bucket, ((points, _), weight))| {
                    let more = if bucket == most.bucket { most.points - now.points } else { 0 };
                    (points + more, *weight)
                });
                let part = weighted.of.part(self.card, &most);
                weighted.parts.instead(at, rounded(part), Weighted::total(self.card, sums))
            }
        };
        millionths as f64 / 1e6
    }

    /// The sum of all parts on a points scale, with some points more.
    fn total_points(&self, more: i64) -> i64 {
        let ScalePlan::Points { base, .. } = &self.card.scale else { return 0 };
        let all: i64 = self.sums.iter().map(|(points, _)| points).sum();
        micro(base + all + more, self.card.unit).0 - micro(*base, self.card.unit).0
    }
}

/// The parts of a scorecard whose weights are the same for every account: each depends on its own criterion only.
#[derive(Debug)]
pub(crate) struct FixedParts<'a> {
    card: &'a Card,
    /// On a percent scale.
    weighted: Option<Weights>,
}

impl<'a> FixedParts<'a> {
    pub(crate) fn new(card: &'a Card) -> Self {
        let weighted = match &card.scale {
            ScalePlan::Points { .. } => None,
            ScalePlan::Percent | ScalePlan::Shares(_) => Some(Weights::new(card, card.weights.to_vec())),
        };
        Self { card, weighted }
    }

    /// A part in millionths, and what rounding it left over.
    pub(crate) fn part(&self, one: Counted) -> (f64, f64) {
        match &self.weighted {
            Some(weighted) => {
                let (rounded, left) = rounded(weighted.part(self.card, &one));
                (rounded as f64, left.unwrap_or_default())
            }
            None => {
                let (rounded, left) = micro(one.points, self.card.unit);
                (rounded as f64, left as f64)
            }
        }
    }
}

impl Weighted {
    fn new(card: &Card, counted: &[Counted], weights: Vec<i64>) -> Self {
        let of = Weights::new(card, weights);
        let parts = counted.iter().map(|one| rounded(of.part(card, one))).collect();
        Self { of, parts }
    }

    /// The sum of all parts, in millionths.
    fn total(card: &Card, sums: impl Iterator<Item = (i64, i64)> + Clone) -> i64 {
        round_micro(raw(card, sums))
    }
}

impl Weights {
    fn new(card: &Card, weights: Vec<i64>) -> Self {
        let counts = |at: usize| weights.get(at).is_some_and(|weight| *weight > 0);
        let shares: Vec<f64> = match &card.scale {
            ScalePlan::Shares(shares) => {
                let share = |at: usize| if counts(at) { shares.effective(at, counts) } else { 0.0 };
                (0..weights.len()).map(share).collect()
            }
            ScalePlan::Percent | ScalePlan::Points { .. } => Vec::new(),
        };
        let total_share = shares.iter().sum();
        Self { weights, shares, total_share }
    }

    /// A part in millionths, not rounded; `None` when it leaves the score.
    fn part(&self, card: &Card, one: &Counted) -> Option<f64> {
        let weight = self.weights.get(one.bucket).filter(|weight| one.weight > 0 && **weight > 0);
        match &card.scale {
            ScalePlan::Shares(shares) => {
                let part = match shares.get(one.bucket).and_then(|share| share.full) {
                    Some(full) => (one.weight > 0).then(|| percent(one.points, full)),
                    None => weight.map(|weight| percent(one.points, *weight)),
                };
                let share = self.shares.get(one.bucket).copied().unwrap_or_default();
                part.map(|part| part * share / self.total_share * 1e6)
            }
            ScalePlan::Percent | ScalePlan::Points { .. } => {
                weight.map(|weight| percent(one.points, *weight) * 1e6)
            }
        }
    }
}

/// A percent score before floors and clips.
pub(super) fn raw(card: &Card, mut sums: impl Iterator<Item = (i64, i64)> + Clone) -> f64 {
    match &card.scale {
        ScalePlan::Shares(shares) => {
            let scores = shares.iter().zip(sums);
            let raw = scores.map(|(share, (points, weight))| (weight > 0).then(|| share.raw(points, weight)));
            shares.mean(raw).unwrap_or(0.0)
        }
        ScalePlan::Percent | ScalePlan::Points { .. } => {
            let (points, weight) = sums.next().unwrap_or_default();
            if weight > 0 { percent(points, weight) } else { 0.0 }
        }
    }
}

/// A part in millionths, and what rounding it left over.
fn rounded(part: Option<f64>) -> (i64, Option<f64>) {
    let Some(part) = part else { return (0, None) };
    // Beyond these all numbers are whole.
    if part.abs() >= MAX_EXACT_INTEGER as f64 {
        return (part as i64, Some(0.0));
    }
    // The whole part and what is left of it are exact, so this is `round`, without a call.
    let whole = part as i64;
    let left = part - whole as f64;
    let rounded = whole + i64::from(left >= 0.5) - i64::from(left <= -0.5);
    (rounded, Some(part - rounded as f64))
}

/// Units as millionths, and what is left over in 10^-12, or in equal parts of that.
fn micro(units: i64, unit: PointUnit) -> (i64, i128) {
    let (millionths, left) = to_millionths(units.into(), unit);
    (i64::try_from(millionths).unwrap_or(i64::MAX), left)
}

impl<T> FromIterator<(i64, Option<T>)> for Rounded<T> {
    fn from_iter<I: IntoIterator<Item = (i64, Option<T>)>>(parts: I) -> Self {
        let (rounded, left): (Vec<i64>, Vec<Option<T>>) = parts.into_iter().unzip();
        let sum = rounded.iter().sum();
        Self { rounded, left, sum, order: OnceCell::new() }
    }
}

/// The most remainders that are sorted in place: most scorecards have no more.
const FEW: usize = 32;

/// Each goes down to its place among those before it; equal ones stay in their order.
fn sort_few<T: PartialOrd>(order: &mut [(T, usize)]) {
    for end in 1..order.len() {
        for at in (1..=end).rev() {
            match order.get_mut(at - 1..=at) {
                Some([below, above]) if below.0 > above.0 => std::mem::swap(below, above),
                _ => break,
            }
        }
    }
}

impl<T: Copy + PartialOrd> Rounded<T> {
    /// The remainders, the least first, and equal ones in document order.
    fn order(&self) -> &[(T, usize)] {
        self.order.get_or_init(|| {
            let places = self.left.iter().enumerate();
            let mut order: Vec<(T, usize)> =
                places.filter_map(|(at, left)| left.map(|left| (left, at))).collect();
            if order.len() <= FEW {
                sort_few(&mut order);
                return order;
            }
            let compare = |a: &T, b: &T| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal);
            sort_by(&mut order, |(a, _), (b, _)| compare(a, b));
            order
        })
    }

    /// The published parts, which add up to a total.
    fn published(&self, total: i64) -> Vec<f64> {
        let mut parts = self.rounded.clone();
        let rest = total - self.sum;
        let mut add = |some: &[(T, usize)]| {
            for (_, at) in some {
                parts.get_mut(*at).into_iter().for_each(|part| *part += rest.signum());
            }
        };
        if rest != 0 {
            let order = self.order();
            let count = (rest.unsigned_abs() as usize).min(order.len());
            match order.get(order.len() - count) {
                // The largest, and of those that are equal to the least of them the first ones.
                Some((least, _)) if rest > 0 => {
                    let more = order.partition_point(|(left, _)| left <= least);
                    let equal = order.partition_point(|(left, _)| left < least);
                    let missing = (count + more).saturating_sub(order.len());
                    add(order.get(more..).unwrap_or_default());
                    add(order.get(equal..equal + missing).unwrap_or_default());
                }
                _ => add(order.get(..count).unwrap_or_default()),
            }
        }
        parts.into_iter().map(|part| part as f64 / 1e6).collect()
    }

    /// One part with another in its place, where all then add up to a total.
    fn instead(&self, at: usize, (rounded, left): (i64, Option<T>), total: i64) -> i64 {
        let rest = total - (self.sum - self.rounded.get(at).copied().unwrap_or_default() + rounded);
        let Some(left) = left.filter(|_| rest != 0) else { return rounded };
        // Its own remainder of now is not among those that it competes with.
        let own = self.left.get(at).copied().flatten();
        let own = own.is_some_and(|own| if rest > 0 { own > left } else { own < left });
        let before = self.before(rest, left, at) - u64::from(own);
        rounded + if before < rest.unsigned_abs() { rest.signum() } else { 0 }
    }

    /// How many remainders come before one when a rest is handed out: the largest first where it is to be added, the least
    /// first where it is to be taken away, and equal ones in document order.
    fn before(&self, rest: i64, left: T, at: usize) -> u64 {
        let order = self.order();
        let less = order.partition_point(|(other, _)| *other < left);
        let until = order.partition_point(|(other, place)| *other < left || (*other == left && *place < at));
        let not_more = order.partition_point(|(other, _)| *other <= left);
        (if rest > 0 { order.len() - not_more + until - less } else { until }) as u64
    }
}

#[cfg(test)]
mod tests;
