//! How the numbers of a column are written: with which separators, prefixes and suffixes, as percentages or as ranges. Called by
//! `column` for each text, and by `reading` for the whole. How a number is read for an account is decided elsewhere.

use super::number_text::{Commas, Core, FORMS, core, is_currency, meaning, parse, rounded};
use crate::value::{NumberIssue, fold, parse_number};

/// Different prefixes or suffixes that are told apart; a column with more is no column of numbers.
const AFFIXES: usize = 6;

/// How many texts can be read in which form.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Numbers {
    /// Numbers as the format reads them without being told.
    pub(super) usual: usize,
    /// Whole numbers among all texts and numbers that are counted.
    pub(super) whole: usize,
    /// The use of the commas in the texts.
    commas: Commas,
    /// Texts of digits that begin with a 0, such as a postcode.
    pub(super) zeros: usize,
    forms: [usize; FORMS.len()],
    /// The least and the greatest, with `.` for the decimals and with `,`.
    ends: [Option<(f64, f64)>; 2],
    prefixes: Affixes,
    suffixes: Affixes,
    pub(super) percents: usize,
    pub(super) ranges: usize,
    /// All texts that have the shape of a number.
    pub(super) count: usize,
}

/// Texts before or after a number.
#[derive(Debug, Clone, Default, PartialEq)]
struct Affixes {
    each: Vec<(Box<str>, usize)>,
    full: bool,
}

/// One way to read the numbers of a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Form {
    pub(super) prefixes: Vec<Box<str>>,
    /// With the number that each stands for, where the word is known.
    pub(super) suffixes: Vec<(Box<str>, Option<f64>)>,
    pub(super) thousands: Option<char>,
    pub(super) decimal: char,
    pub(super) percent: bool,
    pub(crate) range: bool,
    pub(super) count: usize,
    pub(crate) ends: Option<(f64, f64)>,
}

impl Form {
    /// Whether nothing has to be written for it.
    pub(super) fn is_usual(&self) -> bool {
        self.prefixes.is_empty()
            && self.suffixes.is_empty()
            && (self.thousands, self.decimal) == (None, '.')
            && !self.percent
            && !self.range
    }

    /// Whether nothing but digits and their signs stands in the texts.
    pub(crate) fn is_plain(&self) -> bool {
        self.prefixes.is_empty() && self.suffixes.is_empty() && !self.percent && !self.range
    }

    /// A sign or a word of each currency that stands beside the numbers.
    pub(crate) fn currencies(&self) -> Vec<&str> {
        let mut known: Vec<(Option<usize>, &str)> = Vec::new();
        let words = self.prefixes.iter().chain(self.suffixes.iter().map(|(word, _)| word));
        for word in words.map(|word| &**word) {
            let unit = meaning(word).and_then(|meaning| meaning.unit);
            let is_money = is_currency(word) || unit.is_some_and(|unit| unit > 0);
            let is_same = |(other, text): &(Option<usize>, &str)| match unit {
                Some(_) => *other == unit,
                None => text.eq_ignore_ascii_case(word),
            };
            if is_money && !known.iter().any(is_same) {
                known.push((unit, word));
            }
        }
        known.into_iter().map(|(_, word)| word).collect()
    }

    /// The words behind the numbers that may mean anything.
    pub(super) fn unknown_words(&self) -> impl Iterator<Item = &str> {
        self.suffixes.iter().filter(|(_, number)| number.is_none()).map(|(word, _)| &**word)
    }
}

/// A text as a number in a form: the middle of a range.
pub(super) fn value(text: &str, form: &Form) -> Option<f64> {
    let text = text.trim();
    let side = usize::from(form.decimal == ',');
    let parsed = parse(text)?;
    // Of a range its first end: a test from there on is true or false for all of it.
    let first = *parsed.values.first()?.get(side)?;
    Some(if parsed.percent { rounded(first / 100.0) } else { first }).filter(|value| value.is_finite())
}

impl Numbers {
    /// The least number, with `.` for the decimals.
    pub(super) fn least(&self) -> Option<f64> {
        self.ends.first().copied().flatten().map(|(least, _)| least)
    }

