//! The numbers of one scorecard for one account. `build` makes plain data from them and `wire` JSON text, so both give the same
//! numbers. It computes none itself: it asks `eval` for each, and collects them in the order of the model.

use std::borrow::Cow;
use std::ops::Range;

use super::missing::Attributes;
use super::texts::CriterionTexts;
use super::{AssessmentInput, Decisive, Tally};
use crate::eval::{
    Acted, CardScore, Counted, CriterionStatus, Parts, acted, counts, criterion_status, open_points, outcome,
    rating,
};
use crate::model::{Criterion, Rule};
use crate::plan::{Card, CriterionPlan, Outcome, ScalePlan, State, found};
use crate::value::{Truth, as_rating, exact, published};

/// The form that an answer is made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// All that explanations read.
    Data,
    /// Only what the JSON text has.
    Text,
}

/// The numbers of a scorecard.
pub(crate) struct CardNumbers {
    pub(crate) tally: Tally,
    pub(crate) criteria: Vec<CriterionNumbers>,
    /// The attributes that would settle a criterion, of one criterion after another.
    settling: Vec<u32>,
    pub(crate) adjustments: Vec<Acted>,
    /// The attributes that would settle what is unknown.
    pub(crate) missing: Attributes,
    /// Those that could change whether a limit acts, for each limit.
    pub(super) limits: Vec<Attributes>,
    /// Whether the condition of each tier holds, and the attributes that would settle it; best first.
    pub(super) tiers: Vec<(Truth, Attributes)>,
}

/// The numbers of a criterion.
pub(crate) struct CriterionNumbers {
    pub(super) outcome: Outcome,
    pub(crate) status: CriterionStatus,
    pub(super) is_counted: bool,
    pub(crate) points: f64,
    pub(crate) rating: Option<f64>,
    /// The lowest and the highest rating that its open branches could give.
    pub(crate) rating_bounds: Option<(f64, f64)>,
    pub(crate) contribution: f64,
    /// `None` unless it is unknown, there is a score, and data is made.
    pub(super) least_contribution: Option<f64>,
    pub(crate) max_contribution: Option<f64>,
    /// The places of the attributes that would settle it.
    settling: Range<usize>,
}

impl AssessmentInput<'_, '_> {
    /// The numbers of a scorecard that has this score.
    pub(crate) fn numbers(&self, card: &Card, score: &CardScore, form: Form) -> CardNumbers {
        let plans = self.plan.criteria.get(card.criteria.clone()).unwrap_or_default();
        let mut tally = Tally::default();
        let mut counted = Vec::with_capacity(plans.len());
        let mut criteria = Vec::with_capacity(plans.len());
        let (mut missing, mut own) = (Attributes::default(), Attributes::default());
        let mut settling = Vec::new();
        for (index, plan) in card.criteria.clone().zip(plans) {
            let outcome = outcome(self.plan, self.scratch, index);
            let (points, weight) = counts(plan, &outcome);
            let status = criterion_status(outcome.state);
            tally.add(status);
            own.clear();
            self.missing().criterion(plan, &mut own);
            missing.extend(own.items());
            let start = settling.len();
            settling.extend_from_slice(own.items());
            let rating = rating(plan, &outcome);
            let open = || open_points(plan, &outcome, self.scratch.cells());
            let bucket = plan.bucket.saturating_sub(card.buckets.start);
            counted.push(Counted { bucket, points, weight });
            criteria.push(CriterionNumbers {
                status,
                is_counted: weight > 0,
                points: exact(points, card.unit),
                rating,
                rating_bounds: match rating {
                    Some(rating) => Some((rating, rating)),
                    None => open().map(|points| ratings(plan, points)),
                },
                contribution: 0.0,
                least_contribution: None,
                max_contribution: None,
                settling: start..settling.len(),
                outcome,
            });
        }
        let limits = card.limits.iter().map(|limit| self.open(limit.condition));
        let limits: Vec<Attributes> = limits.collect();
        limits.iter().for_each(|own| missing.extend(own.items()));
        let tiers = self.open_tiers(card, score, !missing.items().is_empty());
        tiers.iter().for_each(|(_, own)| missing.extend(own.items()));
        // Without a score there is nothing to contribute to.
        let adjustments = match score.score {
            Some(_) => self.contributions(card, &counted, plans, &mut criteria, form),
            None => Vec::new(),
        };
        CardNumbers { tally, criteria, settling, adjustments, missing, limits, tiers }
    }

