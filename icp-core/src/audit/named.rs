//! The values that a model names, attribute by attribute: in conditions, tables, lists and decays. Made once from the model
//! and its plan; `values` counts how often accounts have them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::analyze::{conditions, own_tests, rule_path};
use crate::eval::canonical;
use crate::model::{
    Criterion, Definition, EventNames, Find, Items, NumberOperand, NumberTest, Rule, SetOperand, Test,
    TextOperand,
};
use crate::plan::{Binning, Hosts, Input, Phrase, Plan, SlotId};
use crate::source::Path;
use crate::value::{AttributeType, float_text, fold, parse_number};

/// For each attribute, what a model names of its values; the accounts of a run are held against it.
#[derive(Debug, Default)]
pub(crate) struct Vocabularies {
    pub(super) attributes: Box<[Vocabulary]>,
}

/// All that a model names of one attribute: values, phrases, hosts, and the bounds of its numbers.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Whether accounts are asked for it.
    pub(super) is_read: bool,
    pub(super) kind: AttributeType,
    /// Compared forms to places in `names`.
    pub(super) index: BTreeMap<Box<str>, usize>,
    pub(super) names: Vec<Named>,
    /// The closed list of its values, compared forms.
    pub(super) listed: BTreeSet<Box<str>>,
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
    pub(super) phrases: Vec<PhraseBit>,
    /// The hosts that it is asked to be under.
    pub(super) hosts: Arc<Hosts>,
}

/// A value that rules name.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) written: Box<str>,
    /// Where, and in what: a criterion, an exclusion, a list.
    pub(super) places: Vec<Path>,
}

/// A phrase that rules look for, as a bit of a cell.
#[derive(Debug)]
pub(super) struct PhraseBit {
    pub(super) slot: SlotId,
    pub(super) bit: usize,
    pub(super) text: Box<str>,
}

impl Vocabularies {
    pub(crate) fn new(definition: &Definition, plan: &Plan) -> Self {
        let attribute = |(attribute, input): (&crate::model::Attribute, &Input)| {
            let listed = attribute.values.iter().map(|value| compared(input, value));
            Vocabulary {
                is_read: input.used && attribute.formula.is_none(),
                kind: attribute.kind,
                index: BTreeMap::new(),
                names: Vec::new(),
                listed: listed.collect(),
                min: attribute.min,
                max: attribute.max,
                phrases: phrases(input),
                hosts: hosts(input),
            }
        };
        let attributes = definition.attributes.iter().zip(&plan.inputs).map(attribute);
        let mut vocabularies = Self { attributes: attributes.collect() };
        for attribute in &definition.attributes {
            let Some((_, formula)) = &attribute.formula else { continue };
            let path = Path::root().key("attributes").key(&attribute.name).key("formula");
            formula.counts(&mut |count| {
                count.events.iter().for_each(|event| vocabularies.name(plan, count.attribute, event, &path));
            });
        }
        conditions(definition, &mut |path, condition| {
            own_tests(condition, &mut |attribute, test| vocabularies.test(plan, attribute, test, path));
        });
        for shared in &definition.criteria {
            let path = Path::root().key("criteria").key(&shared.criterion.id);
            vocabularies.rule(plan, &shared.criterion, &path);
        }
        for (index, icp) in definition.scored_icps() {
            let icp_path = Path::root().key("icps").index(index);
            for (card, key) in
                std::iter::once((&icp.fit, "fit")).chain(icp.intent.as_ref().map(|card| (card, "intent")))
            {
                let path = icp_path.key(key);
                for (at, criterion) in card.criteria.iter().enumerate().filter(|(_, c)| c.uses.is_none()) {
                    vocabularies.rule(plan, criterion, &rule_path(criterion, &path, at));
                }
            }
        }
        vocabularies
    }

    fn name(&mut self, plan: &Plan, at: usize, written: &str, path: &Path) {
        let (Some(vocabulary), Some(input)) = (self.attributes.get_mut(at), plan.inputs.get(at)) else {
            return;
        };
        let next = vocabulary.names.len();
        let place = *vocabulary.index.entry(compared(input, written)).or_insert(next);
        if place == next {
            vocabulary.names.push(Named { written: written.into(), places: Vec::new() });
        }
        if let Some(named) = vocabulary.names.get_mut(place)
            && !named.places.contains(path)
        {
            named.places.push(path.clone());
        }
    }

    fn items(&mut self, plan: &Plan, at: usize, items: &Items<Box<str>>, path: &Path) {
        let path = of_list(items.list.as_deref(), path);
        items.items.iter().for_each(|item| self.name(plan, at, item, &path));
    }

