//! Counts the rows that one thread scores. It reads the numbers off each account and decides nothing.

use icp_core::Date;
use icp_core::assessment::{CriterionStatus, IcpScore, KeptOut, ReasonCode};
use icp_core::batch::{Observed, Observer};

use super::counts::{BAR, Counts, INTENT, NOT_APPLICABLE, SCORE, UNKNOWN, WITHOUT, criterion_place, place};
use super::edges::{Good, distance};
use super::kinds::{Branch, Why};
use super::pair::Rated;
use super::profiles::NONE;
use super::shape::Shape;
use super::tally::{Row, Tally};
use crate::outcome::Answer;
use crate::stats::{Sum, Weight};

/// The outcomes and weights of the rows of a table.
pub(super) struct Rows<'r> {
    /// For each outcome, the answer of each row.
    pub(super) answers: Vec<Vec<Answer>>,
    /// Empty where each row stands for one account.
    pub(super) weights: Vec<Weight>,
    /// The part that each row belongs to, if it belongs to one; without parts all rows are one.
    pub(super) parts: Option<&'r [Option<u32>]>,
}

impl Rows<'_> {
    /// Adds rows to a tally.
    fn add_up(&self, rows: &[u32], tally: &mut Tally) {
        if !self.weights.is_empty() {
            rows.iter().for_each(|row| tally.add(&self.row(*row)));
            return;
        }
        tally.all.merge(&Sum::of(rows.len() as u64));
        for (sums, answers) in tally.outcomes.iter_mut().zip(&self.answers) {
            let (mut won, mut lost) = (0, 0);
            for row in rows {
                match answers.get(*row as usize) {
                    Some(Answer::Won) => won += 1,
                    Some(Answer::Lost) => lost += 1,
                    Some(Answer::Open | Answer::Value(_)) | None => {}
                }
            }
            sums.0.merge(&Sum::of(won));
            sums.1.merge(&Sum::of(lost));
        }
    }

    fn row(&self, number: u32) -> Row<'_> {
        let number = number as usize;
        let weight = self.weights.get(number).copied().unwrap_or(Weight::ONE);
        Row { number, weight, answers: &self.answers }
    }
}

pub(super) struct Counter<'r> {
    /// For each part.
    counts: Vec<Counts>,
    rows: &'r Rows<'r>,
    shape: &'r Shape<'r>,
    /// The sum of the rows that are counted together.
    tally: Tally,
    /// Their numbers.
    key: Vec<i64>,
    /// The rating of each criterion, if it is known.
    ratings: Vec<Option<Rated>>,
    /// The rating of each criterion, or why there is none, as a number.
    codes: Vec<i64>,
    /// The numbers of a row with a value.
    by_value: Vec<i64>,
    /// Rows of one part, and the part.
    by_part: Vec<(u32, u32)>,
}

impl<'r> Counter<'r> {
    pub(super) fn new(counts: Vec<Counts>, rows: &'r Rows<'r>, shape: &'r Shape<'r>) -> Self {
        Self {
            counts,
            rows,
            shape,
            tally: Tally::new(rows.answers.len()),
            key: Vec::new(),
            ratings: Vec::new(),
            codes: Vec::new(),
            by_value: Vec::new(),
            by_part: Vec::new(),
        }
    }

    pub(super) fn into_counts(self) -> Vec<Counts> {
        self.counts
    }

    /// Counts rows of one account in a part.
    fn count(&mut self, part: usize, rows: &[u32], account: &Observed<'_>) {
        self.tally.clear();
        self.rows.add_up(rows, &mut self.tally);
        let Some(counts) = self.counts.get_mut(part).filter(|_| self.tally.all.rows > 0) else { return };
        let tally = &self.tally;
        counts.all.merge(tally);
        let shown = account.scores().get(account.shown());
        if let Some(sum) = shown.and_then(|score| counts.statuses.get_mut(place(score.status))) {
            sum.merge(tally);
        }
        let key = account.rank_key().map(|key| key.parts());
        let coverage = shown.map_or(0, |score| millionths(score.fit.coverage));
        for (((won, lost), ranked), known) in
            tally.outcomes.iter().zip(&mut counts.ranked).zip(&mut counts.coverage)
        {
            if won.rows + lost.rows == 0 {
                continue;
            }
            // The core's key is less for the better row.
            if let Some((group, score)) = key {
                ranked.put((u32::MAX - group, u64::MAX - score), won, lost);
            }
            known.put(coverage, won, lost);
        }
        let qualified = |(at, score): (usize, &IcpScore)| {
            u64::from(score.status == icp_core::IcpStatus::Qualified)
                .checked_shl(at as u32)
                .unwrap_or_default()
        };
        let mask = account.scores().iter().enumerate().map(qualified).fold(0, |mask, bit| mask | bit);
        add_by_key(&mut counts.overlap, mask, tally);
        if let Some(score) = shown.filter(|_| mask == 0) {
            add_by_key(&mut counts.unfit, (account.shown(), Why::of(score.reason)), tally);
        }
        for at in 0..self.shape.icps.len() {
            self.icp(part, at, rows, account);
        }
        self.attributes(part, account);
    }

