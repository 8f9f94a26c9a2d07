//! The types of the full answer about one scorecard: its numbers, its criteria, and what the model says of it. Plain data, as
//! the rest of the answer in `assessment`.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Clipped, Decisive, InputNote, Verdicts};
use crate::eval::{AdjustmentKind, CriterionStatus};
use crate::value::{Date, Rounding, Span, Truth};

/// The result of one scorecard.
///
/// `score` and `bounds` are in the unit of the scale: 0 to 100 for a percent scale, points otherwise.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// // Firm: 100 of 100, at a share of 70; stack: one of two tools, so 50 of 100, at a share of 30.
/// let fit = &answer.data().icps[0].fit;
/// assert_eq!((fit.score, fit.bounds, fit.coverage), (Some(85.0), Some((85.0, 85.0)), 1.0));
/// assert_eq!(fit.base + fit.criteria.iter().map(|one| one.contribution).sum::<f64>(), 85.0);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CardAssessment<'a> {
    /// The published score; `None` when nothing is known.
    pub score: Option<f64>,
    /// Lowest and highest score that the missing values could still lead to.
    pub bounds: Option<(f64, f64)>,
    /// The share of the weight whose criteria are known, from 0 to 1.
    pub coverage: f64,
    /// The id of the tier.
    pub tier: Option<Cow<'a, str>>,
    /// The name of the tier for people.
    pub tier_name: Option<Cow<'a, str>>,
    /// The tier's verdict for each team.
    pub verdicts: Verdicts<'a>,
    /// How many criteria have each status.
    pub tally: Tally,
    /// The score that every account starts with (points scale; else 0).
    pub base: f64,
    /// Floors, caps and clips that acted.
    pub adjustments: Vec<Adjustment<'a>>,
    /// The reason codes, the largest first; empty unless the model asks for them, and without a score.
    pub reason_codes: Vec<RankedReason<'a>>,
    /// Every criterion, in document order.
    pub criteria: Vec<CriterionAssessment<'a>>,
    /// Attributes that would settle what is unknown, in the order of the model.
    pub missing: Vec<Cow<'a, str>>,
    /// The model's part of the scorecard; it does not go into the JSON shape.
    pub note: CardNote<'a>,
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
pub struct CardNote<'a> {
    /// How points become a score.
    pub scale: ScaleNote,
    /// The dimensions, in document order.
    pub dimensions: Vec<DimensionNote<'a>>,
    /// The limits, in document order.
    pub limits: Vec<LimitNote<'a>>,
    /// The tiers, best first.
    pub tiers: Vec<TierNote<'a>>,
    /// The least coverage with which there is a tier, from 0 to 1.
    pub min_coverage: f64,
}

/// How points become a score.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::assessment::ScaleNote;
/// let smb = &answer.data().icps[0];
/// assert_eq!(smb.fit.note.scale, ScaleNote::Percent);
/// let intent = smb.intent.as_ref().unwrap();
/// assert_eq!(intent.note.scale, ScaleNote::Points { min: None, max: Some(7.0) });
/// ```
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
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let firm = &answer.data().icps[0].fit.note.dimensions[0];
/// assert_eq!((&*firm.id, firm.name.as_deref()), ("firm", Some("Firm")));
/// assert_eq!((firm.share, firm.cap), (Some(70.0), None));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DimensionNote<'a> {
    /// Its id.
    pub id: Cow<'a, str>,
    /// Its name for people.
    pub name: Option<Cow<'a, str>>,
    /// Its share of the score (percent scale).
    pub share: Option<f64>,
    /// The points that are 100 of 100 (with a share).
    pub full: Option<f64>,
    /// The places of the dimensions that get its share while it is empty (with a share).
    pub when_empty: Vec<usize>,
    /// The largest magnitude of its points (points scale).
    pub cap: Option<f64>,
}

