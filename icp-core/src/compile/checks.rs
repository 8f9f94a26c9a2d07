//! Conditions as checks over slots.

use super::cuts::Cuts;
use super::named::PhraseKind;
use super::slots::{Places, Slots};
use super::survey::same_computed;
use crate::model::{Condition, DateTest, NumberTest, SetTest, Test, TextTest};
use crate::plan::{Check, Count, PHRASES, SlotId};
use crate::sort::sort;
use crate::value::{Span, Truth};

/// How `known` on a missing attribute is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KnownTest {
    /// As decided: it is not known.
    Decided,
    /// As open: it may become known.
    Open,
}

/// Whether `known` is somewhere in a condition.
pub(super) fn asks_known(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast { of: parts, .. } => {
            parts.iter().any(asks_known)
        }
        Condition::Not(part) => asks_known(part),
        Condition::Named { condition, .. } => asks_known(condition),
        Condition::Result(_) => false,
        Condition::Test { test, .. } => matches!(test, Test::Known(_)),
    }
}

/// A condition as a check, with `known` read one way or the other.
pub(super) fn read(slots: &Slots, condition: &Condition, known: KnownTest) -> Check {
    let parts = |parts: &[Condition]| parts.iter().map(|part| read(slots, part, known)).collect();
    match condition {
        Condition::All(of) => all(parts(of)),
        Condition::Any(of) => any(parts(of)),
        Condition::Not(part) => not(read(slots, part, known)),
        Condition::Named { condition, .. } => read(slots, condition, known),
        // INVARIANT: only labels have it, and `labels` reads these.
        Condition::Result(_) => Check::Any(Box::default()),
        Condition::AtLeast { n, of } => at_least(*n as u32, parts(of), slots),
        Condition::Test { attribute, test } => {
            match slots.places.get(*attribute).and_then(|places| one(slots, places, *attribute, test, known))
            {
                Some(check) => check,
                // INVARIANT: the survey made a slot for every test.
                None => Check::Any(Box::default()),
            }
        }
    }
}

/// All of the checks; those on one slot become one.
pub(super) fn all(parts: Vec<Check>) -> Check {
    join(parts, Truth::and, Check::All)
}

pub(super) fn any(parts: Vec<Check>) -> Check {
    join(parts, Truth::or, Check::Any)
}

pub(super) fn not(part: Check) -> Check {
    match part {
        Check::Cell { slot, truths } => Check::Cell { slot, truths: truths.iter().map(|t| !*t).collect() },
        other => Check::Not(Box::new(other)),
    }
}

fn join(parts: Vec<Check>, join: fn(Truth, Truth) -> Truth, make: fn(Box<[Check]>) -> Check) -> Check {
    let mut joined: Vec<Check> = Vec::new();
    for part in parts {
        let Check::Cell { slot, truths } = &part else {
            joined.push(part);
            continue;
        };
        let same = joined.iter_mut().find_map(|check| match check {
            Check::Cell { slot: other, truths } if other == slot => Some(truths),
            _ => None,
        });
        match same {
            Some(sum) => sum.iter_mut().zip(truths).for_each(|(a, b)| *a = join(*a, *b)),
            None => joined.push(part),
        }
    }
    match joined.len() {
        1 => joined.remove(0),
        _ => make(joined.into()),
    }
}

/// At least `n` of the checks; folded into one truth table when all of them read the same slot.
fn at_least(n: u32, of: Vec<Check>, slots: &Slots) -> Check {
    let check = Check::AtLeast { n, of: of.into() };
    let mut places = Vec::new();
    check.slots(&mut places);
    match places.as_slice() {
        [slot] => {
            let mut cells = vec![0; *slot as usize + 1];
            let count = slots.singles.get(*slot as usize).copied().unwrap_or_default();
            let truths = (0..count).map(|cell| {
                if let Some(at) = cells.get_mut(*slot as usize) {
                    *at = cell;
                }
                check.truth(&cells)
            });
            Check::Cell { slot: *slot, truths: truths.collect() }
        }
        _ => check,
    }
}

