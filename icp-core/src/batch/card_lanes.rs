//! A scorecard as columns of sums are scored by it: whole columns at a time, in the steps of `eval/total.rs` and with its bits.

use super::cells::BLOCK;
use super::gates::{FURTHEST, Gates};
use super::limit_lanes::{Limit, most_after, to_micro, within};
use crate::plan::{Card, CriterionPlan, End, Plan, ScalePlan, UnknownCounts, limited};
use crate::value::{PICO_IN_MICRO, Truth, plain_millionths, plain_ratio, round_small};

/// Sums up to here are added in 32 bits.
const LARGEST: u64 = 1 << 30;
/// Whole numbers below are exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A number for each row of a block.
pub(super) type Numbers = [f64; BLOCK];

/// The sums of one dimension in each row.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    /// Of a score or of one of its ends.
    pub(super) points: Box<Numbers>,
    /// The weight behind it, where that differs from account to account.
    pub(super) weights: Box<Numbers>,
}

/// A scorecard: where its sums are, and how they become its numbers.
#[derive(Debug, Clone)]
pub(super) struct CardLanes {
    /// Its place in the plan.
    pub(super) card: usize,
    /// The layer of its first dimension's sums; those of the others follow.
    pub(super) sums: usize,
    /// The same of its weights, where they differ from account to account.
    pub(super) weights: Option<usize>,
    pub(super) dimensions: Vec<Dimension>,
    scale: Scale,
    pub(super) limits: Vec<Limit>,
    /// The least coverage for a tier.
    pub(super) least_coverage: f64,
}

/// A dimension of a scorecard, or all of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dimension {
    share: f64,
    /// The most points that count.
    most: f64,
    /// The points that are 100 of 100.
    full: f64,
    has_full: bool,
    pub(super) weight: f64,
}

#[derive(Debug, Clone)]
enum Scale {
    Percent,
    /// With the sum of the shares.
    Shares(f64),
    /// In units; `pico` is one of them in 10^-12.
    Points {
        base: f64,
        min: f64,
        max: f64,
        pico: f64,
    },
}

impl CardLanes {
    /// `None` where floats cannot hold its sums, or a dimension that may be empty passes its share on.
    pub(super) fn new(plan: &Plan, at: usize, gates: &mut Gates) -> Option<Self> {
        let card = plan.cards.get(at)?;
        let sum = largest_sum(plan, card);
        if !card.small && sum > LARGEST {
            return None;
        }
        let weights: Vec<f64> = card.weights.iter().map(|weight| *weight as f64).collect();
        let counts = |at: usize| weights.get(at).is_some_and(|weight| *weight > 0.0);
        let one = |weight: f64| Dimension {
            share: 1.0,
            most: f64::INFINITY,
            full: weight,
            has_full: false,
            weight,
        };
        let mut dimensions: Vec<Dimension> = weights.iter().map(|weight| one(*weight)).collect();
        let scale = match &card.scale {
            ScalePlan::Percent => Scale::Percent,
            ScalePlan::Shares(shares) => {
                if !card.small && shares.passes_on() {
                    return None;
                }
                for (at, (dimension, share)) in dimensions.iter_mut().zip(shares.iter()).enumerate() {
                    dimension.share = match card.small {
                        true if counts(at) => shares.effective(at, counts),
                        true => 0.0,
                        false => share.share,
                    };
                    if dimension.weight <= 0.0 {
                        dimension.full = 1.0;
                    }
                    if let Some(full) = share.full {
                        let full = i32::try_from(full).ok().filter(|full| *full > 0)?.into();
                        (dimension.most, dimension.full, dimension.has_full) = (full, full, true);
                    }
                }
                Scale::Shares(
                    dimensions.iter().map(|dimension| dimension.share).fold(0.0, |sum, share| sum + share),
                )
            }
            ScalePlan::Points { base, min, max, caps } => {
                for (dimension, cap) in dimensions.iter_mut().zip(caps) {
                    dimension.most = cap.map_or(f64::INFINITY, |cap| cap as f64);
                }
                if card.unit.parts != 1 {
                    return None;
                }
                let pico = card.unit.pico as f64;
                let most = min.iter().chain(max).map(|units| units.unsigned_abs()).fold(sum, u64::max);
                let most = most.saturating_add(base.unsigned_abs()) as f64;
                let most = card.limits.iter().fold(most, |most, limit| most_after(limit.effect, most)) * pico;
                // So that amounts are exact, and what they are in millionths is rounded as if it was.
                let room = if card.unit.pico % PICO_IN_MICRO == 0 { FURTHEST } else { FURTHEST / 128.0 };
                if most >= EXACT || most / PICO_IN_MICRO as f64 >= room {
                    return None;
                }
                Scale::Points {
                    base: *base as f64,
                    min: min.map_or(f64::NEG_INFINITY, |min| min as f64),
                    max: max.map_or(f64::INFINITY, |max| max as f64),
                    pico,
                }
            }
        };
        let is_points = matches!(scale, Scale::Points { .. });
        let limits = card.limits.iter().map(|limit| Limit::new(limit, is_points, gates));
        let limits = limits.collect::<Option<_>>()?;
        let least_coverage = card.min_coverage;
        let weights = (!card.small).then_some(0);
        Some(Self { card: at, sums: 0, weights, dimensions, scale, limits, least_coverage })
    }

