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

/// The items of a list that a brief text names.
const NAMED: usize = 3;

/// `a, b or c`; where the text has to be brief, `a, b, c or 7 others`.
pub(crate) fn list(items: impl ExactSizeIterator<Item = Sentence>, joint: Joint) -> Sentence {
    let count = items.len();
    let (mut words, mut rest) = (Sentence::default(), Sentence::default());
    for (at, item) in items.enumerate() {
        let is_named = at < NAMED || count <= NAMED + 2;
        let to = if is_named { &mut words } else { &mut rest };
        let between = if at + 1 == count { joint.word() } else { ", " };
        let before = std::mem::take(to);
        *to = if at > 0 { before.ours(between) } else { before }.then(item);
    }
    if rest.is_empty() {
        return words;
    }
    words.or_brief(rest, format!("{}{} others", joint.word(), count - NAMED))
}

/// A value of a text or a set: bare where it cannot be mistaken for two, else between quotation marks.
pub(crate) fn value(text: &str) -> Sentence {
    let mut words = text.split_whitespace();
    let first = words.clone().next();
    let is_one = !text.contains([',', ';', ':', '"', '(', ')'])
        && !first.is_none_or(|word| {
            matches!(word, "not" | "known" | "unknown" | "missing" | "none" | "at" | "the")
        })
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
