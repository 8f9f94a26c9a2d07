//! The floors, caps and clips that acted on a score, beside the part of it that each criterion gives (`parts`). Read by `assess` and
//! `batch`.

use super::Scratch;
use super::parts::{Parts, raw};
use crate::plan::{Card, LimitEffect, LimitPlan, ScalePlan};
use crate::value::{PointUnit, clamped, published, round_published};

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
    /// The factor of a limit.
    Times,
    /// The amount that a limit adds.
    Add,
    /// The step to which a limit rounds.
    Round,
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
            Self::Times => "times",
            Self::Add => "add",
            Self::Round => "round",
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

/// The floors, caps and clips that acted. INVARIANT: the scratch has been scored with the plan of the card.
pub(crate) fn acted(card: &Card, parts: &Parts<'_>, scratch: &Scratch) -> Vec<Acted> {
    let sums = parts.sums();
    let mut acted = Vec::new();
    match &card.scale {
        ScalePlan::Percent => {
            let raw = raw(card, sums.iter().copied());
            acted.extend(floor(None, raw));
            add_limits(card, scratch, raw.max(0.0), &mut acted);
        }
        ScalePlan::Shares(shares) => {
            let scores = shares.iter().zip(sums);
            for (at, (share, (points, weight))) in scores.clone().enumerate() {
                if *weight <= 0 {
                    continue;
                }
                let raw = share.raw(*points, *weight);
                acted.extend(floor(Some(at), raw));
                if share.full.is_some_and(|full| *points > full) {
                    let to = share.score(*points, *weight);
                    acted.push(Acted { dimension: Some(at), ..Acted::new(AdjustmentKind::Full, raw, to) });
                }
            }
            let clipped = scores.map(|(share, (p, weight))| (*weight > 0).then(|| share.score(*p, *weight)));
            add_limits(card, scratch, shares.mean(clipped).unwrap_or(0.0), &mut acted);
        }
        ScalePlan::Points { base, min, max, caps } => {
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
                let to = limit.effect.on_units(total);
                if let Some(kind) = kind(limit, &total, &to) {
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
        }
    }
    acted
}

/// The limits of a percent scale that acted on a score.
fn add_limits(card: &Card, scratch: &Scratch, score: f64, acted: &mut Vec<Acted>) {
    let mut score = round_published(score);
    for (at, limit) in card.limits.iter().enumerate().filter(|(_, one)| one.acts(&scratch.flags).holds()) {
        let to = limit.effect.on_percent(score);
        if let Some(kind) = kind(limit, &score, &to) {
            acted.push(Acted { limit: Some(at), ..Acted::new(kind, score, to) });
            score = to;
        }
    }
}

/// The way in which a limit changed a number, if it did.
fn kind<T: PartialOrd>(limit: &LimitPlan, from: &T, to: &T) -> Option<AdjustmentKind> {
    (from != to).then_some(match limit.effect {
        LimitEffect::Within { .. } if to > from => AdjustmentKind::AtLeast,
        LimitEffect::Within { .. } => AdjustmentKind::AtMost,
        LimitEffect::Times { .. } => AdjustmentKind::Times,
        LimitEffect::Add { .. } => AdjustmentKind::Add,
        LimitEffect::Round { .. } => AdjustmentKind::Round,
    })
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
