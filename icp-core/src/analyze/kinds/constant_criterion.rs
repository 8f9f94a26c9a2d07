//! Finding `constant_criterion`: a criterion that gives every account the same.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::analyze::walk;
use crate::error::quote;
use crate::model::{Criterion, Rule, Test};
use crate::source::Path;

pub(super) const CONSTANT_CRITERION: Kind = Kind {
    code: "constant_criterion",
    severity: Severity::Warning,
    what: "a criterion that gives every account the same",
    why: "it cannot tell a good account from a bad one, and its weight blurs the others",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria:"
        "        - id: size"
        "          bands:"
        "            - {when: {employees: {lt: 50}}, rating: 0.5}"
        "            - {when: {employees: {gte: 50}}, rating: 0.5}"
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
        "            - {when: {employees: {lt: 50}}, rating: 0.5}"
        "            - {when: {employees: {gte: 50}}, rating: 1}"
        "      tiers: [{id: A, from: 50}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for view in model.cards.iter().flat_map(|card| &card.criteria) {
        let Some(facts) = view.facts.as_ref().filter(|facts| facts.applies) else { continue };
        // A fit that no account can have has a finding of its own.
        let rule = &view.criterion.rule;
        if matches!(rule, Rule::Fit { .. }) && facts.branches.last() == Some(&false)
            || asks_length(view.criterion)
        {
            continue;
        }
        let id = quote(&view.criterion.id);
        let help = "give its outcomes different ratings, or take it out";
        if let [only] = facts.counts.as_slice()
            && only.low == only.high
        {
            let message = format!("criterion {id} can never change the score");
            report.add(&view.path, message, help);
            continue;
        }
        let same = facts.known.is_some_and(|(low, high)| low == high);
        if same && !facts.stays_out {
            let message = format!("criterion {id} gives the same for every account for which it is known");
            report.add(&view.path, message, help);
        }
    }
}

/// `length: {gte: 1}` is how to ask for any text at all.
fn asks_length(criterion: &Criterion) -> bool {
    let mut asks = false;
    walk::criterion_conditions(criterion, &Path::root(), &mut |_, condition| {
        walk::tests(condition, &mut |_, test| asks |= matches!(test, Test::Length(_)));
    });
    asks
}
