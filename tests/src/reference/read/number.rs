//! Numbers as a source writes them: signs, groups, suffixes, percent and ranges.

use serde_json::Value;

use super::super::interval::Interval;
use super::super::number::plain as positive_zero;
use super::super::text::fold;
use super::super::{entries, items};
use super::decimal::Decimal;

/// The largest integer of which every smaller one is a double.
const EXACT: i128 = 1 << 53;

/// A finite number or its plain decimal text. Whole numbers must be exact in a double.
pub(in super::super) fn plain(value: &Value) -> Option<f64> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    let is_json = matches!(serde_json::from_str(&text), Ok(Value::Number(_)));
    let value: f64 = text.parse().ok().filter(|_| is_json)?;
    let is_whole = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    let is_exact = !is_whole || text.parse::<i128>().is_ok_and(|whole| whole.abs() <= EXACT);
    (value.is_finite() && is_exact).then(|| positive_zero(value))
}

/// A number, or an interval of them.
pub(super) fn read(text: &str, written: &Value) -> Option<Interval> {
    let reader = Reader { written };
    let text = text.trim();
    if let Some(number) = reader.usual(text).or_else(|| Some(reader.single(text)?.value)) {
        return Some(Interval::point(number));
    }
    let range = written.get("range")?.as_str()?;
    let interval = reader.range(text)?;
    match (range, interval.first(), interval.last()) {
        ("interval", ..) => Some(interval),
        ("low", low, _) => low.map(Interval::point),
        ("high", _, high) => high.map(Interval::point),
        (_, low, high) => Some(Interval::point((low? + high?) / 2.0)),
    }
}

/// A number with what stands behind its digits.
struct Single {
    value: f64,
    /// The factor of its suffix.
    suffix: Option<f64>,
}

struct Reader<'a> {
    written: &'a Value,
}

