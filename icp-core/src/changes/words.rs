//! The values of a change in words: `at least 2,000,000 USD`, `within the last 6 months`, `with HubSpot`. What the words say is
//! what was found to reach the goal.

use super::candidate::{Candidate, What};
use super::line::{Grid, Range};
use super::state::Search;
use crate::account::Field;
use crate::assess::InputValue;
use crate::describe::{self, Joint, grouped, list, phrase, value};
use crate::model::Attribute;
use crate::page::Sentence;
use crate::plan::Binning;
use crate::value::{Date, Span};

/// All values that will do, of those that there are.
pub(super) fn to(
    search: &Search<'_>,
    attribute: &Attribute,
    found: &[Candidate],
    all: &[Candidate],
) -> Sentence {
    let at =
        search.definition.attributes.iter().position(|one| one.name == attribute.name).unwrap_or_default();
    let ranges: Vec<Range> = found.iter().filter_map(|one| one.what.range()).collect();
    if !ranges.is_empty() && search.is_line(at) {
        let grid = search.grid(at);
        let ranges = merged(grid, ranges);
        return match grid {
            Grid::Decimals => attribute.with_unit(joined(ranges.iter().map(numbers).collect())),
            Grid::Days => {
                let spans = spans(search, at);
                joined(ranges.iter().map(|range| Sentence::new(&days(range, &spans, search.as_of))).collect())
            }
        };
    }
    let mut parts = truths(found);
    parts.extend(texts(found, all));
    parts.extend(items(found));
    parts.extend(events(found, search.as_of));
    joined(parts)
}

/// The value that an account has.
pub(super) fn now(
    attribute: &Attribute,
    from: Option<&InputValue<'_>>,
    field: Option<&Field<'_>>,
) -> Sentence {
    match (from, field) {
        (Some(InputValue::Number(number)), _) => attribute.with_unit(Sentence::new(&grouped(*number))),
        (Some(InputValue::Interval(interval)), _) => {
            attribute.with_unit(Sentence::new(&crate::page::number::interval(*interval)))
        }
        (Some(InputValue::Bool(truth)), _) => Sentence::new(if *truth { "yes" } else { "no" }),
        (Some(InputValue::Text(text)), _) => value(text),
        (Some(InputValue::Date(day)), _) => Sentence::new(&day.to_string()),
        (Some(InputValue::Set(items)), _) if items.is_empty() => Sentence::new("no items"),
        (Some(InputValue::Set(items)), _) => {
            Sentence::default().list(items.iter().map(|item| value(item)), 10, ", ")
        }
        (Some(InputValue::Events(events)), _) => Sentence::new(&match events.len() {
            0 => "no events".to_owned(),
            1 => "1 event".to_owned(),
            count => format!("{count} events"),
        }),
        (None, Some(Field::None)) => Sentence::new("none"),
        (None, _) => Sentence::new("not known"),
    }
}

fn joined(parts: Vec<Sentence>) -> Sentence {
    list(parts.into_iter(), Joint::Or)
}

/// Ranges that touch, as one.
fn merged(grid: Grid, mut ranges: Vec<Range>) -> Vec<Range> {
    crate::sort::sort_by(&mut ranges, |a, b| a.low.total_cmp(&b.low));
    let mut merged: Vec<Range> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            // Nothing lies between them.
            Some(last)
                if last.below == Some(range.low)
                    || range.above == Some(last.high)
                    || grid.next(last.high) >= range.low =>
            {
                (last.high, last.below) = (range.high, range.below);
            }
            Some(_) | None => merged.push(range),
        }
    }
    merged
}

fn numbers(range: &Range) -> Sentence {
    let end = |end: f64, open: Option<f64>| open.map(|open| (open, false)).or(Some((end, true)));
    let low = end(range.low, range.above).filter(|_| range.low.is_finite());
    let high = end(range.high, range.below).filter(|_| range.high.is_finite());
    match (low, high) {
        (None, None) => Sentence::new("any number"),
        (low, high) => describe::range(low, high),
    }
}

