//! Finding `surface_traits_only`: a profile that looks at firmographic attributes only.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::analyze::walk;
use crate::error::quote;
use crate::source::Path;
use crate::value::Layer;

pub(super) const SURFACE_TRAITS_ONLY: Kind = Kind {
    code: "surface_traits_only",
    severity: Severity::Info,
    what: "a profile that looks at firmographic attributes only",
    why: "size and trade are surface traits; they do not say who needs the product",
    wrong: sample! {
        "attributes: {employees: {type: number, layer: firmographic}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number, layer: firmographic}, pains: {type: set, layer: pain}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, fit: {employees: {lt: 200}}}, {id: need, fit: {pains: {has: churn}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    let definition = model.definition;
    for (index, icp) in definition.scored_icps() {
        let mut used = Vec::new();
        for criterion in std::iter::once(&icp.fit).chain(&icp.intent).flat_map(|card| &card.criteria) {
            walk::criterion_attributes(criterion, &mut |attribute| used.push(attribute));
        }
        let used = walk::with_inputs(definition, used);
        let known = used.iter().filter_map(|attribute| definition.attributes.get(*attribute));
        // A formula stands for what it is made of.
        let mut layers = known.filter(|a| a.formula.is_none() || a.layer.is_some()).map(|a| a.layer);
        let some = !used.is_empty();
        if some && layers.all(|layer| layer == Some(Layer::Firmographic)) {
            let id = quote(&icp.id);
            let message = format!("icp {id} looks at firmographic attributes only: surface traits");
            let help = "ask also what they use, what hurts them, or what they do";
            report.add(&Path::root().key("icps").index(index), message, help);
        }
    }
}
