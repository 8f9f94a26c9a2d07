//! Texts of a model that are the same in every assessment: names, and rules in words. A model makes them once, at its first
//! full answer, and all answers share them.

use std::sync::Arc;

use super::decisive::Speakers;
use super::reads::{Read, reads};
use crate::describe;
use crate::model::{Criterion, Definition};
use crate::plan::{CriterionPlan, Plan};

/// The texts of a model.
#[derive(Debug)]
pub(crate) struct ModelTexts {
    /// Those of each attribute.
    pub(super) attributes: Box<[AttributeTexts]>,
    /// Those of each criterion, by its index in the plan.
    pub(super) criteria: Box<[CriterionTexts]>,
}

/// The texts of an attribute.
#[derive(Debug)]
pub(super) struct AttributeTexts {
    pub(super) name: Arc<str>,
    pub(super) title: Option<Arc<str>>,
    pub(super) unit: Option<Arc<str>>,
}

/// A criterion's texts, and what it reads.
#[derive(Debug)]
pub(super) struct CriterionTexts {
    /// Its rule in words.
    pub(super) wanted: Arc<str>,
    pub(super) reads: Box<[Read]>,
    /// The parts of the rule that may give the rating alone.
    pub(super) speakers: Speakers,
}

impl ModelTexts {
    pub(crate) fn new(definition: &Definition, plan: &Plan) -> Self {
        let attributes = definition.attributes.iter().map(|attribute| AttributeTexts {
            name: shared(&attribute.name),
            title: attribute.title.as_deref().map(shared),
            unit: attribute.unit.as_deref().map(shared),
        });
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
        Self { attributes: attributes.collect(), criteria: criteria.into() }
    }
}

fn shared(text: &str) -> Arc<str> {
    text.into()
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
