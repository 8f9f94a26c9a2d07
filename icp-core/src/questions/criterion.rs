//! The states and points that a criterion may still have while answers are missing: its plan is read over sets of
//! cells. Holds at least what fillings give; `truths.rs` does the same for conditions.

use super::slots::{Fill, Slots};
use super::truths::{Truths, truths};
use crate::plan::{Applies, Branch, Check, CriterionPlan, Outcome, RulePlan, State, SumPlan, has, state_of};
use crate::value::Truth;

const UNKNOWN: u8 = 1 << State::Unknown as u8;
const AWAY: u8 = 1 << State::NotApplicable as u8;
const FIT: u8 = 1 << State::Fit as u8;
const UNMET: u8 = 1 << State::None as u8 | 1 << State::Misfit as u8;
const KNOWN: u8 = FIT | UNMET | 1 << State::Partial as u8;

/// All that a criterion may be: its states, and its points when it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct CriterionRange {
    states: u8,
    /// Lowest and highest points when it is known.
    known: Option<(i64, i64)>,
    /// Lowest and highest points that it counts when it is unknown; none where it does not count then.
    unknown: Option<(i64, i64)>,
}

type Points = Option<(i64, i64)>;

/// The smallest range that contains both.
fn hull(a: Points, b: Points) -> Points {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

/// The intersection of two ranges; the first range if they do not overlap.
fn common(a: Points, b: Points) -> Points {
    let both = a.zip(b).map(|(a, b)| (a.0.max(b.0), a.1.min(b.1)));
    both.filter(|(low, high)| low <= high).or(a)
}

impl CriterionRange {
    pub(super) fn join(self, other: Self) -> Self {
        Self {
            states: self.states | other.states,
            known: hull(self.known, other.known),
            unknown: hull(self.unknown, other.unknown),
        }
    }

    /// The intersection of the states and ranges of both; those of `self` if they do not overlap.
    pub(super) fn meet(self, other: Self) -> Self {
        let states = self.states & other.states;
        if states == 0 {
            return self;
        }
        let unknown = common(self.unknown, other.unknown).filter(|_| states & UNKNOWN != 0);
        if states & KNOWN == 0 {
            return Self { states, known: None, unknown };
        }
        let both = self.known.zip(other.known).map(|(a, b)| (a.0.max(b.0), a.1.min(b.1)));
        match both.filter(|(low, high)| low <= high) {
            Some(known) => Self { states, known: Some(known), unknown },
            None => self,
        }
    }

    fn add(&mut self, state: State, (low, high): (i64, i64)) {
        self.states |= 1 << state as u8;
        let known = self.known.get_or_insert((low, high));
        *known = (known.0.min(low), known.1.max(high));
    }

    /// Adds every state that points within a range could mean.
    fn add_range(&mut self, weight: i64, (low, high): (i64, i64)) {
        let range = (low, high);
        for points in [low, high, 0, weight] {
            if points >= low && points <= high {
                self.add(state_of(points, weight), range);
            }
        }
        // Between two points there are others; that there may be none is not worth knowing.
        if high > 0 && low != high {
            self.add(State::Partial, range);
        }
    }

    /// It may also be unknown, counting `least` for its open branches.
    fn be_unknown(&mut self, least: i64) {
        self.states |= UNKNOWN;
        self.unknown = hull(self.unknown, Some((least, least)));
    }

    pub(super) fn known(&self) -> Option<(i64, i64)> {
        self.known
    }

    pub(super) fn unknown(&self) -> Option<(i64, i64)> {
        self.unknown
    }

    pub(super) fn may_be_known(&self) -> bool {
        self.states & KNOWN != 0
    }

    pub(super) fn must_be_known(&self) -> bool {
        self.states & !KNOWN == 0
    }

    pub(super) fn may_be_unknown(&self) -> bool {
        self.states & UNKNOWN != 0
    }

    pub(super) fn must_be_unknown(&self) -> bool {
        self.states == UNKNOWN
    }

    pub(super) fn may_be_away(&self) -> bool {
        self.states & AWAY != 0
    }

    pub(super) fn may_fit(&self) -> bool {
        self.states & FIT != 0
    }

    pub(super) fn must_fit(&self) -> bool {
        self.states == FIT
    }

    pub(super) fn may_be_unmet(&self) -> bool {
        self.states & UNMET != 0
    }

    pub(super) fn must_be_unmet(&self) -> bool {
        self.states & !UNMET == 0
    }

    /// The same, settled: known with its lowest or its highest points, if it may be known at all.
    pub(super) fn settled(self, highest: bool) -> Self {
        let points = self.known.map(|(low, high)| if highest { high } else { low });
        let left = if self.may_be_unknown() { UNKNOWN } else { AWAY };
        Self { states: points.map_or(left, |_| self.states & KNOWN), known: points.map(|p| (p, p)), ..self }
    }

    /// Whether an answer may still change what it is.
    pub(super) fn is_open(&self) -> bool {
        let varies = |points: Points| points.is_some_and(|(low, high)| low != high);
        self.states.count_ones() > 1 || varies(self.known) || varies(self.unknown)
    }
}

/// All that a criterion may be. `valued` are its least and most points where they rest on a value that the record has, or
/// whose interval it has.
pub(super) fn criterion_range(plan: &CriterionPlan, valued: (i64, i64), slots: &Slots<'_>) -> CriterionRange {
    let own = rule(&plan.reading.rule, plan.weight, valued, slots);
    let counts = |(low, high): (i64, i64), applies: Applies| {
        (plan.unknown_points(low, applies), plan.unknown_points(high, applies))
    };
    let counts = |points: Points, applies: Applies| {
        points.filter(|_| plan.unknown.keeps_weight()).map(|points| counts(points, applies))
    };
    let unknown = counts(own.unknown, Applies::Surely);
    let applies = match &plan.reading.applies {
        Some(check) => truths(check, slots),
        None => return CriterionRange { unknown, ..own },
    };
    let mut criterion = CriterionRange::default();
    if applies.can(Truth::True) {
        criterion = CriterionRange { unknown, ..own };
    }
    if applies.can(Truth::Unknown) {
        criterion.states |= UNKNOWN;
        let open = counts(hull(own.unknown, own.known), Applies::Maybe);
        criterion.unknown = hull(criterion.unknown, open);
    }
    if applies.can(Truth::False) {
        criterion.states |= AWAY;
    }
    criterion
}

fn rule(rule: &RulePlan, weight: i64, valued: (i64, i64), slots: &Slots<'_>) -> CriterionRange {
    let mut criterion = CriterionRange::default();
    let (missing, least) = match rule {
        RulePlan::Branches { branches, last, alone } => match alone {
            Some((slot, _)) if slots.cells(*slot).0 != Some(0) => {
                return in_cells(rule, *slot, weight, slots);
            }
            _ => return walk(branches, *last, slots),
        },
        RulePlan::ByCell { slot, .. } => return in_cells(rule, *slot, weight, slots),
        RulePlan::Best { parts, otherwise, open, .. } => {
            // The least and the most of each part; the best of the parts lies between the best of either.
            let (mut least, mut most, mut named) = (None, None, i64::MAX);
            let (mut known, mut missing) = (true, false);
            for (slot, points) in parts {
                let (unanswered, cells) = slots.cells(*slot);
                missing |= unanswered.is_some();
                known &= !cells.is_empty();
                let of = cells.map(|cell| points.get(cell as usize).copied().flatten());
                let (low, high) = of.fold((Some(i64::MAX), None), |(low, high), points| {
                    named = named.min(points.unwrap_or(i64::MAX));
                    (low.min(points), high.max(points))
                });
                (least, most) = (least.max(low), most.max(high));
            }
            if known {
                let most = most.unwrap_or(*otherwise);
                let low = least.unwrap_or_else(|| (*otherwise).min(named));
                criterion.add_range(weight, (low, most.max(if least.is_none() { *otherwise } else { low })));
            }
            (missing, open.0)
        }
        RulePlan::Sum(sum) => {
            let (missing, range) = sum_range(sum, slots);
            if let Some(range) = range {
                criterion.add_range(weight, range);
            }
            (missing, sum.open.0)
        }
        RulePlan::Curve(curve) => {
            let cuts = slots.cuts(curve.attribute, curve.slot);
            let in_cell = |cell: u32| {
                if curve.none == Some(cell) { (0, 0) } else { curve.extremes(cuts, cell as usize) }
            };
            return on_value(slots, curve.slot, weight, valued, in_cell, curve.open);
        }
        RulePlan::Decay(decay) => {
            let none = slots.none_cell(decay.slot);
            let in_cell = |cell: u32| if none == Some(cell) { (0, 0) } else { decay.open };
            return on_value(slots, decay.slot, weight, valued, in_cell, decay.open);
        }
    };
    if missing {
        criterion.be_unknown(least);
    }
    criterion
}

/// Whether the attribute of a sum may be missing, and the least and the most points when it is not.
fn sum_range(sum: &SumPlan, slots: &Slots<'_>) -> (bool, Points) {
    let (mut low, mut high) = (0i64, 0i64);
    // The least and the most that items of one part give alone.
    let mut alone: Points = None;
    let (mut missing, mut known, mut may_be_none) = (false, true, true);
    for part in &sum.slots {
        let (unanswered, cells) = slots.cells(part.slot);
        missing |= unanswered.is_some();
        known &= !cells.is_empty();
        let (mut least, mut most, mut none) = (i64::MAX, i64::MIN, false);
        for points in cells.map(|cell| part.in_cell(cell as usize)) {
            none |= points.is_none();
            alone = hull(alone, points.map(|points| (points, points)));
            (least, most) = (least.min(points.unwrap_or(0)), most.max(points.unwrap_or(0)));
        }
        may_be_none &= none;
        (low, high) = (low.saturating_add(least), high.saturating_add(most));
    }
    for item in &sum.spread {
        let (mut may, mut must) = (false, false);
        for (slot, mask) in &item.bits {
            let (unanswered, mut cells) = slots.cells(*slot);
            missing |= unanswered.is_some();
            known &= !cells.is_empty();
            may |= cells.clone().any(|cell| has(cell as usize, *mask));
            must |= cells.all(|cell| has(cell as usize, *mask));
        }
        may_be_none &= !must;
        alone = hull(alone, may.then_some((item.points, item.points)));
        low = low.saturating_add(if must || (may && item.points < 0) { item.points } else { 0 });
        high = high.saturating_add(if must || (may && item.points > 0) { item.points } else { 0 });
    }
    let mut range = alone.filter(|_| known);
    if let Some((least, most)) = &mut range {
        // Where none need be there, a sum of some that neither takes nor adds is that of one item.
        let is_one = |end: i64| may_be_none && end == 0;
        (*least, *most) = (if is_one(low) { *least } else { low }, if is_one(high) { *most } else { high });
        (*least, *most) = (sum.within(*least), sum.within(*most));
    }
    let otherwise = (known && may_be_none).then_some((sum.otherwise, sum.otherwise));
    (missing, hull(range, otherwise))
}

/// A rule that is read cell by cell of its only slot.
fn in_cells(rule: &RulePlan, slot: u32, weight: i64, slots: &Slots<'_>) -> CriterionRange {
    let mut criterion = CriterionRange::default();
    let (unanswered, cells) = slots.cells(slot);
    for cell in cells.chain(unanswered) {
        let Outcome { state, lo, hi, .. } = rule.in_cell(weight, cell as usize);
        match state {
            State::Unknown if slots.narrows(slot) => [lo, hi].map(|points| criterion.be_unknown(points)),
            State::Unknown => [lo, lo].map(|points| criterion.be_unknown(points)),
            _ => [lo, hi].map(|points| criterion.add(state, (points, points))),
        };
    }
    criterion
}

/// A rule that looks at a value. `valued` are its least and its most points where the value is known, or lies in an interval.
fn on_value(
    slots: &Slots<'_>,
    slot: u32,
    weight: i64,
    valued: (i64, i64),
    in_cell: impl Fn(u32) -> (i64, i64),
    open: (i64, i64),
) -> CriterionRange {
    let mut criterion = CriterionRange::default();
    let given = slots.behind.get(slot as usize).is_none_or(Vec::is_empty);
    let within = |(low, high): (i64, i64)| match slots.located(slot) {
        0 => (low, high),
        _ => (low.max(valued.0), high.min(valued.1)),
    };
    let (unanswered, cells) = slots.cells(slot);
    match unanswered {
        None => {}
        Some(0) => {
            criterion.be_unknown(open.0);
            if slots.narrows(slot) {
                criterion.be_unknown(open.1);
            }
        }
        Some(_) if valued.0 == valued.1 => criterion.add(state_of(valued.0, weight), valued),
        Some(_) => {
            criterion.be_unknown(valued.0);
            if slots.narrows(slot) {
                criterion.be_unknown(valued.1);
            }
        }
    }
    match slots.fills.get(slot as usize) {
        Some(Fill::Cell(0)) | None => {}
        Some(Fill::Cell(_)) if given => criterion.add(state_of(valued.0, weight), (valued.0, valued.0)),
        Some(Fill::Cell(cell)) => criterion.add_range(weight, within(in_cell(*cell))),
        Some(Fill::Open { .. }) if cells.is_empty() => {}
        Some(Fill::Open { .. }) => criterion.add_range(weight, within(open)),
    }
    criterion
}

/// The first branch that holds; unknown once a check before it was.
fn walk(branches: &[(Check, Branch)], last: Branch, slots: &Slots<'_>) -> CriterionRange {
    let mut criterion = CriterionRange::default();
    // Whether all checks so far may have failed, and whether one may have been unknown and none held.
    let (mut clean, mut open) = (true, false);
    // The range of the branches that may be open.
    let mut least: Points = None;
    for (check, branch) in branches {
        let found: Truths = truths(check, slots);
        let points = Some((branch.points, branch.points));
        if found.can(Truth::True) {
            if clean {
                criterion.add(branch.state, (branch.points, branch.points));
            }
            if open {
                criterion.states |= UNKNOWN;
                criterion.unknown = hull(criterion.unknown, hull(least, points));
            }
        }
        if found.can(Truth::Unknown) && (clean || open) {
            least = hull(least, points);
        }
        open = (open && !found.must(Truth::True)) || (clean && found.can(Truth::Unknown));
        clean &= found.can(Truth::False);
        if !clean && !open {
            return criterion;
        }
    }
    if clean {
        criterion.add(last.state, (last.points, last.points));
    }
    if open {
        criterion.states |= UNKNOWN;
        criterion.unknown = hull(criterion.unknown, hull(least, Some((last.points, last.points))));
    }
    criterion
}
