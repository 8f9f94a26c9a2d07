//! Adds up the tables, the loose criteria and the loose conditions for the cells of one account. Called by `score`; `batch`
//! has loops of its own over the same tables.

use super::outcome::decided;
use super::{Scratch, fading};
use crate::account::Field;
use crate::plan::{Outcome, Plan, SmallTotals, TOTALS, to_small};
use crate::value::Date;

/// Adds every criterion to its bucket and sets every flag.
pub(super) fn add_up(plan: &Plan, fields: &[Field<'_>], as_of: Date, scratch: &mut Scratch) {
    scratch.small.fill([0; 4]);
    scratch.large.fill([0; TOTALS]);
    scratch.flags.fill(0);
    for (group, class) in plan.groups.iter().zip(&mut scratch.classes) {
        let mut joint = 0;
        for (place, stride) in &group.slots {
            joint += scratch.cells.get(*place as usize).copied().unwrap_or_default() * stride;
        }
        *class = group.class_of.get(joint as usize).copied().unwrap_or_default();
        let class = *class as usize;
        let rows = &group.rows;
        let (first, width) = rows.small;
        let totals = rows.small_totals.get(class * width..(class + 1) * width).unwrap_or_default();
        for (sum, totals) in scratch.small.iter_mut().skip(first).zip(totals) {
            add(sum, totals);
        }
        let (first, width) = rows.large;
        let totals = rows.large_totals.get(class * width..(class + 1) * width).unwrap_or_default();
        for (sum, totals) in scratch.large.iter_mut().skip(first).zip(totals) {
            sum.iter_mut().zip(totals).for_each(|(sum, total)| *sum += total);
        }
        let words = scratch.flags.len();
        let flags = rows.flags.get(class * words..(class + 1) * words).unwrap_or_default();
        scratch.flags.iter_mut().zip(flags).for_each(|(word, flags)| *word |= flags);
    }
    for (at, index) in plan.loose_criteria.iter().enumerate() {
        let Some(criterion) = plan.criteria.get(*index as usize) else { continue };
        let outcome = criterion.decide(&scratch.cells);
        if let Some(place) = scratch.loose.get_mut(at) {
            *place = outcome;
        }
        count(plan, *index, &outcome, scratch);
    }
    for (condition, flags) in &plan.loose_conditions {
        let Some(check) = plan.conditions.get(*condition as usize) else { continue };
        let flag = flags.of(check.truth(&scratch.cells));
        flag.into_iter().for_each(|flag| flag.set(&mut scratch.flags));
    }
    for (at, index) in plan.valued.iter().enumerate() {
        let Some(criterion) = plan.criteria.get(*index as usize) else { continue };
        let mut outcome = decided(plan, scratch, *index as usize);
        if outcome.valued
            && let Some(rule) = criterion.reading.rule.by_value()
        {
            outcome = match fading::between(rule, scratch) {
                Some(points) => criterion.valued_between(&outcome, points),
                None => {
                    let points = fading::points(rule, fields, as_of, scratch);
                    criterion.valued(&outcome, points)
                }
            };
            count(plan, *index, &outcome, scratch);
        }
        if let Some(place) = scratch.valued.get_mut(at) {
            *place = outcome;
        }
    }
}

/// Adds four small totals: written out, it becomes one instruction.
fn add(sum: &mut SmallTotals, totals: &SmallTotals) {
    let ([a, b, c, d], [e, f, g, h]) = (*sum, *totals);
    *sum = [a.wrapping_add(e), b.wrapping_add(f), c.wrapping_add(g), d.wrapping_add(h)];
}

/// Adds one outcome.
fn count(plan: &Plan, index: u32, outcome: &Outcome, scratch: &mut Scratch) {
    let Some(criterion) = plan.criteria.get(index as usize) else { return };
    let totals = criterion.totals(outcome);
    if criterion.small {
        if let Some(sum) = scratch.small.get_mut(criterion.bucket) {
            add(sum, &to_small(&totals));
        }
    } else if let Some(sum) = scratch.large.get_mut(criterion.bucket) {
        sum.iter_mut().zip(totals).for_each(|(sum, total)| *sum += total);
    }
    criterion.set_flags(outcome, |flag| flag.set(&mut scratch.flags));
}
