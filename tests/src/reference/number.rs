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
pub(super) fn from_pico(amount: Exact) -> f64 {
    let Exact { top: amount, below: 1 } = amount else { return amount.number_over(MILLION * MILLION) };
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

/// An exact amount: a fraction in lowest terms, its lower part above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exact {
    top: i128,
    below: i128,
}

impl Exact {
    pub(super) const ZERO: Self = Self::whole(0);

    pub(super) const fn whole(top: i128) -> Self {
        Self { top, below: 1 }
    }

    /// A part of it.
    pub(super) fn over(self, divisor: i128) -> Self {
        let below = self.below * divisor;
        let common = common_divisor(self.top.abs(), below);
        Self { top: self.top / common, below: below / common }
    }

    pub(super) fn times(self, factor: i128) -> Self {
        Self { top: self.top * factor, ..self }.over(1)
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let common = common_divisor(self.below, other.below);
        let (left, right) = (other.below / common, self.below / common);
        Self { top: self.top * left + other.top * right, below: self.below * left }.over(1)
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(other.times(-1))
    }

    pub(super) fn size(self) -> Self {
        Self { top: self.top.abs(), ..self }
    }

    /// The nearest whole number, half away from zero.
    pub(super) fn rounded(self) -> i128 {
        divide(self.top, self.below)
    }

    /// The quotient by a whole number.
    pub(super) fn number_over(self, divisor: i128) -> f64 {
        quotient(self.top, self.below * divisor)
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        compare_quotients((self.top, self.below), (other.top, other.below))
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::plus)
    }
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
    fn sevenths_add_up_to_the_whole() {
        let seventh = Exact::whole(MILLION).over(7);
        assert_eq!((0..7).map(|_| seventh).sum::<Exact>(), Exact::whole(MILLION));
        assert_eq!((seventh.rounded(), seventh.times(-4).rounded()), (142_857, -571_429));
        assert!(seventh > Exact::whole(142_857) && seventh.minus(seventh) == Exact::ZERO);
    }

    #[test]
    fn pico_is_the_nearest_number() {
        assert_eq!(from_pico(Exact::whole(-1_234_567_000_000)), -1.234_567);
        assert_eq!(from_pico(Exact::whole(300_000_000_000)), 0.3);
        assert_eq!(quotient(2, 6), 1.0 / 3.0);
    }
}
