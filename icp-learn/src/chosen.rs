//! Criteria before they have points, and the values of their bands.

use crate::bands::Shape;

/// A criterion before it has points.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    /// Its codes in the sample.
    pub(crate) feature: usize,
    pub(crate) shape: Shape,
    /// Whether its bands were made given the others.
    pub(crate) given: bool,
    pub(crate) gain: f64,
    /// The feature that came second when it was chosen.
    pub(crate) runner_up: Option<usize>,
}

/// Values of bands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Fitted {
    pub(crate) intercept: f64,
    /// For each criterion the value of each band.
    pub(crate) values: Vec<Vec<f64>>,
    pub(crate) slopes: Vec<f64>,
}
