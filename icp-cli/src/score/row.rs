//! The compact result of one scored account, which `ranking` sorts and `table` prints.

use std::cmp::Ordering;

use icp_core::assessment::{RankKey, ReasonCode};
use icp_core::batch::{IcpColumns, Scores};
use icp_core::{IcpStatus, Model, Scratch};

/// The numbers of one scored account. Texts are kept as indices into the model, since there may be millions of rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    score: f64,
    low: f64,
    high: f64,
    /// Its number in the input, from 1.
    number: u32,
    reason: u32,
    icp: u16,
    tier: u16,
    stage: u16,
    pub(crate) status: IcpStatus,
}

/// The index of an account without a tier or a stage.
const NONE: u16 = u16::MAX;

fn short_index(index: Option<usize>) -> u16 {
    index.and_then(|index| u16::try_from(index).ok()).unwrap_or(NONE)
}

impl Row {
    /// The account that the scratch was last scored with; `None` for a model without icps.
    pub(crate) fn of_scratch(number: u64, scratch: &Scratch) -> Option<Self> {
        Self::of_icp(number, scratch, scratch.headline()?)
    }

    /// The same for one of its icps.
    pub(crate) fn of_icp(number: u64, scratch: &Scratch, icp: usize) -> Option<Self> {
        let score = scratch.scores().get(icp)?;
        let (low, high) = score.fit.bounds.unwrap_or((f64::NAN, f64::NAN));
        Some(Self {
            score: score.fit.score.unwrap_or(f64::NAN),
            low,
            high,
            number: u32::try_from(number).unwrap_or(u32::MAX),
            reason: score.reason.to_bits(),
            icp: short_index(Some(icp)),
            tier: short_index(score.fit.tier),
            stage: short_index(score.stage),
            status: score.status,
        })
    }

    /// A row of a table that was scored with bounds and reasons.
    pub(crate) fn of_scores(number: u64, scores: &Scores, row: usize) -> Option<Self> {
        Self::of_columns(number, scores, row, *scores.icp.get(row)?, &scores.shown)
    }

    /// The same for one of its icps, whose columns these are.
    pub(crate) fn of_columns(
        number: u64,
        scores: &Scores,
        row: usize,
        icp: u16,
        columns: &IcpColumns,
    ) -> Option<Self> {
        let (_, reason) = scores.reasons.get(*columns.reason.get(row)? as usize)?;
        Some(Self {
            score: *columns.score.get(row)?,
            low: *columns.lower.get(row)?,
            high: *columns.upper.get(row)?,
            number: u32::try_from(number).unwrap_or(u32::MAX),
            reason: reason.to_bits(),
            icp,
            tier: *columns.tier.get(row)?,
            stage: *columns.stage.get(row)?,
            status: *columns.status.get(row)?,
        })
    }

    /// Its number in the input, from 1.
    pub(crate) fn number(&self) -> u64 {
        u64::from(self.number)
    }

    /// Whether the account qualifies. The row's icp is then the account's best; otherwise the account has no best icp.
    pub(crate) fn best(&self) -> bool {
        self.status == IcpStatus::Qualified
    }

    /// The index of the icp that the row is about, in priority order.
    pub(crate) fn icp(&self) -> usize {
        usize::from(self.icp)
    }

    /// The fit score, if anything is known.
    pub(crate) fn score(&self) -> Option<f64> {
        Some(self.score).filter(|score| !score.is_nan())
    }

    /// The lowest and the highest fit score that filling in the missing values could give.
    pub(crate) fn bounds(&self) -> Option<(f64, f64)> {
        Some((self.low, self.high)).filter(|(low, _)| !low.is_nan())
    }

    /// The index of the tier in its icp.
    pub(crate) fn tier_place(&self) -> Option<usize> {
        Some(usize::from(self.tier)).filter(|_| self.tier != NONE)
    }

    /// Why it has its status.
    pub(crate) fn why(&self) -> ReasonCode {
        // INVARIANT: the bits are those of a reason.
        ReasonCode::from_bits(self.reason).unwrap_or(ReasonCode::NothingKnown)
    }

    /// The id of the tier.
    pub(crate) fn tier<'m>(&self, model: &'m Model) -> Option<&'m str> {
        Some(&model.icp(self.icp())?.fit.tiers.get(self.tier_place()?)?.id)
    }

    /// The index of the stage in its icp.
    pub(crate) fn stage_place(&self) -> Option<usize> {
        Some(usize::from(self.stage)).filter(|_| self.stage != NONE)
    }

    /// Whether it has a stage.
    pub(crate) fn has_stage(&self) -> bool {
        self.stage != NONE
    }

    /// The id of the stage.
    pub(crate) fn stage<'m>(&self, model: &'m Model) -> Option<&'m str> {
        Some(&model.icp(self.icp())?.stages.get(usize::from(self.stage))?.id)
    }

    /// Its reasons for people. The id of the icp comes first where no other column shows it: for an account that is neither
    /// qualified nor excluded, in a model with several icps.
    pub(crate) fn about(&self, model: &Model, reasons: &str) -> String {
        let excluded = self.status == IcpStatus::Disqualified;
        match model.icp(self.icp()).filter(|_| !self.best() && !excluded && model.icps().nth(1).is_some()) {
            Some(icp) => format!("{}: {reasons}", icp.id),
            None => reasons.to_owned(),
        }
    }

    /// The order of the table. No two rows are equal in it.
    pub(crate) fn rank(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key()).then(self.number.cmp(&other.number))
    }

    /// The key that accounts are ranked by.
    pub(crate) fn key(&self) -> RankKey {
        RankKey::new(self.status, self.icp, self.score())
    }
}

/// Every exclusion that holds for a row: the index of the icp, and the index of the exclusion in that icp.
pub(crate) fn held(scores: &Scores, row: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
    let numbers = scores.exclusions.get(row).map_or(&[][..], Vec::as_slice);
    numbers.iter().filter_map(|number| match scores.reasons.get(*number as usize)? {
        (icp, ReasonCode::Excluded(place)) => Some((*icp, *place)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_small() {
        assert!(size_of::<Row>() <= 40);
    }
}
