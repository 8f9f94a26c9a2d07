//! Numbers as a source writes them: signs, groups, suffixes, percent and ranges.

use serde_json::Value;

use super::super::interval::Interval;
use super::super::text::fold;
use super::super::{entries, items};
use super::decimal::Decimal;

/// Hyphens, dashes and the minus sign, as ranges are written with them.
const DASHES: [char; 8] =
    ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}', '\u{ff0d}'];

/// The largest integer of which every smaller one is a double.
const EXACT: f64 = 9_007_199_254_740_992.0;

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
    let is_exact = !is_whole || text.parse::<i128>().is_ok_and(|whole| whole.abs() <= 1 << 53);
    (value.is_finite() && is_exact).then(|| super::super::number::plain(value))
}

/// A number, or an interval of them.
pub(super) fn read(text: &str, written: &Value) -> Option<Interval> {
    let text = text.trim();
    let one = |text: &str| single(text, written);
    if let Some(number) = one(text) {
        return Some(Interval::point(number));
    }
    let range = written.get("range")?.as_str()?;
    let interval = ranged(text, &one)?;
    let closed = interval.low.is_finite() && interval.high.is_finite();
    Some(match range {
        "interval" => interval,
        _ if !closed => return None,
        "low" => Interval::point(interval.low),
        "high" => Interval::point(interval.high),
        _ => Interval::point(interval.low / 2.0 + interval.high / 2.0),
    })
}

fn ranged(text: &str, one: &dyn Fn(&str) -> Option<f64>) -> Option<Interval> {
    let end = f64::INFINITY;
    if let Some(rest) = text.strip_prefix('<') {
        return Some(Interval { low: -end, high: one(rest)?.next_down() });
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Some(Interval { low: one(rest)?.next_up(), high: end });
    }
    if let Some(rest) = text.strip_suffix('+') {
        return Some(Interval { low: one(rest)?, high: end });
    }
    // Each place where a dash or the word may stand; a dash at the front is a sign.
    let dashes =
        text.char_indices().filter(|(_, c)| DASHES.contains(c)).map(|(at, c)| (at, at + c.len_utf8()));
    let words = text.match_indices(" to ").map(|(at, word)| (at, at + word.len()));
    let mut read =
        dashes.chain(words).filter_map(|(from, to)| Some((one(&text[..from])?, one(&text[to..])?)));
    let (low, high) = read.next()?;
    (low <= high).then_some(Interval { low, high })
}

/// One number: a plain one, or what the prefixes, suffixes and signs make of it.
fn single(text: &str, written: &Value) -> Option<f64> {
    let text = text.trim();
    let (decimal, percent) = (written["decimal"].as_str().unwrap_or("."), written["percent"] == true);
    let is_plain = decimal == "." && !percent;
    if let Some(value) = plain(&Value::from(text)).filter(|_| is_plain) {
        return Some(value);
    }
    let (negative, text) = sign(text);
    let (negative, text) = match prefixed(text, written) {
        Some(rest) if !negative => sign(rest),
        Some(rest) => (true, rest),
        None => (negative, text),
    };
    let (factor, text) = suffixed(text, written);
    let text = if percent { text.strip_suffix('%')?.trim_end() } else { text };
    let (whole, fraction) = match text.split_once(decimal) {
        Some((_, "")) => return None,
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    let whole = ungrouped(whole, written["thousands"].as_str())?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let leads = whole.len() > 1 && whole.starts_with('0');
    if whole.is_empty() || leads || !digits(&whole) || !digits(fraction) {
        return None;
    }
    let exact = Decimal::of(negative, &whole, fraction).times(factor).shifted(if percent { -2 } else { 0 });
    let value = exact.value()?;
    let is_bare = fraction.is_empty() && factor == 1.0 && !percent;
    (!is_bare || value.abs() <= EXACT).then(|| super::super::number::plain(value))
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    }
}

