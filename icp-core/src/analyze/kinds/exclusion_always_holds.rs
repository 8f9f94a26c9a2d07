//! Finding `exclusion_always_holds`: an exclusion that holds for every account.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;

pub(super) const EXCLUSION_ALWAYS_HOLDS: Kind = Kind {
    code: "exclusion_always_holds",
    severity: Severity::Warning,
    what: "an exclusion that holds for every account",
    why: "it rules out everybody",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "exclusions: [{id: middle, reason: no plan for them, when: {any: [{employees: {lt: 500}}, {employees: {gt: 20}}]}}]"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "exclusions: [{id: middle, reason: no plan for them, when: {employees: {lt: 500, gt: 20}}}]"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for view in &model.exclusions {
        if let Some(truths) = model.always(view.check) {
            let known = if truths.unknown { " for which it is known" } else { "" };
            let id = quote(&view.exclusion.id);
            let message = format!("exclusion {id} holds for every account{known}");
            report.add(
                &view.path.key("when"),
                message,
                "where all of several things must hold, do not use `any`",
            );
        }
    }
}
