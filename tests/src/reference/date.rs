//! Civil dates as day numbers, and spans of days, weeks, months and years.

/// A date, counted in days from 1970-01-01.
pub(crate) type Day = i64;

/// The day number of a civil date in the proleptic Gregorian calendar.
pub(super) fn day_of(year: i64, month: i64, day: i64) -> Day {
    let shifted = if month > 2 { year } else { year - 1 };
    let (era, month_index) = (shifted.div_euclid(400), (month + 9) % 12);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * month_index + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of a day number.
pub(super) fn civil(day: Day) -> (i64, i64, i64) {
    let from_era = day + 719_468;
    let (era, rest) = (from_era.div_euclid(146_097), from_era.rem_euclid(146_097));
    let year_of_era = (rest - rest / 1_460 + rest / 36_524 - rest / 146_096) / 365;
    let day_of_year = rest - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day_of_year - (153 * month_index + 2) / 5 + 1)
}

/// How many days a month has.
pub(super) fn month_length(year: i64, month: i64) -> i64 {
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    day_of(next_year, next_month, 1) - day_of(year, month, 1)
}

/// `YYYY-MM-DD`.
pub(crate) fn write(day: Day) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Reads `YYYY-MM-DD` and nothing else.
pub(crate) fn read_plain(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month, day) = (digits(&bytes[..4])?, digits(&bytes[5..7])?, digits(&bytes[8..])?);
    let exists = year >= 1 && (1..=12).contains(&month) && (1..=month_length(year, month)).contains(&day);
    exists.then(|| day_of(year, month, day))
}

/// Reads `YYYY-MM-DD` or an RFC 3339 timestamp, of which the date as written counts.
pub(super) fn read(text: &str) -> Option<Day> {
    match text.get(..10) {
        Some(date) if text.len() > 10 => read_plain(date).filter(|_| is_time(&text.as_bytes()[10..])),
        _ => read_plain(text),
    }
}

/// `T10:20:30`, an optional fraction, then `Z` or an offset.
fn is_time(bytes: &[u8]) -> bool {
    if bytes.len() < 10 || !matches!(bytes[0], b'T' | b't' | b' ') || bytes[3] != b':' || bytes[6] != b':' {
        return false;
    }
    let within = |part: &[u8], most: i64| digits(part).is_some_and(|value| value <= most);
    if !(within(&bytes[1..3], 23) && within(&bytes[4..6], 59) && within(&bytes[7..9], 59)) {
        return false;
    }
    let mut rest = &bytes[9..];
    if rest[0] == b'.' {
        let count = rest[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return false;
        }
        rest = &rest[1 + count..];
    }
    match rest {
        [b'Z' | b'z'] => true,
        [b'+' | b'-', hours @ .., b':', _, _] if hours.len() == 2 => {
            within(hours, 23) && within(&rest[4..], 59)
        }
        _ => false,
    }
}

fn digits(bytes: &[u8]) -> Option<i64> {
    bytes.iter().try_fold(0, |value, byte| byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0')))
}

/// The day that lies a span such as `6 months` before another.
pub(crate) fn before(day: Day, span: &str) -> Day {
    Span::read(span).before(day)
}

/// A span such as `6 months`.
#[derive(Clone, Copy)]
pub(super) enum Span {
    Days(i64),
    Months(i64),
}

impl Span {
    pub(super) fn read(text: &str) -> Self {
        let (count, unit) = text.trim().split_once(' ').expect("a span is a count and a unit");
        let count: i64 = count.parse().expect("a whole count");
        match unit.trim().trim_end_matches('s') {
            "day" => Self::Days(count),
            "week" => Self::Days(7 * count),
            "month" => Self::Months(count),
            "year" => Self::Months(12 * count),
            other => panic!("no unit of time: {other}"),
        }
    }

    /// The span in days; only spans of days and weeks have one.
    pub(super) fn days(self) -> i64 {
        match self {
            Self::Days(days) => days,
            Self::Months(_) => panic!("months have no fixed number of days"),
        }
    }

    /// The day that lies this span before another, clamped to the end of a shorter month.
    pub(super) fn before(self, day: Day) -> Day {
        match self {
            Self::Days(days) => day - days,
            Self::Months(months) => {
                let (year, month, day) = civil(day);
                let index = year * 12 + month - 1 - months;
                let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
                day_of(year, month, day.min(month_length(year, month)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_survives_the_round_trip() {
        let mut expected = (1, 1, 1);
        for day in day_of(1, 1, 1)..=day_of(9999, 12, 31) {
            assert_eq!(civil(day), expected);
            let (year, month, of_month) = expected;
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let length = match month {
                2 => 28 + i64::from(leap),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            expected = match (of_month < length, month < 12) {
                (true, _) => (year, month, of_month + 1),
                (false, true) => (year, month + 1, 1),
                (false, false) => (year + 1, 1, 1),
            };
        }
        assert_eq!(day_of(1970, 1, 1), 0);
    }

    #[test]
    fn spans_keep_the_day_of_the_month() {
        let back = |from: &str, span: &str| write(Span::read(span).before(read_plain(from).unwrap()));
        assert_eq!(back("2026-08-31", "6 months"), "2026-02-28");
        assert_eq!(back("2024-08-31", "6 months"), "2024-02-29");
        assert_eq!(back("2024-02-29", "1 year"), "2023-02-28");
        assert_eq!(back("2026-03-01", "1 day"), "2026-02-28");
        assert_eq!(back("2026-03-15", "2 weeks"), "2026-03-01");
    }

    #[test]
    fn only_the_agreed_forms_are_dates() {
        for text in [
            "2026-02-03",
            "2026-02-03T10:00:00Z",
            "2026-02-03t23:59:59.5-23:59",
            "2026-02-03 00:00:00z",
            "0001-01-01",
        ] {
            assert!(read(text).is_some(), "{text}");
        }
        for text in [
            "2026-02-30",
            "0000-01-01",
            "2026-2-3",
            " 2026-02-03",
            "2026-02-03 ",
            "2026-02-03T10:00:00",
            "2026-02-03T24:00:00Z",
            "2026-02-03T10:00:60Z",
            "2026-02-03T10:00:00.Z",
            "2026-02-03T10:00:00+25:00",
            "2026-02-03T10:00:00+01:60",
            "2026-02-03T10:00:00+0100",
            "2026-02-03T10:00:00Z ",
            "２026-02-03",
            "20260203",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
