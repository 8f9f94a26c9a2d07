//! Finding `score_range`: the range of the scores, where it is not 0 to 100.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::model::{Scale, Tier};
use crate::value::float_text;

pub(super) const SCORE_RANGE: Kind = Kind {
    code: "score_range",
    severity: Severity::Info,
    what: "the range of the scores, where it is not 0 to 100",
    why: "tiers should be set by what can be scored",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, bands: [{when: {employees: {lt: 200}}, rating: 0.8}]}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, bands: [{when: {employees: {lt: 200}}, rating: 1}]}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for card in &model.cards {
        let Some(range) = card.range else { continue };
        // The bounds of the scale itself need no finding.
        let natural = match card.card.scale {
            Scale::Percent => Some((0.0, 100.0)),
            Scale::Points { min, max, .. } => min.zip(max).map(|(min, max)| (min.to_f64(), max.to_f64())),
        };
        if natural == Some((range.low, range.high)) {
            continue;
        }
        let run = if range.is_exact { "run from" } else { "lie within" };
        let mut message = format!("scores {run} {} to {}", float_text(range.low), float_text(range.high));
        if let Some(Tier { id, from: Some(from), .. }) = card.card.tiers.first() {
            message.push_str(&format!("; tier {} begins at {from}", quote(id)));
        }
        report.add(&card.path, message, "compare it with where the tiers begin");
    }
}
