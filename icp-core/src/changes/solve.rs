//! Numbers and days that reach the goal. Between two places where the model cuts a line nothing changes but what a curve gives,
//! and there the first value that reaches the goal is found by halving.

use super::candidate::{Candidate, What};
use super::fraction::{Fraction, Known};
use super::line::{Grid, Line, Range, halfway};
use super::state::{Context, Search};
use crate::account::Field;
use crate::eval::Quantity;
use crate::plan::{Binning, ByValue, HappenedTest, SlotTest};
use crate::value::{AttributeType, Date};

/// Which of the values that reach the goal are looked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reach {
    All,
    /// The nearest, if it passes at most this number of cells.
    Nearest {
        most: u32,
    },
}

impl Grid {
    /// A value on it as a record has it.
    pub(super) fn field(self, x: f64) -> Field<'static> {
        match self {
            Self::Decimals => Field::Number(x),
            Self::Days => Date::from_days(x as i32).map_or(Field::Missing, Field::Date),
        }
    }
}

impl Search<'_> {
    pub(super) fn grid(&self, at: usize) -> Grid {
        match self.definition.attributes.get(at).map(|attribute| attribute.kind) {
            Some(AttributeType::Date) => Grid::Days,
            _ => Grid::Decimals,
        }
    }

    /// The ranges of an attribute that reach the goal with each of these values of other attributes: all, or those that pass the
    /// fewest cells, where only the nearest value is `wanted`.
    pub(super) fn solve_line(&mut self, at: usize, contexts: &[Context], wanted: Reach) -> Vec<Candidate> {
        let line = self.line(at, contexts);
        let mut found: Vec<Candidate> = Vec::new();
        let mut pieces: Vec<(u32, Range)> = line.pieces().into_iter().map(|piece| (0, piece)).collect();
        if let Reach::Nearest { .. } = wanted {
            // All values of a piece lie in one cell.
            for (passed, piece) in &mut pieces {
                *passed = self.candidate(at, &line, *piece).map_or(0, |one| one.passed);
            }
            crate::sort::sort_by_key(&mut pieces, |(passed, _)| *passed);
        }
        for (passed, piece) in pieces {
            if let Reach::Nearest { most } = wanted
                && (passed > most || found.iter().any(|one| one.passed < passed))
            {
                break;
            }
            let follows =
                self.relations.varies.get(at).copied().unwrap_or_default() && piece.low < piece.high;
            let ranges = if follows {
                self.solve_piece(at, &line, piece, contexts)
            } else {
                let value = self.nearest(at, &line, &piece);
                let holds = value.is_some_and(|value| self.holds(at, &line.grid.field(value), contexts));
                holds.then_some(piece).into_iter().collect()
            };
            for range in ranges {
                found.extend(self.candidate(at, &line, range));
            }
        }
        found
    }

    /// Values of an attribute to try while others have theirs: one of each piece, and both ends where a curve follows it.
    pub(super) fn line_points(&mut self, at: usize) -> Vec<Candidate> {
        let line = self.line(at, &[Context::new()]);
        let follows = self.follows(at);
        let mut points: Vec<Candidate> = Vec::new();
        for piece in line.pieces() {
            points.extend(self.candidate(at, &line, piece));
            if follows && piece.low < piece.high {
                let (low, high) = piece.ends(line.grid);
                let middle = halfway(line.grid, low, high);
                for value in [Some(low), Some(high), middle].into_iter().flatten() {
                    points.extend(self.candidate(at, &line, Range { low: value, high: value, ..piece }));
                }
            }
        }
        crate::sort::sort_by(&mut points, |a, b| a.passed.cmp(&b.passed).then(a.rank.total_cmp(&b.rank)));
        points
    }

    /// The parts of a piece that reach the goal, where a curve follows it.
    fn solve_piece(&mut self, at: usize, line: &Line, piece: Range, contexts: &[Context]) -> Vec<Range> {
        let grid = line.grid;
        let (low, high) = piece.ends(grid);
        let middle = halfway(grid, low, high);
        let quarters =
            middle.into_iter().flat_map(|middle| [halfway(grid, low, middle), halfway(grid, middle, high)]);
        let mut tried: Vec<f64> = quarters.flatten().chain(middle).chain([low, high]).collect();
        tried.extend(self.nearest(at, line, &piece));
        tried.retain(|value| piece.holds(*value));
        crate::sort::sort_by(&mut tried, f64::total_cmp);
        tried.dedup();
        let mut holds = |value: f64| self.holds(at, &grid.field(value), contexts);
        let answers: Vec<(f64, bool)> = tried.into_iter().map(|value| (value, holds(value))).collect();
        let mut ranges: Vec<Range> = Vec::new();
        let mut open: Option<f64> = None;
        let mut before: Option<(f64, bool)> = None;
        for (value, reaches) in &answers {
            match (before, *reaches) {
                (None, true) => open = Some(*value),
                (Some((last, false)), true) => open = Some(edge(grid, *value, last, &mut holds)),
                (Some((last, true)), false) => {
                    let end = edge(grid, last, *value, &mut holds);
                    ranges.extend(open.take().map(|low| Range { low, high: end, above: None, below: None }));
                }
                (None | Some((_, false)), false) | (Some((_, true)), true) => {}
            }
            before = Some((*value, *reaches));
        }
        if let (Some(start), Some((last, _))) = (open, before) {
            ranges.push(Range { low: start, high: last, above: None, below: None });
        }
        for range in &mut ranges {
            if range.low == low {
                (range.low, range.above) = (piece.low, piece.above);
            }
            if range.high == high {
                (range.high, range.below) = (piece.high, piece.below);
            }
        }
        ranges
    }

    /// The candidate of a range.
    fn candidate(&self, at: usize, line: &Line, range: Range) -> Option<Candidate> {
        let value = self.nearest(at, line, &range)?;
        let (passed, rank) = match self.now.get(at) {
            Some(Field::Number(now)) => (line.passed(*now, value), (value - now).abs()),
            Some(Field::Date(now)) => {
                let now = f64::from(now.days());
                (line.passed(now, value), (value - now).abs())
            }
            Some(Field::Interval(now)) => {
                let from = crate::value::clamped(value, now.least(), now.greatest());
                (line.passed(from, value), (value - from).abs())
            }
            // From nothing every value is one step away.
            _ if line.grid == Grid::Days => (1, (value - f64::from(self.as_of.days())).abs()),
            _ => (1, value),
        };
        Some(Candidate { field: line.grid.field(value), passed, rank, what: What::Range(range) })
    }

    /// The value of a range that is nearest to that of the account, and stands for no missing value.
    fn nearest(&self, at: usize, line: &Line, range: &Range) -> Option<f64> {
        let now = match self.now.get(at) {
            Some(Field::Number(now)) => Some(*now),
            Some(Field::Date(now)) => Some(f64::from(now.days())),
            Some(Field::Interval(now)) => {
                let (low, high) = (range.low.max(now.least()), range.high.min(now.greatest()));
                Some(if low <= high && low.is_finite() {
                    low
                } else {
                    now.least().max(range.low.min(now.greatest()))
                })
            }
            _ if line.grid == Grid::Days => Some(f64::from(self.as_of.days())),
            _ => None,
        };
        let reading = self.plan.inputs.get(at).map(|input| &input.reading);
        let is_missing = |value: f64| {
            reading.is_some_and(|reading| match line.grid {
                Grid::Decimals => reading.missing_numbers().contains(&value),
                Grid::Days => reading.missing_days().contains(&(value as i32)),
            })
        };
        let value = range.nearest(line.grid, now);
        let more = [line.grid.next(value), line.grid.previous(value)];
        std::iter::once(value).chain(more).find(|value| range.holds(*value) && !is_missing(*value))
    }

    /// Where an attribute is cut: by the model, and by others with their values.
    fn line(&mut self, at: usize, contexts: &[Context]) -> Line {
        let grid = self.grid(at);
        let cuts = self.cuts(at);
        let mut shifted = Vec::new();
        if self.relations.shifts.get(at).copied().unwrap_or_default() {
            for context in contexts {
                context.iter().for_each(|(other, field)| self.put(*other, field));
                self.shifted(at, &mut shifted);
            }
        }
        Line::new(grid, cuts, &shifted)
    }

    /// Where the model cuts an attribute itself.
    fn cuts(&self, at: usize) -> Vec<f64> {
        let mut cuts: Vec<f64> = Vec::new();
        for binning in self.plan.inputs.get(at).into_iter().flat_map(|input| &input.binnings) {
            match binning {
                Binning::Number(_, of) => cuts.extend(of.iter()),
                Binning::Date(_, of) => cuts.extend(of.iter().map(|day| f64::from(*day))),
                Binning::Recent { first, count, .. } => {
                    let days = self.scratch.cuts().iter().skip(*first as usize).take(*count as usize);
                    cuts.extend(days.map(|day| f64::from(*day)));
                    cuts.push(f64::from(self.as_of.days()) + 1.0);
                }
                Binning::Presence(_)
                | Binning::Bool(_)
                | Binning::Values(..)
                | Binning::Hosts(..)
                | Binning::Phrases(..)
                | Binning::Length(..)
                | Binning::Items { .. }
                | Binning::Size(..) => {}
            }
        }
        cuts.extend(self.knots(at));
        cuts
    }

    /// The numbers at which a curve of the icp bends.
    fn knots(&self, at: usize) -> Vec<f64> {
        let card = self.plan.cards.get(self.icp.fit);
        let criteria =
            card.and_then(|card| self.plan.criteria.get(card.criteria.clone())).unwrap_or_default();
        let curves = criteria.iter().filter_map(|criterion| match criterion.reading.rule.by_value() {
            Some(ByValue::Curve(curve)) if curve.attribute as usize == at => Some(curve),
            Some(ByValue::Curve(_) | ByValue::Decay(_)) | None => None,
        });
        curves.flat_map(|curve| curve.ratings.iter().map(|(x, _)| *x)).collect()
    }

    /// Where the values of others cut an attribute: at which a formula reaches one of its own cuts or turns around, and at which
    /// a comparison turns.
    fn shifted(&self, at: usize, out: &mut Vec<f64>) {
        for high in [false, true] {
            for derived in &self.plan.derived {
                let made = derived.attribute as usize;
                let fractions = self.fractions(made, at, high).unwrap_or_default();
                for (place, fraction) in fractions.iter().enumerate() {
                    self.cuts(made).into_iter().for_each(|cut| fraction.reaches(cut, out));
                    fraction.turns(out);
                    // Where it may go from one to the other.
                    fractions.iter().skip(place + 1).for_each(|other| fraction.meets(other, out));
                }
            }
            for computed in &self.plan.computed {
                let SlotTest::Compare { left, right, .. } = computed.test else { continue };
                let (left, right) = (left as usize, right as usize);
                let pair = (self.fractions(left, at, high), self.fractions(right, at, high));
                match pair {
                    (Some(left), Some(right)) => {
                        for one in &left {
                            right.iter().for_each(|other| one.meets(other, out));
                        }
                    }
                    _ => {
                        let other = if left == at { right } else { left };
                        if let (Grid::Days, Some(Field::Date(day))) = (self.grid(at), self.tried(other)) {
                            let day = f64::from(day.days());
                            out.extend([day, day + 1.0]);
                        }
                    }
                }
            }
        }
    }

    /// The fractions in one attribute that a number may follow: the least that it may be, or the greatest. `None` where it is not known.
    fn fractions(&self, number: usize, at: usize, high: bool) -> Option<Vec<Fraction>> {
        Others { search: self, at, high }.number(number)
    }
}