/// The spans that cut a date, with the first day of each.
fn spans(search: &Search<'_>, at: usize) -> Vec<(f64, Span)> {
    let mut spans = Vec::new();
    for binning in search.plan.inputs.get(at).into_iter().flat_map(|input| &input.binnings) {
        if let Binning::Recent { first, count, .. } = binning {
            let range = *first as usize..(*first + *count) as usize;
            let days = search.scratch.cuts().get(range.clone()).unwrap_or_default();
            let own = search.plan.spans.get(range).unwrap_or_default();
            spans.extend(days.iter().zip(own).map(|(day, span)| (f64::from(*day), *span)));
        }
    }
    spans
}

fn days(range: &Range, spans: &[(f64, Span)], as_of: Date) -> String {
    let today = f64::from(as_of.days());
    let span = |first: f64| spans.iter().find(|(day, _)| *day == first).map(|(_, span)| span);
    let is_open = !range.low.is_finite();
    let ages = match (span(range.low), span(range.high + 1.0)) {
        (Some(within), _) if range.high == today => describe::aged(Some(within), None),
        (within, Some(older)) if is_open || within.is_some() => describe::aged(within, Some(older)),
        _ => None,
    };
    let day = |day: f64| day.is_finite().then_some(day as i32);
    ages.or_else(|| describe::from_before(day(range.low), day(range.high + 1.0)))
        .unwrap_or_else(|| "any day".to_owned())
}

fn truths(found: &[Candidate]) -> Vec<Sentence> {
    let one = |one: &Candidate| match one.what {
        What::Truth(truth) => Some(Sentence::new(if truth { "yes" } else { "no" })),
        _ => None,
    };
    found.iter().filter_map(one).collect()
}

fn texts(found: &[Candidate], all: &[Candidate]) -> Vec<Sentence> {
    let fails = |one: &&Candidate| !found.iter().any(|other| other.what == one.what);
    let lengths: Vec<Range> = found
        .iter()
        .filter_map(|one| match &one.what {
            What::Other(range) => *range,
            _ => None,
        })
        .collect();
    let is_other = found.iter().any(|one| matches!(one.what, What::Other(_)));
    let every_length = !all.iter().any(|one| matches!(one.what, What::Other(_)) && fails(&one));
    let named = |one: &Candidate| match &one.what {
        What::Text(text) => Some(value(text)),
        _ => None,
    };
    let held = |one: &Candidate| match &one.what {
        What::Holds(held) => Some(held.clone()),
        _ => None,
    };
    let mut parts = Vec::new();
    if is_other && every_length {
        let but: Vec<Sentence> = all.iter().filter(fails).filter_map(named).collect();
        let words = match but.is_empty() {
            true => Sentence::new("any text"),
            false => Sentence::new("anything but ").then(list(but.into_iter(), Joint::Or)),
        };
        let without: Vec<Vec<Box<str>>> = least(all.iter().filter(fails).filter_map(held).collect());
        let without: Vec<Sentence> = without.iter().map(|held| phrases(held)).collect();
        parts.push(match without.is_empty() {
            true => words,
            false => words.ours(" without ").then(list(without.into_iter(), Joint::Or)),
        });
        return parts;
    }
    parts.extend(found.iter().filter_map(named));
    let holding: Vec<Vec<Box<str>>> = found.iter().filter_map(held).collect();
    let failing: Vec<Vec<Box<str>>> = all.iter().filter(fails).filter_map(held).collect();
    for held in least(holding) {
        let spoilt = failing.iter().filter(|more| held.iter().all(|one| more.contains(one)));
        let more =
            spoilt.map(|more| more.iter().filter(|one| !held.contains(one)).cloned().collect::<Vec<_>>());
        let without: Vec<Sentence> = least(more.collect()).iter().map(|held| phrases(held)).collect();
        let words = Sentence::new("a text with ").then(phrases(&held));
        parts.push(match without.is_empty() {
            true => words,
            false => words.ours(" and without ").then(list(without.into_iter(), Joint::Or)),
        });
    }
    parts.extend(merged(Grid::Days, lengths).iter().map(|range| {
        let characters = |count: f64| if count == 1.0 { "character" } else { "characters" };
        Sentence::new(&match (range.low, range.high) {
            (low, high) if low == high => format!("any other text of {} {}", grouped(low), characters(low)),
            (low, high) if low <= 1.0 => {
                format!("any other text of at most {} {}", grouped(high), characters(high))
            }
            (low, high) if high.is_infinite() => {
                format!("any other text of at least {} {}", grouped(low), characters(low))
            }
            (low, high) => format!("any other text of {} to {} characters", grouped(low), grouped(high)),
        })
    }));
    parts
}

