//! Finding `stale_hypothesis`: a hypothesis whose review is overdue.

use super::kind::{Kind, sample};
use super::review_overdue::overdue;
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::model::Status;
use crate::source::Path;

pub(super) const STALE_HYPOTHESIS: Kind = Kind {
    code: "stale_hypothesis",
    severity: Severity::Warning,
    what: "a hypothesis whose review is overdue",
    why: "a first guess that nobody has checked in time is used as if it were known",
    wrong: sample! {
        "status: hypothesis"
        "reviewed_on: 2026-01-15"
        "review_every: 90 days"
        "attributes: {employees: {type: number}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "status: hypothesis"
        "reviewed_on: 2026-10-01"
        "review_every: 90 days"
        "attributes: {employees: {type: number}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    let Some((last, every)) = overdue(model) else { return };
    if model.definition.status == Some(Status::Hypothesis) {
        let message = format!(
            "the model is still a hypothesis, last reviewed on {last}, more than {every} before {}",
            model.as_of
        );
        let help = "check it against won and lost accounts, then set `status: validated` and `reviewed_on`";
        report.add(&Path::root().key("status"), message, help);
    }
}
