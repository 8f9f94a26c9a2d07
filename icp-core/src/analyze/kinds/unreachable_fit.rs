//! Finding `unreachable_fit`: a `fit` that no account can have.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::model::Rule;
use crate::plan::RulePlan;

pub(super) const UNREACHABLE_FIT: Kind = Kind {
    code: "unreachable_fit",
    severity: Severity::Warning,
    what: "a `fit` that can never hold",
    why: "the criterion only takes away from the score",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, fit: {employees: {between: [20, 40]}}, misfit: {employees: {lt: 50}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, fit: {employees: {between: [50, 400]}}, misfit: {employees: {lt: 50}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for view in model.cards.iter().flat_map(|card| &card.criteria) {
        let Rule::Fit { misfit, .. } = &view.criterion.rule else { continue };
        let Some(facts) = &view.facts else { continue };
        // The last of the branches; without any account that it applies to there is something else to say.
        if !facts.applies || facts.branches.last() != Some(&false) {
            continue;
        }
        let id = quote(&view.criterion.id);
        let RulePlan::Branches { branches, .. } = &view.plan.reading.rule else { continue };
        let never = branches.last().is_some_and(|(check, _)| model.never(check));
        let (message, help) = if never || misfit.is_none() {
            let help = "all parts of a condition must hold; for one of several use `any`";
            (format!("criterion {id}: its `fit` can never hold"), help)
        } else {
            let help = "`misfit` is looked at first; let the two conditions not overlap";
            (format!("criterion {id}: wherever its `fit` holds, its `misfit` does"), help)
        };
        report.add(&view.path.key("fit"), message, help);
    }
}
