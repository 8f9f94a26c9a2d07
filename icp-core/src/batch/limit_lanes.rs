//! The limits of a scorecard as columns go through them.

use super::gates::Gates;
use crate::plan::{Between, LimitEffect, LimitPlan, within as between};
use crate::value::{Truth, round_small};

/// A limit, with the bits that it acts on the score, that it surely acts on the bounds, and that it may.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    acts: u64,
    surely: u64,
    maybe: u64,
    effect: Effect,
}

/// The change that a limit makes to a score in millionths, or in units of points.
#[derive(Debug, Clone, Copy)]
enum Effect {
    Within(Between<f64>),
    /// More points, within the ends of the scale.
    Add(f64, (f64, f64)),
    /// The change that the plan makes to a published score.
    Percent(LimitEffect),
    /// The same to units.
    Units(LimitEffect),
}

impl Limit {
    /// `None` where its icp has no bits left.
    pub(super) fn new(limit: &LimitPlan, is_points: bool, gates: &mut Gates) -> Option<Self> {
        Some(Self {
            acts: gates.flag(limit.acts)?,
            surely: gates.mask(limit.open.holds.into_iter())?,
            maybe: gates.mask(limit.open.unknown.into_iter())?,
            effect: Effect::new(limit.effect, is_points),
        })
    }

    /// The score that it makes of another where it acts.
    #[inline(always)]
    pub(super) fn on(&self, from: f64) -> f64 {
        self.effect.on(from)
    }

    /// Whether it acts on the score of a row.
    pub(super) fn acts(&self, bits: u64) -> Truth {
        Truth::from(bits & self.acts != 0)
    }

    /// Whether it acts once everything is filled in.
    pub(super) fn may_act(&self, bits: u64) -> Truth {
        if bits & self.surely != 0 {
            Truth::True
        } else if bits & self.maybe != 0 {
            Truth::Unknown
        } else {
            Truth::False
        }
    }
}

impl Effect {
    fn new(effect: LimitEffect, is_points: bool) -> Self {
        let both = |(least, most): Between<f64>| (least.map(to_micro), most.map(to_micro));
        let units = |(least, most): Between<i64>| (least.map(|end| end as f64), most.map(|end| end as f64));
        match (effect, is_points) {
            (LimitEffect::Within { scores, .. }, false) => Self::Within(both(scores)),
            (LimitEffect::Within { units: ends, .. }, true) => Self::Within(units(ends)),
            (LimitEffect::Add { score, .. }, false) => Self::Add(to_micro(score), (0.0, 1e8)),
            (LimitEffect::Add { units, .. }, true) => {
                Self::Add(units as f64, (f64::NEG_INFINITY, f64::INFINITY))
            }
            (LimitEffect::Times { .. } | LimitEffect::Round { .. }, false) => Self::Percent(effect),
            (LimitEffect::Times { .. } | LimitEffect::Round { .. }, true) => Self::Units(effect),
        }
    }

    #[inline(always)]
    fn on(self, from: f64) -> f64 {
        match self {
            Self::Within(ends) => between(from, ends),
            Self::Add(more, (low, high)) => within(from + more, low, high),
            Self::Percent(effect) => to_micro(effect.on_percent(from / 1e6)),
            Self::Units(effect) => effect.on_units(from as i64) as f64,
        }
    }
}

/// The largest magnitude in units after a limit.
pub(super) fn most_after(effect: LimitEffect, most: f64) -> f64 {
    match effect {
        LimitEffect::Within { units: (low, high), .. } => {
            let ends = low.into_iter().chain(high);
            ends.map(|end| end.unsigned_abs() as f64).fold(most, f64::max)
        }
        LimitEffect::Times { by, micro } => most * (by.unsigned_abs() as f64 / 1e6) + micro as f64,
        LimitEffect::Add { units, .. } => most + units.unsigned_abs() as f64,
        LimitEffect::Round { to, micro, .. } => most + (to.unsigned_abs() as f64 + 1.0) * micro as f64,
    }
}

/// A number in millionths, to the nearest.
pub(super) fn to_micro(number: f64) -> f64 {
    let scaled = number * 1e6;
    if scaled < 0.0 { 0.0 - round_small(-scaled) } else { round_small(scaled) }
}

/// A number within two bounds, as one instruction for each.
#[inline(always)]
pub(super) fn within(number: f64, low: f64, high: f64) -> f64 {
    let raised = if number > low { number } else { low };
    if raised < high { raised } else { high }
}
