//! The uncertainty of an AUC, and of the difference between two, after DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988),
//! in the time of a sort (Sun and Xu, IEEE Signal Processing Letters 21, 2014).

use serde::{Deserialize, Serialize};

use super::distribution::normal_p;
use super::distribution::two_sided;
use super::{Interval, Ranked, Sum, wilson};

/// An AUC and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Auc {
    /// The chance that a won row ranks above a lost one.
    pub auc: f64,
    /// The standard error after DeLong; `None` while there are fewer than two won or two lost rows.
    pub error: Option<f64>,
    /// An interval of the wanted confidence.
    pub interval: Option<Interval>,
}

/// Two AUCs over the same rows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PairedAuc {
    /// By the first score.
    pub before: Auc,
    /// By the second.
    pub after: Auc,
    /// The second less the first.
    pub difference: f64,
    /// The standard error of the difference; it takes into account that both rank the same rows.
    pub error: Option<f64>,
    /// An interval of the difference.
    pub interval: Option<Interval>,
    /// The chance of a difference at least as large if there were none; 1 where both rank alike.
    pub p: Option<f64>,
}

impl PairedAuc {
    /// Two AUCs with the standard error of their difference.
    pub(crate) fn of(before: Auc, after: Auc, difference: f64, error: Option<f64>, confidence: f64) -> Self {
        let p = error.map(|error| if difference == 0.0 { 1.0 } else { normal_p(difference / error) });
        let mut paired = Self { before, after, difference, error, interval: None, p };
        paired.interval = paired.within(confidence);
        paired
    }
}

impl<K: Ord + Copy> Ranked<K> {
    /// The AUC with DeLong's standard error and an interval on the scale of log odds, which stays within 0 and 1 and holds
    /// better near the ends (Pepe 2003). Where won and lost rows do not overlap at all the standard error is 0; the interval is
    /// then Wilson's for a rate of 1 in as many rows as the smaller class has. `None` unless both classes are there.
    ///
    /// ```
    /// use icp_evidence::stats::{Ranked, Weight};
    /// let mut ranked = Ranked::default();
    /// [(1, false), (2, true), (2, false), (3, true)].map(|(score, won)| ranked.add(score, won, Weight::ONE));
    /// let auc = ranked.sorted().delong(0.95).unwrap();
    /// // The chance of each won row to be above a lost one is 0.75 and 1; that of each lost row to be below is 1 and 0.75.
    /// assert!(auc.auc == 0.875 && (auc.error.unwrap() - 0.03125f64.sqrt()).abs() < 1e-15);
    /// ```
    pub fn delong(&self, confidence: f64) -> Option<Auc> {
        let auc = self.auc()?;
        let (won, lost) = self.totals();
        let (mut placed_won, mut placed_lost) = (Placed::new(&won), Placed::new(&lost));
        let (mut below, mut above) = (0, won.parts());
        for entry in self.entries() {
            above -= entry.won.parts();
            placed_won.add(&entry.won, half_up(below, entry.lost.parts(), lost.parts()) - auc);
            placed_lost.add(&entry.lost, half_up(above, entry.won.parts(), won.parts()) - auc);
            below += entry.lost.parts();
        }
        let variance = placed_won.variance().zip(placed_lost.variance()).map(|(a, b)| a + b);
        Some(ranged(auc, variance, (&won, &lost), confidence))
    }
}

/// The share above or below, ties half.
pub(super) fn half_up(beyond: u128, tied: u128, all: u128) -> f64 {
    (2 * beyond + tied) as f64 / (2 * all) as f64
}

/// An AUC with its standard error and an interval. Where it is 0 or 1, the smaller class decides how wide that is.
pub(super) fn ranged(auc: f64, variance: Option<f64>, classes: (&Sum, &Sum), confidence: f64) -> Auc {
    let Some(variance) = variance else { return Auc { auc, error: None, interval: None } };
    let error = variance.sqrt();
    let z = two_sided(confidence);
    let interval = if auc <= 0.0 || auc >= 1.0 {
        wilson(auc, classes.0.effective().min(classes.1.effective()), confidence)
    } else {
        let (logit, step) = (libm::log(auc / (1.0 - auc)), z * error / (auc * (1.0 - auc)));
        let back = |logit: f64| 1.0 / (1.0 + libm::exp(-logit));
        Interval { low: back(logit - step), high: back(logit + step) }
    };
    Auc { auc, error: Some(error), interval: Some(interval) }
}

/// The sum of squared placements of one class, each by its distance from the AUC.
struct Placed {
    rows: u64,
    weight: f64,
    squares: f64,
}

impl Placed {
    fn new(all: &Sum) -> Self {
        Self { rows: all.rows, weight: all.weight(), squares: 0.0 }
    }

    fn add(&mut self, rows: &Sum, distance: f64) {
        self.squares += rows.squares() * distance * distance;
    }

    /// Of the mean placement; `None` for a single row.
    fn variance(&self) -> Option<f64> {
        scaled(self.squares, self.rows, self.weight)
    }
}

/// A sum of products of placements as a part of the variance.
pub(super) fn scaled(products: f64, rows: u64, weight: f64) -> Option<f64> {
    let n = rows as f64;
    (rows > 1).then(|| n / (n - 1.0) * products / (weight * weight))
}

impl PairedAuc {
    /// The interval of the difference at another confidence.
    pub(crate) fn within(&self, confidence: f64) -> Option<Interval> {
        let (difference, z) = (self.difference, two_sided(confidence));
        self.error.map(|error| Interval {
            low: (difference - z * error).max(-1.0),
            high: (difference + z * error).min(1.0),
        })
    }
}
