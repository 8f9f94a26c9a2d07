//! From what is still open of an icp back to the missing attributes that can change it, along the way on which it is
//! decided: gates of the status, coverage, tiers, conditions of verdicts. Called once per icp by `find`.

use super::criterion::CriterionRange;
use super::forecast::Forecast;
use super::outcomes::PossibleOutcomes;
use super::outlook::{Chance, Gates, Outlook, places};
use super::slots::Slots;
use super::truths::truths;
use crate::eval::Buffers;
use crate::plan::{Card, Check, Gate, GateFlags, IcpPlan, RulePlan, SlotId};
use crate::sort::distinct;
use crate::value::Truth;

/// A flag for each attribute of the model.
pub(super) type Attributes = Vec<bool>;

/// For an icp, the attributes that may change each part of what it says.
pub(super) struct Dependencies {
    pub(super) status: Attributes,
    pub(super) tier: Attributes,
    pub(super) intent: Attributes,
    pub(super) stage: Attributes,
    pub(super) verdicts: Attributes,
    pub(super) score: Attributes,
    pub(super) intent_score: Attributes,
}

/// Finds, for what is open of an icp, the missing attributes that can change it. What is behind a criterion or a
/// condition is worked out once, when it is first needed.
pub(super) struct DependencyFinder<'a, 'p> {
    pub(super) outcomes: &'a PossibleOutcomes<'p>,
    pub(super) slots: &'a Slots<'p>,
    /// The missing attributes behind each criterion and each condition; `None` until it is needed.
    pub(super) criteria: Vec<Option<Vec<u32>>>,
    pub(super) conditions: Vec<Option<Vec<u32>>>,
}

fn join(into: &mut Attributes, other: &Attributes) {
    into.iter_mut().zip(other).for_each(|(a, b)| *a |= b);
}

impl<'a, 'p> DependencyFinder<'a, 'p> {
    pub(super) fn new(outcomes: &'a PossibleOutcomes<'p>, slots: &'a Slots<'p>) -> Self {
        let (criteria, conditions) = (outcomes.criteria.len(), outcomes.conditions.len());
        Self { outcomes, slots, criteria: vec![None; criteria], conditions: vec![None; conditions] }
    }

    fn none(&self) -> Attributes {
        vec![false; self.slots.plan.inputs.len()]
    }

    /// The attributes that may change each part of what an icp says.
    pub(super) fn of_icp(
        &mut self,
        icp: &IcpPlan,
        outlook: &Outlook,
        buffers: &mut Buffers,
    ) -> Option<Dependencies> {
        let open = super::outlook::is_open;
        let card = self.slots.plan.cards.get(icp.fit)?;
        let forecast = Forecast::new(self.outcomes, card, buffers);
        let gates = Gates::new(self.outcomes, icp, card, &forecast);
        let excluded = self.excluded(icp, card, gates.chance(Gate::Excluded));
        let decisive = forecast.tiers.iter().enumerate();
        let decisive = decisive.filter(|(_, reached)| **reached).map(|(at, _)| icp.qualifies(at));
        let (mut qualifying, mut other) = (false, false);
        decisive.for_each(|qualifies| if qualifies { qualifying = true } else { other = true });
        let mut before = excluded.clone();
        let reached = self.gates(icp, card, &gates, &forecast, &mut before);
        let mut status = before.clone();
        if reached && qualifying && other {
            self.tiers(card, &forecast, icp.last_qualifying + 1, &mut status);
        }
        let mut tier = before;
        self.coverage(card, &forecast, &mut tier);
        self.tiers(card, &forecast, card.tiers.len(), &mut tier);
        let mut score = self.none();
        if forecast.is_open() {
            self.score(card, &mut score);
        }
        let (mut intent, mut intent_score) = (excluded, self.none());
        if let Some(card) = icp.intent.and_then(|at| self.slots.plan.cards.get(at)) {
            let forecast = Forecast::new(self.outcomes, card, buffers);
            self.unmet(card, &mut intent);
            self.required_unknown(card, &mut intent);
            self.nothing_known(card, &forecast, &mut intent);
            self.coverage(card, &forecast, &mut intent);
            self.tiers(card, &forecast, card.tiers.len(), &mut intent);
            if forecast.is_open() {
                self.score(card, &mut intent_score);
            }
        }
        let verdicts = self.verdicts(icp, outlook);
        let mut stage = tier.clone();
        join(&mut stage, &intent);
        let when = |open: bool, attributes: Attributes| {
            if open { attributes } else { vec![false; attributes.len()] }
        };
        Some(Dependencies {
            status: when(open(&outlook.statuses), status),
            tier: when(open(&outlook.tiers), tier),
            intent: when(open(&outlook.intent), intent),
            stage: when(open(&outlook.stages), stage),
            verdicts,
            score,
            intent_score,
        })
    }

