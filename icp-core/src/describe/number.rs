//! Numbers of a model as people write them: all of their digits, in groups of three from five digits on.

use crate::page::number::in_groups;
use crate::value::{Micro, float_text};

/// `5,000,000`, `2015`, `0.7`, `-12,500.25`.
pub(crate) fn grouped(value: f64) -> String {
    in_groups(&float_text(value))
}

/// The same for an exact decimal.
pub(super) fn decimal(value: Micro) -> String {
    grouped(value.to_f64())
}

/// `1 point`, `-2.5 points`.
pub(super) fn points(value: f64) -> String {
    let noun = if value.abs() == 1.0 { "point" } else { "points" };
    format!("{} {noun}", grouped(value))
}
