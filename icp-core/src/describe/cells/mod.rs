//! Values of an attribute in words, given as cells of its slots: `at least 25 people`, `not agency`, `within the last 6 months or
//! in the future`. The words hold for exactly the values in those cells.

mod bits;
mod names;
mod ordered;
mod words;

use self::bits::{Bit, Verb};
pub(crate) use self::names::CellNames;
use self::names::{Place, binning};
pub(crate) use self::ordered::{aged, from_before, range};
use self::words::Words;
use super::condition::{compared, events, label};
use super::value::{Joint, list, phrase, value};
use crate::model::{Comparison, Definition, EventNames, Happened, Items, OncePer};
use crate::page::Sentence;
use crate::plan::{Axis, Binning, EventsCounted, HappenedTest, Hosts, Phrase, Plan, SlotId, SlotTest};
use crate::value::AttributeType;

/// The model whose cells are put into words.
#[derive(Clone, Copy)]
pub(crate) struct CellWords<'a> {
    pub(crate) definition: &'a Definition,
    pub(crate) plan: &'a Plan,
    pub(crate) names: &'a CellNames,
}

/// One combination of cells that stand for others, and whether it is in the set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Combination {
    /// A cell for each slot: 0 for missing in all of them, or nowhere.
    pub(crate) cells: Vec<u32>,
    pub(crate) in_set: bool,
}

/// Cells of values, and whether they are in the set.
type Cells<'c> = (&'c [u32], bool);