    fn excluded(&mut self, icp: &IcpPlan, card: &Card, chance: Chance) -> Attributes {
        let mut found = self.none();
        if chance.may && !chance.must {
            self.exclusions(icp, card, Gate::Excluded, Truth::True, &mut found);
        }
        found
    }

    /// The attributes behind the exclusions of a gate that may have a truth.
    fn exclusions(&mut self, icp: &IcpPlan, card: &Card, gate: Gate, truth: Truth, found: &mut Attributes) {
        for exclusion in places(icp, card, gate).filter_map(|at| icp.exclusions.get(at)) {
            if self.outcomes.condition(exclusion.condition).can(truth) {
                self.condition(exclusion.condition, found);
            }
        }
    }

    /// Adds what decides the status before the tier does to what may lift an exclusion; false when the tier cannot
    /// decide.
    fn gates(
        &mut self,
        icp: &IcpPlan,
        card: &Card,
        gates: &Gates,
        forecast: &Forecast,
        found: &mut Attributes,
    ) -> bool {
        for gate in Gate::IN_ORDER {
            let chance = gates.chance(gate);
            match gate {
                // Found before.
                Gate::Excluded => {}
                Gate::NothingKnown => self.nothing_known(card, forecast, found),
                Gate::RequiredUnmet => self.unmet(card, found),
                Gate::ExclusionUnknown if chance.may => {
                    self.exclusions(icp, card, gate, Truth::Unknown, found);
                }
                Gate::ExclusionUnknown => {}
                Gate::RequiredUnknown => self.required_unknown(card, found),
                Gate::LowCoverage => self.coverage(card, forecast, found),
                Gate::Tier => return true,
            }
            if chance.must {
                return false;
            }
        }
        true
    }

    fn nothing_known(&mut self, card: &Card, forecast: &Forecast, found: &mut Attributes) {
        if forecast.may_be_null && forecast.may_score {
            self.criteria(card, found);
        }
    }

    fn coverage(&mut self, card: &Card, forecast: &Forecast, found: &mut Attributes) {
        if forecast.may_lack && forecast.may_suffice {
            self.criteria(card, found);
        }
    }

    fn unmet(&mut self, card: &Card, found: &mut Attributes) {
        let test = CriterionRange::may_be_unmet;
        self.required(card, &card.unmet, Chance::unmet(self.outcomes, card), test, found);
    }

    fn required_unknown(&mut self, card: &Card, found: &mut Attributes) {
        let test = CriterionRange::may_be_unknown;
        self.required(card, &card.open, Chance::required_unknown(self.outcomes, card), test, found);
    }

    fn required(
        &mut self,
        card: &Card,
        flags: &GateFlags,
        chance: Chance,
        test: fn(&CriterionRange) -> bool,
        found: &mut Attributes,
    ) {
        if !chance.may || chance.must {
            return;
        }
        let outcomes = self.outcomes;
        for (at, _) in outcomes.at(card, flags).filter(|(_, criterion)| test(criterion)) {
            self.criterion(at, found);
        }
    }

    /// Adds what decides between the first tiers of a scorecard and the rest.
    fn tiers(&mut self, card: &Card, forecast: &Forecast, first: usize, found: &mut Attributes) {
        let Some((low, high)) = forecast.score else { return };
        for (tier, reached) in card.tiers.iter().zip(&forecast.tiers).take(first) {
            if !reached {
                continue;
            }
            if tier.from.is_some_and(|from| low < from && high >= from) {
                self.score(card, found);
            }
            for flag in tier.requires.iter().flat_map(|(_, flags)| flags) {
                if let Some(criterion) = self.outcomes.fit_of(*flag)
                    && self.outcomes.criterion(criterion).may_fit()
                    && !self.outcomes.criterion(criterion).must_fit()
                {
                    self.criterion(criterion, found);
                }
            }
            if let Some(condition) =
                tier.condition.filter(|at| self.outcomes.condition(*at).may_hold_or_not())
            {
                self.condition(condition, found);
            }
        }
    }

