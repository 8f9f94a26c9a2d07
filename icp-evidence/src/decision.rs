//! Ranks as numbers, for tools that sort accounts by one number a row, such as scikit-learn's `decision_function`.

use icp_core::batch::Scores;
use icp_core::findings::ScorecardKind;
use icp_core::{IcpStatus, Model};

use crate::population::{STATUSES, place};

/// The rank of an account as a number that needs no other account: larger numbers rank higher, and qualified accounts have
/// numbers above 0.
///
/// A qualified account of the last icp in priority order has 1 + its score less the lowest that any icp can give. Each step in the
/// order (an earlier icp, a lower status) adds or takes one whole step, a power of two that is wider than all scores; without a
/// score the account stands at the lower end of its step. So the order is that of ranks, and scores stay readable.
///
/// ```
/// use icp_core::{Date, Model};
/// use icp_core::batch::{AsOf, BatchOptions};
/// use icp_core::column::{Column, Columns, Values};
/// use icp_evidence::Decision;
/// # let model = Model::from_json(r#"{"format": "icp/1", "name": "demo",
/// #     "attributes": {"employees": {"type": "number"}},
/// #     "icps": [{"id": "smb", "fit": {
/// #         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
/// #         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let columns = Columns::new(2).with("employees", Column::new(Values::F64(&[50.0, 5.0])))?;
/// let scores = model.score_batch(&columns, &BatchOptions::new(AsOf::Day(Date::MAX)))?;
/// let decision = Decision::new(&model);
/// assert_eq!((decision.of(&scores, 0), decision.of(&scores, 1)), (Some(101.0), Some(-127.0)));
/// assert_eq!(decision.group(&scores, 0).map(|group| decision.groups()[group].as_str()), Some("smb A"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    lowest: f64,
    /// A power of two, wider than all scores.
    step: f64,
    icps: usize,
    /// For each icp, the place of its first group: one for each tier, and one without.
    first: Vec<usize>,
    groups: Vec<String>,
}

impl Decision {
    /// For a model.
    pub fn new(model: &Model) -> Self {
        let ranges = model.score_ranges();
        let fit = || ranges.iter().filter(|range| range.scorecard == ScorecardKind::Fit);
        let lowest = fit().map(|range| range.lowest).fold(f64::INFINITY, f64::min);
        let highest = fit().map(|range| range.highest).fold(f64::NEG_INFINITY, f64::max);
        let lowest = if lowest.is_finite() { lowest } else { 0.0 };
        let wide = (highest - lowest).max(0.0) + 2.0;
        let mut step = 4.0;
        while step < wide && step < f64::from(1_u32 << 31) {
            step *= 2.0;
        }
        let (mut first, mut groups) = (Vec::new(), Vec::new());
        for icp in (0..model.icps().count()).filter_map(|at| model.icp(at)) {
            first.push(groups.len());
            groups.extend(icp.fit.tiers.iter().map(|tier| format!("{} {}", icp.id, tier.id)));
            groups.push(icp.id.to_string());
        }
        let others = STATUSES.iter().filter(|status| **status != IcpStatus::Qualified);
        groups.extend(others.map(|status| status.as_str().to_owned()));
        Self { lowest, step, icps: first.len(), first, groups }
    }

    /// The number of a row; `None` behind the last one.
    pub fn of(&self, scores: &Scores, row: usize) -> Option<f64> {
        let shown = &scores.shown;
        let (status, icp) = (*shown.status.get(row)?, usize::from(*scores.icp.get(row)?));
        let steps = match status {
            IcpStatus::Qualified => self.icps.saturating_sub(1 + icp) as f64,
            IcpStatus::Unqualified => -1.0,
            IcpStatus::InsufficientData => -2.0,
            // Disqualified.
            _ => -3.0,
        };
        let score = shown.score.get(row).copied().filter(|score| !score.is_nan());
        Some(steps * self.step + score.map_or(0.5, |score| 1.0 + score - self.lowest))
    }

    /// The group of a row among [`Decision::groups`]: for a qualified account its icp and tier, for others the status.
    pub fn group(&self, scores: &Scores, row: usize) -> Option<usize> {
        let shown = &scores.shown;
        let status = *shown.status.get(row)?;
        if status != IcpStatus::Qualified {
            return Some(self.groups.len() - STATUSES.len() + place(status));
        }
        let icp = usize::from(*scores.icp.get(row)?);
        let first = *self.first.get(icp)?;
        let end = self.first.get(icp + 1).copied().unwrap_or(self.groups.len() + 1 - STATUSES.len());
        let tier = usize::from(*shown.tier.get(row)?);
        Some(if first + tier < end { first + tier } else { end - 1 })
    }

    /// The groups, in the order of ranks: tiers of each icp, the best first, then the statuses that do not qualify.
    pub fn groups(&self) -> &[String] {
        &self.groups
    }
}
