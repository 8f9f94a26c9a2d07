//! Columns of answers as slices: sized for a table, cut into chunks, and written where a row is there.

/// No tier, no stage, no verdict.
pub(crate) const NONE: u16 = u16::MAX;

/// Resizes a column whose values are all written later. Memory that it has is used again with its old values in it;
/// new memory is asked for as zeros, which costs nothing until it is written.
pub(super) fn refill<T: Clone>(column: &mut Vec<T>, rows: usize, value: T) {
    if column.capacity() < rows {
        *column = vec![value; rows];
    } else {
        column.resize(rows, value);
    }
}

/// Cuts a slice off its front; what is not there is empty.
pub(super) fn cut<'s, T>(slice: &mut &'s mut [T], len: usize) -> &'s mut [T] {
    let whole = std::mem::take(slice);
    let (head, tail) = whole.split_at_mut(len.min(whole.len()));
    *slice = tail;
    head
}

/// Writes where there is a place.
#[inline]
pub(super) fn put<T>(slice: &mut [T], at: usize, value: T) {
    if let Some(place) = slice.get_mut(at) {
        *place = value;
    }
}

/// The place of a tier or a stage as a column has it.
#[inline]
pub(super) fn place(at: Option<usize>) -> u16 {
    at.map_or(NONE, |at| at as u16)
}