/// A check on one slot: unknown in cell 0, false where there is no value, else by a function of the cell (from 1).
fn cells(slots: &Slots, slot: SlotId, truth: &dyn Fn(usize) -> bool) -> Check {
    cells_or(slots, slot, false, truth)
}

/// The same with a truth of its own where there is no value.
fn cells_or(slots: &Slots, slot: SlotId, without: bool, truth: &dyn Fn(usize) -> bool) -> Check {
    let count = slots.singles.get(slot as usize).copied().unwrap_or_default() as usize;
    let none = slots.none_cell(slot).map(|cell| cell as usize);
    let truth = |cell| match cell {
        0 => Truth::Unknown,
        cell if none == Some(cell) => Truth::from(without),
        cell => Truth::from(truth(cell)),
    };
    Check::Cell { slot, truths: (0..count.max(1)).map(truth).collect() }
}

fn one(slots: &Slots, places: &Places, index: usize, test: &Test, known: KnownTest) -> Option<Check> {
    Some(match test {
        Test::Known(wanted) => {
            let slot = places.presence?;
            let count = slots.singles.get(slot as usize).copied().unwrap_or_default();
            let none = slots.none_cell(slot);
            let truth = |cell| match (cell, known) {
                (0, KnownTest::Open) => Truth::Unknown,
                _ => Truth::from((cell != 0 && none != Some(cell)) == *wanted),
            };
            Check::Cell { slot, truths: (0..count).map(truth).collect() }
        }
        Test::Bool(wanted) => cells(slots, places.bool?, &|cell| (cell == 2) == *wanted),
        Test::Number(test) => number(slots, places.numbers.as_ref()?, test),
        Test::Length(test) => number(slots, places.lengths.as_ref()?, test),
        Test::Size(test) => number(slots, places.sizes.as_ref()?, test),
        Test::Date(test) => date(slots, places, test)?,
        Test::Text(test) => text(slots, places, test)?,
        Test::Set(test) => set(slots, places, test)?,
        Test::Happened(_) | Test::Compare { .. } => {
            let at = slots.computed_tests.iter().position(|(a, t)| *a == index && same_computed(t, test))?;
            cells(slots, slots.computed.get(at)?.slot, &|cell| cell == 2)
        }
    })
}

/// Cells of numbers: with the cut c at position i, below is under 2i + 2, c itself is 2i + 2.
fn number(slots: &Slots, (slot, cuts): &(SlotId, Cuts), test: &NumberTest) -> Check {
    let at = |value: f64| 2 * cuts.below(value) + 2;
    let (intervals, wanted) = test.intervals();
    let mut found = vec![!wanted; 2 * cuts.0.len() + 2];
    for one in intervals {
        let first = if one.low().is_finite() { at(one.low()) + usize::from(!one.has_low()) } else { 0 };
        let end =
            if one.high().is_finite() { at(one.high()) + usize::from(one.has_high()) } else { found.len() };
        if let Some(cells) = found.get_mut(first..end) {
            cells.fill(wanted);
        }
    }
    cells_or(slots, *slot, !wanted, &|cell| found.get(cell).copied().unwrap_or(!wanted))
}

