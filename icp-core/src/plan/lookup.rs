use std::fmt;

use super::Coded;
use crate::sort::sort;
use foldhash::fast::FixedState;
use hashbrown::HashMap;

type Table = HashMap<Box<str>, u32, FixedState>;

/// Texts to numbers. The hash is fixed and nothing depends on its order: every run probes alike.
///
/// Nearly all names and values are short, and a text of at most sixteen bytes is two words and a length: those
/// are compared as such, without a call. The others are in an ordinary table.
#[derive(Default, Clone)]
pub(crate) struct Lookup {
    /// A power of two of places, mostly at least twice as many as texts; linear probing.
    short: Box<[Option<(Short, u32)>]>,
    count: usize,
    long: Table,
    /// The short folded ones once more, for columns.
    coded: Coded,
}

/// A text of at most sixteen bytes: its length, its first and its last bytes (which overlap).
#[derive(Clone, Copy, PartialEq, Eq)]
struct Short {
    length: u8,
    first: u64,
    last: u64,
}

impl Short {
    fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
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

    /// The bytes of the text, zeros behind.
    fn bytes(self) -> u128 {
        let head: u32 = match self.length {
            0..=3 => self.length.saturating_sub(1).into(),
            4..=7 => u32::from(self.length) - 4,
            _ => u32::from(self.length) - 8,
        };
        // Of one byte there is no last.
        u128::from(self.first) | if self.length < 2 { 0 } else { u128::from(self.last) << (8 * head) }
    }

    fn hash(self) -> u64 {
        // One wide product, its halves folded together, so that every bit reaches the low ones.
        let a = u128::from(self.first ^ 0x9e37_79b9_7f4a_7c15 ^ u64::from(self.length) << 56);
        let b = u128::from(self.last ^ 0xd1b5_4a32_d192_ed03);
        let product = a * b;
        product as u64 ^ (product >> 64) as u64
    }
}

/// Longer runs of taken places would make a lookup slow: then the text goes into the ordinary table.
const LONGEST_RUN: usize = 16;

impl Lookup {
    /// Adds a text; the first number given to a text stays.
    pub(crate) fn insert(&mut self, text: &str, number: u32) {
        if self.get(text).is_some() {
            return;
        }
        let placed = Short::of(text).is_some_and(|short| {
            self.grow();
            self.place(short, number)
        });
        if !placed {
            self.long.insert(text.into(), number);
        }
    }

    fn grow(&mut self) {
        if (self.count + 1) * 2 <= self.short.len() {
            return;
        }
        let mut wider = Self { short: vec![None; (self.short.len() * 2).max(8)].into(), ..Self::default() };
        let mut all_placed = true;
        for (short, number) in self.short.iter().flatten() {
            all_placed &= wider.place(*short, *number);
        }
        // Where a run would be too long (texts chosen to collide), the table stays and fills up.
        if all_placed {
            (self.short, self.count) = (wider.short, wider.count);
        }
    }

    fn place(&mut self, short: Short, number: u32) -> bool {
        let mask = self.short.len().wrapping_sub(1);
        let start = short.hash() as usize;
        for step in 0..LONGEST_RUN.min(self.short.len()) {
            if let Some(place @ None) = self.short.get_mut(start.wrapping_add(step) & mask) {
                *place = Some((short, number));
                self.count += 1;
                return true;
            }
        }
        false
    }

    /// Lays out the table for columns. Texts that are inserted later are not in it.
    pub(crate) fn code(&mut self) {
        let short = self.short.iter().flatten().map(|(short, number)| (*short, *number));
        let long = self.long.iter().filter_map(|(text, number)| Some((Short::of(text)?, *number)));
        let texts = short.chain(long).map(|(s, number)| (s.bytes(), usize::from(s.length), number));
        let mut texts: Vec<_> = texts.collect();
        sort(&mut texts);
        self.coded = Coded::new(&texts);
    }

    /// One more than the largest number.
    pub(crate) fn numbers(&self) -> usize {
        let short = self.short.iter().flatten().map(|(_, number)| *number);
        short.chain(self.long.values().copied()).max().map_or(0, |number| number as usize + 1)
    }

    /// The same texts as whole words, if [`Lookup::code`] was called.
    pub(crate) fn coded(&self) -> &Coded {
        &self.coded
    }

    pub(crate) fn get(&self, text: &str) -> Option<u32> {
        let Some(short) = Short::of(text) else { return self.long.get(text).copied() };
        let mask = self.short.len().wrapping_sub(1);
        let start = short.hash() as usize;
        for step in 0..LONGEST_RUN {
            match self.short.get(start.wrapping_add(step) & mask) {
                Some(Some((found, number))) if *found == short => return Some(*number),
                Some(Some(_)) => {}
                Some(None) | None => break,
            }
        }
        if self.long.is_empty() { None } else { self.long.get(text).copied() }
    }
}

impl fmt::Debug for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lookup({} texts)", self.count + self.long.len())
    }
}

/// Record keys to (attribute, rank): rank 0 is the attribute's own name, then its aliases.
#[derive(Debug, Default, Clone)]
pub(crate) struct Names {
    lookup: Lookup,
    entries: Vec<(u32, u32)>,
}

impl Names {
    pub(crate) fn insert(&mut self, name: &str, attribute: u32, rank: u32) {
        self.lookup.insert(name, self.entries.len() as u32);
        self.entries.push((attribute, rank));
    }

    /// The number of the name, its attribute and its rank.
    pub(crate) fn get(&self, name: &str) -> Option<(u32, u32, u32)> {
        let number = self.lookup.get(name)?;
        let (attribute, rank) = self.entries.get(number as usize)?;
        Some((number, *attribute, *rank))
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
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
        lookup.code();
        for text in texts.iter().filter(|text| text.len() <= 16 && text.is_ascii() && !text.is_empty()) {
            let mut bytes = [0; 16];
            bytes[..text.len()].copy_from_slice(text.as_bytes());
            let found = lookup.coded().get(u128::from_le_bytes(bytes), text.len(), u32::MAX);
            assert_eq!(Some(found), lookup.get(text), "{text}");
        }
    }
}
