//! The values to which an attribute may change, other than numbers and days: named texts, added and dropped items, one more
//! event, true and false.

use std::borrow::Cow;

use super::line::Range;
use super::named::Named;
use crate::account::{Event, Field};
use crate::eval::{Scratch, find, locate_field};
use crate::model::Attribute;
use crate::plan::{Binning, Input, Plan};
use crate::reading::host;
use crate::value::{AttributeType, Date, fold};

/// The most items of which every choice is tried.
const EVERY_CHOICE: usize = 8;

/// The most phrases of which every choice is tried; of more, one or two.
const EVERY_PHRASE: usize = 5;

/// A value to which an attribute may change.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) field: Field<'static>,
    /// The cells that lie between it and the value now; items that are added or dropped.
    pub(super) passed: u32,
    /// Its place among those that pass as many.
    pub(super) rank: f64,
    pub(super) what: What,
}

/// Which values a candidate stands for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// Numbers or days.
    Range(Range),
    Truth(bool),
    /// A text that the model names.
    Text(Box<str>),
    /// A text that holds all of these.
    Holds(Vec<Box<str>>),
    /// A text that the model does not name, of a length if it counts characters.
    Other(Option<Range>),
    /// Items that are added, and items that are dropped.
    Items(Vec<Box<str>>, Vec<Box<str>>),
    /// One event on the as-of day; without a name, whichever.
    Event(Option<Box<str>>),
    /// Known to have no items or no events.
    Empty,
}

/// An attribute with its value now, from which its candidates are made.
pub(super) struct Source<'s> {
    pub(super) plan: &'s Plan,
    pub(super) attribute: &'s Attribute,
    pub(super) at: usize,
    pub(super) named: &'s Named<'s>,
    pub(super) now: &'s Field<'s>,
    pub(super) fields: &'s [Field<'s>],
    pub(super) as_of: Date,
}