    fn test(&mut self, plan: &Plan, at: usize, test: &Test, path: &Path) {
        match test {
            Test::Text(test) => match test.operand() {
                TextOperand::Value(value) => self.name(plan, at, value, path),
                TextOperand::Values(items) => self.items(plan, at, items, path),
                TextOperand::Hosts(_)
                | TextOperand::Phrases(_)
                | TextOperand::AtLeast(..)
                | TextOperand::Pattern(_) => {}
            },
            Test::Set(test) => match test.operand() {
                SetOperand::Item(item) => self.name(plan, at, item, path),
                SetOperand::Items(items) | SetOperand::AtLeast(_, items) => self.items(plan, at, items, path),
                SetOperand::Phrases(_) => {}
            },
            Test::Number(NumberTest::Is(value) | NumberTest::IsNot(value)) => {
                self.name(plan, at, &float_text(*value), path);
            }
            Test::Number(test) => {
                if let NumberOperand::List(items) = test.operand() {
                    let path = of_list(items.list.as_deref(), path);
                    items.items.iter().for_each(|item| self.name(plan, at, &float_text(*item), &path));
                }
            }
            Test::Happened(happened) => match &happened.events {
                EventNames::One(name) => self.name(plan, at, name, path),
                EventNames::AnyOf(names) => self.items(plan, at, names, path),
                EventNames::Any => {}
            },
            Test::Known(_)
            | Test::Length(_)
            | Test::Size(_)
            | Test::Date(_)
            | Test::Bool(_)
            | Test::Compare { .. } => {}
        }
    }

    fn rule(&mut self, plan: &Plan, criterion: &Criterion, path: &Path) {
        match &criterion.rule {
            Rule::Table { attribute, ratings, .. } => {
                let kind = plan.inputs.get(*attribute).map(|input| input.kind);
                for (value, _) in ratings {
                    match kind {
                        Some(AttributeType::Text | AttributeType::Set) => {
                            self.name(plan, *attribute, value, &path.key("table"));
                        }
                        Some(AttributeType::Number) => {
                            if let Ok(number) = parse_number(value) {
                                self.name(plan, *attribute, &float_text(number), &path.key("table"));
                            }
                        }
                        _ => {}
                    }
                }
            }
            Rule::PerMatch { find: Find::Contains, .. } => {}
            Rule::PerMatch { attribute, .. } => {
                if plan.inputs.get(*attribute).is_some_and(|input| input.kind == AttributeType::Set) {
                    let path = path.key("per_match");
                    criterion.rule.texts().into_iter().for_each(|of| self.items(plan, *attribute, of, &path));
                }
            }
            Rule::Decay { attribute, ratings, .. } => {
                for one in ratings.iter().filter(|one| !one.is_any_other()) {
                    self.name(plan, *attribute, &one.event, &path.key("decay"));
                }
            }
            Rule::Fit { .. } | Rule::Bands { .. } | Rule::Curve { .. } | Rule::Linear { .. } => {}
        }
    }
}

/// The form in which a value of an attribute is compared.
fn compared(input: &Input, text: &str) -> Box<str> {
    match input.kind {
        AttributeType::Text | AttributeType::Set => canonical(input, text, &mut String::new()).into(),
        AttributeType::Number | AttributeType::Bool | AttributeType::Date | AttributeType::Events => {
            fold(text).into()
        }
    }
}

/// A named list is written in one place, whoever uses it.
fn of_list(list: Option<&str>, path: &Path) -> Path {
    list.map_or_else(|| path.clone(), |name| Path::root().key("lists").key(name))
}

fn hosts(input: &Input) -> Arc<Hosts> {
    let hosts = input.binnings.iter().find_map(|binning| match binning {
        Binning::Hosts(_, hosts) => Some(hosts.clone()),
        _ => None,
    });
    hosts.unwrap_or_default()
}

/// The phrases that rules look for in a text.
fn phrases(input: &Input) -> Vec<PhraseBit> {
    let mut all = Vec::new();
    for binning in &input.binnings {
        let Binning::Phrases(slot, phrases) = binning else { continue };
        for (bit, phrase) in phrases.all().iter().enumerate() {
            let text = match phrase {
                Phrase::StartsWith(text) | Phrase::EndsWith(text) => text,
                Phrase::Contains(text) | Phrase::Mentions(text) | Phrase::PartOf(text) => text,
                Phrase::Matches(_) => continue,
            };
            all.push(PhraseBit { slot: *slot, bit, text: text.clone() });
        }
    }
    all
}
