//! Two ways to rank the same groups of rows: where the rows of each group stand among those of the other class.

use serde::{Deserialize, Serialize};

use super::delong::{half_up, ranged, scaled};
use super::{PairedAuc, Ranked, Sum, Weight};

/// Won and lost rows by two keys each, to compare two ways to rank the same rows.
///
/// ```
/// use icp_evidence::stats::{Paired, Weight};
/// let mut paired = Paired::default();
/// for (before, after, won) in [(1, 3, false), (2, 1, true), (3, 2, false), (4, 4, true)] {
///     paired.add(before, after, won, Weight::ONE);
/// }
/// let compared = paired.compare(0.95).unwrap();
/// assert_eq!((compared.before.auc, compared.after.auc, compared.difference), (0.75, 0.5, -0.25));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paired<K> {
    rows: Ranked<(K, K)>,
}

impl<K> Default for Paired<K> {
    fn default() -> Self {
        Self { rows: Ranked::default() }
    }
}

impl<K: Ord + Copy> Paired<K> {
    /// Counts a row.
    pub fn add(&mut self, before: K, after: K, won: bool, weight: Weight) {
        self.rows.add((before, after), won, weight);
    }

    /// Adds the rows of another piece.
    pub fn merge(&mut self, other: Self) {
        self.rows.merge(other.rows);
    }

    /// The same with every row in its place.
    pub fn sorted(self) -> Self {
        Self { rows: self.rows.sorted() }
    }

    /// Both AUCs and their difference; `None` unless both classes are there.
    pub fn compare(self, confidence: f64) -> Option<PairedAuc> {
        let rows = self.rows.sorted();
        let groups = Classes::of(rows.entries().iter().map(|entry| (entry.won, entry.lost)))?;
        let before = groups.placed(Places::sorted(rows.entries().iter().map(|entry| entry.key.0)));
        let after = groups.placed(Places::sorted(rows.entries().iter().map(|entry| entry.key.1)));
        Some(groups.compare(&before, &after, confidence))
    }
}

/// Groups of won and lost rows, which several scores rank. What does not depend on the score is added up once.
pub(crate) struct Classes {
    won: Sum,
    lost: Sum,
    /// The weights of each group's won and lost rows, in millionths.
    parts: Vec<(u128, u128)>,
    /// The squares of those weights.
    squares: Vec<(f64, f64)>,
}

/// For each group, the place of its key among the different keys, the least first.
pub(crate) struct Places {
    of: Vec<u32>,
    different: usize,
}

/// An AUC, and by the place of a key the distances of its won and lost rows from that AUC.
pub(crate) struct Placements {
    auc: f64,
    places: Vec<u32>,
    distances: Vec<(f64, f64)>,
}

impl Classes {
    /// `None` unless both classes are there.
    pub(crate) fn of(groups: impl Iterator<Item = (Sum, Sum)>) -> Option<Self> {
        let (mut all_won, mut all_lost) = (Sum::default(), Sum::default());
        let (mut parts, mut squares) = (Vec::new(), Vec::new());
        for (won, lost) in groups {
            all_won.merge(&won);
            all_lost.merge(&lost);
            parts.push((won.parts(), lost.parts()));
            squares.push((won.squares(), lost.squares()));
        }
        let both = all_won.parts() > 0 && all_lost.parts() > 0;
        both.then_some(Self { won: all_won, lost: all_lost, parts, squares })
    }

    /// The groups by their keys.
    pub(crate) fn placed(&self, places: Places) -> Placements {
        let (won, lost) = (self.won.parts(), self.lost.parts());
        let mut sums = vec![(0, 0); places.different];
        for (place, (a, b)) in places.of.iter().zip(&self.parts) {
            if let Some(sum) = sums.get_mut(*place as usize) {
                *sum = (sum.0 + a, sum.1 + b);
            }
        }
        let (mut below, mut above, mut twice) = (0, won, 0);
        let distance = |(own, other): (u128, u128)| {
            above -= own;
            let place = (half_up(below, other, lost), half_up(above, own, won));
            twice += own * (2 * below + other);
            below += other;
            place
        };
        let mut distances: Vec<(f64, f64)> = sums.into_iter().map(distance).collect();
        let auc = twice as f64 / (2 * won * lost) as f64;
        distances.iter_mut().for_each(|(a, b)| (*a, *b) = (*a - auc, *b - auc));
        Placements { auc, places: places.of, distances }
    }

