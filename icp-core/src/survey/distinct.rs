//! The different values of a column with their counts, bounded. Called by `column`; which values mean the same is not decided
//! here.

use crate::value::stable_hash;

/// Values that are kept.
const KEPT: usize = 1_024;
/// Bytes of a value that are kept.
const LENGTH: usize = 240;

/// Different texts with their counts. Where there are more than [`KEPT`], those stay whose hashes are least: whichever way a run
/// is cut, a text that is kept in the end was kept from its first time on, so its count is exact, and the number of all is
/// estimated from how close together the kept hashes lie.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Distinct {
    /// By hash, then text.
    kept: Vec<(u64, Box<str>, usize)>,
    more: bool,
}

impl Distinct {
    pub(super) fn add(&mut self, text: &str) {
        let hash = stable_hash(text);
        // Most values of a column with many different ones end here.
        if self.kept.len() == KEPT && self.kept.last().is_some_and(|(last, ..)| *last < hash) {
            self.more = true;
            return;
        }
        self.count(hash, cut(text), 1);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.more |= other.more;
        for (hash, text, times) in &other.kept {
            self.count(*hash, text, *times);
        }
    }

    fn count(&mut self, hash: u64, text: &str, times: usize) {
        let place = self.kept.binary_search_by(|(known, other, _)| (*known, &**other).cmp(&(hash, text)));
        match place {
            Ok(at) => {
                if let Some((_, _, count)) = self.kept.get_mut(at) {
                    *count += times;
                }
            }
            Err(at) if at < KEPT => {
                self.kept.insert(at, (hash, text.into(), times));
                if self.kept.len() > KEPT {
                    self.kept.truncate(KEPT);
                    self.more = true;
                }
            }
            Err(_) => self.more = true,
        }
    }

    /// Whether every different value is kept.
    pub(super) fn is_whole(&self) -> bool {
        !self.more
    }

    /// How many different ones there are; an estimate where not all are kept.
    pub(super) fn len(&self) -> usize {
        match self.kept.last() {
            Some((last, ..)) if self.more => {
                let part = *last as f64 / u64::MAX as f64;
                ((KEPT - 1) as f64 / part.max(f64::MIN_POSITIVE)).round() as usize
            }
            _ => self.kept.len(),
        }
    }

    /// The kept ones with their counts, by hash.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, usize)> {
        self.kept.iter().map(|(_, text, count)| (&**text, *count))
    }

    /// The kept ones, the most frequent first, then by text.
    pub(super) fn sorted(&self) -> Vec<(&str, usize)> {
        let mut sorted: Vec<(&str, usize)> = self.each().collect();
        sorted.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        sorted
    }

    /// Whether a kept text is only the beginning of one.
    pub(super) fn is_cut(text: &str) -> bool {
        text.len() > LENGTH - 4
    }
}

/// The beginning of a text.
fn cut(text: &str) -> &str {
    let end = (0..=LENGTH.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{Distinct, KEPT};

    #[test]
    fn counts_do_not_depend_on_where_a_run_is_cut() {
        let texts: Vec<String> = (0..20_000u32).map(|n| format!("x{}", n * n % 7_013)).collect();
        let whole = |texts: &[String]| {
            let mut all = Distinct::default();
            texts.iter().for_each(|text| all.add(text));
            all
        };
        let once = whole(&texts);
        assert!(!once.is_whole() && once.kept.len() == KEPT);
        for (text, count) in once.each() {
            assert_eq!(texts.iter().filter(|other| ***other == *text).count(), count);
        }
        let all: std::collections::BTreeSet<&String> = texts.iter().collect();
        let (real, told) = (all.len() as f64, once.len() as f64);
        assert!((told / real - 1.0).abs() < 0.1, "{told} of {real}");
        for size in [1, 7, 3_000, 19_999] {
            let mut parts = Distinct::default();
            texts.chunks(size).for_each(|part| parts.merge(&whole(part)));
            assert_eq!(parts, once);
        }
    }
}
