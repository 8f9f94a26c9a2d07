//! Where every account stands under a model: the icp that is shown, its status, tier and score. Two of them say who moved.

use icp_core::assessment::RankKey;
use icp_core::batch::Scores;
use icp_core::{IcpStatus, Model};

use crate::about::STATUSES;

/// The icp that is shown for an account, its status and its tier, in one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place(u32);

const NO_TIER: u32 = 0x3FFF;

impl Place {
    fn new(status: IcpStatus, icp: u16, tier: u16) -> Self {
        let status = STATUSES.iter().position(|known| *known == status).unwrap_or_default() as u32;
        // Models have far fewer icps and tiers than fit.
        Self(status << 30 | (u32::from(icp) & 0xFFFF) << 14 | u32::from(tier).min(NO_TIER))
    }

    pub(super) fn status(self) -> usize {
        (self.0 >> 30) as usize
    }

    pub(super) fn icp(self) -> usize {
        (self.0 >> 14 & 0xFFFF) as usize
    }

    pub(super) fn tier(self) -> Option<usize> {
        Some(self.0 & NO_TIER).filter(|tier| *tier != NO_TIER).map(|tier| tier as usize)
    }

    pub(super) fn is_qualified(self) -> bool {
        STATUSES.get(self.status()) == Some(&IcpStatus::Qualified)
    }

    /// The ids of icp and tier, and the status.
    pub(super) fn named(self, model: &Model) -> (String, Option<String>, &'static str) {
        let icp = model.icp(self.icp());
        let tier = icp.zip(self.tier()).and_then(|(icp, tier)| icp.fit.tiers.get(tier));
        let status = STATUSES.get(self.status()).map_or("", |status| status.as_str());
        (icp.map_or_else(String::new, |icp| icp.id.to_string()), tier.map(|tier| tier.id.to_string()), status)
    }
}

/// Where the accounts of a file stand under one model.
#[derive(Clone, Default)]
pub(super) struct Standing {
    pub(super) places: Vec<Place>,
    pub(super) scores: Vec<f64>,
}

impl Standing {
    /// Adds the rows of a part of the table.
    pub(super) fn add(&mut self, scores: &Scores) {
        let shown = &scores.shown;
        let each = shown.status.iter().zip(&scores.icp).zip(&shown.tier);
        self.places.extend(each.map(|((status, icp), tier)| Place::new(*status, *icp, *tier)));
        self.scores.extend_from_slice(&shown.score);
    }

    /// Where a row stands among others: the less the better.
    pub(super) fn key(&self, row: usize) -> Option<(u32, u64)> {
        let place = self.places.get(row)?;
        let status = *STATUSES.get(place.status())?;
        let score = self.scores.get(row).copied();
        Some(RankKey::new(status, place.icp() as u16, score).parts())
    }

    pub(super) fn bytes(&self) -> usize {
        4 * self.places.capacity() + 8 * self.scores.capacity()
    }
}
