//! Columns of texts that are only looked up: their numbers among the texts that the model names.
//!
//! A text that is broken is not reported from here: the block is then read value by value.

use super::cells::BlockCells;
use crate::column::{Column, Texts, Values, Word};
use crate::eval::find;
use crate::plan::{Binning, Input, Lookup, ShortTextTable, fold_word};
use crate::reading::{Form, Written, host};
use crate::value::is_blank;

/// The numbers of the texts that no lookup has: for a missing one, and for one that the model does not name.
#[derive(Clone, Copy)]
pub(super) struct TextNumbers {
    pub(super) missing: u32,
    pub(super) other: u32,
}

/// Short texts that were looked up: a column mostly has few different ones, again and again.
#[derive(Debug, Clone, Default)]
pub(super) struct TextCache {
    entries: Vec<CacheEntry>,
}

/// The entry of a hash: the text that was looked up last.
#[derive(Debug, Clone, Copy)]
struct CacheEntry {
    bytes: u128,
    /// `u32::MAX` in an empty entry: no short text is that long.
    len: u32,
    number: u32,
}

/// Entries: one for each value of the eight bits of a hash.
const ENTRIES: usize = 256;

impl TextCache {
    #[inline]
    fn entry(&mut self, word: Word) -> Option<&mut CacheEntry> {
        if self.entries.is_empty() {
            self.entries.resize(ENTRIES, CacheEntry { bytes: 0, len: u32::MAX, number: 0 });
        }
        let (low, high) = (word.bytes as u64, (word.bytes >> 64) as u64 ^ word.len as u64);
        let mixed = low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xd1b5_4a32_d192_ed03);
        self.entries.get_mut((mixed >> 56) as usize)
    }
}

/// Writes the cells of some rows from `first` on, a mask for each; `caches` has a cache for each slot. False when a text
/// is broken.
pub(super) fn locate(
    column: &Column<'_>,
    input: &Input,
    (first, valid): (usize, &[i8]),
    (caches, buffer): (&mut [TextCache], &mut String),
    cells: &mut BlockCells,
) -> bool {
    let numbers = TextNumbers { missing: 0, other: 1 };
    input.binnings.iter().all(|binning| {
        let (slot, lookup) = match binning {
            Binning::Presence(slot) => (*slot, None),
            Binning::Values(slot, lookup) => (*slot, Some(lookup)),
            Binning::Bool(_)
            | Binning::Number(..)
            | Binning::Date(..)
            | Binning::Recent { .. }
            | Binning::Hosts(..)
            | Binning::Phrases(..)
            | Binning::Length(..)
            | Binning::Size(..)
            | Binning::Items { .. } => return false,
        };
        let Some(cache) = caches.get_mut(slot as usize) else { return false };
        let out = cells.slot(slot, valid.len());
        let by = TextLookup::new(lookup, input.reading.written.as_deref(), numbers);
        each_text(column, by, first, valid, (cache, buffer), out)
    })
}

/// Whether a text attribute is only looked up and searched, so that [`search`] does.
pub(super) fn is_searched(input: &Input) -> bool {
    let is_plain = input.reading.written.is_none() && !input.derived && !input.takes.in_part();
    is_plain
        && input.binnings.iter().all(|binning| {
            matches!(binning, Binning::Presence(_) | Binning::Values(..) | Binning::Phrases(..))
        })
}

/// Writes the cells of some rows from `first` on, a mask for each, where phrases and patterns are looked for in each text. False when
/// a text is broken.
pub(super) fn search(
    column: &Column<'_>,
    input: &Input,
    (first, valid): (usize, &[i8]),
    buffer: &mut String,
    cells: &mut BlockCells,
) -> bool {
    match &column.values {
        Values::Text(texts) => search_texts(texts, input, (first, valid), buffer, cells),
        Values::Views(texts) => search_texts(texts, input, (first, valid), buffer, cells),
        _ => false,
    }
}

fn search_texts(
    texts: &impl Texts,
    input: &Input,
    (first, valid): (usize, &[i8]),
    buffer: &mut String,
    cells: &mut BlockCells,
) -> bool {
    for (row, valid) in valid.iter().enumerate() {
        let text = match valid {
            0 => "",
            _ => match texts.bytes(first + row).map(std::str::from_utf8) {
                Some(Ok(text)) => text,
                Some(Err(_)) | None => return false,
            },
        };
        let is_missing = is_blank(text);
        for binning in &input.binnings {
            let cell = match binning {
                _ if is_missing => 0,
                Binning::Presence(_) => 1,
                Binning::Values(_, lookup) => find(lookup, text, buffer).unwrap_or(1),
                Binning::Phrases(_, phrases) => 1 + phrases.found(text, buffer),
                _ => return false,
            };
            cells.put(binning.first_slot(), row, cell);
        }
    }
    true
}

