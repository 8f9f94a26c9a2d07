//! The use of a shared criterion: the things that a scorecard gives anew to one that it takes.

use crate::value::Micro;

/// A criterion taken from the shared ones, and what it overrides.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// // {"use": "market", "dimension": "firm", "weight": 2}
/// let uses = model.definition().icps[0].fit.criteria[1].uses.as_ref().unwrap();
/// assert_eq!((&*uses.name, uses.weight, uses.dimension, uses.required), ("market", true, true, false));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Use {
    /// The name of the shared criterion.
    pub name: Box<str>,
    /// Whether the id was given anew.
    pub id: bool,
    /// Whether the weight was given anew.
    pub weight: bool,
    /// The factor or the points by which its amounts were made larger or smaller.
    pub scaled: Option<Scaled>,
    /// Whether the dimension was given anew.
    pub dimension: bool,
    /// Whether `required` was given anew.
    pub required: bool,
    /// Whether the scorecard takes it by `weights` alone, without an entry of `criteria`.
    pub by_weights: bool,
}

/// How a scorecard makes a shared criterion count more or less: its weight or, in points, every amount.
///
/// ```
/// use icp_core::model::Scaled;
/// use icp_core::value::Micro;
/// // {"use": "market", "times": 0.5}
/// assert_ne!(Scaled::Times(Micro::from_millionths(500_000)), Scaled::Points(Micro::ONE));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scaled {
    /// By this factor.
    Times(Micro),
    /// By the factor with which its weight is this.
    Points(Micro),
}
