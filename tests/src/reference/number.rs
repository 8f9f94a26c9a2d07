//! Exact decimals: six places for what is written, twelve for weight times rating.

use std::cmp::Ordering;

use serde_json::Value;

/// How many millionths one is.
pub(super) const MILLION: i128 = 1_000_000;

/// The amount that is written, in millionths. Six places and a billion fit a double with room to spare.
pub(super) fn millionths(value: &Value) -> i128 {
    round(value.as_f64().expect("a number"))
}

/// A computed amount, rounded to a whole number of millionths, half away from zero.
pub(super) fn round(value: f64) -> i128 {
    (value * 1e6).round() as i128
}

/// The quotient of two whole numbers, rounded half away from zero.
pub(super) fn divide(numerator: i128, denominator: i128) -> i128 {
    let size = (2 * numerator.abs() + denominator) / (2 * denominator);
    size * numerator.signum()
}

/// A score, rounded to six places, half away from zero.
pub(super) fn published(value: f64) -> f64 {
    plain((value * 1e6).round() / 1e6)
}

/// Millionths as a number.
pub(super) fn from_millionths(amount: i128) -> f64 {
    plain(amount as f64 / 1e6)
}

/// Units of 1e-12 as the nearest number.
pub(super) fn from_pico(amount: i128) -> f64 {
    let size = amount.unsigned_abs();
    let scale = 1_000_000_000_000;
    let text = format!("{}.{:012}", size / scale, size % scale);
    let value: f64 = text.parse().expect("a decimal");
    plain(if amount < 0 { -value } else { value })
}

/// The quotient of two exact sums, taken after their common divisor, so that the unit plays no part.
pub(super) fn quotient(numerator: i128, denominator: i128) -> f64 {
    let divisor = common_divisor(numerator.abs(), denominator);
    (numerator / divisor) as f64 / (denominator / divisor) as f64
}

fn common_divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

/// Compares `a / b` with `c / d` (`b` and `d` above zero), without products that could overflow.
pub(super) fn compare_quotients((a, b): (i128, i128), (c, d): (i128, i128)) -> Ordering {
    let whole = a.div_euclid(b).cmp(&c.div_euclid(d));
    let (rest_a, rest_c) = (a.rem_euclid(b), c.rem_euclid(d));
    if whole != Ordering::Equal {
        whole
    } else if rest_a == 0 || rest_c == 0 {
        rest_a.cmp(&rest_c)
    } else {
        compare_quotients((d, rest_c), (b, rest_a))
    }
}

/// The same number, with -0 as 0.
pub(super) fn plain(value: f64) -> f64 {
    if value == 0.0 { 0.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!((divide(5, 2), divide(-5, 2), divide(4, 3), divide(0, 7)), (3, -3, 1, 0));
        assert_eq!((published(66.666_666_66), published(-0.000_000_1).to_bits()), (66.666_667, 0));
        assert_eq!((round(2.345_678), round(-0.1)), (2_345_678, -100_000));
    }

    #[test]
    fn quotients_compare_exactly() {
        assert_eq!(compare_quotients((1, 3), (333_333_333, 1_000_000_000)), Ordering::Greater);
        assert_eq!(compare_quotients((-1, 3), (1, 1_000_000)), Ordering::Less);
        assert_eq!(compare_quotients((2, 6), (1, 3)), Ordering::Equal);
        assert_eq!(compare_quotients((-7, 2), (-10, 3)), Ordering::Less);
    }

    #[test]
    fn pico_is_the_nearest_number() {
        assert_eq!(from_pico(-1_234_567_000_000), -1.234_567);
        assert_eq!(from_pico(300_000_000_000), 0.3);
        assert_eq!(quotient(2, 6), 1.0 / 3.0);
    }
}