    /// Gives each criterion its part of the score, and what it could be.
    fn contributions(
        &self,
        card: &Card,
        counted: &[Counted],
        plans: &[CriterionPlan],
        criteria: &mut [CriterionNumbers],
        form: Form,
    ) -> Vec<Acted> {
        let mut parts = Parts::new(card, counted);
        let acted = acted(card, &parts, self.scratch);
        let each = criteria.iter_mut().zip(plans).zip(parts.published()).zip(counted).enumerate();
        for (at, (((criterion, plan), part), now)) in each {
            criterion.contribution = part;
            let mut instead = |points: i64| {
                let one = Counted { bucket: now.bucket, points, weight: plan.weight };
                // Most criteria count as this already, and need no second computation.
                if *now == one { part } else { parts.instead(at, one) }
            };
            let Outcome { state, lo, .. } = criterion.outcome;
            let is_open = state == State::Unknown || state == State::Valued;
            criterion.least_contribution = (is_open && form == Form::Data).then(|| instead(lo));
            criterion.max_contribution =
                (state != State::NotApplicable).then(|| instead(plan.reading.rule.most()));
        }
        acted
    }

    /// The places of the listed items that are there; `None` for rules without, and while the attribute is missing.
    pub(crate) fn found(&self, plan: &CriterionPlan) -> Option<Vec<usize>> {
        found(plan.reading.rule.listed()?, self.scratch.cells())
    }

    /// The attributes that would settle a condition.
    fn open(&self, condition: u32) -> Attributes {
        let mut missing = Attributes::default();
        let check = self.plan.open_condition(condition);
        check.into_iter().for_each(|check| self.missing().condition(check, &mut missing));
        missing
    }

    /// Whether the condition of each tier holds, whatever is filled in, and what it misses; best first. Where the
    /// score is settled only those tiers count that it may reach.
    fn open_tiers(&self, card: &Card, score: &CardScore, is_open: bool) -> Vec<(Truth, Attributes)> {
        let settled = score.score.filter(|_| !is_open);
        let mut tiers = Vec::with_capacity(card.tiers.len());
        let mut is_decided = false;
        for tier in &card.tiers {
            let reached = tier.from.zip(settled).is_none_or(|(from, score)| score >= from);
            let check = tier.condition.and_then(|condition| self.plan.open_condition(condition));
            let mut own = Attributes::default();
            if reached && !is_decided {
                check.into_iter().for_each(|check| self.missing().condition(check, &mut own));
            }
            let truth = check.map_or(Truth::True, |check| check.truth(self.scratch.cells()));
            is_decided |= reached && settled.is_some() && truth.holds() && tier.requires.is_empty();
            tiers.push((truth, own));
        }
        tiers
    }
}

impl CardNumbers {
    /// The attributes that would settle a criterion of it, in the order of the model.
    pub(crate) fn settling(&self, criterion: &CriterionNumbers) -> &[u32] {
        self.settling.get(criterion.settling.clone()).unwrap_or_default()
    }
}

impl CriterionNumbers {
    /// The label of the band that holds.
    pub(crate) fn label<'a>(&self, criterion: &'a Criterion) -> Option<&'a str> {
        let Rule::Bands { bands, .. } = &criterion.rule else { return None };
        let band = bands.get((self.outcome.band as usize).checked_sub(1)?)?;
        band.label.as_deref()
    }

    /// The part of its rule that gave the rating.
    pub(crate) fn decisive<'t>(
        &self,
        texts: &'t CriterionTexts,
        plan: &CriterionPlan,
        cells: &[u32],
    ) -> Option<&'t Decisive<'static>> {
        texts.decisive.decisive(plan, &self.outcome, cells)
    }
}

/// The listed items that are there, as the model writes them.
pub(crate) fn matched<'a>(criterion: &'a Criterion, found: &[usize]) -> impl Iterator<Item = Cow<'a, str>> {
    found.iter().filter_map(|item| criterion.rule.listed(*item))
}

/// The lowest and the highest points of a criterion as ratings; where they are the same, one division is enough.
pub(super) fn ratings(plan: &CriterionPlan, (lo, hi): (i64, i64)) -> (f64, f64) {
    let low = as_rating(lo, plan.weight);
    (low, if lo == hi { low } else { as_rating(hi, plan.weight) })
}

impl Tally {
    fn add(&mut self, status: CriterionStatus) {
        *match status {
            CriterionStatus::Fit => &mut self.fits,
            CriterionStatus::Partial => &mut self.partials,
            CriterionStatus::None => &mut self.nones,
            CriterionStatus::Misfit => &mut self.misfits,
            CriterionStatus::Unknown => &mut self.unknowns,
            CriterionStatus::NotApplicable => &mut self.not_applicable,
        } += 1;
    }
}

/// The score that every account starts with.
pub(crate) fn base(card: &Card) -> f64 {
    match card.scale {
        ScalePlan::Points { base, .. } => published(base.into(), card.unit),
        ScalePlan::Percent | ScalePlan::Shares(_) => 0.0,
    }
}
