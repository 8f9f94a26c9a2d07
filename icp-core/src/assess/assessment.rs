//! The types of the full answer, which serialize to the JSON shape of FORMAT.md (`wire` writes it). Plain data:
//! nothing has to be looked up in the model to read it.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::DerivedNote;
use crate::eval::{AdjustmentKind, CriterionStatus, IcpStatus, ReasonCode};
use crate::model::Status;
use crate::value::{Date, Truth};

/// The answer for one account: every icp's result, and the best icp.
///
/// It serializes to the JSON shape that is the same in all languages (see FORMAT.md).
///
/// ```
/// use icp_core::{Account, Date, Model};
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let assessment = model.assess(&Account::new().with("employees", 50), Date::new(2026, 11, 21).unwrap())?;
/// assert_eq!(assessment.best.as_deref(), Some("smb"));
/// assert_eq!(assessment.icps[0].fit.score, Some(100.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AssessmentData {
    /// The model that was applied.
    pub model: ModelNote,
    /// The day on which the account was judged.
    pub as_of: Date,
    /// The id of the best icp, if one qualifies.
    pub best: Option<String>,
    /// The id of the one icp to show: see [`Scratch::headline`](crate::Scratch::headline). Explanations tell this one
    /// in full.
    pub headline: String,
    /// Every icp's result, in priority order.
    pub icps: Vec<IcpAssessment>,
    /// Numbers that were made from others by a formula.
    pub derived: Vec<DerivedNote>,
    /// Invalid values that counted as missing.
    pub issues: Vec<IssueNote>,
}

/// The model behind an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ModelNote {
    /// Its name.
    pub name: String,
    /// Its author's version.
    pub version: Option<String>,
    /// Whether data backs it, if it says so.
    pub status: Option<Status>,
    /// SHA-256 of its canonical document.
    pub fingerprint: String,
}

/// One icp's result.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct IcpAssessment {
    /// Its id.
    pub icp: String,
    /// Its name for people.
    pub name: Option<String>,
    /// Its rank, 1 first.
    pub priority: u32,
    /// Whether it qualifies.
    pub status: IcpStatus,
    /// The id of the last tier that qualifies.
    pub qualifies_from: Option<String>,
    /// Why.
    pub reason: Reason,
    /// What each team is told: by the tier, and by the stage in its place.
    pub verdicts: Verdicts,
    /// The stage of the grid of both tiers.
    pub stage: Option<String>,
    /// Every exclusion that holds.
    pub exclusions: Vec<ExclusionNote>,
    /// Every exclusion that may yet hold, with what would settle it: those that are unknown, and those that a value
    /// for a blank could make hold.
    pub possible_exclusions: Vec<ExclusionNote>,
    /// The fit scorecard.
    pub fit: CardAssessment,
    /// The intent scorecard, if the icp has one.
    pub intent: Option<CardAssessment>,
    /// Attributes that would settle what is unknown, in the order of the model.
    pub missing: Vec<String>,
}

/// The result of one scorecard.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CardAssessment {
    /// The published score; `None` when nothing is known.
    pub score: Option<f64>,
    /// Lowest and highest score that the missing values could still lead to.
    pub bounds: Option<(f64, f64)>,
    /// The share of the weight whose criteria are known, from 0 to 1.
    pub coverage: f64,
    /// The id of the tier.
    pub tier: Option<String>,
    /// The name of the tier for people.
    pub tier_name: Option<String>,
    /// What each team is told by the tier.
    pub verdicts: Verdicts,
    /// How many criteria have each status.
    pub tally: Tally,
    /// What everyone starts with (points scale; else 0).
    pub base: f64,
    /// Floors, caps and clips that acted.
    pub adjustments: Vec<Adjustment>,
    /// Every criterion, in document order.
    pub criteria: Vec<CriterionAssessment>,
    /// Attributes that would settle what is unknown, in the order of the model.
    pub missing: Vec<String>,
    /// What the model says about the scorecard; it does not go into the JSON shape.
    pub note: CardNote,
}

/// The model's part of a scorecard (scale, dimensions, tiers), as far as words about a score need it.
///
/// ```
/// use icp_core::{Account, Date, Model};
/// use icp_core::assessment::ScaleNote;
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let assessment = model.assess(&Account::new().with("employees", 50), Date::new(2026, 11, 21).unwrap())?;
/// let note = &assessment.icps[0].fit.note;
/// assert_eq!(note.scale, ScaleNote::Percent);
/// assert_eq!(note.tiers[0].from, Some(80.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct CardNote {
    /// How points become a score.
    pub scale: ScaleNote,
    /// The dimensions, in document order.
    pub dimensions: Vec<DimensionNote>,
    /// The tiers, best first.
    pub tiers: Vec<TierNote>,
    /// The least coverage with which there is a tier, from 0 to 1.
    pub min_coverage: f64,
}

