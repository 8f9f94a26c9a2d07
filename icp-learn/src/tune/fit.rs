//! A factor for each criterion: logistic regression on what the criteria give, pulled towards the factors of 1 that people chose, and never
//! below a twentieth, so that no rule is turned around or switched off.

use std::collections::BTreeMap;

use crate::at::At;
use crate::chance::{chance, log_odds};
use crate::solve::solve;
use crate::tiers::logistic;

/// The pull towards 1: what people wrote is off by a factor with a variance of a half (a ridge as a normal prior).
const PULL: f64 = 2.0;
/// The least factor.
const LEAST: f64 = 0.05;

/// Weight and won weight by fold.
type ByFold = Vec<(f64, f64)>;

/// Rows with equal gains of all criteria are one pattern, with weight and won weight by fold.
pub(super) struct Patterns {
    gains: Vec<Vec<f64>>,
    by_fold: Vec<ByFold>,
}

impl Patterns {
    /// From the gains, fold, weight and outcome of rows.
    pub(super) fn new<'a>(rows: impl Iterator<Item = (&'a [f64], usize, f64, bool)>, folds: usize) -> Self {
        let mut all: BTreeMap<Vec<u64>, (Vec<f64>, ByFold)> = BTreeMap::new();
        for (gains, fold, weight, won) in rows {
            let key = gains.iter().map(|gain| (gain + 0.0).to_bits()).collect();
            let (_, sums) = all.entry(key).or_insert_with(|| (gains.to_vec(), vec![(0.0, 0.0); folds]));
            if let Some((sum, of_won)) = sums.get_mut(fold) {
                *sum += weight;
                *of_won += weight * f64::from(u8::from(won));
            }
        }
        let (gains, by_fold) = all.into_values().unzip();
        Self { gains, by_fold }
    }

    /// Gains with weight and won weight, without a fold.
    fn rows(&self, without: Option<usize>) -> Vec<(&[f64], f64, f64)> {
        let sum = |folds: &ByFold| {
            let others = folds.iter().enumerate().filter(|(fold, _)| Some(*fold) != without);
            others.fold((0.0, 0.0), |sum, (_, one)| (sum.0 + one.0, sum.1 + one.1))
        };
        let rows = self.gains.iter().zip(self.by_fold.iter().map(sum));
        rows.filter(|(_, (weight, _))| *weight > 0.0).map(|(gains, (w, won))| (&**gains, w, won)).collect()
    }

    /// The factors by all rows but those of a fold. `fixed` criteria keep theirs.
    pub(super) fn factors(&self, without: Option<usize>, fixed: &[bool]) -> Vec<f64> {
        let rows = self.rows(without);
        let total: f64 = rows.iter().map(|(_, weight, _)| weight).sum();
        let won: f64 = rows.iter().map(|(.., won)| won).sum();
        let sum = |gains: &[f64]| gains.iter().sum::<f64>();
        let mean = rows.iter().map(|(gains, weight, _)| sum(gains) * weight).sum::<f64>() / total;
        let spread =
            rows.iter().map(|(gains, weight, _)| square(sum(gains) - mean) * weight).sum::<f64>() / total;
        let base = log_odds(won / total);
        let (_, slope) =
            logistic(|| rows.iter().map(|(gains, weight, won)| (sum(gains) - mean, *weight, *won)), base);
        // A score that says nothing, or the contrary, is taken as a weak one: so its parts can be told apart.
        let unit = slope.max(0.25 / spread.sqrt().max(1e-9));
        newton(&rows, unit, mean, base, fixed)
    }
}

/// A number times itself.
pub(super) fn square(number: f64) -> f64 {
    number * number
}

fn newton(rows: &[(&[f64], f64, f64)], unit: f64, mean: f64, base: f64, fixed: &[bool]) -> Vec<f64> {
    let size = fixed.len() + 1;
    let mut x = vec![1.0; size];
    x.put(0, base - unit * mean);
    for _ in 0..50 {
        let (mut gradient, mut hessian) = (vec![0.0; size], vec![0.0; size * size]);
        let mut values = vec![1.0; size];
        for (gains, weight, won) in rows {
            gains.iter().enumerate().for_each(|(at, gain)| values.put(at + 1, unit * gain));
            let p = chance(x.iter().zip(&values).map(|(x, value)| x * value).sum());
            let (g, h) = (won - weight * p, weight * p * (1.0 - p));
            for (at, value) in values.iter().enumerate() {
                gradient.more(at, g * value);
                for (other, second) in values.iter().enumerate() {
                    hessian.more(at * size + other, h * value * second);
                }
            }
        }
        for at in 1..size {
            gradient.more(at, -PULL * (x.at(at) - 1.0));
            hessian.more(at * size + at, PULL);
            let is_held = fixed.at(at - 1) || (x.at(at) <= LEAST && gradient.at(at) < 0.0);
            if is_held {
                for other in 0..size {
                    hessian.put(at * size + other, 0.0);
                    hessian.put(other * size + at, 0.0);
                }
                hessian.put(at * size + at, 1.0);
                gradient.put(at, 0.0);
            }
        }
        let steps = solve(hessian, gradient);
        let longest = steps.iter().fold(0.0, |most: f64, step| most.max(step.abs()));
        let scale = if longest > 2.0 { 2.0 / longest } else { 1.0 };
        for (at, step) in steps.iter().enumerate() {
            let next = x.at(at) + scale * step;
            x.put(at, if at == 0 { next } else { next.max(LEAST) });
        }
        if longest < 1e-8 {
            break;
        }
    }
    x.split_off(1)
}