/// Cells of dates: 1 + the number of cuts that are not after the date.
fn date(slots: &Slots, places: &Places, test: &DateTest) -> Option<Check> {
    let from = |day: i32, cell: usize, cuts: &[i32]| {
        cell > cuts.iter().position(|cut| *cut == day).map_or(usize::MAX, |at| at + 1)
    };
    let absolute = |truth: &dyn Fn(usize, &[i32]) -> bool| {
        let (slot, cuts) = places.days.as_ref()?;
        Some(cells(slots, *slot, &|cell| truth(cell, cuts)))
    };
    match test {
        DateTest::Is(d) => {
            absolute(&|cell, cuts| from(d.days(), cell, cuts) && !from(d.days() + 1, cell, cuts))
        }
        DateTest::Before(d) => absolute(&|cell, cuts| !from(d.days(), cell, cuts)),
        DateTest::After(d) => absolute(&|cell, cuts| from(d.days() + 1, cell, cuts)),
        DateTest::Between(a, b) => {
            absolute(&|cell, cuts| from(a.days(), cell, cuts) && !from(b.days() + 1, cell, cuts))
        }
        // The last cut is the day after the as-of date.
        DateTest::WithinLast(span) => {
            let (slot, at, last) = recent(places, *span)?;
            Some(cells(slots, slot, &|cell| cell > at && cell <= last))
        }
        DateTest::OlderThan(span) => {
            let (slot, at, _) = recent(places, *span)?;
            Some(cells(slots, slot, &|cell| cell <= at))
        }
    }
}

/// The slot of a span, the highest cell before it, and the highest cell that is not in the future.
fn recent(places: &Places, span: Span) -> Option<(SlotId, usize, usize)> {
    let ((slot, lengths), length) = match span.days() {
        Some(days) => (places.recent_days.as_ref()?, days),
        None => (places.recent_months.as_ref()?, span.months()?),
    };
    let at = lengths.iter().position(|l| *l == length)?;
    Some((*slot, at + 1, lengths.len() + 1))
}

fn text(slots: &Slots, places: &Places, test: &TextTest) -> Option<Check> {
    let among = |texts: &[Box<str>], wanted: bool| {
        let (slot, named) = places.values.as_ref()?;
        // Cell 1 is any other value; the named ones follow.
        let mut found = vec![!wanted; named.canonical.len() + 2];
        for text in texts {
            let number = named.index.get(&places.canon.of_text(text))?;
            *found.get_mut(number as usize + 2)? = wanted;
        }
        Some(cells_or(slots, *slot, !wanted, &|cell| found.get(cell).copied().unwrap_or(!wanted)))
    };
    let find = |kind: PhraseKind, texts: &[Box<str>]| {
        Some(has_any(slots, phrase_masks(places, kind, texts.iter().map(|t| &**t))?))
    };
    match test {
        TextTest::Is(value) => among(std::slice::from_ref(value), true),
        TextTest::IsNot(value) => among(std::slice::from_ref(value), false),
        TextTest::In(items) => among(&items.items, true),
        TextTest::NotIn(items) => among(&items.items, false),
        TextTest::StartsWith(of) => find(PhraseKind::StartsWith, &of.items),
        TextTest::EndsWith(of) => find(PhraseKind::EndsWith, &of.items),
        TextTest::Contains(of) => find(PhraseKind::Contains, &of.items),
        TextTest::PartOf(of) => find(PhraseKind::PartOf, &of.items),
        TextTest::Mentions(of) => find(PhraseKind::Mentions, &of.items),
        TextTest::MentionsAtLeast { n, of } => {
            let phrases = of.items.iter().map(|text| &**text);
            Some(has_at_least(slots, *n, phrase_masks(places, PhraseKind::Mentions, phrases)?))
        }
        TextTest::Under(of) => under(slots, places, &of.items),
        TextTest::Matches(pattern) => find(PhraseKind::Matches, std::slice::from_ref(pattern)),
    }
}

/// Whether one of some hosts is that of the cell, or above it.
fn under(slots: &Slots, places: &Places, of: &[Box<str>]) -> Option<Check> {
    let (slot, hosts) = places.hosts.as_ref()?;
    let mut asked = vec![false; hosts.names().len()];
    for host in of {
        *asked.get_mut(hosts.place(host)?)? = true;
    }
    // Cell 1 is any other host; the named ones follow.
    let holds = |cell: usize| {
        let host = cell.checked_sub(2).and_then(|place| hosts.names().get(place));
        host.is_some_and(|host| hosts.above(host).any(|place| asked.get(place) == Some(&true)))
    };
    Some(cells(slots, *slot, &holds))
}

