//! Values, phrases and lists of them, so that a reader sees where one ends.

use super::number;
use crate::page::Sentence;
use crate::value::float_text;

/// The word before the last item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    And,
    Or,
}

impl Joint {
    const fn word(self) -> &'static str {
        match self {
            Self::And => " and ",
            Self::Or => " or ",
        }
    }
}

/// `a, b or c`.
pub(crate) fn list(items: impl ExactSizeIterator<Item = Sentence>, joint: Joint) -> Sentence {
    let count = items.len();
    let mut words = Sentence::default();
    for (at, item) in items.enumerate() {
        if at > 0 {
            words = words.ours(if at + 1 == count { joint.word() } else { ", " });
        }
        words = words.then(item);
    }
    words
}

/// A value of a text or a set: bare where it cannot be mistaken for two, else between quotation marks.
pub(crate) fn value(text: &str) -> Sentence {
    let mut words = text.split_whitespace();
    let first = words.clone().next();
    let is_one = !text.contains([',', ';', ':', '"', '(', ')'])
        && !first.is_none_or(|word| matches!(word, "not" | "known" | "none" | "at" | "the"))
        && !words.any(|word| matches!(word, "or" | "and"));
    if is_one { Sentence::of(text) } else { phrase(text) }
}

/// A piece of text that is looked for, between quotation marks.
pub(crate) fn phrase(text: &str) -> Sentence {
    Sentence::new("\"").theirs(text).ours("\"")
}

pub(super) fn values(items: &[Box<str>], joint: Joint) -> Sentence {
    list(items.iter().map(|item| value(item)), joint)
}

pub(super) fn phrases(items: &[Box<str>], joint: Joint) -> Sentence {
    list(items.iter().map(|item| phrase(item)), joint)
}

pub(super) fn numbers(items: &[f64], joint: Joint) -> Sentence {
    list(items.iter().map(|item| Sentence::new(&number::grouped(*item))), joint)
}

/// The number that a text of a table of numbers is, grouped; the text where it is none.
pub(super) fn number_text(text: &str) -> Sentence {
    match crate::value::parse_number(text) {
        Ok(value) if float_text(value) == text => Sentence::new(&number::grouped(value)),
        Ok(_) | Err(_) => value(text),
    }
}