    /// Both AUCs, and the second less the first.
    pub(crate) fn compare(&self, before: &Placements, after: &Placements, confidence: f64) -> PairedAuc {
        let (mut of_won, mut of_lost) = ([0.0; 3], [0.0; 3]);
        for ((one, other), (won, lost)) in before.groups().zip(after.groups()).zip(&self.squares) {
            for (sums, squares, a, b) in
                [(&mut of_won, *won, one.0, other.0), (&mut of_lost, *lost, one.1, other.1)]
            {
                let step = [a * a, b * b, (b - a) * (b - a)];
                sums.iter_mut().zip(step).for_each(|(sum, step)| *sum += squares * step);
            }
        }
        let part = |at: fn(&[f64; 3]) -> f64| {
            let of = |sums, rows: &Sum| scaled(at(sums), rows.rows, rows.weight());
            of(&of_won, &self.won).zip(of(&of_lost, &self.lost)).map(|(a, b)| a + b)
        };
        let classes = (&self.won, &self.lost);
        let difference = after.auc - before.auc;
        let error = part(|sums| sums[2]).map(f64::sqrt);
        let before = ranged(before.auc, part(|sums| sums[0]), classes, confidence);
        let after = ranged(after.auc, part(|sums| sums[1]), classes, confidence);
        PairedAuc::of(before, after, difference, error, confidence)
    }
}

impl Placements {
    /// The distances of each group.
    fn groups(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.places.iter().map(|place| self.distances.get(*place as usize).copied().unwrap_or_default())
    }
}

impl Places {
    /// By sorting all of them.
    pub(crate) fn sorted<K: Ord + Copy>(keys: impl Iterator<Item = K>) -> Self {
        let mut order: Vec<(K, usize)> = keys.zip(0..).collect();
        order.sort_unstable();
        let (mut of, mut different) = (vec![0; order.len()], 0);
        for tied in order.chunk_by(|a, b| a.0 == b.0) {
            for (_, at) in tied {
                of.get_mut(*at).into_iter().for_each(|place| *place = different);
            }
            different += 1;
        }
        Self { of, different: different as usize }
    }

    /// The same of scores, of which there are far fewer than groups: only different ones are sorted.
    pub(crate) fn of_scores(keys: impl Iterator<Item = i64>) -> Self {
        let mut known = Known::new();
        let mut of: Vec<u32> = keys.map(|key| known.place(key)).collect();
        let mut order: Vec<(i64, u32)> = known.keys.iter().copied().zip(0..).collect();
        order.sort_unstable();
        let mut ranks = vec![0; order.len()];
        for ((_, found), rank) in order.iter().zip(0..) {
            ranks.get_mut(*found as usize).into_iter().for_each(|place| *place = rank);
        }
        of.iter_mut().for_each(|place| *place = ranks.get(*place as usize).copied().unwrap_or_default());
        Self { of, different: ranks.len() }
    }
}

/// The different keys so far, each found by its bits: an open table that is at most half full.
struct Known {
    keys: Vec<i64>,
    /// One more than the place of a key; 0 is free.
    slots: Vec<u32>,
}

impl Known {
    fn new() -> Self {
        Self { keys: Vec::new(), slots: vec![0; 1 << 10] }
    }

    /// The slot where a key is or would be.
    fn slot(&self, key: i64) -> usize {
        let mask = self.slots.len() - 1;
        // Multiplied by 2^64 over the golden ratio (Knuth, The Art of Computer Programming 3, 6.4).
        let mut at = ((key as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        loop {
            let place = self.slots.get(at).copied().unwrap_or_default() as usize;
            if place == 0 || self.keys.get(place - 1) == Some(&key) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    fn place(&mut self, key: i64) -> u32 {
        let at = self.slot(key);
        if let Some(place) = self.slots.get(at).filter(|place| **place > 0) {
            return *place - 1;
        }
        let place = self.keys.len() as u32;
        self.keys.push(key);
        self.slots.get_mut(at).into_iter().for_each(|slot| *slot = place + 1);
        if self.slots.len() < 2 * self.keys.len() {
            self.grow();
        }
        place
    }

    fn grow(&mut self) {
        self.slots = vec![0; 2 * self.slots.len()];
        for (key, place) in self.keys.iter().zip(1..) {
            let at = self.slot(*key);
            self.slots.get_mut(at).into_iter().for_each(|slot| *slot = place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_have_the_places_that_sorting_gives() {
        // Far more keys than the first table has slots, with ties, both ends of the numbers among them.
        let mut state = 1_u64;
        let mut keys = vec![i64::MIN, i64::MAX, 0, -1];
        for n in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            keys.push(if n % 2 == 0 { (state >> 40) as i64 % 500 * 1_000_000 } else { state as i64 });
        }
        let (sorted, hashed) =
            (Places::sorted(keys.iter().copied()), Places::of_scores(keys.iter().copied()));
        assert!(sorted.different > 10_000 && sorted.different == hashed.different);
        assert_eq!(sorted.of, hashed.of);
    }
}
