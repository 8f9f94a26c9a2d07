//! Scorecards, exclusions and profiles over slots, with their flags.

use std::ops::Range;

use super::checks::{KnownTest, all, asks_known, not, read};
use super::labels::labels;
use super::rules::Rules;
use super::slots::Slots;
use super::units::CardUnit;
use crate::model::{
    Condition, Criterion, Definition, Dimension, Exclusion, HeldUnknown, Icp, IfUnknown, Limit, Priority,
    Scale, Scorecard, Verdict,
};
use crate::plan::{
    Buckets, Card, Check, CriterionPlan, Decided, ExclusionPlan, Flag, GateFlags, IcpPlan, LimitEffect,
    LimitPlan, ScalePlan, Share, Shares, StagePlan, TierPlan, TruthFlags, UnknownCounts,
};
use crate::sort::{sort_by, sort_by_key};
use crate::value::Micro;

/// The parts of the plan that this file builds, and the counters that it numbers buckets and flags with.
#[derive(Default)]
pub(super) struct Built {
    pub(super) criteria: Vec<CriterionPlan>,
    pub(super) conditions: Vec<Check>,
    /// The same as the bounds read them, where that differs.
    pub(super) open_conditions: Vec<Option<Check>>,
    /// Conditions that set flags.
    pub(super) flagged: Vec<(u32, TruthFlags)>,
    pub(super) cards: Vec<Card>,
    pub(super) icps: Vec<IcpPlan>,
    pub(super) buckets: Buckets,
    /// How many flags were given out.
    pub(super) flags: u32,
}

pub(super) fn build(definition: &Definition, slots: &Slots) -> Built {
    let mut built = Built::default();
    let shared: Vec<ExclusionPlan> =
        definition.exclusions.iter().map(|exclusion| built.exclusion(slots, exclusion)).collect();
    for (index, priority) in order(definition) {
        if let Some(icp) = definition.icps.get(index) {
            built.icp(definition, slots, &shared, (index, priority), icp);
        }
    }
    built
}

/// The profiles that are scored, in priority order, with the priority that the assessment shows.
fn order(definition: &Definition) -> Vec<(usize, u32)> {
    if definition.prioritize.is_empty() {
        let rank = |icp: &Icp| match &icp.priority {
            Priority::Rank { rank, .. } => *rank,
            Priority::Factors(_) => u32::MAX,
        };
        let mut order: Vec<_> = definition.scored_icps().map(|(index, icp)| (index, rank(icp))).collect();
        sort_by_key(&mut order, |(_, rank)| *rank);
        return order;
    }
    let factors = |icp: &Icp| match &icp.priority {
        Priority::Factors(numbers) => numbers.clone(),
        Priority::Rank { .. } => Vec::new(),
    };
    let all: Vec<(usize, Vec<f64>)> =
        definition.scored_icps().map(|(index, icp)| (index, factors(icp))).collect();
    let number = |numbers: &Vec<f64>, at: usize| numbers.get(at).copied().unwrap_or_default();
    let mut values: Vec<(usize, f64)> = Vec::new();
    for (index, numbers) in &all {
        let mut value = 0.0;
        for (at, (_, factor)) in definition.prioritize.iter().enumerate() {
            let largest = all.iter().map(|(_, n)| number(n, at)).fold(0.0, f64::max);
            if largest > 0.0 {
                value += factor.to_f64() * (number(numbers, at) / largest);
            }
        }
        values.push((*index, value));
    }
    sort_by(&mut values, |(_, a), (_, b)| b.total_cmp(a));
    values.into_iter().zip(1..).map(|((index, _), rank)| (index, rank)).collect()
}

impl Built {
    fn flag(&mut self) -> Flag {
        self.flags += 1;
        Flag::new(self.flags - 1)
    }

    /// Compiles a condition. If it has a `known` test, it is compiled twice: for the score, and for the bounds.
    fn condition(&mut self, slots: &Slots, when: &Condition, unless: Option<&Condition>) -> u32 {
        let whole = |known: KnownTest| match unless {
            Some(unless) => all(vec![read(slots, when, known), not(read(slots, unless, known))]),
            None => read(slots, when, known),
        };
        let asks_known = asks_known(when) || unless.is_some_and(asks_known);
        self.conditions.push(whole(KnownTest::Decided));
        self.open_conditions.push(asks_known.then(|| whole(KnownTest::Open)));
        self.conditions.len() as u32 - 1
    }

    fn verdicts(&mut self, slots: &Slots, verdicts: &[Verdict]) -> Box<[Option<u32>]> {
        let condition =
            |verdict: &Verdict| verdict.when.as_ref().map(|when| self.condition(slots, when, None));
        verdicts.iter().map(condition).collect()
    }

    fn exclusion(&mut self, slots: &Slots, exclusion: &Exclusion) -> ExclusionPlan {
        let condition = self.condition(slots, &exclusion.when, exclusion.unless.as_ref());
        let flags = TruthFlags { holds: Some(self.flag()), unknown: Some(self.flag()) };
        self.flagged.push((condition, flags));
        ExclusionPlan { condition, flags }
    }

