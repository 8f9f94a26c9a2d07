//! Points that depend on more than cells: curves, and events that fade.

use super::{Quantity, Scratch};
use crate::account::{Event, Field};
use crate::plan::{ByValue, DecayPlan, Fade};
use crate::value::{Date, Micro, folded, round_micro};

/// The points of a valued rule, in units of its card. INVARIANT: its attribute is known.
pub(super) fn points(
    rule: ByValue<'_>,
    fields: &[Field<'_>],
    numbers: &[f64],
    as_of: Date,
    buffer: &mut String,
) -> i64 {
    match rule {
        ByValue::Curve(curve) => curve.at(numbers.get(curve.attribute as usize).copied().unwrap_or_default()),
        ByValue::Decay(decay) => match fields.get(decay.attribute as usize) {
            Some(Field::Events(events)) => {
                faded(decay, events, as_of, buffer).saturating_mul(decay.units_per_micro)
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
pub(crate) fn left(decay: &DecayPlan, rating: Micro, age: i32) -> f64 {
    let (rating, age) = (rating.to_f64(), f64::from(age));
    let value = match decay.fade {
        Fade::HalfLife(days) => rating * libm::exp2(-(age / days)),
        Fade::Linear(days) => rating * (1.0 - age / days).max(0.0),
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

/// The age in days of an event that counts, and what it gives when fresh.
pub(crate) fn counted(
    decay: &DecayPlan,
    event: &Event<'_>,
    as_of: Date,
    buffer: &mut String,
) -> Option<(i32, Micro)> {
    let age = as_of.days() - event.on.days();
    if age < 0 || decay.max_age.is_some_and(|most| i64::from(age) > i64::from(most)) {
        return None;
    }
    let name = folded(&event.event, buffer);
    let at = decay.ratings.binary_search_by(|(listed, _)| (**listed).cmp(name)).ok()?;
    decay.ratings.get(at).map(|(_, rating)| (age, *rating))
}

/// The sum of what is left of all events, within the maximum; in millionths.
fn faded(decay: &DecayPlan, events: &[Event<'_>], as_of: Date, buffer: &mut String) -> i64 {
    let mut sum = 0.0;
    for event in events {
        if let Some((age, rating)) = counted(decay, event, as_of, buffer) {
            sum += left(decay, rating, age) * event.count;
        }
    }
    let max = decay.max.to_f64();
    round_micro(sum.clamp(-max, max))
}
