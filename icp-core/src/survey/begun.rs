//! Questions about a column for a model that is begun from a table: counts of what it holds, and readings that are nearly right. The
//! readings themselves are those of `reading`.

use super::ColumnSurvey;
use super::dates::{self, Patterns};
#[cfg(feature = "yaml")]
use super::distinct::Distinct;
use super::numbers::{Form, value};
use super::placeholder::is_placeholder;
use super::reading::{ITEM, Read, SEPARATORS, Way};
use super::written::of_dates;

impl ColumnSurvey {
    /// The separator of texts that may be lists, though too little of them recurs to be sure: at least four of five have three short
    /// items or more.
    pub(crate) fn may_be_lists(&self) -> Option<char> {
        let are_items = |text: &str, separator: char| {
            let items: Vec<&str> = text.split(separator).map(str::trim).collect();
            // The last may be cut off.
            items.len() >= 3 && items.iter().rev().skip(1).all(|item| !item.is_empty() && item.len() <= ITEM)
        };
        SEPARATORS.into_iter().filter(|separator| !separator.is_whitespace()).find(|separator| {
            let (mut all, mut lists) = (0, 0);
            for (text, _) in self.distinct.each().filter(|(text, _)| !is_placeholder(text)) {
                all += 1;
                lists += usize::from(are_items(text, *separator));
            }
            lists >= 2 && lists * 5 >= all * 4
        })
    }

    /// How many texts stand for no value, if they are on the closed list and are no codes here.
    pub(crate) fn text_placeholders(&self) -> usize {
        self.placeholders.all_texts()
    }

    /// Whether a text of digits begins with a 0, so that it is a code and no number.
    pub(crate) fn has_codes(&self) -> bool {
        self.numbers.zeros * 50 > self.known()
    }

    /// The numbers that the format reads without being told.
    pub(crate) fn usual_numbers(&self) -> Vec<Way> {
        let usual = |form: &Form| form.is_usual();
        self.numbers.ways().into_iter().filter(usual).map(|form| self.of_form(form)).collect()
    }

    /// The one way to read most values as numbers, and the few other texts, if all different values are kept.
    pub(crate) fn nearly_numbers(&self) -> Option<(Way, Vec<&str>)> {
        let ways = self.numbers.ways();
        let [form] = ways.as_slice() else { return None };
        let is_most = form.count * 4 >= self.known() * 3 && form.count < self.known();
        if !is_most || !self.is_exact() {
            return None;
        }
        let way = self.of_form(form.clone());
        let others = self.others_than(&way);
        Some((way, others))
    }

    /// The texts that stand for a value and are not read in this way, of numbers or of dates; in order.
    pub(crate) fn others_than(&self, way: &Way) -> Vec<&str> {
        let nones = self.nones();
        let is_read = |text: &str| match &way.read {
            Read::Numbers(form) => value(text, form).is_some(),
            Read::Dates(patterns) => dates::value(text, patterns).is_some(),
            Read::Moments | Read::Bools | Read::Items(_) | Read::Events | Read::Texts => true,
        };
        let is_other = |text: &str| !is_read(text) && !nones.iter().any(|none| none == text);
        let mut others: Vec<&str> =
            self.distinct.each().map(|(text, _)| text).filter(|text| is_other(text)).collect();
        others.sort_unstable();
        others
    }

    /// Whether nearly all texts are numbers, though no one form reads them.
    pub(crate) fn are_mixed_numbers(&self) -> bool {
        let known = self.known();
        let is_most = |count: usize| known >= 2 && count * 50 >= known * 49;
        let are_numbers = is_most(self.numbers.count) && self.numbers.have_known_signs();
        are_numbers && !self.numbers.ways().iter().any(|form| is_most(form.count))
    }

    /// Dates with signs between their parts, which are no numbers; or, with `plain_digits`, such dates among years.
    pub(crate) fn ways_of_dates(&self, plain_digits: bool) -> Vec<Way> {
        let of = |patterns: Patterns| Way {
            written: of_dates(&patterns),
            count: patterns.count,
            read: Read::Dates(patterns),
        };
        self.dates.ways(plain_digits).into_iter().map(of).collect()
    }

    /// Whether the texts are dates with years of two digits: three numbers of one or two digits with one sign between them.
    pub(crate) fn has_short_years(&self) -> bool {
        let is_one = |text: &str| {
            let sign = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'));
            let part =
                |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
            sign.is_some_and(|sign| text.split(sign).count() == 3 && text.split(sign).all(part))
        };
        let mut texts = self.distinct.each().filter(|(text, _)| !is_placeholder(text)).peekable();
        texts.peek().is_some() && texts.all(|(text, _)| is_one(text))
    }

    /// The texts that are kept, each with its count; none where other values than texts are there, or where only a beginning is kept.
    #[cfg(feature = "yaml")]
    pub(crate) fn whole_texts(&self) -> impl Iterator<Item = (&str, usize)> {
        let only_texts = self.bools + self.numbers_typed + self.dates_typed == 0;
        self.distinct.each().filter(move |(text, _)| only_texts && !Distinct::is_cut(text))
    }

    /// Whether all numbers are whole.
    pub(crate) fn are_whole(&self) -> bool {
        self.numbers.whole == self.numbers.count
    }

    /// How many texts are addresses of email.
    pub(crate) fn count_of_emails(&self) -> usize {
        self.emails
    }

    /// How many texts are hosts or web addresses.
    pub(crate) fn count_of_domains(&self) -> usize {
        self.domains
    }

    /// Whether all texts are long keys, such as hashes: one word of letters and many digits.
    pub(crate) fn are_keys(&self) -> bool {
        let is_key = |text: &str| {
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            text.len() >= 15 && digits * 8 >= text.len() && text.chars().all(fine)
        };
        let mut texts = self.distinct.each().filter(|(text, _)| !is_placeholder(text)).peekable();
        texts.peek().is_some() && texts.all(|(text, _)| is_key(text))
    }

    /// Bytes of a text, on average.
    pub(crate) fn mean_length(&self) -> usize {
        self.bytes.checked_div(self.texts).unwrap_or_default()
    }

    /// Whether all values, or all items of a set, are kept.
    pub(crate) fn has_all(&self, read: &Read) -> bool {
        let whole = self.distinct.is_whole();
        if matches!(read, Read::Items(_)) { whole && self.items.is_whole() } else { whole }
    }

    /// How many different values, or items of a set, there are.
    pub(crate) fn count_of(&self, read: &Read) -> usize {
        if !matches!(read, Read::Items(_)) {
            let nones = self.nones();
            return if self.is_exact() {
                self.distinct.each().filter(|(text, _)| !nones.iter().any(|none| none == text)).count()
            } else {
                self.distinct.len().saturating_sub(nones.len()).min(self.known())
            };
        }
        let mut items: Vec<&str> = self.parts(read).into_iter().map(|(item, _)| item).collect();
        items.sort_unstable();
        items.dedup();
        items.len()
    }

    /// The values, or the items of a set, with their counts; an item may come several times.
    pub(crate) fn parts(&self, read: &Read) -> Vec<(&str, usize)> {
        let nones = self.nones();
        let texts = || self.distinct.each().filter(|(text, _)| !nones.iter().any(|none| none == text));
        match read {
            Read::Items(Some(separator)) => texts()
                .flat_map(|(text, count)| text.split(*separator).map(move |item| (item.trim(), count)))
                .filter(|(item, _)| !item.is_empty())
                .collect(),
            Read::Items(None) => self.items.each().collect(),
            _ => texts().collect(),
        }
    }
}
