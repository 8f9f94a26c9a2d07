//! The phrases that are looked for in a text, in one pass over it. Read by `eval`.

use super::Pattern;
use crate::value::{folded, place_of};

/// Something to look for in a text, or in the items of a set.
#[derive(Debug)]
pub(crate) enum Phrase {
    StartsWith(Box<str>),
    EndsWith(Box<str>),
    Contains(Box<str>),
    /// The text is looked for in this one.
    PartOf(Box<str>),
    Mentions(Box<str>),
    /// Sees the text as given, trimmed.
    Matches(Box<Pattern>),
}

/// Up to eight phrases, which share a slot.
#[derive(Debug)]
pub(crate) struct PhraseSet {
    all: Box<[Phrase]>,
    /// For each byte the phrases, as bits, whose first and whose second byte it is: of short ones that may stand anywhere.
    begins: Box<[(u8, u8); 256]>,
    /// Those.
    anywhere: u8,
    /// Whether some are looked for in the folded text.
    asks_folded: bool,
}

/// The most bytes of a phrase that is compared wherever it may begin. A longer one is looked for by itself, in a time that is linear
/// in the text whatever both are like.
const SHORT: usize = 16;

/// The most phrases of a slot.
pub(crate) const PHRASES: usize = 8;

impl PhraseSet {
    pub(crate) fn new(all: Box<[Phrase]>) -> Self {
        let mut begins = Box::new([(0, 0); 256]);
        let mut anywhere = 0;
        for (at, phrase) in all.iter().enumerate().take(PHRASES) {
            let (Phrase::Contains(part) | Phrase::Mentions(part)) = phrase else { continue };
            if part.len() > SHORT {
                continue;
            }
            let bit = 1 << at;
            anywhere |= bit;
            let mut bytes = part.bytes();
            let (first, second) = (bytes.next(), bytes.next());
            for (byte, (begins, goes_on)) in (0..=u8::MAX).zip(&mut *begins) {
                *begins |= if first.is_none_or(|first| first == byte) { bit } else { 0 };
                *goes_on |= if second.is_none_or(|second| second == byte) { bit } else { 0 };
            }
        }
        let asks_folded = all.iter().any(|phrase| !matches!(phrase, Phrase::Matches(_)));
        Self { all, begins, anywhere, asks_folded }
    }

    pub(crate) fn all(&self) -> &[Phrase] {
        &self.all
    }

    /// The bits of the phrases that are in a text; the buffer is for its folded form.
    pub(crate) fn found(&self, text: &str, buffer: &mut String) -> u32 {
        let folded = if self.asks_folded { folded(text, buffer) } else { "" };
        self.in_folded(text, folded)
    }

    /// The same of a text with its folded form.
    pub(crate) fn in_folded(&self, text: &str, folded: &str) -> u32 {
        let mut found = 0;
        for (at, phrase) in self.all.iter().enumerate() {
            let is_there = match phrase {
                Phrase::StartsWith(start) => folded.starts_with(&**start),
                Phrase::EndsWith(end) => folded.ends_with(&**end),
                Phrase::Matches(pattern) => pattern.is_match(text.trim()),
                Phrase::Contains(_) | Phrase::Mentions(_) if self.anywhere >> at & 1 == 1 => false,
                Phrase::Contains(part) => place_of(folded, part).is_some(),
                Phrase::PartOf(whole) => place_of(whole, folded).is_some(),
                Phrase::Mentions(part) => phrase.is_mentioned(folded, part),
            };
            found |= u32::from(is_there) << at;
        }
        if self.anywhere != 0 { found | u32::from(self.anywhere_in(folded)) } else { found }
    }

    /// The bits of those that may stand anywhere: wherever their first two bytes are, the rest is compared.
    fn anywhere_in(&self, folded: &str) -> u8 {
        let bytes = folded.as_bytes();
        let of = |byte: u8| self.begins.get(usize::from(byte)).copied().unwrap_or_default();
        let mut open = self.anywhere;
        let mut begun = 0;
        // Behind the last byte only a phrase of one byte goes on.
        for end in 0..=bytes.len() {
            let (begins, goes_on) = of(bytes.get(end).copied().unwrap_or_default());
            let mut here = begun & goes_on & open;
            begun = begins;
            let at = end.saturating_sub(1);
            while here != 0 {
                let place = here.trailing_zeros() as usize;
                here &= here - 1;
                if self.all.get(place).is_some_and(|phrase| phrase.stands_at(folded, at)) {
                    open &= !(1 << place);
                }
            }
            if open == 0 {
                break;
            }
        }
        self.anywhere & !open
    }
}

impl Phrase {
    /// Whether it stands somewhere with no letter, digit or underscore next to it.
    fn is_mentioned(&self, folded: &str, part: &str) -> bool {
        let mut from = 0;
        while let Some(at) = folded.get(from..).and_then(|rest| place_of(rest, part)) {
            let start = from + at;
            if self.stands_at(folded, start) {
                return true;
            }
            from = start + folded.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
        false
    }

    /// Whether it stands at a place of a folded text, of those that may stand anywhere.
    fn stands_at(&self, folded: &str, at: usize) -> bool {
        let after = |part: &str| folded.get(at..).and_then(|rest| rest.strip_prefix(part));
        match self {
            Self::Contains(part) => after(part).is_some(),
            // With no letter, digit or underscore next to it.
            Self::Mentions(part) => after(part).is_some_and(|rest| {
                let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
                let before = folded.get(..at).and_then(|before| before.chars().next_back());
                !before.is_some_and(is_word) && !rest.chars().next().is_some_and(is_word)
            }),
            Self::StartsWith(_) | Self::EndsWith(_) | Self::PartOf(_) | Self::Matches(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Phrase, PhraseSet};

    #[test]
    fn phrases_are_found_in_one_pass_as_one_by_one() {
        let texts = [
            "",
            "a",
            "b",
            "ab",
            "aab",
            "ba",
            "b a",
            "a b",
            "ab ab",
            "aäb",
            "ä",
            "aä a",
            "a_b a",
            "ab.",
            "ünab",
            "abc ab",
            "ab ab ab ab ab ab abab ab ab ab ab ab ab ab",
        ];
        let parts = ["a", "ab", "b a", "ä", "äb", "aab", "ab ab", "bc", "ab ab ab ab ab ab ab"];
        for part in parts {
            for text in texts {
                let all = [
                    Phrase::Contains("x".into()),
                    Phrase::Contains(part.into()),
                    Phrase::Mentions(part.into()),
                ];
                let found = PhraseSet::new(all.into()).found(text, &mut String::new());
                let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
                let mentioned = text.match_indices(|_: char| true).any(|(at, _)| {
                    let (before, from) = text.split_at(at);
                    let after = from.strip_prefix(part);
                    after.is_some_and(|after| !before.ends_with(is_word) && !after.starts_with(is_word))
                });
                let expected = u32::from(text.contains(part)) << 1 | u32::from(mentioned) << 2;
                assert_eq!(found, expected, "{part:?} in {text:?}");
            }
        }
    }
}
