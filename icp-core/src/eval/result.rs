//! The numbers of a score: of one scorecard and of one icp, for one account.

use crate::plan::{IcpStatus, ReasonCode};

/// The numbers of one scorecard for one account.
///
/// `score` and `bounds` are in the unit of the scale: 0 to 100 for a percent scale, points otherwise.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::OnInvalid;
/// let mut scratch = model.scratch();
/// model.evaluate(&model.record(&account, OnInvalid::Error)?, today, &mut scratch)?;
/// let fit = scratch.scores()[0].fit;
/// assert_eq!((fit.score, fit.bounds, fit.coverage), (Some(75.0), Some((75.0, 100.0)), 0.75));
/// assert_eq!(fit.tier.map(|at| &*model.definition().icps[0].fit.tiers[at].id), Some("A"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// [`Scratch::scores`](crate::Scratch::scores) has one for each icp. [`Model::reason`](crate::Model::reason) puts the reason
/// into words.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::OnInvalid;
/// let mut scratch = model.scratch();
/// model.evaluate(&model.record(&account, OnInvalid::Error)?, today, &mut scratch)?;
/// let smb = scratch.scores()[0];
/// assert_eq!((smb.status.as_str(), smb.intent, smb.stage), ("qualified", None, None));
/// assert_eq!(smb.reason.as_str(), model.reason(0, smb.reason).code.as_str());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
