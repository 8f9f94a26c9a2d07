//! Texts that are made of a model and are the same in every assessment: rules in words. A model makes them once, at its first
//! full answer, and all answers borrow them.

use std::sync::OnceLock;

use super::decisive::DecisiveParts;
use super::reads::{Read, reads};
use crate::describe::{self, CellNames};
use crate::model::{Criterion, Definition, Exclusion};
use crate::plan::{CriterionPlan, Plan, SlotId};

/// The texts of a model.
#[derive(Debug)]
pub(crate) struct ModelTexts {
    /// Those of each criterion, by its index in the plan.
    pub(crate) criteria: Box<[CriterionTexts]>,
    /// Those of each exclusion, by its condition in the plan; in order of that.
    exclusions: Box<[(u32, ExclusionTexts)]>,
    /// The names behind cells; made when an exclusion first holds, or may.
    cell_names: OnceLock<CellNames>,
    /// Made when a text is first written.
    pub(crate) pieces: OnceLock<Pieces>,
}

/// Pieces of JSON text that are the same in every assessment of a model. `wire` makes them.
#[derive(Debug)]
pub(crate) struct Pieces {
    /// From the start to the value of `as_of`.
    pub(crate) start: Box<str>,
    /// The name of each attribute, in quotes.
    pub(crate) attributes: Box<[Box<str>]>,
    /// Each icp by its place in the plan, from its start to the value of `status`.
    pub(crate) icps: Box<[Box<str>]>,
    /// Those of each criterion, by its index in the plan.
    pub(crate) criteria: Box<[CriterionPieces]>,
}

/// The pieces of a criterion.
#[derive(Debug)]
pub(crate) struct CriterionPieces {
    /// From its start to the value of `status`, with its first quote.
    pub(crate) start: Box<str>,
    /// From `weight` to the value of `points`.
    pub(crate) weight: Box<str>,
    /// From `wanted` to the value of `max_contribution`.
    pub(crate) wanted: Box<str>,
}

/// An exclusion's condition in words, and what it reads.
#[derive(Debug)]
pub(super) struct ExclusionTexts {
    pub(super) when: Box<str>,
    pub(super) reads: Box<[Read]>,
    /// Where its condition looks; found when it first holds, or may.
    pub(super) places: OnceLock<Places>,
    /// The values that would lift it, where its condition reads one attribute alone: they are the same for every account.
    pub(super) alone: OnceLock<Option<Box<str>>>,
}

/// Where a condition looks.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) slots: Box<[SlotId]>,
    /// The attributes of an account behind the slots, in the order of the model.
    pub(super) attributes: Box<[u32]>,
}

/// A criterion's texts, and what it reads.
#[derive(Debug)]
pub(crate) struct CriterionTexts {
    /// Its rule in words.
    pub(crate) wanted: Box<str>,
    /// The same with long lists cut, where it has any.
    pub(super) in_brief: Option<Box<str>>,
    pub(crate) reads: Box<[Read]>,
    /// The parts of its rule, of which one alone may give the rating.
    pub(super) decisive: DecisiveParts,
}

impl ModelTexts {
    pub(crate) fn new(definition: &Definition, plan: &Plan) -> Self {
        let mut criteria: Vec<CriterionTexts> = Vec::with_capacity(plan.criteria.len());
        // INVARIANT: `compile` goes through the scorecards in this order.
        for of in &plan.icps {
            let Some(icp) = definition.icps.get(of.index) else { continue };
            for card in std::iter::once(&icp.fit).chain(&icp.intent) {
                for one in &card.criteria {
                    let compiled = plan.criteria.get(criteria.len());
                    criteria.push(criterion(definition, plan, one, compiled));
                }
            }
        }
        let mut exclusions: Vec<(u32, ExclusionTexts)> = Vec::new();
        for of in &plan.icps {
            let own = definition.icps.get(of.index).map_or(&[][..], |icp| &icp.exclusions);
            for (plan, one) in of.exclusions.iter().zip(definition.exclusions.iter().chain(own)) {
                if let Err(at) = exclusions.binary_search_by_key(&plan.condition, |(condition, _)| *condition)
                {
                    exclusions.insert(at, (plan.condition, exclusion(definition, one)));
                }
            }
        }
        Self {
            criteria: criteria.into(),
            exclusions: exclusions.into(),
            cell_names: OnceLock::new(),
            pieces: OnceLock::new(),
        }
    }

    /// The texts of the exclusion with this condition.
    pub(super) fn exclusion(&self, condition: u32) -> Option<&ExclusionTexts> {
        let at = self.exclusions.binary_search_by_key(&condition, |(condition, _)| *condition).ok()?;
        self.exclusions.get(at).map(|(_, texts)| texts)
    }

    /// The names behind cells.
    pub(super) fn cell_names(&self, definition: &Definition, plan: &Plan) -> &CellNames {
        self.cell_names.get_or_init(|| CellNames::new(definition, plan))
    }
}

fn exclusion(definition: &Definition, exclusion: &Exclusion) -> ExclusionTexts {
    let conditions: Vec<_> = std::iter::once(&exclusion.when).chain(&exclusion.unless).collect();
    ExclusionTexts {
        when: describe::exclusion(definition, exclusion).into(),
        reads: reads(definition, &conditions, None),
        places: OnceLock::new(),
        alone: OnceLock::new(),
    }
}

fn criterion(
    definition: &Definition,
    plan: &Plan,
    criterion: &Criterion,
    compiled: Option<&CriterionPlan>,
) -> CriterionTexts {
    let conditions: Vec<_> = criterion.rule.conditions().chain(&criterion.applies_when).collect();
    let (wanted, in_brief) = describe::rule_words(definition, criterion);
    CriterionTexts {
        wanted: wanted.into(),
        in_brief: in_brief.map(Into::into),
        reads: reads(definition, &conditions, Some(&criterion.rule)),
        decisive: compiled.map_or(DecisiveParts::None, |compiled| {
            DecisiveParts::new(definition, plan, criterion, compiled)
        }),
    }
}
