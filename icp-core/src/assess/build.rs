//! Builds the full answer from the scores in a scratch, the plan and the names of the model. Decides no status and
//! rounds nothing by its own rule: `eval` and `value::published` have done so.

use std::borrow::Cow;

use super::card_note::card_note;
use super::clipped::clipped;
use super::derived::derived;
use super::happened::events;
use super::inputs::Inputs;
use super::labels::labels;
use super::missing::{Attributes, Missing};
use super::reach::{kept_out_by, to_next_tier};
use super::reason::{matching_verdicts, reason, verdicts};
use super::signals::signals;
use super::{
    Adjustment, AssessmentData, AssessmentInput, CardAssessment, CriterionAssessment, IcpAssessment,
    IssueNote, LimitNote, ModelNote, SourceNote, Tally,
};
use crate::account::Field;
use crate::error::quote;
use crate::eval::{
    Acted, CardScore, Counted, CriterionStatus, IcpScore, Parts, acted, counts, criterion_status,
    open_points, outcome, rating,
};
use crate::model::Scorecard;
use crate::plan::{Applies, Card, CriterionPlan, IcpPlan, Outcome, State, found};
use crate::value::{Interval, Truth, as_rating, exact, published};

pub(crate) fn assess<'a>(input: &AssessmentInput<'a, '_>) -> AssessmentData<'a> {
    let definition = input.definition;
    let inputs = Inputs::new(input);
    let scores = input.plan.icps.iter().zip(input.scratch.scores()).enumerate();
    let icps: Vec<IcpAssessment> =
        scores.filter_map(|(at, (plan, score))| input.icp(at, plan, score, &inputs)).collect();
    let id = |at: Option<usize>| at.and_then(|at| icps.get(at)).map(|icp| icp.icp.clone());
    let (best, headline) = (id(input.scratch.best()), id(input.scratch.headline()).unwrap_or_default());
    AssessmentData {
        model: ModelNote {
            name: (&*definition.name).into(),
            version: definition.version.as_deref().map(Cow::Borrowed),
            status: definition.status,
            fingerprint: input.fingerprint.into(),
            lists: input
                .lists
                .iter()
                .map(|(list, digest)| ((&*list.name).into(), (&**digest).into()))
                .collect(),
        },
        source: input
            .source
            .map(|(name, fingerprint)| SourceNote { name: name.into(), fingerprint: fingerprint.into() }),
        as_of: input.as_of,
        best,
        headline,
        icps,
        derived: derived(definition, input.scratch),
        intervals: intervals(input),
        issues: input.record.issues().iter().map(issue).collect(),
    }
}

/// The attributes whose numbers are known as intervals.
fn intervals<'a>(input: &AssessmentInput<'a, '_>) -> Vec<(Cow<'a, str>, Interval)> {
    let each = input.definition.attributes.iter().zip(&input.record.fields);
    let interval =
        |field: &Field<'_>| if let Field::Interval(interval) = field { Some(*interval) } else { None };
    each.filter_map(|(attribute, field)| Some(((&*attribute.name).into(), interval(field)?))).collect()
}

fn issue(issue: &crate::account::Issue) -> IssueNote<'_> {
    IssueNote {
        attribute: (&*issue.attribute).into(),
        expected: (&*issue.expected).into(),
        found: (&*issue.found).into(),
        message: format!(
            "attribute {}: expected {}, found {}",
            quote(&issue.attribute),
            issue.expected,
            issue.found
        )
        .into(),
    }
}

