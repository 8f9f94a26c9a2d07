//! The tally of one column: how many values are there, which different ones, and which readings all of them allow. It is added
//! up over pieces; `reading` judges it.

use super::dates::Dates;
use super::distinct::Distinct;
use super::numbers::Numbers;
use super::placeholder::{Placeholders, is_code};
use crate::account::{AccountValue, read_list};
use crate::value::{float_text, integer_text, is_blank};

/// The values of one column, counted.
///
/// Counts do not depend on where a table is cut: pieces are added up by [`ColumnSurvey::merge`]. Of more than 1,024 different
/// values a part is kept, chosen by their hashes, and their number is then an estimate.
///
/// ```
/// use icp_core::survey::ColumnSurvey;
/// let mut column = ColumnSurvey::default();
/// ["50", "1,200", "", "N/A"].iter().for_each(|cell| column.add_text(cell));
/// assert_eq!((column.rows(), column.values(), column.distinct()), (4, 3, 3));
/// assert_eq!(column.placeholders(), [("N/A".to_owned(), 1)]);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnSurvey {
    blanks: usize,
    /// Texts that are no placeholder.
    pub(super) texts: usize,
    pub(super) bools: usize,
    /// Values that came as numbers, and as dates.
    pub(super) numbers_typed: usize,
    pub(super) dates_typed: usize,
    /// Lists of texts, also as JSON in a text.
    pub(super) lists: usize,
    /// Lists of events.
    pub(super) events: usize,
    /// Anything else.
    pub(super) others: usize,
    pub(super) emails: usize,
    pub(super) domains: usize,
    /// Bytes of all texts.
    pub(super) bytes: usize,
    pub(super) placeholders: Placeholders,
    pub(super) distinct: Distinct,
    /// Items of lists.
    pub(super) items: Distinct,
    pub(super) dates: Dates,
    pub(super) numbers: Numbers,
}

impl ColumnSurvey {
    /// Counts a value.
    pub fn add(&mut self, value: &AccountValue) {
        match value {
            AccountValue::Null => self.blanks += 1,
            AccountValue::Float(value) if value.is_nan() => self.blanks += 1,
            AccountValue::Text(text) => self.add_text(text),
            AccountValue::Bool(value) => {
                self.bools += 1;
                self.distinct.add(if *value { "true" } else { "false" });
            }
            AccountValue::Integer(value) => self.add_number(*value as f64, &integer_text(*value)),
            AccountValue::Float(value) => self.add_number(*value, &float_text(*value)),
            AccountValue::Date(date) => {
                self.dates_typed += 1;
                let text = date.to_string();
                self.dates.add(&text);
                self.distinct.add(&text);
            }
            // A number that a program knows in part: its least end stands for it.
            AccountValue::Interval(interval) => {
                let end = if interval.low().is_finite() { interval.low() } else { interval.high() };
                self.add_number(end, &float_text(end));
            }
            AccountValue::List(items) => self.add_list(items),
            AccountValue::Map(_) | AccountValue::Other(_) => self.others += 1,
        }
    }

    /// Counts a text; a blank one is no value.
    pub fn add_text(&mut self, text: &str) {
        if is_blank(text) {
            self.blanks += 1;
            return;
        }
        let trimmed = text.trim();
        if trimmed.starts_with('[')
            && let Some(items) = read_list(trimmed)
        {
            self.add_list(&items);
            return;
        }
        self.distinct.add(trimmed);
        if self.placeholders.add(trimmed) {
            return;
        }
        self.texts += 1;
        self.bytes += trimmed.len();
        // Two of the readers look at texts with digits only.
        if trimmed.bytes().any(|byte| byte.is_ascii_digit()) {
            self.dates.add(trimmed);
            let placeholders = &mut self.placeholders;
            self.numbers.add(trimmed, |value| placeholders.number(value));
        }
        if trimmed.contains('.') && !trimmed.contains(char::is_whitespace) {
            self.emails += usize::from(is_email(trimmed));
            self.domains += usize::from(is_domain(trimmed));
        }
    }

    /// Counts a row without a value.
    pub fn add_blanks(&mut self, count: usize) {
        self.blanks += count;
    }

    pub(super) fn add_number(&mut self, value: f64, text: &str) {
        self.numbers_typed += 1;
        self.distinct.add(text);
        let placeholders = &mut self.placeholders;
        self.numbers.number(value, |value| placeholders.number(value));
    }

