//! Finding `many_criteria`: a scorecard with more than nine criteria.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;

pub(super) const MANY_CRITERIA: Kind = Kind {
    code: "many_criteria",
    severity: Severity::Info,
    what: "a scorecard with more than nine criteria",
    why: "beyond that each one hardly counts, and nobody can hold the profile in mind",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: c1, fit: {employees: {gte: 10}}}, {id: c2, fit: {employees: {gte: 20}}}, {id: c3, fit: {employees: {gte: 30}}}, {id: c4, fit: {employees: {gte: 40}}}, {id: c5, fit: {employees: {gte: 50}}}, {id: c6, fit: {employees: {gte: 60}}}, {id: c7, fit: {employees: {gte: 70}}}, {id: c8, fit: {employees: {gte: 80}}}, {id: c9, fit: {employees: {gte: 90}}}, {id: c10, fit: {employees: {gte: 100}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, fit: {employees: {gte: 10}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

/// More than people keep in mind.
const MOST: usize = 9;

fn find(model: &ModelView<'_>, report: &mut Report) {
    for card in &model.cards {
        let count = card.card.criteria.len();
        if count > MOST {
            let message = format!("the scorecard has {count} criteria, more than {MOST}");
            let help = "keep those that tell good accounts from bad ones";
            let listed = card
                .card
                .criteria
                .iter()
                .any(|criterion| criterion.uses.as_ref().is_none_or(|uses| !uses.by_weights));
            let key = if listed { "criteria" } else { "weights" };
            report.add(&card.path.key(key), message, help);
        }
    }
}
