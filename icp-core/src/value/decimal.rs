//! Exact decimals of at most six places, and the rounding of a float to them. `published.rs` rounds scores.

use std::fmt;

use super::float_text;

/// An exact decimal of at most six places, held in millionths.
///
/// Weights, ratings, points, shares and tier bounds are of this kind, so that they add up as integers.
///
/// ```
/// use icp_core::value::Micro;
/// let weight = Micro::from_f64(2.5).unwrap();
/// assert_eq!(weight.millionths(), 2_500_000);
/// assert_eq!(weight.to_string(), "2.5");
/// assert_eq!(Micro::from_f64(0.1234567), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Micro(i64);

impl Micro {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(1_000_000);

    /// From a count of millionths.
    ///
    /// ```
    /// use icp_core::value::Micro;
    /// assert_eq!(Micro::from_millionths(2_500_000).to_string(), "2.5");
    /// assert_eq!(Micro::from_millionths(1_000_000), Micro::ONE);
    /// ```
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// The decimal that a float was written as; `None` with more than six decimals or beyond 10^12.
    ///
    /// ```
    /// use icp_core::value::Micro;
    /// assert_eq!(Micro::from_f64(0.1).map(Micro::millionths), Some(100_000));
    /// assert_eq!(Micro::from_f64(0.000_000_1), None);
    /// assert_eq!(Micro::from_f64(0.0), Some(Micro::ZERO));
    /// ```
    pub fn from_f64(value: f64) -> Option<Self> {
        if !value.is_finite() || value.abs() > 1e12 {
            return None;
        }
        let nearest = (value * 1e6).round();
        // The nearest decimal of six places, read back, must be the very same float.
        (nearest / 1e6 == value).then_some(Self(nearest as i64))
    }

    /// The decimal of six places that a computed number was meant as: one within a part in 10^12 of it.
    pub(crate) fn near(value: f64) -> Option<Self> {
        let nearest = Self::from_f64((value * 1e6).round() / 1e6)?;
        ((nearest.to_f64() - value).abs() <= value.abs() * 1e-12).then_some(nearest)
    }

    /// The number of millionths.
    ///
    /// Sums of these are exact and have no order.
    ///
    /// ```
    /// use icp_core::value::Micro;
    /// assert_eq!(Micro::ONE.millionths(), 1_000_000);
    /// ```
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// The nearest float: the one that the decimal's text reads as.
    ///
    /// ```
    /// use icp_core::value::Micro;
    /// assert_eq!(Micro::from_millionths(100_000).to_f64(), 0.1);
    /// ```
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

impl fmt::Display for Micro {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&float_text(self.to_f64()))
    }
}

/// A float rounded to millionths, half away from zero.
#[inline]
pub(crate) fn round_micro(value: f64) -> i64 {
    // [`f64::round`] without a call: what is cut off is exact.
    let scaled = value * 1e6;
    let whole = scaled as i64;
    let rest = scaled - whole as f64;
    whole.saturating_add(i64::from(rest >= 0.5)).saturating_sub(i64::from(rest <= -0.5))
}

#[cfg(test)]
mod tests {
    use super::round_micro;

    #[test]
    fn rounding_is_that_of_the_standard_library() {
        let mut value: f64 = 1e-9;
        while value < 1e15 {
            for near in [value, value.next_up(), value.next_down(), -value, value / 3.0, -value / 7.0] {
                assert_eq!(round_micro(near), (near * 1e6).round() as i64, "{near}");
            }
            value *= 1.37;
        }
        for halves in -20_001..20_001 {
            let value: f64 = f64::from(halves) * 0.5e-6;
            for near in [value, value.next_up(), value.next_down()] {
                assert_eq!(round_micro(near), (near * 1e6).round() as i64, "{near}");
            }
        }
        for odd in [0.0, -0.0, 0.3, 1e300, -1e300, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            assert_eq!(round_micro(odd), (odd * 1e6).round() as i64);
        }
    }
}