    fn add_list(&mut self, items: &[AccountValue]) {
        let is_event = |item: &AccountValue| match item {
            AccountValue::Map(entries) => {
                ["event", "on"].iter().all(|wanted| entries.iter().any(|(key, _)| key == wanted))
            }
            _ => false,
        };
        if !items.is_empty() && items.iter().all(is_event) {
            self.events += 1;
            return;
        }
        let are_texts = items.iter().all(|item| matches!(item, AccountValue::Text(_) | AccountValue::Null));
        if !are_texts {
            self.others += 1;
            return;
        }
        self.lists += 1;
        for item in items {
            if let AccountValue::Text(text) = item
                && !is_blank(text)
            {
                self.items.add(text.trim());
            }
        }
    }

    /// Adds the counts of another piece of the same column.
    pub fn merge(&mut self, other: &Self) {
        let Self { blanks, texts, bools, numbers_typed, dates_typed, .. } = other;
        self.blanks += blanks;
        self.texts += texts;
        self.bools += bools;
        self.numbers_typed += numbers_typed;
        self.dates_typed += dates_typed;
        self.lists += other.lists;
        self.events += other.events;
        self.others += other.others;
        self.emails += other.emails;
        self.domains += other.domains;
        self.bytes += other.bytes;
        self.placeholders.merge(&other.placeholders);
        self.distinct.merge(&other.distinct);
        self.items.merge(&other.items);
        self.dates.merge(&other.dates);
        self.numbers.merge(&other.numbers);
    }

    /// Rows, with a value or without.
    pub fn rows(&self) -> usize {
        self.blanks + self.values()
    }

    /// Rows with a value; one that may stand for none is a value too.
    pub fn values(&self) -> usize {
        self.known() + self.placeholders.all_texts()
    }

    /// Values without the texts that may stand for none.
    pub(crate) fn known(&self) -> usize {
        self.texts
            + self.bools
            + self.numbers_typed
            + self.dates_typed
            + self.lists
            + self.events
            + self.others
    }

    /// How many different values there are: an estimate where [`ColumnSurvey::is_exact`] is false.
    pub fn distinct(&self) -> usize {
        self.distinct.len().min(self.values())
    }

    /// Whether all different values are kept, so that their number and their order are exact.
    pub fn is_exact(&self) -> bool {
        self.distinct.is_whole()
    }

    /// The most frequent values with their counts, then by text; of those that are kept where not all are.
    pub fn commonest(&self, most: usize) -> Vec<(String, usize)> {
        let sorted = self.distinct.sorted().into_iter().take(most);
        sorted.map(|(text, count)| (text.to_owned(), count)).collect()
    }

    /// Texts and numbers of a closed list (`Select`, `N/A`, `-`, `-1` ..) that stand in exports for no value, with their counts.
    /// Whether they do here is the author's to say, in `missing`.
    pub fn placeholders(&self) -> Vec<(String, usize)> {
        let texts = self
            .placeholders
            .texts()
            .into_iter()
            .filter(|(text, _)| !is_code(text, self.distinct.each().map(|(other, _)| other)));
        let texts = texts.map(|(text, count)| (text.to_owned(), count));
        let number = self.number_placeholder().map(|(value, count)| (float_text(value), count));
        texts.chain(number).collect()
    }

    /// The one negative number of a column that has no other, if it is one of those that stand for no value; or the one number among
    /// texts.
    pub(super) fn number_placeholder(&self) -> Option<(f64, usize)> {
        let mut seen = self.placeholders.numbers();
        let only = seen.next().filter(|_| seen.next().is_none())?;
        let is_fine = match self.numbers.least() {
            Some(least) => least >= 0.0,
            None => self.texts > only.1,
        };
        is_fine.then_some(only)
    }

    /// The texts that stand for no value: those of [`ColumnSurvey::placeholders`], as they stand.
    pub(crate) fn nones(&self) -> Vec<String> {
        self.placeholders().into_iter().map(|(text, _)| text).collect()
    }
}

/// `name@host.example`.
fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    !name.is_empty() && is_host(host)
}

/// A host, or a web address with one.
fn is_domain(text: &str) -> bool {
    let scheme =
        text.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https" | "HTTP" | "HTTPS"));
    let rest = scheme.map_or(text, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    is_host(host)
}

fn is_host(host: &str) -> bool {
    let Some((before, last)) = host.trim_end_matches('.').rsplit_once('.') else { return false };
    let label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    last.len() >= 2 && last.chars().all(char::is_alphabetic) && before.split('.').all(label)
}
