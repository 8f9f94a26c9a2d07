//! The distribution functions that intervals and tests need: of chi-square and Student's t from `statrs`, of the normal
//! distribution from `libm`, whose error function is right to the last digits in the tails too.

use libm::erfc;
use statrs::function::beta::checked_beta_reg;
use statrs::function::erf::erfc_inv;
use statrs::function::gamma::checked_gamma_ur;

/// The distance from the middle, in standard deviations, that a share of a normal population lies within.
pub(super) fn two_sided(confidence: f64) -> f64 {
    let beyond = 1.0 - confidence;
    // A step of Newton's brings the inverse to the digits of `erfc`.
    let near = erfc_inv(beyond);
    let slope = -2.0 / std::f64::consts::PI.sqrt() * libm::exp(-near * near);
    std::f64::consts::SQRT_2 * (near - (erfc(near) - beyond) / slope)
}

/// The chance that a normal deviate is at least this far from 0.
pub(super) fn normal_p(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// The chance of at least this value of chi-square.
pub(super) fn chi_square_p(value: f64, freedom: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    checked_gamma_ur(freedom / 2.0, value / 2.0).unwrap_or(f64::NAN).clamp(0.0, 1.0)
}

/// The chance that Student's t is at least this far from 0.
pub(super) fn student_p(t: f64, freedom: f64) -> f64 {
    checked_beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t)).unwrap_or(f64::NAN).clamp(0.0, 1.0)
}