impl Source<'_> {
    /// All candidates, the nearest first.
    pub(super) fn candidates(&self, scratch: &mut Scratch) -> Vec<Candidate> {
        let mut found = match self.attribute.kind {
            AttributeType::Bool => self.truths(),
            AttributeType::Text => self.texts(scratch),
            AttributeType::Set => self.items(),
            AttributeType::Events => self.events(),
            AttributeType::Number | AttributeType::Date => Vec::new(),
        };
        for (rank, one) in found.iter_mut().enumerate() {
            one.rank = rank as f64;
        }
        crate::sort::sort_by_key(&mut found, |one| one.passed);
        found
    }

    fn input(&self) -> Option<&Input> {
        self.plan.inputs.get(self.at)
    }

    fn truths(&self) -> Vec<Candidate> {
        let one = |truth: bool| Candidate::new(Field::Bool(truth), What::Truth(truth), 1);
        [true, false].into_iter().filter(|truth| *self.now != Field::Bool(*truth)).map(one).collect()
    }

    fn texts(&self, scratch: &mut Scratch) -> Vec<Candidate> {
        let Some(input) = self.input() else { return Vec::new() };
        let as_read = |text: &str| -> Box<str> {
            let is_domain = matches!(self.attribute.written, Some(crate::model::Written::Domain));
            if is_domain { host(text).unwrap_or(text).into() } else { text.into() }
        };
        let text = |text: Box<str>, what: What| Candidate::new(Field::Text(Cow::Owned(text.into())), what, 1);
        let mut all: Vec<Candidate> = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        let mut buffer = String::new();
        for value in &self.named.values {
            let canonical = crate::eval::canonical(input, value, &mut buffer).to_owned();
            if !seen.contains(&canonical) {
                seen.push(canonical);
                all.push(text(as_read(value), What::Text((*value).into())));
            }
        }
        for other in &self.named.others {
            if let Some(Field::Text(same)) = self.fields.get(*other) {
                all.push(text((**same).into(), What::Text((**same).into())));
            }
        }
        all.extend(self.phrases().into_iter().map(|held| {
            let joined: Box<str> = held.join(" ").into();
            text(joined, What::Holds(held.into_iter().map(Into::into).collect()))
        }));
        for (length, range) in self.lengths(input) {
            if let Some(other) = self.other(input, length, scratch) {
                all.push(text(other.into(), What::Other(range)));
            }
        }
        all
    }

    /// Texts of phrases: every choice of a few, else one or two.
    fn phrases(&self) -> Vec<Vec<&str>> {
        let [starts, within, ends] = &self.named.phrases;
        let all: Vec<&str> = starts.iter().chain(within).chain(ends).copied().collect();
        let most = if all.len() <= EVERY_PHRASE { all.len() } else { 2 };
        let mut chosen: Vec<Vec<&str>> = vec![Vec::new()];
        for phrase in all {
            let short = chosen.iter().filter(|held| held.len() < most);
            let more: Vec<_> = short.map(|held| [&**held, &[phrase][..]].concat()).collect();
            chosen.extend(more);
        }
        chosen.retain(|held| !held.is_empty());
        crate::sort::sort_by_key(&mut chosen, Vec::len);
        chosen
    }

    /// The lengths that the model tells apart, with the range of each; one without a range where it counts none.
    fn lengths(&self, input: &Input) -> Vec<(usize, Option<Range>)> {
        let cuts = input.binnings.iter().find_map(|binning| match binning {
            Binning::Length(_, cuts) => Some(cuts),
            Binning::Presence(_)
            | Binning::Bool(_)
            | Binning::Number(..)
            | Binning::Date(..)
            | Binning::Recent { .. }
            | Binning::Values(..)
            | Binning::Hosts(..)
            | Binning::Phrases(..)
            | Binning::Items { .. }
            | Binning::Size(..) => None,
        });
        let Some(cuts) = cuts else { return vec![(0, None)] };
        // Whole lengths: each cut is one or lies between two.
        let mut starts = vec![1.0];
        for cut in cuts {
            starts.extend([cut.ceil(), cut.floor() + 1.0]);
        }
        starts.retain(|start| (1.0..10_000.0).contains(start));
        crate::sort::sort_by(&mut starts, f64::total_cmp);
        starts.dedup();
        let next = starts.iter().skip(1).map(|next| next - 1.0).chain([f64::INFINITY]);
        let range = |(low, high): (&f64, f64)| {
            (*low as usize, Some(Range { low: *low, high, above: None, below: None }))
        };
        starts.iter().zip(next).map(range).collect()
    }

    /// A text that the model does not name, of that length if it is not 0.
    fn other(&self, input: &Input, length: usize, scratch: &mut Scratch) -> Option<String> {
        let words = ["other", "another", "something else", "x", "z", "7", "qq", "unlisted"];
        let listed = self.attribute.values.iter().map(|value| (**value).to_owned());
        let made = words.into_iter().map(|word| match length {
            0 => word.to_owned(),
            _ => word.split_whitespace().collect::<String>().chars().cycle().take(length).collect(),
        });
        let fits = |text: &String| length == 0 || fold(text).chars().count() == length;
        listed.filter(fits).chain(made).find(|text| {
            locate_field(self.plan, self.at, &Field::Text(Cow::Borrowed(text)), scratch);
            let cell = |slot: u32| scratch.cells().get(slot as usize).copied();
            input.binnings.iter().all(|binning| match binning {
                Binning::Values(slot, _) | Binning::Hosts(slot, _) | Binning::Phrases(slot, _) => {
                    cell(*slot) == Some(1)
                }
                Binning::Presence(_)
                | Binning::Bool(_)
                | Binning::Number(..)
                | Binning::Date(..)
                | Binning::Recent { .. }
                | Binning::Length(..)
                | Binning::Items { .. }
                | Binning::Size(..) => true,
            })
        })
    }

    /// Every choice of a few named items; of many, those with one or two items more or less, and whole lists.
    fn items(&self) -> Vec<Candidate> {
        let Some(input) = self.input() else { return Vec::new() };
        let mut now: Vec<Cow<'static, str>> = Vec::new();
        let is_known = crate::eval::each_item(input, self.now, |item| now.push(Cow::Owned(item.to_owned())));
        let lookup = input.binnings.iter().find_map(|binning| match binning {
            Binning::Items { lookup, .. } => Some(lookup),
            Binning::Presence(_)
            | Binning::Bool(_)
            | Binning::Number(..)
            | Binning::Date(..)
            | Binning::Recent { .. }
            | Binning::Values(..)
            | Binning::Hosts(..)
            | Binning::Phrases(..)
            | Binning::Length(..)
            | Binning::Size(..) => None,
        });
        let mut buffer = String::new();
        let mut number = |item: &str| lookup.and_then(|lookup| find(lookup, item, &mut buffer));
        // Spellings of one item are one item.
        let mut items: Vec<(u32, &str)> = Vec::new();
        for value in &self.named.values {
            if let Some(number) = number(value)
                && !items.iter().any(|(known, _)| *known == number)
            {
                items.push((number, value));
            }
        }
        let has: Vec<bool> =
            items.iter().map(|(wanted, _)| now.iter().any(|item| number(item) == Some(*wanted))).collect();
        let mut choices: Vec<Vec<bool>> = vec![Vec::new()];
        if items.len() <= EVERY_CHOICE {
            for _ in &items {
                choices = choices
                    .iter()
                    .flat_map(|one| [false, true].map(|flip| [&**one, &[flip][..]].concat()))
                    .collect();
            }
        } else {
            let none = vec![false; items.len()];
            let flipped = |one: usize, other: usize| {
                (0..items.len()).map(|at| at == one || at == other).collect::<Vec<bool>>()
            };
            choices = (0..items.len())
                .flat_map(|one| (one..items.len()).map(move |other| (one, other)))
                .map(|(one, other)| flipped(one, other))
                .collect();
            for list in &self.named.lists {
                let listed: Vec<u32> = list.iter().filter_map(|item| number(item)).collect();
                let in_list = |at: usize| items.get(at).is_some_and(|(number, _)| listed.contains(number));
                for wanted in [true, false] {
                    let flips = has.iter().enumerate().map(|(at, has)| in_list(at) && *has != wanted);
                    choices.push(flips.collect());
                }
            }
            choices.push(none);
        }
        crate::sort::distinct(&mut choices);
        let mut all = Vec::new();
        for flips in choices {
            let each = || flips.iter().zip(&has).zip(&items).filter(|((flip, _), _)| **flip);
            let added: Vec<Box<str>> =
                each().filter(|((_, has), _)| !**has).map(|(_, (_, item))| (*item).into()).collect();
            let dropped: Vec<u32> =
                each().filter(|((_, has), _)| **has).map(|(_, (number, _))| *number).collect();
            let passed = added.len() + dropped.len();
            if passed == 0 && is_known {
                continue;
            }
            let mut kept = now.clone();
            kept.retain(|item| number(item).is_none_or(|number| !dropped.contains(&number)));
            kept.extend(added.iter().map(|item| Cow::Owned((**item).to_owned())));
            let names = items.iter().filter(|(number, _)| dropped.contains(number));
            let what = match (passed, kept.is_empty()) {
                (0, true) => What::Empty,
                _ => What::Items(added, names.map(|(_, item)| (*item).into()).collect()),
            };
            all.push(Candidate::new(Field::Set(kept), what, passed.max(1) as u32));
        }
        all
    }

    fn events(&self) -> Vec<Candidate> {
        let now: Vec<Event<'static>> = match self.now {
            Field::Events(events) => events.iter().cloned().map(Event::into_owned).collect(),
            _ => Vec::new(),
        };
        let mut names: Vec<(Option<Box<str>>, &str)> = Vec::new();
        let mut folded: Vec<String> = Vec::new();
        for name in &self.named.events {
            let same = fold(name).into_owned();
            if !folded.contains(&same) {
                folded.push(same);
                names.push((Some((*name).into()), name));
            }
        }
        if self.named.any_event {
            names.push((None, "any event"));
        }
        let mut all: Vec<Candidate> = Vec::new();
        for (what, name) in names {
            let event = Event { event: Cow::Owned(name.to_owned()), on: self.as_of, count: 1.0 };
            let mut events = now.clone();
            events.push(event);
            all.push(Candidate::new(Field::Events(events), What::Event(what), 1));
        }
        if !matches!(self.now, Field::Events(_) | Field::None) {
            all.push(Candidate::new(Field::Events(Vec::new()), What::Empty, 1));
        }
        all
    }
}

impl Candidate {
    pub(super) const fn new(field: Field<'static>, what: What, passed: u32) -> Self {
        Self { field, passed, rank: 0.0, what }
    }
}
