//! The cells of a column of one type, for the rows of a block.
//!
//! What is not as it should be (a number that is not finite, offsets that lie outside) is not told from here: the
//! caller then reads the rows of the block one by one, and finds out.

use crate::column::{Column, Texts, Values, Word, day};
use crate::eval::find;
use crate::plan::{Coded, Lookup, fold_word};
use crate::value::{Date, MAX_EXACT_INTEGER, is_blank};

/// What stands for a text that is missing, and for one that is not named.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) missing: u32,
    pub(super) other: u32,
}

/// Short texts that were looked up: a column mostly has few different ones, again and again.
#[derive(Debug, Clone, Default)]
pub(super) struct Memo {
    seats: Vec<Seat>,
}

/// One text at the place of its hash; a later one takes its seat.
#[derive(Debug, Clone, Copy)]
struct Seat {
    bytes: u128,
    /// No text has the length of an empty seat.
    len: u32,
    number: u32,
}

/// A power of two.
const SEATS: usize = 256;

impl Memo {
    #[inline]
    fn seat(&mut self, word: Word) -> Option<&mut Seat> {
        if self.seats.is_empty() {
            self.seats.resize(SEATS, Seat { bytes: 0, len: u32::MAX, number: 0 });
        }
        let (low, high) = (word.bytes as u64, (word.bytes >> 64) as u64 ^ word.len as u64);
        let mixed = low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xd1b5_4a32_d192_ed03);
        self.seats.get_mut((mixed >> 56) as usize)
    }
}

/// Looks up every text of some rows from `first` on that is there (`valid`). False when one is broken.
pub(super) fn each_text(
    column: &Column<'_>,
    lookup: Option<&Lookup>,
    first: usize,
    valid: &[i8],
    found: Found,
    (memo, buffer): (&mut Memo, &mut String),
    out: &mut [u32],
) -> bool {
    let none = Lookup::default();
    let lookup = lookup.unwrap_or(&none);
    let by = By { lookup, coded: lookup.coded(), found };
    match &column.values {
        Values::Text(text) => texts(text, by, first, valid, (memo, buffer), out),
        Values::Views(views) => texts(views, by, first, valid, (memo, buffer), out),
        _ => false,
    }
}

/// How texts become numbers.
#[derive(Clone, Copy)]
struct By<'l> {
    lookup: &'l Lookup,
    coded: &'l Coded,
    found: Found,
}

fn texts<T: Texts>(
    texts: &T,
    by: By<'_>,
    first: usize,
    valid: &[i8],
    (memo, buffer): (&mut Memo, &mut String),
    out: &mut [u32],
) -> bool {
    let (mut fine, mut row) = (true, first);
    let mut rows = out.iter_mut().zip(valid);
    texts.words(first, valid.len(), |word| {
        let Some((out, valid)) = rows.next() else { return };
        let is_there = *valid != 0;
        let seat = word.filter(|word| word.len <= 16).and_then(|word| Some((word, memo.seat(word)?)));
        *out = match seat {
            Some((word, seat)) if (seat.bytes == word.bytes) & (seat.len as usize == word.len) => {
                if is_there { seat.number } else { by.found.missing }
            }
            _ if !is_there => by.found.missing,
            seat => match by.number(word, texts.bytes(row), buffer) {
                Some(number) => {
                    if let Some((word, seat)) = seat {
                        *seat = Seat { bytes: word.bytes, len: word.len as u32, number };
                    }
                    number
                }
                None => {
                    fine = false;
                    by.found.missing
                }
            },
        };
        row += 1;
    });
    fine && rows.next().is_none()
}

impl By<'_> {
    /// The number of a text that has not been looked up; `None` when it is broken.
    fn number(self, word: Option<Word>, bytes: Option<&[u8]>, buffer: &mut String) -> Option<u32> {
        let word = word?;
        match fold_word(word.bytes, word.len) {
            Some(_) if word.len == 0 => Some(self.found.missing),
            Some(folded) => Some(self.coded.get(folded, word.len, self.found.other)),
            None => slow(bytes, self.lookup, self.found, buffer),
        }
    }
}

/// A text that is long, not ASCII, or spaced out.
fn slow(bytes: Option<&[u8]>, lookup: &Lookup, found: Found, buffer: &mut String) -> Option<u32> {
    let text = std::str::from_utf8(bytes?).ok()?;
    if is_blank(text) {
        return Some(found.missing);
    }
    Some(find(lookup, text, buffer).unwrap_or(found.other))
}

