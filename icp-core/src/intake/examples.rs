//! A few of many texts, with exact counts.

use serde::{Deserialize, Serialize};

use crate::value::stable_hash;

/// Texts that are kept.
const KEPT: usize = 256;

/// How often each text was found. Where there are more than [`KEPT`] different ones, those are kept whose hashes are
/// least: whichever way a run is cut, a text that is kept in the end was kept from its first time on, so its count is
/// exact.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "(Vec<(Box<str>, usize)>, bool)", into = "(Vec<(Box<str>, usize)>, bool)")]
pub(super) struct Examples {
    /// By hash, then text: (hash, text, count).
    kept: Vec<(u64, Box<str>, usize)>,
    /// Whether a text was left out.
    more: bool,
}

impl Examples {
    pub(super) fn add(&mut self, text: &str) {
        self.count(stable_hash(text), text, 1);
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

    /// Whether these are all that there were.
    pub(super) fn are_all(&self, most: usize) -> bool {
        !self.more && self.kept.len() <= most
    }

    /// The most frequent, then by text.
    pub(super) fn first(&self, most: usize) -> Vec<(&str, usize)> {
        let mut sorted: Vec<(&str, usize)> =
            self.kept.iter().map(|(_, text, count)| (&**text, *count)).collect();
        sorted.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        sorted.truncate(most);
        sorted
    }
}

/// From texts and counts: hashes and order are made anew.
impl From<(Vec<(Box<str>, usize)>, bool)> for Examples {
    fn from((texts, more): (Vec<(Box<str>, usize)>, bool)) -> Self {
        let mut examples = Self { kept: Vec::new(), more };
        texts.iter().for_each(|(text, times)| examples.count(stable_hash(text), text, *times));
        examples
    }
}

impl From<Examples> for (Vec<(Box<str>, usize)>, bool) {
    fn from(examples: Examples) -> Self {
        (examples.kept.into_iter().map(|(_, text, times)| (text, times)).collect(), examples.more)
    }
}

#[cfg(test)]
mod tests {
    use super::Examples;

    #[test]
    fn counts_do_not_depend_on_where_a_run_is_cut() {
        let texts: Vec<String> = (0..5_000u32).map(|n| format!("x{}", n * n % 1_013)).collect();
        let whole = |texts: &[String]| {
            let mut all = Examples::default();
            texts.iter().for_each(|text| all.add(text));
            all
        };
        let once = whole(&texts);
        assert!(once.more && once.kept.len() == super::KEPT);
        for (_, text, count) in &once.kept {
            assert_eq!(texts.iter().filter(|other| ***other == **text).count(), *count);
        }
        for size in [1, 7, 300, 4_999] {
            let mut parts = Examples::default();
            texts.chunks(size).for_each(|part| parts.merge(&whole(part)));
            assert_eq!(parts, once);
        }
    }
}