impl<'a> AssessmentInput<'a, '_> {
    pub(super) fn missing(&self) -> Missing<'a, '_> {
        Missing { plan: self.plan, record: self.record, scratch: self.scratch }
    }

    fn icp(
        &self,
        at: usize,
        plan: &IcpPlan,
        score: &IcpScore,
        inputs: &Inputs<'_, 'a, '_>,
    ) -> Option<IcpAssessment<'a>> {
        let icp = self.definition.icps.get(plan.index)?;
        let mut missing = Attributes::default();
        let (exclusions, possible_exclusions) = self.exclusions(plan, icp, inputs, &mut missing);
        let fit = self.card(plan.fit, &icp.fit, &score.fit, inputs, &mut missing)?;
        let intent = match (plan.intent, &icp.intent, &score.intent) {
            (Some(card), Some(names), Some(score)) => self.card(card, names, score, inputs, &mut missing),
            _ => None,
        };
        let stage = score.stage.and_then(|at| icp.stages.get(at));
        Some(IcpAssessment {
            icp: (&*icp.id).into(),
            name: icp.name.as_deref().map(Cow::Borrowed),
            priority: plan.priority,
            status: score.status,
            qualifies_from: icp.fit.tiers.get(icp.last_qualifying_tier()).map(|tier| (&*tier.id).into()),
            reason: reason(self.definition, icp, score.reason),
            verdicts: verdicts(self.plan, self.scratch, plan, icp, score),
            stage: stage.map(|stage| (&*stage.id).into()),
            labels: labels(self.plan, self.scratch, plan, icp, score),
            exclusions,
            possible_exclusions,
            fit,
            intent,
            missing: self.missing().names(&missing),
            to_next_tier: to_next_tier(self.plan, self.scratch, at, &icp.fit),
            kept_out_by: kept_out_by(self.definition, self.plan, self.scratch, at, icp),
        })
    }

    fn card(
        &self,
        index: usize,
        names: &'a Scorecard,
        score: &CardScore,
        inputs: &Inputs<'_, 'a, '_>,
        all_missing: &mut Attributes,
    ) -> Option<CardAssessment<'a>> {
        let card = self.plan.cards.get(index)?;
        let mut tally = Tally::default();
        let count = names.criteria.len();
        let (mut counted, mut ends) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut criteria = Vec::with_capacity(count);
        let mut missing = Attributes::default();
        for (index, criterion) in card.criteria.clone().zip(&names.criteria) {
            let plan = self.plan.criteria.get(index)?;
            let texts = self.texts.criteria.get(index)?;
            let outcome = outcome(self.plan, self.scratch, index);
            let counts = counts(plan, &outcome);
            let mut settling = Attributes::default();
            let status = criterion_status(outcome.state);
            self.missing().criterion(plan, &mut settling);
            add(&mut tally, status);
            let bucket = plan.bucket.saturating_sub(card.buckets.start);
            counted.push(Counted { bucket, points: counts.0, weight: counts.1 });
            let is_open = outcome.state == State::Unknown || outcome.state == State::Valued;
            let gives = |points: i64| Counted { bucket, points, weight: plan.weight };
            ends.push((
                is_open.then(|| gives(outcome.lo)),
                (outcome.state != State::NotApplicable).then(|| gives(plan.reading.rule.most())),
            ));
            let found = plan.reading.rule.listed().and_then(|listed| found(listed, self.scratch.cells()));
            let signals = signals(plan, self.record, self.as_of);
            let (points, rating) = (exact(counts.0, card.unit), rating(plan, &outcome));
            criteria.push(CriterionAssessment {
                id: (&*criterion.id).into(),
                name: criterion.name.as_deref().map(Cow::Borrowed),
                dimension: criterion
                    .dimension
                    .and_then(|at| names.dimensions.get(at))
                    .map(|dimension| (&*dimension.id).into()),
                status,
                label: label(criterion, &outcome),
                rating,
                rating_bounds: rating_bounds(plan, &outcome, self.scratch.cells()),
                weight: criterion.weight.to_f64(),
                required: criterion.required,
                counted: counts.1 > 0,
                may_not_apply: outcome.applies == Applies::Maybe,
                open: open_ratings(plan, &outcome),
                points,
                contribution: 0.0,
                missing: self.missing().names(&settling),
                matched: found.as_deref().map(|found| matched(criterion, found)),
                clipped: clipped(
                    criterion,
                    found.as_deref(),
                    signals.iter().map(|signal| signal.gives),
                    (points, rating),
                ),
                signals,
                events: events(self.plan, plan, self.record, self.scratch),
                inputs: inputs.of(&texts.reads),
                wanted: (&*texts.wanted).into(),
                max_contribution: None,
                least_contribution: None,
                decisive: texts.speakers.decisive(plan, &outcome, self.scratch.cells()),
            });
            missing.extend(settling.items());
        }
        let limits = self.limits(card, names, &mut missing);
        let open_tiers = self.open_tiers(card, score, !missing.items().is_empty(), &mut missing);
        // Without a score there is nothing to contribute to.
        let mut adjustments = Vec::new();
        if score.score.is_some() {
            let mut parts = Parts::new(card, &counted);
            adjustments
                .extend(acted(card, &parts, self.scratch).into_iter().map(|acted| named(acted, names)));
            let published = parts.published().into_iter().zip(ends).enumerate();
            for (criterion, (at, (part, (least, most)))) in criteria.iter_mut().zip(published) {
                criterion.contribution = part;
                // Most of them count that already.
                let mut instead =
                    |one: Counted| if counted.get(at) == Some(&one) { part } else { parts.instead(at, one) };
                criterion.least_contribution = least.map(&mut instead);
                criterion.max_contribution = most.map(&mut instead);
            }
        }
        let tier = score.tier.and_then(|at| names.tiers.get(at).zip(card.tiers.get(at)));
        all_missing.extend(missing.items());
        let note = card_note(names, &criteria, open_tiers, limits);
        Some(CardAssessment {
            score: score.score,
            bounds: score.bounds,
            coverage: score.coverage,
            tier: tier.map(|(tier, _)| (&*tier.id).into()),
            tier_name: tier.and_then(|(tier, _)| tier.name.as_deref()).map(Cow::Borrowed),
            verdicts: tier
                .map(|(tier, plan)| {
                    matching_verdicts(self.plan, self.scratch, &tier.verdicts, &plan.verdicts)
                })
                .unwrap_or_default(),
            tally,
            base: base(card),
            adjustments,
            criteria,
            missing: self.missing().names(&missing),
            note,
        })
    }
}