/// How points become a score.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum ScaleNote {
    /// 100 x points / weights.
    #[default]
    Percent,
    /// Base + points, within these.
    Points {
        /// The lowest score.
        min: Option<f64>,
        /// The highest score.
        max: Option<f64>,
    },
}

/// A dimension of a scorecard.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DimensionNote {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub name: Option<String>,
    /// Its share of the score (percent scale).
    pub share: Option<f64>,
    /// The largest magnitude of its points (points scale).
    pub cap: Option<f64>,
}

/// A tier of a scorecard, and what is known about it for this account.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TierNote {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub name: Option<String>,
    /// The score from which on it is reached; the last tier has none.
    pub from: Option<f64>,
    /// Whether what else it asks for holds, whatever is filled in.
    pub requires: Truth,
    /// The criteria among those that it asks for that may yet be fit, or not be fit.
    pub open: Vec<String>,
    /// Attributes that would settle its condition.
    pub missing: Vec<String>,
}

/// What each team is told, in document order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdicts(pub Vec<(String, String)>);

impl Verdicts {
    /// What a team is told.
    ///
    /// `None` for a team that no tier or stage speaks to.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let verdicts = answer.verdicts();
    /// assert_eq!((verdicts.get("sales"), verdicts.get("support")), (Some("call"), None));
    /// ```
    pub fn get(&self, team: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == team).map(|(_, say)| say.as_str())
    }
}

/// Why an icp has its status.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason {
    /// The gate that decided, or the tier; its place in the model is that of `id`.
    pub code: ReasonCode,
    /// The exclusion, criterion or tier behind it.
    pub id: Option<String>,
    /// The reason in words.
    pub text: String,
}

/// An exclusion that holds, or may.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExclusionNote {
    /// Its id.
    pub id: String,
    /// Why, for people.
    pub reason: String,
    /// Attributes that would settle it; of one that holds, those whose values could lift it.
    pub missing: Vec<String>,
}

/// How many criteria have each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Tally {
    /// Rating 1.
    pub fits: u32,
    /// Between 0 and 1.
    pub partials: u32,
    /// Neither.
    pub nones: u32,
    /// Below 0, or the misfit holds.
    pub misfits: u32,
    /// Resting on something missing.
    pub unknowns: u32,
    /// Not for this account.
    pub not_applicable: u32,
}

/// A floor, cap or clip that acted.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Adjustment {
    /// What acted.
    pub kind: AdjustmentKind,
    /// The dimension, if it acted on one.
    pub dimension: Option<String>,
    /// The number before.
    pub from: f64,
    /// The number after.
    pub to: f64,
}

/// The result of one criterion.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CriterionAssessment {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub name: Option<String>,
    /// Its dimension.
    pub dimension: Option<String>,
    /// What is known about it.
    pub status: CriterionStatus,
    /// The label of the band that holds.
    pub label: Option<String>,
    /// The rating, from -1 to 1; `None` while it is unknown, or when it does not apply.
    pub rating: Option<f64>,
    /// Lowest and highest rating that are still possible.
    pub rating_bounds: Option<(f64, f64)>,
    /// Its weight.
    pub weight: f64,
    /// Whether an account must meet it to qualify.
    pub required: bool,
    /// Whether its weight is in the score: not when it does not apply, or is unknown and skipped.
    pub counted: bool,
    /// Whether it is unknown if it applies at all.
    pub may_not_apply: bool,
    /// Lowest and highest rating that filling in values may give, also for blanks that `known` reads; `None` where it
    /// surely does not apply. It does not go into the JSON shape.
    pub open: Option<(f64, f64)>,
    /// What it counts: weight x rating, or what an unknown one counts.
    pub points: f64,
    /// Its part of the score; the parts (and the base) add up to the score before floors and clips.
    pub contribution: f64,
    /// Attributes that would settle it; of one that is known, blanks whose values could change it.
    pub missing: Vec<String>,
    /// Faded events behind a `decay` rule, in the order of the record.
    pub signals: Vec<Signal>,
}

/// One event that a `decay` rule counted.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Signal {
    /// What happened.
    pub event: String,
    /// When.
    pub on: Date,
    /// Its age in days.
    pub age: i32,
    /// What is left of it, from 0 to 1 of its fresh value.
    pub left: f64,
    /// What it gives now (before the maximum of all), in the rule's unit, with its count.
    pub gives: f64,
}

/// An invalid value that counted as missing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct IssueNote {
    /// The attribute.
    pub attribute: String,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub found: String,
    /// Both in words.
    pub message: String,
}

impl Serialize for Verdicts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (team, say) in &self.0 {
            map.serialize_entry(team, say)?;
        }
        map.end()
    }
}
