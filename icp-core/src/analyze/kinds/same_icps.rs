//! Finding `same_icps`: two profiles that accept the same accounts.

use super::kind::{Kind, sample};

use crate::analyze::criterion::CriterionView;
use crate::analyze::finding::{Report, Severity};
use crate::analyze::range::ScorecardKind;
use crate::analyze::view::{CardView, ModelView};
use crate::error::quote;
use crate::model::{HeldUnknown, Requires, Tier};
use crate::plan::Check;
use crate::sort::{Set, sort};
use crate::source::Path;

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

fn find(model: &ModelView<'_>, report: &mut Report) {
    let icps = &model.definition.icps;
    let outlines: Vec<_> = (0..icps.len()).map(|index| outline(model, index)).collect();
    let mut others: Vec<(usize, Accepts<'_>)> = Vec::new();
    for (index, icp) in model.definition.scored_icps() {
        let own = outlines.get(index);
        // An icp whose outline no other has need not be compared in full.
        if outlines.iter().filter(|other| Some(*other) == own).count() < 2 {
            continue;
        }
        let Some(accepts) = Accepts::of(model, index) else { continue };
        let is_same =
            |at: usize, other: &Accepts<'_>| outlines.get(at) == own && accepts.is_same(other, model);
        match others.iter().find(|(at, other)| is_same(*at, other)).and_then(|(at, _)| icps.get(*at)) {
            Some(first) => {
                let ids = (quote(&icp.id), quote(&first.id));
                let message = format!("icp {} accepts exactly the same accounts as icp {}", ids.0, ids.1);
                let help = "take one out, or say what sets them apart";
                report.add(&Path::root().key("icps").index(index), message, help);
            }
            None => others.push((index, accepts)),
        }
    }
}

/// The weights and the attributes of a fit scorecard.
fn outline<'c>(model: &'c ModelView<'_>, index: usize) -> Vec<(i64, &'c Set<u32>)> {
    let card = model.cards.iter().find(|card| card.icp == index && card.kind == ScorecardKind::Fit);
    let criteria = card.iter().flat_map(|card| &card.criteria);
    let mut outline: Vec<_> = criteria.map(|view| (view.plan.weight, &view.attributes)).collect();
    sort(&mut outline);
    outline
}

/// Everything that decides who qualifies, without names and words.
struct Accepts<'c> {
    exclusions: Vec<(Option<&'c Check>, HeldUnknown)>,
    card: &'c CardView<'c>,
    tiers: Vec<(&'c Tier, Option<&'c Check>)>,
}

impl<'c> Accepts<'c> {
    fn of(model: &'c ModelView<'c>, index: usize) -> Option<Self> {
        let icp = model.definition.icps.get(index)?;
        let plan = model.icp_plan(index)?;
        let card = model.cards.iter().find(|card| card.icp == index && card.kind == ScorecardKind::Fit)?;
        let written = model.definition.exclusions.iter().chain(&icp.exclusions);
        let exclusions = plan
            .exclusions
            .iter()
            .zip(written)
            .map(|(plan, exclusion)| (model.condition(plan.condition), exclusion.if_unknown));
        let tiers = card.card.tiers.iter().zip(&card.plan.tiers).take(icp.last_qualifying_tier() + 1);
        let mut tiers: Vec<_> =
            tiers.map(|(tier, plan)| (tier, plan.condition.and_then(|when| model.condition(when)))).collect();
        // Where the last of them asks for a score and no more, those above it add nobody.
        if tiers.last().is_some_and(|(tier, _)| tier.requires.is_empty() && tier.when.is_none()) {
            tiers.drain(..tiers.len() - 1);
        }
        Some(Self { exclusions: exclusions.collect(), card, tiers })
    }

    /// Whether it is the same in another order; said only where there is work left to compare them.
    fn is_same(&self, other: &Self, model: &ModelView<'_>) -> bool {
        let (plan, others) = (self.card.plan, other.card.plan);
        let is_among =
            |these: &Self, those: &Self| these.exclusions.iter().all(|e| those.exclusions.contains(e));
        let is_same_tier = |((a, a_when), (b, b_when)): (&(&Tier, _), &(&Tier, _))| {
            a.from == b.from && a_when == b_when && self.requires_same(a, other, b)
        };
        plan.scale == others.scale
            && (plan.unit, plan.min_coverage) == (others.unit, others.min_coverage)
            && is_among(self, other)
            && is_among(other, self)
            && self.has_same_limits(other, model)
            && self.tiers.len() == other.tiers.len()
            && self.tiers.iter().zip(&other.tiers).all(is_same_tier)
            && self.has_same_criteria(other, model)
    }

    fn has_same_limits(&self, other: &Self, model: &ModelView<'_>) -> bool {
        let limits = |card: &Self| -> Vec<_> {
            let limits = card.card.plan.limits.iter();
            limits.map(|limit| (model.condition(limit.condition), limit.effect)).collect()
        };
        limits(self) == limits(other)
    }

    fn has_same_criteria(&self, other: &Self, model: &ModelView<'_>) -> bool {
        let mut left: Vec<&CriterionView<'_>> = other.card.criteria.iter().collect();
        let found = |view: &CriterionView<'_>| {
            let is_same = |other_view: &&CriterionView<'_>| {
                model.worlds.spend(1).is_some() && self.is_criterion(view, other, other_view)
            };
            left.iter().position(is_same).map(|at| left.remove(at)).is_some()
        };
        self.card.criteria.len() == other.card.criteria.len() && self.card.criteria.iter().all(found)
    }

    fn is_criterion(&self, view: &CriterionView<'_>, other: &Self, other_view: &CriterionView<'_>) -> bool {
        let of = |card: &CardView<'_>, view: &CriterionView<'_>| {
            (
                view.plan.bucket - card.plan.buckets.start,
                view.plan.weight,
                view.plan.unknown,
                view.criterion.required,
            )
        };
        of(self.card, view) == of(other.card, other_view) && view.plan.reading == other_view.plan.reading
    }

    fn requires_same(&self, tier: &Tier, other: &Self, other_tier: &Tier) -> bool {
        let is_same_line = |(a, b): (&usize, &usize)| {
            let criteria = self.card.criteria.get(*a).zip(other.card.criteria.get(*b));
            criteria.is_some_and(|(a, b)| self.is_criterion(a, other, b))
        };
        let is_same = |(a, b): (&Requires, &Requires)| {
            a.at_least == b.at_least && a.of.len() == b.of.len() && a.of.iter().zip(&b.of).all(is_same_line)
        };
        tier.requires.len() == other_tier.requires.len()
            && tier.requires.iter().zip(&other_tier.requires).all(is_same)
    }
}