    /// Counts a value that came as a number. One that `is_none` is left out of the range.
    pub(super) fn number(&mut self, value: f64, is_none: impl FnOnce(f64) -> bool) {
        self.usual += 1;
        self.count += 1;
        self.whole += usize::from(value.fract() == 0.0);
        self.forms.iter_mut().for_each(|count| *count += 1);
        if !is_none(value) {
            self.widen([value, value]);
        }
    }

    /// Counts a text; whether it has the shape of a number. A value that `is_none` is left out of the range.
    pub(super) fn add(&mut self, text: &str, is_none: impl FnOnce(f64) -> bool) -> bool {
        let text = text.trim();
        let usual = parse_number(text);
        // More digits than a number holds, such as those of a long id.
        if matches!(usual, Err(NumberIssue::NotExact | NumberIssue::TooLarge)) {
            return false;
        }
        if let Ok(value) = usual {
            self.usual += 1;
            self.count += 1;
            self.whole += usize::from(!text.contains(['.', 'e', 'E']));
            self.commas.add(text);
            // One in the notation of powers has no other reading.
            let (plain, sign) = text.strip_prefix('-').map_or((text, 1.0), |rest| (rest, -1.0));
            let core = core(plain).unwrap_or(Core { text, mask: 1, values: [value; 2] });
            self.tally(core.mask);
            if !is_none(value) {
                self.widen(core.values.map(|value| value * sign));
            }
            return true;
        }
        let digits = text.strip_prefix('0').unwrap_or_default();
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            self.zeros += 1;
            return true;
        }
        let Some(parsed) = parse(text) else { return false };
        // Close to 2^53: the last digits were rounded here.
        let is_long = |value: &f64| value.abs() >= 9e15;
        let is_plain = parsed.suffixes.is_empty() && !parsed.percent;
        if is_plain && parsed.values.iter().flatten().any(is_long) {
            return false;
        }
        self.count += 1;
        self.percents += usize::from(parsed.percent);
        self.whole += usize::from(parsed.values.iter().all(|[value, _]| value.fract() == 0.0));
        self.commas.add(text);
        self.ranges += usize::from(parsed.range);
        self.tally(parsed.mask);
        parsed.prefixes.iter().for_each(|prefix| self.prefixes.add(prefix, 1));
        parsed.suffixes.iter().for_each(|suffix| self.suffixes.add(suffix, 1));
        parsed.values.iter().for_each(|values| self.widen(*values));
        true
    }

    fn tally(&mut self, mask: u8) {
        for (at, count) in self.forms.iter_mut().enumerate() {
            *count += usize::from(mask >> at & 1);
        }
    }

    fn widen(&mut self, values: [f64; 2]) {
        for (ends, value) in self.ends.iter_mut().zip(values) {
            if value.is_finite() {
                *ends = Some(ends.map_or((value, value), |(low, high)| (low.min(value), high.max(value))));
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.usual += other.usual;
        self.whole += other.whole;
        self.commas.merge(&other.commas);
        self.zeros += other.zeros;
        self.percents += other.percents;
        self.ranges += other.ranges;
        self.count += other.count;
        self.forms.iter_mut().zip(other.forms).for_each(|(sum, more)| *sum += more);
        self.prefixes.merge(&other.prefixes);
        self.suffixes.merge(&other.suffixes);
        for (ends, more) in self.ends.iter_mut().zip(other.ends) {
            if let Some((low, high)) = more {
                *ends = Some(ends.map_or((low, high), |(first, last)| (first.min(low), last.max(high))));
            }
        }
    }

    /// The ways to read the texts, at most two, that read most of them. None where a word behind the numbers is not known.
    pub(super) fn ways(&self) -> Vec<Form> {
        let is_known = |form: &Form| form.unknown_words().next().is_none();
        self.all_ways().into_iter().filter(is_known).collect()
    }

    /// The way to read the texts once somebody says what the words behind the numbers stand for.
    pub(super) fn open_way(&self) -> Option<Form> {
        self.all_ways().into_iter().next().filter(|form| form.unknown_words().next().is_some())
    }

    fn all_ways(&self) -> Vec<Form> {
        let most = self.forms.iter().copied().max().unwrap_or_default();
        if most == 0 || self.prefixes.full || self.suffixes.full {
            return Vec::new();
        }
        let Some(suffixes) = self.multiples() else { return Vec::new() };
        // A percentage is one in every text, or in none.
        if self.percents > 0 && self.percents + self.percents / 49 < self.count {
            return Vec::new();
        }
        let reads = |at: usize| self.forms.get(at).is_some_and(|count| *count == most);
        let way = |at: usize| {
            let (thousands, decimal) = FORMS.get(at).copied().unwrap_or((None, '.'));
            let ends = self.ends.get(usize::from(decimal == ',')).copied().flatten();
            let percent = self.percents > 0;
            let part = |value: f64| if percent { rounded(value / 100.0) } else { value };
            Form {
                prefixes: unlike(self.prefixes.each.iter().map(|(text, _)| text.clone()), |text| text),
                suffixes: unlike(suffixes.iter().cloned(), |(text, _)| text),
                thousands,
                decimal,
                percent,
                range: self.ranges > 0,
                count: most,
                ends: ends.map(|(low, high)| (part(low), part(high))),
            }
        };
        let first = (0..FORMS.len()).find(|at| reads(*at)).unwrap_or_default();
        // `1,234` is a thousand or a little more than one, unless it counts people.
        let is_open = first == 1 && reads(2) && !self.commas.part_thousands() && !self.are_people();
        let second = is_open.then_some(2);
        [Some(first), second].into_iter().flatten().map(way).collect()
    }

    /// Whether there are only numbers with known signs around them, though no one form may read all of them.
    pub(super) fn have_known_signs(&self) -> bool {
        let is_known = |(text, _): &(Box<str>, usize)| meaning(text).is_some();
        !self.prefixes.full && !self.suffixes.full && self.suffixes.each.iter().all(is_known)
    }

    /// Whether a word behind the numbers says that they count people.
    fn are_people(&self) -> bool {
        let unit = |text: &str| meaning(text).and_then(|meaning| meaning.unit);
        self.suffixes.each.iter().any(|(text, _)| unit(text) == Some(0))
    }

    /// The number that each suffix stands for, where its word is known; nothing where they are of several units, or words of
    /// a text.
    fn multiples(&self) -> Option<Vec<(Box<str>, Option<f64>)>> {
        let mut units = Vec::new();
        let mut unknown = 0;
        let each = self.suffixes.each.iter().map(|(text, _)| {
            let meaning = meaning(text);
            unknown += usize::from(meaning.is_none());
            units.extend(meaning.and_then(|meaning| meaning.unit));
            (text.clone(), meaning.map(|meaning| meaning.factor))
        });
        let each = each.collect();
        units.dedup();
        // One unit has a plural; more of them are words of a text.
        (units.len() <= 1 && unknown <= 2).then_some(each)
    }
}

/// The first of those that are the same after folding, as a model compares them.
fn unlike<T>(each: impl Iterator<Item = T>, text: impl Fn(&T) -> &str) -> Vec<T> {
    let mut out: Vec<T> = Vec::new();
    for one in each {
        if !out.iter().any(|known| fold(text(known)) == fold(text(&one))) {
            out.push(one);
        }
    }
    out
}

impl Affixes {
    fn add(&mut self, text: &str, times: usize) {
        if self.full {
            return;
        }
        match self.each.binary_search_by(|(known, _)| (**known).cmp(text)) {
            Ok(at) => {
                if let Some((_, count)) = self.each.get_mut(at) {
                    *count += times;
                }
            }
            Err(at) => self.each.insert(at, (text.into(), times)),
        }
        if self.each.len() > AFFIXES {
            self.full = true;
            self.each.clear();
        }
    }

    fn merge(&mut self, other: &Self) {
        other.each.iter().for_each(|(text, times)| self.add(text, *times));
        if other.full {
            self.full = true;
            self.each.clear();
        }
    }
}
