//! Reading a condition or a rule off the cells. `compile` fills the tables with it, `eval` and `batch` use it
//! for what is too large for a table: one reading, so that they cannot differ.

use super::{
    Applies, Branch, Check, Count, CriterionPlan, Flag, Outcome, Reading, RulePlan, SlotId, State, TOTALS,
    Total, Totals, UnknownCounts, cell, run,
};
use crate::value::Truth;

/// The truth in a cell. Over a run of cells it is the one that all of them have, or unknown.
pub(crate) fn truth_in(truths: &[Truth], cell: usize) -> Truth {
    truths.get(cell).copied().unwrap_or_else(|| over_run(truths, cell))
}

#[cold]
fn over_run(truths: &[Truth], cell: usize) -> Truth {
    let run = run::cells(truths.len() as u32, cell as u32).into_iter().flatten();
    let mut found = run.map(|cell| truths.get(cell as usize).copied().unwrap_or(Truth::Unknown));
    let first = found.next().unwrap_or(Truth::Unknown);
    if found.all(|truth| truth == first) { first } else { Truth::Unknown }
}

impl Check {
    /// The truth of the condition for these cells.
    pub(crate) fn truth(&self, cells: &[u32]) -> Truth {
        match self {
            Self::Cell { slot, truths } => truth_in(truths, cell(cells, *slot)),
            Self::All(parts) => {
                let mut sum = Truth::True;
                for part in parts {
                    sum = sum.and(part.truth(cells));
                    if sum == Truth::False {
                        break;
                    }
                }
                sum
            }
            Self::Any(parts) => {
                let mut sum = Truth::False;
                for part in parts {
                    sum = sum.or(part.truth(cells));
                    if sum == Truth::True {
                        break;
                    }
                }
                sum
            }
            Self::Not(part) => !part.truth(cells),
            Self::AtLeast { n, of } => {
                let (mut holds, mut open) = (0u32, 0u32);
                for part in of {
                    match part.truth(cells) {
                        Truth::True => holds += 1,
                        Truth::Unknown => open += 1,
                        Truth::False => {}
                    }
                }
                reached(holds, open, *n)
            }
            Self::Count { n, counts } => match count(counts, cells) {
                Some(found) => Truth::from(found >= *n),
                None => Truth::Unknown,
            },
        }
    }
}

fn reached(holds: u32, open: u32, n: u32) -> Truth {
    if holds >= n {
        Truth::True
    } else if holds + open >= n {
        Truth::Unknown
    } else {
        Truth::False
    }
}

/// How many of the counted items are there; `None` when the attribute is missing.
fn count(counts: &[Count], cells: &[u32]) -> Option<u32> {
    let mut sum = 0;
    for part in counts {
        let cell = cell(cells, part.slot);
        if cell == 0 {
            return None;
        }
        sum += part.of_cell.get(cell).map_or(0, |n| u32::from(*n));
    }
    Some(sum)
}

impl Reading {
    /// The outcome of the criterion in this reading.
    pub(crate) fn decide(&self, weight: i64, cells: &[u32]) -> Outcome {
        let applies = self.applies.as_ref().map_or(Truth::True, |check| check.truth(cells));
        if applies == Truth::False {
            return Outcome { state: State::NotApplicable, applies: Applies::Never, ..Outcome::default() };
        }
        let outcome = self.rule.decide(weight, cells);
        if applies == Truth::Unknown {
            return Outcome { state: State::Unknown, applies: Applies::Maybe, points: 0, band: 0, ..outcome };
        }
        outcome
    }

    fn slots(&self, out: &mut Vec<SlotId>) {
        if let Some(applies) = &self.applies {
            applies.slots(out);
        }
        self.rule.slots(out);
    }
}

impl CriterionPlan {
    /// The outcome of the criterion for these cells.
    pub(crate) fn decide(&self, cells: &[u32]) -> Outcome {
        let mut outcome = self.reading.decide(self.weight, cells);
        if outcome.state == State::Unknown {
            outcome.points = self.unknown_points(outcome.lo, outcome.applies);
        }
        match &self.open_reading {
            None => outcome,
            Some(open) => {
                let Outcome { applies, lo, hi, valued, .. } = open.decide(self.weight, cells);
                Outcome { applies, lo, hi, valued: valued || outcome.valued, ..outcome }
            }
        }
    }

    /// The points that it counts while it is unknown; `least` is the lowest of its open branches. On a points card what may
    /// not apply may also give nothing.
    pub(crate) fn unknown_points(&self, least: i64, applies: Applies) -> i64 {
        match self.unknown {
            UnknownCounts::Points(points) => points,
            UnknownCounts::Skip => 0,
            UnknownCounts::Least if applies == Applies::Maybe && !self.percent => least.min(0),
            UnknownCounts::Least => least,
        }
    }

