//! Sets in columns of lists: each item is looked up once, and the items of a row are joined to a mask.

use super::cells::BlockCells;
use super::texts::{TextCache, TextLookup, TextNumbers, each_text};
use crate::account::Field;
use crate::column::{Codes, Column, Offsets, Values};
use crate::plan::{Binning, Input, Lookup};
use crate::reading;

/// Items that fit a word of bits; the last bit is for all others.
const MOST: usize = 63;
const OTHER: u32 = MOST as u32;

/// A column of lists and the items that the model names.
pub(super) struct Items<'t> {
    pub(super) column: &'t Column<'t>,
    offsets: Offsets<'t>,
    items: &'t Column<'t>,
    /// How many items are named.
    named: usize,
    /// The number of each value of a dictionary of items, then of nothing; and the counter of each.
    dictionary: Option<(Codes<'t>, Vec<u32>, Vec<u64>)>,
}

impl<'t> Items<'t> {
    /// `None` where the lists are better read one by one.
    pub(super) fn new(
        input: &Input,
        column: &'t Column<'t>,
        offsets: Offsets<'t>,
        items: &'t Column<'t>,
        rows: usize,
    ) -> Option<Self> {
        let plain = |binning: &Binning| matches!(binning, Binning::Presence(_)) || named(binning).is_some();
        if !input.binnings.iter().all(plain) {
            return None;
        }
        let mut slots = input.binnings.iter().filter_map(named);
        let (lookup, room) = slots.next().map_or((None, 0), |(lookup, room)| (Some(lookup), room));
        if slots.next().is_some() {
            return None;
        }
        // The last slot may have room for more items than there are, but no more than the mask has.
        let named = lookup.map_or(0, Lookup::numbers);
        if room > MOST || named > MOST {
            return None;
        }
        let dictionary = match &items.values {
            Values::Text(_) | Values::Views(_) => None,
            Values::Dictionary { codes, values } if values.rows() <= items.rows().max(rows).max(1_024) => {
                let numbers = numbers(values, lookup)?;
                let one = |number: &u32| ONE_OF_EIGHT.get(*number as usize).copied().unwrap_or_default();
                let ones = numbers.iter().map(one).collect();
                Some((*codes, numbers, ones))
            }
            Values::Dictionary { .. }
            | Values::Null(_)
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
            | Values::List { .. }
            | Values::Events { .. }
            | Values::Mixed(_) => return None,
        };
        Some(Self { column, offsets, items, named, dictionary })
    }
}

/// A counter of a byte for each of eight numbers; none for the others.
const ONE_OF_EIGHT: [u64; 64] = {
    let mut table = [0; 64];
    let mut at = 0;
    while at < 8 {
        #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler")]
        {
            table[at] = 1 << (8 * at);
        }
        at += 1;
    }
    table
};

