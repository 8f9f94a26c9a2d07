//! The counts of one attribute's values over many accounts: which there were, how often, and which usually stand for none. `audit`
//! adds account after account and merges counts; the kinds of findings judge them.

use super::distinct::Distinct;
use super::named::Vocabulary;
use crate::account::Field;
use crate::eval::{canonical, each_item};
use crate::plan::Input;
use crate::survey::{is_placeholder, is_placeholder_number};
use crate::value::{float_text, fold, parse_number};

/// Different values that are kept for each attribute.
const KEPT: usize = 10_000;

/// The counts of one attribute.
#[derive(Debug, Clone)]
pub(super) struct Values {
    /// Accounts with a value.
    pub(super) known: usize,
    /// Of them, those that are known to have no value, as a blank may say.
    pub(super) none: usize,
    /// Each value once an account: texts, items, names of events, numbers.
    pub(super) all: Distinct,
    /// How many accounts have each of the named values.
    pub(super) named: Vec<usize>,
    /// Values that usually stand for no value, and that the model does not name.
    pub(super) placeholders: Distinct,
    /// Numbers below zero that are no placeholders.
    pub(super) negative: usize,
    /// Numbers below `min` and above `max`, and the farthest of each.
    pub(super) below: Outside,
    pub(super) above: Outside,
    /// Accounts with a value that is not in the closed list.
    pub(super) unlisted: usize,
    /// How many accounts have each phrase.
    pub(super) phrases: Vec<usize>,
    /// How many accounts are under each host.
    pub(super) hosts: Vec<usize>,
}

/// Numbers outside of a limit.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Outside {
    pub(super) count: usize,
    pub(super) farthest: Option<f64>,
}

impl Outside {
    fn add(&mut self, count: usize, number: f64, is_farther: fn(f64, f64) -> bool) {
        self.count += count;
        if self.farthest.is_none_or(|known| is_farther(number, known)) {
            self.farthest = Some(number);
        }
    }

    fn merge(&mut self, other: Self, is_farther: fn(f64, f64) -> bool) {
        if let Some(number) = other.farthest {
            self.add(other.count, number, is_farther);
        }
    }
}

fn is_less(a: f64, b: f64) -> bool {
    a < b
}

fn is_more(a: f64, b: f64) -> bool {
    a > b
}

impl Values {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        Self {
            known: 0,
            none: 0,
            all: Distinct::new(KEPT),
            named: vec![0; vocabulary.names.len()],
            placeholders: Distinct::new(KEPT),
            negative: 0,
            below: Outside::default(),
            above: Outside::default(),
            unlisted: 0,
            phrases: vec![0; vocabulary.phrases.len()],
            hosts: vec![0; vocabulary.hosts.names().len()],
        }
    }

    /// Counts the value of one account.
    pub(super) fn add(&mut self, vocabulary: &Vocabulary, input: &Input, field: &Field<'_>, cells: &[u32]) {
        let mut buffer = String::new();
        let mut keys: Vec<Box<str>> = Vec::new();
        let mut is_unlisted = false;
        match field {
            Field::Missing => return,
            Field::None => self.none += 1,
            Field::Number(number) => self.number(vocabulary, *number),
            Field::Interval(interval) => {
                let text = format!("{} to {}", float_text(interval.low()), float_text(interval.high()));
                self.all.add(&text, &text);
                // The number may be any that lies in it.
                for (key, place) in &vocabulary.index {
                    if parse_number(key).is_ok_and(|number| interval.contains(number)) {
                        self.count(Some(*place));
                    }
                }
            }
            Field::Bool(truth) => self.value(vocabulary, input, if *truth { "true" } else { "false" }, None),
            Field::Date(date) => self.value(vocabulary, input, &date.to_string(), None),
            Field::Text(text) => {
                let key = canonical(input, text, &mut buffer);
                is_unlisted = !vocabulary.listed.is_empty() && !vocabulary.listed.contains(key);
                self.value(vocabulary, input, key, Some(text));
                for place in vocabulary.hosts.above(&fold(text)) {
                    if let Some(count) = self.hosts.get_mut(place) {
                        *count += 1;
                    }
                }
            }
            Field::Set(_) | Field::Joined(_) => {
                each_item(input, field, |item| {
                    let key = canonical(input, item, &mut buffer);
                    is_unlisted |= !vocabulary.listed.is_empty() && !vocabulary.listed.contains(key);
                    if !keys.iter().any(|known| **known == *key) {
                        self.value(vocabulary, input, key, Some(item));
                        keys.push(key.into());
                    }
                });
            }
            Field::Events(events) => {
                for event in events {
                    let key = fold(&event.event);
                    if !keys.iter().any(|known| **known == *key) {
                        self.value(vocabulary, input, &key, Some(&event.event));
                        keys.push(key.into());
                    }
                }
            }
        }
        self.known += 1;
        self.unlisted += usize::from(is_unlisted);
        for (phrase, count) in vocabulary.phrases.iter().zip(&mut self.phrases) {
            // Cell 0 is a missing text; the others are one more than the mask.
            let mask = cells.get(phrase.slot as usize).copied().unwrap_or_default().saturating_sub(1);
            *count += usize::from(mask >> phrase.bit & 1 == 1);
        }
    }

    fn number(&mut self, vocabulary: &Vocabulary, number: f64) {
        let text = float_text(number);
        let place = vocabulary.index.get(&*text);
        if is_placeholder_number(number) && place.is_none() {
            self.placeholders.add(&text, &text);
        } else {
            self.negative += usize::from(number < 0.0);
        }
        if vocabulary.min.is_some_and(|min| number < min) {
            self.below.add(1, number, is_less);
        }
        if vocabulary.max.is_some_and(|max| number > max) {
            self.above.add(1, number, is_more);
        }
        self.count(place.copied());
        self.all.add(&text, &text);
    }

    fn value(&mut self, vocabulary: &Vocabulary, input: &Input, key: &str, written: Option<&str>) {
        let place = vocabulary.index.get(key);
        let written = written.map_or(key, str::trim);
        if place.is_none()
            && is_placeholder(written)
            && !vocabulary.listed.contains(key)
            && input.synonyms.get(&fold(written)).is_none()
        {
            self.placeholders.add(key, written);
        }
        self.count(place.copied());
        self.all.add(key, written);
    }

    fn count(&mut self, place: Option<usize>) {
        if let Some(count) = place.and_then(|place| self.named.get_mut(place)) {
            *count += 1;
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.known += other.known;
        self.none += other.none;
        self.all.merge(&other.all);
        self.named.iter_mut().zip(&other.named).for_each(|(sum, more)| *sum += more);
        self.placeholders.merge(&other.placeholders);
        self.negative += other.negative;
        self.below.merge(other.below, is_less);
        self.above.merge(other.above, is_more);
        self.unlisted += other.unlisted;
        self.phrases.iter_mut().zip(&other.phrases).for_each(|(sum, more)| *sum += more);
        self.hosts.iter_mut().zip(&other.hosts).for_each(|(sum, more)| *sum += more);
    }
}
