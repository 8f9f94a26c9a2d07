//! Texts that are made of a model and are the same in every assessment: rules in words. A model makes them once, at its first
//! full answer, and all answers borrow them.

use super::decisive::Speakers;
use super::reads::{Read, reads};
use crate::describe;
use crate::model::{Criterion, Definition};
use crate::plan::{CriterionPlan, Plan};

/// The texts of a model.
#[derive(Debug)]
pub(crate) struct ModelTexts {
    /// Those of each criterion, by its index in the plan.
    pub(super) criteria: Box<[CriterionTexts]>,
}

/// A criterion's texts, and what it reads.
#[derive(Debug)]
pub(super) struct CriterionTexts {
    /// Its rule in words.
    pub(super) wanted: Box<str>,
    pub(super) reads: Box<[Read]>,
    /// The parts of the rule that may give the rating alone.
    pub(super) speakers: Speakers,
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
        Self { criteria: criteria.into() }
    }
}

fn criterion(
    definition: &Definition,
    plan: &Plan,
    criterion: &Criterion,
    compiled: Option<&CriterionPlan>,
) -> CriterionTexts {
    let conditions: Vec<_> = criterion.rule.conditions().chain(&criterion.applies_when).collect();
    CriterionTexts {
        wanted: describe::wish(definition, criterion).into(),
        reads: reads(definition, &conditions, Some(&criterion.rule)),
        speakers: compiled
            .map_or(Speakers::None, |compiled| Speakers::new(definition, plan, criterion, compiled)),
    }
}
