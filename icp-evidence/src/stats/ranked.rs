//! Won and lost rows by the key that ranks them: AUC, KS and quantiles. `delong` and `gains` read the same counts.

use serde::{Deserialize, Serialize};

use super::{Sum, Weight};

/// Rows that wait to be sorted, at least.
const WAITING: usize = 1 << 13;

/// Keys that are looked for among the entries at once.
const FEW: usize = 64;

/// Rows with one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<K> {
    /// Less is worse.
    pub key: K,
    /// Rows that were won.
    pub won: Sum,
    /// Rows that were lost.
    pub lost: Sum,
}

/// Won and lost rows by key, the least key first. Equal keys are ties.
///
/// Scores are published with six decimals, so a population has far fewer keys than rows.
///
/// ```
/// use icp_evidence::stats::{Ranked, Weight};
/// let mut ranked = Ranked::default();
/// for (score, won) in [(10, false), (20, true), (20, false), (30, true)] {
///     ranked.add(score, won, Weight::ONE);
/// }
/// let ranked = ranked.sorted();
/// assert_eq!((ranked.auc(), ranked.ks(), ranked.gini()), (Some(0.875), Some(0.5), Some(0.75)));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranked<K> {
    /// Sorted, each key once.
    entries: Vec<Entry<K>>,
    /// Rows that are not among the entries yet.
    #[serde(skip, default = "Vec::new")]
    waiting: Vec<(K, bool, Weight)>,
    /// The same of many rows with one key.
    #[serde(skip, default = "Vec::new")]
    groups: Vec<Entry<K>>,
}

impl<K> Default for Ranked<K> {
    fn default() -> Self {
        Self { entries: Vec::new(), waiting: Vec::new(), groups: Vec::new() }
    }
}

impl<K: Ord + Copy> Ranked<K> {
    /// Counts a row.
    #[inline]
    pub fn add(&mut self, key: K, won: bool, weight: Weight) {
        self.waiting.push((key, won, weight));
        if self.waiting.len() >= WAITING.max(self.entries.len()) {
            self.sort();
        }
    }

    /// Counts many rows with one key.
    pub(crate) fn put(&mut self, key: K, won: &Sum, lost: &Sum) {
        // Few keys are found faster than they are sorted later.
        if self.entries.len() < FEW {
            match self.entries.binary_search_by(|entry| entry.key.cmp(&key)) {
                Ok(at) => {
                    if let Some(entry) = self.entries.get_mut(at) {
                        entry.won.merge(won);
                        entry.lost.merge(lost);
                    }
                }
                Err(at) => self.entries.insert(at, Entry { key, won: *won, lost: *lost }),
            }
            return;
        }
        self.groups.push(Entry { key, won: *won, lost: *lost });
        if self.groups.len() >= WAITING.max(self.entries.len()) {
            self.sort();
        }
    }

    /// From rows in any order.
    pub(crate) fn of(groups: Vec<Entry<K>>) -> Self {
        Self { entries: Vec::new(), waiting: Vec::new(), groups }.sorted()
    }

    /// Adds the rows of another piece.
    pub fn merge(&mut self, other: Self) {
        self.sort();
        let mut other = other;
        other.sort();
        self.entries = merged(std::mem::take(&mut self.entries), other.entries);
    }

    /// The same with every row in its place: all figures are asked of this.
    pub fn sorted(mut self) -> Self {
        self.sort();
        self
    }

    fn sort(&mut self) {
        if !self.groups.is_empty() {
            let mut groups = std::mem::take(&mut self.groups);
            groups.sort_unstable_by_key(|entry| entry.key);
            groups.dedup_by(|later, kept| {
                let same = later.key == kept.key;
                if same {
                    kept.won.merge(&later.won);
                    kept.lost.merge(&later.lost);
                }
                same
            });
            self.entries = merged(std::mem::take(&mut self.entries), groups);
        }
        if self.waiting.is_empty() {
            return;
        }
        self.waiting.sort_unstable_by_key(|row| row.0);
        let mut found: Vec<Entry<K>> = Vec::new();
        for (key, won, weight) in self.waiting.drain(..) {
            if found.last().is_none_or(|last| last.key != key) {
                found.push(Entry { key, won: Sum::default(), lost: Sum::default() });
            }
            if let Some(entry) = found.last_mut() {
                if won { entry.won.add(weight) } else { entry.lost.add(weight) }
            }
        }
        self.entries = merged(std::mem::take(&mut self.entries), found);
    }

