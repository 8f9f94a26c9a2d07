//! The score, coverage and tiers that a scorecard may still give: bounds over the possible outcomes of its criteria,
//! by the same means that `eval` uses for the bounds of an assessment.

use super::criterion::CriterionRange;
use super::outcomes::PossibleOutcomes;
use crate::eval::{Amounts, Buffers, Part, between};
use crate::plan::{Card, CriterionPlan, End, LimitPlan, ScalePlan, limited};
use crate::value::{Truth, clamped, published, round_published};

/// All that a scorecard may give, whichever missing values are filled in: all, some or none.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Forecast {
    /// Whether the score may be null, and whether it may be a number.
    pub(super) may_be_null: bool,
    pub(super) may_score: bool,
    /// Lowest and highest score.
    pub(super) score: Option<(f64, f64)>,
    /// Whether too little may be known for a tier, and whether enough may.
    pub(super) may_lack: bool,
    pub(super) may_suffice: bool,
    /// The tiers that a score may reach.
    pub(super) tiers: Vec<bool>,
}

/// Which fillings the bounds are taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filled {
    /// Any of the missing values may be filled in.
    Some,
    /// All of them are.
    All,
}

/// How far a mean over shares may be off by the order of its sums.
const SLACK: f64 = 1e-6;

impl Forecast {
    pub(super) fn new(outcomes: &PossibleOutcomes<'_>, card: &Card, buffers: &mut Buffers) -> Self {
        let criteria = || outcomes.of(card).map(|(_, criterion)| criterion);
        let may_score = criteria().any(|criterion| criterion.may_be_known());
        let may_be_null = !criteria().any(|criterion| criterion.must_be_known());
        let open = criteria().any(|criterion| criterion.is_open());
        let slack = if open { SLACK } else { 0.0 };
        let score = range(outcomes, card, Filled::Some, slack, buffers);
        let (may_lack, may_suffice) = coverage(outcomes, card, open, buffers);
        let mut forecast = Self {
            may_be_null,
            may_score,
            score,
            may_lack,
            may_suffice,
            tiers: vec![false; card.tiers.len()],
        };
        if let Some(score) = score.filter(|_| may_score && may_suffice) {
            forecast.reach(outcomes, card, score);
        }
        forecast
    }

    fn reach(&mut self, outcomes: &PossibleOutcomes<'_>, card: &Card, (low, high): (f64, f64)) {
        for (tier, reached) in card.tiers.iter().zip(&mut self.tiers) {
            let (may, must) = outcomes.tier(tier);
            if may && tier.from.is_none_or(|from| high >= from) {
                *reached = true;
            }
            if must && tier.from.is_none_or(|from| low >= from) {
                break;
            }
        }
    }

    /// Whether the score, or whether there is one, may still change.
    pub(super) fn is_open(&self) -> bool {
        self.may_score && (self.may_be_null || self.score.is_some_and(|(low, high)| low < high))
    }
}

/// Lowest and highest score, published; `None` when no criterion could count. A mean over shares is taken wider by `slack`.
pub(super) fn range(
    outcomes: &PossibleOutcomes<'_>,
    card: &Card,
    filled: Filled,
    slack: f64,
    buffers: &mut Buffers,
) -> Option<(f64, f64)> {
    let mut parts = Vec::with_capacity(card.criteria.len());
    for (index, criterion) in outcomes.of(card) {
        let Some(plan) = outcomes.plan.criteria.get(index as usize) else { continue };
        parts.extend(part(plan, criterion, filled));
    }
    let shares = match &card.scale {
        ScalePlan::Percent => None,
        ScalePlan::Shares(shares) => Some((shares, Amounts::Points)),
        ScalePlan::Points { .. } => return added(outcomes, card, &parts),
    };
    let (low, high) = between(card.buckets.clone(), shares, &parts, buffers)?;
    let slack = if shares.is_some() { slack } else { 0.0 };
    let (low, high) = (round_published(low) - slack, round_published(high) + slack);
    let score = |end, score: f64| {
        limited(
            end,
            clamped(score, 0.0, 100.0),
            card.limits.iter().map(|one| (acts(outcomes, one), |score| one.effect.on_percent(score))),
        )
    };
    Some((score(End::Low, low), score(End::High, high)))
}

