//! From sums to scores: one division for each bucket, the only step in floats.

use super::{CardScore, Scratch, bounds, score::is_set};
use crate::plan::{Card, Lane, Lanes, Narrow, Plan, ScalePlan, widened};

pub(super) fn lane(lanes: &Lanes, lane: Lane) -> i64 {
    lanes.get(lane as usize).copied().unwrap_or_default()
}

/// Integers up to here are exact in a float.
const EXACT: u64 = 1 << 53;

/// 100 x points / weights. The quotient of two integers is the same in every unit: they are reduced when they
/// are not exact as floats.
pub(crate) fn percent(points: i64, weight: i64) -> f64 {
    let (mut points, mut weight) = (points, weight);
    if points.unsigned_abs() > EXACT || weight.unsigned_abs() > EXACT {
        let by = gcd(points.unsigned_abs(), weight.unsigned_abs()).max(1) as i64;
        points /= by;
        weight /= by;
    }
    points as f64 / weight as f64 * 100.0
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Rounded to six decimals, half away from zero; never -0.
pub(crate) fn round_published(value: f64) -> f64 {
    let scaled = value * 1e6;
    if scaled.abs() >= EXACT as f64 {
        return scaled / 1e6;
    }
    // The integer part and what is left of it are exact, so this is `round`, without a call.
    let whole = scaled as i64;
    let left = scaled - whole as f64;
    let rounded = whole + i64::from(left >= 0.5) - i64::from(left <= -0.5);
    rounded as f64 / 1e6
}

/// Units of a card as a published number.
pub(crate) fn published(units: i64, unit: i64) -> f64 {
    let pico = i128::from(units) * i128::from(unit);
    let half = if pico < 0 { -500_000 } else { 500_000 };
    ((pico + half) / 1_000_000) as f64 / 1e6
}

/// Units of a card as the nearest number, not rounded: points have up to twelve decimals.
pub(crate) fn exact(units: i64, unit: i64) -> f64 {
    let pico = i128::from(units) * i128::from(unit);
    if pico % 1_000_000 == 0 { (pico / 1_000_000) as f64 / 1e6 } else { pico as f64 / 1e12 }
}

/// A score from the points and the weight of each bucket, not rounded on percent scales; `None` without weight.
pub(super) fn scaled(
    card: &Card,
    mut sums: impl Iterator<Item = Lanes>,
    points: Lane,
    weight: Lane,
) -> Option<f64> {
    match &card.scale {
        ScalePlan::Percent => {
            let sum = &sums.next()?;
            let weight = lane(sum, weight);
            (weight > 0).then(|| percent(lane(sum, points), weight).max(0.0))
        }
        ScalePlan::Shares(shares) => {
            let (mut sum, mut total) = (0.0, 0.0);
            for (share, bucket) in shares.iter().zip(sums) {
                let weight = lane(&bucket, weight);
                if weight > 0 {
                    sum += share * percent(lane(&bucket, points), weight).max(0.0);
                    total += share;
                }
            }
            (total > 0.0).then(|| sum / total)
        }
        ScalePlan::Points { base, min, max, caps } => {
            let mut total = *base;
            let mut weights = 0;
            for (bucket, cap) in sums.zip(caps) {
                let points = lane(&bucket, points);
                total += cap.map_or(points, |cap| points.clamp(-cap, cap));
                weights += lane(&bucket, weight);
            }
            if let Some(min) = min {
                total = total.max(*min);
            }
            if let Some(max) = max {
                total = total.min(*max);
            }
            (weights > 0).then(|| published(total, card.unit))
        }
    }
}

/// The share of the weight whose criteria are known.
fn coverage(card: &Card, sums: impl Iterator<Item = Lanes>) -> f64 {
    let ratio = |known: i64, all: i64| if all > 0 { percent(known, all) / 100.0 } else { 0.0 };
    let counted = sums.map(|bucket| (lane(&bucket, Lane::Known), lane(&bucket, Lane::Applicable)));
    let share = match &card.scale {
        ScalePlan::Percent | ScalePlan::Points { .. } => {
            let (known, all) = counted.fold((0, 0), |(known, all), (k, a)| (known + k, all + a));
            ratio(known, all)
        }
        ScalePlan::Shares(shares) => {
            let (mut sum, mut total) = (0.0, 0.0);
            for (share, (known, all)) in shares.iter().zip(counted) {
                if all > 0 {
                    sum += share * ratio(known, all);
                    total += share;
                }
            }
            if total > 0.0 { sum / total } else { 0.0 }
        }
    };
    round_published(share)
}

/// The sums of a card's buckets.
fn buckets<'s>(card: &'s Card, scratch: &'s Scratch) -> impl Iterator<Item = Lanes> + Clone + 's {
    let (narrow, wide) = (scratch.narrow.get(card.buckets.clone()), scratch.wide.get(card.buckets.clone()));
    (0..card.buckets.len()).map_while(move |at| {
        if card.narrow {
            Some(widened(narrow?.get(at)?, *card.weights.get(at)?))
        } else {
            wide?.get(at).copied()
        }
    })
}

/// The numbers of a scorecard. The tier is the one that the score reaches, whatever the status.
pub(super) fn card_score(plan: &Plan, card: &Card, scratch: &mut Scratch) -> CardScore {
    match (&card.scale, card.narrow, card.buckets.start) {
        (ScalePlan::Percent, true, bucket) => {
            plain_score(card, scratch.narrow.get(bucket).copied().unwrap_or_default(), &scratch.marks)
        }
        _ => any(plan, card, scratch),
    }
}

/// Rounded to a whole number, half up, of a number from 0 to 2^51: [`f64::round`] without a call or a branch.
#[inline(always)]
fn round_small(value: f64) -> f64 {
    // Adding it leaves no room for a fraction: the sum is rounded, half to even.
    const ROOM: f64 = (1u64 << 52) as f64;
    let even = (value + ROOM) - ROOM;
    if value - even >= 0.5 { even + 1.0 } else { even }
}

/// Points as a score on a percent scale with one bucket of a weight, in whole millionths.
#[inline(always)]
pub(crate) fn plain_millionths(points: f64, weight: f64) -> f64 {
    let percent = points / weight * 100.0;
    // Written so that it is one instruction; 0 / 0 is 0.
    round_small(if percent > 0.0 { percent } else { 0.0 } * 1e6)
}

/// Points as a score on a percent scale with one bucket of a weight.
#[inline(always)]
pub(crate) fn plain_percent(points: i32, weight: f64) -> f64 {
    plain_millionths(points.into(), weight) / 1e6
}

/// The share of a weight that is known.
#[inline(always)]
pub(crate) fn plain_ratio(known: f64, weight: f64) -> f64 {
    let share = round_small(known / weight * 100.0 / 100.0 * 1e6) / 1e6;
    if known == weight { 1.0 } else { share }
}

/// The share of a weight that is known.
#[inline(always)]
pub(crate) fn plain_coverage(known: i32, weight: f64) -> f64 {
    plain_ratio(known.into(), weight)
}

/// The common case, one narrow bucket on a percent scale: the same steps as [`any`] without its detours.
#[inline]
pub(crate) fn plain_score(card: &Card, sum: Narrow, marks: &[u64]) -> CardScore {
    let [points, low, high, known] = sum;
    let weight = card.weights.first().copied().unwrap_or_default() as f64;
    let score = (known > 0).then(|| plain_percent(points, weight));
    let bounds = match score {
        // Then the three are the same sum.
        Some(score) if points == low && low == high => (score, score),
        _ => (plain_percent(low, weight), plain_percent(high, weight)),
    };
    let coverage = plain_coverage(known, weight);
    let tier = score.filter(|_| coverage >= card.min_coverage).and_then(|score| tier(card, score, marks));
    CardScore { score, bounds: Some(bounds), coverage, tier }
}

/// The numbers of any scorecard.
fn any(plan: &Plan, card: &Card, scratch: &mut Scratch) -> CardScore {
    let optional = card.optional.is_some_and(|mark| is_set(&scratch.marks, mark));
    let open_bounds = if optional { bounds::with_optional(plan, card, scratch) } else { None };
    let sums = buckets(card, scratch);
    let (mut known, mut applicable) = (0, 0);
    for bucket in sums.clone() {
        known += lane(&bucket, Lane::Known);
        applicable += lane(&bucket, Lane::Applicable);
    }
    let points = || scaled(card, sums.clone(), Lane::Points, Lane::Weight).map(round_published);
    let score = if known > 0 { points() } else { None };
    let bounds = if optional {
        open_bounds
    } else {
        let low = scaled(card, sums.clone(), Lane::Low, Lane::BoundWeight);
        low.zip(scaled(card, sums.clone(), Lane::High, Lane::BoundWeight))
    };
    let coverage = if known == applicable && known > 0 { 1.0 } else { coverage(card, sums) };
    let enough = coverage >= card.min_coverage;
    let tier = score.filter(|_| enough).and_then(|score| tier(card, score, &scratch.marks));
    let bounds = bounds.map(|(low, high)| (round_published(low), round_published(high)));
    CardScore { score, bounds, coverage, tier }
}

fn tier(card: &Card, score: f64, marks: &[u64]) -> Option<usize> {
    card.tiers.iter().position(|tier| {
        let fits = |(least, of): &(u32, Box<[u32]>)| {
            of.iter().filter(|mark| is_set(marks, **mark)).count() >= *least as usize
        };
        tier.from.is_none_or(|from| score >= from)
            && tier.requires.iter().all(fits)
            && tier.when.is_none_or(|mark| is_set(marks, mark))
    })
}

#[cfg(test)]
mod tests {
    use super::{plain_percent, plain_ratio, round_published, round_small};

    #[test]
    fn rounding_without_a_branch_is_rounding() {
        let mut state = 7u64;
        for step in 0..2_000_000u64 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value = match step % 3 {
                0 => (state >> 20) as f64 / 64.0,
                1 => (state >> 40) as f64 + 0.5,
                _ => (state >> 11) as f64 / (1u64 << 53) as f64,
            };
            assert_eq!(round_small(value).to_bits(), value.round().to_bits(), "{value}");
            let (points, weight) = ((state >> 33) as i32 % 100_000, ((state >> 17) % 100_000 + 1) as f64);
            let percent = (f64::from(points) / weight * 100.0).max(0.0);
            assert_eq!(plain_percent(points, weight).to_bits(), round_published(percent).to_bits());
            let known = f64::from(points).abs().min(weight);
            let expected =
                if known == weight { 1.0 } else { round_published(known / weight * 100.0 / 100.0) };
            assert_eq!(plain_ratio(known, weight).to_bits(), expected.to_bits());
        }
    }
}
