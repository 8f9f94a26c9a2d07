//! Finding `unknown_outside_bounds`: a criterion that counts, while it is unknown, what it cannot give.

use super::kind::{Kind, sample};
use crate::analyze::criterion::{CriterionView, of_value};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::{CardView, ModelView};
use crate::analyze::worlds::Subject;
use crate::error::quote;
use crate::model::Unit;
use crate::plan::{Applies, State, UnknownCounts};
use crate::value::{exact, float_text, round_published};
use std::ops::ControlFlow;

pub(super) const UNKNOWN_OUTSIDE_BOUNDS: Kind = Kind {
    code: "unknown_outside_bounds",
    severity: Severity::Warning,
    what: "a criterion that counts, while unknown, what it cannot give",
    why: "the score then lies outside of its own bounds, and may miss a tier that is certain",
    wrong: sample! {
        "attributes: {city: {type: text}}"
        "icps:"
        "  - id: shops"
        "    fit:"
        "      criteria: [{id: city, bands: [{when: {city: Lyon}, rating: 1}], otherwise: 0.4}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {city: {type: text}}"
        "icps:"
        "  - id: shops"
        "    fit:"
        "      criteria: [{id: city, if_unknown: least, bands: [{when: {city: Lyon}, rating: 1}], otherwise: 0.4}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for card in &model.cards {
        for view in &card.criteria {
            let Some((counted, (low, high))) = outside(model, view) else { continue };
            let number = |points: i64| number(card, view, points);
            let can = if low == high { number(low) } else { format!("{} to {}", number(low), number(high)) };
            let message = format!(
                "criterion {} counts {} while it is unknown, also where it can only give {can}",
                quote(&view.criterion.id),
                number(counted)
            );
            let help = "`if_unknown: least` counts the least that it can still give";
            report.add(&view.path, message, help);
        }
    }
}

/// The points that a criterion counts while it is unknown, and the range of points that it could have then; `None`
/// if the points are within the range.
fn outside(model: &ModelView<'_>, view: &CriterionView<'_>) -> Option<(i64, (i64, i64))> {
    let plan = view.plan;
    let UnknownCounts::Points(counted) = plan.unknown else { return None };
    let mut subjects = vec![Subject::Reading(&plan.reading)];
    subjects.extend(plan.open_reading.as_deref().map(Subject::Reading));
    let mut places = Vec::new();
    plan.slots(&mut places);
    let mut found = None;
    model.worlds.each(&subjects, &mut |cells| {
        let outcome = plan.decide(cells);
        if outcome.state != State::Unknown {
            return ControlFlow::Continue(());
        }
        let (mut low, mut high) = (outcome.lo, outcome.hi);
        if outcome.valued {
            // It rests on a value that is known: of all that this gives, the one that is farthest off.
            let (least, most) = of_value(&model.worlds, &plan.reading.rule, cells);
            let farthest = if (counted - least).abs() > (counted - most).abs() { least } else { most };
            (low, high) = (farthest, farthest);
        }
        // On a points scale what does not apply gives nothing.
        if outcome.applies == Applies::Maybe && !plan.percent {
            (low, high) = (low.min(0), high.max(0));
        }
        if (low..=high).contains(&counted) || !model.worlds.surely_is(&places, cells) {
            return ControlFlow::Continue(());
        }
        found = Some((counted, (low, high)));
        ControlFlow::Break(())
    })?;
    found
}

/// Points as the author writes them: as a rating, or as points.
fn number(card: &CardView<'_>, view: &CriterionView<'_>, points: i64) -> String {
    let points = exact(points, card.plan.unit);
    let value = match view.criterion.unit {
        Unit::Rating => points / view.criterion.weight.to_f64(),
        Unit::Points => points,
    };
    float_text(round_published(value))
}
