//! The won rows among the best ranks, and how often rows are won along the ranks.

use serde::{Deserialize, Serialize};

use super::{Entry, Ranked, Rate, Sum};

/// The best ranks of a population.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gain {
    /// The share of the weight that they are.
    pub share: f64,
    /// The share of all won rows among them.
    pub captured: f64,
    /// Their rate over that of all rows.
    pub lift: f64,
}

/// Rows of neighbouring ranks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Calibrated<K> {
    /// The least key.
    pub from: K,
    /// The greatest.
    pub to: K,
    /// How often they were won.
    pub rate: Rate,
}

impl<K: Ord + Copy> Ranked<K> {
    /// The won rows among the best share of all rows. Where the share ends within rows of one key, it takes the same part of the
    /// won and of the lost ones: the mean over all orders of the tie. `None` without won rows.
    ///
    /// ```
    /// use icp_evidence::stats::{Ranked, Weight};
    /// let mut ranked = Ranked::default();
    /// [(9, true), (5, true), (5, false), (1, false)].map(|(score, won)| ranked.add(score, won, Weight::ONE));
    /// let ranked = ranked.sorted();
    /// let gain = ranked.gain(0.5).unwrap();
    /// assert_eq!((gain.captured, gain.lift), (0.75, 1.5));
    /// ```
    pub fn gain(&self, share: f64) -> Option<Gain> {
        let (won, lost) = self.totals();
        let all = won.and(&lost).weight();
        if won.rows == 0 {
            return None;
        }
        let mut left = all * share.clamp(0.0, 1.0);
        let wanted = left;
        let mut found = 0.0;
        for entry in self.entries().iter().rev() {
            let here = entry.won.and(&entry.lost).weight();
            if here >= left {
                found += if here > 0.0 { entry.won.weight() * (left / here) } else { 0.0 };
                break;
            }
            found += entry.won.weight();
            left -= here;
        }
        let captured = (found / won.weight()).min(1.0);
        let rate = if wanted > 0.0 { found / wanted } else { 0.0 };
        Some(Gain { share: wanted / all, captured, lift: rate / (won.weight() / all) })
    }

    /// The rows in at most `parts` parts of about the same weight, the least keys first, with the rate of each. Rows of one
    /// key stay together, so there are fewer parts where many rows are tied.
    ///
    /// ```
    /// use icp_evidence::stats::{Ranked, Weight};
    /// let mut ranked = Ranked::default();
    /// (0..100).for_each(|n| ranked.add(n / 10, n % 10 < n / 10, Weight::ONE));
    /// let parts = ranked.sorted().calibrated(5, 0.95);
    /// assert_eq!((parts.len(), parts[0].to, parts[4].from, parts[4].rate.rate), (5, 1, 8, 0.85));
    /// ```
    pub fn calibrated(&self, parts: usize, confidence: f64) -> Vec<Calibrated<K>> {
        let (won, lost) = self.totals();
        let all = won.and(&lost).weight();
        let mut out: Vec<Calibrated<K>> = Vec::new();
        let mut open: Option<(Entry<K>, K)> = None;
        let mut done = 0.0;
        let mut ends = 1;
        for entry in self.entries() {
            let (sum, to) = open
                .get_or_insert((Entry { won: Sum::default(), lost: Sum::default(), ..*entry }, entry.key));
            sum.won.merge(&entry.won);
            sum.lost.merge(&entry.lost);
            *to = entry.key;
            done += entry.won.and(&entry.lost).weight();
            if done * parts as f64 >= all * f64::from(ends) {
                while ends < 1_000_000 && done * parts as f64 >= all * f64::from(ends) {
                    ends += 1;
                }
                if let Some((sum, to)) = open.take() {
                    let rate = Rate::of(&sum.won, &sum.lost, confidence);
                    out.extend(rate.map(|rate| Calibrated { from: sum.key, to, rate }));
                }
            }
        }
        out
    }
}
