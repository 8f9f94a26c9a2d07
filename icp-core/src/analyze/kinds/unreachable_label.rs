//! Finding `unreachable_label`: an entry of a label that is never reached.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::plan::{Check, LabelCheck};
use crate::source::Path;

pub(super) const UNREACHABLE_LABEL: Kind = Kind {
    code: "unreachable_label",
    severity: Severity::Warning,
    what: "an entry of a label that is never reached",
    why: "the first entry that holds counts, so one without `when` takes all that is left",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}"
        "    labels: [{id: plan, first: [{say: free}, {when: {result: {tier: A}}, say: team}]}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit: {criteria: [{id: size, fit: {employees: {lt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}"
        "    labels: [{id: plan, first: [{when: {result: {tier: A}}, say: team}, {say: free}]}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for (index, icp) in model.definition.scored_icps() {
        let plans = model.icp_plan(index).map_or(&[][..], |plan| &plan.labels);
        for (at, (label, entries)) in icp.labels.iter().zip(plans).enumerate() {
            let path = Path::root().key("icps").index(index).key("labels").index(at).key("first");
            for (index, check) in entries.iter().enumerate() {
                let before = entries.get(..index).unwrap_or_default();
                let (why, help) =
                    if before.iter().any(|earlier| takes(model, earlier.as_ref(), check.as_ref())) {
                        ("one before it always holds first", "put the entry without `when` last")
                    } else if parts(model, check.as_ref()).iter().any(|check| model.never(check)) {
                        ("its condition can never hold", "all parts of a condition must hold")
                    } else {
                        continue;
                    };
                let message =
                    format!("entry {} of label {} is never reached: {why}", index + 1, quote(&label.id));
                report.add(&path.index(index), message, help);
            }
        }
    }
}

/// Whether an earlier entry holds wherever a later one does.
fn takes(model: &ModelView<'_>, earlier: Option<&LabelCheck>, later: Option<&LabelCheck>) -> bool {
    let Some(earlier) = earlier else { return true };
    let LabelCheck::Condition(number) = earlier else { return Some(earlier) == later };
    let Some(outer) = model.condition(*number) else { return false };
    model.certain(outer) || parts(model, later).iter().any(|inner| model.covers(outer, inner))
}

/// The conditions on attributes that must hold for an entry, as far as they stand by themselves.
fn parts<'a>(model: &ModelView<'a>, check: Option<&LabelCheck>) -> Vec<&'a Check> {
    let one = |check: &LabelCheck| match check {
        LabelCheck::Condition(number) => model.condition(*number),
        LabelCheck::All(_)
        | LabelCheck::Any(_)
        | LabelCheck::Not(_)
        | LabelCheck::AtLeast { .. }
        | LabelCheck::Result(_) => None,
    };
    match check {
        Some(LabelCheck::All(of)) => of.iter().filter_map(one).collect(),
        Some(other) => one(other).into_iter().collect(),
        None => Vec::new(),
    }
}
