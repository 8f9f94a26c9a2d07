//! Finding `exclusion_never_holds`: an exclusion that can never hold.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;

pub(super) const EXCLUSION_NEVER_HOLDS: Kind = Kind {
    code: "exclusion_never_holds",
    severity: Severity::Warning,
    what: "an exclusion that can never hold",
    why: "companies that it should rule out are scored",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "exclusions: [{id: middle, reason: no plan for them, when: {employees: {lt: 20, gt: 500}}}]"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "exclusions: [{id: ends, reason: no plan for them, when: {any: [{employees: {lt: 20}}, {employees: {gt: 500}}]}}]"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for view in &model.exclusions {
        if model.never(view.check) {
            let message = format!("exclusion {} can never hold", quote(&view.exclusion.id));
            let help = match view.exclusion.unless {
                Some(_) => "its `when` and its `unless` contradict each other",
                None => "all parts of a condition must hold; for one of several use `any`",
            };
            report.add(&view.path.key("when"), message, help);
        }
    }
}
