//! How well keys rank rows by a number rather than by won and lost: the chance that of two rows with different numbers the greater one
//! has the greater key (Harrell and others, JAMA 247, 1982; Somers' D is twice it less one). Of two different numbers it is the AUC.

use super::delong::ranged;
use super::{Auc, PairedAuc, Sum};

/// The concordance of the keys of some groups of rows with their numbers.
pub(crate) struct Concordance {
    share: f64,
    all: Sum,
    /// For each group, how much the share changes with the weight of a row of it: its influence.
    influence: Vec<f64>,
}

impl Concordance {
    /// From the number, the key and the rows of each group. `None` unless numbers differ.
    ///
    /// A group counts a pair with each row that has another number; equal keys count half. The sums are over keys in a tree of partial
    /// sums (Fenwick 1994), once upwards and once downwards: the time of a sort.
    pub(crate) fn of<N: Ord + Copy, K: Ord + Copy>(
        groups: impl Iterator<Item = (N, K, Sum)>,
    ) -> Option<Self> {
        let groups: Vec<(N, K, Sum)> = groups.collect();
        let mut keys: Vec<K> = groups.iter().map(|(_, key, _)| *key).collect();
        keys.sort_unstable();
        keys.dedup();
        let rank = |key: &K| keys.binary_search(key).unwrap_or_default();
        let mut order: Vec<(N, usize)> = groups.iter().map(|(number, ..)| *number).zip(0..).collect();
        order.sort_unstable();
        let rows = |at: usize| groups.get(at).map_or_else(Sum::default, |(.., rows)| *rows);
        let ranks: Vec<usize> = groups.iter().map(|(_, key, _)| rank(key)).collect();
        let all = groups.iter().fold(Sum::default(), |sum, (.., rows)| sum.and(rows));
        // Twice the weight of the rows that agree, and the weight of those with another number.
        let mut pairs = vec![(0u128, 0u128); groups.len()];
        for is_upwards in [true, false] {
            let mut seen = Partial::new(keys.len());
            let mut take = |tied: &[(N, usize)]| {
                for (_, at) in tied {
                    let rank = ranks.get(*at).copied().unwrap_or_default();
                    let (below, same) = (seen.below(rank), seen.below(rank + 1) - seen.below(rank));
                    let agree = if is_upwards { below } else { seen.total - below - same };
                    if let Some(pair) = pairs.get_mut(*at) {
                        *pair = (pair.0 + 2 * agree + same, pair.1 + seen.total);
                    }
                }
                for (_, at) in tied {
                    seen.add(ranks.get(*at).copied().unwrap_or_default(), rows(*at).parts());
                }
            };
            let tied = order.chunk_by(|a, b| a.0 == b.0);
            if is_upwards { tied.for_each(&mut take) } else { tied.rev().for_each(&mut take) }
        }
        let sums = pairs.iter().zip(&groups).map(|((agree, other), (.., rows))| {
            (rows.weight() * (*agree as f64 / 2e6), rows.weight() * (*other as f64 / 1e6))
        });
        let (agree, other) = sums.fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        if other <= 0.0 {
            return None;
        }
        let share = agree / other;
        let influence = pairs
            .iter()
            .map(|(agree, pairs)| 2.0 * (*agree as f64 / 2e6 - share * (*pairs as f64 / 1e6)) / other)
            .collect();
        Some(Self { share, all, influence })
    }

    /// The share with its standard error and an interval, as an AUC has them. The variance is the sum of the squared influences (the
    /// infinitesimal jackknife of Jaeckel 1972, as Newson, Stata Journal 6, 2006, has it for Somers' D).
    pub(crate) fn auc(&self, groups: &[Sum], confidence: f64) -> Auc {
        ranged(self.share, self.variance(groups, |at| self.at(at)), (&self.all, &self.all), confidence)
    }

    /// This ranking and another of the same groups.
    pub(crate) fn against(&self, after: &Self, groups: &[Sum], confidence: f64) -> PairedAuc {
        let difference = after.share - self.share;
        let error = self.variance(groups, |at| after.at(at) - self.at(at)).map(f64::sqrt);
        let (before, after) = (self.auc(groups, confidence), after.auc(groups, confidence));
        PairedAuc::of(before, after, difference, error, confidence)
    }

