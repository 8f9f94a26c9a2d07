//! The attributes and the rules that a run counts: attributes that are read, and rules that decide by themselves. Made from
//! the model and its plan, once.

use crate::model::{Condition, Criterion, Definition, Exclusion, Scorecard, Test};
use crate::plan::{Flag, Plan};
use crate::value::AttributeType;

/// The counters that a model needs.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Watch {
    pub(super) attributes: Box<[Watched]>,
    pub(crate) rules: Box<[WatchedRule]>,
    /// For each attribute, whether a watched rule rests on it.
    decisive: Box<[bool]>,
}

/// An attribute.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Watched {
    pub(super) name: Box<str>,
    /// How a set is written in one text.
    pub(super) separators: Box<[Box<str>]>,
    pub(super) read: bool,
    pub(super) kind: AttributeType,
    /// Whether the model says how its values are written.
    pub(super) is_written: bool,
}

/// An exclusion or a required criterion: left unjudged, it lets through what it should keep out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WatchedRule {
    /// `exclusion`, or `required criterion`.
    pub(crate) what: &'static str,
    pub(crate) id: Box<str>,
    /// The icp that it belongs to, where there are several; none for an exclusion of the model.
    pub(crate) icp: Option<Box<str>>,
    /// The flag of its being unknown.
    pub(crate) unknown: Flag,
    /// The attributes that it rests on, also through formulas.
    pub(crate) attributes: Box<[usize]>,
}

impl Watch {
    pub(crate) fn new(definition: &Definition, plan: &Plan) -> Self {
        let attributes: Box<[Watched]> = plan
            .inputs
            .iter()
            .zip(&definition.attributes)
            .map(|(input, attribute)| Watched {
                name: input.name.clone(),
                separators: input.reading.separators.as_slice().into(),
                read: input.used && attribute.formula.is_none(),
                kind: input.kind,
                is_written: attribute.written.is_some(),
            })
            .collect();
        let mut rules = Vec::new();
        for (first, icp_plan) in (0..).zip(&plan.icps) {
            let Some(icp) = definition.icps.get(icp_plan.index) else { continue };
            let several = plan.icps.len() > 1;
            let of = |own: bool| (own && several).then(|| icp.id.clone());
            let exclusions = definition.exclusions.iter().map(|e| (e, false));
            let exclusions = exclusions.chain(icp.exclusions.iter().map(|e| (e, true)));
            for ((exclusion, own), flags) in exclusions.zip(&icp_plan.exclusions) {
                // Those of the model are the same for every icp.
                let (Some(unknown), true) = (flags.flags.unknown, own || first == 0) else { continue };
                let attributes = closed(plan, of_exclusion(exclusion));
                let id = exclusion.id.clone();
                rules.push(WatchedRule { what: "exclusion", id, icp: of(own), unknown, attributes });
            }
            let cards = [(Some(&icp.fit), Some(icp_plan.fit)), (icp.intent.as_ref(), icp_plan.intent)];
            for (card, at) in cards.into_iter().filter_map(|(card, at)| Some((card?, at?))) {
                required(plan, card, at, |id, unknown, attributes| {
                    let what = "required criterion";
                    rules.push(WatchedRule { what, id: id.into(), icp: of(true), unknown, attributes });
                });
            }
        }
        let decisive = (0..attributes.len()).map(|at| rules.iter().any(|rule| rule.attributes.contains(&at)));
        Self { decisive: decisive.collect(), attributes, rules: rules.into() }
    }

    /// Whether a watched rule rests on an attribute.
    pub(crate) fn is_decisive(&self, at: usize) -> bool {
        self.decisive.get(at).copied().unwrap_or_default()
    }

    /// How many attributes there are.
    pub(crate) fn attributes(&self) -> usize {
        self.attributes.len()
    }
}

fn required(plan: &Plan, card: &Scorecard, at: usize, mut put: impl FnMut(&str, Flag, Box<[usize]>)) {
    let plans = plan.cards.get(at).and_then(|card| plan.criteria.get(card.criteria.clone()));
    for (criterion, plan_of) in card.criteria.iter().zip(plans.unwrap_or_default()) {
        if let Some(open) = plan_of.open {
            put(&criterion.id, open, closed(plan, of_criterion(criterion)));
        }
    }
}

/// These attributes and what their formulas are made of, each once.
fn closed(plan: &Plan, mut attributes: Vec<usize>) -> Box<[usize]> {
    for derived in plan.derived.iter().rev() {
        if attributes.contains(&(derived.attribute as usize)) {
            attributes.extend(derived.inputs.iter().map(|at| *at as usize));
        }
    }
    attributes.sort_unstable();
    attributes.dedup();
    attributes.into()
}

fn of_exclusion(exclusion: &Exclusion) -> Vec<usize> {
    let mut found = Vec::new();
    of_condition(&exclusion.when, &mut found);
    exclusion.unless.iter().for_each(|unless| of_condition(unless, &mut found));
    found
}

fn of_criterion(criterion: &Criterion) -> Vec<usize> {
    let mut found = Vec::new();
    let conditions = criterion.applies_when.iter().chain(criterion.rule.conditions());
    conditions.for_each(|condition| of_condition(condition, &mut found));
    found.extend(criterion.rule.attribute());
    found
}

fn of_condition(condition: &Condition, found: &mut Vec<usize>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast { of: parts, .. } => {
            parts.iter().for_each(|part| of_condition(part, found));
        }
        Condition::Not(part) => of_condition(part, found),
        Condition::Named { condition, .. } => of_condition(condition, found),
        Condition::Result(_) => {}
        Condition::Test { attribute, test } => {
            found.push(*attribute);
            if let Test::Compare { other, .. } = test {
                found.push(*other);
            }
        }
    }
}
