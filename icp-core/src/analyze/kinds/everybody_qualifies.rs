//! Finding `everybody_qualifies`: a profile for which every account qualifies that is not excluded.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::range::ScorecardKind;
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::model::Tier;
use crate::source::Path;

pub(super) const EVERYBODY_QUALIFIES: Kind = Kind {
    code: "everybody_qualifies",
    severity: Severity::Info,
    what: "a profile for which every account qualifies that is not excluded",
    why: "the score decides nothing",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps: [{id: smb, qualifies_from: B, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps: [{id: smb, qualifies_from: A, fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for card in model.cards.iter().filter(|card| card.kind == ScorecardKind::Fit) {
        let Some(icp) = model.definition.icps.get(card.icp) else { continue };
        let tiers = icp.fit.tiers.get(..=icp.last_qualifying_tier()).unwrap_or_default();
        let low = card.range.map_or(f64::NEG_INFINITY, |range| range.low);
        let open = |tier: &&Tier| tier.requires.is_empty() && tier.when.is_none();
        let reached = |tier: &&Tier| tier.from.is_none_or(|from| from.to_f64() + 1e-6 < low);
        let lowest = tiers.iter().filter(open).find(reached);
        if let Some(tier) = lowest.filter(|_| icp.fit.criteria.iter().all(|criterion| !criterion.required)) {
            let ids = (quote(&icp.id), quote(&tier.id));
            let message = format!(
                "every account with a score reaches tier {}, so all qualify for icp {}",
                ids.1, ids.0
            );
            let help = "set `qualifies_from` to a better tier, or make a criterion `required`";
            report.add(&Path::root().key("icps").index(card.icp), message, help);
        }
    }
}
