//! The limits of a scorecard as the plan has them, and a number after limits that act, that do not, or that may.

use super::{Flag, TruthFlags};
use crate::value::{Rounding, Truth, clamped, round_micro, round_published};

/// The lower or the upper end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Low,
    High,
}

impl End {
    /// The number that is further on this side.
    pub(crate) fn further<T: PartialOrd>(self, a: T, b: T) -> T {
        if self.is_further(&b, &a) { b } else { a }
    }

    /// Whether a number is further on this side than another.
    pub(crate) fn is_further<T: PartialOrd>(self, a: &T, than: &T) -> bool {
        match self {
            Self::Low => a < than,
            Self::High => a > than,
        }
    }
}

/// The lowest and the highest number that a limit lets through.
pub(crate) type Between<T> = (Option<T>, Option<T>);

/// The change that a limit makes to a score; none of them changes the order of two scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum LimitEffect {
    /// It lies within two ends: as published scores, and in units of a points scale.
    Within { scores: Between<f64>, units: Between<i64> },
    /// It is multiplied by a factor in millionths, and rounded to six decimals; `micro` is a millionth in units of a points scale.
    Times { by: i64, micro: i64 },
    /// Something is added.
    Add { score: f64, units: i64 },
    /// It becomes a multiple of a step in millionths; `micro` as above.
    Round { to: i64, micro: i64, rounding: Rounding },
}

/// A limit, compiled.
#[derive(Debug)]
pub(crate) struct LimitPlan {
    pub(crate) condition: u32,
    /// The flag that it acts on the score.
    pub(crate) acts: Flag,
    /// The flags that it acts whatever is filled in, and that it may or may not.
    pub(crate) open: TruthFlags,
    pub(crate) effect: LimitEffect,
}

/// A number within two ends.
pub(crate) fn within<T: PartialOrd + Copy>(number: T, (least, most): Between<T>) -> T {
    let raised = least.filter(|least| number < *least).unwrap_or(number);
    most.filter(|most| raised > *most).unwrap_or(raised)
}

/// A published score times a factor in millionths, rounded to six decimals, half away from zero.
pub(crate) fn times(score: f64, by: i64) -> f64 {
    millionths_times(round_micro(score).into(), by) as f64 / 1e6
}

/// A published score as a multiple of a step in millionths.
pub(crate) fn rounded(score: f64, to: i64, rounding: Rounding) -> f64 {
    saturated(rounding.multiple(round_micro(score).into(), to.into())) as f64 / 1e6
}

fn millionths_times(amount: i128, by: i64) -> i64 {
    saturated(Rounding::Nearest.multiple(amount.saturating_mul(by.into()), MILLION) / MILLION)
}

const MILLION: i128 = 1_000_000;

fn saturated(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
}

impl LimitEffect {
    /// The score of a percent scale that it makes of another one.
    pub(crate) fn on_percent(self, score: f64) -> f64 {
        match self {
            Self::Within { scores, .. } => within(score, scores),
            Self::Times { by, .. } => clamped(times(score, by), 0.0, 100.0),
            Self::Add { score: more, .. } => clamped(round_published(score + more), 0.0, 100.0),
            Self::Round { to, rounding, .. } => clamped(rounded(score, to, rounding), 0.0, 100.0),
        }
    }

    /// The total of a points scale that it makes of another one, in units.
    pub(crate) fn on_units(self, total: i64) -> i64 {
        match self {
            Self::Within { units, .. } => within(total, units),
            Self::Times { by, micro } => {
                // INVARIANT: `micro` is a whole number above 0, since `compile` takes a millionth into the unit.
                let micro = i128::from(micro.max(1));
                let product = i128::from(total).saturating_mul(by.into());
                saturated(Rounding::Nearest.multiple(product, MILLION * micro) / MILLION)
            }
            Self::Add { units, .. } => total.saturating_add(units),
            Self::Round { to, micro, rounding } => {
                let micro = i128::from(micro.max(1));
                let published = Rounding::Nearest.multiple(total.into(), micro);
                saturated(rounding.multiple(published, micro * i128::from(to.max(1))))
            }
        }
    }
}

