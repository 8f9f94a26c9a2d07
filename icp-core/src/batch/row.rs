//! Rows that go through `eval` one by one.

use super::answer::{Part, place};
use super::run::Job;
use crate::eval::{IcpScore, ReasonCode, Scratch, exact, excluded_by, outcome};
use crate::plan::State;

/// Writes what the scratch was scored to be.
pub(super) fn write(job: &Job<'_>, part: &mut Part<'_>, row: usize, scratch: &Scratch) {
    let Some(shown) = scratch.headline() else { return };
    let reason = |at: usize, score: &IcpScore| job.reasons.number(at, score.reason);
    if let Some(score) = scratch.scores().get(shown) {
        if let Some(icp) = part.icp.get_mut(row) {
            *icp = place(Some(shown));
        }
        part.shown.write(row, score, reason(shown, score));
        if !part.verdicts.is_empty() {
            let mut said = vec![0; part.verdicts.len()];
            job.verdicts.tell(job.plan, shown, score, scratch, &mut said);
            for (column, text) in part.verdicts.iter_mut().zip(said) {
                if let Some(cell) = column.get_mut(row) {
                    *cell = text;
                }
            }
        }
    }
    for (at, (columns, score)) in part.icps.iter_mut().zip(scratch.scores()).enumerate() {
        columns.write(row, score, reason(at, score));
    }
    if let Some(holding) = part.exclusions.get_mut(row) {
        for (at, icp) in job.plan.icps.iter().enumerate() {
            let numbers =
                excluded_by(icp, scratch).map(|place| job.reasons.number(at, ReasonCode::Excluded(place)));
            holding.extend(numbers);
        }
    }
    for (columns, icp) in part.criteria.iter_mut().zip(&job.plan.icps) {
        let Some(card) = job.plan.cards.get(icp.fit) else { continue };
        for (points, index) in columns.iter_mut().zip(card.criteria.clone()) {
            let found = outcome(job.plan, scratch, index);
            if let Some(cell) = points.get_mut(row) {
                *cell = match found.state {
                    State::Unknown | State::NotApplicable | State::Valued => f64::NAN,
                    State::Fit | State::Partial | State::None | State::Misfit => {
                        exact(found.points, card.unit)
                    }
                };
            }
        }
    }
}
