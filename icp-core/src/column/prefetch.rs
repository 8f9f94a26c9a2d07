//! Prefetching: asks for the memory of the next block while this one is read, since a block is too short for the
//! processor to see the next one coming. Called by the readers of `batch`.

use super::{Codes, Column, Offsets, Values};

/// Bytes of a cache line, which come from memory together.
const LINE: usize = 64;

/// Asks for some values. Nothing waits for them, and nothing happens beyond the end of the slice.
#[inline]
pub(crate) fn prefetch<T>(values: &[T], first: usize, count: usize) {
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

/// A quarter of some rows: the processor fetches a few lines at once, and more would hold up other reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quarter {
    /// The first of the rows, and how many they are: a multiple of four.
    pub(crate) first: usize,
    pub(crate) count: usize,
    /// Which, from 0.
    pub(crate) number: usize,
}

impl Quarter {
    #[inline(always)]
    fn of<T>(self, values: &[T]) {
        self.of_wide(values, 1);
    }

    /// The same for `width` values a row.
    #[inline(always)]
    fn of_wide<T>(self, values: &[T], width: usize) {
        let count = self.count / 4 * width;
        prefetch(values, self.first * width + count * self.number, count);
    }

    /// The same quarter of the bytes that the rows point to. Their number is estimated: it is that of the rows
    /// before.
    #[inline(always)]
    fn behind(self, offsets: &Offsets<'_>) -> Self {
        match offsets {
            Offsets::Small(offsets) => self.of(offsets),
            Offsets::Large(offsets) => self.of(offsets),
        }
        let start = |row: usize| offsets.range(row).map_or(0, |range| range.start);
        let (before, first) = (start(self.first.saturating_sub(self.count)), start(self.first));
        Self { first, count: first.saturating_sub(before), ..self }
    }
}

impl Column<'_> {
    /// Asks for the values of some rows.
    #[inline(always)]
    pub(crate) fn prefetch(&self, rows: Quarter) {
        match &self.values {
            Values::Bool(values) | Values::U8(values) => rows.of(values),
            Values::F64(values) => rows.of(values),
            Values::F32(values) => rows.of(values),
            Values::I64(values) | Values::Moments { values, .. } => rows.of(values),
            Values::I32(values) | Values::Days(values) => rows.of(values),
            Values::I16(values) => rows.of(values),
            Values::I8(values) => rows.of(values),
            Values::U64(values) => rows.of(values),
            Values::U32(values) => rows.of(values),
            Values::U16(values) => rows.of(values),
            Values::Text(text) => rows.behind(&text.offsets).of(text.bytes),
            Values::Views(views) => rows.of_wide(views.views, 16),
            Values::Dictionary { codes, .. } => codes.prefetch(rows),
            Values::List { offsets, items } => {
                let items_of = rows.behind(offsets);
                match &items.values {
                    Values::Dictionary { codes, .. } => codes.prefetch(items_of),
                    Values::Text(text) => items_of.behind(&text.offsets).of(text.bytes),
                    Values::Views(views) => items_of.of_wide(views.views, 16),
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
                    | Values::List { .. }
                    | Values::Events { .. }
                    | Values::Mixed(_) => {}
                }
            }
            // A few bytes, or read one by one.
            Values::Null(_) | Values::Bits(_) | Values::Events { .. } | Values::Mixed(_) => {}
        }
    }
}

impl Codes<'_> {
    #[inline(always)]
    fn prefetch(&self, rows: Quarter) {
        match self {
            Self::I8(codes) => rows.of(codes),
            Self::I16(codes) => rows.of(codes),
            Self::I32(codes) => rows.of(codes),
            Self::I64(codes) => rows.of(codes),
            Self::U8(codes) => rows.of(codes),
            Self::U16(codes) => rows.of(codes),
            Self::U32(codes) => rows.of(codes),
            Self::U64(codes) => rows.of(codes),
        }
    }
}
