//! The order of accounts among each other, by the icp that is shown. `batch`, the command and the bindings sort by it.

use super::IcpStatus;

/// Where an account stands among others: the one order of ranked tables, ranks and `--top`. Less is better.
///
/// Accounts that qualify come first, then those that are unqualified, those with insufficient data, and those that are
/// disqualified. Among those that qualify the place of the best icp comes first; then the higher score, and no score
/// last. Accounts with equal keys keep their order.
///
/// ```
/// use icp_core::IcpStatus;
/// use icp_core::assessment::RankKey;
/// let good = RankKey::new(IcpStatus::Qualified, 0, Some(70.0));
/// assert!(good < RankKey::new(IcpStatus::Qualified, 0, Some(60.0)));
/// assert!(good < RankKey::new(IcpStatus::Qualified, 1, Some(90.0)));
/// assert!(good < RankKey::new(IcpStatus::Disqualified, 0, Some(100.0)));
/// assert!(RankKey::new(IcpStatus::Unqualified, 1, Some(2.0)) < RankKey::new(IcpStatus::Unqualified, 0, Some(1.0)));
/// assert!(RankKey::new(IcpStatus::Unqualified, 0, Some(-5.0)) < RankKey::new(IcpStatus::Unqualified, 0, None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RankKey {
    /// The status, and for a qualified account the index of the icp.
    group: u32,
    /// The score as a number that falls while the score rises.
    score: u64,
}

impl RankKey {
    /// The key of an account by the icp that is shown for it: its status, its place in priority order, its score.
    #[inline]
    pub fn new(status: IcpStatus, icp: u16, score: Option<f64>) -> Self {
        let (first, place) = match status {
            IcpStatus::Qualified => (0, u32::from(icp)),
            IcpStatus::Unqualified => (1, 0),
            IcpStatus::InsufficientData => (2, 0),
            IcpStatus::Disqualified => (3, 0),
        };
        let score = score.filter(|score| !score.is_nan()).map_or(u64::MAX, falling);
        Self { group: first << 16 | place, score }
    }

    /// The key as two numbers with the same order, for a program that keeps or sends it.
    ///
    /// ```
    /// use icp_core::IcpStatus;
    /// use icp_core::assessment::RankKey;
    /// let key = |score| RankKey::new(IcpStatus::Qualified, 0, Some(score));
    /// assert!(key(70.0).parts() < key(60.0).parts());
    /// ```
    pub fn parts(self) -> (u32, u64) {
        (self.group, self.score)
    }

    /// The place of each of some keys among all of them, 1 first; equal keys keep their order.
    ///
    /// ```
    /// use icp_core::IcpStatus;
    /// use icp_core::assessment::RankKey;
    /// let key = |score| RankKey::new(IcpStatus::Qualified, 0, Some(score));
    /// assert_eq!(RankKey::ranks([key(5.0), key(9.0), key(5.0)]), [2, 1, 3]);
    /// ```
    pub fn ranks(keys: impl IntoIterator<Item = Self>) -> Vec<i32> {
        let mut order: Vec<(Self, usize)> = keys.into_iter().zip(0..).collect();
        order.sort_unstable();
        let mut ranks = vec![0; order.len()];
        for ((_, row), rank) in order.iter().zip(1..) {
            if let Some(place) = ranks.get_mut(*row) {
                *place = rank;
            }
        }
        ranks
    }
}

/// A number whose order is that of the scores, turned around; no score is `u64::MAX`.
#[inline]
fn falling(score: f64) -> u64 {
    // A zero has one sign.
    let bits = (score + 0.0).to_bits();
    let rising = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
    !rising
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_higher_score_comes_first() {
        let mut scores = [f64::MIN, -1.5, -1e-6, 0.0, 1e-6, 99.999_999, 100.0, f64::MAX].map(Some).to_vec();
        scores.insert(0, None);
        let keys: Vec<RankKey> =
            scores.iter().rev().map(|score| RankKey::new(IcpStatus::Unqualified, 7, *score)).collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "{keys:?}");
        assert_eq!(
            RankKey::new(IcpStatus::Qualified, 0, Some(-0.0)),
            RankKey::new(IcpStatus::Qualified, 0, Some(0.0))
        );
    }
}
