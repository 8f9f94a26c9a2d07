use std::ops::Range;

/// Where each text of a column, or each list, begins and ends: one more offset than there are rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offsets<'a> {
    /// 32 bits.
    Small(&'a [i32]),
    /// 64 bits.
    Large(&'a [i64]),
}

impl Offsets<'_> {
    /// The number of rows.
    pub fn rows(&self) -> usize {
        match self {
            Self::Small(offsets) => offsets.len().saturating_sub(1),
            Self::Large(offsets) => offsets.len().saturating_sub(1),
        }
    }

    /// Begin and end of a row; `None` where they make no range.
    #[inline]
    pub(crate) fn range(&self, row: usize) -> Option<Range<usize>> {
        let (start, end) = match self {
            Self::Small(offsets) => match offsets.get(row..row + 2) {
                Some([a, b]) => (usize::try_from(*a).ok()?, usize::try_from(*b).ok()?),
                _ => return None,
            },
            Self::Large(offsets) => match offsets.get(row..row + 2) {
                Some([a, b]) => (usize::try_from(*a).ok()?, usize::try_from(*b).ok()?),
                _ => return None,
            },
        };
        (start <= end).then_some(start..end)
    }
}

/// Texts of UTF-8, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// Where each begins and ends in the bytes.
    pub offsets: Offsets<'a>,
    /// The bytes of all.
    pub bytes: &'a [u8],
}

/// Arrow's string views: 16 bytes a text, short ones inline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Views<'a> {
    /// The views as they are in memory (little-endian): 16 bytes each.
    pub views: &'a [u8],
    /// What the longer ones point into.
    pub buffers: Vec<&'a [u8]>,
}

/// The first sixteen bytes of a text, zeros behind its end, and its length in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Word {
    pub(crate) bytes: u128,
    pub(crate) len: usize,
}

/// The bytes of a word up to a length.
#[inline]
fn mask(len: usize) -> u128 {
    if len >= 16 { u128::MAX } else { (1u128 << (8 * len)) - 1 }
}

impl Word {
    #[inline]
    fn at(bytes: &[u8], range: Range<usize>) -> Self {
        let len = range.len();
        let word = match bytes.get(range.start..).and_then(|rest| rest.first_chunk::<16>()) {
            Some(chunk) => u128::from_le_bytes(*chunk) & mask(len),
            None => last(bytes.get(range).unwrap_or_default()),
        };
        Self { bytes: word, len }
    }
}

/// A word of texts that end with the memory they are in.
#[cold]
fn last(text: &[u8]) -> u128 {
    let mut chunk = [0; 16];
    for (to, from) in chunk.iter_mut().zip(text) {
        *to = *from;
    }
    u128::from_le_bytes(chunk)
}

/// Texts by row.
pub(crate) trait Texts {
    /// The bytes of a row; `None` where it points outside of the memory.
    fn bytes(&self, row: usize) -> Option<&[u8]>;
    /// Its first bytes; where the row points outside, nothing of it is true but that the bytes are `None`.
    fn word(&self, row: usize) -> Option<Word>;
}

impl Texts for Text<'_> {
    fn bytes(&self, row: usize) -> Option<&[u8]> {
        self.bytes.get(self.offsets.range(row)?)
    }

    #[inline]
    fn word(&self, row: usize) -> Option<Word> {
        let range = self.offsets.range(row)?;
        (range.end <= self.bytes.len()).then(|| Word::at(self.bytes, range))
    }
}

impl Views<'_> {
    /// How many.
    pub(crate) fn rows(&self) -> usize {
        self.views.len() / 16
    }

    #[inline]
    fn view(&self, row: usize) -> Option<u128> {
        let start = row * 16;
        let view = self.views.get(start..)?.first_chunk::<16>()?;
        Some(u128::from_le_bytes(*view))
    }

    /// The buffer and the range of a text that is not inline.
    #[inline]
    fn outer(&self, view: u128) -> Option<(&[u8], Range<usize>)> {
        let buffer = *self.buffers.get((view >> 64) as u32 as usize)?;
        let start = (view >> 96) as u32 as usize;
        let end = start.checked_add(view as u32 as usize)?;
        (end <= buffer.len()).then_some((buffer, start..end))
    }
}

impl Texts for Views<'_> {
    fn bytes(&self, row: usize) -> Option<&[u8]> {
        let view = self.view(row)?;
        let len = view as u32 as usize;
        if len <= 12 {
            let start = row * 16 + 4;
            return self.views.get(start..start + len);
        }
        let (buffer, range) = self.outer(view)?;
        buffer.get(range)
    }

    #[inline]
    fn word(&self, row: usize) -> Option<Word> {
        let view = self.view(row)?;
        let len = view as u32 as usize;
        if len <= 12 {
            return Some(Word { bytes: (view >> 32) & mask(len), len });
        }
        let (buffer, range) = self.outer(view)?;
        Some(Word::at(buffer, range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_first_bytes() {
        let texts = [
            "",
            "a",
            "series a",
            "twelve bytes",
            "thirteen byte",
            "sixteen bytes it",
            "more than sixteen bytes",
        ];
        let bytes = texts.concat();
        let mut offsets = vec![0i32];
        let mut views = Vec::new();
        let mut at = 0;
        for text in texts {
            let (len, start) = (text.len() as u32, at as u32);
            at += text.len();
            offsets.push(at as i32);
            views.extend(len.to_le_bytes());
            if len <= 12 {
                let mut inline = [0u8; 12];
                inline[..text.len()].copy_from_slice(text.as_bytes());
                views.extend(inline);
            } else {
                views.extend(&text.as_bytes()[..4]);
                views.extend([0; 4]);
                views.extend(start.to_le_bytes());
            }
        }
        let plain = Text { offsets: Offsets::Small(&offsets), bytes: bytes.as_bytes() };
        let views = Views { views: &views, buffers: vec![bytes.as_bytes()] };
        for (row, text) in texts.iter().enumerate() {
            let word = plain.word(row).unwrap();
            assert_eq!(views.word(row), Some(word), "{text}");
            assert_eq!(
                (word.len, plain.bytes(row), views.bytes(row)),
                (text.len(), Some(text.as_bytes()), Some(text.as_bytes()))
            );
            let first: Vec<u8> = text.bytes().take(16).collect();
            assert_eq!(&word.bytes.to_le_bytes()[..first.len()], &*first);
        }
        assert_eq!((plain.word(7), views.word(7)), (None, None));
        let broken = Text { offsets: Offsets::Large(&[0, 99, 3, -1]), bytes: b"abc" };
        assert_eq!(
            (broken.word(0), broken.word(1), broken.word(2), broken.bytes(0)),
            (None, None, None, None)
        );
    }
}
