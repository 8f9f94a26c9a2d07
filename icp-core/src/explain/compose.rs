//! Puts an explanation together in the order in which it is read aloud: headline, why, intent, formulas, other
//! profiles, invalid values, missing values.

use std::borrow::Cow;

use super::ways::ways;
use super::{Document, Sentence, missing, number, summary, why};
use crate::assess::{AssessmentData, DerivedNote, DerivedNumber, IcpAssessment};
use crate::model::Status;

/// The most numbers told of a formula.
const INPUTS: usize = 10;

/// The explanation, in the order in which it is read aloud.
pub(super) fn document(assessment: &AssessmentData) -> Document {
    let mut document = Document::explanation();
    let Some(main) = assessment.icps.iter().find(|icp| icp.icp == assessment.headline) else {
        return document;
    };
    summary::headline(assessment, main, &mut document);
    document.line(source(assessment, main));
    document.heading("Why");
    why::icp(main, &assessment.issues, &mut document);
    why::card(&main.fit, &assessment.issues, &mut document);
    document.line(ways(main));
    if let Some(intent) = &main.intent {
        document.heading("Intent");
        document.line(summary::intent(intent, main.stage.as_deref()));
        why::card(intent, &assessment.issues, &mut document);
    }
    let told = |derived: &&DerivedNote| derived.inputs.iter().any(|(_, number)| number.is_some());
    let formulas: Vec<_> = assessment.derived.iter().filter(told).map(derived).collect();
    if !formulas.is_empty() {
        document.heading("Formulas");
        document.items(formulas);
    }
    let others: Vec<_> = assessment.icps.iter().filter(|icp| icp.icp != main.icp).collect();
    if !others.is_empty() {
        document.heading("Other profiles");
        document.items(others.into_iter().map(|icp| summary::other(assessment, icp)).collect());
    }
    if !assessment.issues.is_empty() {
        document.heading("Invalid values, counted as missing");
        let issue = |issue: &crate::assess::IssueNote| {
            let words = Sentence::of(&issue.attribute).ours(": expected ").theirs(&issue.expected);
            words.ours(", found ").theirs(&issue.found)
        };
        document.items(assessment.issues.iter().map(issue).collect());
    }
    missing::missing(assessment, main, &mut document);
    document
}

/// Who says it, of which day, and on how much.
fn source(assessment: &AssessmentData, main: &IcpAssessment) -> Sentence {
    let model = &assessment.model;
    let mut words = Sentence::new("By ").theirs(&model.name);
    if let Some(version) = &model.version {
        words = words.ours(", version ").theirs(version);
    }
    match model.status {
        Some(Status::Hypothesis) => words = words.ours(" (a hypothesis, not backed by data)"),
        Some(Status::Validated) | None => {}
    }
    let is_open = main.fit.criteria.iter().any(|criterion| !criterion.missing.is_empty());
    let known = if main.fit.coverage >= 1.0 && is_open {
        "all that counts is known, blanks as blanks".to_owned()
    } else if main.fit.coverage >= 1.0 {
        "all that counts is known".to_owned()
    } else {
        format!("{} of what counts is known", number::percent(main.fit.coverage))
    };
    words.ours(&format!(", as of {}; {known}.", assessment.as_of))
}

/// A formula and the numbers that went in, or those that did not.
fn derived(derived: &DerivedNote) -> Sentence {
    let words = Sentence::of(&derived.attribute).ours(" = ").theirs(&derived.formula);
    let missing = derived.inputs.iter().filter(|(_, number)| number.is_none());
    let missing: Vec<_> = missing.map(|(name, _)| Sentence::of(name)).collect();
    if !missing.is_empty() {
        return words.ours("; missing: ").list(missing.into_iter(), INPUTS, ", ");
    }
    let input = |(name, number): &(Cow<'_, str>, Option<DerivedNumber>)| {
        Sentence::of(name).ours(&number.map_or_else(String::new, |number| format!(" {}", known(number))))
    };
    let words = words.ours("; with ").list(derived.inputs.iter().map(input), INPUTS, ", ");
    match derived.value {
        Some(result) => words.ours(&format!(" it is {}", known(result))),
        None => words.ours(" it gives no number"),
    }
}

/// `51`, `51 to 200`, `10001 or more`, `less than 10`.
fn known(number: DerivedNumber) -> String {
    match number {
        DerivedNumber::Number(number) => number::input(number),
        DerivedNumber::Interval(interval) => number::interval(interval),
    }
}
