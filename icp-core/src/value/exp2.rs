//! Powers of two with fractions, for what is left of an event after some half-lives. Only sums and products, so every target gets
//! the same bits; the table of the usual library function would be a fiftieth of what a browser fetches first.

/// The natural logarithm of two: a double, its halves of few digits, and the rest.
pub(super) const LN_2: [f64; 3] =
    [std::f64::consts::LN_2, 0.693_147_182_464_599_6, -1.904_654_323_148_236e-9];
pub(super) const LN_2_REST: f64 = 2.319_046_813_846_299_6e-17;

/// The coefficients of the exponential series from its second power on, the last first: what follows is below the last digit.
const SERIES: [f64; 12] = [
    1.0 / 6_227_020_800.0,
    1.0 / 479_001_600.0,
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5_040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
];

/// Two to this power, exact for whole numbers, else within two thirds of the last digit. Beyond what a double holds it is 0 or
/// infinite.
pub(crate) fn exp2(exponent: f64) -> f64 {
    // Beyond these it is 0 or infinite anyhow; not a number stays what it is.
    let exponent = exponent.clamp(-1_100.0, 1_100.0);
    let whole = (exponent + 0.5).floor();
    let part = exponent - whole;
    // The product with the logarithm, and what it was rounded by.
    let [ln_2, high, low] = LN_2;
    let scaled = part * ln_2;
    let (part_high, part_low) = halves(part);
    let rest = ((part_high * high - scaled) + part_high * low + part_low * high) + part_low * low;
    let rest = rest + part * LN_2_REST;
    let series = SERIES.iter().fold(0.0, |sum, next| sum * scaled + next);
    let small = series * scaled * scaled + (rest + rest * scaled);
    let sum = 1.0 + scaled;
    let value = sum + ((scaled - (sum - 1.0)) + small);
    // In two steps, since the power of two of the smallest doubles is none itself.
    let half = (whole / 2.0).floor();
    value * scale(half) * scale(whole - half)
}

/// A double as two of half as many digits.
pub(super) fn halves(value: f64) -> (f64, f64) {
    let raised = value * 134_217_729.0;
    let high = raised - (raised - value);
    (high, value - high)
}

/// Two to a whole power from -1000 to 1000.
fn scale(whole: f64) -> f64 {
    f64::from_bits(((whole + 1_023.0) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::exp2;

    #[test]
    fn whole_powers_are_exact() {
        let mut expected = 1.0;
        for halvings in 0..1_100 {
            assert_eq!(exp2(-f64::from(halvings)).to_bits(), f64::to_bits(expected), "-{halvings}");
            expected /= 2.0;
        }
        assert_eq!(exp2(10.0), 1_024.0);
        assert_eq!(exp2(1_023.0), f64::MAX / (2.0 - f64::EPSILON));
        assert_eq!((exp2(f64::NEG_INFINITY), exp2(-1e300)), (0.0, 0.0));
        assert_eq!((exp2(f64::INFINITY), exp2(1_024.0)), (f64::INFINITY, f64::INFINITY));
        assert!(exp2(f64::NAN).is_nan());
    }

    #[test]
    fn others_are_right_but_for_the_last_digit() {
        let ulps = |a: f64, b: f64| a.to_bits().abs_diff(b.to_bits());
        assert!(ulps(exp2(-0.5), std::f64::consts::FRAC_1_SQRT_2) <= 1);
        assert!(ulps(exp2(0.5), std::f64::consts::SQRT_2) <= 1);
        // To the last digit by the definition, worked out with sixty digits.
        for (exponent, expected) in POWERS {
            assert!(ulps(exp2(exponent), expected) <= 1, "2^{exponent}");
        }
        let mut before = f64::INFINITY;
        for step in 0..20_000 {
            let exponent = -f64::from(step) / 321.0;
            let value = exp2(exponent);
            assert!(value < before, "2^{exponent} is no less than what is before it");
            before = value;
            let root = exp2(exponent / 2.0);
            assert!(ulps(root * root, value) <= 3, "2^{exponent} is the square of its root");
        }
    }

    const POWERS: [(f64, f64); 8] = [
        (-0.3333333333333333, 0.7937005259840998),
        (-0.16666666666666666, 0.8908987181403393),
        (-0.07777777777777778, 0.9475160078148386),
        (-0.9972602739726028, 0.5009504188386175),
        (-13.716666666666667, 7.427999961368352e-05),
        (-0.547945205479452, 0.6839936299924942),
        (-1.0009765625, 0.49966166375132537),
        (-58.2, 3.020328998349234e-18),
    ];
}
