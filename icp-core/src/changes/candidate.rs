//! The values to which an attribute may change, other than numbers and days: named texts, added and dropped items, one more
//! event, true and false.

use std::borrow::Cow;

use super::line::Range;
use super::named::Named;
use crate::account::{Event, Field};
use crate::eval::Scratch;
use crate::model::Attribute;
use crate::plan::{Input, Plan};
use crate::value::{AttributeType, Date, fold};

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
    /// Items that are added, items that are dropped, and how many more or fewer others there are.
    Items(Vec<Box<str>>, Vec<Box<str>>, i32),
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

    pub(super) fn input(&self) -> Option<&Input> {
        self.plan.inputs.get(self.at)
    }

    fn truths(&self) -> Vec<Candidate> {
        let one = |truth: bool| Candidate::new(Field::Bool(truth), What::Truth(truth), 1);
        [true, false].into_iter().filter(|truth| *self.now != Field::Bool(*truth)).map(one).collect()
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
