//! Finding `subsumed_exclusion`: an exclusion that another one makes superfluous.

use super::duplicate_exclusion::are_equal;
use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::{ExclusionView, ModelView};
use crate::error::quote;
use crate::model::HeldUnknown;
use crate::value::Truth;

pub(super) const SUBSUMED_EXCLUSION: Kind = Kind {
    code: "subsumed_exclusion",
    severity: Severity::Warning,
    what: "an exclusion that another one makes superfluous",
    why: "it changes nothing, so its limit is probably not the one that was meant",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "exclusions:"
        "  - {id: small, reason: cannot pay, when: {employees: {lt: 20}}}"
        "  - {id: tiny, reason: no team, when: {employees: {lt: 5}}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "exclusions:"
        "  - {id: small, reason: cannot pay, when: {employees: {lt: 20}}}"
        "  - {id: huge, reason: no enterprise plan, when: {employees: {gte: 5000}}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for (at, inner) in model.exclusions.iter().enumerate() {
        if model.never(inner.check) {
            continue;
        }
        let outer = model.exclusions.iter().enumerate().filter(|(other, outer)| {
            *other != at && (outer.icp.is_none() || outer.icp == inner.icp || model.plan.icps.len() == 1)
        });
        let outer = outer
            .map(|(_, outer)| outer)
            .find(|outer| is_superfluous(model, inner, outer) && !are_equal(model, inner, outer));
        if let Some(outer) = outer {
            let ids = (quote(&inner.exclusion.id), quote(&outer.exclusion.id));
            let message = format!("exclusion {} adds nothing: whenever it holds, {} does", ids.0, ids.1);
            report.add(&inner.path, message, "take it out, or correct one of the conditions");
        }
    }
}

/// Whether the first never makes a difference where the second is.
fn is_superfluous(model: &ModelView<'_>, inner: &ExclusionView<'_>, outer: &ExclusionView<'_>) -> bool {
    let holds_back = |view: &ExclusionView<'_>, truth: Truth| {
        truth.is_unknown() && view.exclusion.if_unknown == HeldUnknown::Hold
    };
    model.share(inner, outer)
        && model.worlds.always((inner.check, outer.check), |a, b| {
            (!a.holds() || b.holds()) && (!holds_back(inner, a) || b.holds() || holds_back(outer, b))
        }) == Some(true)
}
