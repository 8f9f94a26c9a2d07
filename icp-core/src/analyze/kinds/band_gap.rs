//! Finding `band_gap`: a gap between two bands that only fractions fall into.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::model::Rule;
use crate::plan::{Branch, Check, RulePlan};
use crate::value::float_text;

pub(super) const BAND_GAP: Kind = Kind {
    code: "band_gap",
    severity: Severity::Info,
    what: "a gap between two bands that only fractions fall into",
    why: "a value such as 49.5 gets what is left over, not one of its neighbours",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria:"
        "        - id: size"
        "          bands:"
        "            - {when: {employees: {between: [50, 500]}}, rating: 1}"
        "            - {when: {employees: {between: [10, 49]}}, rating: 0.5}"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria:"
        "        - id: size"
        "          bands:"
        "            - {when: {employees: {between: [50, 500]}}, rating: 1}"
        "            - {when: {employees: {gte: 10, lt: 50}}, rating: 0.5}"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for view in model.cards.iter().flat_map(|card| &card.criteria) {
        let (Rule::Bands { .. }, RulePlan::Branches { branches, .. }) =
            (&view.criterion.rule, &view.plan.reading.rule)
        else {
            continue;
        };
        let Some((first, cuts)) = by_cell(model, branches) else { continue };
        for (at, pair) in cuts.windows(2).enumerate() {
            let &[from, to] = pair else { continue };
            // Cells: cut `at`, what is between, the next cut.
            let at_cell = |cell: usize| first.get(cell).copied().flatten();
            let neighbours = at_cell(2 * at + 2).is_some() && at_cell(2 * at + 4).is_some();
            if neighbours && at_cell(2 * at + 3).is_none() && to - from <= 1.0 {
                let id = quote(&view.criterion.id);
                let [from, to] = [from, to].map(float_text);
                let message = format!("no band of criterion {id} has the values between {from} and {to}");
                let help =
                    format!("if there may be fractions, write `lt: {to}` in place of an upper end of {from}");
                report.add(&view.path.key("bands"), message, help);
            }
        }
    }
}

/// The band of each cell, and the cuts, if all bands look at one and the same number.
fn by_cell<'c>(
    model: &'c ModelView<'_>,
    branches: &[(Check, Branch)],
) -> Option<(Vec<Option<usize>>, &'c [f64])> {
    let mut place = None;
    let mut first: Vec<Option<usize>> = Vec::new();
    for (index, (check, _)) in branches.iter().enumerate() {
        let Check::Cell { slot: own, truths } = check else { return None };
        if *place.get_or_insert(*own) != *own {
            return None;
        }
        first.resize(truths.len(), None);
        for (band, truth) in first.iter_mut().zip(truths) {
            if truth.holds() {
                band.get_or_insert(index);
            }
        }
    }
    Some((first, model.worlds.slot(place?)?.shape.of_number()?))
}
