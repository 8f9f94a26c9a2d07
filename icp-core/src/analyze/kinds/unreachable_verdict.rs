//! Finding `unreachable_verdict`: a verdict that is never given.

use super::kind::{Kind, sample};
use crate::analyze::finding::{Report, Severity};
use crate::analyze::view::ModelView;
use crate::error::quote;
use crate::model::Verdict;
use crate::source::Path;

pub(super) const UNREACHABLE_VERDICT: Kind = Kind {
    code: "unreachable_verdict",
    severity: Severity::Warning,
    what: "a verdict that is never given",
    why: "the first verdict for a team that holds counts",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
        "      tiers: [{id: A, from: 50, verdicts: [{team: sales, say: call}, {team: sales, say: call today, when: {employees: {gte: 100}}}]}, {id: B}]"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - id: smb"
        "    fit:"
        "      criteria: [{id: size, fit: {employees: {lt: 200}}}]"
        "      tiers: [{id: A, from: 50, verdicts: [{team: sales, say: call today, when: {employees: {gte: 100}}}, {team: sales, say: call}]}, {id: B}]"
    },
    find,
};

fn find(model: &ModelView<'_>, report: &mut Report) {
    for card in &model.cards {
        for (index, (tier, plan)) in card.card.tiers.iter().zip(&card.plan.tiers).enumerate() {
            let path = card.path.key("tiers").index(index);
            verdicts(model, report, &path, &tier.verdicts, &plan.verdicts);
        }
    }
    for (index, icp) in model.definition.scored_icps() {
        let plans = model.icp_plan(index).map_or(&[][..], |plan| &plan.stages);
        for (at, (stage, plan)) in icp.stages.iter().zip(plans).enumerate() {
            let path = Path::root().key("icps").index(index).key("stages").index(at);
            verdicts(model, report, &path, &stage.verdicts, &plan.verdicts);
        }
    }
}

fn verdicts(
    model: &ModelView<'_>,
    report: &mut Report,
    path: &Path,
    verdicts: &[Verdict],
    conditions: &[Option<u32>],
) {
    let checks: Vec<_> = conditions.iter().map(|when| when.and_then(|when| model.condition(when))).collect();
    let all: Vec<_> = verdicts.iter().zip(&checks).collect();
    for (index, (verdict, check)) in all.iter().enumerate() {
        let before = all.get(..index).unwrap_or_default();
        let covered =
            before.iter().filter(|(earlier, _)| earlier.team == verdict.team).any(|(_, earlier)| {
                match (earlier, check) {
                    (None, _) => true,
                    (Some(_), None) => false,
                    (Some(earlier), Some(check)) => model.covers(earlier, check),
                }
            });
        let never = check.is_some_and(|check| model.never(check));
        let team = quote(&verdict.team);
        let (why, help) = if covered {
            ("one before it always holds first", "put the verdict without `when` last")
        } else if never {
            ("its condition can never hold", "all parts of a condition must hold")
        } else {
            continue;
        };
        let message = format!("verdict {} for {team} is never given: {why}", index + 1);
        report.add(&path.key("verdicts").index(index), message, help);
    }
}
