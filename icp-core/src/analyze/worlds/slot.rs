//! The slots of a plan with the values that their cells stand for, gathered from the plan's inputs and from the
//! texts that the model names.

use super::phrases::{Implied, implied};
use crate::analyze::walk;
use crate::model::{Comparison, Definition, Rule, Test, TextTest};
use crate::plan::{Binning, Hosts, Phrase, Plan, SlotTest};
use crate::sort::{distinct, sort_by_key};
use crate::value::{AttributeType, Date, Span, fold};

/// A slot: its cells, and the attributes behind them.
pub(in crate::analyze) struct Slot<'a> {
    /// Its single cells: what holds of every number of an interval is seen there.
    pub(in crate::analyze) cells: u32,
    /// The cell for no value.
    none: Option<u32>,
    /// The attributes behind it: two for a comparison.
    pub(in crate::analyze) attributes: &'a [u32],
    /// The attributes that those are made from by formulas.
    pub(in crate::analyze) inputs: Vec<u32>,
    pub(in crate::analyze) shape: Shape<'a>,
}

/// How the cells cut the values.
pub(in crate::analyze) enum Shape<'a> {
    /// Known or not, a bool, an event that happened.
    Plain,
    Number(&'a [f64]),
    /// The length of a text or the size of a set.
    Count {
        cuts: &'a [f64],
        least: f64,
        is_size: bool,
    },
    Date(&'a [i32]),
    /// Spans, longest first.
    Recent(&'a [Span]),
    /// All spellings of each named value, by its cell.
    Values(Vec<(u32, Vec<Box<str>>)>),
    Hosts(&'a Hosts),
    Phrases {
        phrases: &'a [Phrase],
        implied: Implied,
    },
    /// Named items of a set.
    Items,
    /// Two attributes compared.
    Compare(Comparison),
}

impl<'a> Shape<'a> {
    /// The cuts of a number.
    pub(in crate::analyze) fn of_number(&self) -> Option<&'a [f64]> {
        match self {
            Self::Number(cuts) => Some(cuts),
            Self::Plain
            | Self::Count { .. }
            | Self::Date(_)
            | Self::Recent(_)
            | Self::Values(_)
            | Self::Hosts(_)
            | Self::Phrases { .. }
            | Self::Items
            | Self::Compare(_) => None,
        }
    }
}

pub(super) fn slots<'a>(definition: &Definition, plan: &'a Plan) -> Vec<Slot<'a>> {
    let mut shapes: Vec<(u32, Shape<'a>)> = Vec::new();
    let texts = texts(definition);
    for (index, input) in plan.inputs.iter().enumerate() {
        for binning in &input.binnings {
            match binning {
                Binning::Presence(_) | Binning::Bool(_) => {}
                Binning::Number(place, cuts) => shapes.push((*place, Shape::Number(cuts))),
                // A blank text is missing, an empty set is not.
                Binning::Length(place, cuts) => {
                    shapes.push((*place, Shape::Count { cuts, least: 1.0, is_size: false }));
                }
                Binning::Size(place, cuts) => {
                    shapes.push((*place, Shape::Count { cuts, least: 0.0, is_size: true }));
                }
                Binning::Date(place, cuts) => shapes.push((*place, Shape::Date(cuts))),
                Binning::Recent { slot: place, first, count } => {
                    let range = *first as usize..(*first + *count) as usize;
                    shapes.push((*place, Shape::Recent(plan.spans.get(range).unwrap_or_default())));
                }
                Binning::Values(place, lookup) => {
                    let own = texts.get(index).into_iter().flatten();
                    let mut named: Vec<(u32, &Box<str>)> =
                        own.filter_map(|text| Some((lookup.get(text)?, text))).collect();
                    sort_by_key(&mut named, |(cell, _)| *cell);
                    let spellings = named.chunk_by(|(a, _), (b, _)| a == b).filter_map(|alike| {
                        Some((alike.first()?.0, alike.iter().map(|(_, text)| (*text).clone()).collect()))
                    });
                    shapes.push((*place, Shape::Values(spellings.collect())));
                }
                Binning::Hosts(place, hosts) => shapes.push((*place, Shape::Hosts(hosts))),
                Binning::Phrases(place, phrases) => {
                    let phrases = phrases.all();
                    let implied = implied(phrases, phrases);
                    shapes.push((*place, Shape::Phrases { phrases, implied }));
                }
                Binning::Items { first, count, .. } => {
                    shapes.extend((*first..*first + *count).map(|place| (place, Shape::Items)));
                }
            }
        }
    }
    for computed in &plan.computed {
        if let SlotTest::Compare { comparison, .. } = computed.test {
            shapes.push((computed.slot, Shape::Compare(comparison)));
        }
    }
    let mut slots = Vec::new();
    let mut shape_of: Vec<Shape<'a>> = plan.cells.iter().map(|_| Shape::Plain).collect();
    for (place, shape) in shapes {
        if let Some(of) = shape_of.get_mut(place as usize) {
            *of = shape;
        }
    }
    let cells = plan.singles.iter().zip(&plan.none_cells);
    for ((shape, (singles, none)), attributes) in shape_of.into_iter().zip(cells).zip(&plan.slot_attributes) {
        let own: Vec<usize> = attributes.iter().map(|attribute| *attribute as usize).collect();
        let inputs = walk::with_inputs(definition, own).into_iter().skip(attributes.len());
        slots.push(Slot {
            cells: *singles,
            none: *none,
            attributes,
            inputs: inputs.map(|input| input as u32).collect(),
            shape,
        });
    }
    slots
}

/// Every text that a model says about each text attribute, folded.
fn texts(definition: &Definition) -> Vec<Vec<Box<str>>> {
    let mut texts: Vec<Vec<Box<str>>> = vec![Vec::new(); definition.attributes.len()];
    for (attribute, texts) in definition.attributes.iter().zip(&mut texts) {
        for (value, spellings) in &attribute.synonyms {
            texts.extend(spellings.iter().chain([value]).map(|text| Box::from(fold(text))));
        }
    }
    let mut add = |attribute: usize, text: &str| {
        if let Some(texts) = texts.get_mut(attribute) {
            texts.push(fold(text).into());
        }
    };
    walk::conditions(definition, &mut |_, condition| {
        walk::own_tests(condition, &mut |attribute, test| {
            let Test::Text(test) = test else { return };
            match test {
                TextTest::Is(text) | TextTest::IsNot(text) => add(attribute, text),
                TextTest::In(items) | TextTest::NotIn(items) => {
                    items.items.iter().for_each(|text| add(attribute, text));
                }
                // A part of a text, or a pattern.
                TextTest::StartsWith(_)
                | TextTest::EndsWith(_)
                | TextTest::Contains(_)
                | TextTest::PartOf(_)
                | TextTest::Mentions(_)
                | TextTest::MentionsAtLeast { .. }
                | TextTest::Under(_)
                | TextTest::Matches(_) => {}
            }
        });
    });
    let own = definition.icps.iter().flat_map(|icp| std::iter::once(&icp.fit).chain(&icp.intent));
    for criterion in own.flat_map(|card| &card.criteria) {
        if let Rule::Table { attribute, ratings, .. } = &criterion.rule
            && definition.attributes.get(*attribute).is_some_and(|known| known.kind == AttributeType::Text)
        {
            ratings.iter().for_each(|(text, _)| add(*attribute, text));
        }
    }
    texts.iter_mut().for_each(distinct);
    texts
}

/// The integers from `least` on that lie in a cell of cuts: the lowest, and the highest if there is one.
pub(super) fn integers(cuts: &[f64], least: f64, cell: u32) -> Option<(f64, Option<f64>)> {
    let at = (cell as usize).checked_sub(1)?;
    if at % 2 == 1 {
        let cut = *cuts.get(at / 2)?;
        return (cut >= least && cut.fract() == 0.0).then_some((cut, Some(cut)));
    }
    let above = (at / 2).checked_sub(1).and_then(|below| cuts.get(below));
    let low = above.map_or(least, |cut| (cut.floor() + 1.0).max(least));
    match cuts.get(at / 2) {
        None => Some((low, None)),
        Some(cut) => {
            let high = cut.ceil() - 1.0;
            (low <= high).then_some((low, Some(high)))
        }
    }
}

impl Slot<'_> {
    /// Whether it has a cell for no value.
    pub(super) fn has_none(&self) -> bool {
        self.none.is_some()
    }

    /// Whether a cell is the one for no value.
    pub(super) fn is_none(&self, cell: u32) -> bool {
        self.none == Some(cell)
    }

    /// Whether some value may be in a cell.
    pub(super) fn is_possible(&self, cell: u32) -> bool {
        if self.is_none(cell) {
            return true;
        }
        match &self.shape {
            Shape::Plain | Shape::Number(_) | Shape::Recent(_) => true,
            Shape::Values(_) | Shape::Hosts(_) | Shape::Items | Shape::Compare(_) => true,
            Shape::Count { cuts, least, .. } => integers(cuts, *least, cell).is_some(),
            Shape::Date(cuts) => {
                let first = cell == 1 && cuts.first().is_some_and(|cut| *cut <= Date::MIN.days());
                let last =
                    cell as usize == cuts.len() + 1 && cuts.last().is_some_and(|cut| *cut > Date::MAX.days());
                !first && !last
            }
            Shape::Phrases { implied, .. } => implied.allow(cell - 1, cell - 1),
        }
    }
}
