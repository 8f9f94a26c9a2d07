//! Cells that follow each other (numbers, counts, days, ages) in words: the runs that a set has, each by its two ends.

use super::super::condition::{amount, count};
use super::super::value::{Joint, numbers};
use super::words::Words;
use crate::model::NumberTest;
use crate::page::Sentence;
use crate::value::{Date, Span};

/// The cells of values that are in a set; `None` for those that no value is in.
pub(super) type InSet<'a> = &'a dyn Fn(u32) -> Option<bool>;

/// The runs of cells from 1 on that are in a set. A cell that no value is in goes with the one before it, or after it.
fn runs(cells: u32, in_set: InSet<'_>) -> Vec<(u32, u32)> {
    let mut last = (1..=cells).find_map(in_set).unwrap_or(false);
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for cell in 1..=cells {
        last = in_set(cell).unwrap_or(last);
        match runs.last_mut() {
            _ if !last => {}
            Some((_, end)) if *end + 1 == cell => *end = cell,
            _ => runs.push((cell, cell)),
        }
    }
    runs
}

/// Whether a run goes over all of some cells.
fn is_all(runs: &[(u32, u32)], cells: u32) -> bool {
    runs == [(1, cells)]
}

/// An end of a range of numbers, and whether it belongs to it.
pub(crate) type NumberEnd = Option<(f64, bool)>;

/// The ends of a run of cells that are cut at these numbers.
fn ends(cuts: &[f64], (first, last): (u32, u32)) -> (NumberEnd, NumberEnd) {
    let cut = |at: u32| cuts.get(at as usize).copied();
    // Even cells are the cuts themselves.
    let low = match first {
        first if first % 2 == 0 => cut(first / 2 - 1).map(|cut| (cut, true)),
        first => (first / 2).checked_sub(1).and_then(cut).map(|cut| (cut, false)),
    };
    let high = match last {
        last if last % 2 == 0 => cut(last / 2 - 1).map(|cut| (cut, true)),
        last => cut(last / 2).map(|cut| (cut, false)),
    };
    (low, high)
}

/// A range of numbers as tests that must both hold.
fn tests(low: NumberEnd, high: NumberEnd) -> Vec<NumberTest> {
    match (low, high) {
        (Some((low, true)), Some((high, true))) if low == high => vec![NumberTest::Is(low)],
        (Some((low, true)), Some((high, true))) => vec![NumberTest::Between(low, high)],
        (low, high) => {
            let low = low.map(|(low, own)| if own { NumberTest::Gte(low) } else { NumberTest::Gt(low) });
            let high = high.map(|(high, own)| if own { NumberTest::Lte(high) } else { NumberTest::Lt(high) });
            low.into_iter().chain(high).collect()
        }
    }
}

/// Tests that must all hold, with their unit.
fn both(tests: &[NumberTest], of: impl Fn(&NumberTest) -> Sentence) -> Sentence {
    Sentence::default().list(tests.iter().map(of), usize::MAX, " and ")
}

/// A range of numbers: `20 to 200`, `more than 5 and less than 9`, `at least 3`; nothing is said of all numbers.
pub(crate) fn range(low: NumberEnd, high: NumberEnd) -> Sentence {
    both(&tests(low, high), amount)
}

/// A set of numbers.
pub(super) fn number(cuts: &[f64], unit: Option<&str>, in_set: InSet<'_>) -> Words {
    let cells = 2 * cuts.len() as u32 + 1;
    let found = runs(cells, in_set);
    let with_unit =
        |words: Sentence| Words::One(unit.map_or(words.clone(), |unit| words.ours(" ").theirs(unit)));
    if found.is_empty() {
        return Words::Nothing;
    }
    if is_all(&found, cells) {
        return Words::Everything;
    }
    // All but some numbers.
    let left_out = runs(cells, &|cell| in_set(cell).map(|found| !found));
    let is_cut = |(first, last): &(u32, u32)| first == last && first % 2 == 0;
    let cut = |(cell, _): &(u32, u32)| cuts.get(*cell as usize / 2 - 1).copied();
    if left_out.iter().all(is_cut) {
        let left_out: Vec<f64> = left_out.iter().filter_map(cut).collect();
        return with_unit(Sentence::new("not ").then(numbers(&left_out, Joint::Or)));
    }
    // Single numbers are a list of their own.
    let (single, ranges): (Vec<_>, Vec<_>) = found.into_iter().partition(is_cut);
    let single: Vec<f64> = single.iter().filter_map(cut).collect();
    let ranges: Vec<Sentence> = ranges
        .into_iter()
        .map(|run| {
            let (low, high) = ends(cuts, run);
            range(low, high)
        })
        .collect();
    let mut words = Sentence::default().list(ranges.into_iter(), usize::MAX, " or ");
    if !single.is_empty() {
        words = if words.is_empty() { words } else { words.ours(" or ") };
        words = words.then(numbers(&single, Joint::Or));
    }
    with_unit(words)
}

