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
use super::numbers::{CardNumbers, CriterionNumbers, Form, base, matched, ratings};
use super::reach::{kept_out_by, to_next_tier};
use super::reason::{matching_verdicts, reason, verdicts};
use super::signals::signals;
use super::{
    Adjustment, AssessmentData, AssessmentInput, CardAssessment, CriterionAssessment, Decisive,
    IcpAssessment, IssueNote, LimitNote, ModelNote, SourceNote, Verdicts,
};
use crate::account::Field;
use crate::error::quote;
use crate::eval::{Acted, CardScore, IcpScore};
use crate::model::{Criterion, Limit, Scorecard};
use crate::plan::{Applies, Card, CriterionPlan, IcpPlan, LimitPlan, Outcome};
use crate::value::{Interval, Micro, Truth};

pub(crate) fn assess<'a>(input: &AssessmentInput<'a, '_>) -> AssessmentData<'a> {
    let definition = input.definition;
    let inputs = Inputs::new(input);
    let scores = input.plan.icps.iter().zip(input.scratch.scores()).enumerate();
    let icps: Vec<IcpAssessment> =
        scores.filter_map(|(at, (plan, score))| input.icp(at, plan, score, &inputs)).collect();
    let id = |at: Option<usize>| at.and_then(|at| icps.get(at)).map(|icp| icp.icp.clone());
    let (best, headline) = (id(input.scratch.best()), id(input.scratch.headline()).unwrap_or_default());
    AssessmentData {
        model: model_note(input),
        source: source_note(input),
        as_of: input.as_of,
        best,
        headline,
        icps,
        derived: derived(definition, input.scratch),
        intervals: intervals(input),
        issues: input.record.issues().iter().map(issue).collect(),
    }
}

pub(crate) fn model_note<'a>(input: &AssessmentInput<'a, '_>) -> ModelNote<'a> {
    let definition = input.definition;
    let lists = input.lists.iter().map(|(list, digest)| ((&*list.name).into(), (&**digest).into()));
    ModelNote {
        name: (&*definition.name).into(),
        version: definition.version.as_deref().map(Cow::Borrowed),
        status: definition.status,
        fingerprint: input.fingerprint.into(),
        lists: lists.collect(),
    }
}

pub(crate) fn source_note<'a>(input: &AssessmentInput<'a, '_>) -> Option<SourceNote<'a>> {
    let (name, fingerprint) = input.source?;
    Some(SourceNote { name: name.into(), fingerprint: fingerprint.into() })
}

/// The attributes whose numbers are known as intervals.
fn intervals<'a>(input: &AssessmentInput<'a, '_>) -> Vec<(Cow<'a, str>, Interval)> {
    let each = input.definition.attributes.iter().zip(&input.record.fields);
    let interval =
        |field: &Field<'_>| if let Field::Interval(interval) = field { Some(*interval) } else { None };
    each.filter_map(|(attribute, field)| Some(((&*attribute.name).into(), interval(field)?))).collect()
}

