//! Numbers as sources write them: signs and words around the digits, groups of thousands, percentages and ranges. The decimal point
//! is moved exactly, and the result rounded once.

use crate::value::{
    Interval, MAX_EXACT_INTEGER, NumberIssue, cut_at, fold, is_folded_as, nearest, parse_number,
};

/// How a number stands in a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NumberForm {
    /// Folded.
    prefixes: Box<[Box<str>]>,
    /// Folded, each with the power of ten that it multiplies by.
    suffixes: Box<[(Box<str>, i32)]>,
    thousands: Option<char>,
    decimal: char,
    percent: bool,
    range: Option<Take>,
}

/// The number that is taken of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Take {
    Low,
    High,
    Middle,
    Interval,
}

/// A number that was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum NumberRead {
    Number(f64),
    /// With two ends that differ.
    Interval(Interval),
}

/// A number with everything around it taken off.
struct Term<'t> {
    negative: bool,
    /// Digits with the signs between them.
    digits: &'t str,
    /// The digits as a whole number, unless they are too many.
    whole: Option<u64>,
    /// How many of the digits are decimals.
    decimals: usize,
    /// The power of ten of its suffix.
    suffix: Option<i32>,
    percent: bool,
    /// Whether a plus behind it opens its high end.
    plus: bool,
}

/// Whether a sign may stand between the ends of a range: a hyphen, a minus, or one of the dashes.
pub(crate) fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

impl NumberForm {
    /// From words as the model has them.
    pub(crate) fn new<'w>(
        prefixes: impl Iterator<Item = &'w str>,
        suffixes: impl Iterator<Item = (&'w str, i32)>,
    ) -> Self {
        Self {
            prefixes: prefixes.map(|word| fold(word).into()).collect(),
            suffixes: suffixes.map(|(word, power)| (fold(word).into(), power)).collect(),
            thousands: None,
            decimal: '.',
            percent: false,
            range: None,
        }
    }

    /// The same with these signs.
    pub(crate) fn with_signs(self, thousands: Option<char>, decimal: Option<char>) -> Self {
        Self { thousands, decimal: decimal.unwrap_or('.'), ..self }
    }

    /// The same for percentages, if so.
    pub(crate) fn with_percent(self, percent: bool) -> Self {
        Self { percent, ..self }
    }

    /// The same with what is taken of a range.
    pub(crate) fn with_range(self, range: Option<Take>) -> Self {
        Self { range, ..self }
    }

    /// Whether a value may be an interval.
    pub(crate) fn takes_intervals(&self) -> bool {
        self.range == Some(Take::Interval)
    }

    /// Reads a text.
    pub(crate) fn read(&self, text: &str) -> Result<NumberRead, NumberIssue> {
        let text = text.trim();
        // Another decimal sign, or the sign of a percentage, makes the usual form another number.
        if self.decimal == '.' && !self.percent {
            match parse_number(text) {
                Ok(number) => return Ok(NumberRead::Number(number)),
                Err(NumberIssue::Grammar) => {}
                Err(issue) => return Err(issue),
            }
        }
        match self.range {
            Some(take) => self.range(text, take),
            None => {
                let term = self.term(text).filter(|term| !term.plus && term.percent == self.percent);
                term.ok_or(NumberIssue::Grammar)?.number(None).map(NumberRead::Number)
            }
        }
    }

    /// Reads a text that may have two ends.
    fn range(&self, text: &str, take: Take) -> Result<NumberRead, NumberIssue> {
        let grammar = NumberIssue::Grammar;
        if let Some((bare, end)) = one_end(text) {
            let term = self.term(bare).filter(|term| !term.plus && term.percent == self.percent);
            let number = term.ok_or(grammar)?.number(None)?;
            let (low, high) = if end.is_high { (f64::NEG_INFINITY, number) } else { (number, f64::INFINITY) };
            let whole = Interval::new(low, high);
            let interval = match (end.is_part, end.is_high) {
                (true, _) => whole,
                (false, true) => whole.and_then(Interval::without_high),
                (false, false) => whole.and_then(Interval::without_low),
            };
            return take.of(interval.ok_or(grammar)?);
        }
        let Some((first, second)) = halves(text) else {
            let term = self.term(text).filter(|term| term.percent == self.percent).ok_or(grammar)?;
            let low = term.number(None)?;
            return match term.plus {
                true => take.of(Interval::new(low, f64::INFINITY).ok_or(grammar)?),
                false => Ok(NumberRead::Number(low)),
            };
        };
        let (low, high) = (self.term(first).ok_or(grammar)?, self.term(second).ok_or(grammar)?);
        if low.plus || high.plus || high.percent != self.percent {
            return Err(grammar);
        }
        let second = high.number(None)?;
        let suffixes_fit = match (low.suffix, high.suffix) {
            (Some(_), Some(_)) | (None, None | Some(0)) => true,
            // In `251-1K` the suffix cannot be meant for both, since the range would fall; and 0 is 0 with each.
            (None, Some(_)) => {
                let both = Term { suffix: high.suffix, ..low }.number(None);
                both.is_ok_and(|low| low > second || low == 0.0)
            }
            (Some(_), None) => false,
        };
        if !suffixes_fit {
            return Err(grammar);
        }
        let (low, high) = (low.number(Some(high.percent))?, second);
        take.of(Interval::new(low, high).ok_or(grammar)?)
    }

