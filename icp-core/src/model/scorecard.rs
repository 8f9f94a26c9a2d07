//! Scorecards: dimensions, scale, tiers with their verdicts, and the stages that combine the tiers of two of them.

use super::{Condition, Criterion, IfUnknown};
use crate::value::Micro;

/// Criteria, dimensions, scale and tiers: gives a score.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Scorecard {
    /// Groups of criteria.
    pub dimensions: Vec<Dimension>,
    /// The criteria; never empty.
    pub criteria: Vec<Criterion>,
    /// How points become a score.
    pub scale: Scale,
    /// Best first; never empty, and only the last is without a bound.
    pub tiers: Vec<Tier>,
    /// Below this coverage there is no tier.
    pub min_coverage: Micro,
    /// The rule for unknown criteria that have none of their own. A number is a rating.
    pub if_unknown: Option<IfUnknown>,
}

impl Scorecard {
    /// True when the dimensions have shares.
    pub fn has_shares(&self) -> bool {
        self.dimensions.iter().any(|d| d.share.is_some())
    }
}

/// A named group of criteria.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Dimension {
    /// Its id.
    pub id: Box<str>,
    /// A name for people.
    pub name: Option<Box<str>>,
    /// A note for people.
    pub description: Option<Box<str>>,
    /// Its share of the score (percent scale).
    pub share: Option<Micro>,
    /// The largest magnitude of its points (points scale).
    pub cap: Option<Micro>,
}

/// How points become a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scale {
    /// 100 x points / weights.
    Percent,
    /// Base + points.
    Points {
        /// The points that every account starts with.
        base: Micro,
        /// The lowest score.
        min: Option<Micro>,
        /// The highest score.
        max: Option<Micro>,
    },
}

/// A named range of the score.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tier {
    /// Its id.
    pub id: Box<str>,
    /// A name for people.
    pub name: Option<Box<str>>,
    /// A note for people.
    pub description: Option<Box<str>>,
    /// Its lower bound; the last tier has none.
    pub from: Option<Micro>,
    /// Criteria that must be fit.
    pub requires: Vec<Requires>,
    /// A condition that must hold.
    pub when: Option<Condition>,
    /// A verdict for each team.
    pub verdicts: Vec<Verdict>,
}

/// How many of some criteria must be fit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Requires {
    /// How many; all of them when they were written as a plain list.
    pub at_least: usize,
    /// The criteria, by index.
    pub of: Vec<usize>,
}

/// Words for one team.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Verdict {
    /// The team.
    pub team: Box<str>,
    /// The words.
    pub say: Box<str>,
    /// When; the first that holds counts, per team.
    pub when: Option<Condition>,
}

/// A cell of the grid of fit and intent tiers.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Stage {
    /// Its id.
    pub id: Box<str>,
    /// A name for people.
    pub name: Option<Box<str>>,
    /// A note for people.
    pub description: Option<Box<str>>,
    /// Fit tiers, by index; empty: any (also none).
    pub fit: Vec<usize>,
    /// Intent tiers, by index; empty: any (also none).
    pub intent: Vec<usize>,
    /// A verdict for each team, in place of those of the tier.
    pub verdicts: Vec<Verdict>,
}
