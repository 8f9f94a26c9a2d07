//! The verdicts of a model by number: for each tier and stage, the text that each team gets. Made by `engine`.

use super::slices::NONE;
use crate::eval::{IcpScore, Scratch};
use crate::plan::Plan;

/// One verdict: team, text, and the condition under which it is given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VerdictRule {
    pub(crate) team: usize,
    pub(crate) text: u16,
    pub(crate) condition: Option<u32>,
}

/// The verdicts of each tier, and of each stage.
pub(crate) type OfIcp = (Vec<Vec<VerdictRule>>, Vec<Vec<VerdictRule>>);

/// Every verdict of a model.
#[derive(Debug, Clone, Default)]
pub(crate) struct VerdictTable {
    pub(crate) teams: Vec<Box<str>>,
    pub(crate) texts: Vec<Box<str>>,
    /// In priority order.
    pub(crate) icps: Vec<OfIcp>,
}

impl VerdictTable {
    /// Whether any verdict has a condition.
    pub(super) fn asks_cells(&self) -> bool {
        let lists = self.icps.iter().flat_map(|(tiers, stages)| tiers.iter().chain(stages));
        lists.flatten().any(|rule| rule.condition.is_some())
    }

    /// Writes the text that each team gets for an icp: a stage speaks in place of the tier, the first that holds counts.
    /// The scratch has the cells of the row.
    pub(super) fn give(&self, plan: &Plan, at: usize, score: &IcpScore, scratch: &Scratch, out: &mut [u16]) {
        out.fill(NONE);
        let (Some((tiers, stages)), Some(icp)) = (self.icps.get(at), plan.icps.get(at)) else { return };
        let count = plan.cards.get(icp.fit).map_or(0, |card| card.tiers.len());
        let tier = icp.treated_tier(score.reason, score.fit.tier, count).and_then(|tier| tiers.get(tier));
        let stage = score.stage.and_then(|stage| stages.get(stage));
        for rule in stage.into_iter().chain(tier).flatten() {
            let holds = rule.condition.is_none_or(|condition| {
                let check = plan.conditions.get(condition as usize);
                check.is_some_and(|check| check.truth(scratch.cells()).holds())
            });
            if let Some(place) = out.get_mut(rule.team).filter(|place| holds && **place == NONE) {
                *place = rule.text;
            }
        }
    }
}
