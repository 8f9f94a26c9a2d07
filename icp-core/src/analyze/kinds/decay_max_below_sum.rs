//! Finding `decay_max_below_sum`: events that cannot add up, since the `max` that nobody wrote is less than all of them give.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::model::{DecayEvent, Rule, Unit};
use crate::value::Micro;

pub(super) const DECAY_MAX_BELOW_SUM: Kind = Kind {
    code: "decay_max_below_sum",
    severity: Severity::Warning,
    what: "points of a `decay` that add up above its unwritten `max`",
    why: "the largest of them is the `max` then, so an account with all of them gets no more than one with the largest",
    wrong: sample! {
        "attributes: {visits: {type: events}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria:"
        "        - id: interest"
        "          decay: {attribute: visits, points: {demo: 10, pricing: 5}, half_life: 30 days}"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {visits: {type: events}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria:"
        "        - id: interest"
        "          decay: {attribute: visits, points: {demo: 10, pricing: 5}, half_life: 30 days, max: 15}"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for view in model.cards.iter().flat_map(|card| &card.criteria) {
        let Rule::Decay { ratings, max: None, .. } = &view.criterion.rule else { continue };
        // No rating is above 1, whatever the `max`.
        if view.criterion.unit == Unit::Rating {
            continue;
        }
        let max = ratings.iter().map(|event| size(event.rating)).max().unwrap_or_default();
        let together = |sign: i64| {
            let some = ratings.iter().filter(|event| event.rating.millionths().signum() == sign);
            some.map(gives).fold(0, i64::saturating_add)
        };
        let sum = together(1).max(together(-1));
        if sum > max {
            let (sum, max) = (Micro::from_millionths(sum), Micro::from_millionths(max));
            let id = quote(&view.criterion.id);
            let message =
                format!("the events of criterion {id} give {sum} together, and count {max} at most");
            let help = format!("write `max: {sum}`, or `max: {max}` if that is meant");
            report.add(&view.path.key("decay"), message, help);
        }
    }
}

fn size(rating: Micro) -> i64 {
    rating.millionths().saturating_abs()
}

/// The most that an event gives by itself: once and fresh, or its own `max`.
fn gives(event: &DecayEvent) -> i64 {
    event.max.map_or_else(|| size(event.rating), size)
}