/// A bit for each byte that is not 0.
#[inline(always)]
fn one_bit_each(bytes: u64) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let some = (((bytes & LOW) + LOW) | bytes) & !LOW;
    (some >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The items that the model names, and how many the slots have room for.
fn named(binning: &Binning) -> Option<(&Lookup, usize)> {
    match binning {
        Binning::Items { lookup, count, bits, .. } => Some((lookup, (count * bits) as usize)),
        Binning::Presence(_)
        | Binning::Bool(_)
        | Binning::Number(..)
        | Binning::Date(..)
        | Binning::Recent { .. }
        | Binning::Values(..)
        | Binning::Hosts(..)
        | Binning::Phrases(..)
        | Binning::Length(..)
        | Binning::Size(..) => None,
    }
}

/// The number of each value of a dictionary of items; `None` where a value is no text.
fn numbers(values: &Column<'_>, lookup: Option<&Lookup>) -> Option<Vec<u32>> {
    let mut buffer = String::new();
    let mut numbers = Vec::with_capacity(values.rows() + 1);
    for row in 0..values.rows() {
        let number = match values.field(row, &reading::TEXT).ok()? {
            Field::Text(text) => lookup.and_then(|lookup| crate::eval::find(lookup, &text, &mut buffer)),
            _ => None,
        };
        numbers.push(number.unwrap_or(OTHER));
    }
    numbers.push(OTHER);
    Some(numbers)
}

/// Memory that is used again.
#[derive(Default)]
pub(super) struct ListMemory {
    /// Where the list of each row begins among the items of the block, and where the last ends.
    bounds: Vec<u32>,
    found: Vec<u32>,
    /// The items of each row that are named.
    masks: Vec<u64>,
    counts: Vec<u64>,
    valid: Vec<i8>,
}

impl Items<'_> {
    /// Finds the masks of the rows of a block. False when a list is broken, or may be.
    #[inline(always)]
    pub(super) fn join(
        &self,
        input: &Input,
        first: usize,
        rows: usize,
        memory: &mut ListMemory,
        text: (&mut TextCache, &mut String),
    ) -> bool {
        let ListMemory { bounds, found, masks, counts, valid } = memory;
        let Some(start) = self.offsets.bounds(first, rows, self.items.rows(), bounds) else { return false };
        let len = bounds.last().map_or(0, |end| *end as usize);
        valid.clear();
        valid.resize(len, -1);
        if let Some(bits) = &self.items.validity {
            bits.masks(start, valid);
        }
        masks.clear();
        let longest = bounds.windows(2).fold(0, |any, window| match window {
            [start, end] => any | (end - start),
            _ => any,
        });
        // Eight counters of a byte, added up along the items: the difference of two sums has those of a row. The
        // number of items of a row cannot be predicted, so that a loop over them would be guessed wrong.
        let counted = self.named <= 8 && longest < 256;
        let mut sum = 0u64;
        if let (true, Some((codes, _, ones))) = (counted, &self.dictionary) {
            counts.resize(len + 1, 0);
            let items = counts.get_mut(1..).unwrap_or_default();
            let fine = codes.each((start, valid), ones, |at, one| {
                sum = sum.wrapping_add(one);
                if let Some(count) = items.get_mut(at) {
                    *count = sum;
                }
            });
            count_masks(bounds, counts, masks);
            return fine;
        }
        let fine = match &self.dictionary {
            Some((codes, table, _)) => {
                found.clear();
                found.resize(len, 0);
                codes.look_up((start, valid), table, found)
            }
            None => {
                let lookup = input.binnings.iter().find_map(named).map(|(lookup, _)| lookup);
                found.clear();
                found.resize(len, 0);
                let none = TextNumbers { missing: OTHER, other: OTHER };
                each_text(self.items, TextLookup::new(lookup, None, none), start, valid, text, found)
            }
        };
        if counted {
            counts.clear();
            counts.push(0);
            counts.extend(found.iter().map(|number| {
                sum = sum.wrapping_add(ONE_OF_EIGHT.get(*number as usize % 64).copied().unwrap_or_default());
                sum
            }));
            count_masks(bounds, counts, masks);
        } else {
            masks.extend(bounds.windows(2).map(|window| {
                let (start, end) = window.first().zip(window.last()).map_or((0, 0), |(a, b)| (*a, *b));
                let items = found.get(start as usize..end as usize).unwrap_or_default();
                items.iter().fold(0u64, |mask, number| mask | 1 << (number % 64))
            }));
        }
        fine
    }
}

impl ListMemory {
    /// Writes the cells of the masks that were joined, a mask of validity for each row.
    #[inline(always)]
    pub(super) fn locate(&self, input: &Input, valid: &[i8], cells: &mut BlockCells) -> bool {
        for binning in &input.binnings {
            match binning {
                Binning::Presence(place) => cells.set_presence(*place, valid),
                Binning::Items { first, count, bits, .. } => {
                    for number in 0..*count {
                        let (shift, part) = (number * bits, (1u64 << bits) - 1);
                        let cells = cells.slot(first + number, valid.len()).iter_mut();
                        for ((cell, valid), mask) in cells.zip(valid).zip(&self.masks) {
                            *cell = (1 + (mask >> shift & part) as u32) & i32::from(*valid) as u32;
                        }
                    }
                }
                Binning::Bool(_)
                | Binning::Number(..)
                | Binning::Date(..)
                | Binning::Recent { .. }
                | Binning::Values(..)
                | Binning::Hosts(..)
                | Binning::Phrases(..)
                | Binning::Length(..)
                | Binning::Size(..) => return false,
            }
        }
        true
    }
}

/// The items of each row, from counters added up along the items of all.
#[inline(always)]
fn count_masks(bounds: &[u32], counts: &[u64], masks: &mut Vec<u64>) {
    let mut before = 0;
    masks.extend(bounds.iter().skip(1).map(|end| {
        let after = counts.get(*end as usize).copied().unwrap_or_default();
        let mask = one_bit_each(u64::wrapping_sub(after, before));
        before = after;
        mask
    }));
}
