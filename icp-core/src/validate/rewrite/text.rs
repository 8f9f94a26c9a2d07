//! Texts that stand for a number, a range, a flag or a length of time.

use crate::value::{float_text, parse_number};

/// The number that people mean by `$2M`, `10k` or `1,000`. A comma that may be a decimal point is not passed over.
pub(in crate::validate) fn number_meant(text: &str) -> Option<f64> {
    let plain: String =
        text.chars().filter(|c| !matches!(c, '$' | '€' | '£') && !c.is_whitespace()).collect();
    let lower = plain.to_ascii_lowercase();
    let scales = [("k", 1e3), ("mn", 1e6), ("m", 1e6), ("bn", 1e9), ("b", 1e9), ("", 1.0)];
    let (digits, scale) =
        scales.iter().find_map(|(suffix, scale)| Some((lower.strip_suffix(suffix)?, *scale)))?;
    parse_number(&ungrouped(digits)?).ok().map(|number| number * scale)
}

/// Digits without the signs between groups of three.
fn ungrouped(digits: &str) -> Option<String> {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let (whole, fraction) = digits.split_once('.').map_or((digits, ""), |(whole, rest)| (whole, rest));
    let mut groups = whole.split([',', '_', '\'']);
    let first = groups.next()?;
    let mut joined = format!("{sign}{first}");
    for group in groups {
        let is_group = group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
        if !is_group || first.is_empty() || first.len() > 3 {
            return None;
        }
        joined.push_str(group);
    }
    if fraction.is_empty() {
        (!digits.ends_with('.')).then_some(joined)
    } else {
        Some(format!("{joined}.{fraction}"))
    }
}

/// The same as a text.
pub(super) fn amount(text: &str) -> Option<String> {
    number_meant(text.trim()).map(float_text)
}

/// The number before a percent sign.
pub(in crate::validate) fn percent_meant(text: &str) -> Option<f64> {
    number_meant(text.trim().strip_suffix('%')?)
}

/// The test of a number that a text means: `>50`, `50-200`, `10+`.
pub(in crate::validate) fn range_meant(text: &str) -> Option<String> {
    let text = text.trim();
    let low = text.to_ascii_lowercase();
    for (sign, operator) in [
        (">=", "gte"),
        ("<=", "lte"),
        ("≥", "gte"),
        ("≤", "lte"),
        (">", "gt"),
        ("<", "lt"),
        ("=", "is"),
        ("at least ", "gte"),
        ("at most ", "lte"),
        ("more than ", "gt"),
        ("less than ", "lt"),
        ("over ", "gt"),
        ("under ", "lt"),
        ("up to ", "lte"),
    ] {
        if let Some(rest) = low.strip_prefix(sign) {
            return Some(format!("{operator}: {}", amount(rest)?));
        }
    }
    if let Some(rest) = low.strip_suffix('+') {
        return Some(format!("gte: {}", amount(rest)?));
    }
    for sign in [" to ", "..", "–", "—", "-"] {
        if let Some((low, high)) = low.split_once(sign)
            && let (Some(first), Some(last)) = (number_meant(low.trim()), number_meant(high.trim()))
            && first < last
        {
            return Some(format!("between: [{}, {}]", float_text(first), float_text(last)));
        }
    }
    None
}

/// The length of time that people mean by `90d`, `6mo` or `P1Y`.
pub(in crate::validate) fn span_meant(text: &str) -> Option<String> {
    let low = text.trim().to_ascii_lowercase();
    let is_iso = low.starts_with('p');
    let low = low.strip_prefix('p').unwrap_or(&low);
    let at = low.find(|c: char| !c.is_ascii_digit())?;
    let (digits, unit) = low.split_at_checked(at)?;
    let count: u32 = digits.parse().ok().filter(|count| (1..=9_999).contains(count))?;
    let (count, unit) = match unit.trim().trim_matches(['.', '-', '_']) {
        "d" | "day" | "days" => (count, "day"),
        "w" | "wk" | "wks" | "week" | "weeks" => (count, "week"),
        "m" if is_iso => (count, "month"),
        "mo" | "mos" | "mth" | "mths" | "mon" | "month" | "months" => (count, "month"),
        "q" | "quarter" | "quarters" => (count.checked_mul(3)?, "month"),
        "fortnight" | "fortnights" => (count.checked_mul(2)?, "week"),
        "y" | "yr" | "yrs" | "year" | "years" => (count, "year"),
        "h" | "hour" | "hours" if count.is_multiple_of(24) => (count / 24, "day"),
        _ => return None,
    };
    Some(format!("{count} {unit}{}", if count == 1 { "" } else { "s" }))
}

/// Words that people write for `true` and `false`.
pub(in crate::validate) fn flag_meant(text: &str) -> Option<bool> {
    match &*text.trim().to_ascii_lowercase() {
        "true" | "yes" | "y" | "on" | "1" | "t" => Some(true),
        "false" | "no" | "n" | "off" | "0" | "f" => Some(false),
        _ => None,
    }
}