/// Looks up every text of some rows from `first` on that is there (`valid`). False when one is broken.
pub(super) fn each_text(
    column: &Column<'_>,
    by: TextLookup<'_>,
    first: usize,
    valid: &[i8],
    (cache, buffer): (&mut TextCache, &mut String),
    out: &mut [u32],
) -> bool {
    match &column.values {
        Values::Text(text) => texts(text, by, first, valid, (cache, buffer), out),
        Values::Views(views) => texts(views, by, first, valid, (cache, buffer), out),
        Values::Null(_)
        | Values::Bool(_)
        | Values::Bits(_)
        | Values::F64(_)
        | Values::F32(_)
        | Values::I64(_)
        | Values::I32(_)
        | Values::I16(_)
        | Values::I8(_)
        | Values::U64(_)
        | Values::U32(_)
        | Values::U16(_)
        | Values::U8(_)
        | Values::Days(_)
        | Values::Moments { .. }
        | Values::Dictionary { .. }
        | Values::List { .. }
        | Values::Events { .. }
        | Values::Mixed(_) => false,
    }
}

/// How texts become numbers.
#[derive(Clone, Copy)]
pub(super) struct TextLookup<'l> {
    lookup: Option<(&'l Lookup, &'l ShortTextTable)>,
    written: Option<&'l Written>,
    numbers: TextNumbers,
}

impl<'l> TextLookup<'l> {
    /// `lookup` has the numbers of texts, `written` how a source writes them.
    pub(super) fn new(
        lookup: Option<&'l Lookup>,
        written: Option<&'l Written>,
        numbers: TextNumbers,
    ) -> Self {
        Self { lookup: lookup.map(|lookup| (lookup, lookup.short_texts())), written, numbers }
    }
}

fn texts<T: Texts>(
    texts: &T,
    by: TextLookup<'_>,
    first: usize,
    valid: &[i8],
    (cache, buffer): (&mut TextCache, &mut String),
    out: &mut [u32],
) -> bool {
    let (mut fine, mut row) = (true, first);
    let mut rows = out.iter_mut().zip(valid);
    texts.words(first, valid.len(), |word| {
        let Some((out, valid)) = rows.next() else { return };
        let is_there = *valid != 0;
        let entry = word.filter(|word| word.len <= 16).and_then(|word| Some((word, cache.entry(word)?)));
        *out = match entry {
            Some((word, entry)) if (entry.bytes == word.bytes) & (entry.len as usize == word.len) => {
                if is_there {
                    entry.number
                } else {
                    by.numbers.missing
                }
            }
            _ if !is_there => by.numbers.missing,
            entry => match by.number(word, texts.bytes(row), buffer) {
                Some(number) => {
                    if let Some((word, entry)) = entry {
                        *entry = CacheEntry { bytes: word.bytes, len: word.len as u32, number };
                    }
                    number
                }
                None => {
                    fine = false;
                    by.numbers.missing
                }
            },
        };
        row += 1;
    });
    fine && rows.next().is_none()
}

impl TextLookup<'_> {
    /// The number of a text that has not been looked up; `None` when it is broken.
    fn number(self, word: Option<Word>, bytes: Option<&[u8]>, buffer: &mut String) -> Option<u32> {
        let word = word?;
        if let Some(written) = self.written {
            return self.written(written, bytes, buffer);
        }
        match (fold_word(word.bytes, word.len), self.lookup) {
            (Some(_), _) if word.len == 0 => Some(self.numbers.missing),
            (Some(folded), Some((_, short_texts))) => {
                Some(short_texts.get(folded, word.len, self.numbers.other))
            }
            (Some(_), None) => Some(self.numbers.other),
            (None, _) => self.long(std::str::from_utf8(bytes?).ok()?, buffer),
        }
    }

    /// A text that is long, not ASCII, or spaced out.
    fn long(self, text: &str, buffer: &mut String) -> Option<u32> {
        if is_blank(text) {
            return Some(self.numbers.missing);
        }
        let found = self.lookup.and_then(|(lookup, _)| find(lookup, text, buffer));
        Some(found.unwrap_or(self.numbers.other))
    }

    /// A text as a source writes it. `None` where it is invalid too.
    #[inline(never)]
    fn written(self, written: &Written, bytes: Option<&[u8]>, buffer: &mut String) -> Option<u32> {
        let text = std::str::from_utf8(bytes?).ok()?;
        if !is_blank(text) && written.missing.has_text(text) {
            return Some(self.numbers.missing);
        }
        match &written.form {
            Form::Domain if !is_blank(text) => self.long(host(text)?, buffer),
            Form::Usual
            | Form::Number(_)
            | Form::Date(_)
            | Form::Bool(_)
            | Form::Json
            | Form::Digits
            | Form::Domain => self.long(text, buffer),
        }
    }
}
