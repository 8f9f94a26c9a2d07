//! Finding `never_applies`: a criterion that never applies.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;

pub(super) const NEVER_APPLIES: Kind = Kind {
    code: "never_applies",
    severity: Severity::Warning,
    what: "a criterion that never applies",
    why: "it never counts, and its weight is not there either",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, applies_when: {employees: {gt: 500, lt: 20}}, fit: {employees: {lt: 200}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, applies_when: {employees: {gt: 20}}, fit: {employees: {lt: 200}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for view in model.cards.iter().flat_map(|card| &card.criteria) {
        let Some(applies) = &view.plan.reading.applies else { continue };
        if model.never(applies) {
            let message = format!("criterion {} never applies", quote(&view.criterion.id));
            let help = "all parts of a condition must hold; for one of several use `any`";
            report.add(&view.path.key("applies_when"), message, help);
        }
    }
}
