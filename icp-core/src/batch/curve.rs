//! Criteria whose points are on a curve, or fade, for the rows of a block.

use super::cells::{BLOCK, BlockCells};
use super::lanes::Lanes4;
use super::sums::is_plain;
use crate::plan::{ByValue, CriterionPlan, CurvePlan, Decided, Flag, Outcome, Plan, Total, to_small};
use crate::value::Axis;

/// Pieces that are gone through one by one.
const MOST: usize = 8;
/// Rows whose pieces stay in registers.
const ROWS: usize = 8;

/// Where the points of a criterion come from that depend on a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source<'p> {
    Curve(&'p CurvePlan),
    /// Events that fade: its place among the rules that do.
    Fading(usize),
}

/// A criterion whose points depend on a value.
#[derive(Debug)]
pub(super) struct Valued<'p> {
    criterion: &'p CriterionPlan,
    source: Source<'p>,
    /// Where whole numbers of 32 bits hold its points, and its pieces are few and straight.
    pieces: Vec<Piece>,
    pub(super) group_at: usize,
    outcomes: &'p [Outcome],
    /// How each class is treated.
    classes: Vec<Class>,
    place: Place,
    /// The bits of its icp.
    bits: Vec<(Flag, u64)>,
}

/// Where the points of a criterion go: its lane, and the first rows of the layers of its sums, of its weights where they do not
/// always count, and of its bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) lane: usize,
    pub(super) sums: usize,
    pub(super) weights: Option<usize>,
    pub(super) bits: usize,
}

/// How a curve adds to the rows of a class.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Class {
    /// Nothing.
    None,
    /// Its points and its weight: it surely applies, has no flags, and is only short of its points.
    Simple,
    /// By a look at the outcome.
    Other,
}

/// A straight piece between two points.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: f64,
    width: f64,
    from: f64,
    rise: f64,
    /// The end, and the millionths from there on and before the start.
    end: f64,
    before: i32,
    after: i32,
}

impl<'p> Source<'p> {
    /// `None` where the points of a criterion, given by its index, depend on no value.
    pub(super) fn new(plan: &'p Plan, index: usize) -> Option<Self> {
        match plan.criteria.get(index)?.reading.rule.by_value()? {
            ByValue::Curve(curve) => Some(Self::Curve(curve)),
            ByValue::Decay(_) => Some(Self::Fading(plan.fading().position(|(own, _)| own == index)?)),
        }
    }

    /// The points of a row, in units of its scorecard.
    pub(super) fn at(self, row: usize, cells: &BlockCells) -> i64 {
        match self {
            Self::Curve(curve) => {
                let number = cells.numbers.get(curve.attribute as usize * BLOCK + row);
                curve.at(number.copied().unwrap_or_default())
            }
            Self::Fading(place) => cells.points.get(place * BLOCK + row).copied().unwrap_or_default(),
        }
    }
}

impl<'p> Valued<'p> {
    /// `None` where a criterion, given by its index, is not of this kind.
    pub(super) fn new(plan: &'p Plan, index: usize, place: Place, bits: &[(Flag, u64)]) -> Option<Self> {
        let criterion = plan.criteria.get(index)?;
        let Decided::Group { group, outcomes } = &criterion.decided else { return None };
        let source = Source::new(plan, index)?;
        let is_flagged = criterion.flags.holds.or(criterion.unmet).or(criterion.open).is_some();
        let class = |outcome: &Outcome| match outcome.valued {
            false => Class::None,
            true if is_plain(outcome) && !is_flagged => Class::Simple,
            true => Class::Other,
        };
        let classes = outcomes.iter().map(class).collect();
        let pieces = match source {
            Source::Curve(curve) => pieces(curve).unwrap_or_default(),
            Source::Fading(_) => Vec::new(),
        };
        let (group_at, bits) = (*group as usize, bits.to_vec());
        Some(Self { criterion, source, pieces, group_at, outcomes, classes, place, bits })
    }

    /// Adds its points to the sums of some rows, by their classes.
    #[inline(always)]
    pub(super) fn add(&self, classes: &[u32], cells: &BlockCells, rows: &mut [Lanes4]) {
        let mut units = [0; BLOCK];
        let Place { lane, sums, weights, .. } = self.place;
        self.units(classes.len(), cells, &mut units);
        let weight = self.criterion.weight as i32;
        let class_of = |class: &u32| self.classes.get(*class as usize).copied().unwrap_or(Class::None);
        let mut others = false;
        let all = rows.get_mut(sums..).unwrap_or_default().iter_mut();
        for ((class, units), sum) in classes.iter().zip(&units).zip(all) {
            let class = class_of(class);
            others |= class == Class::Other;
            let mask = -i32::from(class == Class::Simple);
            let units = units & mask;
            sum.add_to(lane, [units, units, units, weight & mask], 0);
        }
        if let Some(weights) = weights {
            let all = rows.get_mut(weights..).unwrap_or_default().iter_mut();
            for (class, sum) in classes.iter().zip(all) {
                let weight = weight & -i32::from(class_of(class) == Class::Simple);
                sum.add_to(lane, [weight, weight, weight, 0], 0);
            }
        }
        if others {
            for (row, class) in classes.iter().enumerate() {
                if class_of(class) == Class::Other {
                    self.add_other(*class, self.source.at(row, cells), row, rows);
                }
            }
        }
    }