    fn icp(&mut self, part: usize, at: usize, rows: &[u32], account: &Observed<'_>) {
        let (Some(counts), Some(score), Some(shape)) = (
            self.counts.get_mut(part).and_then(|counts| counts.icps.get_mut(at)),
            account.scores().get(at),
            self.shape.icps.get(at),
        ) else {
            return;
        };
        let tally = &self.tally;
        let outcomes = tally.outcomes.len();
        if let Some(sum) = counts.statuses.get_mut(place(score.status)) {
            sum.merge(tally);
        }
        if let Some(sum) = score.fit.tier.and_then(|tier| counts.tiers.get_mut(tier)) {
            sum.merge(tally);
        }
        for (answers, values) in self.rows.answers.iter().zip(&mut counts.values) {
            let Some(values) = values.get_mut(score.fit.tier.unwrap_or(counts.tiers.len())) else { continue };
            for row in rows {
                if let Some(Answer::Value(value)) = answers.get(*row as usize) {
                    values.add(ordered(*value), true, self.rows.row(*row).weight);
                }
            }
        }
        let holding = account.excluded_by(at).count();
        for one in account.excluded_by(at) {
            if let Some(exclusion) = counts.exclusions.get_mut(one) {
                exclusion.holds.merge(tally);
                if holding == 1 {
                    exclusion.alone.merge(tally);
                }
            }
        }
        account.kept_out_by(at, |kept| {
            let (sums, edge) = match kept {
                KeptOut::Exclusion(one) => (
                    counts.exclusions.get_mut(one).map(|one| (&mut one.kept_out, &mut one.far)),
                    shape.exclusions.get(one).and_then(Option::as_ref),
                ),
                KeptOut::Required(one) | KeptOut::Criterion(one) => (
                    counts.criteria.get_mut(one).map(|one| (&mut one.kept_out, &mut one.far)),
                    shape.criteria.get(one).and_then(|one| one.edge.as_ref()),
                ),
                _ => return,
            };
            let Some((sum, far)) = sums else { return };
            sum.merge(tally);
            let Some(edge) = edge else { return };
            // Rows have days of their own at most in a table with a column of them.
            let mut on: Option<(Date, Good<'_>)> = None;
            for row in rows {
                let at = *row as usize;
                let (Some(number), Some(day)) = (account.number(at, edge.attribute), account.day(at)) else {
                    continue;
                };
                let (_, good) = match &mut on {
                    Some(known) if known.0 == day => known,
                    other => other.insert((day, edge.on(day))),
                };
                let far_off = distance(good, number);
                if far_off.is_finite() {
                    far.add(ordered(far_off), true, self.rows.row(*row).weight);
                }
            }
        });
        let known = |score: Option<f64>| score.map_or(NONE, millionths);
        let own = score.fit.score;
        self.key.clear();
        self.key.resize(WITHOUT, NONE);
        let intent = score.intent.as_ref().and_then(|intent| intent.score);
        let bar = if matches!(score.reason, ReasonCode::Tier(_)) { own } else { None };
        for (place, number) in [(SCORE, own), (INTENT, intent), (BAR, bar)] {
            self.key.get_mut(place).into_iter().for_each(|key| *key = known(number));
        }
        self.ratings.clear();
        self.codes.clear();
        let weight = tally.all.millionths();
        for ((one, criterion), shape) in counts.criteria.iter_mut().enumerate().zip(&shape.criteria) {
            self.key.push(known(account.score_without(at, one)));
            let Some(facts) = account.criterion(at, one) else { continue };
            if let Some(sum) = criterion.statuses.get_mut(criterion_place(facts.status)) {
                sum.merge(&tally.all);
            }
            let rating = facts.rating.map(millionths);
            let kind = match facts.status {
                CriterionStatus::Unknown => 1,
                CriterionStatus::NotApplicable => 2,
                _ => 0,
            };
            let step = rating.map(|rating| if shape.varies { tenth(rating) } else { rating });
            criterion.branch(Branch { kind, band: facts.band, rating: step }, outcomes).merge(tally);
            self.codes.push(rating.unwrap_or(if kind == 2 { NOT_APPLICABLE } else { UNKNOWN }));
            self.ratings.push(rating.map(|rating| Rated::new(weight, rating / 1_000)));
            // Other ratings are those of the branches.
            if let Some(rating) = rating.filter(|_| shape.varies) {
                for ((won, lost), own) in tally.outcomes.iter().zip(&mut criterion.own) {
                    if won.rows + lost.rows > 0 {
                        own.put(rating, won, lost);
                    }
                }
            }
        }
        counts.profiles.add(&self.key, tally);
        self.by_value.clear();
        self.by_value.extend([NONE].iter().chain(self.key.get(..BAR).unwrap_or_default()));
        for (without, code) in self.key.iter().skip(WITHOUT).zip(&self.codes) {
            self.by_value.extend([*without, *code]);
        }
        for (answers, profiles) in self.rows.answers.iter().zip(&mut counts.by_value) {
            for row in rows {
                let Some(Answer::Value(value)) = answers.get(*row as usize) else { continue };
                self.by_value.first_mut().into_iter().for_each(|key| *key = ordered(*value));
                let mut sum = Sum::default();
                sum.add(self.rows.row(*row).weight);
                profiles.put(&self.by_value, &sum, &[]);
            }
        }
        let mut pairs = counts.pairs.iter_mut();
        for (first, one) in self.ratings.iter().enumerate() {
            for other in self.ratings.iter().skip(first + 1) {
                if let (Some(pair), Some(one), Some(other)) = (pairs.next(), one, other) {
                    pair.add(weight, one, other);
                }
            }
        }
    }

    fn attributes(&mut self, part: usize, account: &Observed<'_>) {
        let Some(counts) = self.counts.get_mut(part) else { return };
        let tally = &self.tally;
        let shown = account.shown();
        let shape = self.shape.icps.get(shown);
        let criteria = shape.and_then(|shape| shape.criteria.get(..shape.of_fit)).unwrap_or_default();
        for at in 0..self.shape.attributes {
            let (Some(cell), Some(counts)) = (account.cell(at), counts.attributes.get_mut(at)) else {
                continue;
            };
            if account.is_known(at) {
                counts.known.merge(tally);
            } else {
                counts.missing.merge(tally);
                let is_open =
                    criteria.iter().enumerate().filter(|(_, one)| one.reads.contains(&at)).any(|(one, _)| {
                        account
                            .criterion(shown, one)
                            .is_some_and(|facts| facts.status == CriterionStatus::Unknown)
                    });
                if is_open {
                    counts.open.merge(&tally.all);
                }
            }
            counts.cells.add(cell, tally);
        }
    }
}

impl Observer for Counter<'_> {
    fn row(&mut self, number: usize, account: &Observed<'_>) {
        if let Ok(row) = u32::try_from(number) {
            self.alike(&[row], account);
        }
    }

