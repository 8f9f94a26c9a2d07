//! The cells of a record.

use super::events::{days_of, events_of, happened};
use super::number_cell::{number_cell, touched};
use super::{Quantity, formula, scratch::Scratch};
use crate::account::Field;
use crate::model::Comparison;
use crate::plan::{Binning, Input, Lookup, PhraseSet, Plan, SlotId, SlotTest, run};
use crate::value::{Truth, fold_into, folded, is_folded_ascii, pieces};

/// Writes the cell of every slot. INVARIANT: the scratch fits the plan and has its as-of date.
pub(super) fn locate(plan: &Plan, fields: &[Field<'_>], scratch: &mut Scratch) {
    for (index, field) in fields.iter().enumerate() {
        locate_field(plan, index, field, scratch);
    }
    locate_joint(plan, fields, scratch);
}

/// Writes the cells, and the number if it is needed, of one attribute.
#[inline]
pub(crate) fn locate_field(plan: &Plan, index: usize, field: &Field<'_>, scratch: &mut Scratch) {
    let Some(input) = plan.inputs.get(index) else { return };
    if input.derived
        && let Some(number) = scratch.numbers.get_mut(index)
    {
        *number = match field {
            Field::Number(value) => *value,
            _ => f64::NAN,
        };
    }
    if input.takes.in_part() {
        return in_part(plan, index, input, field, scratch);
    }
    for binning in &input.binnings {
        bin(input, binning, field, scratch);
    }
}

/// [`locate_field`] of an attribute that may be known in part.
#[inline(never)]
fn in_part(plan: &Plan, index: usize, input: &Input, field: &Field<'_>, scratch: &mut Scratch) {
    if let Some(place) = scratch.in_part.get_mut(index) {
        *place = match field {
            Field::Interval(interval) => Quantity::Between(*interval),
            Field::None => Quantity::None,
            _ => Quantity::Missing,
        };
    }
    let singles = |slot: SlotId| plan.singles.get(slot as usize).copied().unwrap_or_default();
    for binning in &input.binnings {
        match (field, binning) {
            (Field::None, _) => {
                let Scratch { cells, .. } = scratch;
                binning.slots(|slot| set(cells, slot, plan.none_cell(slot).unwrap_or_default()));
            }
            (Field::Interval(interval), Binning::Number(slot, cuts)) => {
                let (first, last) = touched(cuts, *interval);
                let single = first == last;
                let cell = if single { first } else { run::cell(singles(*slot), first, last) };
                set(&mut scratch.cells, *slot, cell);
            }
            _ => bin(input, binning, field, scratch),
        }
    }
}

/// Writes the cells of what rests on more than one attribute, or on events: formulas and computed slots. The fields of
/// attributes that none of them compares or counts may be left out (missing).
pub(crate) fn locate_joint(plan: &Plan, fields: &[Field<'_>], scratch: &mut Scratch) {
    if !plan.derived.is_empty() {
        formulas(plan, fields, scratch);
    }
    for computed in &plan.computed {
        let truth = match &computed.test {
            SlotTest::Happened(test) => match events_of(test, fields) {
                Some(events) => {
                    let days = days_of(test, scratch);
                    Truth::from(happened(test, events, &days, scratch))
                }
                None => Truth::Unknown,
            },
            SlotTest::Compare { left, comparison, right } => {
                compare(plan, fields, scratch, (*left, *right), *comparison)
            }
        };
        let cell = match truth {
            Truth::Unknown => 0,
            Truth::False => 1,
            Truth::True => 2,
        };
        set(&mut scratch.cells, computed.slot, cell);
    }
}

fn formulas(plan: &Plan, fields: &[Field<'_>], scratch: &mut Scratch) {
    for derived in &plan.derived {
        let index = derived.attribute as usize;
        let Some(input) = plan.inputs.get(index) else { continue };
        let field = if input.takes.in_part() {
            formula::in_part(&derived.formula, fields, scratch).into()
        } else {
            formula::value(&derived.formula, fields, scratch).map_or(Field::Missing, Field::Number)
        };
        locate_field(plan, index, &field, scratch);
    }
}

fn set(cells: &mut [u32], slot: SlotId, value: u32) {
    if let Some(cell) = cells.get_mut(slot as usize) {
        *cell = value;
    }
}

fn bin(input: &Input, binning: &Binning, field: &Field<'_>, scratch: &mut Scratch) {
    let (slot, cell) = match binning {
        Binning::Presence(slot) => (*slot, u32::from(!matches!(field, Field::Missing))),
        Binning::Bool(slot) => match field {
            Field::Bool(value) => (*slot, 1 + u32::from(*value)),
            _ => (*slot, 0),
        },
        Binning::Number(slot, cuts) => match field {
            Field::Number(value) => (*slot, number_cell(cuts, *value)),
            _ => (*slot, 0),
        },
        Binning::Date(slot, cuts) => match field {
            Field::Date(date) => (*slot, 1 + below(cuts, date.days())),
            _ => (*slot, 0),
        },
        Binning::Recent { slot, first, count } => match field {
            Field::Date(date) => {
                let cuts = scratch.cuts.get(*first as usize..(*first + *count) as usize).unwrap_or_default();
                let future = scratch.as_of.is_some_and(|as_of| *date > as_of);
                (*slot, 1 + below(cuts, date.days()) + u32::from(future))
            }
            _ => (*slot, 0),
        },
        Binning::Values(slot, lookup) => match field {
            Field::Text(text) => (*slot, find(lookup, text, &mut scratch.folded).unwrap_or(1)),
            _ => (*slot, 0),
        },
        Binning::Hosts(slot, hosts) => match field {
            Field::Text(text) => (*slot, hosts.cell(folded(text, &mut scratch.folded))),
            _ => (*slot, 0),
        },
        Binning::Phrases(slot, phrases) => match field {
            Field::Text(text) => (*slot, 1 + phrases.found(text, &mut scratch.folded)),
            _ => (*slot, in_items(input, phrases, field, &mut scratch.folded)),
        },
        Binning::Length(slot, cuts) => match field {
            Field::Text(text) => {
                let length = folded(text, &mut scratch.folded).chars().count();
                (*slot, number_cell(cuts, length as f64))
            }
            _ => (*slot, 0),
        },
        Binning::Items { first, count, bits, lookup } => {
            return items(input, (*first, *count, *bits), lookup, field, scratch);
        }
        Binning::Size(slot, cuts) => match size(input, field, scratch) {
            Some(size) => (*slot, number_cell(cuts, size as f64)),
            None => (*slot, 0),
        },
    };
    set(&mut scratch.cells, slot, cell);
}

/// How many cuts are not after a day.
fn below(cuts: &[i32], day: i32) -> u32 {
    if cuts.len() <= 8 {
        return cuts.iter().map(|cut| u32::from(*cut <= day)).sum();
    }
    cuts.partition_point(|cut| *cut <= day) as u32
}

/// First the text as it came, since models and records mostly spell alike; then folded.
pub(crate) fn find(lookup: &Lookup, text: &str, buffer: &mut String) -> Option<u32> {
    if let Some(number) = lookup.get(text) {
        return Some(number);
    }
    if is_folded_ascii(text) {
        return None;
    }
    fold_into(text, buffer);
    lookup.get(buffer)
}

/// The items of a set, whichever way it was written; blank pieces are left out.
pub(crate) fn each_item<'a>(input: &Input, field: &'a Field<'_>, mut take: impl FnMut(&'a str)) -> bool {
    match field {
        Field::Set(items) => {
            for item in items {
                take(item);
            }
            true
        }
        Field::Joined(text) => {
            each_piece(text, &input.reading.separators, &mut take);
            true
        }
        _ => false,
    }
}

/// The pieces of a text between separators: those between the first one, each cut at the others in turn.
fn each_piece<'a>(text: &'a str, separators: &[Box<str>], take: &mut impl FnMut(&'a str)) {
    let Some((first, others)) = separators.split_first() else { return };
    for piece in pieces(text, first) {
        // A blank may be part of a later separator, so pieces are trimmed last.
        let trimmed = piece.trim();
        if trimmed.is_empty() {
            continue;
        }
        if others.is_empty() {
            take(trimmed);
        } else {
            each_piece(piece, others, take);
        }
    }
}

fn items(
    input: &Input,
    (first, count, bits): (SlotId, u32, u32),
    lookup: &Lookup,
    field: &Field<'_>,
    scratch: &mut Scratch,
) {
    let known = u32::from(!matches!(field, Field::Missing));
    for slot in first..first + count {
        set(&mut scratch.cells, slot, known);
    }
    let (cells, buffer) = (&mut scratch.cells, &mut scratch.folded);
    each_item(input, field, |item| {
        if let Some(number) = find(lookup, item, buffer)
            && let Some(cell) = cells.get_mut((first + number / bits) as usize)
        {
            *cell = 1 + ((*cell - 1) | 1 << (number % bits));
        }
    });
}

/// The cell of the phrases that are in an item of a set, as it is compared.
fn in_items(input: &Input, phrases: &PhraseSet, field: &Field<'_>, buffer: &mut String) -> u32 {
    let mut mask = 0;
    let known = each_item(input, field, |item| {
        let item = canonical(input, item, buffer);
        mask |= phrases.in_folded(item, item);
    });
    if known { 1 + mask } else { 0 }
}

/// The number of distinct items.
fn size(input: &Input, field: &Field<'_>, scratch: &mut Scratch) -> Option<usize> {
    let Scratch { distinct, folded, .. } = scratch;
    distinct.clear();
    let known = each_item(input, field, |item| distinct.insert(canonical(input, item, folded)));
    known.then(|| distinct.len())
}

/// The folded form of a text after the synonyms, in a buffer where it differs from the text.
pub(crate) fn canonical<'a>(input: &'a Input, text: &'a str, buffer: &'a mut String) -> &'a str {
    let folded = folded(text, buffer);
    input
        .synonyms
        .get(folded)
        .and_then(|number| input.canonical.get(number as usize))
        .map_or(folded, |value| value)
}

