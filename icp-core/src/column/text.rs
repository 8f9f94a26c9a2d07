//! Texts and lists in columns: where they begin and end, and their first bytes as one word. What lies outside is `None` here;
//! the message about it is made by `read`.

use std::ops::Range;

use crate::value::byte_mask;

/// Where each text of a column, or each list, begins and ends: one more offset than there are rows.
///
/// ```
/// use icp_core::column::Offsets;
/// // Two texts: bytes 0 to 2, and 2 to 6.
/// assert_eq!(Offsets::Small(&[0, 2, 6]).rows(), 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offsets<'a> {
    /// 32 bits.
    Small(&'a [i32]),
    /// 64 bits.
    Large(&'a [i64]),
}

impl Offsets<'_> {
    /// The number of rows.
    ///
    /// ```
    /// use icp_core::column::Offsets;
    /// assert_eq!(Offsets::Small(&[0, 2, 5]).rows(), 2);
    /// ```
    pub fn rows(&self) -> usize {
        match self {
            Self::Small(offsets) => offsets.len().saturating_sub(1),
            Self::Large(offsets) => offsets.len().saturating_sub(1),
        }
    }

    /// Where some rows begin, and where the last ends, counted from the begin of the first; gives that. `None` where
    /// they do not follow each other, or go beyond a limit.
    #[inline(always)]
    pub(crate) fn bounds(
        &self,
        first: usize,
        rows: usize,
        limit: usize,
        out: &mut Vec<u32>,
    ) -> Option<usize> {
        out.clear();
        macro_rules! bounds {
            ($offsets:expr) => {{
                let offsets = $offsets.get(first..=first + rows)?;
                let (start, end) = (*offsets.first()?, *offsets.last()?);
                let small = u32::try_from(end.checked_sub(start)?).is_ok();
                // The sign is set where an offset is negative or below the one before: without a branch.
                let fall = offsets.windows(2).fold(0, |fall, pair| match pair {
                    [a, b] => fall | b.wrapping_sub(*a) | b,
                    _ => fall,
                });
                if start < 0 || !small || usize::try_from(end).ok()? > limit || fall < 0 {
                    return None;
                }
                out.extend(offsets.iter().map(|offset| (offset - start) as u32));
                usize::try_from(start).ok()
            }};
        }
        match self {
            Self::Small(offsets) => bounds!(offsets),
            Self::Large(offsets) => bounds!(offsets),
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
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
/// use icp_core::column::{Column, Columns, Offsets, Text, Values};
/// let words = Text { offsets: Offsets::Small(&[0, 2, 4]), bytes: b"USDE" };
/// let columns = Columns::new(2).with("country", Column::new(Values::Text(words)))?;
/// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
/// assert_eq!(model.score_batch(&columns, &options)?.shown.score, [25.0, 0.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// Where each begins and ends in the bytes.
    pub offsets: Offsets<'a>,
    /// The bytes of all.
    pub bytes: &'a [u8],
}

/// Arrow's string views: 16 bytes a text, short ones inline.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns};
/// use icp_core::column::{Column, Columns, Values, Views};
/// // A length of 2, and then the text itself.
/// let mut view = [0; 16];
/// view[0] = 2;
/// view[4..6].copy_from_slice(b"US");
/// let views = Views { views: &view, buffers: Vec::new() };
/// let columns = Columns::new(1).with("country", Column::new(Values::Views(views)))?;
/// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
/// assert_eq!(model.score_batch(&columns, &options)?.shown.score, [25.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Views<'a> {
    /// The views as they are in memory (little-endian): 16 bytes each.
    pub views: &'a [u8],
    /// The buffers that longer texts point into.
    pub buffers: Vec<&'a [u8]>,
}

/// The first sixteen bytes of a text, zeros behind its end, and its length in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Word {
    pub(crate) bytes: u128,
    pub(crate) len: usize,
}

impl Word {
    #[inline]
    fn at(bytes: &[u8], range: Range<usize>) -> Self {
        let len = range.len();
        let word = match bytes.get(range.start..).and_then(|rest| rest.first_chunk::<16>()) {
            Some(chunk) => u128::from_le_bytes(*chunk) & byte_mask(len),
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
    /// The first bytes of some rows, in order; `None` where a row points outside of the memory.
    fn words(&self, first: usize, count: usize, each: impl FnMut(Option<Word>));
}

impl Texts for Text<'_> {
    #[inline]
    fn bytes(&self, row: usize) -> Option<&[u8]> {
        self.bytes.get(self.offsets.range(row)?)
    }

    #[inline]
    fn words(&self, first: usize, count: usize, mut each: impl FnMut(Option<Word>)) {
        let word = |start: Option<usize>, end: Option<usize>| {
            let range = start?..end?;
            (range.start <= range.end && range.end <= self.bytes.len()).then(|| Word::at(self.bytes, range))
        };
        macro_rules! each {
            ($offsets:expr) => {{
                let mut ends = $offsets.get(first..=first + count).unwrap_or_default().iter();
                let mut start = ends.next().and_then(|offset| usize::try_from(*offset).ok());
                for offset in ends {
                    let end = usize::try_from(*offset).ok();
                    each(word(start, end));
                    start = end;
                }
            }};
        }
        match self.offsets {
            Offsets::Small(offsets) => each!(offsets),
            Offsets::Large(offsets) => each!(offsets),
        }
    }
}

impl Views<'_> {
    /// The number of texts.
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
    fn words(&self, first: usize, count: usize, mut each: impl FnMut(Option<Word>)) {
        (first..first + count).for_each(|row| each(self.word(row)));
    }
}

impl Views<'_> {
    #[inline]
    fn word(&self, row: usize) -> Option<Word> {
        let view = self.view(row)?;
        let len = view as u32 as usize;
        if len <= 12 {
            return Some(Word { bytes: (view >> 32) & byte_mask(len), len });
        }
        let (buffer, range) = self.outer(view)?;
        Some(Word::at(buffer, range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(texts: &impl Texts, row: usize) -> Option<Word> {
        let mut word = None;
        texts.words(row, 1, |found| word = found);
        word
    }

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
            let word = one(&plain, row).unwrap();
            assert_eq!(one(&views, row), Some(word), "{text}");
            assert_eq!(
                (word.len, plain.bytes(row), views.bytes(row)),
                (text.len(), Some(text.as_bytes()), Some(text.as_bytes()))
            );
            let first: Vec<u8> = text.bytes().take(16).collect();
            assert_eq!(&word.bytes.to_le_bytes()[..first.len()], &*first);
        }
        assert_eq!((one(&plain, 7), one(&views, 7)), (None, None));
        let broken = Text { offsets: Offsets::Large(&[0, 99, 3, -1]), bytes: b"abc" };
        assert_eq!(
            (one(&broken, 0), one(&broken, 1), one(&broken, 2), broken.bytes(0)),
            (None, None, None, None)
        );
    }
}