    /// The attributes behind the open conditions of verdicts, in tiers and stages that it may have.
    fn verdicts(&mut self, icp: &IcpPlan, outlook: &Outlook) -> Attributes {
        let plan = self.slots.plan;
        let tiers =
            |card: Option<usize>| card.and_then(|at| plan.cards.get(at)).map_or(&[][..], |c| &c.tiers);
        let said = |at: usize, may: &[bool]| may.get(at + 1).copied().unwrap_or_default();
        let fit = tiers(Some(icp.fit)).iter().enumerate().filter(|(at, _)| said(*at, &outlook.treated));
        let intent = tiers(icp.intent).iter().enumerate().filter(|(at, _)| said(*at, &outlook.intent));
        let stages = icp.stages.iter().enumerate().filter(|(at, _)| said(*at, &outlook.stages));
        let verdicts = fit.chain(intent).map(|(_, tier)| &tier.verdicts);
        let verdicts = verdicts.chain(stages.map(|(_, stage)| &stage.verdicts));
        let mut found = self.none();
        for condition in verdicts.flatten().flatten() {
            if self.outcomes.condition(*condition).may_hold_or_not() {
                self.condition(*condition, &mut found);
            }
        }
        found
    }

    /// Adds what the score rests on.
    fn score(&mut self, card: &Card, found: &mut Attributes) {
        self.criteria(card, found);
        for limit in card.limits.iter().map(|limit| limit.condition) {
            if self.outcomes.condition(limit).may_hold_or_not() {
                self.condition(limit, found);
            }
        }
    }

    fn criteria(&mut self, card: &Card, found: &mut Attributes) {
        card.criteria.clone().for_each(|at| self.criterion(at as u32, found));
    }

    /// The attributes that may change a criterion.
    fn criterion(&mut self, index: u32, found: &mut Attributes) {
        if !self.outcomes.criterion(index).is_open() {
            return;
        }
        let Some(kept) = self.criteria.get_mut(index as usize) else { return };
        let own = kept.get_or_insert_with(|| {
            let mut own = Vec::new();
            if let Some(criterion) = self.slots.plan.criteria.get(index as usize) {
                criterion.reading.applies.iter().for_each(|check| of_check(self.slots, check, &mut own));
                of_rule(self.slots, &criterion.reading.rule, &mut own);
            }
            sorted(own)
        });
        add(found, own);
    }

    /// The attributes that may change a condition.
    fn condition(&mut self, index: u32, found: &mut Attributes) {
        if !self.outcomes.condition(index).is_open() {
            return;
        }
        let Some(kept) = self.conditions.get_mut(index as usize) else { return };
        let own = kept.get_or_insert_with(|| {
            let mut own = Vec::new();
            let check = self.slots.plan.conditions.get(index as usize);
            check.into_iter().for_each(|check| of_check(self.slots, check, &mut own));
            sorted(own)
        });
        add(found, own);
    }
}

fn sorted(mut attributes: Vec<u32>) -> Vec<u32> {
    distinct(&mut attributes);
    attributes
}

fn add(found: &mut Attributes, attributes: &[u32]) {
    for attribute in attributes {
        found.get_mut(*attribute as usize).into_iter().for_each(|found| *found = true);
    }
}

fn of_slot(slots: &Slots<'_>, slot: SlotId, found: &mut Vec<u32>) {
    found.extend(slots.behind.get(slot as usize).into_iter().flatten());
}

/// The attributes behind the parts of a condition that are open.
fn of_check(slots: &Slots<'_>, check: &Check, found: &mut Vec<u32>) {
    if !truths(check, slots).is_open() {
        return;
    }
    match check {
        Check::Cell { slot, .. } => of_slot(slots, *slot, found),
        Check::Count { counts, .. } => counts.iter().for_each(|count| of_slot(slots, count.slot, found)),
        Check::All(parts) | Check::Any(parts) | Check::AtLeast { of: parts, .. } => {
            parts.iter().for_each(|part| of_check(slots, part, found));
        }
        Check::Not(part) => of_check(slots, part, found),
    }
}

fn of_rule(slots: &Slots<'_>, rule: &RulePlan, found: &mut Vec<u32>) {
    let Some(branches) = rule.branches() else {
        let mut own = Vec::new();
        rule.slots(&mut own);
        return own.into_iter().for_each(|slot| of_slot(slots, slot, found));
    };
    for (check, _) in branches {
        of_check(slots, check, found);
        if truths(check, slots).must(Truth::True) {
            break;
        }
    }
}
