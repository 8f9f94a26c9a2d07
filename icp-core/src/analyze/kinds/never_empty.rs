//! Finding `never_empty`: a dimension with `when_empty` in which some weight always counts.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;

pub(super) const NEVER_EMPTY: Kind = Kind {
    code: "never_empty",
    severity: Severity::Warning,
    what: "a dimension with `when_empty` that is never empty",
    why: "its criteria keep their weight while they are unknown, so the share is never passed on",
    wrong: sample! {
        "attributes: {employees: {type: number}, visits: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      dimensions: [{id: firm, share: 60}, {id: use, share: 40, when_empty: {to: [firm]}}]"
        "      criteria:"
        "        - {id: size, dimension: firm, fit: {employees: {lt: 200}}}"
        "        - {id: seen, dimension: use, fit: {visits: {gte: 3}}}"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}, visits: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      dimensions: [{id: firm, share: 60}, {id: use, share: 40, when_empty: {to: [firm]}}]"
        "      criteria:"
        "        - {id: size, dimension: firm, fit: {employees: {lt: 200}}}"
        "        - {id: seen, dimension: use, if_unknown: skip, fit: {visits: {gte: 3}}}"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for card in &model.cards {
        for (index, dimension) in card.card.dimensions.iter().enumerate() {
            if dimension.when_empty.is_empty() {
                continue;
            }
            let own = card.criteria.iter().filter(|view| view.criterion.dimension == Some(index));
            let mut always =
                own.filter(|view| view.criterion.applies_when.is_none() && view.plan.unknown.keeps_weight());
            if let Some(view) = always.next() {
                let ids = (quote(&dimension.id), quote(&view.criterion.id));
                let message =
                    format!("dimension {} is never empty: criterion {} always counts", ids.0, ids.1);
                let help = "write `if_unknown: skip` on its criteria, or give them `applies_when`";
                report.add(&card.path.key("dimensions").index(index).key("when_empty"), message, help);
            }
        }
    }
}
