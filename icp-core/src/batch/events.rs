//! Columns of events: the names, days and counts of a block's events are read side by side, then every test and every fading rule
//! adds them up row by row.
//!
//! What is odd (an event without a name or a day, a count that is none) is not told from here: the block is then read row by row.

use super::cells::BlockCells;
use super::texts::{TextCache, TextLookup, TextNumbers, each_text};
use crate::account::Field;
use crate::column::{Codes, Column, Offsets, Values, day};
use crate::eval::{Scratch, find, left};
use crate::plan::{
    Binning, ByValue, DecayPlan, EventsCounted, HappenedTest, Input, Lookup, Plan, SlotId, SlotTest,
};
use crate::reading;
use crate::value::{Date, MAX_EXACT_INTEGER, clamped, round_micro};

/// The number of an event that no rule names, and of one that is not there.
const OTHER: u32 = 0;
const NONE: u32 = u32::MAX;

/// A column of events, and what is asked of them.
pub(super) struct EventItems<'t> {
    pub(super) column: &'t Column<'t>,
    offsets: Offsets<'t>,
    event: &'t Column<'t>,
    on: &'t Column<'t>,
    count: Option<&'t Column<'t>>,
    /// Where names are a dictionary: the codes, and the number of each of its values.
    dictionary: Option<(Codes<'t>, Vec<u32>)>,
    /// The names that rules count, from 1 on.
    names: Lookup,
    tests: Vec<Test>,
    fading: Vec<Fading>,
    /// The slots that say whether the attribute is known.
    presence: Vec<SlotId>,
}

/// A test on the sum of the counts of events.
struct Test {
    slot: SlotId,
    /// Whether it counts each name, by its number.
    counts: Vec<bool>,
    within: Option<u32>,
    at_least: f64,
    at_most: f64,
}

/// A rule whose points fade.
struct Fading {
    /// Its place among the rules of the plan that fade.
    place: usize,
    /// Its criterion.
    criterion: usize,
    /// Its event for each name, by its number.
    events: Vec<Option<usize>>,
}

/// Memory of one thread.
#[derive(Default)]
pub(super) struct EventMemory {
    /// Where the events of each row begin among those of the block, and where the last end.
    bounds: Vec<u32>,
    valid: Vec<i8>,
    names: Vec<u32>,
    days: Vec<i32>,
    counts: Vec<f64>,
    own: Vec<f64>,
}