/// Whether a limit acts: unknown where it may.
fn acts(outcomes: &PossibleOutcomes<'_>, limit: &LimitPlan) -> Truth {
    let truths = outcomes.condition(limit.condition);
    if truths.may_hold_or_not() { Truth::Unknown } else { Truth::from(truths.can(Truth::True)) }
}

/// The points that a criterion may count, as `eval::between` takes them; `None` when it cannot count.
fn part(plan: &CriterionPlan, criterion: CriterionRange, filled: Filled) -> Option<Part> {
    let mut counted = criterion.known();
    let mut optional = criterion.may_be_away();
    let leaves_unknown = filled == Filled::Some || counted.is_none();
    if criterion.may_be_unknown() && leaves_unknown {
        match (counted, criterion.unknown()) {
            (Some((low, high)), Some(points)) => counted = Some((low.min(points.0), high.max(points.1))),
            (None, Some(points)) => counted = Some(points),
            (_, None) => optional = true,
        }
    }
    Some(Part { bucket: plan.bucket, points: counted?, weight: plan.weight, optional })
}

/// The ends on a points scale, where what does not count adds nothing.
fn added(outcomes: &PossibleOutcomes<'_>, card: &Card, parts: &[Part]) -> Option<(f64, f64)> {
    let ScalePlan::Points { base, min, max, caps } = &card.scale else { return None };
    let (mut low, mut high) = (*base, *base);
    for (bucket, cap) in card.buckets.clone().zip(caps) {
        let (mut least, mut most) = (0i64, 0i64);
        for part in parts.iter().filter(|part| part.bucket == bucket) {
            least += if part.optional { part.points.0.min(0) } else { part.points.0 };
            most += if part.optional { part.points.1.max(0) } else { part.points.1 };
        }
        let capped = |points: i64| cap.map_or(points, |cap| clamped(points, -cap, cap));
        low += capped(least);
        high += capped(most);
    }
    let clipped = |end: End, sum: i64| {
        let sum = limited(
            end,
            sum,
            card.limits.iter().map(|one| (acts(outcomes, one), |sum| one.effect.on_units(sum))),
        );
        let sum = min.map_or(sum, |min| sum.max(min));
        max.map_or(sum, |max| sum.min(max))
    };
    let score = |end, sum| published(clipped(end, sum).into(), card.unit);
    (!parts.is_empty()).then(|| (score(End::Low, low), score(End::High, high)))
}

/// Whether the coverage may be below the least, and whether it may be enough.
fn coverage(outcomes: &PossibleOutcomes<'_>, card: &Card, open: bool, buffers: &mut Buffers) -> (bool, bool) {
    if card.min_coverage <= 0.0 {
        return (false, true);
    }
    let shares = match &card.scale {
        ScalePlan::Percent | ScalePlan::Points { .. } => None,
        ScalePlan::Shares(shares) => Some((shares, Amounts::Weights)),
    };
    let mut parts = Vec::with_capacity(card.criteria.len());
    for (index, criterion) in outcomes.of(card) {
        let Some(plan) = outcomes.plan.criteria.get(index as usize) else { continue };
        if !criterion.may_be_known() && !criterion.may_be_unknown() {
            continue;
        }
        let least = if criterion.may_be_unknown() { 0 } else { plan.weight };
        let most = if criterion.may_be_known() { plan.weight } else { 0 };
        let bucket = if shares.is_some() { plan.bucket } else { card.buckets.start };
        let optional = criterion.may_be_away();
        parts.push(Part { bucket, points: (least, most), weight: plan.weight, optional });
    }
    let Some((low, high)) = between(card.buckets.clone(), shares, &parts, buffers) else {
        return (true, false);
    };
    let slack = if shares.is_some() && open { SLACK } else { 0.0 };
    // The sum of shares depends on the order of the additions, but by far less than this.
    let least = if low >= 100.0 - 1e-9 { 1.0 } else { round_published(low / 100.0) - slack };
    let most = round_published(high / 100.0) + slack;
    (least < card.min_coverage, most >= card.min_coverage)
}
