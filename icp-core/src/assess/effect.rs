//! The effect that one missing value alone could have on a score, worked out from an assessment (so in floating point,
//! from its published numbers). `explain` shows it; the exact bounds, with all values filled in, are those of `eval`.

use std::borrow::Cow;

use super::{CardAssessment, CriterionAssessment, DimensionNote, LimitNote, ScaleNote, TierNote};
use crate::plan::{End, MeanBuffers, Share, Shares, limited, rounded, times, within as between};
use crate::sort::sort_by;
use crate::value::{Truth, clamped, round_micro, round_published};

/// Lowest and highest score if one attribute were known and all else stayed as it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Effect {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// Points and a weight.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    points: f64,
    weight: f64,
}

/// A dimension: what surely counts, and what may be left out.
#[derive(Debug, Default)]
struct Bucket {
    certain: Sum,
    optional: Vec<Sum>,
}

/// Whether an attribute could settle a criterion.
pub(crate) fn touches(criterion: &CriterionAssessment, attribute: &str) -> bool {
    criterion.missing.iter().any(|name| name == attribute)
}

/// Whether an attribute could decide on a limit.
pub(crate) fn rests_on(limit: &LimitNote, attribute: &str) -> bool {
    limit.missing.iter().any(|name| name == attribute)
}

/// The lowest and the highest score that a value of a missing attribute could lead to. `None` if no criterion
/// depends on the attribute, or if no criterion would count.
pub(crate) fn effect(card: &CardAssessment, attribute: &str) -> Option<Effect> {
    let limits = card.note.limits.iter().any(|limit| rests_on(limit, attribute));
    if !limits && !card.criteria.iter().any(|criterion| touches(criterion, attribute)) {
        return None;
    }
    Some(Effect { low: extreme(card, attribute, End::Low)?, high: extreme(card, attribute, End::High)? })
}

/// The tier of a score: the first whose bound and other demands it meets.
pub(crate) fn tier(card: &CardAssessment, score: f64, meets: impl Fn(&TierNote) -> bool) -> Option<usize> {
    card.note.tiers.iter().position(|tier| tier.from.is_none_or(|from| score >= from) && meets(tier))
}

/// Whether a tier's other demands could be met by one attribute.
pub(crate) fn could_meet(card: &CardAssessment, tier: &TierNote, attribute: &str) -> bool {
    let settles = |id: &Cow<'_, str>| {
        card.criteria.iter().any(|criterion| criterion.id == *id && touches(criterion, attribute))
    };
    match tier.requires {
        Truth::True => true,
        Truth::False => false,
        Truth::Unknown => tier.open.iter().any(settles) || tier.missing.iter().any(|name| name == attribute),
    }
}

fn extreme(card: &CardAssessment, attribute: &str, end: End) -> Option<f64> {
    let dimensions = &card.note.dimensions;
    let place = |criterion: &CriterionAssessment| {
        dimensions.iter().position(|dimension| criterion.dimension.as_ref() == Some(&dimension.id))
    };
    // The last bucket is for criteria without a dimension.
    let mut buckets: Vec<Bucket> = (0..=dimensions.len()).map(|_| Bucket::default()).collect();
    for criterion in &card.criteria {
        let Some((sum, optional)) = counts(criterion, attribute, end) else { continue };
        let Some(bucket) = buckets.get_mut(place(criterion).unwrap_or(dimensions.len())) else { continue };
        if optional {
            bucket.optional.push(sum);
        } else {
            bucket.certain.points += sum.points;
            bucket.certain.weight += sum.weight;
        }
    }
    match card.note.scale {
        ScaleNote::Points { min, max } => {
            let caps = dimensions.iter().map(|dimension| dimension.cap).chain([None]);
            let parts = buckets.iter().zip(caps).map(|(bucket, cap)| {
                let points = bucket.points(end);
                cap.map_or(points, |cap| clamped(points, -cap, cap))
            });
            let total = within(card, attribute, end, card.base + parts.sum::<f64>());
            let total = min.map_or(total, |min| total.max(min));
            Some(max.map_or(total, |max| total.min(max)))
        }
        ScaleNote::Percent if dimensions.iter().any(|dimension| dimension.share.is_some()) => {
            let share = |dimension: &DimensionNote| Share {
                share: dimension.share.unwrap_or_default(),
                full: None,
                when_empty: dimension.when_empty.as_slice().into(),
            };
            let shares = Shares::new(dimensions.iter().map(share).collect());
            let scores = dimensions.iter().zip(&buckets).map(|(dimension, bucket)| {
                let score = match dimension.full {
                    Some(full) => bucket.of_full(full, end),
                    None => bucket.score(end),
                };
                score.map(|score| (score, bucket.certain.weight > 0.0))
            });
            let score = shares.extreme(end, scores, &mut MeanBuffers::default())?;
            Some(within(card, attribute, end, score))
        }
        ScaleNote::Percent => {
            let mut all = Bucket::default();
            for bucket in buckets {
                all.certain.points += bucket.certain.points;
                all.certain.weight += bucket.certain.weight;
                all.optional.extend(bucket.optional);
            }
            all.score(end).map(|score| within(card, attribute, end, score))
        }
    }
}

