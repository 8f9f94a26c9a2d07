//! Published numbers: how points become percent, and how everything is rounded: to six decimals, half away from zero; and
//! the unit in which a card counts. Every room that shows or compares a score asks here, so that all of them give the same bits.

use super::MAX_EXACT_INTEGER;

/// Points are counted from 10^-12 on, a published number is in millionths.
pub(crate) const PICO_IN_MICRO: i128 = 1_000_000;

/// The unit of a card: the largest amount of which all its points and weights are multiples. It is a fraction in lowest
/// terms, since a third of a weight may be no multiple of 10^-12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PointUnit {
    /// In 10^-12.
    pub(crate) pico: i128,
    /// Into how many parts that is divided.
    pub(crate) parts: i128,
}

impl PointUnit {
    /// The unit of no amount at all.
    pub(crate) const NONE: Self = Self { pico: 0, parts: 1 };

    /// The unit of the same amounts and one more, which is this many 10^-12, divided into equal parts.
    pub(crate) fn with(self, pico: i128, parts: i128) -> Self {
        let (pico, parts) = reduced(pico, parts);
        let common = divisor(self.parts, parts).max(1);
        Self { pico: divisor(self.pico, pico), parts: self.parts.saturating_mul(parts / common) }
    }

    /// An amount of this many 10^-12, divided into equal parts, in units. INVARIANT: it is a multiple of the unit.
    pub(crate) fn units(self, pico: i128, parts: i128) -> i128 {
        let (pico, parts) = reduced(pico, parts);
        (pico / self.pico.max(1)).saturating_mul(self.parts / parts)
    }
}

/// A fraction in lowest terms.
fn reduced(above: i128, below: i128) -> (i128, i128) {
    let common = divisor(above, below).max(1);
    (above / common, below / common)
}

/// The greatest common divisor, not negative.
fn divisor(a: i128, b: i128) -> i128 {
    i128::try_from(gcd(a.unsigned_abs(), b.unsigned_abs())).unwrap_or(i128::MAX)
}

/// 100 x points / weights. The quotient of two integers is the same in every unit: they are reduced when they
/// are not exact as floats.
#[inline]
pub(crate) fn percent(points: i64, weight: i64) -> f64 {
    let (mut points, mut weight) = (points, weight);
    if points.unsigned_abs() > MAX_EXACT_INTEGER || weight.unsigned_abs() > MAX_EXACT_INTEGER {
        let by = gcd(points.unsigned_abs().into(), weight.unsigned_abs().into()).max(1) as i64;
        points /= by;
        weight /= by;
    }
    points as f64 / weight as f64 * 100.0
}

/// A number within two bounds. The library's `clamp` would do, but it checks the bounds, and the words of that check have a
/// browser fetch the library's way of writing numbers.
#[inline]
pub(crate) fn clamped<T: PartialOrd>(number: T, low: T, high: T) -> T {
    if number < low {
        low
    } else if number > high {
        high
    } else {
        number
    }
}

/// The greatest common divisor; of zero and a number, the number.
pub(crate) fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Rounded to six decimals, half away from zero; never -0.
#[inline]
pub(crate) fn round_published(value: f64) -> f64 {
    let scaled = value * 1e6;
    if scaled.abs() >= MAX_EXACT_INTEGER as f64 {
        return scaled / 1e6;
    }
    // The integer part and what is left of it are exact, so this is `round`, without a call.
    let whole = scaled as i64;
    let left = scaled - whole as f64;
    let rounded = whole + i64::from(left >= 0.5) - i64::from(left <= -0.5);
    rounded as f64 / 1e6
}

/// A quotient, in 64 bits where both fit: nearly all do, and there it is one instruction instead of a call. INVARIANT: the divisor
/// is positive.
fn quotient(above: i128, below: i128) -> i128 {
    match (i64::try_from(above), i64::try_from(below)) {
        (Ok(above), Ok(below)) if below > 0 => (above / below).into(),
        _ => above / below,
    }
}

