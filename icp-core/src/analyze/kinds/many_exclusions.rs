//! Finding `many_exclusions`: a profile with more exclusions than criteria.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::source::Path;

pub(super) const MANY_EXCLUSIONS: Kind = Kind {
    code: "many_exclusions",
    severity: Severity::Info,
    what: "a profile with more exclusions than criteria",
    why: "it says more about who is out than about who is in: too narrow?",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "exclusions:"
        "  - {id: tiny, reason: cannot pay, when: {employees: {lt: 5}}}"
        "  - {id: huge, reason: no enterprise plan, when: {employees: {gte: 5000}}}"
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
    for (index, icp) in model.definition.scored_icps() {
        let exclusions = model.definition.exclusions.len() + icp.exclusions.len();
        let criteria = icp.fit.criteria.len();
        if exclusions > criteria {
            let noun = if criteria == 1 { "criterion" } else { "criteria" };
            let id = quote(&icp.id);
            let message = format!("icp {id} has {exclusions} exclusions and {criteria} {noun}: too narrow?");
            let help = "turn what is a matter of degree into a criterion with a `misfit`";
            report.add(&Path::root().key("icps").index(index), message, help);
        }
    }
}
