//! Adds up events by their names and days, for tests on events and for events that fade. Which events count is decided by them.

use super::distinct::Distinct;
use crate::sort::{arrange, fill};

/// The count of an event that another one of its day stands for. Counts are from 0 up.
const GONE: f64 = -1.0;

/// Memory for adding up events by their names and days; used again and again.
#[derive(Debug, Clone, Default)]
pub(crate) struct EventSums {
    counted: Vec<CountedEvent>,
    places: Vec<usize>,
    spare: Vec<usize>,
    /// The sum of each name.
    sums: Vec<f64>,
    /// Names of events that no rule names.
    pub(super) names: Distinct,
}

/// An event that counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct CountedEvent {
    /// A number that stands for its name.
    pub(super) name: usize,
    pub(super) day: i32,
    /// Its index in the record.
    pub(super) at: usize,
    pub(super) count: f64,
}

impl EventSums {
    pub(super) fn clear(&mut self) {
        self.counted.clear();
        self.names.clear();
    }

    pub(super) fn push(&mut self, event: CountedEvent) {
        self.counted.push(event);
    }

    /// The events that count, in the order of the record.
    pub(super) fn counted(&self) -> &[CountedEvent] {
        &self.counted
    }

    /// Leaves of the events of one name on one day the first, with the sum of their counts, but at most 1.
    pub(super) fn once_a_day(&mut self) {
        let Self { counted, places, spare, .. } = self;
        let key = |counted: &[CountedEvent], at: usize| counted.get(at).map(|event| (event.name, event.day));
        fill(places, counted.len());
        arrange(places, spare, &mut |a, b| key(counted, a) > key(counted, b));
        let mut first = None;
        for place in places.iter().copied() {
            match first.filter(|first| key(counted, *first) == key(counted, place)) {
                None => first = Some(place),
                Some(first) => {
                    let count = counted.get_mut(place).map(|again| std::mem::replace(&mut again.count, GONE));
                    if let (Some(count), Some(first)) = (count, counted.get_mut(first)) {
                        first.count += count;
                    }
                }
            }
        }
        counted.retain_mut(|event| {
            let stays = event.count >= 0.0;
            event.count = event.count.min(1.0);
            stays
        });
    }

    /// How many of some names have a sum of 1 or more.
    pub(super) fn different(&mut self, names: usize) -> usize {
        let Self { counted, sums, .. } = self;
        sums.clear();
        sums.resize(names, 0.0);
        for event in counted {
            if let Some(sum) = sums.get_mut(event.name) {
                *sum += event.count;
            }
        }
        sums.iter().filter(|sum| **sum >= 1.0).count()
    }
}
