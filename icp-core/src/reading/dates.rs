//! Dates as sources write them: by patterns, or counted from a day.

use super::DatePattern;
use crate::value::{Date, parse_number};

/// The forms of a date, beside the usual one.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct DateForms {
    patterns: Vec<DatePattern>,
    counted: Option<Counted>,
    has_digits: bool,
}

/// A way to count days or moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Days of a spreadsheet: 1 is 1900-01-01, and 60 is a day that never was.
    Excel,
    /// Days of a spreadsheet: 0 is 1904-01-01.
    Excel1904,
    /// Seconds since 1970-01-01T00:00Z.
    Seconds,
    /// Milliseconds since then.
    Milliseconds,
}

impl DateForms {
    pub(crate) fn add_pattern(&mut self, pattern: DatePattern) {
        self.has_digits |= pattern.is_digits();
        self.patterns.push(pattern);
    }

    pub(crate) fn count(&mut self, counted: Counted) {
        self.counted = Some(counted);
    }

    /// The day of a text.
    pub(crate) fn read(&self, text: &str) -> Option<Date> {
        let text = text.trim();
        let found = self.patterns.iter().find_map(|pattern| pattern.read(text.as_bytes()));
        found.or_else(|| Date::parse(text)).or_else(|| self.counted?.day(parse_number(text).ok()?))
    }

    /// The day of a number: counted, or read by its digits.
    pub(crate) fn read_number(&self, number: f64) -> Option<Date> {
        if let Some(counted) = self.counted {
            return counted.day(number);
        }
        let is_whole = number.fract() == 0.0 && (0.0..1e8).contains(&number);
        if !is_whole || !self.has_digits {
            return None;
        }
        let (digits, len) = decimal(number as u32);
        let digits = digits.get(digits.len() - len..)?;
        self.patterns.iter().filter(|pattern| pattern.is_digits()).find_map(|pattern| pattern.read(digits))
    }

    /// Whether numbers are read too.
    pub(crate) fn takes_numbers(&self) -> bool {
        self.counted.is_some() || self.has_digits
    }
}

/// The digits of a number, at the end of the array, and how many they are.
fn decimal(mut number: u32) -> ([u8; 10], usize) {
    let mut digits = [b'0'; 10];
    let mut len = 0;
    for place in digits.iter_mut().rev() {
        *place = b'0' + (number % 10) as u8;
        number /= 10;
        len += 1;
        if number == 0 {
            break;
        }
    }
    (digits, len)
}

impl Counted {
    /// The day of a number; `None` outside of the years of dates, and for the day that never was.
    pub(crate) fn day(self, number: f64) -> Option<Date> {
        let whole = number.floor();
        if whole.abs() > 1e15 {
            return None;
        }
        let whole = whole as i64;
        let days = match self {
            Self::Excel => match whole {
                1..=59 => whole - 25_568,
                61.. => whole - 25_569,
                _ => return None,
            },
            Self::Excel1904 => Some(whole).filter(|days| *days >= 0)? - 24_107,
            Self::Seconds => whole.div_euclid(86_400),
            Self::Milliseconds => whole.div_euclid(86_400_000),
        };
        Date::from_days(i32::try_from(days).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::{Counted, DateForms};
    use crate::reading::DatePattern;

    fn day(counted: Counted, number: f64) -> Option<String> {
        counted.day(number).map(|date| date.to_string())
    }

    #[test]
    fn days_and_moments_are_counted() {
        for (counted, number, date) in [
            (Counted::Excel, 1.0, "1900-01-01"),
            (Counted::Excel, 59.0, "1900-02-28"),
            (Counted::Excel, 61.5, "1900-03-01"),
            (Counted::Excel, 46285.0, "2026-09-20"),
            (Counted::Excel, 2_958_465.0, "9999-12-31"),
            (Counted::Excel1904, 0.0, "1904-01-01"),
            (Counted::Excel1904, 44_823.0, "2026-09-20"),
            (Counted::Seconds, 0.0, "1970-01-01"),
            (Counted::Seconds, -1.0, "1969-12-31"),
            (Counted::Seconds, 86_399.999, "1970-01-01"),
            (Counted::Milliseconds, 1_790_812_800_000.0, "2026-10-01"),
            (Counted::Milliseconds, -0.5, "1969-12-31"),
        ] {
            assert_eq!(day(counted, number).as_deref(), Some(date), "{counted:?} {number}");
        }
        for (counted, number) in [
            (Counted::Excel, 0.0),
            (Counted::Excel, 60.0),
            (Counted::Excel, 60.9),
            (Counted::Excel, -3.0),
            (Counted::Excel, 2_958_466.0),
            (Counted::Excel1904, -0.1),
            (Counted::Seconds, 1e14),
            (Counted::Milliseconds, 1e300),
        ] {
            assert_eq!(day(counted, number), None, "{counted:?} {number}");
        }
    }

    #[test]
    fn whole_numbers_are_read_by_digits() {
        let mut forms = DateForms::default();
        forms.add_pattern(DatePattern::parse("YYYY").unwrap());
        forms.add_pattern(DatePattern::parse("YYYYMMDD").unwrap());
        let read = |number: f64| forms.read_number(number).map(|date| date.to_string());
        assert_eq!(read(2011.0).as_deref(), Some("2011-01-01"));
        assert_eq!(read(20_260_920.0).as_deref(), Some("2026-09-20"));
        assert_eq!((read(2011.5), read(-2011.0), read(201.0), read(20_261_320.0)), (None, None, None, None));
    }
}
