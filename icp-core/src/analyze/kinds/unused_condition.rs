//! Finding `unused_condition`: a named condition that nothing uses.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::analyze::walk;
use crate::error::quote;
use crate::model::Condition;
use crate::source::Path;

pub(super) const UNUSED_CONDITION: Kind = Kind {
    code: "unused_condition",
    severity: Severity::Info,
    what: "a named condition that nothing uses",
    why: "the rule that should use it may have its own copy, which is then forgotten",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "conditions: {small: {employees: {lt: 20}}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 20}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "conditions: {small: {employees: {lt: 20}}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: $small}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    let definition = model.definition;
    let mut used: Vec<&str> = Vec::new();
    walk::all_conditions(definition, &mut |_, condition| {
        walk::parts(condition, &mut |part| {
            if let Condition::Named { name, .. } = part {
                used.push(name);
            }
        });
    });
    for named in &definition.conditions {
        if !used.contains(&&*named.name) {
            let path = Path::root().key("conditions").key(&named.name);
            let name = quote(&named.name);
            let help = format!("write `${}` where it is meant, or take it out", named.name);
            report.add(&path, format!("nothing uses condition {name}"), help);
        }
    }
}
