//! Points that depend on more than cells: curves, and events that fade.

use super::event_sums::CountedEvent;
use super::{EventSums, Quantity, Scratch};
use crate::account::{Event, Field};
use crate::plan::{ByValue, DecayPlan, Fade, FadingEvent};
use crate::value::{Date, clamped, exp2, folded, round_micro};

/// The points of a valued rule, in units of its card. INVARIANT: its attribute is known.
pub(crate) fn points(rule: ByValue<'_>, fields: &[Field<'_>], as_of: Date, scratch: &mut Scratch) -> i64 {
    match rule {
        ByValue::Curve(curve) => {
            curve.at(scratch.numbers.get(curve.attribute as usize).copied().unwrap_or_default())
        }
        ByValue::Decay(decay) => match fields.get(decay.attribute as usize) {
            Some(Field::Events(events)) => {
                faded(decay, events, as_of, scratch).saturating_mul(decay.units_per_micro)
            }
            _ => 0,
        },
    }
}

/// The least and the most points of a valued rule whose number is known as an interval.
pub(super) fn between(rule: ByValue<'_>, scratch: &Scratch) -> Option<(i64, i64)> {
    match rule {
        ByValue::Curve(curve) => match scratch.quantity(curve.attribute as usize) {
            Quantity::Between(interval) => Some(curve.between(interval.low(), interval.high())),
            Quantity::Missing | Quantity::None | Quantity::Number(_) => None,
        },
        ByValue::Decay(_) => None,
    }
}

/// The rating that is left of one event at an age in days, for one count of it.
pub(crate) fn left(decay: &DecayPlan, event: &FadingEvent, age: i32) -> f64 {
    let (rating, age) = (event.rating.to_f64(), f64::from(age));
    let value = match event.fade {
        Fade::HalfLife(days) => rating * exp2(-(age / days)),
        Fade::Linear(days) => rating * (1.0 - age / days).max(0.0),
        Fade::Flat(_) => rating,
    };
    // A floor keeps an event from fading further; it lifts none above what it gave when fresh.
    let floor = decay.floor.to_f64().min(rating.abs());
    if value.abs() >= floor {
        value
    } else if rating < 0.0 {
        -floor
    } else {
        floor
    }
}

/// The age in days of an event that counts, and its place among those of the rule.
fn counted(decay: &DecayPlan, event: &Event<'_>, as_of: Date, buffer: &mut String) -> Option<(i32, usize)> {
    let age = as_of.days() - event.on.days();
    let name = folded(&event.event, buffer);
    let named = decay.events.binary_search_by(|listed| (*listed.name).cmp(name));
    let at = named.ok().or_else(|| decay.others())?;
    decay.events.get(at).filter(|event| decay.counts_at(event, age)).map(|_| (age, at))
}

/// Hands over each event that counts, in the order of the record: its index there, what the rule says of it, its age in
/// days and its count.
pub(crate) fn each_counted(
    decay: &DecayPlan,
    events: &[Event<'_>],
    as_of: Date,
    (buffer, sums): (&mut String, &mut EventSums),
    mut take: impl FnMut(usize, &FadingEvent, i32, f64),
) {
    let mut hand_over = |at: usize, name: usize, age: i32, count: f64| {
        if let Some(event) = decay.events.get(name) {
            take(at, event, age, count);
        }
    };
    let counting = events.iter().enumerate();
    if !decay.once_a_day {
        for (at, event) in counting {
            if let Some((age, name)) = counted(decay, event, as_of, buffer) {
                hand_over(at, name, age, event.count);
            }
        }
        return;
    }
    sums.clear();
    let others = decay.others();
    if others.is_some() {
        for (_, event) in counting.clone() {
            sums.names.insert(folded(&event.event, buffer));
        }
    }
    for (at, event) in counting {
        if let Some((_, place)) = counted(decay, event, as_of, buffer) {
            // Each event that is not named counts for itself.
            let mut own = || sums.names.place(folded(&event.event, buffer)).unwrap_or_default();
            let name = if others == Some(place) { decay.events.len() + own() } else { place };
            sums.push(CountedEvent { name, day: event.on.days(), at, count: event.count });
        }
    }
    sums.once_a_day();
    for event in sums.counted() {
        let place = others.filter(|_| event.name >= decay.events.len()).unwrap_or(event.name);
        hand_over(event.at, place, as_of.days() - event.day, event.count);
    }
}

/// The sum of what is left of all events, within the maximum; in millionths.
fn faded(decay: &DecayPlan, events: &[Event<'_>], as_of: Date, scratch: &mut Scratch) -> i64 {
    let Scratch { folded, event_sums, by_event, .. } = scratch;
    let mut sum = 0.0;
    if decay.own_max.is_empty() {
        each_counted(decay, events, as_of, (folded, event_sums), |_, event, age, count| {
            sum += left(decay, event, age) * count;
        });
    } else {
        by_event.clear();
        by_event.resize(decay.own_max.len(), 0.0);
        each_counted(decay, events, as_of, (folded, event_sums), |_, event, age, count| {
            if let Some(own) = by_event.get_mut(event.place) {
                *own += left(decay, event, age) * count;
            }
        });
        sum =
            by_event.iter().zip(&decay.own_max).fold(sum, |sum, (own, max)| sum + clamped(*own, -max, *max));
    }
    let max = decay.max.to_f64();
    round_micro(clamped(sum, -max, max))
}
