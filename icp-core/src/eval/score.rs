//! From cells to scores: add what the tables say, then one division for each scorecard.

use super::outcome::decided;
use super::{Scratch, bounds, fading, locate};
use crate::account::{Field, Record};
use crate::error::AccountError;
use crate::plan::{Card, IcpPlan, LANES, Lane, Lanes, Outcome, Plan, ScalePlan, valued};
use crate::value::{AttributeType, Date, Truth};

/// What an icp says of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IcpStatus {
    /// It reached a tier that qualifies.
    Qualified,
    /// It did not, or a required criterion is not met.
    Unqualified,
    /// An exclusion holds.
    Disqualified,
    /// Too little is known to say.
    InsufficientData,
}

impl IcpStatus {
    /// The word in an assessment.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Qualified => "qualified",
            Self::Unqualified => "unqualified",
            Self::Disqualified => "disqualified",
            Self::InsufficientData => "insufficient_data",
        }
    }
}

/// Why an icp has its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReasonCode {
    /// The exclusion with this place among the icp's exclusions (shared ones first) holds.
    Excluded(usize),
    /// Nothing that the profile asks about is known.
    NothingKnown,
    /// The required criterion with this place is not met.
    RequiredUnmet(usize),
    /// The exclusion with this place is unknown and holds the account back.
    ExclusionUnknown(usize),
    /// The required criterion with this place is unknown.
    RequiredUnknown(usize),
    /// The coverage is below the scorecard's minimum.
    LowCoverage,
    /// The tier with this place was reached.
    Tier(usize),
}

impl ReasonCode {
    /// The word in an assessment.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Excluded(_) => "excluded",
            Self::NothingKnown => "nothing_known",
            Self::RequiredUnmet(_) => "required_unmet",
            Self::ExclusionUnknown(_) => "exclusion_unknown",
            Self::RequiredUnknown(_) => "required_unknown",
            Self::LowCoverage => "low_coverage",
            Self::Tier(_) => "tier",
        }
    }
}

/// The numbers of one scorecard for one account.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CardScore {
    /// The published score; `None` when nothing is known.
    pub score: Option<f64>,
    /// Lowest and highest score that the missing values could still lead to; `None` when no criterion applies.
    pub bounds: Option<(f64, f64)>,
    /// The share of the weight whose criteria are known, from 0 to 1.
    pub coverage: f64,
    /// The place of the tier, best first.
    pub tier: Option<usize>,
}

/// The numbers of one icp for one account.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IcpScore {
    /// Whether it qualifies.
    pub status: IcpStatus,
    /// Why.
    pub reason: ReasonCode,
    /// The fit scorecard.
    pub fit: CardScore,
    /// The intent scorecard, if the icp has one.
    pub intent: Option<CardScore>,
    /// The place of the stage.
    pub stage: Option<usize>,
}

/// Scores a record; the scratch then holds everything that was found.
pub(crate) fn evaluate(
    plan: &Plan,
    record: &Record<'_>,
    as_of: Date,
    scratch: &mut Scratch,
) -> Result<(), AccountError> {
    check(plan, &record.fields)?;
    if !scratch.fits(plan) {
        *scratch = Scratch::new(plan);
    }
    scratch.set_as_of(plan, as_of);
    locate::locate(plan, &record.fields, scratch);
    add_up(plan, &record.fields, as_of, scratch);
    scratch.scores.clear();
    for icp in &plan.icps {
        let score = icp_score(plan, icp, scratch);
        scratch.scores.push(score);
    }
    scratch.best = best(plan, &scratch.scores);
    Ok(())
}