/// The nearest number, likewise.
fn float(whole: i128) -> f64 {
    match i64::try_from(whole) {
        Ok(whole) => whole as f64,
        Err(_) => whole as f64,
    }
}

/// Units of a card in millionths, half away from zero, and what is left over, in 10^-12 divided into the parts of the unit.
pub(crate) fn to_millionths(units: i128, unit: PointUnit) -> (i128, i128) {
    if let Some((rounded, left)) = small_millionths(units, unit) {
        return (rounded.into(), left.into());
    }
    let amount = units.saturating_mul(unit.pico);
    let millionth = PICO_IN_MICRO * unit.parts;
    let half = if amount < 0 { -millionth / 2 } else { millionth / 2 };
    let rounded = quotient(amount + half, millionth);
    (rounded, amount - rounded * millionth)
}

/// The same in 64 bits, where all of it fits.
#[inline]
fn small_millionths(units: i128, unit: PointUnit) -> Option<(i64, i64)> {
    let narrow = |wide: i128| i64::try_from(wide).ok();
    let amount = narrow(units)?.checked_mul(narrow(unit.pico)?)?;
    let millionth = narrow(unit.parts)?.checked_mul(PICO_IN_MICRO as i64)?;
    let half = if amount < 0 { -(millionth / 2) } else { millionth / 2 };
    let rounded = amount.checked_add(half)?.checked_div(millionth)?;
    Some((rounded, amount - rounded * millionth))
}

/// Units of a card as a published number.
pub(crate) fn published(units: i128, unit: PointUnit) -> f64 {
    float(to_millionths(units, unit).0) / 1e6
}

/// Units of a card as the nearest number, not rounded to six decimals: points have up to twelve, or are a fraction.
pub(crate) fn exact(units: i64, unit: PointUnit) -> f64 {
    match to_millionths(units.into(), unit) {
        (millionths, 0) => float(millionths) / 1e6,
        _ => {
            let amount = i128::from(units).saturating_mul(unit.pico);
            let (above, below) = match unit.parts {
                1 => (amount, PICO_IN_MICRO * PICO_IN_MICRO),
                parts => reduced(amount, parts * PICO_IN_MICRO * PICO_IN_MICRO),
            };
            float(above) / float(below)
        }
    }
}

/// The exact quotient of two whole numbers, rounded to six decimals, half away from zero; never -0.
pub(crate) fn as_rating(points: i64, weight: i64) -> f64 {
    // Nearly all fit 64 bits, where it is one division.
    let (doubled, twice) = (points.checked_mul(2 * PICO_IN_MICRO as i64), weight.checked_mul(2));
    if let (Some(points), Some(twice)) = (doubled, twice.filter(|twice| *twice > 0)) {
        let half = if points < 0 { -weight } else { weight };
        if let Some(above) = points.checked_add(half) {
            return (above / twice) as f64 / 1e6;
        }
    }
    let (points, weight) = (i128::from(points) * 2 * PICO_IN_MICRO, i128::from(weight).max(1));
    let half = if points < 0 { -weight } else { weight };
    float(quotient(points + half, 2 * weight)) / 1e6
}

/// Rounded to a whole number, half up, of a number from 0 to 2^51: [`f64::round`] without a call or a branch.
#[inline(always)]
pub(crate) fn round_small(value: f64) -> f64 {
    // Adding it leaves no room for a fraction: the sum is rounded, half to even.
    const ROOM: f64 = (1u64 << 52) as f64;
    let even = (value + ROOM) - ROOM;
    if value - even >= 0.5 { even + 1.0 } else { even }
}

/// Points as a score on a percent scale with one bucket of a weight, in whole millionths.
#[inline(always)]
pub(crate) fn plain_millionths(points: f64, weight: f64) -> f64 {
    let percent = points / weight * 100.0;
    // Written so that it is one instruction; 0 / 0 is 0.
    round_small(if percent > 0.0 { percent } else { 0.0 } * 1e6)
}

