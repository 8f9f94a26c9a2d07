//! Tests on events: which events count, and whether their sums are within bounds. Each counts by its folded name.

use std::ops::RangeInclusive;

use super::Scratch;
use super::event_sums::CountedEvent;
use crate::account::{Event, Field};
use crate::plan::{EventsCounted, HappenedTest};
use crate::value::{Date, folded};

/// Whether a test on events holds, in a range of days.
pub(super) fn happened(
    test: &HappenedTest,
    events: &[Event<'_>],
    days: &RangeInclusive<i32>,
    scratch: &mut Scratch,
) -> bool {
    let (sum, different) = counted(test, events, days, scratch);
    test.distinct.is_none_or(|least| different >= least)
        && test.at_least.is_none_or(|least| sum >= least)
        && test.at_most.is_none_or(|most| sum <= most)
}

/// The events that a test looks at, if they are known.
pub(super) fn events_of<'a>(test: &HappenedTest, fields: &'a [Field<'_>]) -> Option<&'a [Event<'a>]> {
    match fields.get(test.attribute as usize) {
        Some(Field::Events(events)) => Some(events),
        // Nothing has happened.
        Some(Field::None) => Some(&[]),
        _ => None,
    }
}

/// The days in which a test counts events.
pub(super) fn days_of(test: &HappenedTest, scratch: &Scratch) -> RangeInclusive<i32> {
    let since = test.within.and_then(|span| scratch.cuts.get(span as usize)).copied();
    since.unwrap_or(i32::MIN)..=scratch.as_of.map_or(i32::MIN, Date::days)
}

/// The sum of the counts of the events that a test counts, and how many different ones of `any_of` have 1 or more; `None` where
/// they are not known. The scratch has the day of the record.
pub(crate) fn counted_by(
    test: &HappenedTest,
    fields: &[Field<'_>],
    scratch: &Scratch,
) -> Option<(f64, usize)> {
    let events = events_of(test, fields)?;
    Some(counted(test, events, &days_of(test, scratch), &mut Scratch::default()))
}

/// The sum of the counts of the events that a formula counts, if they are known.
pub(super) fn count(test: &HappenedTest, fields: &[Field<'_>], scratch: &mut Scratch) -> Option<f64> {
    let events = events_of(test, fields)?;
    let days = days_of(test, scratch);
    Some(counted(test, events, &days, scratch).0)
}

/// The sum of the counts of the events that a test counts, and how many different ones of `any_of` have 1 or more.
pub(super) fn counted(
    test: &HappenedTest,
    events: &[Event<'_>],
    days: &RangeInclusive<i32>,
    scratch: &mut Scratch,
) -> (f64, usize) {
    let in_days = events.iter().enumerate().filter(|(_, event)| days.contains(&event.on.days()));
    let mut different = 0;
    let mut sum = 0.0;
    if !test.once_a_day && test.distinct.is_none() {
        for (_, event) in in_days {
            if is_counted(&test.events, event, &mut scratch.folded) {
                sum += event.count;
            }
        }
    } else {
        let Scratch { folded: buffer, distinct, event_sums, .. } = scratch;
        event_sums.clear();
        match &test.events {
            EventsCounted::One(_) | EventsCounted::AnyOf(_) => {}
            EventsCounted::Any => {
                distinct.clear();
                in_days.clone().for_each(|(_, event)| distinct.insert(folded(&event.event, buffer)));
            }
        }
        for (at, event) in in_days {
            let name = folded(&event.event, buffer);
            let name = match &test.events {
                EventsCounted::One(one) => (**one == *name).then_some(0),
                EventsCounted::AnyOf(some) => some.binary_search_by(|one| (**one).cmp(name)).ok(),
                EventsCounted::Any => distinct.place(name).ok(),
            };
            if let Some(name) = name {
                event_sums.push(CountedEvent { name, day: event.on.days(), at, count: event.count });
            }
        }
        if test.once_a_day {
            event_sums.once_a_day();
        }
        sum = event_sums.counted().iter().fold(sum, |sum, event| sum + event.count);
        if let EventsCounted::AnyOf(some) = &test.events {
            different = event_sums.different(some.len());
        }
    }
    (sum, different)
}

fn is_counted(events: &EventsCounted, event: &Event<'_>, buffer: &mut String) -> bool {
    match events {
        EventsCounted::One(one) => folded(&event.event, buffer) == &**one,
        EventsCounted::AnyOf(some) => {
            let name = folded(&event.event, buffer);
            some.binary_search_by(|one| (**one).cmp(name)).is_ok()
        }
        EventsCounted::Any => true,
    }
}
