//! Counts the events behind the tests of a criterion, for words about it. The functions of `eval` decide which events count.

use super::EventCount;
use crate::account::Record;
use crate::eval::{Scratch, counted_by};
use crate::plan::{CriterionPlan, EventsCounted, Plan, SlotTest};

/// The events of each test of the criterion that counts several events, or an event once a day.
pub(super) fn events(
    plan: &Plan,
    criterion: &CriterionPlan,
    record: &Record<'_>,
    scratch: &Scratch,
) -> Vec<EventCount> {
    let mut counts = Vec::new();
    if !plan.computed.iter().any(|computed| matches!(computed.test, SlotTest::Happened(_))) {
        return counts;
    }
    let mut slots = Vec::new();
    for (check, _) in criterion.reading.rule.branches().unwrap_or_default() {
        check.slots(&mut slots);
    }
    for computed in plan.computed.iter().filter(|computed| slots.contains(&computed.slot)) {
        let SlotTest::Happened(test) = &computed.test else { continue };
        let named = match &test.events {
            EventsCounted::One(_) if !test.once_a_day => continue,
            EventsCounted::AnyOf(some) => some.len(),
            EventsCounted::One(_) | EventsCounted::Any => 1,
        };
        if let Some((sum, different)) = counted_by(test, &record.fields, scratch) {
            counts.push(EventCount {
                sum,
                different: test.distinct.map(|_| (different, named)),
                within: test.within.and_then(|span| plan.spans.get(span as usize)).copied(),
                once_a_day: test.once_a_day,
            });
        }
    }
    counts
}