/// Points as a score on a percent scale with one bucket of a weight.
#[inline(always)]
pub(crate) fn plain_percent(points: i32, weight: f64) -> f64 {
    plain_millionths(points.into(), weight) / 1e6
}

/// The share of a weight that is known.
#[inline(always)]
pub(crate) fn plain_ratio(known: f64, weight: f64) -> f64 {
    let share = round_small(known / weight * 100.0 / 100.0 * 1e6) / 1e6;
    if known == weight { 1.0 } else { share }
}

/// The share of a weight that is known.
#[inline(always)]
pub(crate) fn plain_coverage(known: i32, weight: f64) -> f64 {
    plain_ratio(known.into(), weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_without_a_branch_is_rounding() {
        let mut state = 7u64;
        for step in 0..2_000_000u64 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let value = match step % 3 {
                0 => (state >> 20) as f64 / 64.0,
                1 => (state >> 40) as f64 + 0.5,
                _ => (state >> 11) as f64 / (1u64 << 53) as f64,
            };
            assert_eq!(round_small(value).to_bits(), value.round().to_bits(), "{value}");
            let (points, weight) = ((state >> 33) as i32 % 100_000, ((state >> 17) % 100_000 + 1) as f64);
            let percent = (f64::from(points) / weight * 100.0).max(0.0);
            assert_eq!(plain_percent(points, weight).to_bits(), round_published(percent).to_bits());
            let known = f64::from(points).abs().min(weight);
            let expected =
                if known == weight { 1.0 } else { round_published(known / weight * 100.0 / 100.0) };
            assert_eq!(plain_ratio(known, weight).to_bits(), expected.to_bits());
        }
    }

    #[test]
    fn units_are_rounded_away_from_zero_and_what_is_left_is_told() {
        let half = PointUnit { pico: 500_000, parts: 1 };
        assert_eq!(to_millionths(3, half), (2, -500_000));
        assert_eq!(to_millionths(-3, half), (-2, 500_000));
        assert_eq!((published(3, half), exact(3, half), exact(4, half)), (2e-6, 1.5e-6, 2e-6));
        assert_eq!([1, -1, 2].map(|points| as_rating(points, 3)), [0.333_333, -0.333_333, 0.666_667]);
        assert_eq!(as_rating(0, -5).to_bits(), 0);
    }

    #[test]
    fn a_unit_is_the_largest_amount_of_which_all_are_multiples() {
        let one = PICO_IN_MICRO * PICO_IN_MICRO;
        // A seventh of 1, a sixth of 2 and a half of 3, which are 6, 14 and 63 of 42.
        let unit = PointUnit::NONE.with(one, 7).with(2 * one, 6).with(3 * one, 2);
        assert_eq!(unit, PointUnit { pico: one / 2, parts: 21 });
        assert_eq!([(one, 7), (2 * one, 6), (-3 * one, 2)].map(|(a, b)| unit.units(a, b)), [6, 14, -63]);
        let seventh = PointUnit { pico: one, parts: 7 };
        assert_eq!(
            (published(3, seventh), exact(3, seventh), exact(7, seventh)),
            (0.428_571, 3.0 / 7.0, 1.0)
        );
        assert_eq!(to_millionths(-3, seventh), (-428_571, -3 * one + 428_571 * 7 * PICO_IN_MICRO));
        assert_eq!(
            PointUnit::NONE.with(2 * one, 1).with(3 * one, 1).with(0, 5),
            PointUnit { pico: one, parts: 1 }
        );
    }

    #[test]
    fn a_percentage_is_the_same_in_every_unit() {
        let most = i64::MAX / 3;
        assert_eq!(percent(most / 7 * 2, most / 7 * 3).to_bits(), percent(2, 3).to_bits());
        assert_eq!((gcd(12, 18), gcd(0, 5), gcd(5, 0)), (6, 5, 5));
    }
}
