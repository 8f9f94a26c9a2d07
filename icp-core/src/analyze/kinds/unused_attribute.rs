//! Finding `unused_attribute`: an attribute that nothing uses.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::analyze::walk;
use crate::error::quote;
use crate::sort::distinct;
use crate::source::Path;

pub(super) const UNUSED_ATTRIBUTE: Kind = Kind {
    code: "unused_attribute",
    severity: Severity::Info,
    what: "an attribute that nothing uses",
    why: "a criterion was forgotten, or people are asked for a value that changes nothing",
    wrong: sample! {
        "attributes: {employees: {type: number}, country: {type: text}}"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}, country: {type: text}}"
        "exclusions: [{id: abroad, reason: not sold there, when: {country: {is_not: DE}}}]"
        "icps: [{id: smb, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    let definition = model.definition;
    let mut used = Vec::new();
    walk::all_conditions(definition, &mut |_, condition| {
        walk::condition_attributes(condition, &mut |attribute| used.push(attribute));
    });
    let own = definition.icps.iter().flat_map(|icp| std::iter::once(&icp.fit).chain(&icp.intent));
    let own = own.flat_map(|card| &card.criteria);
    for criterion in own.chain(definition.criteria.iter().map(|shared| &shared.criterion)) {
        used.extend(criterion.rule.attribute());
    }
    distinct(&mut used);
    let used = walk::with_inputs(definition, used);
    for (index, attribute) in definition.attributes.iter().enumerate() {
        if !used.contains(&index) {
            let name = &attribute.name;
            let path = Path::root().key("attributes").key(name);
            let help = "use it in a criterion or an exclusion, or take it out";
            report.add(&path, format!("nothing uses attribute {}", quote(name)), help);
        }
    }
}
