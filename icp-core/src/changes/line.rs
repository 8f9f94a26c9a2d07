//! The values of one number or date: the ranges within which a model gives the same answer, and in each range the value that a
//! person would write. The search for changes asks it; it knows no rules and no scores.

use crate::sort::sort_by;
use crate::value::Date;

/// The values that a number or a day may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grid {
    /// Numbers of at most six decimals; beyond four billion, floats as they are.
    Decimals,
    /// Whole days.
    Days,
}

/// The magnitude from which on floats have no room for six decimals and a step.
const COARSE: f64 = 4e9;

impl Grid {
    /// The least value above a number.
    pub(super) fn next(self, x: f64) -> f64 {
        match self {
            Self::Days => x.floor() + 1.0,
            Self::Decimals if x.abs() >= COARSE => x.next_up(),
            Self::Decimals => {
                let next = ((x * 1e6).floor() + 1.0) / 1e6;
                if next > x { next } else { ((x * 1e6).floor() + 2.0) / 1e6 }
            }
        }
    }

    /// The greatest value below a number.
    pub(super) fn previous(self, x: f64) -> f64 {
        -self.next(-x)
    }

    /// A value near a number, not above it.
    fn floor(self, x: f64) -> f64 {
        match self {
            Self::Days => x.floor(),
            Self::Decimals if x.abs() >= COARSE => x,
            Self::Decimals => (x * 1e6).floor() / 1e6,
        }
    }
}

/// A range of values, with both ends; an infinite end is open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) low: f64,
    pub(super) high: f64,
    /// The number that all values are above, where `low` is only the next value.
    pub(super) above: Option<f64>,
    /// The number that all values are below, where `high` is only the last value before it.
    pub(super) below: Option<f64>,
}

impl Range {
    /// The value of the range that is nearest to a number, with as few decimals as the range lets it have. Without a number the
    /// one nearest to the end that it has.
    pub(super) fn nearest(&self, grid: Grid, to: Option<f64>) -> f64 {
        let to = match to {
            Some(to) => to,
            None if self.low.is_finite() => self.low,
            None if self.high.is_finite() => self.high,
            None => 0.0,
        };
        if self.holds(to) && grid.floor(to) == to {
            return match (to <= self.low, to >= self.high) {
                (true, false) => self.plain(to, f64::ceil),
                (_, true) => self.plain(to, f64::floor),
                (false, false) => to,
            };
        }
        if to <= self.low {
            self.plain(self.low, f64::ceil)
        } else {
            self.plain(self.high.min(to), f64::floor)
        }
    }

    /// A number rounded to as few decimals as leave it in the range.
    fn plain(&self, x: f64, round: impl Fn(f64) -> f64) -> f64 {
        let factors = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];
        let found = factors.iter().map(|factor| round(x * factor) / factor).find(|found| self.holds(*found));
        found.unwrap_or(x) + 0.0
    }

    pub(super) fn holds(&self, x: f64) -> bool {
        x >= self.low && x <= self.high
    }

    /// Both ends, an infinite one replaced by a number far away.
    pub(super) fn ends(&self, grid: Grid) -> (f64, f64) {
        let far = |from: f64, sign: f64| match grid {
            Grid::Days if sign < 0.0 => f64::from(Date::MIN.days()),
            Grid::Days => f64::from(Date::MAX.days()),
            Grid::Decimals => from + sign * from.abs().max(1.0) * 1000.0,
        };
        match (self.low.is_finite(), self.high.is_finite()) {
            (true, true) => (self.low, self.high),
            (true, false) => (self.low, far(self.low, 1.0)),
            (false, true) => (far(self.high, -1.0), self.high),
            (false, false) => (far(0.0, -1.0), far(0.0, 1.0)),
        }
    }
}

/// A line and where it is cut.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) grid: Grid,
    /// Where the model cuts it, in ascending order.
    pub(super) cuts: Vec<f64>,
    /// All places where an answer may differ: the cuts, and those that other values shift.
    places: Vec<f64>,
}

impl Line {
    /// Cuts in any order; `shifted` are those that come from other values.
    pub(super) fn new(grid: Grid, mut cuts: Vec<f64>, shifted: &[f64]) -> Self {
        in_order(&mut cuts);
        let mut places = cuts.clone();
        for place in shifted {
            match grid {
                // The day on which it is exact is a piece of its own, also where floats put the place a little before it.
                Grid::Days => {
                    let below = place.floor();
                    places.extend([below, below + 1.0, below + 2.0]);
                }
                // Where floats put it exactly is seen from the values around it.
                Grid::Decimals => {
                    let below = grid.floor(*place);
                    let above = grid.next(below);
                    places.extend([grid.previous(below), below, above, grid.next(above)]);
                }
            }
        }
        // No day is before the first one or after the last.
        let days = f64::from(Date::MIN.days()) + 1.0..=f64::from(Date::MAX.days());
        places.retain(|place| place.is_finite() && (grid == Grid::Decimals || days.contains(place)));
        in_order(&mut places);
        Self { grid, cuts, places }
    }

