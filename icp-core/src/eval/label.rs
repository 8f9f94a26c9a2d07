//! The labels of an icp for the account that was scored last: from its published numbers, and the cells.

use super::IcpScore;
use crate::plan::{LabelCheck, LabelPlan, NumberCheck, Plan, ResultCheck};
use crate::value::Truth;

/// The place of the first entry of a label that holds; one that is unknown does not.
pub(crate) fn label(plan: &Plan, label: &LabelPlan, score: &IcpScore, cells: &[u32]) -> Option<usize> {
    label.iter().position(|check| check.as_ref().is_none_or(|check| truth(plan, check, score, cells).holds()))
}

fn truth(plan: &Plan, check: &LabelCheck, score: &IcpScore, cells: &[u32]) -> Truth {
    let own = |part: &LabelCheck| truth(plan, part, score, cells);
    match check {
        LabelCheck::All(of) => of.iter().map(own).fold(Truth::True, Truth::and),
        LabelCheck::Any(of) => of.iter().map(own).fold(Truth::False, Truth::or),
        LabelCheck::Not(part) => !truth(plan, part, score, cells),
        LabelCheck::AtLeast { n, of } => {
            let (mut hold, mut may_hold) = (0, 0);
            for truth in of.iter().map(own) {
                hold += usize::from(truth >= Truth::True);
                may_hold += usize::from(truth >= Truth::Unknown);
            }
            match (hold >= *n, may_hold >= *n) {
                (true, _) => Truth::True,
                (false, true) => Truth::Unknown,
                (false, false) => Truth::False,
            }
        }
        LabelCheck::Condition(condition) => {
            let check = plan.conditions.get(*condition as usize);
            check.map_or(Truth::Unknown, |check| check.truth(cells))
        }
        LabelCheck::Result(check) => result(check, score),
    }
}

/// Without a tier or a stage no test of it holds; a score that is null is unknown.
fn result(check: &ResultCheck, score: &IcpScore) -> Truth {
    let ResultCheck { tiers, statuses, stages, intent_tiers, score: of_fit, coverage, intent_score } = check;
    let place = |wanted: &[usize], place: Option<usize>| {
        Truth::from(wanted.is_empty() || place.is_some_and(|place| wanted.contains(&place)))
    };
    let number = |tests: &[NumberCheck], value: Option<f64>| match (tests, value) {
        ([], _) => Truth::True,
        (_, None) => Truth::Unknown,
        (tests, Some(value)) => Truth::from(tests.iter().all(|test| test.holds(value))),
    };
    let intent = score.intent.as_ref();
    place(tiers, score.fit.tier)
        .and(Truth::from(statuses.is_empty() || statuses.contains(&score.status)))
        .and(place(stages, score.stage))
        .and(place(intent_tiers, intent.and_then(|intent| intent.tier)))
        .and(number(of_fit, score.fit.score))
        .and(number(coverage, Some(score.fit.coverage)))
        .and(number(intent_score, intent.and_then(|intent| intent.score)))
}