fn compare(
    plan: &Plan,
    fields: &[Field<'_>],
    scratch: &mut Scratch,
    (left, right): (u32, u32),
    comparison: Comparison,
) -> Truth {
    let field = |at: u32| fields.get(at as usize).unwrap_or(&Field::Missing);
    let input = |at: u32| plan.inputs.get(at as usize);
    match (scratch.quantity(left as usize), scratch.quantity(right as usize)) {
        // There is nothing to compare, whatever the other one is.
        (Quantity::None, _) | (_, Quantity::None) => return Truth::from(comparison == Comparison::IsNot),
        (one @ Quantity::Between(_), other) | (one, other @ Quantity::Between(_)) => {
            return one.compare(other, comparison);
        }
        _ => {}
    }
    let order = match (field(left), field(right)) {
        (Field::Date(a), Field::Date(b)) => Some(a.cmp(b)),
        (Field::Bool(a), Field::Bool(b)) => Some(a.cmp(b)),
        (Field::Text(a), Field::Text(b)) => match (input(left), input(right)) {
            (Some(l), Some(r)) => {
                let Scratch { folded, other, .. } = scratch;
                Some(canonical(l, a, folded).cmp(canonical(r, b, other)))
            }
            _ => None,
        },
        // NaN is missing, and has no order.
        _ => {
            let number = |at: u32| scratch.numbers.get(at as usize).copied().unwrap_or(f64::NAN);
            number(left).partial_cmp(&number(right))
        }
    };
    let Some(order) = order else { return Truth::Unknown };
    Truth::from(match comparison {
        Comparison::Is => order.is_eq(),
        Comparison::IsNot => order.is_ne(),
        Comparison::Gt => order.is_gt(),
        Comparison::Gte => order.is_ge(),
        Comparison::Lt => order.is_lt(),
        Comparison::Lte => order.is_le(),
    })
}