    /// One number with everything around it.
    fn term<'t>(&self, text: &'t str) -> Option<Term<'t>> {
        let text = text.trim();
        let (before, rest) = cut_at(text, text.find(|sign: char| sign.is_ascii_digit())?);
        let negative = self.before(before)?;
        let (digits, decimals, rest) = self.digits(rest)?;
        let rest = rest.trim_start();
        let bare = rest.strip_prefix('+').or_else(|| rest.strip_suffix('+'));
        let bare = bare.filter(|_| self.range.is_some());
        let (rest, plus) = bare.map_or((rest, false), |bare| (bare.trim(), true));
        let mut suffix = None;
        let percent = self.percent && rest == "%";
        if !percent && !rest.is_empty() {
            let known = self.suffixes.iter().find(|(word, _)| is_folded_as(rest, word));
            suffix = Some(known?.1);
        }
        let whole = digits
            .bytes()
            .filter(u8::is_ascii_digit)
            .try_fold(0u64, |sum, digit| sum.checked_mul(10)?.checked_add(u64::from(digit - b'0')));
        Some(Term { negative, digits, whole, decimals, suffix, percent, plus })
    }

    /// The sign and the prefix before the digits: whether the number is negative.
    fn before(&self, text: &str) -> Option<bool> {
        let mut word = text.trim();
        if word.is_empty() {
            return Some(false);
        }
        let is_sign = |sign: char| matches!(sign, '+' | '-' | '\u{2212}');
        let sign = word.chars().next().filter(|sign| is_sign(*sign));
        let sign = match sign {
            Some(_) => {
                word = word.trim_start_matches(is_sign);
                sign
            }
            None => {
                let sign = word.chars().next_back().filter(|sign| is_sign(*sign));
                word = word.trim_end_matches(is_sign);
                sign
            }
        };
        // One sign only: it was cut off as often as it was there.
        let signs = text.chars().filter(|sign| is_sign(*sign)).count();
        let word = word.trim();
        let is_known = word.is_empty() || self.prefixes.iter().any(|prefix| is_folded_as(word, prefix));
        (is_known && signs <= 1).then_some(sign.is_some_and(|sign| sign != '+'))
    }

    /// Takes the digits, with the signs between them: they, how many of them are decimals, and the rest.
    fn digits<'t>(&self, text: &'t str) -> Option<(&'t str, usize, &'t str)> {
        let mut end = count(text);
        if end > 1 && text.starts_with('0') {
            return None;
        }
        if let (Some(thousands), true) = (self.thousands, end <= 3) {
            let is_thousands =
                |sign: char| sign == thousands || thousands.is_whitespace() && sign.is_whitespace();
            while let Some(rest) = text.get(end..)
                && let Some(sign) = rest.chars().next().filter(|sign| is_thousands(*sign))
                && rest.get(sign.len_utf8()..).is_some_and(|rest| count(rest) == 3)
            {
                if text.starts_with('0') {
                    return None;
                }
                end += sign.len_utf8() + 3;
            }
            if thousands == ',' && end <= 2 && !text.starts_with('0') {
                end += indian(text.get(end..)?);
            }
        }
        let mut decimals = 0;
        if let Some(rest) = text.get(end..)?.strip_prefix(self.decimal) {
            decimals = count(rest);
            if decimals > 0 {
                end += self.decimal.len_utf8() + decimals;
            }
        }
        Some((text.get(..end)?, decimals, text.get(end..)?))
    }
}

/// The one end of a range that is open at the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OneEnd {
    /// Whether it is the high end.
    pub(crate) is_high: bool,
    /// Whether it is a number of the range.
    pub(crate) is_part: bool,
}

