//! The answer of tuning: the gains, the numbers that change, and the document with them.

use icp_core::{Model, ModelError};
use icp_evidence::EvidenceError;
use icp_evidence::stats::Interval;

use super::amounts::{self, Change};
use super::text;
use crate::Counts;

/// Folds.
pub(super) const FOLDS: usize = 10;
/// Won and lost rows at least.
pub(super) const ROWS: u64 = 20;

/// Why a model was not tuned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TuneError {
    /// The accounts cannot be read or scored.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// The new numbers are no model.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// No icp was named, or one that is not there.
    #[error("{found}; the icps of the model are {known}")]
    Icp {
        /// The mistake.
        found: String,
        /// The ids.
        known: String,
    },
    /// Too few rows.
    #[error(
        "{won} won and {lost} lost accounts have a score, at least {ROWS} of each are needed to tune a model"
    )]
    Few {
        /// Won rows with a score.
        won: u64,
        /// Lost rows with a score.
        lost: u64,
    },
}

/// Which numbers may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tune {
    /// Weights, points, and where tiers begin.
    #[default]
    All,
    /// Weights and points. Cuts of tiers follow, so that each tier keeps its share of the accounts.
    Scores,
    /// Only where tiers begin.
    Tiers,
}

/// A gain on rows that the numbers were not fitted to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    /// The numbers of people.
    pub before: f64,
    /// The new numbers.
    pub after: f64,
    /// The difference; above 0 is better.
    pub gain: f64,
    /// Its 95 % interval.
    pub interval: Interval,
}

impl Gain {
    /// Whether the interval leaves 0 out.
    pub fn is_above_noise(&self) -> bool {
        self.interval.low > 0.0
    }
}

/// A tier before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct TunedTier {
    /// Its id.
    pub id: String,
    /// Its rows as it was.
    pub before: Counts,
    /// Its rows with the new numbers, each scored and cut without its own fold.
    pub after: Counts,
}

/// The answer of tuning.
#[derive(Debug, Clone, PartialEq)]
pub struct Tuned {
    /// The icp.
    pub icp: String,
    /// The rows with a score and an outcome.
    pub counts: Counts,
    /// Rows without an outcome, without a score, or excluded.
    pub left_out: u64,
    /// The AUC, with other weights and points; `None` where they were not tried.
    pub scores: Option<Gain>,
    /// The mean log likelihood of an account by the win rate of its tier, with other cuts; `None` where they were not tried.
    pub tiers: Option<Gain>,
    /// The numbers that change; empty where nothing gains more than chance.
    pub changes: Vec<Change>,
    /// Each tier before and after, where something changes.
    pub by_tier: Vec<TunedTier>,
    /// Criteria that were left alone, and why.
    pub left_alone: Vec<(String, &'static str)>,
    /// Why the cuts of tiers were not tried.
    pub no_tiers: Option<&'static str>,
}

impl Tuned {
    /// The document with the new numbers. In place, with its comments, where every number that changes is written in the text; else written
    /// anew. The second part says whether it was in place.
    ///
    /// # Errors
    /// A text that is no model, and numbers that are none of it.
    pub fn document(&self, text: &str) -> Result<(String, bool), ModelError> {
        if let Some(text) = text::in_place(text, &self.icp, &self.changes) {
            return Ok((text, true));
        }
        let model = Model::from_text(text)?;
        let changed = amounts::changed(model.definition(), &self.icp, &self.changes)?;
        let is_json = text.trim_start().starts_with('{');
        Ok((if is_json { changed.to_json_pretty() } else { changed.to_yaml() }, false))
    }
}
