//! Finding `never_reviewed`: `review_every` without `reviewed_on`.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::source::Path;

pub(super) const NEVER_REVIEWED: Kind = Kind {
    code: "never_reviewed",
    severity: Severity::Warning,
    what: "`review_every` without `reviewed_on`",
    why: "nobody can tell when the next review is due",
    wrong: sample! {
        "review_every: 90 days"
        "attributes: {employees: {type: number}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "reviewed_on: 2026-10-01"
        "review_every: 90 days"
        "attributes: {employees: {type: number}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    if let (Some(every), None) = (model.definition.review_every, model.definition.reviewed_on) {
        let message = format!("the model is to be reviewed every {every}, and `reviewed_on` is not there");
        report.add(&Path::root().key("review_every"), message, "say when it was last reviewed");
    }
}
