//! The attributes that rules and conditions of the model read, which stay the same for every account.

use crate::model::{Condition, DecayEvent, Definition, EventNames, Happened, Rule};
use crate::sort::distinct;
use crate::value::{AttributeType, fold};

/// An attribute that a rule or a condition reads.
#[derive(Debug, PartialEq)]
pub(crate) struct Read {
    /// Its index in the model.
    pub(crate) attribute: usize,
    /// Of an attribute that holds events: those that are asked for.
    pub(super) events: Option<EventsRead>,
}

impl Read {
    /// Whether it asks for some of the events only.
    pub(crate) fn is_of_named_events(&self) -> bool {
        matches!(self.events, Some(EventsRead::Named(_)))
    }
}

/// The events that a rule or a condition asks for.
#[derive(Debug, PartialEq)]
pub(super) enum EventsRead {
    /// All: one test counts whatever happened, or none names an event.
    All,
    /// These: folded names, sorted.
    Named(Vec<Box<str>>),
}

/// The attributes that conditions read, and a rule if there is one: each once, in the order of the model.
pub(super) fn reads(definition: &Definition, conditions: &[&Condition], rule: Option<&Rule>) -> Box<[Read]> {
    let mut attributes: Vec<usize> = rule.and_then(Rule::attribute).into_iter().collect();
    conditions.iter().for_each(|condition| condition.reads(&mut attributes));
    let faded = match rule {
        Some(Rule::Decay { attribute, ratings, .. }) => Some((*attribute, &**ratings)),
        _ => None,
    };
    let read = |at: usize| {
        let is_events = definition.attributes.get(at)?.kind == AttributeType::Events;
        let ratings = faded.filter(|(of, _)| *of == at).map_or(&[][..], |(_, ratings)| ratings);
        Some(Read { attribute: at, events: is_events.then(|| events(conditions, at, ratings)) })
    };
    attributes.into_iter().filter_map(read).collect()
}

/// The events of an attribute that are asked for.
fn events(conditions: &[&Condition], attribute: usize, faded: &[DecayEvent]) -> EventsRead {
    let mut names: Vec<Box<str>> = faded.iter().map(|event| fold(&event.event).into()).collect();
    let mut is_all = faded.iter().any(DecayEvent::is_any_other);
    let mut add = |of: usize, happened: &Happened| {
        if of != attribute {
            return;
        }
        match &happened.events {
            EventNames::One(name) => names.push(fold(name).into()),
            EventNames::AnyOf(some) => names.extend(some.items.iter().map(|name| fold(name).into())),
            EventNames::Any => is_all = true,
        }
    };
    conditions.iter().for_each(|condition| condition.each_happened(&mut add));
    if is_all || names.is_empty() {
        return EventsRead::All;
    }
    distinct(&mut names);
    EventsRead::Named(names)
}
