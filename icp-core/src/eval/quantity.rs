//! A number as far as it is known (all of it, two ends, or that there is none), with the arithmetic of formulas and the comparison of
//! two attributes. Called by `locate` and `formula` where an attribute may be known in part.

use crate::account::Field;
use crate::model::{Arithmetic, Comparison};
use crate::value::{Interval, Truth};

/// A number as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) enum Quantity {
    /// Nothing.
    #[default]
    Missing,
    /// That there is none.
    None,
    Number(f64),
    /// Two ends, which differ.
    Between(Interval),
}

impl From<Quantity> for Field<'_> {
    fn from(quantity: Quantity) -> Self {
        match quantity {
            Quantity::Missing => Field::Missing,
            Quantity::None => Field::None,
            Quantity::Number(number) => Field::Number(number),
            Quantity::Between(interval) => Field::Interval(interval),
        }
    }
}

impl Quantity {
    /// Both ends, if it is a number or an interval.
    fn ends(self) -> Option<(f64, f64)> {
        match self {
            Self::Number(number) => Some((number, number)),
            Self::Between(interval) => Some((interval.low(), interval.high())),
            Self::Missing | Self::None => None,
        }
    }

    /// From one end to the other, both in it.
    fn of_ends(low: f64, high: f64) -> Self {
        match Interval::new(low, high) {
            Some(interval) => interval.only().map_or(Self::Between(interval), Self::Number),
            None => Self::Missing,
        }
    }

    /// The negative of it.
    pub(super) fn negative(self) -> Self {
        match self.ends() {
            Some((low, high)) => Self::of_ends(-high, -low),
            None => self,
        }
    }

    /// The result of an operation: that of the ends that give the least and the most. Missing when a divisor may be 0, or
    /// when finite numbers give one that is not.
    pub(super) fn with(self, operation: Arithmetic, other: Self) -> Self {
        if self == Self::None || other == Self::None {
            return Self::None;
        }
        let (Some(left), Some(right)) = (self.ends(), other.ends()) else { return Self::Missing };
        match operation {
            Arithmetic::Min => return Self::of_ends(left.0.min(right.0), left.1.min(right.1)),
            Arithmetic::Max => return Self::of_ends(left.0.max(right.0), left.1.max(right.1)),
            Arithmetic::Add | Arithmetic::Subtract | Arithmetic::Multiply | Arithmetic::Divide => {}
        }
        if operation == Arithmetic::Divide && right.0 <= 0.0 && right.1 >= 0.0 {
            return Self::Missing;
        }
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (a, b) in [(left.0, right.0), (left.0, right.1), (left.1, right.0), (left.1, right.1)] {
            let found = match operation {
                Arithmetic::Add => a + b,
                Arithmetic::Subtract => a - b,
                // Nothing times however much is nothing.
                Arithmetic::Multiply if a == 0.0 || b == 0.0 => 0.0,
                Arithmetic::Multiply => a * b,
                Arithmetic::Divide => a / b,
                Arithmetic::Min => a.min(b),
                Arithmetic::Max => a.max(b),
            };
            if found.is_infinite() && a.is_finite() && b.is_finite() {
                return Self::Missing;
            }
            // Both without an end: the other pairs have the extremes.
            if !found.is_nan() {
                (low, high) = (low.min(found), high.max(found));
            }
        }
        Self::of_ends(low, high)
    }

    /// Whether a comparison is true, or false, for all numbers that both may be; unknown unless both are known in part
    /// at least.
    pub(super) fn compare(self, other: Self, comparison: Comparison) -> Truth {
        let (Some(one), Some(two)) = (self.interval(), other.interval()) else { return Truth::Unknown };
        let (above, below) = (one.least() > two.greatest(), two.least() > one.greatest());
        let (not_below, not_above) = (one.least() >= two.greatest(), two.least() >= one.greatest());
        let sure = |holds: bool, fails: bool| match (holds, fails) {
            (true, _) => Truth::True,
            (false, true) => Truth::False,
            (false, false) => Truth::Unknown,
        };
        let same = one.only().is_some() && one == two;
        match comparison {
            Comparison::Is => sure(same, above || below),
            Comparison::IsNot => sure(above || below, same),
            Comparison::Gt => sure(above, not_above),
            Comparison::Gte => sure(not_below, below),
            Comparison::Lt => sure(below, not_below),
            Comparison::Lte => sure(not_above, above),
        }
    }

    /// It as an interval, of one number if it is known.
    fn interval(self) -> Option<Interval> {
        match self {
            Self::Number(number) => Interval::new(number, number),
            Self::Between(interval) => Some(interval),
            Self::Missing | Self::None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(low: f64, high: f64) -> Quantity {
        Quantity::Between(Interval::new(low, high).unwrap())
    }

    #[test]
    fn an_operation_takes_the_ends_that_give_the_least_and_the_most() {
        use Arithmetic::{Add, Divide, Multiply, Subtract};
        let (some, three, none) = (between(-2.0, 5.0), Quantity::Number(3.0), Quantity::None);
        let large = between(10.0, f64::INFINITY);
        let cases = [
            (some, Add, three, between(1.0, 8.0)),
            (three, Subtract, some, between(-2.0, 5.0)),
            (some, Multiply, some, between(-10.0, 25.0)),
            (some, Multiply, Quantity::Number(0.0), Quantity::Number(0.0)),
            (three, Divide, some, Quantity::Missing),
            (three, Divide, between(0.0, 1.0), Quantity::Missing),
            (three, Divide, between(2.0, 4.0), between(0.75, 1.5)),
            (three, Divide, large, between(0.0, 0.3)),
            (large, Divide, large, between(0.0, f64::INFINITY)),
            (large, Subtract, large, between(f64::NEG_INFINITY, f64::INFINITY)),
            (between(1e300, 2e300), Multiply, Quantity::Number(1e10), Quantity::Missing),
            (none, Divide, Quantity::Missing, none),
            (Quantity::Missing, Add, some, Quantity::Missing),
            (three, Divide, Quantity::Number(0.0), Quantity::Missing),
        ];
        for (left, operation, right, expected) in cases {
            assert_eq!(left.with(operation, right), expected, "{left:?} {operation:?} {right:?}");
        }
        assert_eq!(some.negative(), between(-5.0, 2.0));
    }

    #[test]
    fn a_comparison_holds_for_all_pairs_or_is_unknown() {
        let open = Quantity::Between(Interval::new(f64::NEG_INFINITY, 10.0).unwrap().without_high().unwrap());
        let (low, high, ten) = (between(1.0, 10.0), between(10.0, 20.0), Quantity::Number(10.0));
        let truths = |one: Quantity, other: Quantity| {
            [
                Comparison::Is,
                Comparison::IsNot,
                Comparison::Gt,
                Comparison::Gte,
                Comparison::Lt,
                Comparison::Lte,
            ]
            .map(|comparison| one.compare(other, comparison))
        };
        let (yes, no, open_end) = (Truth::True, Truth::False, Truth::Unknown);
        assert_eq!(truths(low, high), [open_end, open_end, no, open_end, open_end, yes]);
        assert_eq!(truths(ten, open), [no, yes, yes, yes, no, no]);
        assert_eq!(truths(ten, ten), [yes, no, no, yes, no, yes]);
        assert_eq!(truths(between(1.0, 2.0), high), [no, yes, no, no, yes, yes]);
        assert_eq!(truths(low, Quantity::Missing), [open_end; 6]);
    }
}
