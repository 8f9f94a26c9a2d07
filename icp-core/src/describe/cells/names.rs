//! The texts that a model names, as it writes them, and which slot cuts which attribute how: cells of a plan know folded texts
//! only. Made once a model.

use crate::model::{
    Attribute, Condition, Criterion, Definition, EventNames, Exclusion, Icp, Rule, Scorecard, SetOperand,
    Test, TextOperand, Verdict,
};
use crate::plan::{Binning, Input, Lookup, Plan, SlotId};
use crate::value::fold;

/// The names behind the cells of a model.
#[derive(Debug)]
pub(crate) struct CellNames {
    /// Every text that the model has about each attribute: values, items, phrases, events.
    texts: Vec<Vec<Box<str>>>,
    /// The attribute of each slot and the place among its binnings; for a computed slot its place among those.
    pub(super) places: Vec<Option<Place>>,
}

/// Where a slot is made.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Binning { attribute: usize, at: usize },
    Computed(usize),
}

impl CellNames {
    pub(crate) fn new(definition: &Definition, plan: &Plan) -> Self {
        let mut texts = Texts(vec![Vec::new(); definition.attributes.len()]);
        texts.definition(definition);
        let mut places = vec![None; plan.cells.len()];
        let mut put = |slot: SlotId, place: Place| {
            if let Some(of) = places.get_mut(slot as usize) {
                *of = Some(place);
            }
        };
        for (attribute, input) in plan.inputs.iter().enumerate() {
            for (at, binning) in input.binnings.iter().enumerate() {
                binning.slots(|slot| put(slot, Place::Binning { attribute, at }));
            }
        }
        for (at, computed) in plan.computed.iter().enumerate() {
            put(computed.slot, Place::Computed(at));
        }
        Self { texts: texts.0, places }
    }

    /// A text about an attribute as the model writes it; `folded` is how it is compared.
    pub(super) fn written<'n>(&'n self, attribute: usize, folded: &'n str) -> &'n str {
        let mut texts = self.texts.get(attribute).into_iter().flatten();
        texts.find(|text| fold(text) == *folded).map_or(folded, |text| text)
    }

    /// The named values or items of an attribute by their numbers, from the first one on.
    pub(super) fn named(&self, attribute: usize, lookup: &Lookup, first: u32) -> Vec<Option<&str>> {
        let mut named = Vec::new();
        for text in self.texts.get(attribute).into_iter().flatten() {
            let number = lookup.get(text).or_else(|| lookup.get(&fold(text)));
            let Some(at) = number.and_then(|number| number.checked_sub(first)) else { continue };
            let at = at as usize;
            if named.len() <= at {
                named.resize(at + 1, None);
            }
            if let Some(name) = named.get_mut(at) {
                name.get_or_insert(&**text);
            }
        }
        named
    }
}

/// The binning of a slot.
pub(super) fn binning(plan: &Plan, attribute: usize, at: usize) -> Option<(&Input, &Binning)> {
    let input = plan.inputs.get(attribute)?;
    Some((input, input.binnings.get(at)?))
}

/// Gathers texts, by attribute.
struct Texts(Vec<Vec<Box<str>>>);

impl Texts {
    fn add<'t>(&mut self, attribute: usize, texts: impl IntoIterator<Item = &'t Box<str>>) {
        if let Some(all) = self.0.get_mut(attribute) {
            for text in texts {
                if !all.contains(text) {
                    all.push(text.clone());
                }
            }
        }
    }

    fn definition(&mut self, definition: &Definition) {
        for (at, Attribute { synonyms, values, .. }) in definition.attributes.iter().enumerate() {
            // A value in the model's word before its other spellings.
            self.add(at, synonyms.iter().map(|(word, _)| word));
            self.add(at, values);
        }
        definition.conditions.iter().for_each(|named| self.condition(&named.condition));
        self.exclusions(&definition.exclusions);
        definition.criteria.iter().for_each(|shared| self.criterion(&shared.criterion));
        definition.icps.iter().for_each(|icp| self.icp(icp));
    }

    fn icp(&mut self, icp: &Icp) {
        self.exclusions(&icp.exclusions);
        self.card(&icp.fit);
        icp.intent.iter().for_each(|card| self.card(card));
        icp.stages.iter().for_each(|stage| self.verdicts(&stage.verdicts));
        for entry in icp.labels.iter().flat_map(|label| &label.first) {
            entry.when.iter().for_each(|when| self.condition(when));
        }
    }

    fn exclusions(&mut self, exclusions: &[Exclusion]) {
        for exclusion in exclusions {
            self.condition(&exclusion.when);
            exclusion.unless.iter().for_each(|unless| self.condition(unless));
        }
    }

    fn card(&mut self, card: &Scorecard) {
        card.criteria.iter().for_each(|criterion| self.criterion(criterion));
        card.limits.iter().filter_map(|limit| limit.when.as_ref()).for_each(|when| self.condition(when));
        for tier in &card.tiers {
            tier.when.iter().for_each(|when| self.condition(when));
            self.verdicts(&tier.verdicts);
        }
    }

    fn verdicts(&mut self, verdicts: &[Verdict]) {
        verdicts.iter().flat_map(|verdict| &verdict.when).for_each(|when| self.condition(when));
    }

    fn criterion(&mut self, criterion: &Criterion) {
        criterion.applies_when.iter().for_each(|when| self.condition(when));
        criterion.rule.conditions().for_each(|condition| self.condition(condition));
        match &criterion.rule {
            Rule::Table { attribute, ratings, .. } => {
                self.add(*attribute, ratings.iter().map(|(text, _)| text));
            }
            Rule::PerMatch { attribute, matches, .. } => {
                for texts in matches.items() {
                    self.add(*attribute, texts);
                }
            }
            Rule::Decay { attribute, ratings, .. } => {
                let named = ratings.iter().filter(|one| !one.is_any_other());
                self.add(*attribute, named.map(|event| &event.event));
            }
            Rule::Fit { .. } | Rule::Bands { .. } | Rule::Curve { .. } | Rule::Linear { .. } => {}
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
                of.iter().for_each(|part| self.condition(part));
            }
            Condition::Not(part) => self.condition(part),
            // Those with a name are gone through by themselves.
            Condition::Named { .. } | Condition::Result(_) => {}
            Condition::Test { attribute, test } => self.test(*attribute, test),
        }
    }

    fn test(&mut self, attribute: usize, test: &Test) {
        match test {
            Test::Text(test) => match test.operand() {
                TextOperand::Value(text) => self.add(attribute, [&Box::from(text)]),
                TextOperand::Values(items)
                | TextOperand::Phrases(items)
                | TextOperand::AtLeast(_, items)
                | TextOperand::Hosts(items) => self.add(attribute, &items.items),
                TextOperand::Pattern(_) => {}
            },
            Test::Set(test) => match test.operand() {
                SetOperand::Item(item) => self.add(attribute, [&Box::from(item)]),
                SetOperand::Items(items) | SetOperand::AtLeast(_, items) | SetOperand::Phrases(items) => {
                    self.add(attribute, &items.items);
                }
            },
            Test::Happened(happened) => match &happened.events {
                EventNames::One(name) => self.add(attribute, [name]),
                EventNames::AnyOf(names) => self.add(attribute, &names.items),
                EventNames::Any => {}
            },
            Test::Known(_)
            | Test::Number(_)
            | Test::Length(_)
            | Test::Size(_)
            | Test::Date(_)
            | Test::Bool(_)
            | Test::Compare { .. } => {}
        }
    }
}