/// The slots of some phrases, with the bits that they have there.
pub(super) fn phrase_masks<'a>(
    places: &Places,
    kind: PhraseKind,
    texts: impl Iterator<Item = &'a str>,
) -> Option<Vec<(SlotId, usize)>> {
    let (first, phrases) = places.phrases.as_ref()?;
    let at = texts.filter_map(|text| phrases.find(kind, text));
    Some(masks(*first, PHRASES, at))
}

/// The slots of some items, with the bits that they have there.
pub(super) fn item_masks<'a>(
    places: &Places,
    texts: impl Iterator<Item = &'a str>,
) -> Option<Vec<(SlotId, usize)>> {
    let (first, bits, items) = places.items.as_ref()?;
    let at = texts.filter_map(|text| items.index.get(&places.canon.of_text(text)).map(|at| at as usize));
    Some(masks(*first, *bits, at))
}

fn masks(first: SlotId, bits: usize, at: impl Iterator<Item = usize>) -> Vec<(SlotId, usize)> {
    let mut masks: Vec<(SlotId, usize)> = Vec::new();
    for at in at {
        let slot = first + (at / bits) as u32;
        let bit = 1usize << (at % bits);
        match masks.iter_mut().find(|(p, _)| *p == slot) {
            Some((_, mask)) => *mask |= bit,
            None => masks.push((slot, bit)),
        }
    }
    sort(&mut masks);
    masks
}

/// How many of the phrases or items each cell has, slot by slot.
fn counts(slots: &Slots, masks: Vec<(SlotId, usize)>) -> Box<[Count]> {
    let count = |(slot, mask): (SlotId, usize)| {
        let cells = slots.singles.get(slot as usize).copied().unwrap_or_default() as usize;
        let none = slots.none_cell(slot).map(|cell| cell as usize);
        let of = |cell: usize| if none == Some(cell) { 0 } else { cell.saturating_sub(1) & mask };
        let of_cell = (0..cells).map(|cell| of(cell).count_ones() as u8).collect();
        Count { slot, of_cell }
    };
    masks.into_iter().map(count).collect()
}

/// Whether one of some bits is there.
fn has_any(slots: &Slots, masks: Vec<(SlotId, usize)>) -> Check {
    let has = |(slot, mask)| cells(slots, slot, &|cell| (cell - 1) & mask != 0);
    any(masks.into_iter().map(has).collect())
}

/// Whether at least `n` of some bits are there.
fn has_at_least(slots: &Slots, n: usize, masks: Vec<(SlotId, usize)>) -> Check {
    match masks.as_slice() {
        [(slot, mask)] => cells(slots, *slot, &|cell| ((cell - 1) & mask).count_ones() as usize >= n),
        _ => Check::Count { n: n as u32, counts: counts(slots, masks) },
    }
}

fn set(slots: &Slots, places: &Places, test: &SetTest) -> Option<Check> {
    let of = |items: &[Box<str>]| item_masks(places, items.iter().map(|t| &**t));
    Some(match test {
        SetTest::Has(item) => has_any(slots, of(std::slice::from_ref(item))?),
        SetTest::HasAny(items) => has_any(slots, of(&items.items)?),
        SetTest::HasNone(items) => not(has_any(slots, of(&items.items)?)),
        SetTest::HasAll(items) => {
            let masks = of(&items.items)?;
            let has = |(slot, mask)| cells(slots, slot, &move |cell| (cell - 1) & mask == mask);
            all(masks.into_iter().map(has).collect())
        }
        SetTest::HasAtLeast { n, of: items } => has_at_least(slots, *n, of(&items.items)?),
        SetTest::HasContaining(of) => {
            has_any(slots, phrase_masks(places, PhraseKind::Contains, of.items.iter().map(|t| &**t))?)
        }
    })
}