impl CellWords<'_> {
    /// A set of values of an attribute, by the cells of some of its slots. `combinations` has each combination that a value can
    /// have, in the set or not.
    pub(crate) fn joint(&self, attribute: usize, axes: &[Axis], combinations: &[Combination]) -> Sentence {
        let is_missing = |one: &Combination| one.cells.iter().all(|cell| *cell == 0);
        let is_none = |one: &Combination| {
            one.cells.iter().zip(axes).all(|(cell, axis)| self.plan.none_cell(axis.slot) == Some(*cell))
        };
        let values = combinations.iter().filter(|one| !is_missing(one) && !is_none(one));
        let values: Vec<Cells<'_>> = values.map(|one| (&*one.cells, one.in_set)).collect();
        let found =
            |of: &dyn Fn(&Combination) -> bool| combinations.iter().find(|one| of(one)).map(|one| one.in_set);
        with_blanks(self.values(attribute, axes, &values), found(&is_none), found(&is_missing) == Some(true))
    }

    /// The values in one cell of each of some slots of an attribute.
    pub(crate) fn cell(&self, attribute: usize, slots: &[(SlotId, u32)]) -> Sentence {
        if slots.iter().all(|(_, own)| *own == 0) {
            return Sentence::new("not known");
        }
        if slots.iter().all(|(slot, own)| self.plan.none_cell(*slot) == Some(*own)) {
            return Sentence::new("no value");
        }
        let words = slots.iter().fold(Words::Everything, |words, (slot, own)| {
            let singles = self.plan.singles.get(*slot as usize).copied().unwrap_or_default();
            let is_value = |cell: u32| cell > 0 && cell < singles && self.plan.none_cell(*slot) != Some(cell);
            words.and(self.slot(attribute, *slot, &|cell| is_value(cell).then_some(cell == *own)))
        });
        words.sentence()
    }

    /// A set of numbers of an attribute, by cells that are cut at these numbers; `none` is whether it is in the set that there
    /// is no value, where that can be.
    pub(crate) fn numbers(
        &self,
        attribute: usize,
        cuts: &[f64],
        in_set: &dyn Fn(u32) -> Option<bool>,
        (none, missing): (Option<bool>, bool),
    ) -> Sentence {
        let unit = self.definition.attributes.get(attribute).and_then(|of| of.unit.as_deref());
        with_blanks(ordered::number(cuts, unit, in_set), none, missing)
    }

    /// A set of known values, by the cells of the first slot and, for each, those of the others.
    fn values(&self, attribute: usize, axes: &[Axis], all: &[Cells<'_>]) -> Words {
        if !all.iter().any(|(_, in_set)| *in_set) {
            return Words::Nothing;
        }
        if all.iter().all(|(_, in_set)| *in_set) {
            return Words::Everything;
        }
        let Some((axis, others)) = axes.split_first() else { return Words::Everything };
        let mut cells: Vec<u32> = all.iter().filter_map(|(cells, _)| cells.first().copied()).collect();
        crate::sort::distinct(&mut cells);
        // Cells with the same rest are said together.
        let mut groups: Vec<(Vec<u32>, Vec<Cells<'_>>)> = Vec::new();
        for cell in &cells {
            let of_cell = all.iter().filter(|(cells, _)| cells.first() == Some(cell));
            let rest: Vec<Cells<'_>> =
                of_cell.map(|(cells, in_set)| (cells.get(1..).unwrap_or_default(), *in_set)).collect();
            let agrees = |(_, of): &&mut (Vec<u32>, Vec<Cells<'_>>)| {
                !rest.iter().any(|(cells, in_set)| of.contains(&(*cells, !in_set)))
            };
            match groups.iter_mut().find(agrees) {
                Some((group, of)) => {
                    group.push(*cell);
                    of.extend(rest);
                }
                None => groups.push((vec![*cell], rest)),
            }
        }
        let mut words = Words::Nothing;
        for (group, rest) in groups {
            let rest = self.values(attribute, others, &rest);
            if rest == Words::Nothing {
                continue;
            }
            let in_set = |cell: u32| {
                let standing = axis.standing_for.get(cell as usize).copied().flatten()?;
                cells.contains(&standing).then(|| group.contains(&standing))
            };
            words = words.or(self.slot(attribute, axis.slot, &in_set).and(rest));
        }
        words
    }

    /// A set of cells of one slot; `None` for cells that no value is in.
    fn slot(&self, attribute: usize, slot: SlotId, in_set: &dyn Fn(u32) -> Option<bool>) -> Words {
        match self.names.places.get(slot as usize) {
            Some(Some(Place::Binning { attribute, at })) => match binning(self.plan, *attribute, *at) {
                Some((_, binning)) => self.binning(*attribute, slot, binning, in_set),
                None => Words::Everything,
            },
            Some(Some(Place::Computed(at))) => {
                let said =
                    |holds: bool| self.plan.computed.get(*at).map(|of| self.test(attribute, &of.test, holds));
                match (in_set(1), in_set(2)) {
                    (Some(true), Some(true)) => Words::Everything,
                    (Some(true), _) => said(false).unwrap_or(Words::Everything),
                    (_, Some(true)) => said(true).unwrap_or(Words::Everything),
                    _ => Words::Nothing,
                }
            }
            Some(None) | None => Words::Everything,
        }
    }

    fn binning(
        &self,
        attribute: usize,
        slot: SlotId,
        binning: &Binning,
        in_set: &dyn Fn(u32) -> Option<bool>,
    ) -> Words {
        let declared = self.definition.attributes.get(attribute);
        match binning {
            Binning::Presence(_) => Words::Everything,
            Binning::Bool(_) => match (in_set(1), in_set(2)) {
                (Some(true), Some(true)) => Words::Everything,
                (Some(true), _) => Words::One(Sentence::new("no")),
                (_, Some(true)) => Words::One(Sentence::new("yes")),
                _ => Words::Nothing,
            },
            Binning::Number(_, cuts) => {
                ordered::number(cuts, declared.and_then(|of| of.unit.as_deref()), in_set)
            }
            Binning::Length(_, cuts) => ordered::counted(cuts, 1.0, (" character", " characters"), in_set),
            Binning::Size(_, cuts) => ordered::counted(cuts, 0.0, (" item", " items"), in_set),
            Binning::Date(_, cuts) => ordered::days(cuts, in_set),
            Binning::Recent { first, count, .. } => {
                let range = *first as usize..(*first + *count) as usize;
                ordered::ages(self.plan.spans.get(range).unwrap_or_default(), in_set)
            }
            Binning::Values(_, lookup) => named_values(&self.names.named(attribute, lookup, 2), in_set),
            Binning::Hosts(_, hosts) => under(hosts, in_set),
            Binning::Phrases(_, phrases) => {
                let bits: Vec<Bit> =
                    phrases.all().iter().map(|phrase| self.phrase(attribute, phrase)).collect();
                bits::words(&bits, &|mask| in_set(mask + 1))
            }
            Binning::Items { first, bits, lookup, .. } => {
                let named = self.names.named(attribute, lookup, 0);
                let from = ((slot - first) * bits) as usize;
                let singles = self.plan.singles.get(slot as usize).copied().unwrap_or_default();
                let combinations = singles - 1 - u32::from(self.plan.none_cell(slot).is_some());
                let bit = |at: usize| Bit {
                    verb: Verb::Has,
                    name: value(named.get(from + at).copied().flatten().unwrap_or_default()),
                };
                let bits: Vec<Bit> = (0..combinations.trailing_zeros() as usize).map(bit).collect();
                bits::words(&bits, &|mask| in_set(mask + 1))
            }
        }
    }

    fn phrase(&self, attribute: usize, of: &Phrase) -> Bit {
        let (verb, text) = match of {
            Phrase::StartsWith(text) => (Verb::BeginsWith, text),
            Phrase::EndsWith(text) => (Verb::EndsWith, text),
            Phrase::Contains(text) if self.is_set(attribute) => (Verb::HasContaining, text),
            Phrase::Contains(text) => (Verb::Contains, text),
            Phrase::PartOf(text) => (Verb::IsPartOf, text),
            Phrase::Mentions(text) => (Verb::Mentions, text),
            Phrase::Matches(pattern) => {
                return Bit { verb: Verb::Matches, name: phrase(pattern.text()) };
            }
        };
        Bit { verb, name: phrase(self.names.written(attribute, text)) }
    }

    fn is_set(&self, attribute: usize) -> bool {
        self.definition.attributes.get(attribute).is_some_and(|one| one.kind == AttributeType::Set)
    }

    /// A test that cells cannot answer, as it is or turned around.
    fn test(&self, attribute: usize, test: &SlotTest, holds: bool) -> Words {
        match test {
            SlotTest::Happened(test) => Words::One(events(&self.happened(attribute, test)).sentence(holds)),
            SlotTest::Compare { left, comparison, right } => {
                let is_left = *left as usize == attribute;
                let other = if is_left { *right } else { *left } as usize;
                let comparison = if is_left { *comparison } else { mirrored(*comparison) };
                let kind =
                    self.definition.attributes.get(attribute).map_or(AttributeType::Number, |of| of.kind);
                let words = match (holds, comparison) {
                    (true, comparison) => Sentence::new(compared(comparison, kind)),
                    (false, Comparison::Gt | Comparison::Lt) if kind == AttributeType::Date => {
                        Sentence::new("not ").ours(compared(comparison, kind))
                    }
                    (false, comparison) => Sentence::new(compared(opposite(comparison), kind)),
                };
                Words::One(words.then(label(self.definition, other)))
            }
        }
    }

    /// A test on events as the model has it.
    fn happened(&self, attribute: usize, test: &HappenedTest) -> Happened {
        let written = |name: &str| Box::from(self.names.written(attribute, name));
        let several = |names: &[Box<str>]| Items {
            list: None,
            items: names.iter().map(|name| written(name)).collect(),
            single: false,
        };
        Happened {
            events: match &test.events {
                EventsCounted::One(name) => EventNames::One(written(name)),
                EventsCounted::AnyOf(names) => EventNames::AnyOf(several(names)),
                EventsCounted::Any => EventNames::Any,
            },
            distinct_at_least: test.distinct,
            within_last: test.within.and_then(|span| self.plan.spans.get(span as usize).copied()),
            at_least: test.at_least,
            at_most: test.at_most,
            once_per: test.once_a_day.then_some(OncePer::Day),
        }
    }
}

/// Values in words, with what else is in the set: that there is none, where that can be, and that it is not known.
fn with_blanks(values: Words, none: Option<bool>, missing: bool) -> Sentence {
    let said = |words: &str| Words::One(Sentence::new(words));
    let words = match (values, none) {
        (Words::Everything, None | Some(true)) => said("known"),
        (Words::Everything, Some(false)) => said("a value"),
        (values, Some(true)) => values.or(said("no value")),
        (values, _) => values,
    };
    if missing { words.or(said("not known")) } else { words }.sentence()
}

/// The comparison with its sides changed over.
const fn mirrored(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Is => Comparison::Is,
        Comparison::IsNot => Comparison::IsNot,
        Comparison::Gt => Comparison::Lt,
        Comparison::Gte => Comparison::Lte,
        Comparison::Lt => Comparison::Gt,
        Comparison::Lte => Comparison::Gte,
    }
}

