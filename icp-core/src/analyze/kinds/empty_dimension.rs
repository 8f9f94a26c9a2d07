//! Finding `empty_dimension`: a dimension with a share or a cap and no criteria.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;

pub(super) const EMPTY_DIMENSION: Kind = Kind {
    code: "empty_dimension",
    severity: Severity::Warning,
    what: "a dimension with a share or a cap and no criteria",
    why: "its share goes to the others, so the weights are not what they seem",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      dimensions: [{id: size, share: 60}, {id: need, share: 40}]"
        "      criteria: [{id: size, dimension: size, fit: {employees: {lt: 200}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      dimensions: [{id: size, share: 60}, {id: need, share: 40}]"
        "      criteria: [{id: size, dimension: size, fit: {employees: {lt: 200}}}, {id: team, dimension: need, fit: {employees: {gte: 20}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for card in &model.cards {
        for (index, dimension) in card.card.dimensions.iter().enumerate() {
            let bears = dimension.share.is_some() || dimension.cap.is_some();
            if bears && card.card.criteria.iter().all(|criterion| criterion.dimension != Some(index)) {
                let id = quote(&dimension.id);
                let help = "add a criterion to it, or take it out";
                report.add(
                    &card.path.key("dimensions").index(index),
                    format!("dimension {id} has no criteria"),
                    help,
                );
            }
        }
    }
}
