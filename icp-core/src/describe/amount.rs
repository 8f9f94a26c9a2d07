//! Ratings and points in words: shares of a weight, or points.

use super::number;
use crate::model::Unit;
use crate::value::Micro;

/// `all of it`, `half`, `40 %`, `minus 25 %`, `nothing`; in points `8 points`.
pub(super) fn amount(value: Micro, unit: Unit) -> String {
    if unit == Unit::Points {
        return number::points(value.to_f64());
    }
    match value.millionths() {
        1_000_000 => "all of it".to_owned(),
        500_000 => "half".to_owned(),
        0 => "nothing".to_owned(),
        millionths => {
            let percent = Micro::from_millionths(millionths.saturating_abs());
            let sign = if millionths < 0 { "minus " } else { "" };
            format!("{sign}{} %", number::grouped(hundred_fold(percent)))
        }
    }
}

/// A rating as percent, exactly: a millionth is a ten-thousandth of a percent.
fn hundred_fold(rating: Micro) -> f64 {
    rating.millionths() as f64 / 1e4
}
