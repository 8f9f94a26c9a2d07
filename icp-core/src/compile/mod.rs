//! From a valid model to a plan: survey the constants, cut the attributes into cells, turn conditions into
//! checks over cells, and lay what rests on few cells into tables.

mod cards;
mod checks;
mod cuts;
mod formulas;
mod groups;
mod items;
mod labels;
mod named;
mod reading;
mod rules;
mod slots;
mod survey;
mod takes;
mod units;

use crate::model::{Definition, Select};
use crate::plan::{Flag, Plan};
#[cfg(all(feature = "deferred", not(feature = "messages")))]
pub(crate) use reading::enable as enable_written;

/// Compiles a model.
pub(crate) fn compile(definition: &Definition) -> Plan {
    let mut needs = survey::survey(definition);
    let derived = formulas::formulas(definition, &mut needs.computed_spans);
    let mut slots = slots::assign(definition, needs, takes::takes(definition, &derived));
    let built = cards::build(definition, &slots);
    let mut plan = Plan {
        names: slots::names(definition),
        derived,
        inputs: slots.take_inputs(),
        computed: slots.computed,
        cells: slots.singles.iter().zip(&slots.runs).map(|(singles, runs)| singles + runs).collect(),
        singles: slots.singles,
        none_cells: slots.none_cells,
        slot_attributes: slots.slot_attributes,
        spans: slots.spans,
        groups: Vec::new(),
        criteria: built.criteria,
        loose_criteria: Vec::new(),
        valued: Vec::new(),
        conditions: built.conditions,
        open_conditions: built.open_conditions,
        loose_conditions: Vec::new(),
        cards: built.cards,
        icps: built.icps,
        buckets: built.buckets,
        flag_words: Flag::words(built.flags),
        by_score: definition.select == Select::ByScore,
    };
    for (input, attribute) in plan.inputs.iter_mut().zip(&definition.attributes) {
        // A formula's number is never read.
        let common = if attribute.formula.is_some() { &[][..] } else { &definition.missing };
        input.reading = reading::reading(attribute.kind, common, reading::How::of(attribute));
    }
    groups::tabulate(&mut plan, &built.flagged);
    mark_used(&mut plan);
    plan
}

/// Marks the attributes that an answer may depend on: those that a rule looks at, and what their formulas are made of.
fn mark_used(plan: &mut Plan) {
    let by_value = plan.by_rule_value();
    for (at, input) in plan.inputs.iter_mut().enumerate() {
        input.used = !input.binnings.is_empty() || by_value.contains(&at);
    }
    // Each formula comes after those in it.
    for derived in plan.derived.iter().rev() {
        if plan.inputs.get(derived.attribute as usize).is_some_and(|input| input.used) {
            for at in &derived.inputs {
                if let Some(input) = plan.inputs.get_mut(*at as usize) {
                    input.used = true;
                }
            }
        }
    }
}