    fn icp(
        &mut self,
        definition: &Definition,
        slots: &Slots,
        shared: &[ExclusionPlan],
        (index, priority): (usize, u32),
        icp: &Icp,
    ) {
        let mut exclusions = shared.to_vec();
        exclusions.extend(icp.exclusions.iter().map(|exclusion| self.exclusion(slots, exclusion)));
        let excluded = GateFlags::new(exclusions.iter().map(|plan| plan.flags.holds));
        let written = exclusions.iter().zip(definition.exclusions.iter().chain(&icp.exclusions));
        let held = GateFlags::new(written.map(|(plan, exclusion)| match exclusion.if_unknown {
            HeldUnknown::Hold => plan.flags.unknown,
            HeldUnknown::Ignore => None,
        }));
        let fit = self.card(definition, slots, &icp.fit);
        let intent = icp.intent.as_ref().map(|card| self.card(definition, slots, card));
        let stage = |stage: &crate::model::Stage| StagePlan {
            fit: stage.fit.clone().into(),
            intent: stage.intent.clone().into(),
            verdicts: self.verdicts(slots, &stage.verdicts),
        };
        let stages = icp.stages.iter().map(stage).collect();
        // Nothing is asked because of a label, so its conditions are not read as open.
        let labels = labels(slots, icp, &mut |check| {
            self.conditions.push(check);
            self.open_conditions.push(None);
            self.conditions.len() as u32 - 1
        });
        self.icps.push(IcpPlan {
            index,
            priority,
            fit,
            intent,
            exclusions: exclusions.into(),
            excluded,
            held,
            last_qualifying: icp.last_qualifying_tier(),
            stages,
            labels,
        });
    }

    fn card(&mut self, definition: &Definition, slots: &Slots, card: &Scorecard) -> usize {
        let unit = CardUnit::of(card);
        let rules = Rules { definition, slots, unit, known: KnownTest::Decided };
        let open_rules = Rules { known: KnownTest::Open, ..rules };
        let number = self.cards.len();
        let percent = card.scale == Scale::Percent;
        let small = is_small(card, unit);
        let buckets = self.take_buckets(card, small);
        let mut weights = vec![0; buckets.len()];
        let may_not_apply = card.criteria.iter().any(|criterion| criterion.applies_when.is_some());
        let optional = (percent && may_not_apply).then(|| self.flag());
        let first = self.criteria.len();
        for (index, criterion) in card.criteria.iter().enumerate() {
            let needed = card.tiers.iter().flat_map(|t| &t.requires).any(|r| r.of.contains(&index));
            let required = criterion.required;
            let unmet = required.then(|| self.flag());
            let open = required.then(|| self.flag());
            let holds = needed.then(|| self.flag());
            let weight = unit.plain(criterion.weight);
            let within = bucket(card, criterion);
            if let Some(sum) = weights.get_mut(within) {
                *sum += weight;
            }
            let asks_known = conditions(criterion).any(asks_known);
            self.criteria.push(CriterionPlan {
                small,
                bucket: buckets.start + within,
                weight,
                reading: rules.reading(criterion),
                open_reading: asks_known.then(|| Box::new(open_rules.reading(criterion))),
                unknown: unknown(card, criterion, unit),
                decided: Decided::Loose(0),
                flags: TruthFlags { holds, unknown: None },
                unmet,
                open,
                optional,
                percent,
            });
        }
        let limits = card.limits.iter().map(|limit| self.limit(slots, limit, unit)).collect();
        let tiers = self.tiers(slots, card, first);
        let required = self.criteria.get(first..).unwrap_or_default();
        let unmet = GateFlags::new(required.iter().map(|criterion| criterion.unmet));
        let open = GateFlags::new(required.iter().map(|criterion| criterion.open));
        self.cards.push(Card {
            unit: unit.0,
            scale: scale(card, unit, buckets.len()),
            small,
            buckets,
            weights: weights.into(),
            criteria: first..self.criteria.len(),
            limits,
            tiers,
            min_coverage: card.min_coverage.to_f64(),
            unmet,
            open,
            optional,
        });
        number
    }

    fn limit(&mut self, slots: &Slots, limit: &Limit, unit: CardUnit) -> LimitPlan {
        let always = Condition::All(Vec::new());
        let when = limit.when.as_ref().unwrap_or(&always);
        let condition = self.condition(slots, when, None);
        let flags = TruthFlags { holds: Some(self.flag()), unknown: Some(self.flag()) };
        self.flagged.push((condition, flags));
        let acts = flags.holds.unwrap_or(Flag::new(0));
        let mut open = flags;
        if self.open_conditions.get(condition as usize).is_some_and(Option::is_some) {
            // As the bounds read it, it is a condition with flags of its own.
            let check = read(slots, when, KnownTest::Open);
            open = TruthFlags { holds: Some(self.flag()), unknown: Some(self.flag()) };
            self.flagged.push((self.conditions.len() as u32, open));
            self.conditions.push(check);
            self.open_conditions.push(None);
        }
        let ends = (limit.at_least, limit.at_most);
        let score = |end: Option<Micro>| end.map(Micro::to_f64);
        let units = |end: Option<Micro>| end.map(|end| unit.plain(end));
        let micro = unit.plain(Micro::from_millionths(1));
        let effect = match (limit.times, limit.add, limit.round_to) {
            (Some(by), _, _) => LimitEffect::Times { by: by.millionths(), micro },
            (None, Some(add), _) => LimitEffect::Add { score: add.to_f64(), units: unit.plain(add) },
            (None, None, Some(to)) => {
                LimitEffect::Round { to: to.millionths(), micro, rounding: limit.rounding }
            }
            (None, None, None) => LimitEffect::Within {
                scores: (score(ends.0), score(ends.1)),
                units: (units(ends.0), units(ends.1)),
            },
        };
        LimitPlan { condition, acts, open, effect }
    }

