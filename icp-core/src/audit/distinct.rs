//! Different texts with exact counts, in bounded memory.

use std::collections::BTreeMap;

use crate::value::stable_hash;

/// Bytes of a text that is kept; a longer one is no value of a list.
const LONGEST: usize = 200;

/// How often each text was there. Where there are more than `most` different ones, those are kept whose hashes are least.
#[derive(Debug, Clone)]
pub(super) struct Distinct {
    most: usize,
    kept: BTreeMap<u64, Vec<Counted>>,
    /// Whether a text was left out.
    more: bool,
}

/// A text and how often it was there.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    /// The form in which texts are compared.
    pub(super) key: Box<str>,
    /// Of the ways in which it was written, the first by the alphabet.
    pub(super) written: Box<str>,
    pub(super) count: usize,
}

impl Distinct {
    pub(super) fn new(most: usize) -> Self {
        Self { most, kept: BTreeMap::new(), more: false }
    }

    pub(super) fn add(&mut self, key: &str, written: &str) {
        if key.len() > LONGEST || written.len() > LONGEST {
            self.more = true;
            return;
        }
        self.count(stable_hash(key), key, written, 1);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.more |= other.more;
        for (hash, same) in &other.kept {
            for text in same {
                self.count(*hash, &text.key, &text.written, text.count);
            }
        }
    }

    fn count(&mut self, hash: u64, key: &str, written: &str, times: usize) {
        let is_full = self.kept.len() >= self.most;
        if is_full && self.kept.last_key_value().is_none_or(|(last, _)| *last < hash) {
            self.more = true;
            return;
        }
        let same = self.kept.entry(hash).or_default();
        match same.iter_mut().find(|text| *text.key == *key) {
            Some(text) => {
                text.count += times;
                if *written < *text.written {
                    text.written = written.into();
                }
            }
            None => same.push(Counted { key: key.into(), written: written.into(), count: times }),
        }
        if self.kept.len() > self.most {
            self.kept.pop_last();
            self.more = true;
        }
    }

    /// Whether these are all that there were.
    pub(super) fn is_complete(&self) -> bool {
        !self.more
    }

    /// The texts that are kept, the most frequent first, then by the alphabet.
    pub(super) fn commonest(&self) -> Vec<&Counted> {
        let mut texts: Vec<&Counted> = self.kept.values().flatten().collect();
        texts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.key.cmp(&b.key)));
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::Distinct;

    fn whole(texts: &[String]) -> Distinct {
        let mut all = Distinct::new(100);
        texts.iter().for_each(|text| all.add(&text.to_lowercase(), text));
        all
    }

    #[test]
    fn counts_do_not_depend_on_order_or_cuts() {
        let mut texts: Vec<String> =
            (0..3_000u32).map(|n| format!("{}{}", if n % 3 == 0 { "x" } else { "X" }, n * n % 313)).collect();
        let show = |all: &Distinct| {
            let texts: Vec<_> = all.commonest().iter().map(|t| (t.written.clone(), t.count)).collect();
            (texts, all.is_complete())
        };
        let once = show(&whole(&texts));
        assert_eq!((once.0.len(), once.1), (100, false));
        for (text, count) in &once.0 {
            assert_eq!(texts.iter().filter(|other| other.eq_ignore_ascii_case(text)).count(), *count);
        }
        texts.reverse();
        for size in [1, 7, 300, 2_999] {
            let mut parts = Distinct::new(100);
            texts.chunks(size).for_each(|part| parts.merge(&whole(part)));
            assert_eq!(show(&parts), once);
        }
    }
}
