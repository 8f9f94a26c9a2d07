//! Short texts as whole words of sixteen bytes: folded and looked up without a loop over their bytes. Read by `batch` for
//! columns of texts; made by `Lookup`, which decides what each text means.

use crate::value::byte_mask;

/// The bytes of a word, all alike.
const ONES: u128 = u128::from_le_bytes([1; 16]);
const HIGH: u128 = ONES << 7;

/// A hash table from texts of at most sixteen bytes to numbers. With few texts the hash is perfect, so that a
/// lookup compares a single entry.
#[derive(Debug, Clone, Default)]
pub(crate) struct ShortTextTable {
    entries: Box<[Entry]>,
    shift: u32,
    seed: u64,
    /// Whether every text is at the index that its hash gives, without collisions.
    perfect: bool,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    bytes: u128,
    /// No text has the length of an empty entry.
    len: u32,
    number: u32,
}

impl Default for Entry {
    fn default() -> Self {
        Self { bytes: 0, len: u32::MAX, number: 0 }
    }
}

/// The folded form of a short text: its bytes up to its length, zeros behind. `None` when it takes more than
/// lower-casing: longer than sixteen bytes, not ASCII, white space other than single blanks between words.
#[inline]
pub(crate) fn fold_word(bytes: u128, len: usize) -> Option<u128> {
    let inside = byte_mask(len);
    let high = HIGH & inside;
    // Adding to a byte below 128 never reaches the next one.
    let ascii = bytes & HIGH == 0;
    let low = bytes & !HIGH;
    let printable = (low + ONES * (0x80 - 0x20)) & high;
    let blank = !((low ^ (ONES * 0x20)) + ONES * 0x7f) & high;
    let ends = blank & (0x80 | (0x80u128 << ((len as u32).wrapping_sub(1).wrapping_mul(8) % 128)));
    let twice = blank & (blank << 8);
    let letter = (low + ONES * (0x80 - 0x41)) & !(low + ONES * (0x80 - 0x5b)) & high;
    let plain = ascii && len <= 16 && printable == high && ends == 0 && twice == 0;
    plain.then_some(bytes | letter >> 2)
}

impl ShortTextTable {
    /// The table of some folded texts; a text that comes again keeps its first number.
    pub(crate) fn new(texts: &[(u128, usize, u32)]) -> Self {
        let mut kept: Vec<(u128, usize, u32)> = Vec::new();
        for text in texts {
            if fold_word(text.0, text.1) == Some(text.0)
                && !kept.iter().any(|k| (k.0, k.1) == (text.0, text.1))
            {
                kept.push(*text);
            }
        }
        let least = (kept.len() * 2).next_power_of_two().max(2);
        // Beyond some texts there is no such table; few models name more.
        let sizes = if kept.len() <= 128 { 4 } else { 0 };
        for size in 0..sizes {
            for seed in 0..32u64 {
                if let Some(table) = Self::placed(&kept, least << size, seed, true) {
                    return table;
                }
            }
        }
        Self::placed(&kept, least * 2, 0, false).unwrap_or_default()
    }

    fn placed(texts: &[(u128, usize, u32)], size: usize, seed: u64, perfect: bool) -> Option<Self> {
        let mut table = Self {
            entries: vec![Entry::default(); size].into(),
            shift: 64 - size.trailing_zeros(),
            seed: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15),
            perfect,
        };
        for (bytes, len, number) in texts {
            let start = table.place(*bytes, *len);
            let free = (0..size)
                .map(|step| (start + step) % size)
                .find(|at| table.entries.get(*at).is_some_and(|entry| entry.len == u32::MAX))?;
            if perfect && free != start {
                return None;
            }
            *table.entries.get_mut(free)? = Entry { bytes: *bytes, len: *len as u32, number: *number };
        }
        Some(table)
    }

    #[inline]
    fn place(&self, bytes: u128, len: usize) -> usize {
        let first = (bytes as u64 ^ self.seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let last = ((bytes >> 64) as u64 ^ len as u64).wrapping_mul(0xd1b5_4a32_d192_ed03);
        let mixed = first ^ last.rotate_left(23);
        ((mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> self.shift) as usize
    }

    /// The number of a folded text, or another number.
    #[inline]
    pub(crate) fn get(&self, bytes: u128, len: usize, other: u32) -> u32 {
        let place = self.place(bytes, len);
        let Some(entry) = self.entries.get(place) else { return other };
        let found = (entry.bytes == bytes) & (entry.len as usize == len);
        if !self.perfect && !found && entry.len != u32::MAX {
            return self.further(place, bytes, len).unwrap_or(other);
        }
        // Without a branch: the processor cannot guess whether a model names a text.
        if found { entry.number } else { other }
    }

    #[cold]
    fn further(&self, place: usize, bytes: u128, len: usize) -> Option<u32> {
        let size = self.entries.len();
        let entries = (1..size).filter_map(|step| self.entries.get((place + step) % size));
        let mut taken = entries.take_while(|entry| entry.len != u32::MAX);
        taken.find(|entry| entry.bytes == bytes && entry.len as usize == len).map(|entry| entry.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{fold, is_blank};

    fn word(text: &str) -> (u128, usize) {
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(text.bytes()) {
            *to = from;
        }
        (u128::from_le_bytes(bytes), text.len())
    }

    #[test]
    fn words_fold_as_texts_do() {
        let alphabet =
            ["a", "Z", "@", "[", " ", "  ", "\t", "\u{7f}", "é", "0", "{", "\u{0}", "AbC", "zzzzzz", "`"];
        let mut state = 1u64;
        let mut plain = 0;
        for _ in 0..50_000 {
            let mut text = String::new();
            for _ in 0..state >> 60 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(alphabet[(state >> 33) as usize % alphabet.len()]);
            }
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let (bytes, len) = word(&text);
            if let Some(folded) = fold_word(bytes, len) {
                plain += 1;
                assert_eq!(word(&fold(&text)), (folded, len), "{text:?}");
                assert!(!is_blank(&text) || text.is_empty());
            } else {
                assert!(len > 16 || !text.is_ascii() || text.contains([' ', '\t', '\0']), "{text:?}");
            }
        }
        assert!(plain > 1_000, "{plain}");
    }

    #[test]
    fn every_text_is_found_again() {
        for count in [0u32, 1, 2, 12, 100, 129, 2_000] {
            let texts: Vec<String> =
                (0..count).map(|n| format!("{}{n}", "x".repeat(n as usize % 12))).collect();
            let words: Vec<_> =
                texts.iter().zip(0..).map(|(text, n)| (word(text).0, text.len(), n)).collect();
            let table = ShortTextTable::new(&words);
            assert_eq!(table.perfect, count <= 128);
            for (bytes, len, number) in &words {
                assert_eq!(table.get(*bytes, *len, 7_000), *number);
                assert_eq!(table.get(*bytes, len + 1, 7_000), 7_000);
            }
            assert_eq!(table.get(word("y").0, 1, 7_000), 7_000);
        }
    }
}
