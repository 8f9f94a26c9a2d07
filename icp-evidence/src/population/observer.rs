//! Counts the rows that one thread scores. It reads the numbers off each account and decides nothing.

use icp_core::Model;
use icp_core::assessment::{CriterionStatus, KeptOut};
use icp_core::batch::{Observed, Observer};
use icp_core::model::Rule;

use super::counts::{Branch, Counts, Row, criterion_place, place};
use crate::outcome::Answer;
use crate::stats::Weight;

/// The outcomes and weights of the rows of a table.
pub(super) struct Rows {
    /// For each outcome, the answer of each row.
    pub(super) answers: Vec<Vec<Answer>>,
    pub(super) weights: Vec<Weight>,
}

/// The parts of the model that rows are counted by: made once for a table.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    /// For each icp and criterion of fit: whether its rating varies within a branch, and the attributes that it reads.
    criteria: Vec<Vec<(bool, Vec<usize>)>>,
    attributes: usize,
}

impl Shape {
    pub(super) fn new(model: &Model) -> Self {
        let names: Vec<&str> =
            model.definition().attributes.iter().map(|attribute| &*attribute.name).collect();
        let infos = model.criterion_infos();
        let icp = |at: usize| {
            let Some(icp) = model.icp(at) else { return Vec::new() };
            let each = icp.fit.criteria.iter().map(|criterion| {
                let varies =
                    matches!(criterion.rule, Rule::Curve { .. } | Rule::Linear { .. } | Rule::Decay { .. });
                let own = infos.iter().find(|info| {
                    *info.icp == *icp.id && info.scorecard == "fit" && *info.id == *criterion.id
                });
                let reads = own.map(|info| &*info.attributes).unwrap_or_default();
                let reads = reads.iter().filter_map(|name| names.iter().position(|known| known == name));
                (varies, reads.collect())
            });
            each.collect()
        };
        Self { criteria: (0..model.icps().count()).map(icp).collect(), attributes: names.len() }
    }
}

pub(super) struct Counter<'r> {
    counts: Counts,
    rows: &'r Rows,
    shape: &'r Shape,
    /// The rating of each criterion in thousandths, if it is known; of one icp.
    ratings: Vec<Option<i128>>,
}

impl<'r> Counter<'r> {
    pub(super) fn new(counts: Counts, rows: &'r Rows, shape: &'r Shape) -> Self {
        Self { counts, rows, shape, ratings: Vec::new() }
    }

    pub(super) fn into_counts(self) -> Counts {
        self.counts
    }

    fn icp(&mut self, at: usize, row: &Row<'_>, account: &Observed<'_>) {
        let (Some(counts), Some(score)) = (self.counts.icps.get_mut(at), account.scores().get(at)) else {
            return;
        };
        let outcomes = row.answers.len();
        if let Some(tally) = counts.statuses.get_mut(place(score.status)) {
            tally.add(row);
        }
        if let Some(tally) = score.fit.tier.and_then(|tier| counts.tiers.get_mut(tier)) {
            tally.add(row);
        }
        let key = score.fit.score.map(millionths);
        counts.scores.add(key, true, row.weight);
        let won = |outcome: usize| match row.answers.get(outcome)?.get(row.number)? {
            Answer::Won => Some(true),
            Answer::Lost => Some(false),
            Answer::Open | Answer::Value(_) => None,
        };
        for (outcome, ranked) in counts.ranked.iter_mut().enumerate() {
            if let Some(won) = won(outcome) {
                ranked.add(key, won, row.weight);
            }
        }
        for (answers, values) in row.answers.iter().zip(&mut counts.values) {
            let tier = score.fit.tier.unwrap_or(counts.tiers.len());
            if let (Some(Answer::Value(value)), Some(values)) =
                (answers.get(row.number), values.get_mut(tier))
            {
                values.add(ordered(*value), true, row.weight);
            }
        }
        let holding = account.excluded_by(at).count();
        for one in account.excluded_by(at) {
            if let Some(exclusion) = counts.exclusions.get_mut(one) {
                exclusion.holds.add(row);
                if holding == 1 {
                    exclusion.alone.add(row);
                }
            }
        }
        account.kept_out_by(at, |kept| {
            let tally = match kept {
                KeptOut::Exclusion(one) => counts.exclusions.get_mut(one).map(|one| &mut one.kept_out),
                KeptOut::Required(one) | KeptOut::Criterion(one) => {
                    counts.criteria.get_mut(one).map(|one| &mut one.kept_out)
                }
                _ => None,
            };
            tally.into_iter().for_each(|tally| tally.add(row));
        });
        self.ratings.clear();
        let shape = self.shape.criteria.get(at).map(Vec::as_slice).unwrap_or_default();
        for ((one, criterion), (varies, _)) in counts.criteria.iter_mut().enumerate().zip(shape) {
            let Some(facts) = account.criterion(at, one) else { continue };
            if let Some(sum) = criterion.statuses.get_mut(criterion_place(facts.status)) {
                sum.add(row.weight);
            }
            let rating = facts.rating.map(millionths);
            let kind = match facts.status {
                CriterionStatus::Unknown => 1,
                CriterionStatus::NotApplicable => 2,
                _ => 0,
            };
            let step =
                rating.map(|rating| if *varies { rating.div_euclid(100_000) * 100_000 } else { rating });
            criterion.branch(Branch { kind, band: facts.band, rating: step }, outcomes).add(row);
            self.ratings.push(rating.map(|rating| i128::from(rating / 1_000)));
            let without = account.score_without(at, one).map(millionths);
            for outcome in 0..outcomes {
                let Some(won) = won(outcome) else { continue };
                if let (Some(rating), Some(own)) = (rating, criterion.own.get_mut(outcome)) {
                    own.add(rating, won, row.weight);
                }
                if let Some(paired) = criterion.without.get_mut(outcome) {
                    paired.add(without, key, won, row.weight);
                }
            }
        }
        let weight = (row.weight.value() * 1e6) as i128;
        let mut pairs = counts.pairs.iter_mut();
        for (first, one) in self.ratings.iter().enumerate() {
            for other in self.ratings.iter().skip(first + 1) {
                if let (Some(pair), Some(one), Some(other)) = (pairs.next(), one, other) {
                    pair.add(weight, *one, *other);
                }
            }
        }
    }

