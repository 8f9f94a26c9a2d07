//! Finding `no_exclusions`: a model without any exclusion.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::source::Path;

pub(super) const NO_EXCLUSIONS: Kind = Kind {
    code: "no_exclusions",
    severity: Severity::Info,
    what: "a model without any exclusion",
    why: "who is not a fit? Saying so saves more time than any score",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "exclusions: [{id: tiny, reason: cannot pay, when: {employees: {lt: 5}}}]"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    if model.exclusions.is_empty() {
        let help = "list what rules a company out, under `exclusions`";
        report.add(&Path::root(), "the model has no exclusions: who is not a fit?".into(), help);
    }
}
