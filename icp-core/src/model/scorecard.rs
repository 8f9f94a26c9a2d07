//! Scorecards: dimensions, scale, tiers with their verdicts, and the stages that combine the tiers of two of them.

use super::named::named;
use super::{Condition, Criterion, IfUnknown};
use crate::value::{Micro, Rounding};

/// Criteria, dimensions, scale and tiers: gives a score.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::Scale;
/// let fit = &model.definition().icps[0].fit;
/// assert_eq!((fit.scale, fit.has_shares(), fit.min_coverage.to_f64()), (Scale::Percent, true, 0.0));
/// assert_eq!((fit.criteria.len(), fit.dimensions.len(), fit.tiers.len()), (3, 2, 3));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Scorecard {
    /// Groups of criteria.
    pub dimensions: Vec<Dimension>,
    /// The criteria; never empty. Those that are taken by `weights` alone come last.
    pub criteria: Vec<Criterion>,
    /// Weights by the id of a criterion, as written; the criteria have them already.
    pub weights: Vec<(Box<str>, Micro)>,
    /// Changes to the score, always or under a condition, in the order in which they act.
    pub limits: Vec<Limit>,
    /// How points become a score.
    pub scale: Scale,
    /// Best first; never empty, and only the last is without a bound.
    pub tiers: Vec<Tier>,
    /// Below this coverage there is no tier.
    pub min_coverage: Micro,
    /// The rule for unknown criteria that have none of their own. A number is a rating.
    pub if_unknown: Option<IfUnknown>,
    /// Which reason codes an answer has, if any.
    pub reason_codes: Option<ReasonCodes>,
}

/// Which reason codes an answer has: the criteria whose points are furthest from their baselines.
///
/// ```
/// use icp_core::model::{Definition, ReasonSide};
/// let definition = Definition::from_json(r#"{"format": "icp/1", "name": "demo", "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "all", "fit": {"scale": {"points": {}}, "reason_codes": {"points": "below", "most": 3}, "tiers": [{"id": "A"}],
///         "criteria": [{"id": "size", "fit": {"employees": {"gte": 20}}, "points": 5, "reason_code": "R1", "reason": "too small"}]}}]}"#)?;
/// let codes = definition.icps[0].fit.reason_codes.unwrap();
/// assert_eq!((codes.points, codes.most), (ReasonSide::Below, Some(3)));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReasonCodes {
    /// The side of the baseline that counts.
    pub points: ReasonSide,
    /// How many there are at most; all of them if not given.
    pub most: Option<usize>,
}

named! {
    /// The side of its baseline on which the points of a criterion are a reason.
    ///
    /// Choose `Below` for why a score is not higher, `Above` for why it is not lower.
    ///
    /// ```
    /// use icp_core::model::ReasonSide;
    /// assert_eq!(ReasonSide::Below.as_str(), "below");
    /// ```
    ReasonSide {
        /// Points below the baseline.
        Below = "below",
        /// Points above the baseline.
        Above = "above",
    }
}

impl Scorecard {
    /// True when the dimensions have shares.
    pub fn has_shares(&self) -> bool {
        self.dimensions.iter().any(|d| d.share.is_some())
    }
}

/// A named group of criteria.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let firm = &model.definition().icps[0].fit.dimensions[0];
/// assert_eq!((&*firm.id, firm.name.as_deref()), ("firm", Some("Firm")));
/// assert_eq!((firm.share.map(|share| share.to_f64()), firm.cap), (Some(70.0), None));
/// ```
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
    /// The points that are 100 of 100; without it, its weights are (with a share).
    pub full: Option<Micro>,
    /// The dimensions that get its share while no weight counts in it, by index (with a share).
    pub when_empty: Vec<usize>,
    /// The largest magnitude of its points (points scale).
    pub cap: Option<Micro>,
}

/// A lowest or a highest score, a factor on it, an amount that is added to it, or a step to which it is rounded: always, or under
/// a condition.
///
/// ```
/// use icp_core::Model;
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number"}, "customer": {"type": "bool"}},
///     "icps": [{"id": "smb", "fit": {
///         "criteria": [{"id": "size", "fit": {"employees": {"between": [20, 200]}}}],
///         "limits": [{"when": {"customer": true}, "at_least": 80}],
///         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#)?;
/// let limit = &model.definition().icps[0].fit.limits[0];
/// assert_eq!((limit.at_least.map(|least| least.to_f64()), limit.at_most), (Some(80.0), None));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Limit {
    /// When it acts; always if not given.
    pub when: Option<Condition>,
    /// The lowest score.
    pub at_least: Option<Micro>,
    /// The highest score.
    pub at_most: Option<Micro>,
    /// A factor on the score, from 0 up; then there is nothing else.
    pub times: Option<Micro>,
    /// An amount that is added to the score; then there is nothing else.
    pub add: Option<Micro>,
    /// The step of which the score becomes a multiple; then there is nothing else but `rounding`.
    pub round_to: Option<Micro>,
    /// The multiple that is taken.
    pub rounding: Rounding,
    /// A note for people.
    pub description: Option<Box<str>>,
}

impl Limit {
    /// The amounts that a points scale needs in its unit: those that are put in the place of a score or added to it, the step to
    /// which it is rounded, and the millionth to which a factor rounds.
    pub(crate) fn amounts(&self) -> impl Iterator<Item = Micro> + use<> {
        let millionth = self.times.or(self.round_to).map(|_| Micro::from_millionths(1));
        [self.at_least, self.at_most, self.add, self.round_to, millionth].into_iter().flatten()
    }
}

/// How points become a score.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// use icp_core::model::Scale;
/// // "scale": {"points": {"base": 0, "max": 7}}
/// let Scale::Points { base, min, max } = model.definition().icps[0].intent.as_ref().unwrap().scale else { panic!("points") };
/// assert_eq!((base.to_f64(), min, max.map(|max| max.to_f64())), (0.0, None, Some(7.0)));
/// ```
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
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let tiers = &model.definition().icps[0].fit.tiers;
/// assert_eq!((&*tiers[0].id, tiers[0].from.map(|from| from.to_f64())), ("A", Some(70.0)));
/// assert_eq!((&*tiers[2].id, tiers[2].from), ("C", None));
/// ```
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
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// // "requires": ["size"]
/// let requires = &model.definition().icps[0].fit.tiers[0].requires[0];
/// assert_eq!((requires.at_least, requires.of.as_slice()), (1, &[0][..]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Requires {
    /// How many; all of them when they were written as a plain list.
    pub at_least: usize,
    /// The criteria, by index.
    pub of: Vec<usize>,
}

/// Words for one team.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// // "verdicts": {"sales": "call"}
/// let verdict = &model.definition().icps[0].fit.tiers[0].verdicts[0];
/// assert_eq!((&*verdict.team, &*verdict.say, &verdict.when), ("sales", "call", &None));
/// ```
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
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// // {"id": "now", "when": {"fit": ["A"], "intent": ["hot"]}, "verdicts": {"sales": "call today"}}
/// let stage = &model.definition().icps[0].stages[0];
/// assert_eq!((&*stage.id, stage.fit.as_slice(), stage.intent.as_slice()), ("now", &[0][..], &[0][..]));
/// assert_eq!(&*stage.verdicts[0].say, "call today");
/// ```
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
