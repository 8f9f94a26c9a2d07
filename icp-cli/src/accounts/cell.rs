//! One cell of a sheet, as the value that it is: a number, a boolean, a day, a text or an error.

use calamine::{Data, DataRef, ExcelDateTime};
use icp_core::value::is_blank;
use icp_core::{AccountValue, Date};

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Cell {
    #[default]
    Blank,
    Number(f64),
    Bool(bool),
    Date(Date),
    Text(Box<str>),
    /// `#N/A`, `#DIV/0!` and their like: the value that was meant is not known.
    Error(Box<str>),
}

/// Whole numbers that a float holds exactly.
const WHOLE: f64 = 9_007_199_254_740_992.0;

impl Cell {
    fn of_text(text: &str) -> Self {
        if is_blank(text) { Self::Blank } else { Self::Text(text.into()) }
    }

    /// A day in one of Excel's two calendars. A length of time is the number of its days; a time of day without a
    /// day is a text.
    fn of_moment(moment: ExcelDateTime) -> Self {
        if moment.is_duration() {
            return Self::Number(moment.as_f64());
        }
        let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
        if (0.0..1.0).contains(&moment.as_f64()) {
            return Self::Text(format!("{hour:02}:{minute:02}:{second:02}").into());
        }
        // The library moves what lies outside of the calendar to its ends, and has the 29th of February 1900.
        let is_inside = (1.0..2_958_466.0).contains(&moment.as_f64());
        match Date::new(i32::from(year), u32::from(month), u32::from(day)).filter(|_| is_inside) {
            Some(date) => Self::Date(date),
            None => Self::Text(format!("day {} of the calendar of Excel", moment.as_f64()).into()),
        }
    }

    /// A day as OpenDocument writes it, with or without a time.
    fn of_iso(text: &str) -> Self {
        let day = text.split('T').next().and_then(Date::parse);
        day.map_or_else(|| Self::of_text(text), Self::Date)
    }

    /// The cell as a text: a name in a header, or of an account.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Number(number) => number.to_string(),
            Self::Bool(truth) => truth.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Text(text) | Self::Error(text) => text.to_string(),
        }
    }

    /// The cell as it stands, for whoever passes it on.
    pub(super) fn as_it_is(&self) -> AccountValue {
        match self {
            Self::Error(error) => AccountValue::Text(error.to_string()),
            other => other.value(false),
        }
    }

    /// The cell as the value of an account. An error under a text would be taken for one, so it is said to be none.
    pub(super) fn value(&self, is_text: bool) -> AccountValue {
        match self {
            Self::Blank => AccountValue::Null,
            Self::Number(number) if number.fract() == 0.0 && number.abs() < WHOLE => {
                // INVARIANT: whole, and small enough for every integer type of 64 bits.
                AccountValue::Integer(*number as i128)
            }
            Self::Number(number) => AccountValue::Float(*number),
            Self::Bool(truth) => AccountValue::Bool(*truth),
            Self::Date(date) => AccountValue::Date(*date),
            Self::Error(error) if is_text => AccountValue::Other(format!("the error `{error}`")),
            Self::Text(text) | Self::Error(text) => AccountValue::Text(text.to_string()),
        }
    }
}

impl From<&DataRef<'_>> for Cell {
    fn from(data: &DataRef<'_>) -> Self {
        match data {
            DataRef::Int(number) => Self::Number(*number as f64),
            DataRef::Float(number) => Self::Number(*number),
            DataRef::String(text) | DataRef::DurationIso(text) => Self::of_text(text),
            DataRef::SharedString(text) => Self::of_text(text),
            DataRef::Bool(truth) => Self::Bool(*truth),
            DataRef::DateTime(moment) => Self::of_moment(*moment),
            DataRef::DateTimeIso(text) => Self::of_iso(text),
            DataRef::Error(error) => Self::Error(error.to_string().into()),
            DataRef::Empty => Self::Blank,
        }
    }
}

impl From<&Data> for Cell {
    fn from(data: &Data) -> Self {
        match data {
            Data::Int(number) => Self::Number(*number as f64),
            Data::Float(number) => Self::Number(*number),
            Data::String(text) | Data::DurationIso(text) => Self::of_text(text),
            Data::Bool(truth) => Self::Bool(*truth),
            Data::DateTime(moment) => Self::of_moment(*moment),
            Data::DateTimeIso(text) => Self::of_iso(text),
            Data::Error(error) => Self::Error(error.to_string().into()),
            Data::Empty => Self::Blank,
        }
    }
}
