//! The lowest and the highest score that a scorecard can give, from what its criteria can add. Read by findings and
//! by
//! `Model::score_ranges`; never below what some account reaches.

mod bucket;

use bucket::Bucket;

use super::criterion::CriterionView;
use super::worlds::{Shape, Worlds};
use crate::plan::{Card, End, LimitPlan, MeanBuffers, Phrase, ScalePlan, Shares, UnknownCounts, limited};
use crate::sort::Set;
use crate::value::{Truth, clamped, published, round_published};

/// Which scorecard of an icp.
///
/// ```
/// use icp_core::findings::ScorecardKind;
/// assert_eq!(ScorecardKind::Fit.as_str(), "fit");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScorecardKind {
    /// Who.
    Fit,
    /// When.
    Intent,
}

impl ScorecardKind {
    /// The key in the model document.
    ///
    /// ```
    /// use icp_core::findings::ScorecardKind;
    /// assert_eq!([ScorecardKind::Fit, ScorecardKind::Intent].map(ScorecardKind::as_str), ["fit", "intent"]);
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fit => "fit",
            Self::Intent => "intent",
        }
    }
}

/// The lowest and the highest score that a scorecard can give, from
/// [`Model::score_ranges`](crate::Model::score_ranges).
///
/// ```
/// use icp_core::Model;
/// let model = Model::from_json(r#"{
///     "format": "icp/1", "name": "demo",
///     "attributes": {"employees": {"type": "number"}},
///     "icps": [{"id": "smb", "fit": {
///         "scale": {"points": {"base": 10}},
///         "criteria": [{"id": "size", "points": 25, "penalty": 5,
///             "fit": {"employees": {"gte": 20}}, "misfit": {"employees": {"lt": 5}}}],
///         "tiers": [{"id": "A", "from": 30}, {"id": "B"}]}}]}"#)?;
/// let range = &model.score_ranges()[0];
/// assert_eq!((range.lowest, range.highest, range.is_exact), (5.0, 35.0, true));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ScoreRange {
    /// The id of the icp.
    pub icp: Box<str>,
    /// Which of its scorecards.
    pub scorecard: ScorecardKind,
    /// No account scores less.
    pub lowest: f64,
    /// No account scores more.
    pub highest: f64,
    /// Whether both are reached; otherwise criteria that share attributes may keep the scores closer together.
    pub is_exact: bool,
}

/// A range of published scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CardRange {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) is_exact: bool,
}

/// The range of scores on which a limit acts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LimitRange {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Whether it acts on any of them: false where its condition never holds, else unknown.
    pub(super) acts: Truth,
}

