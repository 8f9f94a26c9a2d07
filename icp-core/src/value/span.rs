//! Spans of time such as `90 days` or `6 months`, counted back from a day.

use std::fmt;

/// The unit of a [`Span`].
///
/// ```
/// use icp_core::value::{Span, SpanUnit};
/// assert_eq!(Span::parse("6 months").map(|span| (span.count, span.unit)), Some((6, SpanUnit::Month)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SpanUnit {
    /// Days.
    Day,
    /// Weeks of seven days.
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

/// A length of calendar time, such as `6 months`.
///
/// ```
/// use icp_core::value::Span;
/// let span: Span = Span::parse("6 months").unwrap();
/// assert_eq!(span.to_string(), "6 months");
/// assert!(Span::parse("0 days").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// How many, from 1 to 99,999.
    pub count: u32,
    /// Of what.
    pub unit: SpanUnit,
}

impl Span {
    /// Reads `<1..99999> day(s)|week(s)|month(s)|year(s)`.
    ///
    /// ```
    /// use icp_core::value::Span;
    /// assert_eq!(Span::parse("2 weeks").and_then(Span::days), Some(14));
    /// assert_eq!(Span::parse("a fortnight"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (count, unit) = text.trim().split_once(' ')?;
        if count.is_empty() || count.len() > 5 || !count.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let count = count.parse().ok().filter(|n| *n >= 1)?;
        let unit = match unit.trim() {
            "day" | "days" => SpanUnit::Day,
            "week" | "weeks" => SpanUnit::Week,
            "month" | "months" => SpanUnit::Month,
            "year" | "years" => SpanUnit::Year,
            _ => return None,
        };
        Some(Self { count, unit })
    }

    /// The length in days, for days and weeks; `None` for months and years, whose length varies.
    ///
    /// ```
    /// use icp_core::value::Span;
    /// assert_eq!(Span::parse("90 days").and_then(Span::days), Some(90));
    /// assert_eq!(Span::parse("3 months").and_then(Span::days), None);
    /// ```
    pub fn days(self) -> Option<u32> {
        match self.unit {
            SpanUnit::Day => Some(self.count),
            SpanUnit::Week => Some(self.count.saturating_mul(7)),
            SpanUnit::Month | SpanUnit::Year => None,
        }
    }

    /// The length in calendar months, for months and years; `None` for days and weeks.
    ///
    /// ```
    /// use icp_core::value::Span;
    /// assert_eq!(Span::parse("2 years").and_then(Span::months), Some(24));
    /// assert_eq!(Span::parse("90 days").and_then(Span::months), None);
    /// ```
    pub fn months(self) -> Option<u32> {
        match self.unit {
            SpanUnit::Day | SpanUnit::Week => None,
            SpanUnit::Month => Some(self.count),
            SpanUnit::Year => Some(self.count.saturating_mul(12)),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            SpanUnit::Day => "day",
            SpanUnit::Week => "week",
            SpanUnit::Month => "month",
            SpanUnit::Year => "year",
        };
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {unit}{plural}", self.count)
    }
}
