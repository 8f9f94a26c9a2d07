//! Findings about a valid model: rules that no account can meet, tiers that no score reaches, a review that is
//! overdue. Each kind of finding is one file of `kinds`, with a wrong and a right sample.
//!
//! INVARIANT: a finding is never wrong. What is decided is decided by going through all joint cells of the
//! slots that a question rests on ([`worlds`]); these may be more than truly exist (one attribute may have
//! several slots), so that *never* and *always* are safe to say. Where there are too many, nothing is said.

mod criterion;
mod finding;
mod kinds;
mod order;
mod range;
#[cfg(all(test, feature = "yaml"))]
mod tests;
mod view;
mod walk;
mod worlds;

pub(crate) use finding::{DataWords, Report};
pub use finding::{Finding, FindingKind, Severity};
pub(crate) use kinds::sample;
pub use range::{ScoreRange, ScorecardKind};
use view::ModelView;
pub(crate) use walk::{
    conditions, criterion_attributes, own_tests, rule_path, tests as each_test, with_inputs,
};

use crate::model::Definition;
use crate::plan::Plan;
use crate::sort::sort_by;
use crate::value::Date;

/// Everything that is found in a model, in the order of the canonical document.
pub(crate) fn findings(definition: &Definition, plan: &Plan, as_of: Date) -> Vec<Finding> {
    let model = ModelView::new(definition, plan, as_of);
    let mut findings = Vec::new();
    for (kind, find) in kinds::ALL.iter().zip(kinds::SEARCHES) {
        let mut report = Report { kind, findings: Vec::new() };
        model.worlds.refill();
        find(&model, &mut report);
        findings.append(&mut report.findings);
    }
    in_document_order(definition, findings)
}

/// These findings in the order of the canonical document; those of one place stay in theirs.
pub(crate) fn in_document_order(definition: &Definition, findings: Vec<Finding>) -> Vec<Finding> {
    let key = |finding: Finding| (order::key(definition, finding.path()), finding);
    let mut findings: Vec<_> = findings.into_iter().map(key).collect();
    sort_by(&mut findings, |(a, _), (b, _)| a.cmp(b));
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// The lowest and the highest score of each scorecard.
pub(crate) fn score_ranges(definition: &Definition, plan: &Plan) -> Vec<ScoreRange> {
    let model = ModelView::new(definition, plan, Date::MIN);
    model.cards.iter().filter_map(|card| model.score_range(card)).collect()
}