/// A limit of a scorecard, and what is known about it for this account.
///
/// ```
/// use icp_core::{Account, Date, Model};
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number"}, "customer": {"type": "bool"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
///         "limits": [{"when": {"customer": true}, "at_least": 80}],
///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let assessment = model.assess(&Account::new().with("employees", 5), Date::new(2026, 11, 21).unwrap())?;
/// let fit = &assessment.icps[0].fit;
/// // Whether the company is a customer is not known.
/// assert_eq!((fit.score, fit.bounds), (Some(0.0), Some((0.0, 80.0))));
/// assert_eq!((fit.note.limits[0].acts, &*fit.note.limits[0].missing), (false, &["customer".into()][..]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LimitNote<'a> {
    /// A note for people.
    pub description: Option<Cow<'a, str>>,
    /// The lowest score.
    pub at_least: Option<f64>,
    /// The highest score.
    pub at_most: Option<f64>,
    /// A factor on the score.
    pub times: Option<f64>,
    /// An amount that is added to the score.
    pub add: Option<f64>,
    /// The step to which the score is rounded, and which multiple of it.
    pub round_to: Option<(f64, Rounding)>,
    /// Whether it acts on the score.
    pub acts: bool,
    /// Attributes that could change whether it acts.
    pub missing: Vec<Cow<'a, str>>,
}

/// A tier of a scorecard, and what is known about it for this account.
///
/// It answers "why not the tier above": the score is below `from`, or `requires` is not [`Truth::True`].
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::value::Truth;
/// let empty = model.score(&Account::new().with("country", "DE"), today).unwrap();
/// // Tier A asks for the criterion `size`, which nobody knows yet.
/// let best = &empty.data().icps[0].fit.note.tiers[0];
/// assert_eq!((best.from, best.requires), (Some(70.0), Truth::Unknown));
/// assert_eq!(best.open, ["size"]);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TierNote<'a> {
    /// Its id.
    pub id: Cow<'a, str>,
    /// Its name for people.
    pub name: Option<Cow<'a, str>>,
    /// The score from which on it is reached; the last tier has none.
    pub from: Option<f64>,
    /// Whether what else it asks for holds, whatever is filled in.
    pub requires: Truth,
    /// The criteria among those that it asks for that may yet be fit, or not be fit.
    pub open: Vec<Cow<'a, str>>,
    /// Attributes that would settle its condition.
    pub missing: Vec<Cow<'a, str>>,
}

/// How many criteria have each status.
///
/// The six counts add up to the number of criteria of the scorecard.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let tally = answer.data().icps[0].fit.tally;
/// assert_eq!((tally.fits, tally.partials, tally.unknowns), (2, 1, 0));
/// ```
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

/// A reason code of a scorecard, with its distance from the baseline.
///
/// ```
/// use icp_core::{Account, Date, Model};
/// let model = Model::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "smb", "fit": {"scale": {"points": {}}, "reason_codes": {"points": "below"}, "tiers": [{"id": "A"}],
///         "criteria": [{"id": "size", "fit": {"employees": {"gte": 20}}, "points": 5, "reason_code": "R1", "reason": "too small"}]}}]}"#)?;
/// let answer = model.score(&Account::new().with("employees", 3), Date::new(2026, 11, 21).unwrap())?;
/// let reason = &answer.data().icps[0].fit.reason_codes[0];
/// assert_eq!((&*reason.code, reason.text.as_deref(), reason.points), ("R1", Some("too small"), 5.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RankedReason<'a> {
    /// Its code.
    pub code: Cow<'a, str>,
    /// The reason for people, if the model has one.
    pub text: Option<Cow<'a, str>>,
    /// The points below or above the baseline, of all criteria with this code; not negative.
    pub points: f64,
}

/// A floor, cap or clip that acted.
///
/// Numbers are in the unit of the score. It explains why contributions do not add up to the published score.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// // The demo gives 7.5 points, and the scale of the intent scorecard ends at 7.
/// let adjustments = &answer.data().icps[0].intent.as_ref().unwrap().adjustments;
/// assert_eq!((adjustments[0].kind.as_str(), adjustments[0].from, adjustments[0].to), ("max", 7.5, 7.0));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Adjustment<'a> {
    /// The limit that acted.
    pub kind: AdjustmentKind,
    /// The dimension, if it acted on one.
    pub dimension: Option<Cow<'a, str>>,
    /// The place of the limit among `limits` of the scorecard, if one acted.
    pub limit: Option<usize>,
    /// The number before.
    pub from: f64,
    /// The number after.
    pub to: f64,
}

