//! Dates as a source writes them: by a pattern, or as a count of days or seconds.

use serde_json::Value;

use super::super::date::{Day, day_of, month_length, read as usual};
use super::super::items;
use super::read_number;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The items of patterns; of two that begin alike the longer comes first.
const ITEMS: [&str; 14] = ["YYYY", "MMM", "MM", "M", "DD", "D", "hh", "h", "mm", "ss", ".sss", "AM", "Z", ""];

/// A day, from a text or a number.
pub(super) fn read(value: &Value, written: &Value) -> Option<Day> {
    let trimmed = |text| if written.is_null() { text } else { str::trim(text) };
    if let Some(day) = value.as_str().map(trimmed).and_then(usual) {
        return Some(day);
    }
    let forms: Vec<&str> = match written {
        Value::String(one) => vec![one],
        several => items(several).filter_map(Value::as_str).collect(),
    };
    forms
        .into_iter()
        .find_map(|form| match form {
            "epoch_s" => counted(value).map(|n| (n / 86_400.0).floor() as Day),
            "epoch_ms" => counted(value).map(|n| (n / 86_400_000.0).floor() as Day),
            "excel" => counted(value).and_then(|n| excel(n.floor())),
            "excel_1904" => {
                counted(value).filter(|n| *n >= 0.0).map(|n| day_of(1904, 1, 1) + n.floor() as Day)
            }
            pattern => match value {
                Value::String(text) => by_pattern(text, pattern),
                number if is_digits(pattern) => {
                    let whole = read_number(number).filter(|number| number.fract() == 0.0)?;
                    by_pattern(&format!("{whole:.0}"), pattern)
                }
                _ => None,
            },
        })
        .filter(|day| (day_of(1, 1, 1)..=day_of(9999, 12, 31)).contains(day))
}

/// Whether a pattern is made of digits alone.
fn is_digits(pattern: &str) -> bool {
    let mut rest = pattern;
    while let Some(item) =
        ["YYYY", "MM", "M", "DD", "D", "hh", "h", "mm", "ss"].iter().find(|item| rest.starts_with(**item))
    {
        rest = &rest[item.len()..];
    }
    rest.is_empty() && !pattern.contains("MMM")
}

fn counted(value: &Value) -> Option<f64> {
    read_number(value)
}

/// The day of a number in the 1900 system, which has a 29th of February in 1900 that never was.
fn excel(n: f64) -> Option<Day> {
    let first = day_of(1899, 12, 31);
    match n {
        _ if n < 1.0 => None,
        _ if n < 60.0 => Some(first + n as Day),
        60.0 => None,
        _ => Some(first + n as Day - 1),
    }
}

/// The parts of a date that a pattern has found so far.
#[derive(Clone, Default)]
struct Parts {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    hour: Option<i64>,
    afternoon: Option<bool>,
}

fn by_pattern(text: &str, pattern: &str) -> Option<Day> {
    let mut parts = Parts::default();
    matched(text.trim(), pattern.trim(), &mut parts)?;
    if let (Some(hour), Some(_)) = (parts.hour, parts.afternoon) {
        (1..=12).contains(&hour).then_some(())?;
    }
    let (year, month, day) = (parts.year?, parts.month.unwrap_or(1), parts.day.unwrap_or(1));
    let exists = year >= 1 && (1..=12).contains(&month) && (1..=month_length(year, month)).contains(&day);
    exists.then(|| day_of(year, month, day))
}

/// Takes the items of a pattern off a text, one after the other, to the end of both.
fn matched(text: &str, pattern: &str, parts: &mut Parts) -> Option<()> {
    let item = ITEMS.iter().find(|item| pattern.starts_with(**item)).expect("the last begins every text");
    let rest = &pattern[item.len()..];
    let number = |least: usize, most: usize, range: std::ops::RangeInclusive<i64>| {
        let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let value: i64 = text.get(..count)?.parse().ok()?;
        (count >= least && range.contains(&value)).then_some((value, &text[count..]))
    };
    let after = match *item {
        "YYYY" => number(4, 4, 1..=9999).map(|(value, after)| {
            parts.year = Some(value);
            after
        }),
        "MM" | "M" => number(item.len(), 2, 1..=12).map(|(value, after)| {
            parts.month = Some(value);
            after
        }),
        "MMM" => {
            let begins =
                |name: &str| text.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
            let month = MONTHS.iter().position(|month| begins(&month[..3]))?;
            parts.month = Some(month as i64 + 1);
            let whole = MONTHS[month];
            if begins(whole) && matched(&text[whole.len()..], rest, &mut parts.clone()).is_some() {
                return matched(&text[whole.len()..], rest, parts);
            }
            Some(&text[3..])
        }
        "DD" | "D" => number(item.len(), 2, 1..=31).map(|(value, after)| {
            parts.day = Some(value);
            after
        }),
        "hh" | "h" => number(item.len(), 2, 0..=23).map(|(value, after)| {
            parts.hour = Some(value);
            after
        }),
        "mm" | "ss" => number(2, 2, 0..=59).map(|(_, after)| after),
        ".sss" => {
            let digits = text.strip_prefix('.')?;
            let count = digits.bytes().take_while(u8::is_ascii_digit).count();
            (1..=9).contains(&count).then(|| &digits[count..])
        }
        "AM" => {
            let half = text.get(..2)?.to_ascii_lowercase();
            parts.afternoon = Some(half == "pm");
            (half == "am" || half == "pm").then(|| &text[2..])
        }
        "Z" => zone(text),
        _ => {
            let Some(sign) = pattern.chars().next() else { return text.is_empty().then_some(()) };
            let after = &pattern[sign.len_utf8()..];
            if sign == ' ' {
                let rest = text.trim_start();
                return matched(Some(rest).filter(|rest| rest.len() < text.len())?, after, parts);
            }
            let found = text.chars().next().filter(|found| found.to_lowercase().eq(sign.to_lowercase()))?;
            return matched(&text[found.len_utf8()..], after, parts);
        }
    };
    matched(after?, rest, parts)
}