/// A record is tied to the model that read it.
fn check(plan: &Plan, fields: &[Field<'_>]) -> Result<(), AccountError> {
    let fits = |(input, field): (&crate::plan::Input, &Field<'_>)| match field {
        Field::Missing => true,
        Field::Number(_) => input.kind == AttributeType::Number,
        Field::Text(_) => input.kind == AttributeType::Text,
        Field::Bool(_) => input.kind == AttributeType::Bool,
        Field::Date(_) => input.kind == AttributeType::Date,
        Field::Set(_) | Field::Joined(_) => input.kind == AttributeType::Set,
        Field::Events(_) => input.kind == AttributeType::Events,
    };
    if fields.len() == plan.inputs.len() && plan.inputs.iter().zip(fields).all(fits) {
        return Ok(());
    }
    Err(AccountError::record(
        "account.shape",
        "a record that this model has read",
        "a record of another model",
    ))
}

/// Adds every criterion to its bucket and sets every mark.
fn add_up(plan: &Plan, fields: &[Field<'_>], as_of: Date, scratch: &mut Scratch) {
    scratch.sums.fill([0; LANES]);
    scratch.marks.fill(0);
    for (group, class) in plan.groups.iter().zip(&mut scratch.classes) {
        let mut joint = 0;
        for (place, stride) in &group.places {
            joint += scratch.cells.get(*place as usize).copied().unwrap_or_default() * stride;
        }
        *class = group.class_of.get(joint as usize).copied().unwrap_or_default();
        let class = *class as usize;
        let rows = &group.rows;
        let width = rows.buckets.len();
        let lanes = rows.lanes.get(class * width..(class + 1) * width).unwrap_or_default();
        for (bucket, lanes) in rows.buckets.iter().zip(lanes) {
            add(&mut scratch.sums, *bucket, lanes);
        }
        let words = scratch.marks.len();
        let marks = rows.marks.get(class * words..(class + 1) * words).unwrap_or_default();
        scratch.marks.iter_mut().zip(marks).for_each(|(word, marks)| *word |= marks);
    }
    for (at, index) in plan.loose_criteria.iter().enumerate() {
        let Some(criterion) = plan.criteria.get(*index as usize) else { continue };
        let outcome = criterion.decide(&scratch.cells);
        if let Some(place) = scratch.loose.get_mut(at) {
            *place = outcome;
        }
        count(plan, *index, &outcome, scratch);
    }
    for (condition, marks) in &plan.loose_conditions {
        let Some(check) = plan.conditions.get(*condition as usize) else { continue };
        let mark = match check.truth(&scratch.cells) {
            Truth::True => marks.holds,
            Truth::Unknown => marks.unknown,
            Truth::False => None,
        };
        mark.into_iter().for_each(|mark| set(&mut scratch.marks, mark));
    }
    for (at, index) in plan.valued.iter().enumerate() {
        let Some(criterion) = plan.criteria.get(*index as usize) else { continue };
        let mut outcome = decided(plan, scratch, *index as usize);
        if outcome.valued {
            let points = fading::points(&criterion.reading.rule, fields, &scratch.numbers, as_of);
            outcome = valued(&outcome, points, criterion.weight);
            count(plan, *index, &outcome, scratch);
        }
        if let Some(place) = scratch.valued.get_mut(at) {
            *place = outcome;
        }
    }
}

/// Adds one outcome.
fn count(plan: &Plan, index: u32, outcome: &Outcome, scratch: &mut Scratch) {
    let Some(criterion) = plan.criteria.get(index as usize) else { return };
    add(&mut scratch.sums, criterion.bucket, &criterion.lanes(outcome));
    criterion.set_marks(outcome, |mark| set(&mut scratch.marks, mark));
}

fn add(sums: &mut [Lanes], bucket: u32, lanes: &Lanes) {
    if let Some(sum) = sums.get_mut(bucket as usize) {
        sum.iter_mut().zip(lanes).for_each(|(sum, lane)| *sum += lane);
    }
}

fn set(marks: &mut [u64], mark: u32) {
    if let Some(word) = marks.get_mut(mark as usize / 64) {
        *word |= 1 << (mark % 64);
    }
}

fn is_set(marks: &[u64], mark: u32) -> bool {
    marks.get(mark as usize / 64).is_some_and(|word| word >> (mark % 64) & 1 == 1)
}

fn meets(marks: &[u64], mask: &[u64]) -> bool {
    marks.iter().zip(mask).any(|(word, mask)| word & mask != 0)
}

pub(super) fn lane(lanes: &Lanes, lane: Lane) -> i64 {
    lanes.get(lane as usize).copied().unwrap_or_default()
}

/// Integers up to here are exact in a float.
const EXACT: u64 = 1 << 53;

/// 100 x points / weights. The quotient of two integers is the same in every unit: they are reduced when they
/// are not exact as floats.
pub(crate) fn percent(points: i64, weight: i64) -> f64 {
    let (mut points, mut weight) = (points, weight);
    if points.unsigned_abs() > EXACT || weight.unsigned_abs() > EXACT {
        let by = gcd(points.unsigned_abs(), weight.unsigned_abs()).max(1) as i64;
        points /= by;
        weight /= by;
    }
    points as f64 / weight as f64 * 100.0
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Rounded to six decimals, half away from zero; never -0.
pub(crate) fn round_published(value: f64) -> f64 {
    (value * 1e6).round() / 1e6 + 0.0
}

/// Units of a card as a published number.
pub(crate) fn published(units: i64, unit: i64) -> f64 {
    let pico = i128::from(units) * i128::from(unit);
    let half = if pico < 0 { -500_000 } else { 500_000 };
    ((pico + half) / 1_000_000) as f64 / 1e6 + 0.0
}

/// Units of a card as the nearest number, not rounded: points have up to twelve decimals.
pub(crate) fn exact(units: i64, unit: i64) -> f64 {
    let pico = i128::from(units) * i128::from(unit);
    let number = if pico % 1_000_000 == 0 { (pico / 1_000_000) as f64 / 1e6 } else { pico as f64 / 1e12 };
    number + 0.0
}

/// A score from the points and the weight of each bucket, not rounded on percent scales; `None` without weight.
pub(super) fn scaled(card: &Card, sums: &[Lanes], points: Lane, weight: Lane) -> Option<f64> {
    match &card.scale {
        ScalePlan::Percent => {
            let sum = sums.first()?;
            let weight = lane(sum, weight);
            (weight > 0).then(|| percent(lane(sum, points), weight).max(0.0))
        }
        ScalePlan::Shares(shares) => {
            let (mut sum, mut total) = (0.0, 0.0);
            for (share, bucket) in shares.iter().zip(sums) {
                let weight = lane(bucket, weight);
                if weight > 0 {
                    sum += share * percent(lane(bucket, points), weight).max(0.0);
                    total += share;
                }
            }
            (total > 0.0).then(|| sum / total)
        }
        ScalePlan::Points { base, min, max, caps } => {
            let mut total = *base;
            let mut weights = 0;
            for (bucket, cap) in sums.iter().zip(caps) {
                let points = lane(bucket, points);
                total += cap.map_or(points, |cap| points.clamp(-cap, cap));
                weights += lane(bucket, weight);
            }
            if let Some(min) = min {
                total = total.max(*min);
            }
            if let Some(max) = max {
                total = total.min(*max);
            }
            (weights > 0).then(|| published(total, card.unit))
        }
    }
}

fn coverage(card: &Card, sums: &[Lanes]) -> f64 {
    let known = |bucket: &Lanes| lane(bucket, Lane::Known);
    let applicable = |bucket: &Lanes| lane(bucket, Lane::Applicable);
    let ratio = |known: i64, all: i64| if all > 0 { percent(known, all) / 100.0 } else { 0.0 };
    let share = match &card.scale {
        ScalePlan::Percent | ScalePlan::Points { .. } => {
            ratio(sums.iter().map(known).sum(), sums.iter().map(applicable).sum())
        }
        ScalePlan::Shares(shares) => {
            let (mut sum, mut total) = (0.0, 0.0);
            for (share, bucket) in shares.iter().zip(sums) {
                if applicable(bucket) > 0 {
                    sum += share * ratio(known(bucket), applicable(bucket));
                    total += share;
                }
            }
            if total > 0.0 { sum / total } else { 0.0 }
        }
    };
    round_published(share)
}

/// The numbers of a scorecard. The tier is the one that the score reaches, whatever the status.
fn card_score(plan: &Plan, card: &Card, scratch: &Scratch) -> CardScore {
    let sums = scratch.sums.get(card.buckets.clone()).unwrap_or_default();
    let something = sums.iter().any(|bucket| lane(bucket, Lane::Known) > 0);
    let score =
        if something { scaled(card, sums, Lane::Points, Lane::Weight).map(round_published) } else { None };
    let bounds = if card.optional.is_some_and(|mark| is_set(&scratch.marks, mark)) {
        bounds::with_optional(plan, card, scratch)
    } else {
        let low = scaled(card, sums, Lane::Low, Lane::BoundWeight);
        low.zip(scaled(card, sums, Lane::High, Lane::BoundWeight))
    };
    let coverage = coverage(card, sums);
    let enough = coverage >= card.min_coverage;
    let tier = score.filter(|_| enough).and_then(|score| tier(card, score, &scratch.marks));
    let bounds = bounds.map(|(low, high)| (round_published(low), round_published(high)));
    CardScore { score, bounds, coverage, tier }
}

fn tier(card: &Card, score: f64, marks: &[u64]) -> Option<usize> {
    card.tiers.iter().position(|tier| {
        let fits = |(least, of): &(u32, Box<[u32]>)| {
            of.iter().filter(|mark| is_set(marks, **mark)).count() >= *least as usize
        };
        tier.from.is_none_or(|from| score >= from)
            && tier.requires.iter().all(fits)
            && tier.when.is_none_or(|mark| is_set(marks, mark))
    })
}

fn icp_score(plan: &Plan, icp: &IcpPlan, scratch: &Scratch) -> IcpScore {
    let card = |index: usize| plan.cards.get(index);
    let nothing = CardScore { score: None, bounds: None, coverage: 0.0, tier: None };
    let mut fit = card(icp.fit).map_or(nothing, |card| card_score(plan, card, scratch));
    let mut intent = icp.intent.and_then(card).map(|card| {
        let score = card_score(plan, card, scratch);
        // Without what is required there is no intent to speak of.
        let tier = match score.tier {
            Some(_) if meets(&scratch.marks, &icp.intent_unmet) => card.tiers.len().checked_sub(1),
            tier => tier.filter(|_| !meets(&scratch.marks, &icp.intent_open)),
        };
        CardScore { tier, ..score }
    });
    let (status, reason) = status(plan, icp, &fit, &scratch.marks);
    if matches!(status, IcpStatus::Disqualified | IcpStatus::InsufficientData) {
        fit.tier = None;
    }
    let stage = match status {
        IcpStatus::Disqualified => {
            if let Some(intent) = &mut intent {
                intent.tier = None;
            }
            None
        }
        IcpStatus::Qualified | IcpStatus::Unqualified | IcpStatus::InsufficientData => {
            let matches = |wanted: &[usize], tier: Option<usize>| {
                wanted.is_empty() || tier.is_some_and(|tier| wanted.contains(&tier))
            };
            let reached = intent.and_then(|intent| intent.tier);
            icp.stages.iter().position(|s| matches(&s.fit, fit.tier) && matches(&s.intent, reached))
        }
    };
    IcpScore { status, reason, fit, intent, stage }
}

/// The first that applies, in the order of precedence.
fn status(plan: &Plan, icp: &IcpPlan, fit: &CardScore, marks: &[u64]) -> (IcpStatus, ReasonCode) {
    let excluded = |mark: fn(&crate::plan::Marks) -> Option<u32>, mask: &[u64]| {
        let set = |e: &crate::plan::ExclusionPlan| {
            mark(&e.marks).is_some_and(|mark| is_set(marks, mark) && is_set(mask, mark))
        };
        icp.exclusions.iter().position(set).unwrap_or_default()
    };
    let required = |mark: fn(&crate::plan::CriterionPlan) -> Option<u32>| {
        let criteria = plan.cards.get(icp.fit).and_then(|card| plan.criteria.get(card.criteria.clone()));
        let set = |c: &crate::plan::CriterionPlan| mark(c).is_some_and(|mark| is_set(marks, mark));
        criteria.unwrap_or_default().iter().position(set).unwrap_or_default()
    };
    let insufficient = |reason| (IcpStatus::InsufficientData, reason);
    if meets(marks, &icp.excluded) {
        return (IcpStatus::Disqualified, ReasonCode::Excluded(excluded(|m| m.holds, &icp.excluded)));
    }
    if fit.score.is_none() {
        return insufficient(ReasonCode::NothingKnown);
    }
    if meets(marks, &icp.unmet) {
        return (IcpStatus::Unqualified, ReasonCode::RequiredUnmet(required(|c| c.unmet)));
    }
    if meets(marks, &icp.held) {
        return insufficient(ReasonCode::ExclusionUnknown(excluded(|m| m.unknown, &icp.held)));
    }
    if meets(marks, &icp.open) {
        return insufficient(ReasonCode::RequiredUnknown(required(|c| c.open)));
    }
    match fit.tier {
        None => insufficient(ReasonCode::LowCoverage),
        Some(tier) if tier <= icp.last_qualifying => (IcpStatus::Qualified, ReasonCode::Tier(tier)),
        Some(tier) => (IcpStatus::Unqualified, ReasonCode::Tier(tier)),
    }
}

fn best(plan: &Plan, scores: &[IcpScore]) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (index, score) in scores.iter().enumerate() {
        if score.status != IcpStatus::Qualified {
            continue;
        }
        match best.and_then(|best| scores.get(best)) {
            None => best = Some(index),
            Some(first) if plan.by_score && score.fit.score > first.fit.score => best = Some(index),
            Some(_) => {}
        }
        if !plan.by_score {
            break;
        }
    }
    best
}