/// The range of a card, and that before each of its limits; `None` when no criterion could apply.
pub(super) fn range(
    worlds: &Worlds<'_>,
    card: &Card,
    criteria: &[CriterionView<'_>],
) -> Option<(CardRange, Vec<LimitRange>)> {
    let apart = match &card.scale {
        ScalePlan::Percent => false,
        ScalePlan::Shares(_) => true,
        ScalePlan::Points { caps, .. } => caps.iter().any(Option::is_some),
    };
    let count = if apart { card.buckets.len() } else { 1 };
    let members = |bucket: usize| {
        let of = |view: &&CriterionView<'_>| !apart || view.plan.bucket == card.buckets.start + bucket;
        criteria.iter().filter(of).collect::<Vec<_>>()
    };
    let buckets: Vec<Bucket> = (0..count).map(|at| Bucket::new(worlds, &members(at))).collect();
    let mut seen: Set<u32> = Set::default();
    let crossing = (0..count).any(|bucket| {
        let criteria = members(bucket);
        let crosses = criteria.iter().any(|view| !view.attributes.is_disjoint(&seen));
        criteria.iter().for_each(|view| seen.extend(view.attributes.items()));
        crosses
    });
    let limits: Vec<(Truth, &LimitPlan)> =
        card.limits.iter().map(|limit| (may_act(worlds, limit), limit)).collect();
    let is_exact = !crossing
        && buckets.iter().all(|bucket| bucket.is_exact)
        && limits.iter().all(|(acts, _)| *acts == Truth::False)
        && is_plain(worlds, criteria);
    let ((low, high), before) = match &card.scale {
        ScalePlan::Percent => {
            let bucket = buckets.first()?;
            let score = |end| Some(round_published(bucket.percent(end)?));
            through(&limits, (score(End::Low)?, score(End::High)?), |limit, score| {
                limit.effect.on_percent(score)
            })
        }
        ScalePlan::Shares(shares) => {
            let score = |end| Some(round_published(mean(shares, &buckets, end)?));
            through(&limits, (score(End::Low)?, score(End::High)?), |limit, score| {
                limit.effect.on_percent(score)
            })
        }
        ScalePlan::Points { base, min, max, caps } => {
            if buckets.iter().all(|bucket| bucket.weight() == 0) {
                return None;
            }
            let total = |end: End| {
                let mut total = i128::from(*base);
                for (index, bucket) in buckets.iter().enumerate() {
                    let points = bucket.points(end);
                    let cap = caps.get(index).copied().flatten().filter(|_| apart).map(i128::from);
                    total += cap.map_or(points, |cap| clamped(points, -cap, cap));
                }
                total
            };
            // INVARIANT: `validate` refuses cards whose sums do not fit.
            let narrow = |total: i128| i64::try_from(total).unwrap_or(i64::MAX);
            let ends = (narrow(total(End::Low)), narrow(total(End::High)));
            let ((low, high), before) = through(&limits, ends, |limit, total| limit.effect.on_units(total));
            let score = |total: i64| {
                let total = min.map_or(total, |min| total.max(min));
                let total = max.map_or(total, |max| total.min(max));
                published(total.into(), card.unit)
            };
            let unit = card.unit;
            let before = before
                .into_iter()
                .map(|(low, high)| (published(low.into(), unit), published(high.into(), unit)));
            ((score(low), score(high)), before.collect())
        }
    };
    let acts = limits.iter().map(|(acts, _)| *acts);
    let before = before.into_iter().zip(acts).map(|((low, high), acts)| LimitRange { low, high, acts });
    Some((CardRange { low: round_published(low), high: round_published(high), is_exact }, before.collect()))
}

/// A range through limits, one after the other, and as it is before each.
fn through<T: PartialOrd + Copy>(
    limits: &[(Truth, &LimitPlan)],
    (mut low, mut high): (T, T),
    made: impl Fn(&LimitPlan, T) -> T,
) -> ((T, T), Vec<(T, T)>) {
    let mut before = Vec::new();
    for (acts, limit) in limits {
        before.push((low, high));
        let one = || std::iter::once((*acts, |number| made(limit, number)));
        (low, high) = (limited(End::Low, low, one()), limited(End::High, high, one()));
    }
    ((low, high), before)
}

/// Whether a limit acts on some score: it never does where its condition holds for no account.
fn may_act(worlds: &Worlds<'_>, limit: &LimitPlan) -> Truth {
    let check = worlds.plan.conditions.get(limit.condition as usize);
    match check.and_then(|check| worlds.truths(check)) {
        Some(truths) if !truths.holds => Truth::False,
        Some(_) | None => Truth::Unknown,
    }
}

/// The extreme mean over buckets.
fn mean(shares: &Shares, buckets: &[Bucket], end: End) -> Option<f64> {
    let scores = shares.iter().zip(buckets).map(|(share, bucket)| {
        let score = match share.full {
            Some(_) if bucket.weight() == 0 => None,
            Some(_) => Some(share.score(i64::try_from(bucket.points(end)).unwrap_or_default(), 0)),
            None => bucket.percent(end),
        };
        score.map(|score| (score, !bucket.is_optional()))
    });
    shares.extreme(end, scores, &mut MeanBuffers::default())
}

/// Whether every world is one that some account has: each attribute is cut in one way, and for itself.
fn is_plain(worlds: &Worlds<'_>, criteria: &[CriterionView<'_>]) -> bool {
    let mut places = Vec::new();
    criteria.iter().for_each(|view| view.plan.slots(&mut places));
    let slots: Vec<_> = places.iter().filter_map(|place| worlds.slot(*place)).collect();
    let alone = |at: usize| {
        let Some(slot) = slots.get(at) else { return false };
        let same =
            slots.iter().enumerate().filter(|(other, o)| *other != at && o.attributes == slot.attributes);
        let plain = match &slot.shape {
            // Items stand in several slots, each free of the others.
            Shape::Items => return same.map(|(_, o)| o).all(|o| matches!(o.shape, Shape::Items)),
            Shape::Phrases { phrases, .. } => {
                let inner = |p: &Phrase| matches!(p, Phrase::Contains(_) | Phrase::Mentions(_));
                phrases.len() == 1 || phrases.iter().all(inner)
            }
            Shape::Compare(_) => false,
            Shape::Plain
            | Shape::Number(_)
            | Shape::Count { .. }
            | Shape::Date(_)
            | Shape::Recent(_)
            | Shape::Values(_)
            | Shape::Hosts(_) => true,
        };
        plain && slot.inputs.is_empty() && same.count() == 0
    };
    // An account about which nothing is known has no score, so some criterion must reach the end while known.
    let known = |view: &CriterionView<'_>| {
        let within = view.facts.as_ref().and_then(|facts| facts.known);
        !view.plan.unknown.keeps_weight() || within.is_some_and(|(low, high)| low <= 0 && high >= 0)
    };
    (0..slots.len()).all(alone)
        && criteria
            .iter()
            .all(|view| matches!(view.plan.unknown, UnknownCounts::Points(0) | UnknownCounts::Skip))
        && criteria.iter().any(known)
}
