//! Different texts with exact counts, in bounded memory. Called by counts of columns and of invalid values; which texts mean the
//! same is decided there.

use serde::{Deserialize, Serialize};

use super::stable_hash;

/// Different texts with their counts. Where there are more than `MOST`, those stay whose hashes are least: whichever way a run is
/// cut, a text that is kept in the end was kept from its first time on, so its count is exact.
///
/// Only a sample of whole texts travels: hashes and order are made anew from texts and counts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "(Vec<(Box<str>, usize)>, bool)", into = "(Vec<(Box<str>, usize)>, bool)")]
pub(crate) struct Sample<const MOST: usize> {
    /// By hash, then text.
    kept: Vec<(u64, Box<str>, usize)>,
    /// Whether a text was left out.
    more: bool,
}

impl<const MOST: usize> Sample<MOST> {
    /// Counts a text; kept is what `shorten` makes of it.
    pub(crate) fn add(&mut self, text: &str, shorten: impl FnOnce(&str) -> &str) {
        let hash = stable_hash(text);
        // Most values of a column with many different ones end here.
        if self.kept.len() == MOST && self.kept.last().is_some_and(|(last, ..)| *last < hash) {
            self.more = true;
            return;
        }
        self.count(hash, shorten(text), 1);
    }

    pub(crate) fn merge(&mut self, other: &Self) {
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
            Err(at) if at < MOST => {
                self.kept.insert(at, (hash, text.into(), times));
                if self.kept.len() > MOST {
                    self.kept.truncate(MOST);
                    self.more = true;
                }
            }
            Err(_) => self.more = true,
        }
    }

    /// Whether every different text is kept.
    pub(crate) fn is_whole(&self) -> bool {
        !self.more
    }

    /// How many different ones there are: where not all are kept, an estimate from how close together the kept hashes lie.
    pub(crate) fn len(&self) -> usize {
        match self.kept.last() {
            Some((last, ..)) if self.more => {
                let part = *last as f64 / u64::MAX as f64;
                (MOST.saturating_sub(1) as f64 / part.max(f64::MIN_POSITIVE)).round() as usize
            }
            _ => self.kept.len(),
        }
    }

    /// The kept ones with their counts, by hash.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&str, usize)> {
        self.kept.iter().map(|(_, text, count)| (&**text, *count))
    }

    /// The kept ones, the most frequent first, then by text.
    pub(crate) fn sorted(&self) -> Vec<(&str, usize)> {
        let mut sorted: Vec<(&str, usize)> = self.each().collect();
        sorted.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        sorted
    }
}

impl<const MOST: usize> From<(Vec<(Box<str>, usize)>, bool)> for Sample<MOST> {
    fn from((texts, more): (Vec<(Box<str>, usize)>, bool)) -> Self {
        let mut sample = Self { kept: Vec::new(), more };
        texts.iter().for_each(|(text, times)| sample.count(stable_hash(text), text, *times));
        sample
    }
}

impl<const MOST: usize> From<Sample<MOST>> for (Vec<(Box<str>, usize)>, bool) {
    fn from(sample: Sample<MOST>) -> Self {
        (sample.kept.into_iter().map(|(_, text, times)| (text, times)).collect(), sample.more)
    }
}

#[cfg(test)]
mod tests {
    use super::Sample;

    #[test]
    fn counts_do_not_depend_on_where_a_run_is_cut() {
        let texts: Vec<String> = (0..20_000u32).map(|n| format!("x{}", n * n % 7_013)).collect();
        let whole = |texts: &[String]| {
            let mut all = Sample::<1_024>::default();
            texts.iter().for_each(|text| all.add(text, |text| text));
            all
        };
        let once = whole(&texts);
        assert!(!once.is_whole() && once.kept.len() == 1_024);
        for (text, count) in once.each() {
            assert_eq!(texts.iter().filter(|other| ***other == *text).count(), count);
        }
        let all: std::collections::BTreeSet<&String> = texts.iter().collect();
        let (real, estimated) = (all.len() as f64, once.len() as f64);
        assert!((estimated / real - 1.0).abs() < 0.1, "{estimated} of {real}");
        for size in [1, 7, 3_000, 19_999] {
            let mut parts = Sample::default();
            texts.chunks(size).for_each(|part| parts.merge(&whole(part)));
            assert_eq!(parts, once);
        }
    }
}
