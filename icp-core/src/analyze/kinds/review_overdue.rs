//! Finding `review_overdue`: a model whose review is overdue.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::model::Status;
use crate::source::Path;
use crate::value::{Date, Span};

pub(super) const REVIEW_OVERDUE: Kind = Kind {
    code: "review_overdue",
    severity: Severity::Warning,
    what: "a model whose review is overdue",
    why: "markets and products change; an old profile sends people after the wrong companies",
    wrong: sample! {
        "status: validated"
        "reviewed_on: 2026-01-15"
        "review_every: 90 days"
        "attributes: {employees: {type: number}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "status: validated"
        "reviewed_on: 2026-10-01"
        "review_every: 90 days"
        "attributes: {employees: {type: number}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    let Some((last, every)) = overdue(model) else { return };
    if model.definition.status != Some(Status::Hypothesis) {
        let message = format!("the last review was on {last}, more than {every} before {}", model.as_of);
        report.add(&Path::root().key("reviewed_on"), message, "review the model, then set `reviewed_on`");
    }
}

/// The last review and how often there should be one, if that was too long ago.
pub(super) fn overdue(model: &ModelView<'_>) -> Option<(Date, Span)> {
    let (last, every) = model.definition.reviewed_on.zip(model.definition.review_every)?;
    (last < model.as_of.minus(every)).then_some((last, every))
}
