//! Finding `limit_never_acts`: a limit that changes no score.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::range::LimitRange;
use crate::analyze::view::{CardView, ModelView};
use crate::model::Limit;
use crate::value::{Micro, Truth};

pub(super) const LIMIT_NEVER_ACTS: Kind = Kind {
    code: "limit_never_acts",
    severity: Severity::Warning,
    what: "a limit that changes no score",
    why: "it looks as if a score were kept up or down, and none is",
    wrong: sample! {
        "attributes: {employees: {type: number}, customer: {type: bool}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      scale: {points: {}}"
        "      criteria: [{id: size, points: 40, fit: {employees: {lt: 200}}}]"
        "      limits: [{when: {customer: false}, at_most: 50}]"
        "      tiers: [{id: A, from: 30}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}, customer: {type: bool}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      scale: {points: {}}"
        "      criteria: [{id: size, points: 40, fit: {employees: {lt: 200}}}]"
        "      limits: [{when: {customer: false}, at_most: 20}]"
        "      tiers: [{id: A, from: 30}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for card in &model.cards {
        for (index, (limit, range)) in card.card.limits.iter().zip(&card.limits).enumerate() {
            if let Some(why) = idle(card, limit, range) {
                let help = "change its condition or its bound, or take it out";
                report.add(
                    &card.path.key("limits").index(index),
                    format!("the limit never acts: {why}"),
                    help,
                );
            }
        }
    }
}

/// Why a limit changes no score, if that is so.
fn idle(card: &CardView<'_>, limit: &Limit, range: &LimitRange) -> Option<String> {
    if range.acts == Truth::False {
        return Some("its condition can never hold".into());
    }
    match (limit.times, limit.add, limit.round_to) {
        (Some(Micro::ONE), _, _) => return Some("1 times a score is the same".into()),
        (Some(_), _, _) => {
            let is_zero = (range.low, range.high) == (0.0, 0.0);
            return is_zero.then(|| "every score before it is 0".into());
        }
        (None, Some(add), _) => return (add == Micro::ZERO).then(|| "it adds 0".into()),
        (None, None, Some(to)) => {
            let is_finest = to == Micro::from_millionths(1);
            return is_finest.then(|| "every score is a multiple of 0.000001".into());
        }
        (None, None, None) => {}
    }
    let slack = card.slack();
    let low = if range.low == 0.0 { 0.0 } else { range.low - slack };
    let is_below = limit.at_least.is_none_or(|least| least.to_f64() <= low);
    let is_above = limit.at_most.is_none_or(|most| most.to_f64() >= range.high + slack);
    let (least, most) = (range.low, range.high);
    (is_below && is_above).then(|| match (limit.at_least, limit.at_most) {
        (Some(_), None) => format!("no score before it is below {least}"),
        (None, Some(_)) => format!("no score before it is above {most}"),
        (_, _) => format!("all scores before it are within {least} to {most}"),
    })
}