/// A set of counts from `least` on: the characters of a text, or the items of a set.
pub(super) fn counted(
    cuts: &[f64],
    least: f64,
    (one, many): (&'static str, &'static str),
    in_set: InSet<'_>,
) -> Words {
    let cells = 2 * cuts.len() as u32 + 1;
    let found = runs(cells, in_set);
    if is_all(&found, cells) {
        return Words::Everything;
    }
    let mut words = Words::Nothing;
    for run in found {
        let (low, high) = ends(cuts, run);
        let low = low.map(|(low, own)| if own { low.ceil() } else { low.floor() + 1.0 });
        let high = high.map(|(high, own)| if own { high.floor() } else { high.ceil() - 1.0 });
        let low = low.filter(|low| *low > least).map(|low| (low, true));
        let tests = match (low, high) {
            (None, None) => return Words::Everything,
            (None, Some(high)) if high <= least => vec![NumberTest::Is(least)],
            (low, high) => tests(low, high.map(|high| (high, true))),
        };
        let said = |test: &NumberTest| amount(test).ours(count(test, one, many));
        words = words.or(Words::One(Sentence::new("has ").then(both(&tests, said))));
    }
    words
}

fn day(days: i32) -> String {
    Date::from_days(days).map(|date| date.to_string()).unwrap_or_default()
}

/// Days from one on, and before another; nothing is said of all days.
pub(crate) fn from_before(from: Option<i32>, before: Option<i32>) -> Option<String> {
    Some(match (from, before) {
        (None, None) => return None,
        (None, Some(before)) => format!("before {}", day(before)),
        (Some(from), None) => format!("after {}", day(from - 1)),
        (Some(from), Some(before)) if from + 1 == before => day(from),
        (Some(from), Some(before)) => format!("from {} to {}", day(from), day(before - 1)),
    })
}

/// Days of the past, by the span within which they lie and the one that they lie behind; nothing is said of all of them.
pub(crate) fn aged(within: Option<&Span>, older: Option<&Span>) -> Option<String> {
    Some(match (within, older) {
        (None, None) => return None,
        (Some(span), None) => format!("within the last {span}"),
        (None, Some(span)) => format!("longer ago than {span}"),
        (Some(within), Some(older)) => format!("within the last {within} and longer ago than {older}"),
    })
}

/// A set of days that are cut at the first day of each cell but the first.
pub(super) fn days(cuts: &[i32], in_set: InSet<'_>) -> Words {
    let cells = cuts.len() as u32 + 1;
    let found = runs(cells, in_set);
    if is_all(&found, cells) {
        return Words::Everything;
    }
    let mut words = Words::Nothing;
    for (first, last) in found {
        let from = (first as usize).checked_sub(2).and_then(|at| cuts.get(at).copied());
        let before = cuts.get(last as usize - 1).copied();
        let Some(said) = from_before(from, before) else { return Words::Everything };
        words = words.or(Words::One(Sentence::new(&said)));
    }
    words
}

/// A set of days by their age: spans back from the as-of date, the longest first, and after that day.
pub(super) fn ages(spans: &[Span], in_set: InSet<'_>) -> Words {
    let count = spans.len() as u32;
    let (today, future) = (count + 1, count + 2);
    let found = runs(future, in_set);
    if is_all(&found, future) {
        return Words::Everything;
    }
    let mut words = Words::Nothing;
    for (first, last) in found {
        let within = (first as usize).checked_sub(2).and_then(|at| spans.get(at));
        let older = spans.get(last as usize - 1);
        let past =
            (first != future).then(|| aged(within, older).unwrap_or_else(|| "not in the future".to_owned()));
        for said in past.into_iter().chain((last > today).then(|| "in the future".to_owned())) {
            words = words.or(Words::One(Sentence::new(&said)));
        }
    }
    words
}