    /// One row whose outcome has to be looked at.
    #[inline(never)]
    fn add_other(&self, class: u32, units: i64, row: usize, rows: &mut [Lanes4]) {
        let Some(outcome) = self.outcomes.get(class as usize) else { return };
        let Place { lane, sums, weights, bits: bits_at } = self.place;
        let criterion = self.criterion;
        let outcome = criterion.valued(outcome, units);
        let mut bits = 0;
        criterion.set_flags(&outcome, |flag| {
            bits |= self.bits.iter().filter(|(own, _)| *own == flag).fold(0, |bits, (_, bit)| bits | bit);
        });
        let totals = criterion.totals(&outcome);
        let mut add = |start: usize, sums: [i32; 4], bits: u64| {
            rows.get_mut(start + row).into_iter().for_each(|all| all.add_to(lane, sums, bits));
        };
        add(sums, to_small(&totals), 0);
        add(bits_at, [0; 4], bits);
        if let Some(weights) = weights {
            let of = |total: Total| i32::try_from(total.of(&totals)).unwrap_or_default();
            add(weights, [of(Total::Weight), of(Total::BoundWeight), of(Total::Applicable), 0], 0);
        }
    }

    /// The points at some numbers, in units of the icp. Those of a missing number are not used.
    #[inline(always)]
    fn units(&self, len: usize, cells: &BlockCells, units: &mut [i32; BLOCK]) {
        let curve = match self.source {
            Source::Curve(curve) if !self.pieces.is_empty() => curve,
            Source::Curve(_) | Source::Fading(_) => {
                for (row, units) in units.iter_mut().enumerate().take(len) {
                    *units = self.source.at(row, cells) as i32;
                }
                return;
            }
        };
        let scale = curve.units_per_micro;
        let start = curve.attribute as usize * BLOCK;
        let numbers = cells.numbers.get(start..start + len).unwrap_or_default();
        let (whole, rest) = numbers.as_chunks::<ROWS>();
        let (out, _) = units.as_chunks_mut::<ROWS>();
        for (numbers, out) in whole.iter().zip(&mut *out) {
            *out = millionths(&self.pieces, numbers).map(|found| found.wrapping_mul(scale as i32));
        }
        let units = units.get_mut(whole.len() * ROWS..).unwrap_or_default();
        for (number, units) in rest.iter().zip(units) {
            let [found] = millionths(&self.pieces, &[*number]);
            *units = found.wrapping_mul(scale as i32);
        }
    }
}

/// The pieces of a curve that is straight and has a few, and whose points are small enough to be rounded in 32 bits.
fn pieces(curve: &CurvePlan) -> Option<Vec<Piece>> {
    if curve.axis != Axis::Linear {
        return None;
    }
    let small = |micro: i64| i32::try_from(micro).ok().filter(|micro| micro.unsigned_abs() <= 1 << 30);
    let heights = curve.heights.windows(2);
    let pieces = curve.ratings.windows(2).zip(heights).map(|(ratings, heights)| match (ratings, heights) {
        ([(start, p), (end, q)], [from, to]) => Some(Piece {
            start: *start,
            width: end - start,
            from: *from,
            rise: to - from,
            end: *end,
            before: small(p.millionths())?,
            after: small(q.millionths())?,
        }),
        _ => None,
    });
    pieces.collect::<Option<Vec<_>>>().filter(|pieces| pieces.len() <= MOST)
}

/// [`CurvePlan::millionths`] of some numbers at once: every piece is followed, without a branch, and the last that has begun counts.
/// At the points of the curve a piece gives their millionths exactly.
#[inline(always)]
fn millionths<const N: usize>(pieces: &[Piece], numbers: &[f64; N]) -> [i32; N] {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return [0; N] };
    let mut heights = [0.0; N];
    for piece in pieces {
        for (height, number) in heights.iter_mut().zip(numbers) {
            let here = piece.from + piece.rise * (number - piece.start) / piece.width;
            *height = if piece.start <= *number { here } else { *height };
        }
    }
    let mut found = [0; N];
    for ((found, number), height) in found.iter_mut().zip(numbers).zip(heights) {
        // As `round_micro` does it.
        let scaled = height * 1e6;
        let whole = scaled as i32;
        let rest = scaled - f64::from(whole);
        let between = whole.wrapping_add((rest >= 0.5).into()).wrapping_sub((rest <= -0.5).into());
        let inside = if *number <= first.start { first.before } else { between };
        *found = if *number >= last.end { last.after } else { inside };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Micro;

    #[test]
    fn points_are_those_of_one_account() {
        let ratings: [(f64, f64); 6] =
            [(-3.5, -0.25), (0.0, 0.1), (0.3, 0.1), (20.0, 0.333333), (61.0, 1.0), (1e9, 0.999999)];
        for count in 1..=ratings.len() {
            let ratings: Box<[(f64, Micro)]> = ratings
                .iter()
                .take(count)
                .map(|(at, rating)| (*at, Micro::from_f64(*rating).unwrap()))
                .collect();
            let heights = ratings.iter().map(|(_, rating)| rating.to_f64()).collect();
            let curve = CurvePlan {
                slot: 0,
                none: None,
                attribute: 0,
                axis: Axis::Linear,
                places: ratings.iter().map(|(at, _)| *at).collect(),
                ratings,
                heights,
                units_per_micro: 1,
                open: (0, 0),
            };
            let pieces = pieces(&curve).unwrap();
            assert_eq!(pieces.len(), count - 1);
            let mut numbers = vec![-1e300, 1e300, f64::MIN_POSITIVE, 5e8, 999_999_999.999];
            for (at, _) in &curve.ratings {
                numbers.extend([*at, at.next_up(), at.next_down(), at + 0.1, at - 0.7, at * 0.7]);
            }
            numbers.extend((0..2_000).map(|n| f64::from(n) * 0.0317 - 2.0));
            for number in numbers {
                let [found] = millionths(&pieces, &[number]);
                let expected = curve.millionths(number);
                assert!(pieces.is_empty() || i64::from(found) == expected, "{number}: {found} {expected}");
            }
        }
    }
}
