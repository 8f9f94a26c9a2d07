//! Columns of answers as slices: sized for a table, cut into chunks, and written where a row is there.

/// No tier, no stage, no verdict.
pub(crate) const NONE: u16 = u16::MAX;

/// Resizes a column whose values are all written later. If its capacity suffices, its memory is reused with the old
/// values in it. Else it is allocated anew: zeroed memory costs nothing until it is written.
pub(super) fn refill<T: Clone>(column: &mut Vec<T>, rows: usize, value: T) {
    if column.capacity() < rows {
        *column = vec![value; rows];
    } else {
        column.resize(rows, value);
    }
}

/// Splits `len` values off the front of a slice, or as many as there are.
pub(super) fn cut<'s, T>(slice: &mut &'s mut [T], len: usize) -> &'s mut [T] {
    let whole = std::mem::take(slice);
    let (head, tail) = whole.split_at_mut(len.min(whole.len()));
    *slice = tail;
    head
}

/// Writes a value if the index is inside the slice.
#[inline]
pub(super) fn put<T>(slice: &mut [T], at: usize, value: T) {
    if let Some(place) = slice.get_mut(at) {
        *place = value;
    }
}

/// The index of a tier or a stage in the type of its column; [`NONE`] without one.
#[inline]
pub(super) fn place(at: Option<usize>) -> u16 {
    at.map_or(NONE, |at| at as u16)
}
