//! Criteria whose points are on a curve, for the rows of a block.

use super::cells::BLOCK;
use super::lanes::Lanes4;
use super::plain::Plain;
use super::sums::is_plain;
use crate::plan::{CriterionPlan, CurvePlan, Decided, Group, Outcome, Plan, RulePlan, to_small};
use crate::value::Axis;

/// Pieces that are gone through one by one.
const MOST: usize = 8;
/// Rows whose pieces stay in registers.
const ROWS: usize = 8;

/// A criterion whose points are on a curve.
#[derive(Debug)]
pub(super) struct Curve<'p> {
    criterion: &'p CriterionPlan,
    points: &'p CurvePlan,
    /// Where whole numbers of 32 bits hold its points, and its pieces are few and straight.
    pieces: Vec<Piece>,
    group: &'p Group,
    pub(super) group_at: usize,
    outcomes: &'p [Outcome],
    /// How each class is treated.
    classes: Vec<Class>,
    /// Which icp.
    pub(super) icp: usize,
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

impl<'p> Curve<'p> {
    /// `None` where the criterion is not of this kind.
    pub(super) fn new(plan: &'p Plan, criterion: &'p CriterionPlan, icps: &[Plain]) -> Option<Self> {
        let (Decided::Group { group, outcomes }, RulePlan::Curve(points)) =
            (&criterion.decided, &criterion.reading.rule)
        else {
            return None;
        };
        let group_at = *group as usize;
        let icp = icps.iter().position(|icp| criterion.small && icp.bucket == criterion.bucket)?;
        let is_flagged = criterion.flags.holds.or(criterion.unmet).or(criterion.open).is_some();
        let class = |outcome: &Outcome| match outcome.valued {
            false => Class::None,
            true if is_plain(outcome) && !is_flagged => Class::Simple,
            true => Class::Other,
        };
        let classes = outcomes.iter().map(class).collect();
        let group = plan.groups.get(group_at)?;
        let pieces = pieces(points).unwrap_or_default();
        Some(Self { criterion, points, pieces, group, group_at, outcomes, classes, icp })
    }

    /// Adds its points to the sums of some rows. The numbers of an attribute are `BLOCK` apart from those of the next.
    #[inline(always)]
    pub(super) fn add(&self, icp: &Plain, joints: &[u32], numbers: &[f64], sums: &mut [Lanes4]) {
        let mut units = [0; BLOCK];
        let numbers = numbers.get(self.points.attribute as usize * BLOCK..).unwrap_or_default();
        self.units(numbers.get(..sums.len()).unwrap_or_default(), &mut units);
        let (lane, weight) = (self.icp % 4, self.criterion.weight as i32);
        let class_of = |joint: &u32| {
            let class = self.group.class_of.get(*joint as usize).copied().unwrap_or_default();
            self.classes.get(usize::from(class)).copied().unwrap_or(Class::None)
        };
        let mut others = false;
        for ((joint, units), sum) in joints.iter().zip(&units).zip(&mut *sums) {
            let class = class_of(joint);
            others |= class == Class::Other;
            let mask = -i32::from(class == Class::Simple);
            let units = units & mask;
            sum.add_to(lane, [units, units, units, weight & mask], 0);
        }
        if others {
            for ((joint, number), sum) in joints.iter().zip(numbers).zip(sums) {
                if class_of(joint) == Class::Other {
                    self.add_other(icp, *joint, *number, sum);
                }
            }
        }
    }

    /// One row whose outcome has to be looked at.
    #[inline(never)]
    fn add_other(&self, icp: &Plain, joint: u32, number: f64, sum: &mut Lanes4) {
        let class = self.group.class_of.get(joint as usize).copied().unwrap_or_default();
        let Some(outcome) = self.outcomes.get(usize::from(class)) else { return };
        let criterion = self.criterion;
        let units = self.points.at(number);
        let outcome = criterion.valued(outcome, units);
        let mut bits = 0;
        criterion.set_flags(&outcome, |flag| {
            bits |= icp.bits.iter().filter(|(m, _)| *m == flag).fold(0, |bits, (_, bit)| bits | bit);
        });
        sum.add_to(self.icp % 4, to_small(&criterion.totals(&outcome)), bits);
    }

    /// The points at some numbers, in units of the icp. Those of a missing number are not used.
    #[inline(always)]
    fn units(&self, numbers: &[f64], units: &mut [i32; BLOCK]) {
        let scale = self.points.units_per_micro;
        if self.pieces.is_empty() {
            for (units, number) in units.iter_mut().zip(numbers) {
                *units = self.points.at(*number) as i32;
            }
            return;
        }
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
