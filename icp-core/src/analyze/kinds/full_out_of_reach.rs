//! Finding `full_out_of_reach`: a dimension whose criteria together give less than what is full.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::{CardView, ModelView};
use crate::error::quote;
use crate::plan::ScalePlan;
use crate::value::published;

pub(super) const FULL_OUT_OF_REACH: Kind = Kind {
    code: "full_out_of_reach",
    severity: Severity::Info,
    what: "a dimension whose criteria together give less than its `full`",
    why: "the best account there is never gets all of its share",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      dimensions: [{id: firm, share: 100, full: 50}]"
        "      criteria: [{id: size, dimension: firm, points: 30, fit: {employees: {lt: 200}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      dimensions: [{id: firm, share: 100, full: 30}]"
        "      criteria: [{id: size, dimension: firm, points: 30, fit: {employees: {lt: 200}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for card in &model.cards {
        let ScalePlan::Shares(shares) = &card.plan.scale else { continue };
        for (index, (share, dimension)) in shares.iter().zip(&card.card.dimensions).enumerate() {
            let Some(full) = share.full else { continue };
            let Some(most) = most(card, index).filter(|most| *most < i128::from(full)) else { continue };
            let message = format!(
                "no account gets more than {} of the {} points that are full in dimension {}",
                published(most, card.plan.unit),
                published(full.into(), card.plan.unit),
                quote(&dimension.id)
            );
            let help = "set `full` to points that can be reached";
            report.add(&card.path.key("dimensions").index(index).key("full"), message, help);
        }
    }
}

/// The most points that the criteria of a dimension give together; `None` where they rest on too much, or there are none.
fn most(card: &CardView<'_>, dimension: usize) -> Option<i128> {
    let own = card.criteria.iter().filter(|view| view.criterion.dimension == Some(dimension));
    let mut of_each = own.map(|view| view.facts.as_ref()?.counts.iter().map(|addend| addend.high).max());
    let first = i128::from(of_each.next()??);
    of_each.try_fold(first, |sum, most| Some(sum + i128::from(most?)))
}