    /// Whether it is a percent scale of one dimension, with weights that always count and nothing else that acts on the score.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.scale, Scale::Percent) && self.weights.is_none() && self.limits.is_empty()
    }

    /// The layers that it takes.
    pub(super) fn width(&self) -> usize {
        self.dimensions.len()
    }

    /// An end of the score of some rows in millionths, from the sums of each dimension; NaN where no weight is behind it.
    /// `truth` says of a limit and the bits of a row whether it acts.
    #[inline(always)]
    pub(super) fn score(
        &self,
        sums: &[Sums],
        bits: &[u64],
        (end, truth): (End, impl Fn(&Limit, u64) -> Truth),
        out: &mut [f64],
    ) {
        let len = out.len();
        match &self.scale {
            Scale::Percent | Scale::Shares(_) => {
                self.mean(sums, out);
                for (score, bits) in out.iter_mut().zip(bits) {
                    if self.limits.is_empty() {
                        break;
                    }
                    let limits = self.limits.iter().map(|limit| (truth(limit, *bits), |from| limit.on(from)));
                    *score = limited(end, *score, limits);
                }
            }
            Scale::Points { base, min, max, pico } => {
                out.fill(*base);
                for (dimension, sums) in self.dimensions.iter().zip(sums) {
                    let (most, points) = (dimension.most, sums.points.get(..len).unwrap_or_default());
                    out.iter_mut()
                        .zip(points)
                        .for_each(|(total, points)| *total += within(*points, -most, most));
                }
                for (total, bits) in out.iter_mut().zip(bits) {
                    if self.limits.is_empty() {
                        break;
                    }
                    let limits = self.limits.iter().map(|limit| (truth(limit, *bits), |from| limit.on(from)));
                    *total = limited(end, *total, limits);
                }
                for total in &mut *out {
                    let amount = within(*total, *min, *max) * pico / PICO_IN_MICRO as f64;
                    let whole = round_small(if amount < 0.0 { -amount } else { amount });
                    *total = if amount < 0.0 { 0.0 - whole } else { whole };
                }
                if self.weights.is_some() {
                    for (row, total) in out.iter_mut().enumerate() {
                        let weight = |sums: &Sums| sums.weights.get(row).copied().unwrap_or_default();
                        if sums.iter().map(weight).fold(0.0, |sum, weight| sum + weight) <= 0.0 {
                            *total = f64::NAN;
                        }
                    }
                }
            }
        }
    }

    /// The mean of the scores of the dimensions, in millionths.
    #[inline(always)]
    fn mean(&self, sums: &[Sums], out: &mut [f64]) {
        let len = out.len();
        if let (Scale::Percent, None, [dimension], [sums, ..]) =
            (&self.scale, self.weights, &*self.dimensions, sums)
        {
            for (out, points) in out.iter_mut().zip(&*sums.points) {
                *out = plain_millionths(*points, dimension.weight);
            }
            return;
        }
        out.fill(0.0);
        let mut totals = [0.0; BLOCK];
        for (dimension, sums) in self.dimensions.iter().zip(sums) {
            let Dimension { share, most, full, has_full, .. } = *dimension;
            let points = sums.points.get(..len).unwrap_or_default();
            if self.weights.is_none() {
                for (out, points) in out.iter_mut().zip(points) {
                    *out += share * (within(*points, 0.0, most) / full * 100.0);
                }
                continue;
            }
            for (((out, total), points), weight) in
                out.iter_mut().zip(&mut totals).zip(points).zip(&*sums.weights)
            {
                let counts = *weight > 0.0;
                let of = if has_full { full } else { *weight };
                let score = within(*points, 0.0, most) / if counts { of } else { 1.0 } * 100.0;
                *out += if counts { share * score } else { 0.0 };
                *total += if counts { share } else { 0.0 };
            }
        }
        match (&self.scale, self.weights) {
            (Scale::Shares(total), None) => {
                out.iter_mut().for_each(|out| *out = round_small(*out / total * 1e6));
            }
            _ => {
                for (out, total) in out.iter_mut().zip(&totals) {
                    *out = if *total > 0.0 { round_small(*out / total * 1e6) } else { f64::NAN };
                }
            }
        }
    }

    /// The sum of what the criteria give in some rows before floors, caps and limits, in millionths. The weights are the same for all.
    #[inline(always)]
    pub(super) fn raw(&self, sums: &[Sums], out: &mut [f64]) {
        let len = out.len();
        out.fill(0.0);
        let dimensions = || {
            let dimensions = self.dimensions.iter().zip(sums);
            dimensions.map(|(dimension, sums)| (*dimension, sums.points.get(..len).unwrap_or_default()))
        };
        match &self.scale {
            Scale::Percent => {
                let Some((Dimension { weight, .. }, points)) = dimensions().next() else { return };
                if weight > 0.0 {
                    out.iter_mut()
                        .zip(points)
                        .for_each(|(out, points)| *out = to_micro(points / weight * 100.0));
                }
            }
            Scale::Shares(total) => {
                for (Dimension { share, full, .. }, points) in dimensions() {
                    out.iter_mut()
                        .zip(points)
                        .for_each(|(out, points)| *out += share * (points / full * 100.0));
                }
                if *total > 0.0 {
                    out.iter_mut().for_each(|out| *out = to_micro(*out / total));
                }
            }
            Scale::Points { base, pico, .. } => {
                let micro = |units: f64| {
                    let amount = units * pico / PICO_IN_MICRO as f64;
                    let whole = round_small(if amount < 0.0 { -amount } else { amount });
                    if amount < 0.0 { 0.0 - whole } else { whole }
                };
                for (_, points) in dimensions() {
                    out.iter_mut().zip(points).for_each(|(out, points)| *out += points);
                }
                out.iter_mut().for_each(|out| *out = micro(base + *out) - micro(*base));
            }
        }
    }

    /// The share of the weight that is known, of some rows; the sums are of the known weight and of all that applies.
    #[inline(always)]
    pub(super) fn coverage(&self, sums: &[Sums], out: &mut [f64]) {
        let len = out.len();
        if let (Scale::Percent, None, [dimension], [sums, ..]) =
            (&self.scale, self.weights, &*self.dimensions, sums)
        {
            for (out, known) in out.iter_mut().zip(&*sums.points) {
                *out = plain_ratio(*known, dimension.weight);
            }
            return;
        }
        out.fill(0.0);
        let (mut known, mut all, mut shares) = ([0.0; BLOCK], [0.0; BLOCK], [0.0; BLOCK]);
        let by_share = matches!(self.scale, Scale::Shares(_));
        for (dimension, sums) in self.dimensions.iter().zip(sums) {
            let points = sums.points.get(..len).unwrap_or_default();
            known.iter_mut().zip(points).for_each(|(known, own)| *known += own);
            if self.weights.is_none() {
                all.iter_mut().for_each(|all| *all += dimension.weight);
                if by_share && dimension.weight > 0.0 {
                    let (share, weight) = (dimension.share, dimension.weight);
                    out.iter_mut()
                        .zip(points)
                        .for_each(|(out, own)| *out += share * (own / weight * 100.0 / 100.0));
                    shares.iter_mut().for_each(|shares| *shares += share);
                }
                continue;
            }
            all.iter_mut().zip(&*sums.weights).for_each(|(all, weight)| *all += weight);
            if by_share {
                for ((out, shares), (own, weight)) in
                    out.iter_mut().zip(&mut shares).zip(points.iter().zip(&*sums.weights))
                {
                    let share = if *weight > 0.0 { dimension.share } else { 0.0 };
                    *out += share * (own / if *weight > 0.0 { *weight } else { 1.0 } * 100.0 / 100.0);
                    *shares += share;
                }
            }
        }
        for ((out, shares), (known, all)) in out.iter_mut().zip(&shares).zip(known.iter().zip(&all)) {
            let is_known = if by_share { *shares } else { *all } > 0.0;
            let share = if by_share { *out / shares } else { known / all * 100.0 / 100.0 };
            let rounded = round_small(share * 1e6) / 1e6;
            *out = if known == all && *known > 0.0 { 1.0 } else { rounded };
            *out = if is_known { *out } else { 0.0 };
        }
    }
}

/// The largest magnitude that a sum of points or weights of a card can have.
fn largest_sum(plan: &Plan, card: &Card) -> u64 {
    let criteria = plan.criteria.get(card.criteria.clone()).unwrap_or_default();
    let most = |criterion: &CriterionPlan| {
        let (low, high) = criterion.reading.rule.open();
        let unknown = match criterion.unknown {
            UnknownCounts::Points(points) => points,
            UnknownCounts::Skip | UnknownCounts::Least => 0,
        };
        let all = [low, high, criterion.weight, unknown];
        all.into_iter().map(i64::unsigned_abs).max().unwrap_or_default()
    };
    criteria.iter().map(most).fold(0, u64::saturating_add)
}
