//! The memory for scoring one account after another. `eval` writes it; `batch` writes rows that it located or added up
//! itself into it; `assess` and `questions` read it.

use super::{IcpScore, Quantity};
use crate::plan::{Flag, IcpPlan, Outcome, Plan, SmallTotals, TOTALS, Totals};
use crate::value::Date;

/// Working memory for scoring: one for each thread, made by [`Model::scratch`](crate::Model::scratch) and used
/// again and again. Once warm, scoring allocates nothing that grows with the model.
///
/// After [`Model::evaluate`](crate::Model::evaluate) it has the numbers of the last record, until the next one is scored.
///
/// ```
#[doc = include_str!("../sample.txt")]
/// use icp_core::OnInvalid;
/// let mut scratch = model.scratch();
/// let mut best = Vec::new();
/// for employees in [50, 5] {
///     let account = Account::new().with("employees", employees);
///     model.evaluate(&model.record(&account, OnInvalid::Error)?, today, &mut scratch)?;
///     best.push(scratch.best());
/// }
/// assert_eq!(best, [Some(0), None]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    /// The cell of each slot.
    pub(super) cells: Vec<u32>,
    /// The number of each attribute that needs it; NaN when missing.
    pub(super) numbers: Vec<f64>,
    /// The same where less than a number is known; empty for models without such attributes.
    pub(super) in_part: Vec<Quantity>,
    /// The class of each group.
    pub(super) classes: Vec<u16>,
    /// Outcomes of loose criteria.
    pub(super) loose: Vec<Outcome>,
    /// Outcomes of criteria whose points were worked out from a value.
    pub(super) valued: Vec<Outcome>,
    /// The sums of each small bucket.
    pub(super) small: Vec<SmallTotals>,
    /// The sums of each large bucket.
    pub(super) large: Vec<Totals>,
    /// The sums of the buckets of one card, while its score is made.
    pub(super) sums: Vec<Totals>,
    pub(super) flags: Vec<u64>,
    /// The first day of each span, for the as-of date.
    pub(super) cuts: Vec<i32>,
    pub(super) as_of: Option<Date>,
    pub(super) bounds: super::bounds::Buffers,
    pub(super) folded: String,
    pub(super) other: String,
    /// Items of a set that have been counted.
    pub(super) distinct: super::distinct::Distinct,
    pub(super) event_sums: super::EventSums,
    /// The sum of each event of a decay.
    pub(super) by_event: Vec<f64>,
    pub(super) scores: Vec<IcpScore>,
    pub(super) best: Option<usize>,
    /// Flags as they would be if something were otherwise.
    pub(super) other_flags: Vec<u64>,
    pub(super) kept_out: Vec<super::KeptOut>,
}

impl Scratch {
    pub(crate) fn new(plan: &Plan) -> Self {
        Self {
            cells: vec![0; plan.cells.len()],
            numbers: vec![f64::NAN; plan.inputs.len()],
            in_part: vec![Quantity::Missing; if plan.in_part() { plan.inputs.len() } else { 0 }],
            classes: vec![0; plan.groups.len()],
            loose: vec![Outcome::default(); plan.loose_criteria.len()],
            valued: vec![Outcome::default(); plan.valued.len()],
            small: vec![[0; 4]; plan.buckets.small],
            large: vec![[0; TOTALS]; plan.buckets.large],
            sums: Vec::new(),
            flags: vec![0; plan.flag_words],
            cuts: vec![0; plan.spans.len()],
            as_of: None,
            bounds: super::bounds::Buffers::default(),
            folded: String::new(),
            other: String::new(),
            distinct: super::distinct::Distinct::default(),
            event_sums: super::EventSums::default(),
            by_event: Vec::new(),
            scores: Vec::with_capacity(plan.icps.len()),
            best: None,
            other_flags: Vec::new(),
            kept_out: Vec::new(),
        }
    }

    /// The cell of each slot of the record that was scored last.
    pub(crate) fn cells(&self) -> &[u32] {
        &self.cells
    }

    /// The number of each attribute that needs it; NaN when missing.
    pub(crate) fn numbers(&self) -> &[f64] {
        &self.numbers
    }

