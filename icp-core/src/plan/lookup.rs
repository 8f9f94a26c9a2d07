//! Texts to numbers: the values that a model mentions, and the keys of records (`names`). Filled by `compile`; nothing may
//! depend on the order of the table.

use std::fmt;
use std::sync::OnceLock;

use super::ShortTextTable;
use crate::sort::{Index, sort};

/// Texts to numbers. The hash is fixed and nothing depends on its order: every run probes alike.
///
/// Nearly all names and values are short, and a text of at most sixteen bytes is two words and a length: those
/// are compared as such, without a call.
#[derive(Default)]
pub(crate) struct Lookup {
    /// A hash table with linear probing. Its size is a power of two, mostly at least twice the number of texts. A
    /// text of more than sixteen bytes has its index in `long` as its number.
    entries: Box<[Option<(Word, u32)>]>,
    count: usize,
    long: Vec<(Box<str>, u32)>,
    /// Texts that found no entry.
    rest: Index,
    /// The short folded ones once more, for columns.
    short_texts: OnceLock<ShortTextTable>,
}

/// A text of at most sixteen bytes: its length, its first and its last bytes (which overlap). Of a longer one what its
/// bytes are mixed to.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Word {
    length: u8,
    first: u64,
    last: u64,
}

/// The length that all longer texts are given.
const LONG: u8 = 17;

/// The product of two words, its halves folded together, so that every bit reaches the low ones.
#[inline(always)]
pub(crate) fn mixed(a: u64, b: u64) -> u64 {
    let product = u128::from(a ^ 0x9e37_79b9_7f4a_7c15) * u128::from(b ^ 0xd1b5_4a32_d192_ed03);
    product as u64 ^ (product >> 64) as u64
}

impl Word {
    /// `None` when it is longer.
    #[inline(always)]
    fn short(bytes: &[u8]) -> Option<Self> {
        let (first, last) = match bytes {
            [] => (0, 0),
            [a] => (u64::from(*a), 0),
            [a, b] => (u64::from(*a), u64::from(*b)),
            [a, b, c] => (u64::from(*a) | u64::from(*b) << 8, u64::from(*c)),
            _ if bytes.len() < 8 => {
                let (first, last) = (bytes.first_chunk::<4>()?, bytes.last_chunk::<4>()?);
                (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)))
            }
            _ if bytes.len() <= 16 => {
                let (first, last) = (bytes.first_chunk::<8>()?, bytes.last_chunk::<8>()?);
                (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
            }
            _ => return None,
        };
        Some(Self { length: bytes.len() as u8, first, last })
    }

    fn long(bytes: &[u8]) -> Self {
        let mut first = bytes.len() as u64;
        for word in bytes.chunks(16).filter_map(Self::short) {
            first = mixed(word.first ^ first, word.last);
        }
        Self { length: LONG, first, last: 0 }
    }

    fn of(text: &str) -> Self {
        Self::short(text.as_bytes()).unwrap_or_else(|| Self::long(text.as_bytes()))
    }

    /// The bytes of a short text, zeros behind.
    fn bytes(self) -> u128 {
        let head: u32 = match self.length {
            0..=3 => self.length.saturating_sub(1).into(),
            4..=7 => u32::from(self.length) - 4,
            _ => u32::from(self.length) - 8,
        };
        // Of one byte there is no last.
        u128::from(self.first) | if self.length < 2 { 0 } else { u128::from(self.last) << (8 * head) }
    }

    #[inline(always)]
    fn hash(self) -> u64 {
        mixed(self.first ^ u64::from(self.length) << 56, self.last)
    }
}

/// The longest run of taken entries that a lookup may have to probe. A text that would need a longer one goes
/// elsewhere.
const LONGEST_RUN: usize = 16;

impl Lookup {
    /// Adds a text; the first number given to a text stays.
    pub(crate) fn insert(&mut self, text: &str, number: u32) {
        if self.get(text).is_some() {
            return;
        }
        self.grow();
        let word = Word::of(text);
        let is_long = word.length == LONG;
        if !self.place(word, if is_long { self.long.len() as u32 } else { number }) {
            self.rest.add(text, number as usize);
        } else if is_long {
            self.long.push((text.into(), number));
        }
    }

    fn grow(&mut self) {
        if (self.count + 1) * 2 <= self.entries.len() {
            return;
        }
        let mut wider =
            Self { entries: vec![None; (self.entries.len() * 2).max(8)].into(), ..Self::default() };
        let mut all_placed = true;
        for (word, number) in self.entries.iter().flatten() {
            all_placed &= wider.place(*word, *number);
        }
        // Where a run would be too long (texts chosen to collide), the table stays and fills up.
        if all_placed {
            (self.entries, self.count) = (wider.entries, wider.count);
        }
    }