/// Those of some lists that hold no other of them.
fn least(mut lists: Vec<Vec<Box<str>>>) -> Vec<Vec<Box<str>>> {
    crate::sort::sort_by_key(&mut lists, Vec::len);
    let mut least: Vec<Vec<Box<str>>> = Vec::new();
    for one in lists {
        if !least.iter().any(|known| known.iter().all(|item| one.contains(item))) {
            least.push(one);
        }
    }
    least
}

fn phrases(held: &[Box<str>]) -> Sentence {
    list(held.iter().map(|one| phrase(one)), Joint::And)
}

/// Items that come, items that go, and how many others come or go.
type Ways<'a> = (&'a [Box<str>], &'a [Box<str>], i32);

/// Items that come and go: of each way the least.
fn items(found: &[Candidate]) -> Vec<Sentence> {
    let mut ways: Vec<Ways<'_>> = Vec::new();
    for one in found {
        let What::Items(added, dropped, others) = &one.what else { continue };
        let is_more = |(less, gone, few): &Ways<'_>| {
            let more = if *few < 0 { *others..=0 } else { 0..=*others };
            less.iter().all(|item| added.contains(item))
                && gone.iter().all(|item| dropped.contains(item))
                && (*few == 0 || more.contains(few))
        };
        if !ways.iter().any(is_more) {
            ways.push((added, dropped, *others));
        }
    }
    let named = |items: &[Box<str>], others: i32, which: &str| {
        let counted = (others > 0).then(|| {
            let items = if others == 1 { "item" } else { "items" };
            Sentence::new(&format!("{others} {which} {items}"))
        });
        let all: Vec<Sentence> = items.iter().map(|item| value(item)).chain(counted).collect();
        (!all.is_empty()).then(|| list(all.into_iter(), Joint::And))
    };
    let mut parts: Vec<Sentence> = ways
        .into_iter()
        .map(|(added, dropped, others)| {
            match (named(added, others, "more"), named(dropped, -others, "other")) {
                (Some(added), None) => Sentence::new("with ").then(added),
                (None, Some(dropped)) => Sentence::new("without ").then(dropped),
                (None, None) => Sentence::new("as it is"),
                (Some(added), Some(dropped)) => {
                    Sentence::new("with ").then(added).ours(" and without ").then(dropped)
                }
            }
        })
        .collect();
    let is_empty = |one: &&Candidate| one.what == What::Empty && matches!(one.field, Field::Set(_));
    parts.extend(found.iter().find(is_empty).map(|_| Sentence::new("known to have no items")));
    parts
}

fn events(found: &[Candidate], as_of: Date) -> Vec<Sentence> {
    let names: Vec<Sentence> = found
        .iter()
        .filter_map(|one| match &one.what {
            What::Event(Some(name)) => Some(phrase(name)),
            What::Event(None) => Some(Sentence::new("any event")),
            _ => None,
        })
        .collect();
    let mut parts = Vec::new();
    if !names.is_empty() {
        parts.push(
            Sentence::new("one more of ")
                .then(list(names.into_iter(), Joint::Or))
                .ours(&format!(" on {as_of}")),
        );
    }
    let is_empty = |one: &&Candidate| one.what == What::Empty && matches!(one.field, Field::Events(_));
    parts.extend(found.iter().find(is_empty).map(|_| Sentence::new("known to have no events")));
    parts
}

impl What {
    fn range(&self) -> Option<Range> {
        match self {
            Self::Range(range) => Some(*range),
            Self::Truth(_)
            | Self::Text(_)
            | Self::Holds(_)
            | Self::Other(_)
            | Self::Items(..)
            | Self::Event(_)
            | Self::Empty => None,
        }
    }
}