/// The comparison that holds where another does not.
const fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Is => Comparison::IsNot,
        Comparison::IsNot => Comparison::Is,
        Comparison::Gt => Comparison::Lte,
        Comparison::Gte => Comparison::Lt,
        Comparison::Lt => Comparison::Gte,
        Comparison::Lte => Comparison::Gt,
    }
}

/// A set of named values, or all but some of them.
fn named_values(named: &[Option<&str>], in_set: &dyn Fn(u32) -> Option<bool>) -> Words {
    let others = in_set(1).unwrap_or(false);
    let mut listed = Vec::new();
    for (cell, name) in (2..).zip(named) {
        if in_set(cell) == Some(!others) {
            listed.extend(name.map(value));
        }
    }
    if listed.is_empty() {
        return if others { Words::Everything } else { Words::Nothing };
    }
    let names = list(listed.into_iter(), Joint::Or);
    Words::One(if others { Sentence::new("not ").then(names) } else { names })
}

/// A set of hosts, each with all that is below it but for other named ones.
fn under(hosts: &Hosts, in_set: &dyn Fn(u32) -> Option<bool>) -> Words {
    let is_in = |cell: u32| in_set(cell).unwrap_or(false);
    // The named host right above another, or the cell of none.
    let above = |at: usize| {
        let host = hosts.names().get(at).map_or("", |host| host);
        hosts.above(host).find(|above| *above != at).map_or(1, |above| above as u32 + 2)
    };
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for (at, host) in hosts.names().iter().enumerate() {
        let cell = at as u32 + 2;
        if is_in(cell) != is_in(above(at)) {
            if is_in(cell) { &mut with } else { &mut without }.push((at, value(host)));
        }
    }
    let said = |hosts: Vec<(usize, Sentence)>| {
        let names: Vec<Sentence> = hosts.into_iter().map(|(_, name)| name).collect();
        list(names.into_iter(), Joint::Or)
    };
    match (is_in(1), with.is_empty(), without.is_empty()) {
        (false, true, _) => Words::Nothing,
        (true, _, true) => Words::Everything,
        (false, false, true) => Words::One(Sentence::new("at or below ").then(said(with))),
        (true, true, false) => Words::One(Sentence::new("not at or below ").then(said(without))),
        // The nearest named host decides.
        (false, false, false) => Words::One(
            Sentence::new("at or below ")
                .then(said(with))
                .ours(" unless ")
                .then(said(without))
                .ours(" is nearer"),
        ),
        (true, false, false) => Words::One(
            Sentence::new("not at or below ")
                .then(said(without))
                .ours(" unless ")
                .then(said(with))
                .ours(" is nearer"),
        ),
    }
}
