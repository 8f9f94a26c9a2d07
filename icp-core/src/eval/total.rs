//! From the sums of a scorecard to its numbers: one division for each bucket, the only step in floats. Called by `score`
//! for each scorecard; how a number is divided and rounded is decided in `value/published.rs`.

use super::{CardScore, Scratch, bounds, outcome};
use crate::plan::{
    Applies, Card, End, Flag, LimitPlan, Plan, ScalePlan, SmallTotals, TierPlan, Total, Totals, limited,
    to_large,
};
use crate::value::{Truth, clamped, percent, plain_coverage, plain_percent, published, round_published};

/// A score from the points and the weight of each bucket; `None` without weight. `acts` says which limits act.
fn scaled(
    card: &Card,
    mut sums: impl Iterator<Item = Totals> + Clone,
    (points, weight): (Total, Total),
    end: End,
    acts: impl Fn(&LimitPlan) -> Truth,
) -> Option<f64> {
    let score = |percent: f64| within(card, end, round_published(percent), &acts);
    match &card.scale {
        ScalePlan::Percent => {
            let sum = &sums.next()?;
            let weight = weight.of(sum);
            (weight > 0).then(|| score(percent(points.of(sum), weight).max(0.0)))
        }
        ScalePlan::Shares(shares) => {
            let scores = shares.iter().zip(sums).map(|(share, bucket)| {
                let weight = weight.of(&bucket);
                (weight > 0).then(|| share.score(points.of(&bucket), weight))
            });
            shares.mean(scores).map(score)
        }
        ScalePlan::Points { base, min, max, caps } => {
            let mut total = *base;
            let mut weights = 0;
            for (bucket, cap) in sums.zip(caps) {
                let points = points.of(&bucket);
                total += cap.map_or(points, |cap| clamped(points, -cap, cap));
                weights += weight.of(&bucket);
            }
            total = limited(
                end,
                total,
                card.limits.iter().map(|one| (acts(one), |total| one.effect.on_units(total))),
            );
            if let Some(min) = min {
                total = total.max(*min);
            }
            if let Some(max) = max {
                total = total.min(*max);
            }
            (weights > 0).then(|| round_published(published(total.into(), card.unit)))
        }
    }
}

/// An end of the published score of a percent scale within its limits.
pub(crate) fn within(card: &Card, end: End, score: f64, acts: impl Fn(&LimitPlan) -> Truth) -> f64 {
    limited(end, score, card.limits.iter().map(|one| (acts(one), |score| one.effect.on_percent(score))))
}

/// The share of the weight whose criteria are known.
fn coverage(card: &Card, sums: impl Iterator<Item = Totals> + Clone) -> f64 {
    let ratio = |known: i64, all: i64| if all > 0 { percent(known, all) / 100.0 } else { 0.0 };
    let counted = sums.map(|bucket| (Total::Known.of(&bucket), Total::Applicable.of(&bucket)));
    let share = match &card.scale {
        ScalePlan::Percent | ScalePlan::Points { .. } => {
            let (known, all) = counted.fold((0, 0), |(known, all), (k, a)| (known + k, all + a));
            ratio(known, all)
        }
        ScalePlan::Shares(shares) => {
            let ratios = counted.map(|(known, all)| (all > 0).then(|| ratio(known, all)));
            shares.mean(ratios).unwrap_or(0.0)
        }
    };
    round_published(share)
}

/// The totals that one criterion adds to its bucket, and those that it is to add in their place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Replaced {
    pub(super) bucket: usize,
    pub(super) from: Totals,
    pub(super) to: Totals,
}

