//! Texts and numbers that exports write where they have no value: a closed list, only ever proposed. Called by `column` and by
//! whoever looks for values that may mean nothing.

use crate::value::fold;

/// Texts, folded. `none` and `other` are not among them: they mostly say something.
const TEXTS: [&str; 61] = [
    "-",
    "--",
    "---",
    "–",
    "—",
    ".",
    "..",
    "...",
    "?",
    "??",
    "???",
    "#n/a",
    "#na",
    "#name?",
    "#value!",
    "#ref!",
    "#div/0!",
    "n/a",
    "na",
    "n.a.",
    "n. a.",
    "n.a",
    "<na>",
    "nan",
    "nil",
    "null",
    "(null)",
    "\\n",
    "(blank)",
    "(empty)",
    "not available",
    "not specified",
    "not disclosed",
    "not provided",
    "undisclosed",
    "unspecified",
    "undefined",
    "unknown",
    "(unknown)",
    "select",
    "-none-",
    "select one",
    "please select",
    "tbd",
    "to be determined",
    "no data",
    "no value",
    "(no value)",
    "(none)",
    "<null>",
    "<none>",
    "not applicable",
    "not known",
    "not set",
    "not found",
    "not reported",
    "unknown / non-applicable",
    "prefer not to say",
    "n/d",
    "n.d.",
    "k.a.",
];

/// Longest of them, in bytes.
const LONGEST: usize = 24;

/// Numbers.
const NUMBERS: [f64; 5] = [-1.0, -9.0, -99.0, -999.0, -9999.0];

/// How often each was seen.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Placeholders {
    /// By text as it stands.
    texts: Vec<(Box<str>, usize)>,
    numbers: [usize; NUMBERS.len()],
}

/// Whether a text is one that stands for no value.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    text.len() <= LONGEST && TEXTS.contains(&&*fold(text))
}

/// Whether a number is one, in a column that has no other number below zero.
pub(crate) fn is_placeholder_number(value: f64) -> bool {
    NUMBERS.contains(&value)
}

/// Whether such a text is a code like most others beside it: `NA` is a country among countries of two letters.
pub(crate) fn is_code<'a>(text: &str, others: impl Iterator<Item = &'a str>) -> bool {
    let is_alike = |other: &str| other.len() == text.len() && other.bytes().all(|b| b.is_ascii_uppercase());
    if text != "NA" {
        return false;
    }
    let (mut alike, mut all) = (0, 0);
    for other in others {
        alike += usize::from(is_alike(other));
        all += 1;
    }
    alike * 2 > all
}

impl Placeholders {
    /// Counts a text, if it is one.
    pub(super) fn add(&mut self, text: &str) -> bool {
        let is_one = is_placeholder(text);
        if is_one {
            self.count(text, 1);
        }
        is_one
    }

    fn count(&mut self, text: &str, times: usize) {
        match self.texts.binary_search_by(|(known, _)| (**known).cmp(text)) {
            Ok(at) => {
                if let Some((_, count)) = self.texts.get_mut(at) {
                    *count += times;
                }
            }
            Err(at) => self.texts.insert(at, (text.into(), times)),
        }
    }

    /// Counts a number, if it is one.
    pub(super) fn number(&mut self, value: f64) -> bool {
        let at = NUMBERS.iter().position(|number| *number == value);
        match at.and_then(|at| self.numbers.get_mut(at)) {
            Some(count) => {
                *count += 1;
                true
            }
            None => false,
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        other.texts.iter().for_each(|(text, times)| self.count(text, *times));
        self.numbers.iter_mut().zip(other.numbers).for_each(|(sum, more)| *sum += more);
    }

    /// How many texts were placeholders.
    pub(super) fn all_texts(&self) -> usize {
        self.texts.iter().map(|(_, count)| count).sum()
    }

    /// The texts, the most frequent first.
    pub(super) fn texts(&self) -> Vec<(&str, usize)> {
        let mut texts: Vec<(&str, usize)> =
            self.texts.iter().map(|(text, count)| (&**text, *count)).collect();
        texts.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        texts
    }

    /// The numbers that were seen.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (f64, usize)> {
        NUMBERS.into_iter().zip(self.numbers).filter(|(_, count)| *count > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, TEXTS, is_placeholder};

    #[test]
    fn the_list_is_folded_and_its_length_holds() {
        for text in TEXTS {
            assert_eq!(crate::value::fold(text), text);
            assert!(text.len() <= LONGEST, "{text}");
        }
        assert!(is_placeholder(" N/A ") && is_placeholder("Select") && !is_placeholder("none"));
    }
}