/// Signs and words before the one end; a blank stands behind a word.
const ONE_END: [(&str, bool, bool); 15] = [
    ("<=", true, true),
    ("≤", true, true),
    ("<", true, false),
    (">=", false, true),
    ("≥", false, true),
    (">", false, false),
    ("under ", true, false),
    ("below ", true, false),
    ("less than ", true, false),
    ("fewer than ", true, false),
    ("up to ", true, true),
    ("over ", false, false),
    ("above ", false, false),
    ("more than ", false, false),
    ("at least ", false, true),
];

/// The number behind a sign or words such as `<` or `over`, and which end it is.
pub(crate) fn one_end(text: &str) -> Option<(&str, OneEnd)> {
    ONE_END.iter().find_map(|(sign, is_high, is_part)| {
        let (before, rest) = text.split_at_checked(sign.len())?;
        let end = OneEnd { is_high: *is_high, is_part: *is_part };
        before.eq_ignore_ascii_case(sign).then_some((rest, end))
    })
}

/// The two ends of a range: before and behind the first dash after a digit, or the first `to` between blanks.
fn halves(text: &str) -> Option<(&str, &str)> {
    let first = text.find(|sign: char| sign.is_ascii_digit())?;
    let mut before = ' ';
    for (at, sign) in text.char_indices().skip_while(|(at, _)| *at < first) {
        if is_dash(sign) {
            return Some((text.get(..at)?, text.get(at + sign.len_utf8()..)?));
        }
        if before.is_whitespace()
            && let Some((word, rest)) = text.get(at..)?.split_at_checked(2)
            && word.eq_ignore_ascii_case("to")
            && rest.starts_with(char::is_whitespace)
        {
            return Some((text.get(..at)?, rest));
        }
        before = sign;
    }
    None
}

impl Term<'_> {
    /// The number; a percentage if it says so itself, or its range does.
    fn number(&self, percent: Option<bool>) -> Result<f64, NumberIssue> {
        let percent = percent.unwrap_or(self.percent);
        let power = self.suffix.unwrap_or(0);
        let decimals = i32::try_from(self.decimals).unwrap_or(i32::MAX);
        let exponent = power.saturating_sub(decimals).saturating_sub(if percent { 2 } else { 0 });
        if decimals == 0 && power == 0 && !percent && self.whole.is_none_or(|whole| whole > MAX_EXACT_INTEGER)
        {
            return Err(NumberIssue::NotExact);
        }
        // A whole number and a power of ten that are both exact give the nearest result in one operation.
        let exact = self.whole.filter(|whole| *whole <= MAX_EXACT_INTEGER);
        let place = TENS.get(exponent.unsigned_abs() as usize);
        let magnitude = match (exact, place) {
            (Some(whole), Some(ten)) if exponent < 0 => whole as f64 / ten,
            (Some(whole), Some(ten)) => whole as f64 * ten,
            _ => {
                let digits: String = self.digits.chars().filter(char::is_ascii_digit).collect();
                nearest(&format!("{digits}e{exponent}"))
            }
        };
        if !magnitude.is_finite() {
            return Err(NumberIssue::TooLarge);
        }
        // -0 is 0.
        Ok(if self.negative { 0.0 - magnitude } else { magnitude })
    }
}

/// How many digits a text begins with.
fn count(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// How much of a text are groups as in India behind the first: twos, and three at the end (`,34,567`); 0 if it does not begin so.
fn indian(text: &str) -> usize {
    let mut end = 0;
    while let Some(digits) = text.get(end..).and_then(|rest| rest.strip_prefix(',')) {
        match count(digits) {
            2 => end += 3,
            3 if end > 0 => return end + 4,
            _ => return 0,
        }
    }
    0
}

/// The powers of ten that are exact.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

impl Take {
    /// The number that is taken; an end that is not there, or is no number of the interval, is invalid.
    fn of(self, interval: Interval) -> Result<NumberRead, NumberIssue> {
        let (low, high) = (interval.low(), interval.high());
        let (has_low, has_high) = (interval.has_low(), interval.has_high());
        let number = |is_there: bool, number: f64| {
            is_there.then_some(NumberRead::Number(number)).ok_or(NumberIssue::Grammar)
        };
        match self {
            Self::Low => number(has_low, low),
            Self::High => number(has_high, high),
            Self::Middle => {
                let middle = (low + high) / 2.0;
                if has_low && has_high && !middle.is_finite() {
                    return Err(NumberIssue::TooLarge);
                }
                number(has_low && has_high, middle)
            }
            Self::Interval => Ok(interval.only().map_or(NumberRead::Interval(interval), NumberRead::Number)),
        }
    }
}

#[cfg(test)]
mod tests;
