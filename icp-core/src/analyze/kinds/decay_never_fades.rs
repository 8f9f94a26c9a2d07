//! Finding `decay_never_fades`: events whose `floor` keeps them from fading.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::model::{DecayEvent, Fading, Rule};
use crate::value::Micro;

pub(super) const DECAY_NEVER_FADES: Kind = Kind {
    code: "decay_never_fades",
    severity: Severity::Warning,
    what: "events whose `floor` keeps them from fading",
    why: "an event from years ago counts as much as one from today",
    wrong: sample! {
        "attributes: {visits: {type: events}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria:"
        "        - id: interest"
        "          decay: {attribute: visits, points: {demo: 10, pricing: 5}, half_life: 30 days, floor: 10, max: 100}"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {visits: {type: events}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria:"
        "        - id: interest"
        "          decay: {attribute: visits, points: {demo: 10, pricing: 5}, half_life: 30 days, floor: 1, max: 100}"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for view in model.cards.iter().flat_map(|card| &card.criteria) {
        let Rule::Decay { ratings, floor, max, .. } = &view.criterion.rule else { continue };
        if *floor <= Micro::ZERO {
            continue;
        }
        let id = quote(&view.criterion.id);
        let path = view.path.key("decay").key("floor");
        // An event that counts in full until a day has no floor.
        let is_flat = |event: &&DecayEvent| matches!(event.fading, Some(Fading::For(_)));
        let mut fading = ratings.iter().filter(|event| !is_flat(event)).peekable();
        if fading.peek().is_none() {
            continue;
        }
        if fading.all(|event| event.rating.millionths().abs() <= floor.millionths()) {
            let message = format!("no event of criterion {id} ever fades: none gives more than the `floor`");
            report.add(&path, message, "set the `floor` below what fresh events give");
        } else if let Some(max) = max.filter(|max| *max <= *floor) {
            let message = format!(
                "events of criterion {id} never fade visibly: `floor` {floor} is not below `max` {max}"
            );
            report.add(&path, message, "set the `floor` below `max`");
        }
    }
}
