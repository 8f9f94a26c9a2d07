//! Finding `unreachable_band`: a band that no account can get.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::model::Rule;
use crate::plan::RulePlan;

pub(super) const UNREACHABLE_BAND: Kind = Kind {
    code: "unreachable_band",
    severity: Severity::Warning,
    what: "a band that no account can get",
    why: "the first band that holds counts, so a wide band before a narrow one swallows it",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria:"
        "        - id: size"
        "          bands:"
        "            - {when: {employees: {gte: 20}}, rating: 0.5}"
        "            - {when: {employees: {gte: 200}}, rating: 1}"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria:"
        "        - id: size"
        "          bands:"
        "            - {when: {employees: {gte: 200}}, rating: 1}"
        "            - {when: {employees: {gte: 20}}, rating: 0.5}"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for view in model.cards.iter().flat_map(|card| &card.criteria) {
        let Rule::Bands { .. } = &view.criterion.rule else { continue };
        let RulePlan::Branches { branches, .. } = &view.plan.reading.rule else { continue };
        let Some(facts) = view.facts.as_ref().filter(|facts| facts.applies) else { continue };
        for (index, (check, _)) in branches.iter().enumerate() {
            if facts.branches.get(index + 1) != Some(&false) {
                continue;
            }
            let before = branches.get(..index).unwrap_or_default();
            let covering = before.iter().position(|(earlier, _)| model.covers(earlier, check));
            let (why, help) = if model.never(check) {
                ("its condition can never hold".into(), "all parts of a condition must hold")
            } else if let Some(earlier) = covering {
                (format!("band {} before it covers it", earlier + 1), "put the narrower band first")
            } else if before.is_empty() {
                ("it never holds where the criterion applies".into(), "compare it with `applies_when`")
            } else {
                ("the bands before it cover it".into(), "the first band that holds counts")
            };
            let id = quote(&view.criterion.id);
            let message = format!("band {} of criterion {id} is never reached: {why}", index + 1);
            report.add(&view.path.key("bands").index(index), message, help);
        }
    }
}
