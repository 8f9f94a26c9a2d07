//! The JSON text of a whole assessment, written from its numbers without making [`AssessmentData`](crate::AssessmentData) first: the
//! same bytes in a fraction of the time. Pieces that are the same for all accounts of a model are made once.

use std::iter::once;

use super::text::{Json, field, list};
use crate::account::Record;
use crate::assess::{
    Adjustment, AssessmentInput, Attributes, CardNumbers, CriterionNumbers, CriterionPieces, CriterionTexts,
    Form, Inputs, Pieces, Read, base, derived, issue, kept_out_by, labels, matched, model_note, reason,
    signals, source_note, to_next_tier, verdicts,
};
use crate::engine::{Assessment, Model};
use crate::error::AccountError;
use crate::eval::{CardScore, IcpScore, Scratch};
use crate::model::{Criterion, Scorecard};
use crate::plan::{Card, IcpPlan};
use crate::value::Date;

impl Assessment {
    /// All of it as JSON text, on one line: see [`AssessmentData::to_json`](crate::AssessmentData::to_json).
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// assert_eq!(answer.to_json(), model.assess(&account, today)?.to_json());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_json(&self) -> String {
        self.with_input(text)
    }
}

impl Model {
    /// Scores a record and gives the whole assessment as JSON text, on one line.
    ///
    /// The text of [`Model::assess_record`], without making the data first: for services and files that want nothing but the
    /// text, in two thirds of the time.
    ///
    /// # Errors
    /// When the record is one of another model.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let record = model.record(&account, OnInvalid::Error)?;
    /// let text = model.assess_json(&record, today, &mut model.scratch())?;
    /// assert_eq!(text, model.assess(&account, today)?.to_json());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assess_json(
        &self,
        record: &Record<'_>,
        as_of: Date,
        scratch: &mut Scratch,
    ) -> Result<String, AccountError> {
        self.evaluate(record, as_of, scratch)?;
        Ok(text(&self.input(record, as_of, scratch)))
    }
}

/// INVARIANT: the scratch has been scored with this plan and record.
fn text(input: &AssessmentInput<'_, '_>) -> String {
    let pieces = input.texts.pieces.get_or_init(|| pieces(input));
    // About what they take, so that it seldom grows.
    let mut out = Vec::with_capacity(2_048 * input.plan.icps.len() + 640 * input.plan.criteria.len());
    Writer {
        input,
        pieces,
        inputs: Inputs::new(input),
        written: vec![None; pieces.attributes.len()],
        out: &mut out,
    }
    .assessment();
    // INVARIANT: all of it was text.
    String::from_utf8(out).unwrap_or_default()
}

/// The pieces of a model.
fn pieces(input: &AssessmentInput<'_, '_>) -> Pieces {
    let definition = input.definition;
    let made = |write: &dyn Fn(&mut Vec<u8>)| {
        let mut out = Vec::new();
        write(&mut out);
        Box::from(String::from_utf8(out).unwrap_or_default())
    };
    let icps = || input.plan.icps.iter().filter_map(|plan| Some((plan, definition.icps.get(plan.index)?)));
    let cards = icps().flat_map(|(_, icp)| once(&icp.fit).chain(&icp.intent));
    let criteria = cards.flat_map(|card| card.criteria.iter().map(move |criterion| (card, criterion)));
    let criterion = |((card, criterion), texts): ((&Scorecard, &Criterion), &CriterionTexts)| {
        let dimension = criterion.dimension.and_then(|at| card.dimensions.get(at));
        CriterionPieces {
            start: made(&|out| {
                field(out, "{\"id\":", &*criterion.id);
                field(out, ",\"name\":", criterion.name.as_deref());
                field(out, ",\"dimension\":", dimension.map(|dimension| &*dimension.id));
                out.extend_from_slice(b",\"status\":\"");
            }),
            weight: made(&|out| {
                field(out, ",\"weight\":", criterion.weight.to_f64());
                out.extend_from_slice(b",\"points\":");
            }),
            wanted: made(&|out| {
                field(out, ",\"wanted\":", &*texts.wanted);
                out.extend_from_slice(b",\"max_contribution\":");
            }),
        }
    };
    Pieces {
        start: made(&|out| {
            field(out, "{\"model\":", model_note(input));
            field(out, ",\"source\":", source_note(input));
            out.extend_from_slice(b",\"as_of\":");
        }),
        attributes: definition.attributes.iter().map(|one| made(&|out| one.name.json(out))).collect(),
        icps: icps()
            .map(|(plan, icp)| {
                made(&|out| {
                    field(out, "{\"icp\":", &*icp.id);
                    field(out, ",\"name\":", icp.name.as_deref());
                    field(out, ",\"priority\":", plan.priority);
                    out.extend_from_slice(b",\"status\":\"");
                })
            })
            .collect(),
        // INVARIANT: texts of criteria are in this order.
        criteria: criteria.zip(&input.texts.criteria).map(criterion).collect(),
    }
}