pub(crate) fn issue(issue: &crate::account::Issue) -> IssueNote<'_> {
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
            missing: self.missing().names(missing.items()),
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
        let numbers = self.numbers(card, score, Form::Data);
        let each = card.criteria.clone().zip(&names.criteria).zip(&numbers.criteria);
        let criteria = each.map(|((index, criterion), one)| {
            self.criterion(index, (criterion, names), (one, &numbers), inputs)
        });
        let criteria = criteria.collect::<Option<Vec<_>>>()?;
        let limits = self.limits(card, names, &numbers.limits);
        let tier = score.tier.and_then(|at| names.tiers.get(at).zip(card.tiers.get(at)));
        all_missing.extend(numbers.missing.items());
        let reason_codes = self.reason_codes(card, names, score, &numbers);
        let note = card_note(names, &criteria, self.tier_names(numbers.tiers), limits);
        Some(CardAssessment {
            score: score.score,
            bounds: score.bounds,
            coverage: score.coverage,
            tier: tier.map(|(tier, _)| (&*tier.id).into()),
            tier_name: tier.and_then(|(tier, _)| tier.name.as_deref()).map(Cow::Borrowed),
            verdicts: self.tier_verdicts(card, names, score),
            tally: numbers.tally,
            base: base(card),
            adjustments: numbers
                .adjustments
                .into_iter()
                .map(|acted| Adjustment::named(acted, names))
                .collect(),
            reason_codes,
            criteria,
            missing: self.missing().names(numbers.missing.items()),
            note,
        })
    }

    fn criterion(
        &self,
        index: usize,
        (criterion, names): (&'a Criterion, &'a Scorecard),
        (numbers, card): (&CriterionNumbers, &CardNumbers),
        inputs: &Inputs<'_, 'a, '_>,
    ) -> Option<CriterionAssessment<'a>> {
        let plan = self.plan.criteria.get(index)?;
        let texts = self.texts.criteria.get(index)?;
        let CriterionNumbers { outcome, points, rating, .. } = *numbers;
        let found = self.found(plan);
        let decisive = numbers.decisive(texts, plan, self.scratch.cells());
        let signals = signals(plan, self.record, self.as_of);
        Some(CriterionAssessment {
            id: (&*criterion.id).into(),
            name: criterion.name.as_deref().map(Cow::Borrowed),
            dimension: criterion
                .dimension
                .and_then(|at| names.dimensions.get(at))
                .map(|dimension| (&*dimension.id).into()),
            status: numbers.status,
            label: numbers.label(criterion).map(Cow::Borrowed),
            rating,
            rating_bounds: numbers.rating_bounds,
            weight: criterion.weight.to_f64(),
            required: criterion.required,
            counted: numbers.is_counted,
            may_not_apply: outcome.applies == Applies::Maybe,
            open: open_ratings(plan, &outcome),
            points,
            contribution: numbers.contribution,
            missing: self.missing().names(card.settling(numbers)),
            matched: found.as_deref().map(|found| matched(criterion, found).collect()),
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
            in_brief: texts.in_brief.as_deref().map(Into::into),
            max_contribution: numbers.max_contribution,
            least_contribution: numbers.least_contribution,
            decisive: decisive.map(Decisive::borrowed),
        })
    }

    /// The verdict of a scorecard's tier for each team.
    pub(crate) fn tier_verdicts(&self, card: &Card, names: &'a Scorecard, score: &CardScore) -> Verdicts<'a> {
        let tier = score.tier.and_then(|at| names.tiers.get(at).zip(card.tiers.get(at)));
        let verdicts = tier
            .map(|(tier, plan)| matching_verdicts(self.plan, self.scratch, &tier.verdicts, &plan.verdicts));
        verdicts.unwrap_or_default()
    }

    /// Whether each limit acts, and what could still change that.
    fn limits(&self, card: &Card, names: &'a Scorecard, missing: &[Attributes]) -> Vec<LimitNote<'a>> {
        let limits = card.limits.iter().zip(&names.limits).zip(missing);
        let note = |((limit, names), missing): ((&LimitPlan, &'a Limit), &Attributes)| {
            let check = self.plan.conditions.get(limit.condition as usize);
            LimitNote {
                description: names.description.as_deref().map(Cow::Borrowed),
                at_least: names.at_least.map(Micro::to_f64),
                at_most: names.at_most.map(Micro::to_f64),
                times: names.times.map(Micro::to_f64),
                add: names.add.map(Micro::to_f64),
                round_to: names.round_to.map(|to| (to.to_f64(), names.rounding)),
                acts: check.is_some_and(|check| check.truth(self.scratch.cells()).holds()),
                missing: self.missing().names(missing.items()),
            }
        };
        limits.map(note).collect()
    }

    fn tier_names(&self, tiers: Vec<(Truth, Attributes)>) -> Vec<(Truth, Vec<Cow<'a, str>>)> {
        tiers.into_iter().map(|(truth, missing)| (truth, self.missing().names(missing.items()))).collect()
    }
}

impl<'a> Adjustment<'a> {
    pub(crate) fn named(acted: Acted, names: &'a Scorecard) -> Self {
        let Acted { kind, dimension, limit, from, to } = acted;
        let dimension = dimension.and_then(|at| names.dimensions.get(at)).map(|one| (&*one.id).into());
        Self { kind, dimension, limit, from, to }
    }
}

/// Lowest and highest rating that filling in values may give, also for blanks that `known` reads; `None` where it
/// surely does not apply.
fn open_ratings(plan: &CriterionPlan, outcome: &Outcome) -> Option<(f64, f64)> {
    (outcome.applies != Applies::Never).then(|| ratings(plan, (outcome.lo, outcome.hi)))
}