    fn attributes(&mut self, row: &Row<'_>, account: &Observed<'_>) {
        let outcomes = row.answers.len();
        let shown = account.shown();
        let shape = self.shape.criteria.get(shown).map(Vec::as_slice).unwrap_or_default();
        for at in 0..self.shape.attributes {
            let (Some(cell), Some(counts)) = (account.cell(at), self.counts.attributes.get_mut(at)) else {
                continue;
            };
            if account.is_known(at) {
                counts.known.add(row);
            } else {
                counts.missing.add(row);
                let is_open =
                    shape.iter().enumerate().filter(|(_, (_, reads))| reads.contains(&at)).any(|(one, _)| {
                        account
                            .criterion(shown, one)
                            .is_some_and(|facts| facts.status == CriterionStatus::Unknown)
                    });
                if is_open {
                    counts.open.add(row.weight);
                }
            }
            counts.cells.entry(cell).or_insert_with(|| super::Tally::new(outcomes)).add(row);
        }
    }
}

impl Observer for Counter<'_> {
    fn row(&mut self, number: usize, account: &Observed<'_>) {
        let rows = self.rows;
        let weight = rows.weights.get(number).copied().unwrap_or(Weight::ONE);
        let row = Row { number, weight, answers: &rows.answers };
        let outcomes = rows.answers.len();
        self.counts.all.add(&row);
        let shown = account.scores().get(account.shown());
        if let Some(tally) = shown.and_then(|score| self.counts.statuses.get_mut(place(score.status))) {
            tally.add(&row);
        }
        let key = account.rank_key().map(|key| key.parts());
        for ((answers, ranked), coverage) in
            rows.answers.iter().zip(&mut self.counts.ranked).zip(&mut self.counts.coverage)
        {
            let won = match answers.get(number) {
                Some(Answer::Won) => true,
                Some(Answer::Lost) => false,
                Some(Answer::Open | Answer::Value(_)) | None => continue,
            };
            // The core's key is less for the better row.
            if let Some((group, score)) = key {
                ranked.add((u32::MAX - group, u64::MAX - score), won, weight);
            }
            coverage.add(shown.map_or(0, |score| millionths(score.fit.coverage)), won, weight);
        }
        let qualified = |(at, score): (usize, &icp_core::assessment::IcpScore)| {
            u64::from(score.status == icp_core::IcpStatus::Qualified)
                .checked_shl(at as u32)
                .unwrap_or_default()
        };
        let mask = account.scores().iter().enumerate().map(qualified).fold(0, |mask, bit| mask | bit);
        self.counts.overlap.entry(mask).or_insert_with(|| super::Tally::new(outcomes)).add(&row);
        for at in 0..self.counts.icps.len() {
            self.icp(at, &row, account);
        }
        self.attributes(&row, account);
    }
}

/// A published number as a whole number of millionths.
pub(crate) fn millionths(number: f64) -> i64 {
    (number * 1e6).round() as i64
}

/// A number as a whole number with the same order.
pub(crate) fn ordered(number: f64) -> i64 {
    let bits = (number + 0.0).to_bits() as i64;
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}

/// The number behind [`ordered`].
pub(crate) fn from_ordered(key: i64) -> f64 {
    f64::from_bits((key ^ (((key >> 63) as u64) >> 1) as i64) as u64)
}
