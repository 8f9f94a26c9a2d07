use super::{Kind, Severity, sample};

use crate::analyze::context::{Context, Line};
use crate::analyze::finding::Report;
use crate::analyze::range::ScorecardKind;
use crate::error::quote;
use crate::model::Tier;
use crate::plan::TierPlan;
use crate::sort::{Index, Set, distinct, sort};
use crate::source::Path;

/// Two profiles that accept the same accounts.
pub(super) const SAME_ICPS: Kind = Kind {
    code: "same_icps",
    severity: Severity::Warning,
    what: "two profiles that accept the same accounts",
    why: "the second never gets an account of its own",
    wrong: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - {id: one, priority: 1, fit: {criteria: [{id: size, fit: {employees: {gte: 20, lte: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}"
        "  - {id: two, priority: 2, fit: {criteria: [{id: size, fit: {employees: {between: [20, 200]}}}], tiers: [{id: A, from: 50}, {id: B}]}}"
    },
    right: sample! {
        "attributes: {employees: {type: number}}"
        "icps:"
        "  - {id: one, priority: 1, fit: {criteria: [{id: size, fit: {employees: {gte: 20, lte: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}"
        "  - {id: two, priority: 2, fit: {criteria: [{id: size, fit: {employees: {gt: 200}}}], tiers: [{id: A, from: 50}, {id: B}]}}"
    },
    find,
};

fn find(context: &Context<'_>, report: &mut Report) {
    let outlines: Vec<_> = (0..context.definition.icps.len()).map(|index| outline(context, index)).collect();
    let mut seen = Index::default();
    for (index, icp) in context.definition.icps.iter().enumerate() {
        let own = outlines.get(index);
        // What differs in outline need not be compared in full.
        if outlines.iter().filter(|other| Some(*other) == own).count() < 2 {
            continue;
        }
        let Some(accepts) = accepts(context, index) else { continue };
        match seen.get(&accepts).and_then(|first| context.definition.icps.get(first)) {
            Some(first) => {
                let ids = (quote(&icp.id), quote(&first.id));
                let message = format!("icp {} accepts exactly the same accounts as icp {}", ids.0, ids.1);
                let help = "take one out, or say what sets them apart";
                report.add(&Path::root().key("icps").index(index), message, help);
            }
            None => drop(seen.add(&accepts, index)),
        }
    }
}

/// The weights and the attributes of a fit scorecard.
fn outline<'c>(context: &'c Context<'_>, index: usize) -> Vec<(i64, &'c Set<u32>)> {
    let card = context.cards.iter().find(|card| card.icp == index && card.kind == ScorecardKind::Fit);
    let lines = card.iter().flat_map(|card| &card.lines);
    let mut outline: Vec<_> = lines.map(|line| (line.plan.weight, &line.attributes)).collect();
    sort(&mut outline);
    outline
}

/// Everything that decides who qualifies, in one form however it was written, without names and words.
fn accepts(context: &Context<'_>, index: usize) -> Option<String> {
    let icp = context.definition.icps.get(index)?;
    let plan = context.icp_plan(index)?;
    let card = context.cards.iter().find(|card| card.icp == index && card.kind == ScorecardKind::Fit)?;
    let mut exclusions: Vec<String> = plan
        .exclusions
        .iter()
        .zip(context.definition.exclusions.iter().chain(&icp.exclusions))
        .map(|(plan, exclusion)| {
            format!("{:?} {:?}", context.condition(plan.condition), exclusion.if_unknown)
        })
        .collect();
    distinct(&mut exclusions);
    let line = |line: &Line<'_>| {
        let plan = line.plan;
        let bucket = plan.bucket - card.plan.buckets.start;
        let required = line.criterion.required;
        format!("{bucket} {} {:?} {:?} {required}", plan.weight, plan.reading, plan.unknown)
    };
    let lines: Vec<String> = card.lines.iter().map(line).collect();
    let last = icp.last_qualifying_tier();
    let tier = |(tier, plan): (&Tier, &TierPlan)| {
        let of = |index: &usize| lines.get(*index);
        let requires: Vec<_> =
            tier.requires.iter().map(|r| (r.at_least, r.of.iter().map(of).collect::<Vec<_>>())).collect();
        let when = plan.condition.and_then(|when| context.condition(when));
        format!("{:?} {requires:?} {when:?}", tier.from)
    };
    let tiers = card.card.tiers.iter().zip(&card.plan.tiers).take(last + 1);
    // Where the last of them asks for a score and no more, those above it add nobody.
    let open = |(tier, _): &(&Tier, &TierPlan)| tier.requires.is_empty() && tier.when.is_none();
    let tiers: Vec<String> = match tiers.clone().next_back().filter(open) {
        Some(lowest) => vec![tier(lowest)],
        None => tiers.map(tier).collect(),
    };
    let mut sorted = lines.clone();
    sort(&mut sorted);
    let (scale, unit, least) = (&card.plan.scale, card.plan.unit, card.plan.min_coverage);
    Some(format!("{exclusions:?} {scale:?} {unit} {least} {sorted:?} {tiers:?}"))
}
