//! Compiles formulas, in an order in which each comes after those that it uses.

use super::survey::folded_names;
use crate::model::{Definition, Formula, OncePer};
use crate::plan::{Derived, EventsCounted, FormulaPlan, HappenedTest};
use crate::sort::distinct;
use crate::value::{AttributeType, Span};

/// Formulas in an order in which each comes after those it uses. The spans in which they count events are added to those of the
/// plan.
pub(super) fn formulas(definition: &Definition, spans: &mut Vec<Span>) -> Vec<Derived> {
    let mut ordered: Vec<Derived> = Vec::new();
    let count = definition.attributes.iter().filter(|a| a.formula.is_some()).count();
    // INVARIANT: `validate` refuses cycles, so each round places at least one.
    while ordered.len() < count {
        let before = ordered.len();
        for (index, attribute) in (0u32..).zip(&definition.attributes) {
            let Some((_, formula)) = &attribute.formula else { continue };
            let placed = |index: u32| ordered.iter().position(|d| d.attribute == index);
            if placed(index).is_some() {
                continue;
            }
            let mut used: Vec<u32> = Vec::new();
            formula.attributes(&mut |attribute| used.push(attribute as u32));
            let of = |at: &u32| definition.attributes.get(*at as usize);
            let is_formula = |at: &u32| of(at).is_some_and(|attribute| attribute.formula.is_some());
            if used.iter().all(|a| !is_formula(a) || placed(*a).is_some()) {
                distinct(&mut used);
                let is_number = |at: &&u32| of(at).is_some_and(|one| one.kind == AttributeType::Number);
                ordered.push(Derived {
                    attribute: index,
                    formula: planned(formula, spans),
                    by_value: used.iter().filter(|at| !is_number(at)).copied().collect(),
                    inputs: used.into(),
                });
            }
        }
        if ordered.len() == before {
            break;
        }
    }
    ordered
}

fn planned(formula: &Formula, spans: &mut Vec<Span>) -> FormulaPlan {
    match formula {
        Formula::Number(number) => FormulaPlan::Number(*number),
        Formula::Attribute(attribute) => FormulaPlan::Attribute(*attribute as u32),
        Formula::Negative(inner) => FormulaPlan::Negative(Box::new(planned(inner, spans))),
        Formula::Binary(operation, left, right) => {
            let left = Box::new(planned(left, spans));
            FormulaPlan::Binary(*operation, left, Box::new(planned(right, spans)))
        }
        Formula::Days(attribute) => FormulaPlan::Days(*attribute as u32),
        Formula::Count(count) => FormulaPlan::Count(HappenedTest {
            attribute: count.attribute as u32,
            events: match &*count.events {
                [] => EventsCounted::Any,
                names => EventsCounted::AnyOf(folded_names(names)),
            },
            distinct: None,
            within: count.within_last.map(|span| {
                spans.push(span);
                spans.len() as u32 - 1
            }),
            at_least: None,
            at_most: None,
            once_a_day: count.once_per == Some(OncePer::Day),
        }),
    }
}