/// An end of the score within the limits; those that rest on the attribute may act or not.
fn within(card: &CardAssessment, attribute: &str, end: End, score: f64) -> f64 {
    let acts = |limit: &LimitNote| match rests_on(limit, attribute) {
        true => Truth::Unknown,
        false => Truth::from(limit.acts),
    };
    let limits = card.note.limits.iter().map(|limit| (acts(limit), |score| made(card, limit, score)));
    limited(end, score, limits)
}

/// The score that a limit makes of another one.
fn made(card: &CardAssessment, limit: &LimitNote, score: f64) -> f64 {
    let changed = match (limit.times, limit.add, limit.round_to) {
        (Some(by), _, _) => times(score, round_micro(by)),
        (None, Some(add), _) => round_published(score + add),
        (None, None, Some((to, rounding))) => rounded(score, round_micro(to), rounding),
        (None, None, None) => return between(score, (limit.at_least, limit.at_most)),
    };
    match card.note.scale {
        ScaleNote::Points { .. } => changed,
        ScaleNote::Percent => clamped(changed, 0.0, 100.0),
    }
}

/// The points and the weight of a criterion at its extreme on one end, and whether it may also not count at all.
fn counts(criterion: &CriterionAssessment, attribute: &str, end: End) -> Option<(Sum, bool)> {
    let now = Sum { points: criterion.points, weight: criterion.weight };
    if !touches(criterion, attribute) {
        return criterion.counted.then_some((now, false));
    }
    let (low, high) = criterion.open?;
    let mut points = match end {
        End::Low => low * criterion.weight,
        End::High => high * criterion.weight,
    };
    let mut optional = criterion.may_not_apply;
    // Other attributes are missing too: it may stay unknown.
    if criterion.missing.len() > 1 {
        if criterion.counted {
            points = end.further(points, criterion.points);
        } else {
            optional = true;
        }
    }
    Some((Sum { points, weight: criterion.weight }, optional))
}

impl Sum {
    fn score(self) -> f64 {
        self.points / self.weight * 100.0
    }
}

impl Bucket {
    /// The extreme sum of points: what may be left out counts where it helps.
    fn points(&self, end: End) -> f64 {
        self.optional.iter().fold(self.certain.points, |sum, next| sum + end.further(0.0, next.points))
    }

    /// The extreme score where these points are 100 of 100.
    fn of_full(&self, full: f64, end: End) -> Option<f64> {
        let score = |points: f64| clamped(points, 0.0, full) / full * 100.0;
        let helps = self.optional.iter().any(|one| end.is_further(&one.points, &0.0));
        if self.certain.weight > 0.0 || helps {
            return Some(score(self.points(end)));
        }
        self.optional.iter().map(|one| score(one.points)).reduce(|a, b| end.further(a, b))
    }

    /// The extreme score in percent: what may be left out joins, the most extreme first, while it helps.
    fn score(&self, end: End) -> Option<f64> {
        let mut optional = self.optional.clone();
        sort_by(&mut optional, |a, b| match end {
            End::Low => a.score().total_cmp(&b.score()),
            End::High => b.score().total_cmp(&a.score()),
        });
        let mut sum = self.certain;
        for next in optional {
            if sum.weight <= 0.0 || end.is_further(&next.score(), &sum.score()) {
                sum.points += next.points;
                sum.weight += next.weight;
            }
        }
        (sum.weight > 0.0).then(|| sum.score().max(0.0))
    }
}