    /// The pieces in ascending order: a number that is a cut is a piece of its own, a day that is one begins a piece.
    pub(super) fn pieces(&self) -> Vec<Range> {
        let places = self.places.iter().copied();
        let before = std::iter::once(None).chain(places.clone().map(Some));
        let mut pieces = Vec::new();
        for (before, place) in before.zip(places.map(Some).chain([None])) {
            match self.grid {
                Grid::Days => {
                    let low = before.unwrap_or(f64::NEG_INFINITY);
                    let high = place.map_or(f64::INFINITY, |place| place - 1.0);
                    pieces.push(Range { low, high, above: None, below: None });
                }
                Grid::Decimals => {
                    pieces.extend(self.between(before, place));
                    let point = |place: f64| Range { low: place, high: place, above: None, below: None };
                    pieces.extend(place.map(point));
                }
            }
        }
        pieces
    }

    /// The numbers between two places.
    fn between(&self, above: Option<f64>, below: Option<f64>) -> Option<Range> {
        let low = above.map_or(f64::NEG_INFINITY, |above| self.grid.next(above));
        let high = below.map_or(f64::INFINITY, |below| self.grid.previous(below));
        // Nothing is told apart that is nearer than six decimals.
        (low <= high).then_some(Range { low, high, above, below })
    }

    /// How many cells of the model lie between two values: a cut is a cell of its own, but for days, where it begins one.
    pub(super) fn passed(&self, from: f64, to: f64) -> u32 {
        let cell = |x: f64| -> u32 {
            self.cuts
                .iter()
                .map(|cut| u32::from(*cut <= x) + u32::from(self.grid == Grid::Decimals && *cut < x))
                .sum()
        };
        cell(from).abs_diff(cell(to))
    }
}

fn in_order(places: &mut Vec<f64>) {
    sort_by(places, f64::total_cmp);
    places.dedup();
}

/// A number halfway between two values, on the grid; `None` where there is none between them.
pub(super) fn halfway(grid: Grid, one: f64, other: f64) -> Option<f64> {
    let (low, high) = (one.min(other), one.max(other));
    let middle = grid.floor(low.midpoint(high));
    (middle > low && middle < high).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_numbers_is_cut_at_and_between_its_places() {
        let line = Line::new(Grid::Decimals, vec![200.0, 20.0, 20.0], &[]);
        let ends: Vec<_> = line.pieces().iter().map(|piece| (piece.low, piece.high)).collect();
        let infinity = f64::INFINITY;
        let expected = [
            (-infinity, 19.999999),
            (20.0, 20.0),
            (20.000001, 199.999999),
            (200.0, 200.0),
            (200.000001, infinity),
        ];
        assert_eq!(ends, expected);
        assert_eq!((line.passed(5.0, 20.0), line.passed(5.0, 30.0), line.passed(300.0, 20.0)), (1, 2, 3));
        let pieces = line.pieces();
        assert_eq!(pieces[2].nearest(Grid::Decimals, Some(5.0)), 21.0);
        assert_eq!(pieces[2].nearest(Grid::Decimals, Some(500.0)), 199.0);
        assert_eq!(pieces[2].nearest(Grid::Decimals, Some(20.5)), 20.5);
        assert_eq!(pieces[0].nearest(Grid::Decimals, None), 19.0);
        assert_eq!(pieces[4].nearest(Grid::Decimals, Some(-3.0)), 201.0);
    }

    #[test]
    fn a_shifted_place_is_looked_at_from_both_sides() {
        let line = Line::new(Grid::Decimals, vec![], &[1.0 / 3.0]);
        let points: Vec<f64> =
            line.pieces().iter().filter(|one| one.low == one.high).map(|one| one.low).collect();
        assert_eq!(points, [0.333332, 0.333333, 0.333334, 0.333335]);
        let line = Line::new(Grid::Days, vec![], &[10.5]);
        let ends: Vec<_> = line.pieces().iter().map(|piece| (piece.low, piece.high)).collect();
        let infinity = f64::INFINITY;
        assert_eq!(ends, [(-infinity, 9.0), (10.0, 10.0), (11.0, 11.0), (12.0, infinity)]);
        assert_eq!(halfway(Grid::Decimals, 1.0, 1.000001), None);
        assert_eq!(halfway(Grid::Days, 4.0, 1.0), Some(2.0));
    }

    #[test]
    fn steps_are_values_on_the_grid() {
        for x in [0.1, 0.3, -2.5, 200.000001, 2_000_000.0, -0.000001, 1e-7] {
            let next = Grid::Decimals.next(x);
            assert!(next > x && next - x < 1.5e-6, "{x} {next}");
            assert_eq!(next, format!("{next:.6}").parse::<f64>().unwrap());
            assert!(Grid::Decimals.previous(x) < x);
        }
        assert_eq!(Grid::Decimals.next(9_007_199_254_740_992.0), 9_007_199_254_740_994.0);
    }
}
