//! Chances and log odds. Newton's steps ask for a chance for each pattern of each step, so the exponential is one that processors work on
//! side by side; it uses additions, products and one quotient, which have the same bits everywhere.

/// 1.5 * 2^52: what is added to it has its whole part in the last bits.
const WHOLE: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts, so that a multiple of it can be taken off exactly.
const LN_2: (f64, f64) = (0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10);
/// 1/n! from n = 10 down to 0.
const SERIES: [f64; 11] = [
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5_040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
    1.0,
    1.0,
];

/// e to a power between -40 and 40, to a part in 10^12.
#[inline(always)]
fn exp(power: f64) -> f64 {
    let power = power.clamp(-40.0, 40.0);
    let shifted = power * std::f64::consts::LOG2_E + WHOLE;
    let whole = shifted - WHOLE;
    let rest = power - whole * LN_2.0 - whole * LN_2.1;
    let series = SERIES.iter().fold(0.0, |sum, term| sum * rest + term);
    // The last bits of `shifted` are the whole part as an integer; moved into the exponent they double that often.
    let scale = f64::from_bits((shifted.to_bits() << 52).wrapping_add(1023 << 52));
    series * scale
}

/// The chance for log odds.
#[inline(always)]
pub(crate) fn chance(log_odds: f64) -> f64 {
    1.0 / (1.0 + exp(-log_odds))
}

/// The log odds of a chance.
pub(crate) fn log_odds(chance: f64) -> f64 {
    let chance = chance.clamp(1e-9, 1.0 - 1e-9);
    libm::log(chance / (1.0 - chance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_right() {
        for step in -4000..=4000 {
            let power = f64::from(step) / 100.0;
            let (own, right) = (exp(power), libm::exp(power));
            assert!((own / right - 1.0).abs() < 1e-12, "{power}: {own} {right}");
        }
        assert!(
            chance(0.0) == 0.5 && chance(1e9) > 0.999_999 && chance(-1e9) < 1e-9 && chance(f64::NAN).is_nan()
        );
        assert!((chance(log_odds(0.3)) - 0.3).abs() < 1e-12);
    }
}