impl LimitPlan {
    /// Whether it acts on the score of an account, by its flags.
    pub(crate) fn acts(&self, flags: &[u64]) -> Truth {
        Truth::from(self.acts.is_set(flags))
    }

    /// Whether it acts once everything is filled in, by the flags of an account.
    pub(crate) fn may_act(&self, flags: &[u64]) -> Truth {
        let is_set = |flag: Option<Flag>| flag.is_some_and(|flag| flag.is_set(flags));
        if is_set(self.open.holds) {
            Truth::True
        } else if is_set(self.open.unknown) {
            Truth::Unknown
        } else {
            Truth::False
        }
    }
}

/// An end of a range after limits, one after the other: what may act or not is taken as puts the end further out.
pub(crate) fn limited<T: PartialOrd + Copy, F: Fn(T) -> T>(
    end: End,
    from: T,
    limits: impl Iterator<Item = (Truth, F)>,
) -> T {
    limits.fold(from, |number, (acts, made)| match acts {
        Truth::True => made(number),
        Truth::False => number,
        Truth::Unknown => end.further(number, made(number)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_act_one_after_the_other() {
        let limits = |truths: [Truth; 2]| {
            let ends = [(Some(60), None), (None, Some(50))];
            truths.into_iter().zip(ends).map(|(truth, ends)| (truth, move |number| within(number, ends)))
        };
        let both = |truths| (limited(End::Low, 20, limits(truths)), limited(End::High, 20, limits(truths)));
        assert_eq!(both([Truth::True, Truth::True]), (50, 50));
        assert_eq!(both([Truth::True, Truth::False]), (60, 60));
        assert_eq!(both([Truth::Unknown, Truth::False]), (20, 60));
        assert_eq!(both([Truth::Unknown, Truth::True]), (20, 50));
        assert_eq!(both([Truth::True, Truth::Unknown]), (50, 60));
        assert_eq!(within(20, (Some(30), Some(30))), 30);
    }

    #[test]
    fn a_factor_rounds_to_six_decimals_half_away_from_zero() {
        assert_eq!((times(0.000_005, 100_000), times(-0.000_005, 100_000)), (0.000_001, -0.000_001));
        assert_eq!((times(7.3, 1_100_000), times(70.0, 0)), (8.03, 0.0));
        // Two units are a millionth: 5 of them times 0.5 are 1.25 millionths, and 3 of them 0.75.
        let half = LimitEffect::Times { by: 500_000, micro: 2 };
        assert_eq!([5, 3, -3, 1, -1].map(|units| half.on_units(units)), [2, 2, -2, 0, 0]);
        assert_eq!(LimitEffect::Times { by: 2_000_000, micro: 1 }.on_percent(70.0), 100.0);
        assert_eq!(LimitEffect::Add { score: -20.5, units: 0 }.on_percent(12.0), 0.0);
    }

    #[test]
    fn a_step_is_reached_to_the_nearest_or_below_or_above() {
        let made =
            |rounding, score| LimitEffect::Round { to: 5_000_000, micro: 1, rounding }.on_percent(score);
        let all =
            |score| [Rounding::Nearest, Rounding::Down, Rounding::Up].map(|rounding| made(rounding, score));
        assert_eq!(all(62.5), [65.0, 60.0, 65.0]);
        assert_eq!(all(62.499_999), [60.0, 60.0, 65.0]);
        assert_eq!(all(60.0), [60.0; 3]);
        assert_eq!(rounded(-2.5, 5_000_000, Rounding::Nearest), -5.0);
        assert_eq!(rounded(-2.5, 5_000_000, Rounding::Up), 0.0);
        assert_eq!(
            LimitEffect::Round { to: 40_000_000, micro: 1, rounding: Rounding::Up }.on_percent(99.0),
            100.0
        );
        // Two units are a millionth: 2,999,999 millionths and a half are published as 3.
        let whole = LimitEffect::Round { to: 1_000_000, micro: 2, rounding: Rounding::Down };
        assert_eq!(
            [5_999_999, 5_999_998, -1].map(|units| whole.on_units(units)),
            [6_000_000, 4_000_000, -2_000_000]
        );
    }
}