    /// The outcome once its points were worked out from a value.
    pub(crate) fn valued(&self, decided: &Outcome, points: i64) -> Outcome {
        let outcome = Outcome { lo: points, hi: points, valued: false, ..*decided };
        match decided.state {
            State::Valued => Outcome { points, state: state_of(points, self.weight), ..outcome },
            State::Unknown => Outcome { points: self.unknown_points(points, decided.applies), ..outcome },
            _ => outcome,
        }
    }

    /// The outcome once the points were worked out from all numbers of an interval: the least and the most.
    pub(crate) fn valued_between(&self, decided: &Outcome, (lo, hi): (i64, i64)) -> Outcome {
        if lo == hi {
            return self.valued(decided, lo);
        }
        let outcome = Outcome { lo, hi, valued: false, ..*decided };
        match decided.state {
            State::Valued | State::Unknown => {
                Outcome { state: State::Unknown, points: self.unknown_points(lo, decided.applies), ..outcome }
            }
            _ => outcome,
        }
    }

    /// The totals that the outcome adds to its bucket; nothing while it waits for a value.
    pub(crate) fn totals(&self, outcome: &Outcome) -> Totals {
        let mut totals = [0; TOTALS];
        if outcome.valued {
            return totals;
        }
        let mut set = |total: Total, value: i64| {
            if let Some(sum) = totals.get_mut(total as usize) {
                *sum = value;
            }
        };
        match outcome.applies {
            Applies::Never => {}
            Applies::Surely => {
                set(Total::Low, outcome.lo);
                set(Total::High, outcome.hi);
                set(Total::BoundWeight, self.weight);
            }
            // On a percent scale the bounds look at it apart; elsewhere it gives nothing if it does not apply.
            Applies::Maybe if self.percent => {}
            Applies::Maybe => {
                set(Total::Low, outcome.lo.min(0));
                set(Total::High, outcome.hi.max(0));
                set(Total::BoundWeight, self.weight);
            }
        }
        match outcome.state {
            State::NotApplicable => {}
            State::Unknown => {
                set(Total::Applicable, self.weight);
                set(Total::Points, outcome.points);
                set(Total::Weight, if self.unknown.keeps_weight() { self.weight } else { 0 });
            }
            State::Fit | State::Partial | State::None | State::Misfit | State::Valued => {
                set(Total::Points, outcome.points);
                set(Total::Weight, self.weight);
                set(Total::Known, self.weight);
                set(Total::Applicable, self.weight);
            }
        }
        totals
    }

    /// The flags that the outcome sets.
    pub(crate) fn set_flags(&self, outcome: &Outcome, mut set: impl FnMut(Flag)) {
        let mut flag = |flag: Option<Flag>| flag.into_iter().for_each(&mut set);
        if outcome.applies == Applies::Maybe {
            flag(self.optional);
        }
        match outcome.state {
            State::Fit => flag(self.flags.holds),
            State::None | State::Misfit => flag(self.unmet),
            State::Unknown => flag(self.open),
            State::Partial | State::NotApplicable | State::Valued => {}
        }
    }

    /// The slots that it looks at, into a sorted list without duplicates.
    pub(crate) fn slots(&self, out: &mut Vec<SlotId>) {
        self.reading.slots(out);
        if let Some(open) = &self.open_reading {
            open.slots(out);
        }
    }
}

/// The state of a criterion whose points are known.
pub(crate) fn state_of(points: i64, weight: i64) -> State {
    if points == 0 {
        State::None
    } else if points < 0 {
        State::Misfit
    } else if points == weight {
        State::Fit
    } else {
        State::Partial
    }
}

fn known(points: i64, state: State, band: u16) -> Outcome {
    Outcome { state, band, points, lo: points, hi: points, ..Outcome::default() }
}

fn unknown((lo, hi): (i64, i64)) -> Outcome {
    Outcome { state: State::Unknown, lo, hi, ..Outcome::default() }
}

impl RulePlan {
    /// The slots that it looks at, into a sorted list without duplicates.
    pub(crate) fn slots(&self, out: &mut Vec<SlotId>) {
        let mut add = |slot: SlotId| {
            if let Err(at) = out.binary_search(&slot) {
                out.insert(at, slot);
            }
        };
        match self {
            Self::Branches { branches, .. } => branches.iter().for_each(|(check, _)| check.slots(out)),
            Self::ByCell { slot, .. } => add(*slot),
            Self::Best { parts, .. } => parts.iter().for_each(|(slot, _)| add(*slot)),
            Self::Sum(sum) => sum.slots().for_each(add),
            Self::Curve(curve) => add(curve.slot),
            Self::Decay(decay) => add(decay.slot),
        }
    }