/// The text behind a prefix, if it has one.
fn prefixed<'a>(text: &'a str, written: &Value) -> Option<&'a str> {
    let prefixes = match &written["prefix"] {
        Value::String(one) => vec![one.as_str()],
        several => items(several).filter_map(Value::as_str).collect(),
    };
    let rests = prefixes.into_iter().filter_map(|prefix| text.strip_prefix(prefix));
    rests.min_by_key(|rest| rest.len()).map(str::trim_start)
}

/// The factor of a suffix, and the text before it.
fn suffixed<'a>(text: &'a str, written: &Value) -> (f64, &'a str) {
    let mut best = (1.0, text);
    for (suffix, factor) in entries(&written["suffix"]) {
        for (at, _) in text.char_indices() {
            if fold(&text[at..]) == fold(suffix) && at < best.1.len() {
                best = (factor.as_f64().expect("a factor"), &text[..at]);
            }
        }
    }
    (best.0, best.1.trim_end())
}

/// Digits without the sign between groups of three; nothing where it stands elsewhere, or in some places only.
fn ungrouped(whole: &str, thousands: Option<&str>) -> Option<String> {
    let Some(sign) = thousands.filter(|sign| whole.contains(*sign)) else { return Some(whole.to_owned()) };
    let groups: Vec<&str> = whole.split(sign).collect();
    let first = (1..=3).contains(&groups[0].len());
    (first && groups[1..].iter().all(|group| group.len() == 3)).then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn number(text: &str, written: Value) -> Option<f64> {
        read(text, &written)?.number()
    }

    fn interval(text: &str) -> Option<(f64, f64)> {
        let found = read(text, &json!({"range": "interval", "thousands": ",", "suffix": {"people": 1}}))?;
        Some((found.low, found.high))
    }

    #[test]
    fn money_is_shifted_exactly() {
        let money = || json!({"prefix": ["$", "US$"], "suffix": {"K": 1e3, "M": 1e6}, "thousands": ","});
        for (text, value) in [
            ("$1.2M", 1.2e6),
            ("0.1K", 100.0),
            ("US$ 4,500,000", 4.5e6),
            ("-$5 m", -5e6),
            ("$ -5", -5.0),
            ("4.5E+06", 4.5e6),
            ("1,234.5", 1234.5),
            ("12345678901234567K", 12_345_678_901_234_567_000.0),
        ] {
            assert_eq!(number(text, money()), Some(value), "{text}");
        }
        for text in
            ["1,23", "1234,567", "12,34,567", ",123", "1,,234", "$", "$1.", "--5", "-$-5", "$$5", "5 MM"]
        {
            assert_eq!(number(text, money()), None, "{text}");
        }
        let german = || json!({"thousands": ".", "decimal": ","});
        assert_eq!(number("1.500", german()), Some(1500.0));
        assert_eq!(number("1.234.567,89", german()), Some(1_234_567.89));
        assert_eq!((number("1.5", german()), number("1e6", german())), (None, None));
        assert_eq!(number("12.5%", json!({"percent": true})), Some(0.125));
        assert_eq!(number("12.5", json!({"percent": true})), None);
    }

    #[test]
    fn ranges_have_two_ends_or_one() {
        for dash in DASHES {
            assert_eq!(interval(&format!("51{dash}200")), Some((51.0, 200.0)), "{dash}");
        }
        assert_eq!(interval("1,001 - 5,000"), Some((1001.0, 5000.0)));
        assert_eq!(interval("2 to 10"), Some((2.0, 10.0)));
        assert_eq!(interval("-5--2"), Some((-5.0, -2.0)));
        assert_eq!(interval("51-200 people"), Some((51.0, 200.0)));
        assert_eq!(interval("10,001+"), Some((10_001.0, f64::INFINITY)));
        assert_eq!(interval("<10"), Some((f64::NEG_INFINITY, 10.0_f64.next_down())));
        assert_eq!((interval("200-51"), interval("5-"), interval("1-2-3")), (None, None, None));
        let low = json!({"range": "low"});
        assert_eq!((number("5-10", low.clone()), number("10+", low)), (Some(5.0), None));
        assert_eq!(number("5-10", json!({"range": "middle"})), Some(7.5));
    }
}
