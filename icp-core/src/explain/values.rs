//! The values of an account that a rule has read, in words: each with its title and unit, or why there is none.

use super::{Sentence, number};
use crate::assess::{InputEvent, InputNote, InputValue, IssueNote};
use crate::sort::sort_by;
use crate::value::{fold, visible};

/// The longest text of an account in a line about a criterion.
const LONGEST: usize = 60;
/// The most items of a set.
const ITEMS: usize = 5;
/// The most events.
const EVENTS: usize = 3;

/// `employees 58 people`, `Job title: head of sales`, `country UK (given as United Kingdom)`, `launched_at not read: 11/23/11`,
/// `revenue not known`.
pub(super) fn input(note: &InputNote, issues: &[IssueNote]) -> Sentence {
    let name = note.title.as_deref().unwrap_or(&note.attribute).trim();
    // Behind a title of several words a value is not seen to begin.
    let gap = if name.contains(char::is_whitespace) { ": " } else { " " };
    let words = Sentence::of(name).ours(gap);
    let given = note.given.as_deref();
    let Some(value) = &note.value else {
        let wrong = issues.iter().find(|issue| *issue.attribute == *note.attribute);
        return match (given, wrong) {
            _ if note.known => words.ours("none"),
            (Some(given), Some(_)) => words.ours("not read: ").then(short(given)),
            (None, Some(wrong)) => words.ours("not read: ").then(short(&wrong.found)),
            (Some(given), None) => words.ours("not known (given as ").then(short(given)).ours(")"),
            (None, None) => words.ours("not known"),
        };
    };
    let unit = |words: Sentence| match &note.unit {
        Some(unit) => words.ours(" ").theirs(unit),
        None => words,
    };
    match value {
        InputValue::Number(number) => unit(words.ours(&number::input(*number))),
        InputValue::Interval(interval) => unit(words.ours(&number::interval(*interval))),
        InputValue::Bool(truth) => words.ours(if *truth { "yes" } else { "no" }),
        InputValue::Date(date) => words.ours(&date.to_string()),
        InputValue::Text(text) => {
            let words = words.then(short(text));
            match given.filter(|given| fold(given) != fold(text)) {
                Some(given) => words.ours(" (given as ").then(short(given)).ours(")"),
                None => words,
            }
        }
        InputValue::Set(items) if items.is_empty() => words.ours("empty"),
        InputValue::Set(items) => words.list(items.iter().map(|item| short(item)), ITEMS, ", "),
        InputValue::Events(events) if events.is_empty() => Sentence::of(name).ours(": no such event"),
        InputValue::Events(events) => {
            let mut events: Vec<&InputEvent> = events.iter().collect();
            sort_by(&mut events, |a, b| b.on.cmp(&a.on));
            let one = |event: &InputEvent| {
                let times = if event.count == 1.0 {
                    String::new()
                } else {
                    format!(" x {}", number::plain(event.count))
                };
                short(&event.event).ours(&format!("{times} {}", event.on))
            };
            words.list(events.into_iter().map(one), EVENTS, ", ")
        }
    }
}

/// A text of an account, cut.
fn short(text: &str) -> Sentence {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { Sentence::new("blank") } else { Sentence::of(&visible(&line, LONGEST)) }
}
