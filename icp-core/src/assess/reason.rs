//! The reason of a status and the verdicts of a tier and a stage, in the model's words.

use std::borrow::Cow;

use super::{Reason, Verdicts};
use crate::eval::{IcpScore, ReasonCode, Scratch};
use crate::model::{Definition, Icp, Tier, Verdict};
use crate::plan::{IcpPlan, Plan};

/// Why an icp has its status.
pub(crate) fn reason<'a>(definition: &'a Definition, icp: &'a Icp, code: ReasonCode) -> Reason<'a> {
    let exclusion = |at: usize| definition.exclusions.iter().chain(&icp.exclusions).nth(at);
    let criterion = |at: usize| icp.fit.criteria.get(at).map_or("", |criterion| &criterion.id);
    let (id, text) = match code {
        ReasonCode::Excluded(at) => {
            let (id, reason) = exclusion(at).map_or(("", ""), |e| (&e.id, &e.reason));
            (Some(id), ["excluded: ", reason].concat())
        }
        ReasonCode::NothingKnown => (None, "nothing that this profile asks about is known".to_owned()),
        ReasonCode::RequiredUnmet(at) => {
            (Some(criterion(at)), format!("required criterion `{}` is not met", criterion(at)))
        }
        ReasonCode::ExclusionUnknown(at) => {
            let id = exclusion(at).map_or("", |exclusion| &exclusion.id);
            (Some(id), format!("exclusion `{id}` cannot be ruled out"))
        }
        ReasonCode::RequiredUnknown(at) => {
            (Some(criterion(at)), format!("required criterion `{}` is unknown", criterion(at)))
        }
        ReasonCode::LowCoverage => (None, format!("coverage is below {}", icp.fit.min_coverage)),
        ReasonCode::Tier(at) => match icp.fit.tiers.get(at) {
            Some(Tier { id, name: Some(name), .. }) => (Some(&**id), ["tier ", id, ": ", name].concat()),
            Some(Tier { id, name: None, .. }) => (Some(&**id), ["tier ", id].concat()),
            None => (None, String::new()),
        },
    };
    Reason { code, id: id.map(Cow::Borrowed), text: text.into() }
}

/// The verdict for each team: the stage's if it has one, else the tier's.
pub(crate) fn verdicts<'a>(
    plan: &Plan,
    scratch: &Scratch,
    icp_plan: &IcpPlan,
    icp: &'a Icp,
    score: &IcpScore,
) -> Verdicts<'a> {
    let tiers = plan.cards.get(icp_plan.fit).map(|card| &card.tiers);
    let treated = icp_plan.treated_tier(score.reason, score.fit.tier, icp.fit.tiers.len());
    let tier = treated.and_then(|at| icp.fit.tiers.get(at).zip(tiers?.get(at)));
    let mut verdicts = tier
        .map(|(tier, plan_of)| matching_verdicts(plan, scratch, &tier.verdicts, &plan_of.verdicts))
        .unwrap_or_default();
    let stage = score.stage.and_then(|at| icp.stages.get(at).zip(icp_plan.stages.get(at)));
    if let Some((stage, plan_of)) = stage {
        for (team, say) in matching_verdicts(plan, scratch, &stage.verdicts, &plan_of.verdicts).0 {
            match verdicts.0.iter_mut().find(|(known, _)| *known == team) {
                Some((_, old)) => *old = say,
                None => verdicts.0.push((team, say)),
            }
        }
    }
    verdicts
}

/// The first verdict of each team whose condition holds.
pub(crate) fn matching_verdicts<'a>(
    plan: &Plan,
    scratch: &Scratch,
    verdicts: &'a [Verdict],
    conditions: &[Option<u32>],
) -> Verdicts<'a> {
    let mut matching: Vec<(Cow<'a, str>, Cow<'a, str>)> = Vec::new();
    for (verdict, condition) in verdicts.iter().zip(conditions) {
        let holds = condition.is_none_or(|condition| {
            let check = plan.conditions.get(condition as usize);
            check.is_some_and(|check| check.truth(scratch.cells()).holds())
        });
        if holds && !matching.iter().any(|(team, _)| **team == *verdict.team) {
            matching.push(((&*verdict.team).into(), (&*verdict.say).into()));
        }
    }
    Verdicts(matching)
}