/// The other attributes, while one is a variable.
struct Others<'s> {
    search: &'s Search<'s>,
    /// The variable.
    at: usize,
    /// Whether the greatest that a number may be is looked at.
    high: bool,
}

impl Known for Others<'_> {
    fn number(&self, number: usize) -> Option<Vec<Fraction>> {
        let Self { search, at, high } = *self;
        if number == at {
            return (search.grid(at) == Grid::Decimals).then(|| vec![Fraction::variable()]);
        }
        if let Some(derived) = search.plan.derived.iter().find(|one| one.attribute as usize == number) {
            return Fraction::of(&derived.formula, self);
        }
        match search.scratch.quantity(number) {
            Quantity::Number(value) => Some(vec![Fraction::constant(value)]),
            Quantity::Between(interval) => {
                let end = if high { interval.high() } else { interval.low() };
                end.is_finite().then(|| vec![Fraction::constant(end)])
            }
            Quantity::Missing | Quantity::None => None,
        }
    }

    fn days(&self, attribute: usize) -> Option<Fraction> {
        let today = f64::from(self.search.as_of.days());
        if attribute == self.at {
            return Some(Fraction::less_than(today));
        }
        match self.search.tried(attribute) {
            Some(Field::Date(day)) => Some(Fraction::constant(today - f64::from(day.days()))),
            _ => None,
        }
    }

    fn count(&self, test: &HappenedTest) -> Option<f64> {
        self.search.counted(test)
    }
}

/// The last value that still reaches the goal on the way from one that does to one that does not.
fn edge(grid: Grid, mut reaches: f64, mut fails: f64, holds: &mut impl FnMut(f64) -> bool) -> f64 {
    while let Some(middle) = halfway(grid, reaches, fails) {
        if holds(middle) { reaches = middle } else { fails = middle }
    }
    reaches
}

impl Candidate {
    /// Whether the values that it stands for hold that of another one.
    pub(super) fn covers(&self, other: &Self) -> bool {
        match (&self.what, &other.field) {
            (What::Range(range), Field::Number(x)) => range.holds(*x),
            (What::Range(range), Field::Date(day)) => range.holds(f64::from(day.days())),
            _ => self.field == other.field,
        }
    }
}