/// The sums of a card's buckets, with what one criterion adds replaced if need be.
fn buckets<'s>(
    card: &'s Card,
    scratch: &'s Scratch,
    replaced: Option<&'s Replaced>,
) -> impl Iterator<Item = Totals> + Clone + 's {
    let (small, large) = (scratch.small.get(card.buckets.clone()), scratch.large.get(card.buckets.clone()));
    (0..card.buckets.len()).map_while(move |at| {
        let mut sums = if card.small {
            to_large(small?.get(at)?, *card.weights.get(at)?)
        } else {
            large?.get(at).copied()?
        };
        if let Some(replaced) = replaced
            && replaced.bucket == card.buckets.start + at
        {
            let change = replaced.to.iter().zip(&replaced.from).map(|(to, from)| to - from);
            sums.iter_mut().zip(change).for_each(|(sum, change)| *sum += change);
        }
        Some(sums)
    })
}

/// The score and the coverage of these sums.
fn scored(card: &Card, sums: impl Iterator<Item = Totals> + Clone, flags: &[u64]) -> (Option<f64>, f64) {
    let (mut known, mut applicable) = (0, 0);
    for bucket in sums.clone() {
        known += Total::Known.of(&bucket);
        applicable += Total::Applicable.of(&bucket);
    }
    let points = (Total::Points, Total::Weight);
    let score = if known > 0 {
        scaled(card, sums.clone(), points, End::Low, |limit| limit.acts(flags))
    } else {
        None
    };
    (score, if known == applicable && known > 0 { 1.0 } else { coverage(card, sums) })
}

/// The tier of a score, if the coverage is enough for one.
fn tier_with(card: &Card, (score, coverage): (Option<f64>, f64), flags: &[u64]) -> Option<usize> {
    score.filter(|_| coverage >= card.min_coverage).and_then(|score| tier(card, score, flags))
}

/// The numbers of a scorecard under other flags, and with what one criterion adds replaced; without bounds, which nothing
/// decides by.
pub(super) fn otherwise(
    card: &Card,
    scratch: &Scratch,
    flags: &[u64],
    replaced: Option<&Replaced>,
) -> CardScore {
    let (score, coverage) = scored(card, buckets(card, scratch, replaced), flags);
    let tier = tier_with(card, (score, coverage), flags);
    CardScore { score, bounds: None, coverage, tier }
}

/// The score alone with what one criterion adds replaced; on a percent scale of one bucket, the common case, without the other
/// numbers.
pub(super) fn score_with(card: &Card, scratch: &Scratch, replaced: &Replaced) -> Option<f64> {
    let start = card.buckets.start;
    let is_plain = card.limits.is_empty() && card.buckets.len() == 1 && replaced.bucket == start;
    match card.scale {
        ScalePlan::Percent if is_plain => {
            let sums = if card.small {
                to_large(scratch.small.get(start)?, *card.weights.first()?)
            } else {
                scratch.large.get(start).copied()?
            };
            let of = |total: Total| total.of(&sums) - total.of(&replaced.from) + total.of(&replaced.to);
            let weight = of(Total::Weight);
            let is_known = of(Total::Known) > 0 && weight > 0;
            is_known.then(|| round_published(percent(of(Total::Points), weight).max(0.0)))
        }
        _ => scored(card, buckets(card, scratch, Some(replaced)), &scratch.flags).0,
    }
}

/// The numbers of a scorecard. The tier is the one that the score reaches, whatever the status.
pub(super) fn card_score(plan: &Plan, card: &Card, scratch: &mut Scratch) -> CardScore {
    match (&card.scale, card.small, card.buckets.start) {
        (ScalePlan::Percent, true, bucket) if card.limits.is_empty() => {
            plain_score(card, scratch.small.get(bucket).copied().unwrap_or_default(), &scratch.flags)
        }
        _ => any(plan, card, scratch),
    }
}

/// The common case, one small bucket on a percent scale: the same steps as [`any`] without its detours.
#[inline]
pub(crate) fn plain_score(card: &Card, sum: SmallTotals, flags: &[u64]) -> CardScore {
    let [points, low, high, known] = sum;
    let weight = card.weights.first().copied().unwrap_or_default() as f64;
    let score = (known > 0).then(|| plain_percent(points, weight));
    let bounds = match score {
        // Then the three are the same sum.
        Some(score) if points == low && low == high => (score, score),
        _ => (plain_percent(low, weight), plain_percent(high, weight)),
    };
    let coverage = plain_coverage(known, weight);
    let tier = score.filter(|_| coverage >= card.min_coverage).and_then(|score| tier(card, score, flags));
    CardScore { score, bounds: Some(bounds), coverage, tier }
}

