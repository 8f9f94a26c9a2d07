//! Criteria on trial by an outcome that is a number, such as revenue: whether accounts with more of it are rated higher.

use super::mean::Mean;
use super::trial::{Case, Trial, TrialBin, Verdict};
use crate::level::{ALARM, CONFIDENCE};
use crate::population::{
    BY_CRITERION, BY_INTENT, BY_SCORE, CriterionCounts, NOT_APPLICABLE, Profiles, UNKNOWN, VALUE,
    from_ordered, tenth,
};
use crate::stats::{Auc, Concordance, PairedAuc, Sum};

/// The scores of an icp on one value, to be compared with those without a criterion.
pub(super) struct ValueContributions<'a> {
    profiles: &'a Profiles,
    fit: Option<Concordance>,
    intent: Option<Concordance>,
}

impl<'a> ValueContributions<'a> {
    pub(super) fn new(profiles: &'a Profiles) -> Self {
        let of = |place| Concordance::of(groups(profiles, place));
        Self { profiles, fit: of(BY_SCORE), intent: of(BY_INTENT) }
    }

    /// How well the score of fit ranks accounts by the value.
    pub(super) fn auc(&self) -> Option<Auc> {
        self.fit.as_ref().map(|fit| fit.auc(self.profiles.rows(), CONFIDENCE))
    }

    fn contribution(&self, criterion: usize, of_fit: bool) -> Option<PairedAuc> {
        let with = if of_fit { self.fit.as_ref()? } else { self.intent.as_ref()? };
        let without = Concordance::of(groups(self.profiles, BY_CRITERION + 2 * criterion))?;
        Some(without.against(with, self.profiles.rows(), CONFIDENCE))
    }

    /// The rating of each profile by a criterion.
    fn ratings(&self, criterion: usize) -> impl Iterator<Item = i64> + '_ {
        self.profiles.column(BY_CRITERION + 2 * criterion + 1)
    }
}

fn groups(profiles: &Profiles, key: usize) -> impl Iterator<Item = (i64, i64, Sum)> + '_ {
    let all = profiles.column(VALUE).zip(profiles.column(key)).zip(profiles.rows());
    all.map(|((value, key), rows)| (value, key, *rows))
}

impl Case<'_> {
    pub(super) fn judge_value(&self, value: &ValueContributions<'_>) -> Option<Trial> {
        let counts = self.icp.criteria.get(self.at)?;
        let alarm = ALARM / self.icp.criteria.len().max(1) as f64;
        let values: Vec<(i64, i64, Sum)> = value
            .profiles
            .column(VALUE)
            .zip(value.ratings(self.at))
            .zip(value.profiles.rows())
            .map(|((number, rating), rows)| (number, rating, *rows))
            .filter(|(.., rows)| rows.rows > 0)
            .collect();
        let known = || values.iter().filter(|(_, rating, _)| *rating > NOT_APPLICABLE).copied();
        let rows: Vec<Sum> = known().map(|(.., rows)| rows).collect();
        let own = Concordance::of(known());
        let contribution = value.contribution(self.at, self.of_fit);
        let is_constant =
            values.iter().all(|(_, rating, _)| Some(*rating) == values.first().map(|one| one.1));
        let alone = own.as_ref().and_then(|own| own.auc(&rows, 1.0 - alarm).interval);
        let verdict = match is_constant {
            true => Verdict::Constant,
            false => Verdict::of(contribution.and_then(|paired| paired.within(1.0 - alarm)), alone),
        };
        Some(Trial {
            outcome: self.name.clone(),
            iv: None,
            auc: own.map(|own| own.auc(&rows, CONFIDENCE)),
            contribution,
            known_auc: None,
            verdict,
            redundant_with: if verdict == Verdict::Redundant { self.twin() } else { None },
            bins: self.means(counts, &values),
        })
    }

    /// The mean of each answer; answers with one rating are one.
    fn means(&self, counts: &CriterionCounts, values: &[(i64, i64, Sum)]) -> Vec<TrialBin> {
        let all = counts.branches.iter().fold(Sum::default(), |sum, (_, tally)| sum.and(&tally.all)).weight();
        let is_branch = |key: i64| counts.branches.iter().any(|(branch, _)| branch.rating == Some(key));
        // Where ratings vary within a branch it has those of a tenth.
        let branch_of = |rating: i64| {
            if rating <= NOT_APPLICABLE || is_branch(rating) { rating } else { tenth(rating) }
        };
        let keys: Vec<i64> = values.iter().map(|(_, rating, _)| branch_of(*rating)).collect();
        let mut bins: Vec<(u8, i64, TrialBin)> = Vec::new();
        for (branch, tally) in &counts.branches {
            let (label, rows) = (branch.words(self.words), tally.all);
            let share = if all > 0.0 { rows.weight() / all } else { 0.0 };
            let key = match (branch.kind, branch.rating) {
                (1, _) => UNKNOWN,
                (0, Some(rating)) => rating,
                _ => NOT_APPLICABLE,
            };
            if let Some((.., bin)) = bins.iter_mut().find(|(_, known, _)| *known == key) {
                bin.label = format!("{} or {label}", bin.label);
                bin.rows += rows.rows;
                bin.share += share;
                continue;
            }
            let own = values.iter().zip(&keys).filter(|(_, own)| **own == key);
            let mean = Mean::of(own.map(|((value, _, rows), _)| (from_ordered(*value), *rows)));
            let rating = branch.rating.map(|rating| rating as f64 / 1e6);
            let bin = TrialBin {
                label,
                rows: rows.rows,
                share,
                rate: None,
                mean,
                woe: None,
                rating,
                would_be: None,
            };
            bins.push((branch.kind, key, bin));
        }
        let known =
            || bins.iter().filter(|(kind, ..)| *kind == 0).filter_map(|(.., bin)| Some(bin.mean?.mean));
        let (low, high) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
        for (_, _, bin) in bins.iter_mut().filter(|(kind, ..)| *kind == 0 && high > low) {
            let would = bin.mean.map(|own| (own.mean - low) / (high - low));
            bin.would_be = would.map(|rating| (rating * 100.0).round() / 100.0);
        }
        bins.sort_by_key(|(kind, key, _)| (*kind, std::cmp::Reverse(*key)));
        bins.into_iter().map(|(.., bin)| bin).collect()
    }
}
