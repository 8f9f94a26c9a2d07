//! Sets in columns of lists: each item is looked up once, and the items of a row are joined to a mask.

use super::locate::{Found, each_text};
use crate::account::Field;
use crate::column::{Codes, Column, Offsets, Values};
use crate::plan::{Input, Lookup, Place, View};
use crate::value::AttributeType;

/// Items that fit a word of bits; the last bit is for all others.
const MOST: usize = 63;
const OTHER: u8 = MOST as u8;

/// A column of lists and the items that the model names.
pub(super) struct Items<'t> {
    pub(super) column: &'t Column<'t>,
    offsets: Offsets<'t>,
    items: &'t Column<'t>,
    /// The number of each value of a dictionary of items, then of nothing; `None` where one is wrong.
    dictionary: Option<(Codes<'t>, Vec<u8>)>,
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
        let mut lookups = input.views.iter().filter_map(named);
        let lookup = lookups.next();
        let plain = |view: &View| matches!(view, View::Presence(_)) || named(view).is_some();
        if lookups.next().is_some() || !input.views.iter().all(plain) {
            return None;
        }
        let bits = input.views.iter().map(|view| match view {
            View::Items { count, bits, .. } => (count * bits) as usize,
            _ => 0,
        });
        // The last slot may have room for more items than there are, but no more than the mask has.
        if bits.sum::<usize>() > MOST {
            return None;
        }
        let dictionary = match &items.values {
            Values::Text(_) | Values::Views(_) => None,
            Values::Dictionary { codes, values } if values.rows() <= items.rows().max(rows).max(1_024) => {
                Some((*codes, numbers(values, lookup)?))
            }
            _ => return None,
        };
        Some(Self { column, offsets, items, dictionary })
    }
}

fn named(view: &View) -> Option<&Lookup> {
    match view {
        View::Items { lookup, .. } => Some(lookup),
        View::Presence(_)
        | View::Bool(_)
        | View::Number(..)
        | View::Date(..)
        | View::Recent { .. }
        | View::Values(..)
        | View::Phrases(..)
        | View::Length(..)
        | View::Size(..) => None,
    }
}

/// The number of each value of a dictionary of items; `None` where a value is no text.
fn numbers(values: &Column<'_>, lookup: Option<&Lookup>) -> Option<Vec<u8>> {
    let mut buffer = String::new();
    let mut numbers = Vec::with_capacity(values.rows() + 1);
    for row in 0..values.rows() {
        let number = match values.field(row, AttributeType::Text).ok()? {
            Field::Text(text) => lookup.and_then(|lookup| crate::eval::find(lookup, &text, &mut buffer)),
            _ => None,
        };
        numbers.push(number.map_or(OTHER, |number| number as u8));
    }
    numbers.push(OTHER);
    Some(numbers)
}

/// Memory that is used again.
#[derive(Default)]
pub(super) struct Buffers {
    numbers: Vec<u8>,
    found: Vec<u32>,
    masks: Vec<u64>,
    valid: Vec<i8>,
}

impl Items<'_> {
    /// Writes the cells of the rows of a block; `valid` has a mask for each row. False when a list is broken.
    pub(super) fn locate(
        &self,
        input: &Input,
        first: usize,
        valid: &[i8],
        buffers: &mut Buffers,
        text: &mut String,
        mut set: impl FnMut(Place, &mut dyn Iterator<Item = u32>),
    ) -> bool {
        let Buffers { numbers, found, masks, valid: there } = buffers;
        let rows = valid.len();
        // Rows without a list may point anywhere.
        let range =
            |row: usize| self.offsets.range(first + row).filter(|range| range.end <= self.items.rows());
        let listed = || (0..rows).filter(|row| valid.get(*row) == Some(&-1));
        let mut start = usize::MAX;
        let mut end = 0;
        for row in listed() {
            let Some(range) = range(row) else { return false };
            if !range.is_empty() {
                start = start.min(range.start);
                end = end.max(range.end);
            }
        }
        let start = start.min(end);
        numbers.clear();
        match &self.dictionary {
            Some((codes, table)) => {
                let missing = table.len() - 1;
                for row in start..end {
                    let code = if self.items.is_valid(row) { codes.get(row) } else { missing };
                    match table.get(code) {
                        Some(number) => numbers.push(*number),
                        None => return false,
                    }
                }
            }
            None => {
                let lookup = input.views.iter().find_map(named);
                there.clear();
                there.resize(end - start, -1);
                if let Some(bits) = &self.items.validity {
                    bits.masks(start, there);
                }
                found.clear();
                found.resize(end - start, 0);
                let none = Found { missing: u32::from(OTHER), other: u32::from(OTHER) };
                if !each_text(self.items, lookup, start, there, none, text, found) {
                    return false;
                }
                numbers.extend(found.iter().map(|number| *number as u8));
            }
        }
        masks.clear();
        for row in 0..rows {
            let range = range(row).unwrap_or_default();
            let items = numbers.get(range.start.wrapping_sub(start)..range.end.wrapping_sub(start));
            let mask = items.unwrap_or_default().iter().fold(0u64, |mask, number| mask | 1 << (number % 64));
            masks.push(mask);
        }
        for view in &input.views {
            match view {
                View::Presence(place) => set(*place, &mut valid.iter().map(|valid| u32::from(*valid == -1))),
                View::Items { first, count, bits, .. } => {
                    for slot in 0..*count {
                        let (shift, part) = (slot * bits, (1u64 << bits) - 1);
                        let cell = |(mask, valid): (&u64, &i8)| {
                            (1 + (mask >> shift & part) as u32) & i32::from(*valid) as u32
                        };
                        set(first + slot, &mut masks.iter().zip(valid).map(cell));
                    }
                }
                _ => {}
            }
        }
        true
    }
}
