//! The answers of every criterion, in columns; a row at a time for models that `criterion_lanes` cannot do.

use super::PerCriterion;
use super::slices::{cut, place, put, refill};
use crate::eval::{
    CardScore, Counted, CriterionStatus, Parts, Scratch, counts, criterion_status, outcome, rating,
};
use crate::plan::{Card, CriterionPlan, Outcome, Plan};
use crate::value::exact;

/// The answers of one criterion, a row each: the same as in the account's assessment. What was not asked for is empty.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::batch::{AsOf, BatchOptions, MissingColumns, PerCriterion};
/// use icp_core::column::{Column, Columns, Values};
/// let columns = Columns::new(2).with("employees", Column::new(Values::U8(&[50, 5])))?;
/// let options = BatchOptions::new(AsOf::Day(today)).missing_columns(MissingColumns::Unknown);
/// let asked = PerCriterion::POINTS.and(PerCriterion::STATUS);
/// let scores = model.score_batch(&columns, &options.per_criterion(asked))?;
/// // Of the first icp, the first criterion: `size`, with a weight of 3.
/// let size = &scores.criteria[0][0];
/// assert_eq!((size.points.as_slice(), size.status[1].as_str()), (&[3.0, 0.0][..], "none"));
/// assert!(size.rating.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct CriterionColumns {
    /// Its points; 0 where it does not apply.
    pub points: Vec<f64>,
    /// The rating; NaN while it is unknown, or when it does not apply.
    pub rating: Vec<f64>,
    /// Its part of the score; 0 where there is no score.
    pub contribution: Vec<f64>,
    /// Its status.
    pub status: Vec<CriterionStatus>,
    /// The place of the band that holds, which may have a label; `u16::MAX` for none. Asked for as `label`.
    pub band: Vec<u16>,
}

impl CriterionColumns {
    /// Makes room for some rows.
    pub(super) fn clear(&mut self, rows: usize, asked: PerCriterion) {
        let Self { points, rating, contribution, status, band } = self;
        let if_so = |yes: bool| if yes { rows } else { 0 };
        refill(points, if_so(asked.points), 0.0);
        refill(rating, if_so(asked.rating), 0.0);
        refill(contribution, if_so(asked.contribution), 0.0);
        refill(status, if_so(asked.status), CriterionStatus::Unknown);
        refill(band, if_so(asked.label), 0);
    }

    pub(super) fn append(&mut self, other: Self) {
        let Self { points, rating, contribution, status, band } = other;
        self.points.extend(points);
        self.rating.extend(rating);
        self.contribution.extend(contribution);
        self.status.extend(status);
        self.band.extend(band);
    }
}

/// The columns of a criterion for a chunk of rows.
pub(super) struct CriterionChunk<'s> {
    pub(super) points: &'s mut [f64],
    pub(super) rating: &'s mut [f64],
    pub(super) contribution: &'s mut [f64],
    pub(super) status: &'s mut [CriterionStatus],
    pub(super) band: &'s mut [u16],
}

/// The answers that a criterion's outcome gives by itself; its part of the score rests on the others too.
#[derive(Debug, Clone, Copy)]
pub(super) struct CriterionAnswer {
    pub(super) points: f64,
    pub(super) rating: f64,
    pub(super) status: CriterionStatus,
    pub(super) band: u16,
}

impl CriterionAnswer {
    pub(super) fn new(criterion: &CriterionPlan, card: &Card, outcome: &Outcome) -> Self {
        let (points, _) = counts(criterion, outcome);
        Self {
            points: exact(points, card.unit),
            rating: rating(criterion, outcome).unwrap_or(f64::NAN),
            status: criterion_status(outcome.state),
            band: place(usize::from(outcome.band).checked_sub(1)),
        }
    }
}

impl<'s> CriterionChunk<'s> {
    pub(super) fn new(columns: &'s mut CriterionColumns) -> Self {
        Self {
            points: &mut columns.points,
            rating: &mut columns.rating,
            contribution: &mut columns.contribution,
            status: &mut columns.status,
            band: &mut columns.band,
        }
    }

    pub(super) fn cut(&mut self, len: usize) -> Self {
        Self {
            points: cut(&mut self.points, len),
            rating: cut(&mut self.rating, len),
            contribution: cut(&mut self.contribution, len),
            status: cut(&mut self.status, len),
            band: cut(&mut self.band, len),
        }
    }

    /// Writes the answer of a row.
    pub(super) fn put(&mut self, row: usize, answer: &CriterionAnswer) {
        put(self.points, row, answer.points);
        put(self.rating, row, answer.rating);
        put(self.status, row, answer.status);
        put(self.band, row, answer.band);
    }
}

/// Writes a row of the criteria of a scorecard that the scratch was scored with.
pub(super) fn write(
    plan: &Plan,
    scratch: &Scratch,
    card: &Card,
    score: &CardScore,
    columns: &mut [CriterionChunk<'_>],
    row: usize,
) {
    let mut counted = Vec::new();
    for (columns, index) in columns.iter_mut().zip(card.criteria.clone()) {
        let Some(criterion) = plan.criteria.get(index) else { continue };
        let found = outcome(plan, scratch, index);
        columns.put(row, &CriterionAnswer::new(criterion, card, &found));
        put(columns.contribution, row, 0.0);
        if !columns.contribution.is_empty() {
            let (points, weight) = counts(criterion, &found);
            let bucket = criterion.bucket.saturating_sub(card.buckets.start);
            counted.push(Counted { bucket, points, weight });
        }
    }
    // Without a score there is nothing to contribute to.
    if score.score.is_some() && !counted.is_empty() {
        let parts = Parts::new(card, &counted);
        for (columns, contribution) in columns.iter_mut().zip(parts.published()) {
            put(columns.contribution, row, contribution);
        }
    }
}
