//! The reason codes of a scorecard: the criteria whose points are furthest from their baselines, added up by code. They are made
//! when a whole answer is, and change no score.

use std::borrow::Cow;

use super::{AssessmentInput, CardNumbers, CriterionNumbers, RankedReason};
use crate::eval::{CardScore, counts};
use crate::model::{Criterion, ReasonCodes, ReasonSide, Rule, Scorecard, Unit};
use crate::plan::{Card, CriterionPlan, State};
use crate::sort::sort_by;
use crate::value::{PICO_IN_MICRO, PointUnit, published};

impl AssessmentInput<'_, '_> {
    /// The reason codes of a scorecard that has this score, the largest first; none unless the model asks for them.
    pub(crate) fn reason_codes<'n>(
        &self,
        card: &Card,
        names: &'n Scorecard,
        score: &CardScore,
        numbers: &CardNumbers,
    ) -> Vec<RankedReason<'n>> {
        let mut sums: Vec<Sum<'n>> = Vec::new();
        let Some(asked) = names.reason_codes.filter(|_| score.score.is_some()) else { return Vec::new() };
        let plans = self.plan.criteria.get(card.criteria.clone()).unwrap_or_default();
        for ((plan, criterion), numbers) in plans.iter().zip(&names.criteria).zip(&numbers.criteria) {
            if numbers.outcome.state == State::NotApplicable {
                continue;
            }
            let (code, text) = reason(criterion, numbers);
            let distance = distance(asked, criterion, plan, numbers, card.unit);
            match sums.iter_mut().find(|sum| sum.code == code) {
                Some(sum) => {
                    sum.distance += distance;
                    sum.text = sum.text.or(text);
                }
                None => sums.push(Sum { code, text, distance }),
            }
        }
        sums.retain(|sum| sum.distance >= 0);
        // Of equals the first stays in front.
        sort_by(&mut sums, |a, b| b.distance.cmp(&a.distance));
        sums.truncate(asked.most.unwrap_or(usize::MAX));
        let unit = PointUnit { pico: 1, parts: card.unit.parts };
        let ranked = sums.into_iter().map(|Sum { code, text, distance }| RankedReason {
            code: code.into(),
            text: text.map(Cow::Borrowed),
            points: published(distance, unit),
        });
        ranked.collect()
    }
}

/// The criteria of one code.
struct Sum<'n> {
    code: &'n str,
    text: Option<&'n str>,
    /// In 10^-12, divided into the parts of the card's unit.
    distance: i128,
}

/// The code of a criterion and its text: those of the band that holds, else its own; without a code its id.
fn reason<'n>(criterion: &'n Criterion, numbers: &CriterionNumbers) -> (&'n str, Option<&'n str>) {
    let band = match (&criterion.rule, numbers.outcome.state) {
        (Rule::Bands { bands, .. }, State::Fit | State::Partial | State::None | State::Misfit) => {
            (numbers.outcome.band as usize).checked_sub(1).and_then(|at| bands.get(at))
        }
        _ => None,
    };
    let of_band = band.and_then(|band| band.reason.as_deref());
    match band.and_then(|band| band.reason_code.as_deref()) {
        Some(code) => (code, of_band),
        None => {
            let code = criterion.reason_code.as_deref().unwrap_or(&criterion.id);
            (code, of_band.or(criterion.reason.as_deref()))
        }
    }
}

/// How far the points that a criterion counts are from its baseline, on the side that is asked for.
fn distance(
    asked: ReasonCodes,
    criterion: &Criterion,
    plan: &CriterionPlan,
    numbers: &CriterionNumbers,
    unit: PointUnit,
) -> i128 {
    let amount = |units: i64| i128::from(units).saturating_mul(unit.pico);
    let baseline = match criterion.baseline {
        Some(baseline) => {
            let times = match criterion.unit {
                Unit::Points => PICO_IN_MICRO,
                Unit::Rating => i128::from(criterion.weight.millionths()),
            };
            i128::from(baseline.millionths()).saturating_mul(times).saturating_mul(unit.parts)
        }
        None => match asked.points {
            ReasonSide::Below => amount(plan.reading.rule.most()),
            ReasonSide::Above => 0,
        },
    };
    let (points, _) = counts(plan, &numbers.outcome);
    match asked.points {
        ReasonSide::Below => baseline - amount(points),
        ReasonSide::Above => amount(points) - baseline,
    }
}