    fn alike(&mut self, rows: &[u32], account: &Observed<'_>) {
        let Some(parts) = self.rows.parts else { return self.count(0, rows, account) };
        let mut by_part = std::mem::take(&mut self.by_part);
        by_part.clear();
        let part = |row: &u32| parts.get(*row as usize).copied().flatten();
        by_part.extend(rows.iter().filter_map(|row| Some((part(row)?, *row))));
        by_part.sort_unstable();
        let numbers: Vec<u32> = by_part.iter().map(|(_, row)| *row).collect();
        let mut start = 0;
        for one in by_part.chunk_by(|a, b| a.0 == b.0) {
            let own = numbers.get(start..start + one.len()).unwrap_or_default();
            if let Some((part, _)) = one.first() {
                self.count(*part as usize, own, account);
            }
            start += one.len();
        }
        self.by_part = by_part;
    }
}

fn add_by_key<K: Ord>(sums: &mut std::collections::BTreeMap<K, Tally>, key: K, tally: &Tally) {
    match sums.get_mut(&key) {
        Some(sum) => sum.merge(tally),
        None => {
            sums.insert(key, tally.clone());
        }
    }
}

/// The lower end of the tenth that a rating in millionths is in.
pub(crate) fn tenth(rating: i64) -> i64 {
    rating.div_euclid(100_000) * 100_000
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
