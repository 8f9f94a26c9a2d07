//! Tiers of scores: runs of scores whose win rates rise, by the same program as bands; and the line from a score to a win rate.

use crate::at::At;
use crate::bands::{Rules, Sums, ends};
use crate::card::{Line, Tier};
use crate::chance::{chance, log_odds};
use crate::counts::Counts;
use crate::sample::Sample;
use crate::table::Direction;

/// Tiers at most.
const TIERS: usize = 4;
/// Percent of the rows in a tier, at least.
const SHARE: f64 = 0.05;
/// Groups of scores for the program, at most.
const GROUPS: usize = 64;
/// The chi-square that one more tier has to add.
const PRICE: f64 = 10.0;

/// Rows by score, the least first.
#[derive(Debug, Clone, Default)]
pub(crate) struct ByScore {
    pub(crate) scores: Vec<(i64, Counts)>,
}

impl ByScore {
    pub(crate) fn new(scores: &[i64], sample: &Sample, unit: f64) -> Self {
        let low = scores.iter().copied().min().unwrap_or_default();
        let high = scores.iter().copied().max().unwrap_or_default();
        let mut counts = vec![Counts::default(); usize::try_from(high - low).unwrap_or_default() + 1];
        for (row, score) in scores.iter().enumerate() {
            let place = usize::try_from(score - low).unwrap_or_default();
            if let Some(place) = counts.get_mut(place) {
                let (won, weight) = (sample.won.at(row), sample.weight(row) * unit);
                place.rows += 1;
                place.won += u64::from(won);
                place.weight += weight;
                place.won_weight += weight * f64::from(won);
            }
        }
        let scores = (low..).zip(counts).filter(|(_, counts)| counts.rows > 0).collect();
        Self { scores }
    }

    fn total(&self) -> Counts {
        self.scores.iter().fold(Counts::default(), |sum, (_, counts)| add(sum, counts))
    }
}

pub(crate) fn add(sum: Counts, more: &Counts) -> Counts {
    Counts {
        rows: sum.rows + more.rows,
        won: sum.won + more.won,
        weight: sum.weight + more.weight,
        won_weight: sum.won_weight + more.won_weight,
    }
}

/// Tiers of scores, the best first. The first tier of scores is the last.
pub(crate) fn tiers(by_score: &ByScore) -> Vec<Tier> {
    tiers_at_most(by_score, TIERS)
}

/// The same with another number of tiers at most.
pub(crate) fn tiers_at_most(by_score: &ByScore, most: usize) -> Vec<Tier> {
    let total = by_score.total();
    let Some(base) = total.rate() else { return Vec::new() };
    // Scores in groups of about equal counts, so that the program is small.
    let mut groups: Vec<(i64, Counts)> = Vec::new();
    let enough = if by_score.scores.len() <= GROUPS { 0 } else { total.rows / GROUPS as u64 };
    for (score, counts) in &by_score.scores {
        match groups.last_mut() {
            Some((_, last)) if last.rows < enough => *last = add(*last, counts),
            _ => groups.push((*score, *counts)),
        }
    }
    // By rows, so that chi-square is one of rows where weights are not 1. The program's own price of a band is 1.
    let variance = base * (1.0 - base) * PRICE;
    let sums: Vec<Sums> = groups
        .iter()
        .map(|(_, counts)| {
            let n = counts.rows as f64;
            let rate = counts.rate().unwrap_or(base);
            Sums { g: n * (rate - base), h: n * variance - 0.0, n }
        })
        .collect();
    let rules = Rules {
        is_ordered: true,
        direction: Direction::Rising,
        min_rows: (total.rows as f64 * SHARE).max(1.0),
        max_bands: most,
        forced: None,
    };
    let ends = ends(&sums, &rules);
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let stops = ends.iter().copied().chain([groups.len()]);
    let mut tiers: Vec<Tier> = starts
        .zip(stops)
        .filter_map(|(start, stop)| {
            let own = groups.get(start..stop)?;
            let counts = own.iter().fold(Counts::default(), |sum, (_, counts)| add(sum, counts));
            Some(Tier { from: own.first()?.0, counts })
        })
        .collect();
    tiers.reverse();
    tiers
}

