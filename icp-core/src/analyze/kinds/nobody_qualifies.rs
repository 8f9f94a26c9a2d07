//! Finding `nobody_qualifies`: a profile that no account can qualify for.

use super::kind::{Kind, sample};
use super::unreachable_tier::unreachable;
use crate::analyze::finding::{Report, Severity};
use crate::analyze::range::ScorecardKind;
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::source::Path;

pub(super) const NOBODY_QUALIFIES: Kind = Kind {
    code: "nobody_qualifies",
    severity: Severity::Warning,
    what: "a profile that no account can qualify for",
    why: "every account is turned away",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    qualifies_from: A"
        "    fit:"
        "      criteria: [{id: size, required: true, fit: {employees: {gt: 500, lt: 20}}}, {id: team, fit: {employees: {gte: 5}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    qualifies_from: A"
        "    fit:"
        "      criteria: [{id: size, required: true, fit: {employees: {gt: 20, lt: 500}}}, {id: team, fit: {employees: {gte: 5}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for card in model.cards.iter().filter(|card| card.kind == ScorecardKind::Fit) {
        let Some(icp) = model.definition.icps.get(card.icp) else { continue };
        let path = Path::root().key("icps").index(card.icp);
        let id = quote(&icp.id);
        let unmet = card
            .criteria
            .iter()
            .filter(|view| view.criterion.required)
            .find(|view| view.facts.as_ref().is_some_and(|facts| !facts.meets && !facts.stays_out));
        if let Some(view) = unmet {
            let criterion = quote(&view.criterion.id);
            let message =
                format!("no account qualifies for icp {id}: required criterion {criterion} is never met");
            report.add(&path, message, "a required criterion must be fit or partial");
            continue;
        }
        let last = icp.last_qualifying_tier();
        let closed = (0..=last).all(|tier| unreachable(card, model, tier).is_some());
        if let Some(tier) = icp.fit.tiers.get(last).filter(|_| closed) {
            let tier = quote(&tier.id);
            let message =
                format!("no account qualifies for icp {id}: none reaches tier {tier} or a better one");
            report.add(&path, message, "set `qualifies_from` to a tier that can be reached");
        }
    }
}