impl Reader<'_> {
    fn decimal(&self) -> &str {
        self.written["decimal"].as_str().unwrap_or(".")
    }

    fn is_percent(&self) -> bool {
        self.written["percent"] == true
    }

    /// An end of a range in the usual form: with an exponent that is a text of its own, and no end.
    fn end(&self, text: &str) -> Option<f64> {
        self.usual(text.trim()).filter(|_| !text.contains(['e', 'E']))
    }

    /// A number in the usual form, where it is taken.
    fn usual(&self, text: &str) -> Option<f64> {
        plain(&Value::from(text)).filter(|_| self.decimal() == "." && !self.is_percent())
    }

    /// Sign and prefix in either order, digits, and a suffix or the `%`.
    fn single(&self, text: &str) -> Option<Single> {
        let text = text.trim();
        let body = text.strip_suffix('%').filter(|_| self.is_percent());
        if let Some(body) = body {
            return self.signed(body, None, -2);
        }
        if self.is_percent() {
            return None;
        }
        let ends = text.char_indices().map(|(at, _)| at);
        let with_suffix = ends.flat_map(|at| {
            let folded = fold(&text[at..]);
            let fits = move |(suffix, _): &(&String, &Value)| fold(suffix) == folded;
            let factors = entries(&self.written["suffix"]).filter(fits);
            factors
                .filter_map(|(_, factor)| factor.as_f64())
                .map(move |factor| (at, factor))
                .collect::<Vec<_>>()
        });
        let read = |(at, factor)| self.signed(&text[..at], Some(factor), 0);
        with_suffix.collect::<Vec<_>>().into_iter().find_map(read).or_else(|| self.signed(text, None, 0))
    }

    fn signed(&self, text: &str, suffix: Option<f64>, places: i64) -> Option<Single> {
        let sign = |text: &str| -> Option<(bool, usize)> {
            let first = text.chars().next()?;
            matches!(first, '+' | '-' | '\u{2212}').then(|| (first != '+', first.len_utf8()))
        };
        let prefixes: Vec<&str> = match &self.written["prefix"] {
            Value::String(one) => vec![one],
            several => items(several).filter_map(Value::as_str).collect(),
        };
        let prefix = |text: &str| -> Option<usize> {
            let mut ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
            ends.rfind(|end| prefixes.iter().any(|prefix| fold(prefix) == fold(&text[..*end])))
        };
        let (mut rest, mut negative, mut has_prefix) = (text.trim(), None, false);
        loop {
            if let (None, Some((is_negative, length))) = (negative, sign(rest)) {
                negative = Some(is_negative);
                rest = rest[length..].trim();
            } else if let (false, Some(length)) = (has_prefix, prefix(rest)) {
                has_prefix = true;
                rest = rest[length..].trim();
            } else {
                break;
            }
        }
        let (whole, fraction) = match rest.split_once(self.decimal()) {
            Some((_, "")) => return None,
            Some((whole, fraction)) => (whole, fraction),
            None => (rest, ""),
        };
        let whole = self.ungrouped(whole)?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let leads = whole.len() > 1 && whole.starts_with('0');
        if whole.is_empty() || leads || !digits(&whole) || !digits(fraction) {
            return None;
        }
        let alone = suffix.is_none_or(|factor| factor == 1.0) && places == 0 && fraction.is_empty();
        let is_exact = !alone || whole.parse::<i128>().is_ok_and(|whole| whole <= EXACT);
        let exact = Decimal::of(negative == Some(true), &whole, fraction);
        let value = exact.times(suffix.unwrap_or(1.0)).shifted(places).value().filter(|_| is_exact)?;
        Some(Single { value: positive_zero(value), suffix })
    }

    /// Digits without the sign between groups of three; nothing where it stands elsewhere, or in some places only.
    fn ungrouped(&self, whole: &str) -> Option<String> {
        let Some(sign) = self.written["thousands"].as_str() else { return Some(whole.to_owned()) };
        let groups: Vec<&str> = match sign.trim() {
            // One kind of blank is as good as another.
            "" => whole.split(char::is_whitespace).collect(),
            _ => whole.split(sign).collect(),
        };
        let first = (1..=3).contains(&groups[0].len());
        let grouped = groups.len() == 1 || first && groups[1..].iter().all(|group| group.len() == 3);
        // Indian: twos, and three at the end.
        let sizes: Vec<usize> = groups.iter().rev().map(|group| group.len()).collect();
        let in_twos = || match &*sizes {
            [3, twos @ .., 1 | 2] => !twos.is_empty() && twos.iter().all(|size| *size == 2),
            _ => false,
        };
        (grouped || sign == "," && in_twos()).then(|| groups.concat())
    }

    fn range(&self, text: &str) -> Option<Interval> {
        const NONE: f64 = f64::INFINITY;
        let number = |text: &str| self.end(text).or_else(|| Some(self.single(text)?.value));
        for sign in ["<=", "≤"] {
            if let Some(rest) = text.strip_prefix(sign) {
                return Some(Interval::between(-NONE, number(rest)?));
            }
        }
        for sign in [">=", "≥"] {
            if let Some(rest) = text.strip_prefix(sign) {
                return Some(Interval::between(number(rest)?, NONE));
            }
        }
        if let Some(rest) = text.strip_prefix('<') {
            return Some(Interval::below(number(rest)?));
        }
        if let Some(rest) = text.strip_prefix('>') {
            return Some(Interval::above(number(rest)?));
        }
        let small = text.to_ascii_lowercase();
        let behind = |words: &[&str]| {
            let word = words
                .iter()
                .find(|word| small.strip_prefix(**word).is_some_and(|rest| rest.starts_with(' ')))?;
            text.get(word.len()..)
        };
        if let Some(rest) = behind(&["under", "below", "less than", "fewer than"]) {
            return Some(Interval::below(number(rest)?));
        }
        if let Some(rest) = behind(&["over", "above", "more than"]) {
            return Some(Interval::above(number(rest)?));
        }
        if let Some(rest) = behind(&["up to"]) {
            return Some(Interval::between(-NONE, number(rest)?));
        }
        if let Some(rest) = behind(&["at least"]) {
            return Some(Interval::between(number(rest)?, NONE));
        }
        // The plus stands behind the digits, or behind the suffix.
        if let Some((before, after)) = text.rsplit_once('+')
            && before.trim_end().ends_with(|c: char| !c.is_whitespace())
            && (after.trim().is_empty() || before.trim_end().ends_with(|c: char| c.is_ascii_digit()))
            && !after.contains(|c: char| c.is_ascii_digit())
            && let Some(low) = number(&format!("{before}{after}"))
        {
            return Some(Interval::between(low, NONE));
        }
        let (low, high) = self.splits(text).into_iter().find_map(|(low, high)| self.ends(low, high))?;
        (low <= high).then(|| Interval::between(low, high))
    }

    /// The text before and behind each dash, and each `to` between blanks.
    fn splits<'a>(&self, text: &'a str) -> Vec<(&'a str, &'a str)> {
        let is_dash = |c: char| {
            matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
        };
        let dashes = text.char_indices().filter(|(_, c)| is_dash(*c));
        let dashes = dashes.map(|(at, c)| (&text[..at], &text[at + c.len_utf8()..]));
        let words = text.char_indices().filter_map(|(at, _)| {
            let (before, rest) = (&text[..at], &text[at..]);
            let word = rest.get(..2).filter(|word| word.eq_ignore_ascii_case("to"))?;
            let after = &rest[word.len()..];
            let apart = before.ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace);
            apart.then_some((before, after))
        });
        dashes.chain(words).collect()
    }

    /// Both ends of a range. A suffix that multiplies stands at both or at none; or at the second, where the first with it would be
    /// above that, or is 0.
    fn ends(&self, low: &str, high: &str) -> Option<(f64, f64)> {
        let one = |text: &str| match self.end(text) {
            Some(value) => Some(Single { value, suffix: None }),
            None => self.single(text),
        };
        let second = one(high)?;
        let first = match self.is_percent() {
            true => one(low).or_else(|| self.signed(low, None, -2))?,
            false => one(low)?,
        };
        let multiplies = |single: &Single| single.suffix.is_some_and(|factor| factor != 1.0);
        let ends = (first.value, second.value);
        match (first.suffix, second.suffix) {
            (Some(_), None) => None,
            (Some(_), Some(_)) | (None, None) => Some(ends),
            (None, Some(_)) if !multiplies(&second) => Some(ends),
            (None, factor) => self
                .signed(low, factor, 0)
                .filter(|first| first.value > second.value || first.value == 0.0)
                .map(|_| ends),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn number(text: &str, written: Value) -> Option<f64> {
        read(text, &written)?.number()
    }

    fn interval(text: &str) -> Option<(f64, f64)> {
        let written = json!({"range": "interval", "thousands": ",", "prefix": "$", "suffix": {"people": 1, "M": 1_000_000}});
        let found = read(text, &written)?;
        Some((found.low, found.high))
    }

    #[test]
    fn money_is_shifted_exactly() {
        let money = || json!({"prefix": ["$", "US$"], "suffix": {"K": 1e3, "M": 1e6}, "thousands": ","});
        for (text, value) in [
            ("$1.2M", 1.2e6),
            ("0.1K", 100.0),
            ("us$ 4,500,000", 4.5e6),
            ("-$5 m", -5e6),
            ("$ -5", -5.0),
            ("+5", 5.0),
            ("\u{2212}$ 1,500", -1500.0),
            ("4.5E+06", 4.5e6),
            ("1,234.5", 1234.5),
            ("$12,34,567.5", 1_234_567.5),
            ("1,00,00,000", 1e7),
            ("12345678901234567K", 12_345_678_901_234_567_000.0),
        ] {
            assert_eq!(number(text, money()), Some(value), "{text}");
        }
        for text in [
            "1,23",
            "1234,567",
            "12,34,5678",
            "123,45,678",
            "12,345,67",
            "0,12,345",
            ",123",
            "1,,234",
            "$",
            "$1.",
            "--5",
            "-$-5",
            "$$5",
            "5 MM",
            "05",
            "0,500",
            "9007199254740993",
            "$9,007,199,254,740,993",
            "5-10",
            "5+",
            "",
        ] {
            assert_eq!(number(text, money()), None, "{text}");
        }
        let german = || json!({"thousands": ".", "decimal": ","});
        assert_eq!(number("1.500", german()), Some(1500.0));
        assert_eq!(number("1.234.567,89", german()), Some(1_234_567.89));
        assert_eq!((number("1.5", german()), number("1e6", german())), (None, None));
        assert_eq!(number("4\u{a0}500 000", json!({"thousands": " "})), Some(4.5e6));
        assert_eq!(number("12.5 %", json!({"percent": true})), Some(0.125));
        assert_eq!(number("12.5", json!({"percent": true})), None);
    }

    #[test]
    fn ranges_have_two_ends_or_one() {
        for dash in "-‐‑‒–—―−﹘﹣－".chars() {
            assert_eq!(interval(&format!("51{dash}200")), Some((51.0, 200.0)), "{dash}");
        }
        for (text, ends) in [
            ("1,001 - 5,000", (1001.0, 5000.0)),
            ("2 to 10", (2.0, 10.0)),
            ("-5--2", (-5.0, -2.0)),
            ("51-200 people", (51.0, 200.0)),
            ("$1M – $10M", (1e6, 1e7)),
            ("$1-10", (1.0, 10.0)),
            ("10,001+", (10_001.0, f64::INFINITY)),
            ("10+ people", (10.0, f64::INFINITY)),
            ("1M+", (1e6, f64::INFINITY)),
            ("<10", (f64::NEG_INFINITY, 10.0)),
            (">= 10", (10.0, f64::INFINITY)),
            ("Under $500,000", (f64::NEG_INFINITY, 500_000.0)),
            ("OVER 5M", (5e6, f64::INFINITY)),
            ("251-1M", (251.0, 1e6)),
            ("$0 - $1M", (0.0, 1e6)),
            ("5 people-1M", (5.0, 1e6)),
        ] {
            assert_eq!(interval(text), Some(ends), "{text}");
        }
        for text in [
            "200-51", "5-", "1-2-3", "1-10M", "1M-10", "1+2", "+", "<", "5++", "1to5", "<-", "5 to", "over5",
            "1-1M",
        ] {
            assert_eq!(interval(text), None, "{text}");
        }
        let low = || json!({"range": "low"});
        assert_eq!((number("5-10", low()), number("10+", low())), (Some(5.0), Some(10.0)));
        assert_eq!((number("<10", low()), number(">10", low())), (None, None));
        assert_eq!(number("<=10", json!({"range": "high"})), Some(10.0));
        assert_eq!(number("5-10", json!({"range": "middle"})), Some(7.5));
        assert_eq!(number("5-10%", json!({"range": "high", "percent": true})), Some(0.1));
    }
}
