//! The job of scoring one table: the plan, the options, and the tables that are laid out for it once.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::labels::LabelTable;
use super::lane_tables::LaneTables;
use super::observe::Observers;
use super::options::BatchOptions;
use super::reasons::ReasonTable;
use super::simd::Simd;
use super::verdicts::VerdictTable;
use crate::error::BatchError;
use crate::intake::Watch;
use crate::plan::{ByValue, Decided, Plan};

/// All that stays the same from the first block to the last, for every thread.
pub(crate) struct Job<'j> {
    pub(crate) plan: &'j Plan,
    pub(crate) options: BatchOptions<'j>,
    pub(crate) verdicts: &'j VerdictTable,
    pub(crate) labels: &'j LabelTable,
    pub(super) watch: &'j Arc<Watch>,
    pub(super) reasons: ReasonTable,
    /// Tables of plain icps; conditions of verdicts and labels, and points of criteria, are read off the cells of the row instead.
    pub(super) lane_tables: Option<LaneTables<'j>>,
    pub(super) simd: Simd,
    /// Makes an observer for each thread, if somebody looks at every row.
    pub(super) observers: Option<&'j dyn Observers>,
}

impl<'j> Job<'j> {
    pub(crate) fn new(
        plan: &'j Plan,
        watch: &'j Arc<Watch>,
        options: BatchOptions<'j>,
        verdicts: &'j VerdictTable,
        labels: &'j LabelTable,
    ) -> Self {
        let reasons = ReasonTable::new(plan);
        let by_cells = options.verdicts
            || options.exclusions
            || options.per_criterion.any()
            || !labels.ids.is_empty()
            || !is_tabled(plan);
        let lane_tables = if by_cells { None } else { LaneTables::new(plan, &reasons) };
        Self {
            plan,
            options,
            verdicts,
            labels,
            watch,
            reasons,
            lane_tables,
            simd: Simd::new(),
            observers: None,
        }
    }

    /// The same job with every row shown to observers, one for each thread.
    pub(crate) fn observed(self, observers: &'j dyn Observers) -> Self {
        Self { lane_tables: None, observers: Some(observers), ..self }
    }

    /// Adds to the rows that are done and calls the progress callback, which may stop the scoring.
    pub(super) fn report(&self, done: &AtomicUsize, rows: usize) -> Result<(), BatchError> {
        let Some(progress) = self.options.progress else { return Ok(()) };
        let done = done.fetch_add(rows, Ordering::Relaxed) + rows;
        match progress(done) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(BatchError::cancelled()),
        }
    }

    /// The same job on a processor without wide registers.
    #[cfg(test)]
    pub(crate) fn without_simd(self) -> Self {
        Self { simd: Simd::without(), ..self }
    }
}

/// Whether everything is in tables, or on a curve of plain numbers beside one.
pub(super) fn is_tabled(plan: &Plan) -> bool {
    let curves = plan.valued.iter().filter_map(|index| plan.criteria.get(*index as usize)).all(|criterion| {
        let on_numbers = |rule: ByValue<'_>| match rule {
            ByValue::Curve(curve) => {
                plan.inputs.get(curve.attribute as usize).is_some_and(|input| !input.takes.intervals)
            }
            ByValue::Decay(_) => false,
        };
        matches!(criterion.decided, Decided::Group { .. })
            && criterion.reading.rule.by_value().is_some_and(on_numbers)
    });
    plan.loose_criteria.is_empty() && plan.loose_conditions.is_empty() && curves
}
