//! Finding `unreachable_misfit`: a `misfit` that can never hold.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::model::Rule;

pub(super) const UNREACHABLE_MISFIT: Kind = Kind {
    code: "unreachable_misfit",
    severity: Severity::Warning,
    what: "a `misfit` that can never hold",
    why: "nobody is ever marked down by it",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, fit: {employees: {between: [50, 400]}}, misfit: {employees: {lt: 5, gt: 4000}}, penalty: 1}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, fit: {employees: {between: [50, 400]}}, misfit: {any: [{employees: {lt: 5}}, {employees: {gt: 4000}}]}, penalty: 1}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for view in model.cards.iter().flat_map(|card| &card.criteria) {
        let Rule::Fit { misfit: Some(_), .. } = &view.criterion.rule else { continue };
        if view.facts.as_ref().is_some_and(|facts| facts.applies && facts.branches.get(1) == Some(&false)) {
            let message = format!("criterion {}: its `misfit` can never hold", quote(&view.criterion.id));
            let help = "all parts of a condition must hold; for one of several use `any`";
            report.add(&view.path.key("misfit"), message, help);
        }
    }
}
