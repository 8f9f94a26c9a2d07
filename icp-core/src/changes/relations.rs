//! The attributes that an icp's result rests on, and which of them act together: read by one table, rule, condition, formula
//! or comparison. What two others give adds up, so values that give the same alone give the same with any value of the other.

use crate::model::Definition;
use crate::plan::{ByValue, Check, CriterionPlan, IcpPlan, Plan, SlotId, SlotTest};

/// The ties of the attributes of a plan to one icp, and to each other.
#[derive(Debug)]
pub(super) struct Relations {
    /// The attributes behind each attribute: itself, or what its formula is made of in the end.
    roots: Vec<Vec<usize>>,
    /// Whether the result rests on each attribute.
    pub(super) matters: Vec<bool>,
    /// Whether a curve of the icp follows each attribute, itself or through a formula.
    pub(super) varies: Vec<bool>,
    /// Whether its value is in a formula or a comparison, so that where it is cut depends on other values.
    pub(super) shifts: Vec<bool>,
    /// Pairs that act together, a row for each attribute.
    together: Vec<bool>,
    /// Pairs of numbers in one formula where another formula or a curve follows one of them too.
    tied: Vec<bool>,
    count: usize,
}

impl Relations {
    pub(super) fn new(plan: &Plan, icp: &IcpPlan, definition: &Definition) -> Self {
        let count = plan.inputs.len();
        let mut roots: Vec<Vec<usize>> = (0..count).map(|at| vec![at]).collect();
        for derived in &plan.derived {
            // INVARIANT: each comes after what it uses.
            let mut behind: Vec<usize> = derived
                .inputs
                .iter()
                .filter_map(|input| roots.get(*input as usize))
                .flatten()
                .copied()
                .collect();
            crate::sort::distinct(&mut behind);
            if let Some(own) = roots.get_mut(derived.attribute as usize) {
                *own = behind;
            }
        }
        let none = || vec![false; count];
        let mut relations = Self {
            roots,
            matters: none(),
            varies: none(),
            shifts: none(),
            together: vec![false; count * count],
            tied: vec![false; count * count],
            count,
        };
        relations.find_what_matters(plan, icp);
        relations.find_pairs(plan);
        relations.find_ties(plan, definition);
        relations
    }

    /// Whether two attributes act together.
    pub(super) fn are_together(&self, one: usize, other: usize) -> bool {
        self.together.get(one * self.count + other).copied().unwrap_or(true)
    }

    /// Whether the results that two numbers give together have more than one edge inside of a cell of each.
    pub(super) fn are_tied(&self, one: usize, other: usize) -> bool {
        self.tied.get(one * self.count + other).copied().unwrap_or(true)
    }

    /// The attributes behind a slot.
    fn behind<'s>(&'s self, plan: &'s Plan, slot: SlotId) -> impl Iterator<Item = usize> + 's {
        let attributes = plan.slot_attributes.get(slot as usize).into_iter().flatten();
        attributes.flat_map(|at| self.roots.get(*at as usize).into_iter().flatten()).copied()
    }

    /// The attributes behind some slots, and behind one that a rule follows.
    pub(super) fn all_behind(&self, plan: &Plan, slots: &[SlotId]) -> Vec<usize> {
        let mut all: Vec<usize> = slots.iter().flat_map(|slot| self.behind(plan, *slot)).collect();
        crate::sort::distinct(&mut all);
        all
    }

    /// The attributes that a criterion reads.
    pub(super) fn of_criterion(&self, plan: &Plan, criterion: &CriterionPlan) -> Vec<usize> {
        let mut slots = Vec::new();
        criterion.slots(&mut slots);
        self.all_behind(plan, &slots)
    }

    /// The attributes that a condition reads.
    pub(super) fn of_condition(&self, plan: &Plan, condition: u32) -> Vec<usize> {
        let mut slots = Vec::new();
        if let Some(check) = plan.conditions.get(condition as usize) {
            Check::slots(check, &mut slots);
        }
        self.all_behind(plan, &slots)
    }