/// Lowest and highest score while it is unknown whether some criteria apply, from their outcomes; `None` when no
/// criterion could apply.
fn with_optional(plan: &Plan, card: &Card, scratch: &mut Scratch) -> Option<(f64, f64)> {
    let mut buffers = std::mem::take(&mut scratch.bounds);
    let mut parts = std::mem::take(&mut buffers.parts);
    parts.clear();
    for index in card.criteria.clone() {
        let Some(criterion) = plan.criteria.get(index) else { continue };
        let outcome = outcome(plan, scratch, index);
        let optional = match outcome.applies {
            Applies::Never => continue,
            Applies::Surely => false,
            Applies::Maybe => true,
        };
        let points = (outcome.lo, outcome.hi);
        parts.push(bounds::Part { bucket: criterion.bucket, points, weight: criterion.weight, optional });
    }
    let shares = match &card.scale {
        ScalePlan::Percent | ScalePlan::Points { .. } => None,
        ScalePlan::Shares(shares) => Some((shares, bounds::Amounts::Points)),
    };
    let bounds = bounds::between(card.buckets.clone(), shares, &parts, &mut buffers);
    buffers.parts = parts;
    scratch.bounds = buffers;
    bounds
}

/// The numbers of any scorecard.
fn any(plan: &Plan, card: &Card, scratch: &mut Scratch) -> CardScore {
    let optional = card.optional.is_some_and(|flag| flag.is_set(&scratch.flags));
    let open_bounds = if optional { with_optional(plan, card, scratch) } else { None };
    // Read five times below.
    let mut all = std::mem::take(&mut scratch.sums);
    all.clear();
    all.extend(buckets(card, scratch, None));
    let sums = all.iter().copied();
    let flags = &scratch.flags;
    let (score, coverage) = scored(card, sums.clone(), flags);
    let may_act = |limit: &LimitPlan| limit.may_act(flags);
    let bounds = if optional {
        let limited = |end, percent| within(card, end, round_published(percent), may_act);
        open_bounds.map(|(low, high)| (limited(End::Low, low), limited(End::High, high)))
    } else if score.is_some() && card.limits.is_empty() && all.iter().all(is_settled) {
        // Then the three are the same.
        score.zip(score)
    } else {
        let low = scaled(card, sums.clone(), (Total::Low, Total::BoundWeight), End::Low, may_act);
        low.zip(scaled(card, sums, (Total::High, Total::BoundWeight), End::High, may_act))
    };
    let tier = tier_with(card, (score, coverage), flags);
    let bounds = bounds.map(|(low, high)| (round_published(low), round_published(high)));
    scratch.sums = all;
    CardScore { score, bounds, coverage, tier }
}

/// Whether the sums of a bucket are those of its lowest and its highest score.
fn is_settled(sums: &Totals) -> bool {
    let points = Total::Points.of(sums);
    points == Total::Low.of(sums)
        && points == Total::High.of(sums)
        && Total::Weight.of(sums) == Total::BoundWeight.of(sums)
}

fn tier(card: &Card, score: f64, flags: &[u64]) -> Option<usize> {
    card.tiers.iter().position(|tier| is_reached(tier, score, flags))
}

/// Whether a score and the flags of an account meet all that a tier asks for.
pub(super) fn is_reached(tier: &TierPlan, score: f64, flags: &[u64]) -> bool {
    tier.from.is_none_or(|from| score >= from)
        && tier.requires.iter().all(|entry| is_met(entry, flags))
        && tier.when.is_none_or(|flag| flag.is_set(flags))
}

/// Whether enough of the criteria of an entry of `requires` are fit.
pub(super) fn is_met((least, of): &(u32, Box<[Flag]>), flags: &[u64]) -> bool {
    of.iter().filter(|flag| flag.is_set(flags)).count() >= *least as usize
}