/// The result of one criterion.
///
/// Ratings are from -1 to 1, weights and points in the model's own numbers, contributions in the unit of the score.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let size = &answer.data().icps[0].fit.criteria[0];
/// assert_eq!((&*size.id, size.status.as_str(), size.label.as_deref()), ("size", "fit", Some("small")));
/// assert_eq!((size.rating, size.weight, size.points), (Some(1.0), 3.0, 3.0));
/// // Three fifths of a dimension with a share of 70.
/// assert_eq!(size.contribution, 42.0);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CriterionAssessment<'a> {
    /// Its id.
    pub id: Cow<'a, str>,
    /// Its name for people.
    pub name: Option<Cow<'a, str>>,
    /// Its dimension.
    pub dimension: Option<Cow<'a, str>>,
    /// Its status: how well it fits, whether it is unknown, or does not apply.
    pub status: CriterionStatus,
    /// The label of the band that holds.
    pub label: Option<Cow<'a, str>>,
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
    /// Its points: weight x rating, or the points that an unknown one counts.
    pub points: f64,
    /// Its part of the score; the parts (and the base) add up to the score before floors and clips.
    pub contribution: f64,
    /// Attributes that would settle it; of one that is known, blanks whose values could change it.
    pub missing: Vec<Cow<'a, str>>,
    /// Of a rule on listed items of a set or phrases of a text those that are there, as the model writes them; `None` for other
    /// rules, and while the attribute is missing.
    pub matched: Option<Vec<Cow<'a, str>>>,
    /// Faded events behind a `decay` rule, in the order of the record.
    pub signals: Vec<Signal<'a>>,
    /// The attributes that its rule and its `applies_when` read, with their values, in the order of the model.
    pub inputs: Vec<Arc<InputNote<'a>>>,
    /// Its rule in words, without the attribute's name where one attribute is meant.
    pub wanted: Cow<'a, str>,
    /// Its contribution if its rating were the highest that its rule can give to any account, and all else stayed as it is;
    /// `None` when there is no score, or it does not apply.
    pub max_contribution: Option<f64>,
    /// The part of its rule that gave the rating; `None` where none did, or several together.
    pub decisive: Option<Decisive<'a>>,
    /// The events behind tests of `fit`, `misfit` or `bands` that count several events, or an event once a day. It does not go
    /// into the JSON shape.
    pub events: Vec<EventCount>,
    /// Its contribution if its rating were the lowest that is still open; `None` unless it is unknown and there is a score. For
    /// explanations.
    pub(crate) least_contribution: Option<f64>,
    /// `wanted` with long lists cut, where it has any; for explanations.
    pub(crate) in_brief: Option<Cow<'a, str>>,
    /// The sum that a `max` has cut, for explanations.
    pub(crate) clipped: Option<Clipped>,
}

/// The events that a test counted, for words about it.
///
/// ```
/// use icp_core::{Account, Date, Model};
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo", "attributes": {"visits": {"type": "events"}},
///     "icps": [{"id": "all", "fit": {"tiers": [{"id": "A"}], "criteria": [{"id": "keen", "fit": {"visits":
///         {"happened": {"any_of": ["demo", "trial", "call"], "distinct_at_least": 2, "within_last": "90 days"}}}}]}}]}"#)?;
/// let account = Account::from_json(r#"{"visits": [{"event": "demo", "on": "2026-11-20", "count": 3}]}"#)?;
/// let answer = model.assess(&account, Date::new(2026, 11, 21).unwrap())?;
/// let events = &answer.icps[0].fit.criteria[0].events[0];
/// assert_eq!((events.sum, events.different), (3.0, Some((1, 3))));
/// assert!(answer.explain().to_string().contains("1 of 3 different events"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EventCount {
    /// The sum of their counts.
    pub sum: f64,
    /// How many different ones there are, and how many are named; where the test asks for different ones.
    pub different: Option<(usize, usize)>,
    /// The time within which they happened, if the test has one.
    pub within: Option<Span>,
    /// Whether each counts once a day at most.
    pub once_a_day: bool,
}

/// One event that a `decay` rule counted.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// // A demo of 30 days ago, where a fresh one gives 15 points and half of it is left after 30 days.
/// let intent = answer.data().icps[0].intent.as_ref().unwrap();
/// let signal = &intent.criteria[0].signals[0];
/// assert_eq!((&*signal.event, signal.age, signal.left, signal.gives), ("demo", 30, 0.5, 7.5));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Signal<'a> {
    /// The name of the event.
    pub event: Cow<'a, str>,
    /// The day of the event.
    pub on: Date,
    /// Its age in days.
    pub age: i32,
    /// The part of its fresh value that is left, from 0 to 1.
    pub left: f64,
    /// The amount that it gives now (before the maximum of all), in the rule's unit, with its count.
    pub gives: f64,
}
