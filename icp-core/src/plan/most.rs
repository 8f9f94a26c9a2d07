//! The most that a rule gives to any account, and the state of a criterion there.

use super::{RulePlan, State, state_of};

impl RulePlan {
    /// The most points that it gives to any account.
    pub(crate) fn most(&self) -> i64 {
        self.open().1
    }

    /// The state of a criterion whose rule gives these points: that of the branch that does, the best of several.
    pub(crate) fn state_giving(&self, points: i64, weight: i64) -> State {
        let by_points = state_of(points, weight);
        match self {
            Self::Branches { branches, last, .. } => {
                let all = branches.iter().map(|(_, branch)| branch).chain([last]);
                let mut giving = all.filter(|branch| branch.points == points).map(|branch| branch.state);
                let first = giving.next().unwrap_or(by_points);
                if giving.any(|state| state == State::Fit) { State::Fit } else { first }
            }
            Self::ByCell { .. } | Self::Best { .. } | Self::Sum(_) | Self::Curve(_) | Self::Decay(_) => {
                by_points
            }
        }
    }
}
