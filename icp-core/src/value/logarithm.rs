//! Natural logarithms, for curves on a logarithmic axis. Only sums, products and quotients, so every target gets the same bits.

use std::f64::consts::SQRT_2;

use super::exp2::{LN_2, LN_2_REST, halves};

/// The coefficients of the series of the logarithm, the last first: what follows is below the last digit.
const SERIES: [f64; 11] = [
    2.0 / 23.0,
    2.0 / 21.0,
    2.0 / 19.0,
    2.0 / 17.0,
    2.0 / 15.0,
    2.0 / 13.0,
    2.0 / 11.0,
    2.0 / 9.0,
    2.0 / 7.0,
    2.0 / 5.0,
    2.0 / 3.0,
];

/// The natural logarithm of a number above 0 that is finite, right but for the last digit. What it gives for others has no meaning.
pub(crate) fn ln(number: f64) -> f64 {
    let is_small = number < f64::MIN_POSITIVE;
    // 2^54, so that the number has all its digits.
    let bits = (if is_small { number * 18_014_398_509_481_984.0 } else { number }).to_bits();
    let power = (bits >> 52) as i32 - 1_023 - if is_small { 54 } else { 0 };
    let part = f64::from_bits(bits & ((1 << 52) - 1) | 1_023 << 52);
    // From the root of a half to that of two, so that the series is short.
    let (part, power) = if part > SQRT_2 { (part / 2.0, power + 1) } else { (part, power) };
    let power = f64::from(power);
    // ln(part) = 2 artanh(share), where share = (part - 1) / (part + 1).
    let above = part - 1.0;
    let whole = 2.0 + above;
    let whole_rest = above - (whole - 2.0);
    let share = above / whole;
    let (share_high, share_low) = halves(share);
    let (whole_high, whole_low) = halves(whole);
    let product = share * whole;
    let product_rest =
        ((share_high * whole_high - product) + share_high * whole_low + share_low * whole_high)
            + share_low * whole_low;
    let share_rest = ((above - product) - product_rest - share * whole_rest) / whole;
    let square = share * share;
    let series = SERIES.iter().fold(0.0, |sum, next| (sum + next) * square);
    let small = share * series + 2.0 * share_rest;
    let [_, high, low] = LN_2;
    // Both are exact, and what their sum is rounded by is added to the rest.
    let (first, second) = (power * high, 2.0 * share);
    let sum = first + second;
    let sum_rest = if power == 0.0 { 0.0 } else { second - (sum - first) };
    sum + (sum_rest + (power * low + (small + power * LN_2_REST)))
}

/// The natural logarithm of a number above -1 plus 1, also where the number is so small that the sum would have lost it.
pub(crate) fn ln_1p(number: f64) -> f64 {
    let sum = 1.0 + number;
    if sum == 1.0 { number } else { ln(sum) + (number - (sum - 1.0)) / sum }
}

#[cfg(test)]
mod tests {
    use super::{ln, ln_1p};

    fn ulps(a: f64, b: f64) -> u64 {
        a.to_bits().abs_diff(b.to_bits())
    }

    #[test]
    fn logarithms_are_right_but_for_the_last_digit() {
        // To the last digit, worked out with sixty digits.
        for (number, expected) in LOGARITHMS {
            assert!(ulps(ln(number), expected) <= 1, "ln {number}: {} {expected}", ln(number));
        }
        for (number, expected) in OF_ONE_MORE {
            assert!(ulps(ln_1p(number), expected) <= 1, "ln_1p {number}: {} {expected}", ln_1p(number));
        }
        assert_eq!((ln(1.0), ln_1p(0.0)), (0.0, 0.0));
        assert_eq!(ln(2.0), std::f64::consts::LN_2);
        assert_eq!(ln_1p(1e-300), 1e-300);
    }

    #[test]
    fn a_greater_number_never_has_a_lesser_logarithm() {
        let mut number = 1e-9;
        while number < 1e18 {
            let mut next = number;
            let mut before = (ln(number), ln_1p(number));
            for _ in 0..20 {
                next = f64::next_up(next);
                let now = (ln(next), ln_1p(next));
                assert!(now.0 >= before.0 && now.1 >= before.1, "{next}");
                before = now;
            }
            number *= 1.003;
        }
    }

    #[expect(clippy::approx_constant, reason = "a constant would not say what is expected of the number")]
    const LOGARITHMS: [(f64, f64); 18] = [
        (0.5, -0.6931471805599453),
        (0.7071067811865476, -0.3465735902799726),
        (0.7071067811865475, -0.34657359027997275),
        (1.0000000000000002, 2.2204460492503128e-16),
        (0.9999999999999999, -1.1102230246251565e-16),
        (1.1, 0.09531017980432493),
        (1.4142135623730951, 0.3465735902799727),
        (1.5, 0.4054651081081644),
        (3.0, 1.0986122886681098),
        (10.0, 2.302585092994046),
        (999.0, 6.906754778648554),
        (1000000.0, 13.815510557964274),
        (123456.789, 11.723646487185881),
        (1e+18, 41.44653167389282),
        (3e-05, -10.41431317630212),
        (2.2250738585072014e-308, -708.3964185322641),
        (5e-324, -744.4400719213812),
        (1.7976931348623157e+308, 709.782712893384),
    ];

    #[expect(clippy::approx_constant, reason = "a constant would not say what is expected of the number")]
    const OF_ONE_MORE: [(f64, f64); 11] = [
        (1e-09, 9.999999995e-10),
        (0.1, 0.09531017980432487),
        (0.5, 0.4054651081081644),
        (1.0, 0.6931471805599453),
        (9.0, 2.302585092994046),
        (99.0, 4.605170185988092),
        (999999.0, 13.815510557964274),
        (1e+18, 41.44653167389282),
        (-0.5, -0.6931471805599453),
        (-0.9, -2.302585092994046),
        (3.7, 1.547562508716013),
    ];
}
