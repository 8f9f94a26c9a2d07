//! Won and lost rows by bin, and two populations by bin: weight of evidence, information value, population stability.
//!
//! Both figures are logarithms of ratios of shares, so a bin that is empty on one side has none. Here such a bin gets half a row
//! on both sides before shares are taken, and the totals grow with it; a bin that is empty on both sides counts nothing. The
//! figure stays finite, falls as the rows become more, and a bin that only one side has counts most, as it should.

use super::Sum;

/// The rows of one bin, on two sides: won and lost, or before and after.
pub type Bin = (Sum, Sum);

/// A stability index, and how many bins were empty on one side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// The index.
    pub psi: f64,
    /// Bins that got half a row on both sides.
    pub half_rows: usize,
}

/// The share of each bin on both sides; none for a bin without rows.
type Shares = Vec<Option<(f64, f64)>>;

/// The shares of the bins, and how many bins were empty on one side. `None` when a whole side is empty.
fn shares(bins: &[Bin]) -> Option<(Shares, usize)> {
    let whole = |side: fn(&Bin) -> &Sum| bins.iter().fold(Sum::default(), |sum, bin| sum.and(side(bin)));
    let (one, other) = (whole(|bin| &bin.0), whole(|bin| &bin.1));
    if one.rows == 0 || other.rows == 0 {
        return None;
    }
    let half = |bin: &Bin| (bin.0.rows == 0) != (bin.1.rows == 0);
    let halves = bins.iter().filter(|bin| half(bin)).count();
    let of = |sum: &Sum, all: &Sum, half: bool| {
        // Half a row weighs half of the mean row.
        let more = all.mean() / 2.0;
        let own = if half { sum.weight() + more } else { sum.weight() };
        own / (all.weight() + more * halves as f64)
    };
    let each = bins.iter().map(|bin| {
        let is_there = bin.0.rows > 0 || bin.1.rows > 0;
        is_there.then(|| (of(&bin.0, &one, half(bin)), of(&bin.1, &other, half(bin))))
    });
    Some((each.collect(), halves))
}

/// The logarithm of the share of all won rows over the share of all lost rows, bin by bin: above 0 where a bin wins more often
/// than the others. `None` for a bin without rows. Good (1950); Siddiqi, Credit Risk Scorecards, has the opposite sign where
/// he counts goods over bads.
///
/// ```
/// use icp_evidence::stats::{Sum, weights_of_evidence};
/// let bins = [(Sum::of(10), Sum::of(40)), (Sum::of(30), Sum::of(20)), (Sum::of(0), Sum::of(0))];
/// let found = weights_of_evidence(&bins).unwrap();
/// assert!((found[0].unwrap() - (0.25f64 / (40.0 / 60.0)).ln()).abs() < 1e-15 && found[1] > Some(0.0));
/// assert_eq!(found[2], None);
/// ```
pub fn weights_of_evidence(bins: &[Bin]) -> Option<Vec<Option<f64>>> {
    let (shares, _) = shares(bins)?;
    Some(shares.into_iter().map(|share| share.map(|(won, lost)| libm::log(won / lost))).collect())
}

/// How much the bins say about the outcome: the sum of differences of shares times weights of evidence (Kullback 1959). `None`
/// unless both classes are there.
///
/// ```
/// use icp_evidence::stats::{Sum, information_value};
/// // Only won rows in one bin: half a row on both sides, and a large value.
/// assert!(information_value(&[(Sum::of(30), Sum::of(0)), (Sum::of(10), Sum::of(80))]) > Some(3.0));
/// assert_eq!(information_value(&[(Sum::of(3), Sum::of(6)), (Sum::of(1), Sum::of(2))]), Some(0.0));
/// assert_eq!(information_value(&[(Sum::of(3), Sum::of(0))]), None);
/// ```
pub fn information_value(bins: &[Bin]) -> Option<f64> {
    psi(bins).map(|shift| shift.psi)
}

/// How far two populations are apart: the population stability index over bins of before and after (the symmetric divergence of
/// Jeffreys 1946). `None` when one of them is empty.
///
/// ```
/// use icp_evidence::stats::{Sum, psi};
/// let same = [(Sum::of(30), Sum::of(60)), (Sum::of(20), Sum::of(40))];
/// assert_eq!(psi(&same).map(|shift| shift.psi), Some(0.0));
/// // Populations without a common bin are as far apart as can be.
/// let disjoint = psi(&[(Sum::of(50), Sum::of(0)), (Sum::of(0), Sum::of(50))]).unwrap();
/// assert!(disjoint.psi > 9.0 && disjoint.half_rows == 2);
/// ```
pub fn psi(bins: &[Bin]) -> Option<Shift> {
    let (shares, half_rows) = shares(bins)?;
    let parts = shares.into_iter().flatten().map(|(a, b)| (a - b) * libm::log(a / b));
    Some(Shift { psi: parts.sum::<f64>() + 0.0, half_rows })
}
