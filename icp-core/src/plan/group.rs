//! A table over the joint cells of a few slots, and the totals that each of its classes adds to buckets. Filled by
//! `compile/groups.rs`, looked up by `eval` and `batch`.

use super::SlotId;

/// The sums that a score is made of, for one bucket: a class of a table adds to them.
pub(crate) type Totals = [i64; TOTALS];

/// The number of sums, filled up to a power of two.
pub(crate) const TOTALS: usize = 8;

/// The sums of a bucket, by their index in [`Totals`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Total {
    /// Points counted.
    Points = 0,
    /// Lowest points that are still possible.
    Low = 1,
    /// Highest points that are still possible.
    High = 2,
    /// Weight that counts in the score.
    Weight = 3,
    /// Weight in the bounds.
    BoundWeight = 4,
    /// Weight of known criteria.
    Known = 5,
    /// Weight of criteria that apply, or may.
    Applicable = 6,
}

impl Total {
    pub(crate) fn of(self, totals: &Totals) -> i64 {
        totals.get(self as usize).copied().unwrap_or_default()
    }
}

/// A table over the cells of a few slots: all criteria and conditions that rest on them.
#[derive(Debug)]
pub(crate) struct Group {
    /// Slots and the stride of their cells.
    pub(crate) slots: Box<[(SlotId, u32)]>,
    /// Joint cell to class: cells that answer alike share a class.
    pub(crate) class_of: Box<[u16]>,
    pub(crate) rows: Rows,
}

/// For each class, the totals that it adds to a range of buckets, and its flags.
#[derive(Debug)]
pub(crate) struct Rows {
    /// The first small bucket, and how many.
    pub(crate) small: (usize, usize),
    pub(crate) small_totals: Box<[SmallTotals]>,
    /// The first large bucket, and how many.
    pub(crate) large: (usize, usize),
    pub(crate) large_totals: Box<[Totals]>,
    /// For each class, the words of flags.
    pub(crate) flags: Box<[u64]>,
}

/// The totals that are enough where every weight always counts: points, low, high, known. They are small, so
/// that one machine instruction adds them.
pub(crate) type SmallTotals = [i32; 4];

/// Totals as those of a small bucket.
pub(crate) fn to_small(totals: &Totals) -> SmallTotals {
    let [points, low, high, _, _, known, ..] = *totals;
    // INVARIANT: `compile` makes a card small only if all its sums fit.
    [points, low, high, known].map(|lane| i32::try_from(lane).unwrap_or_default())
}

/// The totals of a small bucket as those of a large one: all of its weights count.
#[inline]
pub(crate) fn to_large(small: &SmallTotals, weight: i64) -> Totals {
    let [points, low, high, known] = *small;
    [points.into(), low.into(), high.into(), weight, weight, known.into(), weight, 0]
}
