//! The goal of a search for changes: as callers write it, and as it was found in the model.

use crate::error::AccountError;
use crate::eval::{IcpScore, IcpStatus};
use crate::model::{Definition, Scorecard};
use crate::plan::{IcpPlan, Plan, TierPlan};

/// The result that an account is to reach: a status, a tier or a score, of one icp.
///
/// A text is a goal too. It is the id of a tier of the icp; else one of the four statuses; else a score.
///
/// ```
/// use icp_core::IcpStatus;
/// use icp_core::changes::Goal;
/// let goals = [Goal::from("qualified"), Goal::status(IcpStatus::Qualified), Goal::tier("A").of_icp("smb"), Goal::score(70.0)];
/// assert_eq!(goals[2].icp.as_deref(), Some("smb"));
/// assert_ne!(goals[0], goals[1], "a tier may be called `qualified`");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Goal {
    /// The id of the icp; without it, the one that is shown for the account.
    pub icp: Option<String>,
    /// The result.
    pub wanted: Wanted,
}

/// The result that a [`Goal`] asks for.
///
/// ```
/// use icp_core::changes::{Goal, Wanted};
/// assert_eq!(Goal::tier("A").wanted, Wanted::Tier("A".to_owned()));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Wanted {
    /// This status.
    Status(IcpStatus),
    /// This tier of the fit scorecard or a better one, while the account is neither excluded nor without enough data.
    Tier(String),
    /// At least this score of fit, whatever the status.
    Score(f64),
    /// A word: the id of a tier, else a status, else a number.
    Word(String),
}

impl Goal {
    const fn new(wanted: Wanted) -> Self {
        Self { icp: None, wanted }
    }

    /// A status: mostly [`IcpStatus::Qualified`]. The others say what would spoil an account.
    ///
    /// ```
    /// use icp_core::IcpStatus;
    /// use icp_core::changes::{Goal, Wanted};
    /// assert_eq!(Goal::status(IcpStatus::Disqualified).wanted, Wanted::Status(IcpStatus::Disqualified));
    /// ```
    pub const fn status(status: IcpStatus) -> Self {
        Self::new(Wanted::Status(status))
    }

    /// A tier, or one above it.
    ///
    /// ```
    /// use icp_core::changes::{Goal, Wanted};
    /// assert_eq!(Goal::tier("A").wanted, Wanted::Tier("A".to_owned()));
    /// ```
    pub fn tier(id: &str) -> Self {
        Self::new(Wanted::Tier(id.to_owned()))
    }

    /// At least this score.
    ///
    /// ```
    /// use icp_core::changes::{Goal, Wanted};
    /// assert_eq!(Goal::score(70.0).wanted, Wanted::Score(70.0));
    /// ```
    pub const fn score(score: f64) -> Self {
        Self::new(Wanted::Score(score))
    }

    /// The same goal for an icp of this id.
    ///
    /// ```
    /// use icp_core::changes::Goal;
    /// assert_eq!(Goal::from("A").of_icp("smb").icp.as_deref(), Some("smb"));
    /// ```
    #[must_use]
    pub fn of_icp(self, id: &str) -> Self {
        Self { icp: Some(id.to_owned()), ..self }
    }
}

impl From<&str> for Goal {
    fn from(word: &str) -> Self {
        Self::new(Wanted::Word(word.to_owned()))
    }
}

/// A goal as the plan has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Aim {
    Status(IcpStatus),
    /// The place of a tier.
    Tier(usize),
    Score(f64),
}