fn named(acted: Acted, names: &Scorecard) -> Adjustment<'_> {
    let Acted { kind, dimension, limit, from, to } = acted;
    let dimension = dimension.and_then(|at| names.dimensions.get(at)).map(|one| Cow::Borrowed(&*one.id));
    Adjustment { kind, dimension, limit, from, to }
}

impl<'a> AssessmentInput<'a, '_> {
    /// Whether each limit acts, and what could still change that.
    fn limits(&self, card: &Card, names: &'a Scorecard, missing: &mut Attributes) -> Vec<LimitNote<'a>> {
        let limits = card.limits.iter().zip(&names.limits).map(|(limit, names)| {
            let mut own = Attributes::default();
            let check = self.plan.open_condition(limit.condition);
            check.into_iter().for_each(|check| self.missing().condition(check, &mut own));
            missing.extend(own.items());
            let check = self.plan.conditions.get(limit.condition as usize);
            LimitNote {
                description: names.description.as_deref().map(Cow::Borrowed),
                at_least: limit.scores.0,
                at_most: limit.scores.1,
                acts: check.is_some_and(|check| check.truth(self.scratch.cells()).holds()),
                missing: self.missing().names(&own),
            }
        });
        limits.collect()
    }

    /// Whether the condition of each tier holds, whatever is filled in, and what it misses; best first. Where the
    /// score is settled only those tiers count that it may reach.
    fn open_tiers(
        &self,
        card: &Card,
        score: &CardScore,
        is_open: bool,
        missing: &mut Attributes,
    ) -> Vec<(Truth, Vec<Cow<'a, str>>)> {
        let settled = score.score.filter(|_| !is_open);
        let mut names = Vec::new();
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
            missing.extend(own.items());
            names.push((truth, self.missing().names(&own)));
        }
        names
    }
}

/// Lowest and highest rating that filling in values may give, also for blanks that `known` reads; `None` where it
/// surely does not apply.
fn open_ratings(plan: &CriterionPlan, outcome: &Outcome) -> Option<(f64, f64)> {
    (outcome.applies != Applies::Never).then(|| ratings(plan, (outcome.lo, outcome.hi)))
}

fn base(card: &Card) -> f64 {
    match card.scale {
        crate::plan::ScalePlan::Points { base, .. } => published(base.into(), card.unit),
        crate::plan::ScalePlan::Percent | crate::plan::ScalePlan::Shares(_) => 0.0,
    }
}

fn add(tally: &mut Tally, status: CriterionStatus) {
    *match status {
        CriterionStatus::Fit => &mut tally.fits,
        CriterionStatus::Partial => &mut tally.partials,
        CriterionStatus::None => &mut tally.nones,
        CriterionStatus::Misfit => &mut tally.misfits,
        CriterionStatus::Unknown => &mut tally.unknowns,
        CriterionStatus::NotApplicable => &mut tally.not_applicable,
    } += 1;
}

fn label<'a>(criterion: &'a crate::model::Criterion, outcome: &Outcome) -> Option<Cow<'a, str>> {
    let crate::model::Rule::Bands { bands, .. } = &criterion.rule else { return None };
    let band = bands.get((outcome.band as usize).checked_sub(1)?)?;
    band.label.as_deref().map(Cow::Borrowed)
}

/// The listed items that are there, as the model writes them.
fn matched<'a>(criterion: &'a crate::model::Criterion, found: &[usize]) -> Vec<Cow<'a, str>> {
    found.iter().filter_map(|item| criterion.rule.listed(*item)).collect()
}

/// The lowest and the highest rating that the open branches of a criterion could give.
fn rating_bounds(plan: &CriterionPlan, outcome: &Outcome, cells: &[u32]) -> Option<(f64, f64)> {
    open_points(plan, outcome, cells).map(|points| ratings(plan, points))
}

/// Both ends in ratings; where they are the same, one division is enough.
fn ratings(plan: &CriterionPlan, (lo, hi): (i64, i64)) -> (f64, f64) {
    let low = as_rating(lo, plan.weight);
    (low, if lo == hi { low } else { as_rating(hi, plan.weight) })
}