/// `Z`, or an offset with or without a colon.
fn zone(text: &str) -> Option<&str> {
    if let Some(after) = text.strip_prefix(['Z', 'z']) {
        return Some(after);
    }
    let offset = text.strip_prefix(['+', '-'])?;
    let two = |text: &str, most: u8| text.get(..2)?.parse::<u8>().ok().filter(|value| *value <= most);
    two(offset, 23)?;
    let hours_only = offset.get(2..)?;
    let minutes = hours_only.strip_prefix(':').unwrap_or(hours_only);
    match two(minutes, 59) {
        Some(_) => minutes.get(2..),
        None => Some(hours_only),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::date::write;
    use super::*;

    fn day(value: Value, written: Value) -> Option<String> {
        read(&value, &written).map(write)
    }

    #[test]
    fn patterns_are_read_item_by_item() {
        for (text, pattern, expected) in [
            ("11/23/2011", "M/D/YYYY", "2011-11-23"),
            ("5/8/2011", "M/D/YYYY", "2011-05-08"),
            ("20.09.2026", "DD.MM.YYYY", "2026-09-20"),
            ("20-Sep-2026", "DD-MMM-YYYY", "2026-09-20"),
            ("FEB 2026", "MMM YYYY", "2026-02-01"),
            ("2018-02-26 19:58:54", "YYYY-MM-DD hh:mm:ss", "2018-02-26"),
            ("2026-09-20T10:30:00.000+0000", "YYYY-MM-DDThh:mm:ss.sssZ", "2026-09-20"),
            ("9/20/2026 12:05 pm", "M/D/YYYY h:mm AM", "2026-09-20"),
            ("2026", "YYYY", "2026-01-01"),
            ("2026-09", "YYYY-MM", "2026-09-01"),
            ("20260920", "YYYYMMDD", "2026-09-20"),
            (" 20 september  2026\n", "D MMM YYYY", "2026-09-20"),
            ("May 2026", "MMM YYYY", "2026-05-01"),
            ("2026-09-20t10:30+02", "YYYY-MM-DDThh:mmZ", "2026-09-20"),
            ("2026-09-20", "M/D/YYYY", "2026-09-20"),
            ("2026-09-20T23:00:00-05:00", "M/D/YYYY", "2026-09-20"),
        ] {
            assert_eq!(day(json!(text), json!(pattern)).as_deref(), Some(expected), "{text} by {pattern}");
        }
        for (text, pattern) in [
            ("2/30/2026", "M/D/YYYY"),
            ("5/18/27", "M/D/YYYY"),
            ("13/1/2026", "M/D/YYYY"),
            ("1/2/2026", "MM/DD/YYYY"),
            ("0/5/2026", "M/D/YYYY"),
            ("1/1/2026 13:00 pm", "M/D/YYYY h:mm AM"),
            ("1/1/2026 0:00 am", "M/D/YYYY h:mm AM"),
            ("2026-09-20 24:00", "YYYY-MM-DD hh:mm"),
            ("2026-09-20 10:30", "YYYY-MM-DD"),
            ("0000", "YYYY"),
        ] {
            assert_eq!(day(json!(text), json!(pattern)), None, "{text} by {pattern}");
        }
    }

    #[test]
    fn counts_of_days_and_seconds() {
        let of = |value: Value, form: &str| day(value, json!(form));
        assert_eq!(of(json!(1_790_812_800_000_i64), "epoch_ms").as_deref(), Some("2026-10-01"));
        assert_eq!(of(json!("-1"), "epoch_s").as_deref(), Some("1969-12-31"));
        assert_eq!(of(json!(86_399), "epoch_s").as_deref(), Some("1970-01-01"));
        assert_eq!(of(json!("46285"), "excel").as_deref(), Some("2026-09-20"));
        assert_eq!(of(json!(59), "excel").as_deref(), Some("1900-02-28"));
        assert_eq!(of(json!(61.5), "excel").as_deref(), Some("1900-03-01"));
        assert_eq!((of(json!(60), "excel"), of(json!(0), "excel")), (None, None));
        assert_eq!(of(json!(0), "excel_1904").as_deref(), Some("1904-01-01"));
    }
}
