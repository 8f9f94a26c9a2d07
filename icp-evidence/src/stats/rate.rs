//! A rate of won rows with Wilson's interval.

use serde::{Deserialize, Serialize};

use super::Sum;
use super::distribution::two_sided;

/// Both ends of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Whether a number lies within.
    pub fn contains(&self, number: f64) -> bool {
        (self.low..=self.high).contains(&number)
    }
}

/// How often rows were won.
///
/// ```
/// use icp_evidence::stats::{Rate, Sum};
/// let rate = Rate::of(&Sum::of(3), &Sum::of(4), 0.95).unwrap();
/// assert_eq!((rate.rows, rate.won, rate.rate), (7, 3.0, 3.0 / 7.0));
/// assert!((rate.interval.low - 0.158_219_855).abs() < 1e-9 && (rate.interval.high - 0.749_541_635).abs() < 1e-9);
/// // Nothing was won of 7: the interval begins at 0 exactly.
/// assert_eq!(Rate::of(&Sum::of(0), &Sum::of(7), 0.95).unwrap().interval.low, 0.0);
/// assert_eq!(Rate::of(&Sum::of(0), &Sum::of(0), 0.95), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// Rows with an outcome.
    pub rows: u64,
    /// Their weight.
    pub weight: f64,
    /// The weight of those that were won.
    pub won: f64,
    /// The share that was won.
    pub rate: f64,
    /// Wilson's interval.
    pub interval: Interval,
}

impl Rate {
    /// From the rows that were won and those that were lost; `None` without any.
    pub fn of(won: &Sum, lost: &Sum, confidence: f64) -> Option<Self> {
        let all = won.and(lost);
        if all.parts() == 0 {
            return None;
        }
        let rate = won.weight() / all.weight();
        let interval = wilson(rate, all.effective(), confidence);
        Some(Self { rows: all.rows, weight: all.weight(), won: won.weight(), rate, interval })
    }
}

/// Wilson's interval (1927) of a rate that was seen in `n` rows: all rates whose own normal approximation does not reject what
/// was seen. It ends at 0 or 1 exactly where the rate is 0 or 1. Weighted rows count by their effective number.
pub fn wilson(rate: f64, n: f64, confidence: f64) -> Interval {
    let z = two_sided(confidence);
    let square = z * z / n;
    let middle = (rate + square / 2.0) / (1.0 + square);
    let half = z / (1.0 + square) * (rate * (1.0 - rate) / n + square / (4.0 * n)).sqrt();
    let low = if rate <= 0.0 { 0.0 } else { (middle - half).max(0.0) };
    let high = if rate >= 1.0 { 1.0 } else { (middle + half).min(1.0) };
    Interval { low, high }
}
