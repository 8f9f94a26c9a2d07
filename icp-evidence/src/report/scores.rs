//! The scores of an icp as figures: quantiles, a histogram, and the cuts for shares and for a wanted number of accounts.

use super::{Cut, Scores};
use crate::population::{BAR, IcpCounts};
use crate::stats::{Ranked, Sum};

/// Steps of a histogram.
const STEPS: usize = 20;

/// The score that a wanted number of accounts reach.
pub(super) fn cut(own: &IcpCounts, wanted: f64) -> Option<Cut> {
    let scores = own.profiles.all(BAR);
    let mut accounts = 0.0;
    let known = scores.entries().iter().rev().filter_map(|entry| Some((entry.key?, entry.won.weight())));
    known
        .map(|(key, weight)| {
            accounts += weight;
            Cut { wanted, score: key as f64 / 1e6, accounts }
        })
        .find(|cut| cut.accounts >= wanted)
}

/// The scores of an icp.
pub(super) fn scores(scores: &Ranked<Option<i64>>, want: Option<Cut>) -> Scores {
    let shown = |key: i64| key as f64 / 1e6;
    let known: Vec<(i64, Sum)> =
        scores.entries().iter().filter_map(|entry| Some((entry.key?, entry.won))).collect();
    let without =
        scores.entries().iter().filter(|entry| entry.key.is_none()).map(|entry| entry.won.rows).sum();
    let total: f64 = known.iter().map(|(_, sum)| sum.weight()).sum();
    let whole = scores.totals().0.weight();
    let quantile = |share: f64| {
        let mut below = 0.0;
        known.iter().find(|(_, sum)| {
            below += sum.weight();
            below >= total * share
        })
    };
    let quantiles = [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0];
    let quantiles = quantiles.into_iter().filter_map(|share| Some((share, shown(quantile(share)?.0))));
    let mut histogram = Vec::new();
    if let (Some((low, _)), Some((high, _))) = (known.first(), known.last()) {
        let (low, high) = (shown(*low), shown(*high));
        let width = (high - low) / STEPS as f64;
        histogram = (0..STEPS).map(|step| (low + width * step as f64, 0)).collect();
        for (key, sum) in &known {
            let step = if width > 0.0 { ((shown(*key) - low) / width) as usize } else { 0 };
            if let Some((_, rows)) = histogram.get_mut(step.min(STEPS - 1)) {
                *rows += sum.rows;
            }
        }
    }
    let mut cuts = Vec::new();
    for share in [0.01, 0.05, 0.1, 0.2, 0.3, 0.5] {
        let (mut above, mut rows) = (0.0, 0);
        let cut = known.iter().rev().find(|(_, sum)| {
            above += sum.weight();
            rows += sum.rows;
            above >= whole * share
        });
        cuts.extend(cut.map(|(key, _)| (share, shown(*key), rows)));
    }
    Scores { without, quantiles: quantiles.collect(), histogram, cuts, want }
}
