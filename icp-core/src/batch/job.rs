//! The job of scoring one table: the plan, the options, and the tables that are laid out for it once.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::criterion_lanes::CriterionTables;
use super::labels::LabelTable;
use super::lane_tables::{Asked, LaneTables};
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
    /// Tables of icps side by side. Without them rows go through `eval`.
    pub(super) lane_tables: Option<LaneTables<'j>>,
    /// The answers of every criterion, beside them.
    pub(super) criterion_tables: Option<CriterionTables<'j>>,
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
        let asked = Asked {
            classes: options.per_criterion.any(),
            cells: options.verdicts && verdicts.asks_cells() || options.labels && labels.asks_cells(plan),
        };
        // Bounds are worked out anew where it is unknown whether a criterion applies: from cells, without events.
        let is_optional = has_fading(plan) && plan.cards.iter().any(|card| card.optional.is_some());
        let lane_tables =
            if is_tabled(plan) && !is_optional { LaneTables::new(plan, &reasons, asked) } else { None };
        let asked = options.per_criterion;
        let criterion_tables = lane_tables
            .as_ref()
            .filter(|_| asked.any())
            .and_then(|t| CriterionTables::new(plan, &t.icps, asked));
        Self {
            plan,
            options,
            verdicts,
            labels,
            watch,
            reasons,
            lane_tables,
            criterion_tables,
            simd: Simd::new(),
            observers: None,
        }
    }

    /// The same job with every row shown to observers, one for each thread.
    pub(crate) fn observed(self, observers: &'j dyn Observers) -> Self {
        Self { lane_tables: None, criterion_tables: None, observers: Some(observers), ..self }
    }

    /// Whether columns can do all of it, so that no row is scored by itself.
    pub(super) fn by_table(&self) -> bool {
        let is_asked = self.options.per_criterion.any();
        let can_do = match &self.lane_tables {
            Some(_) => !is_asked || self.criterion_tables.is_some(),
            None => !is_asked && !has_fading(self.plan),
        };
        can_do && is_tabled(self.plan) && self.observers.is_none()
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

/// Whether everything is in tables, or depends on a plain number or on events beside one.
fn is_tabled(plan: &Plan) -> bool {
    let valued = plan.valued.iter().filter_map(|index| plan.criteria.get(*index as usize)).all(|criterion| {
        let on_numbers = |rule: ByValue<'_>| match rule {
            ByValue::Curve(curve) => {
                plan.inputs.get(curve.attribute as usize).is_some_and(|input| !input.takes.intervals)
            }
            ByValue::Decay(_) => true,
        };
        matches!(criterion.decided, Decided::Group { .. })
            && criterion.reading.rule.by_value().is_some_and(on_numbers)
    });
    plan.loose_criteria.is_empty() && plan.loose_conditions.is_empty() && valued
}

/// Whether a rule fades.
fn has_fading(plan: &Plan) -> bool {
    plan.fading().next().is_some()
}
