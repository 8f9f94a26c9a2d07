//! Finding `unused_criterion`: a shared criterion that no scorecard takes.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::source::Path;

pub(super) const UNUSED_CRITERION: Kind = Kind {
    code: "unused_criterion",
    severity: Severity::Info,
    what: "a shared criterion that no scorecard takes",
    why: "it looks as if it counted",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "criteria: {growing: {fit: {employees: {gte: 50}}}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "criteria: {size: {fit: {employees: {lt: 200}}}}"
        "icps: [{id: smb, fit: {criteria: [{use: size}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    let definition = model.definition;
    let cards = definition.icps.iter().flat_map(|icp| std::iter::once(&icp.fit).chain(&icp.intent));
    let used: Vec<&str> = cards
        .flat_map(|card| &card.criteria)
        .filter_map(|criterion| Some(&*criterion.uses.as_ref()?.name))
        .collect();
    for shared in &definition.criteria {
        let id = &shared.criterion.id;
        if !used.contains(&&**id) {
            let path = Path::root().key("criteria").key(id);
            let help = "take it into a scorecard by `use`, or take it out";
            report.add(&path, format!("no scorecard uses shared criterion {}", quote(id)), help);
        }
    }
}