    fn at(&self, at: usize) -> f64 {
        self.influence.get(at).copied().unwrap_or_default()
    }

    fn variance(&self, groups: &[Sum], influence: impl Fn(usize) -> f64) -> Option<f64> {
        let n = self.all.rows as f64;
        let squares = groups.iter().enumerate().map(|(at, rows)| {
            let own = influence(at);
            rows.squares() * own * own
        });
        (self.all.rows > 2).then(|| n / (n - 1.0) * squares.sum::<f64>())
    }
}

/// Sums over ranks that grow one by one.
struct Partial {
    sums: Vec<u128>,
    total: u128,
}

impl Partial {
    fn new(ranks: usize) -> Self {
        Self { sums: vec![0; ranks + 1], total: 0 }
    }

    fn add(&mut self, rank: usize, parts: u128) {
        self.total += parts;
        let mut at = rank + 1;
        while let Some(sum) = self.sums.get_mut(at) {
            *sum += parts;
            at += at & at.wrapping_neg();
        }
    }

    /// The sum of all ranks below this one.
    fn below(&self, rank: usize) -> u128 {
        let (mut at, mut sum) = (rank, 0);
        while at > 0 {
            sum += self.sums.get(at).copied().unwrap_or_default();
            at -= at & at.wrapping_neg();
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Ranked, Weight};

    fn sum(weight: f64) -> Sum {
        let mut sum = Sum::default();
        sum.add(Weight::new(weight).unwrap_or(Weight::ONE));
        sum
    }

    /// Rows with ties in numbers and keys, and weights.
    fn rows(n: u64) -> Vec<(i64, i64, f64)> {
        let mut state = n;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % below) as i64
        };
        (0..n).map(|_| (next(7), next(5), next(4) as f64 / 2.0)).collect()
    }

    #[test]
    fn it_is_its_definition_over_all_pairs() {
        let rows = rows(60);
        let (mut agree, mut pairs) = (0.0, 0.0);
        for a in &rows {
            for b in rows.iter().filter(|b| b.0 > a.0) {
                pairs += a.2 * b.2;
                agree += a.2 * b.2 * (f64::from(b.1 > a.1) + f64::from(b.1 == a.1) / 2.0);
            }
        }
        let groups: Vec<Sum> = rows.iter().map(|row| sum(row.2)).collect();
        let own = Concordance::of(rows.iter().zip(&groups).map(|(row, sum)| (row.0, row.1, *sum)));
        let own = own.map(|own| own.auc(&groups, 0.95));
        assert!(own.is_some_and(|own| (own.auc - agree / pairs).abs() < 1e-12));
    }

    #[test]
    fn of_won_and_lost_it_is_the_auc_with_nearly_its_error() {
        let rows = rows(400);
        let mut ranked = Ranked::default();
        rows.iter().for_each(|row| ranked.add(row.1, row.0 > 3, Weight::ONE));
        let auc = ranked.sorted().delong(0.95);
        let groups = vec![sum(1.0); rows.len()];
        let own = Concordance::of(rows.iter().map(|row| (row.0 > 3, row.1, sum(1.0))));
        let own = own.map(|own| own.auc(&groups, 0.95));
        let both = auc.zip(own).and_then(|(a, b)| Some((a.auc - b.auc, a.error? / b.error?)));
        assert!(both.is_some_and(|(auc, ratio)| auc.abs() < 1e-12 && (ratio - 1.0).abs() < 0.01), "{both:?}");
    }

    #[test]
    fn equal_numbers_say_nothing_and_a_ranking_equals_itself() {
        let one = |number: i64, key: i64| (number, key, sum(1.0));
        assert!(Concordance::of([one(1, 1), one(1, 2)].into_iter()).is_none());
        let groups = vec![sum(1.0); 4];
        let all = [one(1, 1), one(2, 1), one(3, 5), one(3, 9)];
        let both = Concordance::of(all.into_iter()).zip(Concordance::of(all.into_iter()));
        let paired = both.map(|(a, b)| a.against(&b, &groups, 0.95));
        assert!(paired.is_some_and(|one| one.difference == 0.0 && one.p == Some(1.0)));
    }
}