impl Aim {
    /// Finds the goal in the model: the place of the icp among those that are scored, and what is wanted of it. `shown` is the
    /// place of the icp that is shown.
    pub(super) fn find(
        goal: &Goal,
        definition: &Definition,
        plan: &Plan,
        shown: usize,
    ) -> Result<(usize, Self), AccountError> {
        let id = |icp: &IcpPlan| definition.icps.get(icp.index).map(|icp| &*icp.id);
        let place = match &goal.icp {
            None => shown,
            Some(wanted) => {
                let found = plan.icps.iter().position(|icp| id(icp) == Some(wanted));
                found.ok_or_else(|| refused("icp", plan.icps.iter().filter_map(id), "", wanted))?
            }
        };
        let card = plan.icps.get(place).and_then(|icp| definition.icps.get(icp.index)).map(|icp| &icp.fit);
        let tiers = || card.into_iter().flat_map(|card| &card.tiers).map(|tier| &*tier.id);
        let aim = match &goal.wanted {
            Wanted::Status(status) => Self::Status(*status),
            Wanted::Score(score) if score.is_finite() => Self::Score(*score),
            Wanted::Score(score) => {
                return Err(AccountError::goal("a score that is a finite number", score.to_string()));
            }
            Wanted::Tier(id) => Self::Tier(tier(card, id).ok_or_else(|| refused("tier", tiers(), "", id))?),
            Wanted::Word(word) => {
                match (tier(card, word), status(word), crate::value::parse_number(word.trim())) {
                    (Some(at), ..) => Self::Tier(at),
                    (None, Some(status), _) => Self::Status(status),
                    (None, None, Ok(score)) => Self::Score(score),
                    (None, None, Err(_)) => {
                        let words = tiers().chain(IcpStatus::ALL.iter().map(|one| one.as_str()));
                        return Err(refused("goal", words, ", or a score", word));
                    }
                }
            }
        };
        Ok((place, aim))
    }

    /// Whether a result is what is wanted.
    pub(super) fn is_met(self, result: &IcpScore) -> bool {
        match self {
            Self::Status(status) => result.status == status,
            Self::Tier(tier) => result.fit.tier.is_some_and(|reached| reached <= tier),
            Self::Score(score) => result.fit.score.is_some_and(|reached| reached >= score),
        }
    }

    /// The least score with which it can be reached, if there is one.
    pub(super) fn least_score(self, icp: &IcpPlan, plan: &Plan) -> Option<f64> {
        let last = match self {
            Self::Score(score) => return Some(score),
            Self::Tier(tier) => tier,
            Self::Status(IcpStatus::Qualified) => icp.last_qualifying,
            Self::Status(_) => return None,
        };
        let tiers = plan.cards.get(icp.fit)?.tiers.iter().take(last + 1);
        tiers.map(|tier| tier.from).reduce(|all, one| Some(all?.min(one?))).flatten()
    }

    /// The score that an account has to lie below, where nothing else keeps it from a tier that qualifies.
    pub(super) fn below(self, icp: &IcpPlan, plan: &Plan) -> Option<f64> {
        let card = plan.cards.get(icp.fit)?;
        if self != Self::Status(IcpStatus::Unqualified) || !card.unmet.is_empty() {
            return None;
        }
        let qualifying = card.tiers.get(..=icp.last_qualifying)?;
        let by_score = |tier: &TierPlan| tier.requires.is_empty() && tier.when.is_none();
        if !qualifying.iter().all(by_score) {
            return None;
        }
        qualifying.iter().map(|tier| tier.from).reduce(|all, one| Some(all?.min(one?))).flatten()
    }

    /// Whether no exclusion may hold.
    pub(super) fn is_spoilt_by_exclusions(self) -> bool {
        match self {
            Self::Status(status) => status != IcpStatus::Disqualified,
            Self::Tier(_) => true,
            Self::Score(_) => false,
        }
    }
}

fn tier(card: Option<&Scorecard>, id: &str) -> Option<usize> {
    card?.tiers.iter().position(|tier| *tier.id == *id)
}

fn status(word: &str) -> Option<IcpStatus> {
    IcpStatus::ALL.iter().find(|status| status.as_str() == word).copied()
}

/// The error of a goal that the model does not have.
fn refused<'a>(of: &str, words: impl Iterator<Item = &'a str>, also: &str, found: &str) -> AccountError {
    let words: Vec<String> = words.map(crate::error::quote).collect();
    AccountError::goal(format!("a {of} of the model: {}{also}", words.join(", ")), crate::error::quote(found))
}