/// The line through the log odds of the scores (logistic regression on the score).
pub(crate) fn line(by_score: &ByScore) -> Line {
    let total = by_score.total();
    let base = log_odds(total.rate().unwrap_or(0.5));
    // About the mean, so that the two unknowns hardly depend on each other.
    let mean = by_score.scores.iter().map(|(score, counts)| *score as f64 * counts.weight).sum::<f64>()
        / total.weight;
    let points = || {
        by_score.scores.iter().map(|(score, counts)| (*score as f64 - mean, counts.weight, counts.won_weight))
    };
    let (level, slope) = logistic(points, base);
    Line { intercept: level - slope * mean, slope }
}

/// Logistic regression on one number: level and slope, by Newton's method with half a row against infinite slopes.
pub(crate) fn logistic<P: Iterator<Item = (f64, f64, f64)>>(points: impl Fn() -> P, base: f64) -> (f64, f64) {
    let (mut level, mut slope) = (base, 0.0);
    for _ in 0..50 {
        let mut sums = [0.0; 5];
        for (x, weight, won) in points() {
            let p = chance(level + slope * x);
            let (g, h) = (won - weight * p, weight * p * (1.0 - p));
            let more = [g, g * x, h, h * x, h * x * x];
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
        let [g0, g1, h00, h01, h11] = sums;
        let (g1, h11, h00) = (g1 - slope * 1e-3, h11 + 1e-3, h00 + 1e-9);
        let determinant = h00 * h11 - h01 * h01;
        if determinant <= 0.0 {
            break;
        }
        let (a, b) = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant);
        let longest = a.abs().max(b.abs());
        let scale = if longest > 3.0 { 3.0 / longest } else { 1.0 };
        level += scale * a;
        slope += scale * b;
        if longest < 1e-9 {
            break;
        }
    }
    (level, slope)
}

/// The line with a slope that is known: its level is such that it says the win rate of all rows.
pub(crate) fn with_slope(by_score: &ByScore, slope: f64) -> Line {
    let total = by_score.total();
    let mut intercept = log_odds(total.rate().unwrap_or(0.5))
        - slope * by_score.scores.iter().map(|(score, counts)| *score as f64 * counts.weight).sum::<f64>()
            / total.weight;
    for _ in 0..50 {
        let (mut g, mut h) = (0.0, 1e-9);
        for (score, counts) in &by_score.scores {
            let p = chance(intercept + slope * *score as f64);
            g += counts.won_weight - counts.weight * p;
            h += counts.weight * p * (1.0 - p);
        }
        let step = (g / h).clamp(-3.0, 3.0);
        intercept += step;
        if step.abs() < 1e-10 {
            break;
        }
    }
    Line { intercept, slope }
}

/// Shares of the reference population down to the end of each tier but the last.
const REFERENCE: [f64; 3] = [0.1, 0.3, 0.6];

/// Tiers by their share of the reference population: the best tenth, the next two, the next three, and the rest. The rows that are not won
/// are the reference.
pub(crate) fn by_share(by_score: &ByScore) -> Vec<Tier> {
    let of = |counts: &Counts| counts.weight - counts.won_weight;
    let all: f64 = by_score.scores.iter().map(|(_, counts)| of(counts)).sum();
    let mut tiers: Vec<Tier> = Vec::new();
    let (mut above, mut open) = (0.0, true);
    for (score, counts) in by_score.scores.iter().rev() {
        match tiers.last_mut() {
            Some(last) if !open => *last = Tier { from: *score, counts: add(last.counts, counts) },
            _ => tiers.push(Tier { from: *score, counts: *counts }),
        }
        let before = above;
        above += of(counts) / all;
        // A tier ends where the share down to here is nearest to its own, which is known once half of the next step is over it.
        let end = REFERENCE.get(tiers.len() - 1).copied().unwrap_or(f64::INFINITY);
        open = above >= end || (above + (above - before) / 2.0 >= end && above > 0.0);
    }
    tiers
}
