//! Memory that is asked for before it is read: a block of a column is too short for the processor to see it coming.

use super::{Codes, Column, Offsets, Values};

/// Bytes that come from memory at a time.
const LINE: usize = 64;

/// Asks for some values. Nothing waits for them, and nothing happens where they are not there.
#[inline]
pub(crate) fn ahead<T>(values: &[T], first: usize, count: usize) {
    let end = values.len().min(first.saturating_add(count));
    for at in (first..end).step_by((LINE / size_of::<T>().max(1)).max(1)) {
        touch(values, at);
    }
}

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
#[inline]
fn touch<T>(values: &[T], at: usize) {
    prefetch_index::prefetch_index(values, at);
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
#[inline]
fn touch<T>(_: &[T], _: usize) {}

impl Codes<'_> {
    fn ahead(&self, first: usize, count: usize) {
        match self {
            Self::I8(codes) => ahead(codes, first, count),
            Self::I16(codes) => ahead(codes, first, count),
            Self::I32(codes) => ahead(codes, first, count),
            Self::I64(codes) => ahead(codes, first, count),
            Self::U8(codes) => ahead(codes, first, count),
            Self::U16(codes) => ahead(codes, first, count),
            Self::U32(codes) => ahead(codes, first, count),
            Self::U64(codes) => ahead(codes, first, count),
        }
    }
}

impl Offsets<'_> {
    /// Asks for the offsets of some rows. Gives where what they point to probably lies: behind that of the rows before,
    /// of which there are as many.
    fn ahead(&self, first: usize, count: usize) -> (usize, usize) {
        match self {
            Self::Small(offsets) => ahead(offsets, first + 1, count),
            Self::Large(offsets) => ahead(offsets, first + 1, count),
        }
        let start = |row: usize| self.range(row).map_or(0, |range| range.start);
        let (before, here) = (start(first.saturating_sub(count)), start(first));
        (here, here.saturating_sub(before))
    }
}

impl Column<'_> {
    /// Asks for the values of some rows.
    pub(crate) fn ahead(&self, first: usize, count: usize) {
        match &self.values {
            Values::Bool(values) | Values::U8(values) => ahead(values, first, count),
            Values::F64(values) => ahead(values, first, count),
            Values::F32(values) => ahead(values, first, count),
            Values::I64(values) | Values::Moments { values, .. } => ahead(values, first, count),
            Values::I32(values) | Values::Days(values) => ahead(values, first, count),
            Values::I16(values) => ahead(values, first, count),
            Values::I8(values) => ahead(values, first, count),
            Values::U64(values) => ahead(values, first, count),
            Values::U32(values) => ahead(values, first, count),
            Values::U16(values) => ahead(values, first, count),
            Values::Text(text) => {
                let (start, bytes) = text.offsets.ahead(first, count);
                ahead(text.bytes, start, bytes);
            }
            Values::Views(views) => ahead(views.views, first * 16, count * 16),
            Values::Dictionary { codes, .. } => codes.ahead(first, count),
            Values::List { offsets, items } => {
                let (start, number) = offsets.ahead(first, count);
                items.ahead(start, number);
            }
            // A few bytes, or read one by one.
            Values::Null(_) | Values::Bits(_) | Values::Events { .. } | Values::Mixed(_) => {}
        }
    }
}
