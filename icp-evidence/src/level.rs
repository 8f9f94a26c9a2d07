//! How sure intervals and tests are, once for all figures.

/// The confidence of all intervals.
pub(crate) const CONFIDENCE: f64 = 0.95;
/// The chance of a false alarm that a test may have.
pub(crate) const ALARM: f64 = 0.05;
