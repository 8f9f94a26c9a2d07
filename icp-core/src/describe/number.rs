//! Numbers of a model as people write them: all of their digits, in groups of three from five digits on.

use crate::value::{Micro, float_text};

/// `5,000,000`, `2015`, `0.7`, `-12,500.25`.
pub(crate) fn grouped(value: f64) -> String {
    let text = float_text(value);
    let (sign, text) = text.strip_prefix('-').map_or(("", &*text), |rest| ("-", rest));
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let is_plain = whole.bytes().all(|byte| byte.is_ascii_digit());
    // A year has four digits, and is never grouped.
    if !is_plain || whole.len() < 5 {
        return format!("{sign}{text}");
    }
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
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
