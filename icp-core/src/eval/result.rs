//! The numbers of a score: of one scorecard and of one icp, for one account.

use crate::plan::{IcpStatus, ReasonCode};

/// The numbers of one scorecard for one account.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct CardScore {
    /// The published score; `None` when nothing is known.
    pub score: Option<f64>,
    /// Lowest and highest score that the missing values could still lead to; `None` when no criterion applies.
    pub bounds: Option<(f64, f64)>,
    /// The share of the weight whose criteria are known, from 0 to 1.
    pub coverage: f64,
    /// The place of the tier, best first.
    pub tier: Option<usize>,
}

/// The numbers of one icp for one account.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct IcpScore {
    /// Whether it qualifies.
    pub status: IcpStatus,
    /// Why.
    pub reason: ReasonCode,
    /// The fit scorecard.
    pub fit: CardScore,
    /// The intent scorecard, if the icp has one.
    pub intent: Option<CardScore>,
    /// The place of the stage.
    pub stage: Option<usize>,
}
