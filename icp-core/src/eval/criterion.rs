//! The answer of one criterion as people see it: its status, the points that count, and its rating. Read by `assess` and
//! `batch`.

use crate::plan::{CriterionPlan, Outcome, State};
use crate::value::as_rating;

/// The answer of a criterion for one account, in one word.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::assessment::CriterionStatus;
/// // The size is known, the country is not.
/// let statuses: Vec<_> = answer.criteria().iter().map(|criterion| criterion.status).collect();
/// assert_eq!(statuses, [CriterionStatus::Fit, CriterionStatus::Unknown]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CriterionStatus {
    /// Rating 1.
    Fit,
    /// Between 0 and 1.
    Partial,
    /// Rating 0.
    None,
    /// Below 0, or the misfit holds.
    Misfit,
    /// It rests on something missing.
    Unknown,
    /// It is not for this account.
    NotApplicable,
}

impl CriterionStatus {
    /// The word in an assessment.
    ///
    /// ```
    /// use icp_core::assessment::CriterionStatus;
    /// assert_eq!(CriterionStatus::NotApplicable.as_str(), "not_applicable");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fit => "fit",
            Self::Partial => "partial",
            Self::None => "none",
            Self::Misfit => "misfit",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// The status of a criterion whose state this is.
pub(crate) fn criterion_status(state: State) -> CriterionStatus {
    match state {
        State::Fit => CriterionStatus::Fit,
        State::Partial => CriterionStatus::Partial,
        State::None => CriterionStatus::None,
        State::Misfit => CriterionStatus::Misfit,
        State::Unknown | State::Valued => CriterionStatus::Unknown,
        State::NotApplicable => CriterionStatus::NotApplicable,
    }
}

/// The points and the weight that count.
pub(crate) fn counts(plan: &CriterionPlan, outcome: &Outcome) -> (i64, i64) {
    match outcome.state {
        State::NotApplicable => (0, 0),
        State::Unknown | State::Valued => {
            (outcome.points, if plan.unknown.keeps_weight() { plan.weight } else { 0 })
        }
        State::Fit | State::Partial | State::None | State::Misfit => (outcome.points, plan.weight),
    }
}

/// The rating of a criterion that is known and applies.
pub(crate) fn rating(plan: &CriterionPlan, outcome: &Outcome) -> Option<f64> {
    match outcome.state {
        State::Fit | State::Partial | State::None | State::Misfit => {
            Some(as_rating(outcome.points, plan.weight))
        }
        State::Unknown | State::NotApplicable | State::Valued => None,
    }
}

/// The lowest and the highest points that are still open; `None` when it does not apply. A blank that a `known` test accepts
/// as an answer is not open here, though it is open for the bounds of the score.
pub(crate) fn open_points(plan: &CriterionPlan, outcome: &Outcome, cells: &[u32]) -> Option<(i64, i64)> {
    match outcome.state {
        State::NotApplicable => None,
        State::Fit | State::Partial | State::None | State::Misfit => Some((outcome.points, outcome.points)),
        State::Unknown | State::Valued => {
            let read = plan.open_reading.as_ref().map(|_| plan.reading.decide(plan.weight, cells));
            let read = read.filter(|read| !read.valued);
            Some(read.map_or((outcome.lo, outcome.hi), |read| (read.lo, read.hi)))
        }
    }
}