    /// The rows of each key, the least first. Rows that were added after [`Ranked::sorted`] are not among them.
    pub fn entries(&self) -> &[Entry<K>] {
        &self.entries
    }

    /// All won and all lost rows.
    pub fn totals(&self) -> (Sum, Sum) {
        let (mut won, mut lost) = (Sum::default(), Sum::default());
        for entry in &self.entries {
            won.merge(&entry.won);
            lost.merge(&entry.lost);
        }
        (won, lost)
    }

    /// The chance that a won row ranks above a lost one, where ties count half (Mann and Whitney 1947); `None` unless both
    /// are there.
    pub fn auc(&self) -> Option<f64> {
        let (won, lost) = self.totals();
        let (won, lost) = (won.parts(), lost.parts());
        if won == 0 || lost == 0 {
            return None;
        }
        let (mut below, mut twice) = (0, 0);
        for entry in &self.entries {
            twice += entry.won.parts() * (2 * below + entry.lost.parts());
            below += entry.lost.parts();
        }
        Some(twice as f64 / (2 * won * lost) as f64)
    }

    /// Twice the AUC less one.
    pub fn gini(&self) -> Option<f64> {
        self.auc().map(|auc| 2.0 * auc - 1.0)
    }

    /// The greatest distance between the shares of won and of lost rows up to a key (Kolmogorov and Smirnov). Rows with equal
    /// keys are counted together, so that a constant has 0.
    pub fn ks(&self) -> Option<f64> {
        let (won, lost) = self.totals();
        let (all_won, all_lost) = (won.parts(), lost.parts());
        if all_won == 0 || all_lost == 0 {
            return None;
        }
        let (mut won, mut lost, mut most) = (0, 0, 0);
        for entry in &self.entries {
            won += entry.won.parts();
            lost += entry.lost.parts();
            most = u128::max(most, (won * all_lost).abs_diff(lost * all_won));
        }
        Some(most as f64 / (all_won * all_lost) as f64)
    }

    /// The least key with at least this share of the weight at or below it: a key that occurs. `None` without rows.
    pub fn quantile(&self, share: f64) -> Option<K> {
        let (won, lost) = self.totals();
        let wanted = won.and(&lost).weight() * share;
        let mut below = Sum::default();
        for entry in &self.entries {
            below.merge(&entry.won);
            below.merge(&entry.lost);
            if below.parts() > 0 && below.weight() >= wanted {
                return Some(entry.key);
            }
        }
        None
    }
}

/// Two sorted lists as one.
fn merged<K: Ord + Copy>(mine: Vec<Entry<K>>, other: Vec<Entry<K>>) -> Vec<Entry<K>> {
    if mine.is_empty() {
        return other;
    }
    let mut out = Vec::with_capacity(mine.len() + other.len());
    let (mut mine, mut other) = (mine.into_iter().peekable(), other.into_iter().peekable());
    loop {
        let order = match (mine.peek(), other.peek()) {
            (Some(a), Some(b)) => a.key.cmp(&b.key),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => return out,
        };
        match order {
            std::cmp::Ordering::Less => out.extend(mine.next()),
            std::cmp::Ordering::Greater => out.extend(other.next()),
            std::cmp::Ordering::Equal => {
                if let (Some(mut both), Some(more)) = (mine.next(), other.next()) {
                    both.won.merge(&more.won);
                    both.lost.merge(&more.lost);
                    out.push(both);
                }
            }
        }
    }
}