    /// The outcome in a cell of the only slot that the rule reads: of a table, or of branches that are read cell by cell. Over
    /// a run it is the one that all of its cells have; unknown, with what each of them gives, if they differ.
    pub(crate) fn in_cell(&self, weight: i64, cell: usize) -> Outcome {
        match self {
            Self::Branches { branches, last, alone } => {
                let singles = alone.map_or(u32::MAX, |(_, singles)| singles);
                match run::cells(singles, cell as u32) {
                    None => first(branches, *last, cell),
                    Some(run) => joined(run.map(|cell| first(branches, *last, cell as usize))),
                }
            }
            Self::ByCell { points, otherwise, open, .. } => {
                let of = |cell: usize| {
                    let points = points.get(cell).copied().flatten().unwrap_or(*otherwise);
                    known(points, state_of(points, weight), 0)
                };
                match run::cells(points.len() as u32, cell as u32) {
                    None if cell == 0 => unknown(*open),
                    None => of(cell),
                    Some(run) => joined(run.map(|cell| of(cell as usize))),
                }
            }
            Self::Best { .. } | Self::Sum(_) | Self::Curve(_) | Self::Decay(_) => Outcome::default(),
        }
    }

    fn decide(&self, weight: i64, cells: &[u32]) -> Outcome {
        match self {
            Self::Branches { branches, last, alone } => match alone {
                Some((slot, singles)) if cell(cells, *slot) >= *singles as usize => {
                    self.in_cell(weight, cell(cells, *slot))
                }
                _ => walk(branches, *last, cells),
            },
            Self::ByCell { slot, .. } => self.in_cell(weight, cell(cells, *slot)),
            Self::Best { parts, otherwise, open, .. } => {
                let mut best = None;
                for (slot, points) in parts {
                    let cell = cell(cells, *slot);
                    if cell == 0 {
                        return unknown(*open);
                    }
                    best = best.max(points.get(cell).copied().flatten());
                }
                let points = best.unwrap_or(*otherwise);
                known(points, state_of(points, weight), 0)
            }
            Self::Sum(sum) => match sum.points(cells) {
                None => unknown(sum.open),
                Some(points) => known(points, state_of(points, weight), 0),
            },
            Self::Curve(curve) => match cell(cells, curve.slot) {
                0 => unknown(curve.open),
                cell if curve.none == Some(cell as u32) => known(0, State::None, 0),
                _ => Outcome { state: State::Valued, valued: true, ..Outcome::default() },
            },
            Self::Decay(decay) => match cell(cells, decay.slot) {
                0 => unknown(decay.open),
                _ => Outcome { state: State::Valued, valued: true, ..Outcome::default() },
            },
        }
    }
}

/// The first branch that holds in a cell of the only slot that the checks read.
fn first(branches: &[(Check, Branch)], last: Branch, cell: usize) -> Outcome {
    let holds = |check: &Check| match check {
        Check::Cell { truths, .. } => truth_in(truths, cell).holds(),
        // INVARIANT: `compile` has folded all tests of one slot into a table of truths.
        Check::All(_) | Check::Any(_) | Check::Not(_) | Check::AtLeast { .. } | Check::Count { .. } => false,
    };
    let found = (1u16..).zip(branches).find(|(_, (check, _))| holds(check));
    let (branch, number) = found.map_or((last, 0), |(number, (_, branch))| (*branch, number));
    known(branch.points, branch.state, number)
}

/// The outcome that all numbers of an interval have in common; unknown, with what each of them gives, if they differ.
fn joined(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
    let joined = outcomes.reduce(|all, one| {
        let same = (all.state, all.points) == (one.state, one.points);
        Outcome {
            state: if same { all.state } else { State::Unknown },
            band: if same && all.band == one.band { all.band } else { 0 },
            points: if same { all.points } else { 0 },
            lo: all.lo.min(one.lo),
            hi: all.hi.max(one.hi),
            ..all
        }
    });
    joined.unwrap_or_default()
}

/// The first branch that holds; the open ones when a check before it is unknown.
fn walk(branches: &[(Check, Branch)], last: Branch, cells: &[u32]) -> Outcome {
    let mut open: Option<(i64, i64)> = None;
    let join = |open: &mut Option<(i64, i64)>, points: i64| {
        *open = Some(open.map_or((points, points), |(lo, hi)| (lo.min(points), hi.max(points))));
    };
    let mut end = (last, 0);
    for (number, (check, branch)) in (1u16..).zip(branches) {
        match check.truth(cells) {
            Truth::False => {}
            Truth::Unknown => join(&mut open, branch.points),
            Truth::True => {
                end = (*branch, number);
                break;
            }
        }
    }
    match open {
        None => known(end.0.points, end.0.state, end.1),
        Some(_) => {
            join(&mut open, end.0.points);
            unknown(open.unwrap_or_default())
        }
    }
}