/// The numbers of some rows; NaN where there is none. False when one is not finite or not exact.
#[inline(always)]
pub(super) fn numbers(column: &Column<'_>, first: usize, valid: &[i8], out: &mut [f64]) -> bool {
    #[inline(always)]
    fn fill<T: Copy>(
        values: &[T],
        first: usize,
        valid: &[i8],
        out: &mut [f64],
        number: impl Fn(T) -> (f64, bool),
    ) -> bool {
        let mut bad = false;
        for ((out, valid), value) in out.iter_mut().zip(valid).zip(values.get(first..).unwrap_or_default()) {
            let (number, is_bad) = number(*value);
            bad |= is_bad & (*valid != 0);
            // -0 is 0.
            *out = if *valid == 0 { f64::NAN } else { number + 0.0 };
        }
        !bad
    }
    macro_rules! exact {
        ($values:expr) => {
            fill($values, first, valid, out, |value| (f64::from(value), false))
        };
    }
    match &column.values {
        Values::F64(values) => fill(values, first, valid, out, |value| (value, value.is_infinite())),
        Values::F32(values) => {
            fill(values, first, valid, out, |value| (f64::from(value), value.is_infinite()))
        }
        Values::I64(values) => {
            let bad = |value: i64| value.unsigned_abs() > MAX_EXACT_INTEGER;
            fill(values, first, valid, out, |value| (value as f64, bad(value)))
        }
        Values::U64(values) => {
            fill(values, first, valid, out, |value| (value as f64, value > MAX_EXACT_INTEGER))
        }
        Values::I32(values) => exact!(values),
        Values::I16(values) => exact!(values),
        Values::I8(values) => exact!(values),
        Values::U32(values) => exact!(values),
        Values::U16(values) => exact!(values),
        Values::U8(values) => exact!(values),
        _ => false,
    }
}

/// No day.
pub(super) const NEVER: i32 = i32::MIN;

/// The days of some rows; [`NEVER`] where there is none. False when one is outside of the years that dates have.
pub(super) fn days(column: &Column<'_>, first: usize, valid: &[i8], out: &mut [i32]) -> bool {
    let mut bad = false;
    let mut put = |out: &mut i32, valid: i8, day: i64| {
        let inside = (i64::from(Date::MIN.days())..=i64::from(Date::MAX.days())).contains(&day);
        bad |= valid != 0 && !inside;
        *out = if valid != 0 && inside { day as i32 } else { NEVER };
    };
    match &column.values {
        Values::Days(values) => {
            for ((out, valid), value) in
                out.iter_mut().zip(valid).zip(values.get(first..).unwrap_or_default())
            {
                put(out, *valid, i64::from(*value));
            }
        }
        Values::Moments { values, unit, offset } => {
            let per_second = unit.per_second();
            for ((out, valid), value) in
                out.iter_mut().zip(valid).zip(values.get(first..).unwrap_or_default())
            {
                put(out, *valid, day(*value, per_second, *offset));
            }
        }
        _ => return false,
    }
    !bad
}

/// The cells of numbers: 0 for NaN, else 1 and one for each cut that is not above and each that is below.
#[inline(always)]
pub(super) fn number_cells(cuts: &[f64], numbers: &[f64], sums: &mut Vec<i64>, out: &mut [u32]) {
    if cuts.len() > 24 {
        for (out, number) in out.iter_mut().zip(numbers) {
            let at = cuts.partition_point(|cut| cut < number);
            let cell = 1 + 2 * at as u32 + u32::from(cuts.get(at) == Some(number));
            *out = if number.is_nan() { 0 } else { cell };
        }
        return;
    }
    sums.clear();
    sums.extend(numbers.iter().map(|number| i64::from(!number.is_nan())));
    for cut in cuts {
        for (sum, number) in sums.iter_mut().zip(numbers) {
            *sum += i64::from(cut <= number) + i64::from(cut < number);
        }
    }
    for (out, sum) in out.iter_mut().zip(sums) {
        *out = *sum as u32;
    }
}

/// A place where the cell of a number changes: from this number on, or only above it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    pub(super) at: f64,
    pub(super) from: bool,
    /// By how much the cell's number rises.
    pub(super) rise: i64,
}

/// The cells of numbers: 0 for NaN, else 1 and the rise of each step that is taken.
#[inline(always)]
pub(super) fn stepped_cells(steps: &[Step], numbers: &[f64], out: &mut [u32]) {
    /// Rows whose sums stay in registers.
    const ROWS: usize = 8;
    let (whole, rest) = numbers.as_chunks::<ROWS>();
    let (out, out_rest) = out.as_chunks_mut::<ROWS>();
    for (numbers, out) in whole.iter().zip(out) {
        *out = some_cells(steps, numbers);
    }
    for (number, out) in rest.iter().zip(out_rest) {
        let [cell] = some_cells(steps, &[*number]);
        *out = cell;
    }
}

#[inline(always)]
fn some_cells<const N: usize>(steps: &[Step], numbers: &[f64; N]) -> [u32; N] {
    let mut sums = numbers.map(|number| i64::from(!number.is_nan()));
    for Step { at, from, rise } in steps {
        if *from {
            sums.iter_mut()
                .zip(numbers)
                .for_each(|(sum, number)| *sum += if at <= number { *rise } else { 0 });
        } else {
            sums.iter_mut()
                .zip(numbers)
                .for_each(|(sum, number)| *sum += if at < number { *rise } else { 0 });
        }
    }
    sums.map(|sum| sum as u32)
}

/// The cells of days: 0 for none, else 1 and one for each cut that is not after.
pub(super) fn day_cells(cuts: &[i32], days: &[i32], out: &mut [u32]) {
    for (out, day) in out.iter_mut().zip(days) {
        let below = if cuts.len() <= 8 {
            cuts.iter().map(|cut| u32::from(cut <= day)).sum()
        } else {
            cuts.partition_point(|cut| cut <= day) as u32
        };
        *out = if *day == NEVER { 0 } else { 1 + below };
    }
}
