//! The points of a `curve` rule at a number, and their extremes in a cell of numbers. `eval`, `questions` and `analyze`
//! call it; `batch` has a loop of its own over many rows, which is tested against [`CurvePlan::millionths`].

use super::SlotId;
use crate::value::{Axis, Micro, round_micro};

/// A `curve` rule: pairs of a number and a rating, with linear interpolation between neighbours.
#[derive(Debug, PartialEq)]
pub(crate) struct CurvePlan {
    pub(crate) slot: SlotId,
    /// The cell for no value, which gives nothing.
    pub(crate) none: Option<u32>,
    pub(crate) attribute: u32,
    /// On which axis the lines are straight.
    pub(crate) axis: Axis,
    /// The pairs, in ascending order of their numbers.
    pub(crate) ratings: Box<[(f64, Micro)]>,
    /// The numbers of the pairs as places on the axis.
    pub(crate) places: Box<[f64]>,
    /// The ratings of the pairs as floats, for the interpolation.
    pub(crate) heights: Box<[f64]>,
    /// The units of the card that a millionth of a rating is worth.
    pub(crate) units_per_micro: i64,
    /// The lowest and the highest points on the whole curve: the range while the value is missing.
    pub(crate) open: (i64, i64),
}

impl CurvePlan {
    /// The points at a number, in units of the card.
    pub(crate) fn at(&self, x: f64) -> i64 {
        self.millionths(x).saturating_mul(self.units_per_micro)
    }

    /// `p + (q - p) * (x - a) / (b - a)` between the pairs (a, p) and (b, q) around x, with their places on the axis, flat outside; in
    /// millionths.
    pub(crate) fn millionths(&self, x: f64) -> i64 {
        let ratings = &self.ratings;
        // The number of pairs at or below x. Short curves are counted without a branch, since the processor could not
        // predict it.
        let above = if ratings.len() <= 16 {
            ratings.iter().map(|(b, _)| usize::from(*b <= x)).sum()
        } else {
            ratings.partition_point(|(b, _)| *b <= x)
        };
        // The two pairs around x. Outside of the curve they are the two nearest, and the result is replaced below.
        let upper = above.clamp(1, ratings.len().saturating_sub(1).max(1));
        let (Some((a, p)), Some((b, q))) = (ratings.get(upper - 1), ratings.get(upper)) else {
            return ratings.first().map_or(0, |(_, only)| only.millionths());
        };
        let height = |at: usize| self.heights.get(at).copied().unwrap_or_default();
        let (from, to) = (height(upper - 1), height(upper));
        let between = match self.axis {
            Axis::Linear => from + (to - from) * (x - a) / (b - a),
            Axis::Log | Axis::Log1p => {
                let place = |at: usize| self.places.get(at).copied().unwrap_or_default();
                let (start, end) = (place(upper - 1), place(upper));
                from + (to - from) * (self.axis.place(x) - start) / (end - start)
            }
        };
        let between = round_micro(between);
        let found = if x <= *a { p.millionths() } else { between };
        if x >= *b { q.millionths() } else { found }
    }

    /// The lowest and the highest points in one cell of an attribute that is cut at these numbers. A curve only rises or falls between two
    /// pairs, so it has its extremes at the ends of the cell or at a pair inside it.
    pub(crate) fn extremes(&self, cuts: &[f64], cell: usize) -> (i64, i64) {
        let at = cell.saturating_sub(1);
        let above = cuts.get(at / 2).copied();
        let below =
            if at % 2 == 1 { above } else { (at / 2).checked_sub(1).and_then(|b| cuts.get(b).copied()) };
        self.between(below.unwrap_or(f64::NEG_INFINITY), above.unwrap_or(f64::INFINITY))
    }

    /// The lowest and the highest points from one number to another, with both ends.
    pub(crate) fn between(&self, from: f64, to: f64) -> (i64, i64) {
        let inner = self.ratings.iter().map(|(x, _)| *x).filter(|x| *x > from && *x < to);
        let points = inner.chain([from, to]).map(|x| self.at(x));
        points.fold((i64::MAX, i64::MIN), |(low, high), points| (low.min(points), high.max(points)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(axis: Axis, pairs: &[(f64, i64)]) -> CurvePlan {
        let ratings: Box<[_]> = pairs.iter().map(|(x, p)| (*x, Micro::from_millionths(*p))).collect();
        let heights = ratings.iter().map(|(_, p)| p.to_f64()).collect();
        let places = ratings.iter().map(|(x, _)| axis.place(*x)).collect();
        let units_per_micro = 2;
        CurvePlan {
            slot: 0,
            none: None,
            attribute: 0,
            axis,
            ratings,
            places,
            heights,
            units_per_micro,
            open: (0, 0),
        }
    }

    #[test]
    fn it_is_flat_outside_and_straight_between() {
        let curve = curve(Axis::Linear, &[(0.0, 0), (10.0, 1_000_000), (20.0, 500_000)]);
        let at = [f64::NEG_INFINITY, -1.0, 0.0, 2.5, 10.0, 15.0, 20.0, 1e300, f64::INFINITY];
        let expected = [0, 0, 0, 250_000, 1_000_000, 750_000, 500_000, 500_000, 500_000];
        assert_eq!(at.map(|x| curve.millionths(x)), expected);
        assert_eq!(curve.at(2.5), 500_000);
    }

    #[test]
    fn on_a_logarithm_each_tenfold_is_one_step() {
        let log = curve(Axis::Log, &[(0.01, -2_000_000), (1000.0, 3_000_000)]);
        assert_eq!(
            [0.001, 0.01, 0.1, 1.0, 10.0, 500.0].map(|x| log.millionths(x)),
            [-2_000_000, -2_000_000, -1_000_000, 0, 1_000_000, 2_698_970]
        );
        let log1p = curve(Axis::Log1p, &[(0.0, 0), (9.0, 1_000_000), (999.0, 3_000_000)]);
        assert_eq!(
            [-0.5, 0.0, 1.0, 9.0, 99.0, 500.0, 1e9].map(|x| log1p.millionths(x)),
            [0, 0, 301_030, 1_000_000, 2_000_000, 2_699_838, 3_000_000]
        );
        assert_eq!(log1p.extremes(&[1.0, 99.0], 3), (301_030 * 2, 2_000_000 * 2));
    }

    #[test]
    fn extremes_hold_every_point_of_a_cell_and_are_reached() {
        let curve = curve(Axis::Linear, &[(0.0, 0), (10.0, 1_000_000), (20.0, 500_000)]);
        let cuts = [5.0, 18.0];
        // Cells: below 5, 5, between, 18, above.
        let cells = [1, 2, 3, 4, 5].map(|cell| curve.extremes(&cuts, cell));
        let millionths =
            [(0, 500_000), (500_000, 500_000), (500_000, 1_000_000), (600_000, 600_000), (500_000, 600_000)];
        assert_eq!(cells, millionths.map(|(low, high)| (low * 2, high * 2)));
    }
}