    /// The number of an attribute that needs it, as far as it is known.
    pub(crate) fn quantity(&self, attribute: usize) -> Quantity {
        match self.numbers.get(attribute) {
            Some(number) if !number.is_nan() => Quantity::Number(*number),
            _ => self.in_part.get(attribute).copied().unwrap_or_default(),
        }
    }

    /// The scores of the record that was scored last, in priority order.
    ///
    /// The index of an icp is that of [`Model::icp`](crate::Model::icp). Empty before anything was scored.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let mut scratch = model.scratch();
    /// assert!(scratch.scores().is_empty());
    /// model.evaluate(&model.record(&account, OnInvalid::Error)?, today, &mut scratch)?;
    /// assert_eq!(scratch.scores()[0].fit.score, Some(75.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scores(&self) -> &[IcpScore] {
        &self.scores
    }

    /// The place of the best icp among [`Scratch::scores`], if one qualifies.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// use icp_core::OnInvalid;
    /// let mut scratch = model.scratch();
    /// model.evaluate(&model.record(&account, OnInvalid::Error)?, today, &mut scratch)?;
    /// assert_eq!(scratch.best().and_then(|at| model.icp(at)).map(|icp| &*icp.id), Some("smb"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn best(&self) -> Option<usize> {
        self.best
    }

    /// Whether it was made for a plan of this shape.
    pub(super) fn fits(&self, plan: &Plan) -> bool {
        self.cells.len() == plan.cells.len()
            && self.classes.len() == plan.groups.len()
            && self.small.len() == plan.buckets.small
            && self.large.len() == plan.buckets.large
            && self.cuts.len() == plan.spans.len()
            && self.flags.len() == plan.flag_words
            && self.numbers.len() == plan.inputs.len()
            && self.in_part.is_empty() != plan.in_part()
            && self.loose.len() == plan.loose_criteria.len()
            && self.valued.len() == plan.valued.len()
    }

    /// Counts the spans back from the as-of date, unless that was done.
    pub(crate) fn set_as_of(&mut self, plan: &Plan, as_of: Date) {
        if self.as_of != Some(as_of) {
            for (cut, span) in self.cuts.iter_mut().zip(&plan.spans) {
                *cut = as_of.minus(*span).days();
            }
            self.as_of = Some(as_of);
        }
    }

    /// The sums of the fit scorecard of an icp, and all flags: everything that its result is made of.
    pub(crate) fn effect(&self, plan: &Plan, icp: &IcpPlan) -> (Vec<SmallTotals>, Vec<Totals>, Vec<u64>) {
        let Some(card) = plan.cards.get(icp.fit) else { return Default::default() };
        if card.small {
            let small = self.small.get(card.buckets.clone()).unwrap_or_default();
            return (small.to_vec(), Vec::new(), self.flags.clone());
        }
        (Vec::new(), self.large.get(card.buckets.clone()).unwrap_or_default().to_vec(), self.flags.clone())
    }

    /// The cell of each slot, to be written.
    pub(crate) fn cells_mut(&mut self) -> &mut [u32] {
        &mut self.cells
    }

    /// The number of each attribute that needs it, to be written.
    pub(crate) fn numbers_mut(&mut self) -> &mut [f64] {
        &mut self.numbers
    }

    /// The first day of each span, for the as-of date.
    pub(crate) fn cuts(&self) -> &[i32] {
        &self.cuts
    }

    /// The as-of date.
    pub(crate) fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// Whether a flag is set.
    pub(crate) fn is_flagged(&self, flag: Flag) -> bool {
        flag.is_set(&self.flags)
    }

    /// The sums and the flags of a row.
    #[inline]
    pub(crate) fn load_sums(&mut self, small: &[SmallTotals], large: &[Totals], flags: &[u64]) {
        copy(&mut self.small, small);
        copy(&mut self.large, large);
        copy(&mut self.flags, flags);
    }
}

/// Copies as much as both have.
#[inline]
fn copy<T: Copy>(to: &mut [T], from: &[T]) {
    let len = to.len().min(from.len());
    if let (Some(to), Some(from)) = (to.get_mut(..len), from.get(..len)) {
        to.copy_from_slice(from);
    }
}