/// Writes one assessment.
struct Writer<'w, 'a, 's> {
    input: &'w AssessmentInput<'a, 's>,
    pieces: &'w Pieces,
    inputs: Inputs<'w, 'a, 's>,
    /// Where the note of an attribute was written: criteria share it.
    written: Vec<Option<(usize, usize)>>,
    out: &'w mut Vec<u8>,
}

impl Writer<'_, '_, '_> {
    fn assessment(&mut self) {
        let input = self.input;
        let id = |at: Option<usize>| {
            let plan = input.plan.icps.get(at?)?;
            input.definition.icps.get(plan.index).map(|icp| &*icp.id)
        };
        self.put(&self.pieces.start);
        input.as_of.json(self.out);
        field(self.out, ",\"best\":", id(input.scratch.best()));
        field(self.out, ",\"headline\":", id(input.scratch.headline()).unwrap_or_default());
        self.put(",\"icps\":[");
        for (at, (plan, score)) in input.plan.icps.iter().zip(input.scratch.scores()).enumerate() {
            self.comma(at);
            self.icp(at, plan, score);
        }
        field(self.out, "],\"derived\":", derived(input.definition, input.scratch));
        self.put(",\"issues\":[");
        for (at, one) in input.record.issues().iter().enumerate() {
            self.comma(at);
            issue(one).json(self.out);
        }
        self.put("]}");
    }

    fn icp(&mut self, at: usize, plan: &IcpPlan, score: &IcpScore) -> Option<()> {
        let Self { input, pieces, .. } = *self;
        let icp = input.definition.icps.get(plan.index)?;
        let card = input.plan.cards.get(plan.fit)?;
        let mut missing = Attributes::default();
        let (exclusions, possible) = input.exclusions(plan, icp, &self.inputs, &mut missing);
        let numbers = input.numbers(card, &score.fit, Form::Text);
        missing.extend(numbers.missing.items());
        self.put(pieces.icps.get(at)?);
        self.put(score.status.as_str());
        field(self.out, "\",\"reason\":", reason(input.definition, icp, score.reason));
        self.score(&icp.fit, &score.fit);
        field(self.out, ",\"verdicts\":", verdicts(input.plan, input.scratch, plan, icp, score));
        let stage = score.stage.and_then(|at| icp.stages.get(at));
        field(self.out, ",\"stage\":", stage.map(|stage| &*stage.id));
        field(self.out, ",\"labels\":", labels(input.plan, input.scratch, plan, icp, score));
        self.sums(card, &icp.fit, &score.fit, &numbers);
        field(self.out, ",\"exclusions\":", exclusions);
        field(self.out, ",\"possible_exclusions\":", possible);
        self.criteria(card, &icp.fit, &numbers);
        let of_intent = plan.intent.and_then(|at| input.plan.cards.get(at));
        let intent = of_intent.zip(icp.intent.as_ref()).zip(score.intent.as_ref());
        let intent = intent.map(|((card, names), score)| {
            let numbers = input.numbers(card, score, Form::Text);
            missing.extend(numbers.missing.items());
            (card, names, score, numbers)
        });
        self.missing(missing.items());
        self.put(",\"intent\":");
        match &intent {
            Some((card, names, score, numbers)) => self.intent(card, names, score, numbers),
            None => self.put("null"),
        }
        let next = to_next_tier(input.plan, input.scratch, at, &icp.fit);
        field(self.out, ",\"to_next_tier\":", next);
        let kept = kept_out_by(input.definition, input.plan, input.scratch, at, icp);
        field(self.out, ",\"kept_out_by\":", kept);
        self.put("}");
        Some(())
    }

    fn intent(&mut self, card: &Card, names: &Scorecard, score: &CardScore, numbers: &CardNumbers) {
        field(self.out, "{\"score\":", score.score);
        self.score_rest(names, score);
        field(self.out, ",\"verdicts\":", self.input.tier_verdicts(card, names, score));
        self.sums(card, names, score, numbers);
        self.criteria(card, names, numbers);
        self.missing(numbers.missing.items());
        self.put("}");
    }

    fn score(&mut self, names: &Scorecard, score: &CardScore) {
        field(self.out, ",\"score\":", score.score);
        self.score_rest(names, score);
    }

    fn score_rest(&mut self, names: &Scorecard, score: &CardScore) {
        field(self.out, ",\"bounds\":", score.bounds);
        field(self.out, ",\"coverage\":", score.coverage);
        let tier = score.tier.and_then(|at| names.tiers.get(at));
        field(self.out, ",\"tier\":", tier.map(|tier| &*tier.id));
    }

    fn sums(&mut self, card: &Card, names: &Scorecard, score: &CardScore, numbers: &CardNumbers) {
        field(self.out, ",\"tally\":", numbers.tally);
        field(self.out, ",\"base\":", base(card));
        let adjustments = numbers.adjustments.iter().map(|acted| Adjustment::named(*acted, names));
        list(self.out, ",\"adjustments\":[", adjustments);
        let reasons = self.input.reason_codes(card, names, score, numbers);
        list(self.out, ",\"reason_codes\":[", reasons.into_iter());
    }

    fn criteria(&mut self, card: &Card, names: &Scorecard, numbers: &CardNumbers) {
        self.put(",\"criteria\":[");
        let each = card.criteria.clone().zip(&names.criteria).zip(&numbers.criteria);
        for (at, ((index, criterion), one)) in each.enumerate() {
            self.comma(at);
            self.criterion(index, criterion, one, numbers.settling(one));
        }
        self.put("]");
    }

    fn criterion(
        &mut self,
        index: usize,
        criterion: &Criterion,
        numbers: &CriterionNumbers,
        settling: &[u32],
    ) -> Option<()> {
        let Self { input, pieces, .. } = *self;
        let plan = input.plan.criteria.get(index)?;
        let texts = input.texts.criteria.get(index)?;
        let pieces = pieces.criteria.get(index)?;
        self.put(&pieces.start);
        self.put(numbers.status.as_str());
        field(self.out, "\",\"label\":", numbers.label(criterion));
        field(self.out, ",\"rating\":", numbers.rating);
        field(self.out, ",\"rating_bounds\":", numbers.rating_bounds);
        self.put(&pieces.weight);
        numbers.points.json(self.out);
        field(self.out, ",\"contribution\":", numbers.contribution);
        self.missing(settling);
        match input.found(plan) {
            Some(found) => {
                list(self.out, ",\"matched\":[", matched(criterion, &found));
            }
            None => self.put(",\"matched\":null"),
        }
        field(self.out, ",\"signals\":", signals(plan, input.record, input.as_of));
        self.put(",\"inputs\":[");
        for (at, read) in texts.reads.iter().enumerate() {
            self.comma(at);
            self.note(read);
        }
        self.put("]");
        self.put(&pieces.wanted);
        numbers.max_contribution.json(self.out);
        field(self.out, ",\"decisive\":", numbers.decisive(texts, plan, input.scratch.cells()));
        self.put("}");
        Some(())
    }

    /// The value of an attribute that a criterion has read. Notes of named events differ from one criterion to another.
    fn note(&mut self, read: &Read) {
        let is_shared = !read.is_of_named_events();
        let written = self.written.get(read.attribute).copied().flatten();
        if let Some((start, end)) = written.filter(|_| is_shared) {
            return self.out.extend_from_within(start..end);
        }
        let start = self.out.len();
        if let Some(note) = self.inputs.note(read) {
            note.json(self.out);
        }
        if is_shared && let Some(place) = self.written.get_mut(read.attribute) {
            *place = Some((start, self.out.len()));
        }
    }

    /// Names of attributes, in the order of the model.
    fn missing(&mut self, missing: &[u32]) {
        self.put(",\"missing\":[");
        for (at, attribute) in missing.iter().enumerate() {
            self.comma(at);
            if let Some(name) = self.pieces.attributes.get(*attribute as usize) {
                self.put(name);
            }
        }
        self.put("]");
    }

    fn put(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn comma(&mut self, at: usize) {
        if at > 0 {
            self.out.push(b',');
        }
    }
}