    fn find_what_matters(&mut self, plan: &Plan, icp: &IcpPlan) {
        let mut found: Vec<usize> = Vec::new();
        let mut follows: Vec<usize> = Vec::new();
        let card = plan.cards.get(icp.fit);
        for criterion in card.and_then(|card| plan.criteria.get(card.criteria.clone())).unwrap_or_default() {
            found.extend(self.of_criterion(plan, criterion));
            if let Some(ByValue::Curve(curve)) = criterion.reading.rule.by_value() {
                follows.extend(self.roots.get(curve.attribute as usize).into_iter().flatten());
            }
        }
        let exclusions = icp.exclusions.iter().map(|exclusion| exclusion.condition);
        let tiers = card.into_iter().flat_map(|card| &card.tiers).filter_map(|tier| tier.condition);
        let limits = card.into_iter().flat_map(|card| &card.limits).map(|limit| limit.condition);
        for condition in exclusions.chain(tiers).chain(limits) {
            found.extend(self.of_condition(plan, condition));
        }
        mark(&mut self.matters, found);
        mark(&mut self.varies, follows);
    }

    fn find_pairs(&mut self, plan: &Plan) {
        let mut units: Vec<Vec<usize>> = Vec::new();
        for group in &plan.groups {
            let slots: Vec<SlotId> = group.slots.iter().map(|(slot, _)| *slot).collect();
            units.push(self.all_behind(plan, &slots));
        }
        // A criterion that follows a value is in a table of its cells as well; its condition may read others.
        let loose = plan.loose_criteria.iter().chain(&plan.valued);
        units.extend(
            loose.filter_map(|at| plan.criteria.get(*at as usize)).map(|one| self.of_criterion(plan, one)),
        );
        units.extend(plan.loose_conditions.iter().map(|(at, _)| self.of_condition(plan, *at)));
        let mut shifting: Vec<usize> = Vec::new();
        for derived in &plan.derived {
            let behind = self.roots.get(derived.attribute as usize).cloned().unwrap_or_default();
            shifting.extend(&behind);
            units.push(behind);
        }
        for computed in &plan.computed {
            let behind = self.all_behind(plan, &[computed.slot]);
            if let SlotTest::Compare { .. } = computed.test {
                shifting.extend(&behind);
            }
            units.push(behind);
        }
        for unit in units {
            mark_pairs(&mut self.together, self.count, &unit);
        }
        mark(&mut self.shifts, shifting);
    }

    /// Numbers of one formula, each in it once, and in nothing else that is more than its cells, turn the answer where the formula
    /// reaches one value: that line ends at an edge of their cells, where it is looked for. All others are tied.
    fn find_ties(&mut self, plan: &Plan, definition: &Definition) {
        let mut uses = vec![0_usize; self.count];
        for derived in &plan.derived {
            let formula = definition.attributes.get(derived.attribute as usize);
            if let Some((_, formula)) = formula.and_then(|attribute| attribute.formula.as_ref()) {
                // Each as often as it stands there, through other formulas too.
                formula.attributes(&mut |at| {
                    for root in self.roots.get(at).into_iter().flatten() {
                        uses.get_mut(*root).into_iter().for_each(|count| *count += 1);
                    }
                });
            }
        }
        for criterion in &plan.criteria {
            if let Some(ByValue::Curve(curve)) = criterion.reading.rule.by_value()
                && let Some(count) = uses.get_mut(curve.attribute as usize)
            {
                *count += 1;
            }
        }
        for derived in &plan.derived {
            let behind = self.roots.get(derived.attribute as usize).cloned().unwrap_or_default();
            if behind.iter().any(|at| uses.get(*at).is_some_and(|count| *count > 1)) {
                mark_pairs(&mut self.tied, self.count, &behind);
            }
        }
    }
}

fn mark_pairs(pairs: &mut [bool], count: usize, unit: &[usize]) {
    for (one, other) in unit.iter().flat_map(|one| unit.iter().map(move |other| (one, other))) {
        pairs.get_mut(one * count + other).into_iter().for_each(|pair| *pair = true);
    }
}

fn mark(flags: &mut [bool], places: Vec<usize>) {
    for place in places {
        if let Some(flag) = flags.get_mut(place) {
            *flag = true;
        }
    }
}
