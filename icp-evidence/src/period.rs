//! Periods of a column of days, for backtests and for drift period by period.

use icp_core::Date;
use icp_core::column::Columns;
use serde::{Deserialize, Serialize};

use crate::EvidenceError;
use crate::outcome::written;

/// The length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    /// A calendar year.
    Year,
    /// Three months.
    Quarter,
    /// A month.
    Month,
}

impl Period {
    /// The period of a day: the year and a number within it.
    pub(crate) fn of(self, day: Date) -> (i32, u32) {
        let (year, month, _) = day.ymd();
        match self {
            Self::Year => (year, 0),
            Self::Quarter => (year, month.div_ceil(3)),
            Self::Month => (year, month),
        }
    }

    pub(crate) fn words(self, (year, part): (i32, u32)) -> String {
        match self {
            Self::Year => year.to_string(),
            Self::Quarter => format!("{year} Q{part}"),
            Self::Month => format!("{year}-{part:02}"),
        }
    }
}

/// The day of each row.
pub(crate) fn days(columns: &Columns<'_>, name: &str, lag: i32) -> Result<Vec<Option<Date>>, EvidenceError> {
    let column = columns.get(name).ok_or_else(|| EvidenceError::NoColumn(name.to_owned()))?;
    let read = |row| {
        let Some(date) = column.day(row) else {
            // Nothing is no day; anything else should have been one.
            return match column.cell(row) {
                None => Ok(None),
                Some(cell) => Err(EvidenceError::Day { column: name.to_owned(), row, found: written(&cell) }),
            };
        };
        Ok(date.days().checked_add(lag).and_then(Date::from_days))
    };
    (0..columns.rows()).map(read).collect()
}