impl<'t> EventItems<'t> {
    /// `None` where the column is none of events, or something is asked that goes row by row: one count a day, different events,
    /// and what a blank means.
    pub(super) fn new(plan: &Plan, input: &Input, at: usize, column: &'t Column<'t>) -> Option<Self> {
        let Values::Events { offsets, event, on, count } = &column.values else { return None };
        let (event, on, count): (&'t Column<'t>, &'t Column<'t>, Option<&'t Column<'t>>) =
            (event, on, count.as_deref());
        if input.reading.blank().is_some() || input.reading.written.is_some() || input.derived {
            return None;
        }
        let is_day = matches!(on.values, Values::Days(_) | Values::Moments { .. });
        let is_count = |count: &Column<'_>| {
            matches!(count.values, Values::F64(_) | Values::I64(_) | Values::I32(_))
                && count.validity.is_none()
        };
        if !is_day || !count.is_none_or(is_count) {
            return None;
        }
        let mut presence = Vec::new();
        for binning in &input.binnings {
            let Binning::Presence(slot) = binning else { return None };
            presence.push(*slot);
        }
        let mut names: Vec<&str> = Vec::new();
        let of_attribute = |attribute: u32| attribute as usize == at;
        let happened = || {
            plan.computed.iter().filter_map(|computed| match &computed.test {
                SlotTest::Happened(test) if of_attribute(test.attribute) => Some((computed.slot, test)),
                SlotTest::Happened(_) | SlotTest::Compare { .. } => None,
            })
        };
        let decays = || plan.fading().enumerate().filter(|(_, (_, decay))| of_attribute(decay.attribute));
        for (_, test) in happened() {
            if test.once_a_day || test.distinct.is_some() {
                return None;
            }
            match &test.events {
                EventsCounted::One(one) => names.push(one),
                EventsCounted::AnyOf(some) => names.extend(some.iter().map(|name| &**name)),
                EventsCounted::Any => {}
            }
        }
        for (_, (_, decay)) in decays() {
            if decay.once_a_day {
                return None;
            }
            names.extend(decay.events.iter().map(|event| &*event.name));
        }
        let mut lookup = Lookup::default();
        let mut count_of_names = 1;
        for name in names {
            if lookup.get(name).is_none() {
                lookup.insert(name, count_of_names);
                count_of_names += 1;
            }
        }
        let numbers_of = |names: &mut dyn Iterator<Item = &str>| -> Vec<usize> {
            names.map(|name| lookup.get(name).unwrap_or(OTHER) as usize).collect()
        };
        let tests =
            happened().map(|(slot, test)| Test::new(slot, test, count_of_names, &numbers_of)).collect();
        let fading = decays().map(|(place, (criterion, decay))| {
            let mut events = vec![decay.others(); count_of_names as usize];
            let numbers = numbers_of(&mut decay.events.iter().map(|event| &*event.name));
            for (event, number) in numbers.into_iter().enumerate() {
                events.get_mut(number).into_iter().for_each(|place| *place = Some(event));
            }
            Fading { place, criterion, events }
        });
        let fading = fading.collect();
        let dictionary = match &event.values {
            Values::Dictionary { codes, values } => Some((*codes, dictionary(values, &lookup)?)),
            _ => None,
        };
        Some(Self {
            column,
            offsets: *offsets,
            event,
            on,
            count,
            dictionary,
            names: lookup,
            tests,
            fading,
            presence,
        })
    }

    /// Writes the cells and the points of some rows from `first` on, and gives the number of those that are known; the day of all
    /// rows is that of the scratch. `None` where something is odd.
    pub(super) fn locate(
        &self,
        plan: &Plan,
        (first, len): (usize, usize),
        (memory, cache, buffer): (&mut EventMemory, &mut TextCache, &mut String),
        scratch: &Scratch,
        cells: &mut BlockCells,
    ) -> Option<usize> {
        let as_of = scratch.as_of()?;
        self.read((first, len), (memory, cache, buffer))?;
        let EventMemory { bounds, valid, names, days, counts, own } = memory;
        valid.clear();
        valid.resize(len, -1);
        if let Some(bits) = &self.column.validity {
            bits.masks(first, valid);
        }
        for slot in &self.presence {
            cells.set_presence(*slot, valid);
        }
        let events = Rows { bounds, names, days, counts };
        for test in &self.tests {
            let since = test.within.and_then(|span| scratch.cuts().get(span as usize)).copied();
            let range = since.unwrap_or(i32::MIN)..=as_of.days();
            let out = cells.slot(test.slot, len).iter_mut().zip(&*valid);
            for ((cell, valid), events) in out.zip(events.each()) {
                let sum = events.fold(0.0, |sum, (name, day, count)| {
                    let is_counted = test.counts.get(name as usize) == Some(&true) && range.contains(&day);
                    if is_counted { sum + count } else { sum }
                });
                let holds = sum >= test.at_least && sum <= test.at_most;
                *cell = if *valid == 0 { 0 } else { 1 + u32::from(holds) };
            }
        }
        for rule in &self.fading {
            let Some(ByValue::Decay(decay)) =
                plan.criteria.get(rule.criterion).and_then(|criterion| criterion.reading.rule.by_value())
            else {
                return None;
            };
            for (out, events) in cells.points_of(rule.place, len).iter_mut().zip(events.each()) {
                *out = rule.points(decay, events, as_of.days(), own);
            }
        }
        Some(valid.iter().filter(|valid| **valid != 0).count())
    }

    /// Reads names, days and counts. `None` where something is odd.
    fn read(
        &self,
        (first, len): (usize, usize),
        (memory, cache, buffer): (&mut EventMemory, &mut TextCache, &mut String),
    ) -> Option<()> {
        let EventMemory { bounds, valid, names, days, counts, .. } = memory;
        let start = self.offsets.bounds(first, len, self.event.rows(), bounds)?;
        let count = bounds.last().map_or(0, |end| *end as usize);
        let rows = start..start + count;
        valid.clear();
        valid.resize(count, -1);
        for column in [self.event, self.on] {
            if let Some(bits) = &column.validity {
                bits.masks(start, valid);
            }
        }
        if valid.contains(&0) {
            return None;
        }
        names.clear();
        names.resize(count, 0);
        let is_fine = match &self.dictionary {
            Some((codes, table)) => codes.look_up((start, valid), table, names),
            None => {
                let numbers = TextNumbers { missing: NONE, other: OTHER };
                let by = TextLookup::new(Some(&self.names), None, numbers);
                each_text(self.event, by, start, valid, (cache, buffer), names)
            }
        };
        if !is_fine || names.contains(&NONE) {
            return None;
        }
        days.clear();
        match &self.on.values {
            Values::Days(all) => days.extend_from_slice(all.get(rows.clone())?),
            Values::Moments { values, unit, offset } => {
                let all = values.get(rows.clone())?.iter();
                let day = |moment: &i64| i32::try_from(day(*moment, unit.per_second(), *offset));
                days.extend(all.map(|moment| day(moment).unwrap_or(i32::MAX)));
            }
            _ => return None,
        }
        let possible = Date::MIN.days()..=Date::MAX.days();
        if days.iter().fold(false, |odd, day| odd | !possible.contains(day)) {
            return None;
        }
        counts.clear();
        let Some(column) = self.count else {
            counts.resize(count, 1.0);
            return Some(());
        };
        match &column.values {
            Values::F64(all) => counts.extend(all.get(rows)?.iter().map(|count| count + 0.0)),
            Values::I64(all) => counts.extend(all.get(rows)?.iter().map(|count| *count as f64)),
            Values::I32(all) => counts.extend(all.get(rows)?.iter().map(|count| f64::from(*count))),
            _ => return None,
        }
        // A count that is missing is one event, and one below 0 or too large is odd: both are told row by row.
        let is_count = |count: &f64| *count >= 0.0 && *count <= MAX_EXACT_INTEGER as f64;
        counts.iter().all(is_count).then_some(())
    }
}

