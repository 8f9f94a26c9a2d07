//! Published numbers: how points become percent, and how everything is rounded: to six decimals, half away from zero.
//! Every room that shows or compares a score asks here, so that all of them give the same bits.

use super::MAX_EXACT_INTEGER;

/// A card's unit is given in 10^-12, a published number in millionths.
pub(crate) const PICO_IN_MICRO: i128 = 1_000_000;

/// 100 x points / weights. The quotient of two integers is the same in every unit: they are reduced when they
/// are not exact as floats.
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

/// Units of a card in millionths, half away from zero, and what is left over in 10^-12.
pub(crate) fn to_millionths(units: i128, unit: i64) -> (i128, i128) {
    let pico = units * i128::from(unit);
    let half = if pico < 0 { -PICO_IN_MICRO / 2 } else { PICO_IN_MICRO / 2 };
    let rounded = (pico + half) / PICO_IN_MICRO;
    (rounded, pico - rounded * PICO_IN_MICRO)
}

/// Units of a card as a published number.
pub(crate) fn published(units: i128, unit: i64) -> f64 {
    to_millionths(units, unit).0 as f64 / 1e6
}

/// Units of a card as the nearest number, not rounded: points have up to twelve decimals.
pub(crate) fn exact(units: i64, unit: i64) -> f64 {
    match to_millionths(units.into(), unit) {
        (millionths, 0) => millionths as f64 / 1e6,
        _ => (i128::from(units) * i128::from(unit)) as f64 / 1e12,
    }
}

/// The exact quotient of two whole numbers, rounded to six decimals, half away from zero; never -0.
pub(crate) fn as_rating(points: i64, weight: i64) -> f64 {
    let (points, weight) = (i128::from(points) * 2 * PICO_IN_MICRO, i128::from(weight).max(1));
    let half = if points < 0 { -weight } else { weight };
    ((points + half) / (2 * weight)) as f64 / 1e6
}

/// Rounded to a whole number, half up, of a number from 0 to 2^51: [`f64::round`] without a call or a branch.
#[inline(always)]
fn round_small(value: f64) -> f64 {
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
        assert_eq!(to_millionths(3, 500_000), (2, -500_000));
        assert_eq!(to_millionths(-3, 500_000), (-2, 500_000));
        assert_eq!((published(3, 500_000), exact(3, 500_000), exact(4, 500_000)), (2e-6, 1.5e-6, 2e-6));
        assert_eq!([1, -1, 2].map(|points| as_rating(points, 3)), [0.333_333, -0.333_333, 0.666_667]);
        assert_eq!(as_rating(0, -5).to_bits(), 0);
    }

    #[test]
    fn a_percentage_is_the_same_in_every_unit() {
        let most = i64::MAX / 3;
        assert_eq!(percent(most / 7 * 2, most / 7 * 3).to_bits(), percent(2, 3).to_bits());
        assert_eq!((gcd(12, 18), gcd(0, 5), gcd(5, 0)), (6, 5, 5));
    }
}
