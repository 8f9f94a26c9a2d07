//! Where tiers begin: cuts that tell win rates apart best, or that leave each tier its share of the accounts.

use crate::counts::Counts;
use crate::tiers::{ByScore, add, tiers_at_most};

/// A score in millionths, the weight of a row, and its outcome.
pub(super) type Row = (i64, f64, bool);

/// Rows by score, the least first.
fn by_score(rows: &[Row]) -> ByScore {
    let mut sorted = rows.to_vec();
    sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut scores: Vec<(i64, Counts)> = Vec::new();
    for (score, weight, won) in sorted {
        let won_weight = if won { weight } else { 0.0 };
        let one = Counts { rows: 1, won: u64::from(won), weight, won_weight };
        match scores.last_mut() {
            Some((last, counts)) if *last == score => *counts = add(*counts, &one),
            _ => scores.push((score, one)),
        }
    }
    ByScore { scores }
}

/// A cut between the greatest score below it and the least that it lets in: as round a number as lies there.
fn rounded(below: Option<i64>, from: i64) -> i64 {
    let steps = [10_000_000, 5_000_000, 1_000_000, 500_000, 100_000, 10_000];
    // A number that would have to be much lower is no better for being round.
    let near = |step: &i64| {
        let cut = from.div_euclid(*step) * step;
        (below.is_none_or(|below| cut > below) && from - cut <= 1_000_000).then_some(cut)
    };
    steps.iter().find_map(near).unwrap_or(from)
}

/// The least scores of all tiers but the last, best first, that tell win rates apart best; `None` where that many tiers do not.
pub(super) fn apart(rows: &[Row], tiers: usize) -> Option<Vec<i64>> {
    let by_score = by_score(rows);
    let found = tiers_at_most(&by_score, tiers);
    let cut = |from: i64| {
        let below = by_score.scores.iter().map(|(score, _)| *score).take_while(|score| *score < from).last();
        rounded(below, from)
    };
    (found.len() == tiers).then(|| found.iter().take(tiers - 1).map(|tier| cut(tier.from)).collect())
}

/// Cuts of new scores that leave each tier about the share that `cuts` gave it by the old scores.
pub(super) fn same_shares(old: &[Row], cuts: &[i64], new: &[Row]) -> Option<Vec<i64>> {
    let total: f64 = old.iter().map(|row| row.1).sum();
    let by_score = by_score(new);
    let mut out: Vec<i64> = Vec::new();
    for cut in cuts {
        let share = old.iter().filter(|row| row.0 >= *cut).map(|row| row.1).sum::<f64>() / total;
        let mut above = 0.0;
        let mut best: Option<(f64, i64, Option<i64>)> = None;
        for (at, (score, counts)) in by_score.scores.iter().enumerate().rev() {
            above += counts.weight;
            let away = (above / total - share).abs();
            if best.is_none_or(|(least, ..)| away < least) {
                let below = at.checked_sub(1).and_then(|at| by_score.scores.get(at)).map(|(score, _)| *score);
                best = Some((away, *score, below));
            }
        }
        let (_, from, below) = best?;
        out.push(rounded(below, from));
    }
    out.is_sorted_by(|a, b| a > b).then_some(out)
}

/// The tier of a score.
pub(super) fn tier(cuts: &[i64], score: i64) -> usize {
    cuts.iter().position(|cut| score >= *cut).unwrap_or(cuts.len())
}

/// Counts by tier.
pub(super) fn counts(cuts: &[i64], rows: impl Iterator<Item = Row>) -> Vec<Counts> {
    let mut out = vec![Counts::default(); cuts.len() + 1];
    for (score, weight, won) in rows {
        if let Some(counts) = out.get_mut(tier(cuts, score)) {
            let won_weight = if won { weight } else { 0.0 };
            *counts = add(*counts, &Counts { rows: 1, won: u64::from(won), weight, won_weight });
        }
    }
    out
}
