//! Calendar days, and their text `YYYY-MM-DD`. There is no clock: today is always an argument.

use std::fmt;

use super::Span;

/// A civil date from 0001-01-01 to 9999-12-31, without a time and without a zone.
///
/// ```
/// use icp_core::Date;
/// use icp_core::value::Span;
/// let date = Date::parse("2026-08-31").unwrap();
/// let bound = date.minus(Span::parse("6 months").unwrap());
/// assert_eq!(bound.to_string(), "2026-02-28");
/// assert_eq!(Date::parse("2026-02-03T23:30:00-08:00").unwrap().to_string(), "2026-02-03");
/// assert!(Date::parse("2026-02-30").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Days since 1970-01-01.
    days: i32,
}

impl Date {
    /// The first date: 0001-01-01.
    pub const MIN: Self = Self { days: -719_162 };
    /// The last date: 9999-12-31.
    pub const MAX: Self = Self { days: 2_932_896 };

    /// From year, month and day; `None` when there is no such day.
    ///
    /// The calendar is the Gregorian one, also before it was used.
    ///
    /// ```
    /// use icp_core::Date;
    /// assert_eq!(Date::new(2028, 2, 29).map(|day| day.to_string()).as_deref(), Some("2028-02-29"));
    /// assert_eq!(Date::new(2026, 2, 29), None);
    /// ```
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let real = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in_month(year, month);
        real.then(|| Self { days: days_from_civil(year, month, day) })
    }

    /// From days since 1970-01-01; `None` outside of the years 1 to 9999.
    ///
    /// The way in for columns of days, such as Arrow's `date32`.
    ///
    /// ```
    /// use icp_core::Date;
    /// assert_eq!(Date::from_days(0), Date::new(1970, 1, 1));
    /// assert_eq!(Date::from_days(i32::MAX), None);
    /// ```
    pub fn from_days(days: i32) -> Option<Self> {
        let date = Self { days };
        (Self::MIN..=Self::MAX).contains(&date).then_some(date)
    }

    /// Days since 1970-01-01.
    ///
    /// Negative before that day.
    ///
    /// ```
    /// use icp_core::Date;
    /// assert_eq!(Date::new(1970, 1, 31).map(Date::days), Some(30));
    /// assert_eq!(Date::new(1969, 12, 31).map(Date::days), Some(-1));
    /// ```
    pub const fn days(self) -> i32 {
        self.days
    }

    /// Year, month (1 to 12) and day (1 to 31).
    ///
    /// ```
    /// use icp_core::Date;
    /// let day = Date::parse("2026-11-21").ok_or("no such day")?;
    /// assert_eq!(day.ymd(), (2026, 11, 21));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ymd(self) -> (i32, u32, u32) {
        civil_from_days(self.days)
    }

    /// Reads `YYYY-MM-DD`, or an RFC 3339 timestamp of which the date as written counts.
    ///
    /// Other notations are refused rather than guessed: `3/4/2026` has two readings.
    ///
    /// ```
    /// use icp_core::Date;
    /// assert_eq!(Date::parse("2026-11-21T23:59:00Z"), Date::new(2026, 11, 21));
    /// assert_eq!(Date::parse("3/4/2026"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (date, time) = match bytes.get(..10) {
            Some(date) => (date, bytes.get(10..)?),
            None => return None,
        };
        if !time.is_empty() && !is_time(time) {
            return None;
        }
        let dashes = date.get(4) == Some(&b'-') && date.get(7) == Some(&b'-');
        if !dashes {
            return None;
        }
        let year = number(date.get(..4)?)?;
        Self::new(i32::try_from(year).ok()?, number(date.get(5..7)?)?, number(date.get(8..)?)?)
    }

    /// Whether a text that is a date in some form is one in the usual form, without a time.
    pub(crate) fn is_usual(text: &str) -> bool {
        let bytes = text.as_bytes();
        bytes.len() == 10 && bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-')
    }

    /// The day that lies a span earlier: by months, the same day of the month (clamped to a shorter month's end); by
    /// days, counted back. The result may lie before [`Date::MIN`]; it still compares in the right order.
    ///
    /// ```
    /// use icp_core::{Date, value::Span};
    /// let month = Span::parse("1 month").ok_or("no span")?;
    /// assert_eq!(Date::new(2026, 3, 31).map(|day| day.minus(month)), Date::new(2026, 2, 28));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn minus(self, span: Span) -> Self {
        if let Some(days) = span.days() {
            return Self { days: self.days.saturating_sub_unsigned(days) };
        }
        let (year, month, day) = self.ymd();
        let months = i64::from(year) * 12 + i64::from(month) - 1 - i64::from(span.months().unwrap_or(0));
        let year = i32::try_from(months.div_euclid(12)).unwrap_or(i32::MIN);
        let month = u32::try_from(months.rem_euclid(12)).unwrap_or(0) + 1;
        Self { days: days_from_civil(year, month, day.min(days_in_month(year, month))) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
}

/// `THH:MM:SS`, a fraction, and an offset, as RFC 3339 has it; leap seconds and hour 24 are refused.
fn is_time(time: &[u8]) -> bool {
    fn read(time: &[u8]) -> Option<bool> {
        let separator = matches!(time.first()?, b'T' | b't' | b' ');
        let clock = time.get(1..9)?;
        let colons = clock.get(2) == Some(&b':') && clock.get(5) == Some(&b':');
        let in_range = number(clock.get(..2)?)? <= 23
            && number(clock.get(3..5)?)? <= 59
            && number(clock.get(6..)?)? <= 59;
        let mut rest = time.get(9..)?;
        if let Some(fraction) = rest.strip_prefix(b".") {
            let digits = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
            if digits == 0 {
                return None;
            }
            rest = fraction.get(digits..)?;
        }
        let offset = match rest {
            [b'Z' | b'z'] => true,
            [b'+' | b'-', hour @ .., b':', m1, m2] if hour.len() == 2 => {
                number(hour)? <= 23 && number(&[*m1, *m2])? <= 59
            }
            _ => false,
        };
        Some(separator && colons && in_range && offset)
    }
    read(time).unwrap_or(false)
}

fn is_leap(year: i32) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

// Days are counted from 1 March of year 0 in eras of 400 years (146,097 days), so that the leap day is the
// last of its year and one linear formula, (153 m + 2) / 5, gives the days before each month.
fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let month = i64::from(month);
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468) as i32
}

fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let shifted = i64::from(days) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = (month_index + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year as i32, month as u32, day as u32)
}
