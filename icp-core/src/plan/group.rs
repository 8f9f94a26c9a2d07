use super::Place;

/// What a table adds to a bucket: the sums that a score is made of.
pub(crate) type Lanes = [i64; LANES];

/// The number of sums.
pub(crate) const LANES: usize = 8;

/// Bits of each tally in [`Lane::Tally`]; a scorecard has at most 500 criteria.
pub(crate) const TALLY_BITS: u32 = 10;

/// The sums of a bucket, by their place in [`Lanes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Lane {
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
    /// Six counts: fits, partials, nones, misfits, unknowns, not applicable.
    Tally = 7,
}

/// A table over the cells of a few slots: all criteria and conditions that rest on them.
#[derive(Debug)]
pub(crate) struct Group {
    /// Slots and the stride of their cells.
    pub(crate) places: Box<[(Place, u32)]>,
    /// Joint cell to class: cells that answer alike share a class.
    pub(crate) class_of: Box<[u16]>,
    pub(crate) rows: Rows,
}

/// What each class adds.
#[derive(Debug)]
pub(crate) struct Rows {
    /// The buckets that this group adds to.
    pub(crate) buckets: Box<[u32]>,
    /// For each class, the lanes of each bucket.
    pub(crate) lanes: Box<[Lanes]>,
    /// For each class, the words of marks.
    pub(crate) marks: Box<[u64]>,
    pub(crate) classes: usize,
}