    /// A bucket for each dimension that has a share or a cap; one more for what has none.
    fn take_buckets(&mut self, card: &Scorecard, small: bool) -> Range<usize> {
        let count = match card.scale {
            Scale::Percent if card.has_shares() => card.dimensions.len(),
            Scale::Percent => 1,
            Scale::Points { .. } => card.dimensions.len() + 1,
        };
        let taken = if small { &mut self.buckets.small } else { &mut self.buckets.large };
        let first = *taken;
        *taken += count;
        first..first + count
    }

    fn tiers(&mut self, slots: &Slots, card: &Scorecard, first: usize) -> Box<[TierPlan]> {
        let mut tiers = Vec::new();
        for tier in &card.tiers {
            let flag = |index: &usize| self.criteria.get(first + index).and_then(|c| c.flags.holds);
            let requires = tier
                .requires
                .iter()
                .map(|requires| (requires.at_least as u32, requires.of.iter().filter_map(flag).collect()))
                .collect();
            let condition = tier.when.as_ref().map(|when| self.condition(slots, when, None));
            let when = condition.map(|condition| {
                let flag = self.flag();
                self.flagged.push((condition, TruthFlags { holds: Some(flag), unknown: None }));
                flag
            });
            let verdicts = self.verdicts(slots, &tier.verdicts);
            tiers.push(TierPlan { from: tier.from.map(Micro::to_f64), requires, when, condition, verdicts });
        }
        tiers.into()
    }
}

/// All conditions of a criterion.
fn conditions(criterion: &Criterion) -> impl Iterator<Item = &Condition> {
    criterion.applies_when.iter().chain(criterion.rule.conditions())
}

/// Whether every weight always counts and all sums are small.
fn is_small(card: &Scorecard, unit: CardUnit) -> bool {
    let mut most = 0i64;
    for criterion in &card.criteria {
        let unknown = unknown(card, criterion, unit);
        if criterion.applies_when.is_some() || !unknown.keeps_weight() {
            return false;
        }
        let counted = match unknown {
            UnknownCounts::Points(points) => points.saturating_abs(),
            UnknownCounts::Skip | UnknownCounts::Least => 0,
        };
        most = most.saturating_add(unit.plain(criterion.weight).max(counted));
    }
    i32::try_from(most).is_ok()
}

/// The index of a criterion's bucket within its card.
fn bucket(card: &Scorecard, criterion: &Criterion) -> usize {
    match card.scale {
        Scale::Percent if card.has_shares() => criterion.dimension.unwrap_or_default(),
        Scale::Percent => 0,
        Scale::Points { .. } => criterion.dimension.unwrap_or(card.dimensions.len()),
    }
}

fn scale(card: &Scorecard, unit: CardUnit, buckets: usize) -> ScalePlan {
    match card.scale {
        Scale::Percent if card.has_shares() => {
            let share = |d: &Dimension| Share {
                share: d.share.map_or(0.0, Micro::to_f64),
                full: d.full.map(|full| unit.plain(full)),
                when_empty: d.when_empty.as_slice().into(),
            };
            ScalePlan::Shares(Shares::new(card.dimensions.iter().map(share).collect()))
        }
        Scale::Percent => ScalePlan::Percent,
        Scale::Points { base, min, max } => {
            let mut caps: Vec<_> = card.dimensions.iter().map(|d| d.cap.map(|cap| unit.plain(cap))).collect();
            caps.resize(buckets, None);
            ScalePlan::Points {
                base: unit.plain(base),
                min: min.map(|min| unit.plain(min)),
                max: max.map(|max| unit.plain(max)),
                caps: caps.into(),
            }
        }
    }
}

fn unknown(card: &Scorecard, criterion: &Criterion, unit: CardUnit) -> UnknownCounts {
    match (criterion.if_unknown, card.if_unknown) {
        (Some(IfUnknown::Value(value)), _) => UnknownCounts::Points(unit.points(criterion, value)),
        (None, Some(IfUnknown::Value(value))) => UnknownCounts::Points(unit.rating(criterion, value)),
        (Some(IfUnknown::Skip), _) | (None, Some(IfUnknown::Skip)) => UnknownCounts::Skip,
        (Some(IfUnknown::Least), _) | (None, Some(IfUnknown::Least)) => UnknownCounts::Least,
        (Some(IfUnknown::Zero), _) | (None, Some(IfUnknown::Zero) | None) => UnknownCounts::Points(0),
    }
}
