//! Finding `duplicate_exclusion`: an exclusion that says the same as another.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::{ExclusionView, ModelView};
use crate::error::quote;

pub(super) const DUPLICATE_EXCLUSION: Kind = Kind {
    code: "duplicate_exclusion",
    severity: Severity::Warning,
    what: "an exclusion that says the same as another",
    why: "one of them was probably meant to say something else",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "exclusions:"
        "  - {id: tiny, reason: cannot pay, when: {employees: {lt: 5}}}"
        "  - {id: solo, reason: no team, when: {not: {employees: {gte: 5}}}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "exclusions:"
        "  - {id: tiny, reason: cannot pay, when: {employees: {lt: 5}}}"
        "  - {id: huge, reason: no enterprise plan, when: {employees: {gte: 5000}}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for (at, later) in model.exclusions.iter().enumerate() {
        let before = model.exclusions.get(..at).unwrap_or_default();
        let same = before.iter().filter(|first| first.icp.is_none() || first.icp == later.icp);
        if let Some(first) = same.into_iter().find(|first| are_equal(model, first, later)) {
            let ids = (quote(&later.exclusion.id), quote(&first.exclusion.id));
            let message = format!("exclusion {} holds exactly when {} does", ids.0, ids.1);
            report.add(&later.path, message, "take one out, or correct its condition");
        }
    }
}

/// Whether two exclusions are true, false and unknown for the same accounts.
pub(super) fn are_equal(model: &ModelView<'_>, a: &ExclusionView<'_>, b: &ExclusionView<'_>) -> bool {
    model.share(a, b)
        && !model.never(a.check)
        && model.worlds.always((a.check, b.check), |a, b| a == b) == Some(true)
}
