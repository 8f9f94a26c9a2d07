//! The values of one attribute alone that would make an exclusion not hold, in words. It reads the plan over the cells of one
//! record; scores nothing.

use std::borrow::Cow;

use super::ModelTexts;
use super::lift_numbers::{Numbers, given, made_from};
use super::missing::Missing;
use super::texts::{ExclusionTexts, Places};
use crate::describe::{CellWords, Combination, plain};
use crate::model::Definition;
use crate::plan::{Axis, Check, SlotId};
use crate::value::Truth;

/// Values of one attribute that alone would make an exclusion surely not hold.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let tiny = model.score(&Account::new().with("employees", 3).with("country", "DE"), today).unwrap();
/// let lift = &tiny.data().icps[0].exclusions[0].lift;
/// assert_eq!((&*lift[0].attribute, &*lift[0].words), ("employees", "at least 5"));
/// assert_eq!((&*lift[1].attribute, &*lift[1].words), ("country", "US"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lift<'a> {
    /// The attribute.
    pub attribute: Cow<'a, str>,
    /// All of its values that do, in words.
    pub words: Cow<'a, str>,
}

/// More combinations of cells of one attribute than these are not gone through, and the attribute is left out.
const MOST: usize = 1 << 14;

/// Looks for lifts of one record.
pub(super) struct Lifts<'a, 's> {
    pub(super) definition: &'a Definition,
    pub(super) texts: &'a ModelTexts,
    pub(super) missing: Missing<'a, 's>,
}

impl<'a> Lifts<'a, '_> {
    /// The attributes that could lift an exclusion with this condition, in the order of the model.
    pub(super) fn of(&self, check: &Check, texts: &'a ExclusionTexts) -> Vec<Lift<'a>> {
        let plan = self.missing.plan;
        let cells = self.missing.scratch.cells();
        if check.truth(cells) == Truth::False {
            return Vec::new();
        }
        let behind = |slot: &SlotId| plan.slot_attributes.get(*slot as usize).into_iter().flatten().copied();
        let Places { slots, attributes } = texts.places.get_or_init(|| {
            let mut slots = Vec::new();
            check.slots(&mut slots);
            let mut attributes: Vec<u32> = slots.iter().flat_map(behind).collect();
            given(plan, &mut attributes);
            Places { slots: slots.into(), attributes: attributes.into() }
        });
        let is_alone = attributes.len() == 1;
        let lift = |attribute: u32| {
            let at = attribute as usize;
            let declared = self.definition.attributes.get(at)?;
            if !declared.changeable && !self.missing.is_missing(attribute) {
                return None;
            }
            let made = made_from(plan, at);
            let through_formulas = slots.iter().flat_map(behind).any(|of| made.contains(&of));
            let is_its = |slot: &SlotId| behind(slot).any(|of| of == attribute || made.contains(&of));
            let own = || slots.iter().copied().filter(is_its).collect::<Vec<SlotId>>();
            let words = if through_formulas {
                self.numbers(at, made.clone(), &own(), check)?.into()
            } else if is_alone {
                let words = || self.words(at, &own(), check).map(Box::from);
                Cow::Borrowed(texts.alone.get_or_init(words).as_deref()?)
            } else {
                self.words(at, &own(), check)?.into()
            };
            Some(Lift { attribute: (&*declared.name).into(), words })
        };
        attributes.iter().copied().filter_map(lift).collect()
    }

    fn cell_words(&self) -> CellWords<'a> {
        let (definition, plan) = (self.definition, self.missing.plan);
        CellWords { definition, plan, names: self.texts.cell_names(definition, plan) }
    }

    /// The numbers of an attribute that make the condition false, some of them through formulas.
    fn numbers(&self, attribute: usize, made: Vec<u32>, slots: &[SlotId], check: &Check) -> Option<String> {
        let Missing { plan, record, scratch } = self.missing;
        let found = Numbers { plan, record, scratch, attribute, made }.find(slots, check)?;
        let in_set = |cell: u32| found.cells.get((cell as usize).checked_sub(1)?).copied();
        Some(plain(&self.cell_words().numbers(attribute, &found.cuts, &in_set, (found.none, found.missing))))
    }

    /// The values of an attribute that make the condition false, if there are any.
    fn words(&self, attribute: usize, slots: &[SlotId], check: &Check) -> Option<String> {
        let plan = self.missing.plan;
        let axes: Vec<Axis> = slots.iter().map(|slot| Axis::new(plan, *slot, check)).collect();
        let mut combinations: Vec<Vec<u32>> = vec![Vec::new()];
        for axis in &axes {
            let of = axis.cells(plan).collect::<Vec<_>>();
            if combinations.len().saturating_mul(of.len()) > MOST {
                return None;
            }
            let longer = |known: &Vec<u32>| {
                let known = known.clone();
                of.iter()
                    .map(move |cell| known.iter().copied().chain([*cell]).collect())
                    .collect::<Vec<Vec<u32>>>()
            };
            combinations = combinations.iter().flat_map(longer).collect();
        }
        combinations.push(vec![0; axes.len()]);
        let none: Option<Vec<u32>> = slots.iter().map(|slot| plan.none_cell(*slot)).collect();
        combinations.extend(none);
        let mut cells = self.missing.scratch.cells().to_vec();
        let mut is_false = |values: Vec<u32>| {
            for (slot, value) in slots.iter().zip(&values) {
                if let Some(cell) = cells.get_mut(*slot as usize) {
                    *cell = *value;
                }
            }
            Combination { in_set: check.truth(&cells) == Truth::False, cells: values }
        };
        let combinations: Vec<Combination> = combinations.into_iter().map(&mut is_false).collect();
        if !combinations.iter().any(|one| one.in_set) {
            return None;
        }
        Some(plain(&self.cell_words().joint(attribute, &axes, &combinations)))
    }
}
