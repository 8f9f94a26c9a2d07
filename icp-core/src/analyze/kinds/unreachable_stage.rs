//! Finding `unreachable_stage`: a stage that no pair of tiers leads to.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::source::Path;

pub(super) const UNREACHABLE_STAGE: Kind = Kind {
    code: "unreachable_stage",
    severity: Severity::Warning,
    what: "a stage that no pair of tiers leads to",
    why: "the first stage that matches counts",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
        "    stages:"
        "      - {id: nurture}"
        "      - {id: sell, when: {fit: A}}"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
        "      tiers: [{id: A, from: 50}, {id: B}]"
        "    stages:"
        "      - {id: sell, when: {fit: A}}"
        "      - {id: nurture}"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for (index, icp) in model.definition.scored_icps() {
        let places = |count: usize| (0..count).map(Some).chain([None]).collect::<Vec<_>>();
        let fit = places(icp.fit.tiers.len());
        let intent = places(icp.intent.as_ref().map_or(0, |intent| intent.tiers.len()));
        let mut reached = vec![false; icp.stages.len()];
        for (fit, intent) in fit.iter().flat_map(|fit| intent.iter().map(move |intent| (fit, intent))) {
            let first = icp.stages.iter().position(|s| takes(&s.fit, *fit) && takes(&s.intent, *intent));
            if let Some(reached) = first.and_then(|first| reached.get_mut(first)) {
                *reached = true;
            }
        }
        for (at, stage) in icp.stages.iter().enumerate().filter(|(at, _)| reached.get(*at) == Some(&false)) {
            let path = Path::root().key("icps").index(index).key("stages").index(at);
            let message =
                format!("stage {} is never reached: the stages before it take all", quote(&stage.id));
            report.add(&path, message, "put the stages with more conditions first");
        }
    }
}

/// Whether a list of tiers takes a tier; an empty one takes any, and none.
fn takes(wanted: &[usize], tier: Option<usize>) -> bool {
    wanted.is_empty() || tier.is_some_and(|tier| wanted.contains(&tier))
}
