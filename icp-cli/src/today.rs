//! The day of the machine, which the core never asks for itself.

use chrono::Datelike as _;
use icp_core::Date;

/// Today, where this machine is. The only place that reads a clock.
pub(crate) fn today() -> Date {
    let now = chrono::Local::now().date_naive();
    // A clock outside of the years 1 to 9999 is taken as the last day there is.
    Date::new(now.year(), now.month(), now.day()).unwrap_or(Date::MAX)
}