    fn place(&mut self, word: Word, number: u32) -> bool {
        let mask = self.entries.len().wrapping_sub(1);
        let start = word.hash() as usize;
        for step in 0..LONGEST_RUN.min(self.entries.len()) {
            match self.entries.get_mut(start.wrapping_add(step) & mask) {
                Some(entry @ None) => {
                    *entry = Some((word, number));
                    self.count += 1;
                    return true;
                }
                // Two longer texts that are mixed to the same.
                Some(Some((found, _))) if *found == word => return false,
                Some(Some(_)) | None => {}
            }
        }
        false
    }

    /// One more than the largest number.
    pub(crate) fn numbers(&self) -> usize {
        let short = self.short().map(|(_, number)| number);
        let long = self.long.iter().map(|(_, number)| *number);
        let most = short.chain(long).max().map_or(0, |number| number as usize + 1);
        self.rest.numbers().max().map_or(0, |number| number + 1).max(most)
    }

    fn short(&self) -> impl Iterator<Item = (Word, u32)> {
        self.entries.iter().flatten().filter(|(word, _)| word.length != LONG).copied()
    }

    /// The short texts as whole words, laid out at the first call: what is inserted later is not among them.
    pub(crate) fn short_texts(&self) -> &ShortTextTable {
        self.short_texts.get_or_init(|| {
            let rest = self.rest.texts().map(Word::of).zip(self.rest.numbers());
            let rest =
                rest.filter(|(word, _)| word.length != LONG).map(|(word, number)| (word, number as u32));
            let texts = self.short().chain(rest);
            let mut texts: Vec<_> =
                texts.map(|(word, number)| (word.bytes(), usize::from(word.length), number)).collect();
            sort(&mut texts);
            if texts.is_empty() { ShortTextTable::default() } else { ShortTextTable::new(&texts) }
        })
    }

    pub(crate) fn get(&self, text: &str) -> Option<u32> {
        let Some(word) = Word::short(text.as_bytes()) else { return self.get_long(text) };
        let found_at = self.found_at(word);
        if found_at.is_some() || self.rest.is_empty() { found_at } else { self.apart(text) }
    }

    fn get_long(&self, text: &str) -> Option<u32> {
        let found_at = self.found_at(Word::long(text.as_bytes())).and_then(|at| self.long.get(at as usize));
        match found_at {
            Some((long, number)) if **long == *text => Some(*number),
            Some(_) | None => self.apart(text),
        }
    }

    /// The number of a word. Not a call: a word is looked at in registers.
    #[inline(always)]
    fn found_at(&self, word: Word) -> Option<u32> {
        let mask = self.entries.len().wrapping_sub(1);
        let start = word.hash() as usize;
        for step in 0..LONGEST_RUN {
            match self.entries.get(start.wrapping_add(step) & mask) {
                Some(Some((found, number))) if *found == word => return Some(*number),
                Some(Some(_)) => {}
                Some(None) | None => break,
            }
        }
        None
    }

    #[cold]
    fn apart(&self, text: &str) -> Option<u32> {
        self.rest.get(text).map(|number| number as u32)
    }
}

impl fmt::Debug for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lookup({} texts)", self.count + self.rest.texts().count())
    }
}

#[cfg(test)]
mod tests {
    use super::Lookup;

    #[test]
    fn texts_of_every_length_are_found_again() {
        let texts: Vec<String> =
            (0..5_000).map(|n| format!("{}{n}", "x".repeat(n % 23))).chain(["".into(), "é".into()]).collect();
        let mut lookup = Lookup::default();
        for (number, text) in (0u32..).zip(&texts) {
            lookup.insert(text, number);
            lookup.insert(text, u32::MAX);
        }
        for (number, text) in (0u32..).zip(&texts) {
            assert_eq!(lookup.get(text), Some(number), "{text}");
            assert_eq!(lookup.get(&format!("{text}!")), None);
        }
        assert_eq!(Lookup::default().get("a"), None);
        for text in texts.iter().filter(|text| text.len() <= 16 && text.is_ascii() && !text.is_empty()) {
            let mut bytes = [0; 16];
            bytes[..text.len()].copy_from_slice(text.as_bytes());
            let found = lookup.short_texts().get(u128::from_le_bytes(bytes), text.len(), u32::MAX);
            assert_eq!(Some(found), lookup.get(text), "{text}");
        }
    }
}
