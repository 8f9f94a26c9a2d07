//! Lists the events that a `decay` rule counted, each with its age and its remaining value, for the assessment of a
//! criterion. The functions of `eval` choose the events and compute their values.

use super::Signal;
use crate::account::{Field, Record};
use crate::eval::{EventSums, each_counted, left};
use crate::plan::{CriterionPlan, RulePlan};
use crate::value::Date;
use crate::value::round_published;

/// The events that the criterion's `decay` rule counted, in the order of the record. Empty for other rules.
pub(crate) fn signals<'a>(criterion: &CriterionPlan, record: &'a Record<'_>, as_of: Date) -> Vec<Signal<'a>> {
    let RulePlan::Decay(decay) = &criterion.reading.rule else { return Vec::new() };
    let Some(Field::Events(events)) = record.fields.get(decay.attribute as usize) else { return Vec::new() };
    let mut signals = Vec::new();
    let (mut buffer, mut sums) = (String::new(), EventSums::default());
    each_counted(decay, events, as_of, (&mut buffer, &mut sums), |at, listed, age, count| {
        let Some(event) = events.get(at) else { return };
        let (faded, fresh) = (left(decay, listed, age), listed.rating.to_f64());
        signals.push(Signal {
            event: event.event.trim().into(),
            on: event.on,
            age,
            left: if fresh == 0.0 { 0.0 } else { round_published(faded / fresh) },
            gives: round_published(faded * count),
        });
    });
    signals
}