/// The number of each value of a dictionary of names, then of nothing; `None` where one is no text.
fn dictionary(values: &Column<'_>, lookup: &Lookup) -> Option<Vec<u32>> {
    let mut buffer = String::new();
    let mut table = Vec::with_capacity(values.rows() + 1);
    for row in 0..values.rows() {
        table.push(match values.field(row, &reading::TEXT).ok()? {
            Field::Text(name) => find(lookup, &name, &mut buffer).unwrap_or(OTHER),
            _ => NONE,
        });
    }
    table.push(NONE);
    Some(table)
}

impl Test {
    fn new(
        slot: SlotId,
        test: &HappenedTest,
        names: u32,
        numbers: &dyn Fn(&mut dyn Iterator<Item = &str>) -> Vec<usize>,
    ) -> Self {
        let is_any = matches!(test.events, EventsCounted::Any);
        let mut counts = vec![is_any; names as usize];
        let counted = match &test.events {
            EventsCounted::One(one) => numbers(&mut std::iter::once(&**one)),
            EventsCounted::AnyOf(some) => numbers(&mut some.iter().map(|name| &**name)),
            EventsCounted::Any => Vec::new(),
        };
        for number in counted {
            counts.get_mut(number).into_iter().for_each(|counts| *counts = true);
        }
        Self {
            slot,
            counts,
            within: test.within,
            at_least: test.at_least.unwrap_or(f64::NEG_INFINITY),
            at_most: test.at_most.unwrap_or(f64::INFINITY),
        }
    }
}

impl Fading {
    /// The points of one row in units of its scorecard, in the steps of `eval/fading.rs`.
    fn points(
        &self,
        decay: &DecayPlan,
        events: impl Iterator<Item = (u32, i32, f64)>,
        as_of: i32,
        own: &mut Vec<f64>,
    ) -> i64 {
        let is_capped = !decay.own_max.is_empty();
        if is_capped {
            own.clear();
            own.resize(decay.own_max.len(), 0.0);
        }
        let mut sum = 0.0;
        for (name, day, count) in events {
            let age = as_of - day;
            let event = self.events.get(name as usize).copied().flatten();
            let Some(event) = event.and_then(|event| decay.events.get(event)) else { continue };
            if !decay.counts_at(event, age) {
                continue;
            }
            let more = left(decay, event, age) * count;
            match own.get_mut(event.place).filter(|_| is_capped) {
                Some(own) => *own += more,
                None => sum += more,
            }
        }
        if is_capped {
            let parts = own.iter().zip(&decay.own_max);
            sum = parts.fold(0.0, |sum, (own, max)| sum + clamped(*own, -max, *max));
        }
        let max = decay.max.to_f64();
        round_micro(clamped(sum, -max, max)).saturating_mul(decay.units_per_micro)
    }
}

/// The events of the rows of a block.
#[derive(Clone, Copy)]
struct Rows<'m> {
    bounds: &'m [u32],
    names: &'m [u32],
    days: &'m [i32],
    counts: &'m [f64],
}

impl<'m> Rows<'m> {
    /// Name, day and count of the events of each row.
    fn each(self) -> impl Iterator<Item = impl Iterator<Item = (u32, i32, f64)> + 'm> {
        self.bounds.windows(2).map(move |ends| {
            let (start, end) = match ends {
                [start, end] => (*start as usize, *end as usize),
                _ => (0, 0),
            };
            let names = self.names.get(start..end).unwrap_or_default().iter();
            let days = self.days.get(start..end).unwrap_or_default();
            let counts = self.counts.get(start..end).unwrap_or_default();
            names.zip(days).zip(counts).map(|((name, day), count)| (*name, *day, *count))
        })
    }
}
