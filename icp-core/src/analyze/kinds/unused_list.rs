//! Finding `unused_list`: a list that nothing uses.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::analyze::walk;
use crate::error::quote;
use crate::source::Path;

pub(super) const UNUSED_LIST: Kind = Kind {
    code: "unused_list",
    severity: Severity::Info,
    what: "a list that nothing uses",
    why: "the condition that should use it may have its own copy, which is then forgotten",
    wrong: sample! {
        "attributes: {country: {type: text}}"
        "lists: {markets: [DE, FR]}"
        "icps: [{id: smb, fit: {criteria: [{id: place, fit: {country: {in: [DE, FR]}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {country: {type: text}}"
        "lists: {markets: [DE, FR]}"
        "icps: [{id: smb, fit: {criteria: [{id: place, fit: {country: {in: $markets}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    let definition = model.definition;
    let mut used: Vec<&str> = Vec::new();
    walk::all_conditions(definition, &mut |_, condition| {
        walk::own_tests(condition, &mut |_, test| used.extend(test.list()));
    });
    let own = definition.icps.iter().flat_map(|icp| std::iter::once(&icp.fit).chain(&icp.intent));
    let own = own.flat_map(|card| &card.criteria);
    for criterion in own.chain(definition.criteria.iter().map(|shared| &shared.criterion)) {
        used.extend(criterion.rule.texts().into_iter().filter_map(|of| of.list.as_deref()));
    }
    for list in &definition.lists {
        if !used.contains(&&*list.name) {
            let path = Path::root().key("lists").key(&list.name);
            let name = quote(&list.name);
            let help = format!("write `${}` where it is meant, or take it out", list.name);
            report.add(&path, format!("nothing uses list {name}"), help);
        }
    }
}
