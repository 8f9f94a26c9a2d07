//! Formulas as fractions of two polynomials in one number, the others known, and where such a fraction reaches a value or turns
//! around: between those places a formula only rises or only falls.

use crate::model::Arithmetic;
use crate::plan::{FormulaPlan, HappenedTest};
use crate::sort::sort_by;

/// The highest power that is worked with. A formula beyond it is looked at in steps only.
const HIGHEST: usize = 12;

/// The coefficients of a polynomial, the lowest power first.
type Polynomial = Vec<f64>;

/// Fractions that are worked with, of one formula.
const MOST: usize = 8;

/// The attributes of a formula, as far as they are known.
pub(super) trait Known {
    /// The fractions that a number may follow.
    fn number(&self, attribute: usize) -> Option<Vec<Fraction>>;
    /// The days from a date to the as-of date.
    fn days(&self, attribute: usize) -> Option<Fraction>;
    /// The sum of what a test on events counts.
    fn count(&self, test: &HappenedTest) -> Option<f64>;
}

/// One polynomial over another.
#[derive(Debug, Clone)]
pub(super) struct Fraction {
    above: Polynomial,
    below: Polynomial,
}

impl Fraction {
    pub(super) fn constant(value: f64) -> Self {
        Self { above: vec![value], below: vec![1.0] }
    }

    /// A number less the variable.
    pub(super) fn less_than(value: f64) -> Self {
        Self { above: vec![value, -1.0], below: vec![1.0] }
    }

    /// The number itself.
    pub(super) fn variable() -> Self {
        Self { above: vec![0.0, 1.0], below: vec![1.0] }
    }

    /// The fractions that a formula may follow: one, or with `min` and `max` those of each part. `None` where a number is missing, the
    /// powers are too high, or there are too many.
    pub(super) fn of(formula: &FormulaPlan, known: &impl Known) -> Option<Vec<Self>> {
        let fractions = match formula {
            FormulaPlan::Number(value) => vec![Self::constant(*value)],
            FormulaPlan::Attribute(attribute) => known.number(*attribute as usize)?,
            FormulaPlan::Days(attribute) => vec![known.days(*attribute as usize)?],
            FormulaPlan::Count(test) => vec![Self::constant(known.count(test)?)],
            FormulaPlan::Negative(inner) => {
                let negative = |inner: Self| Self { above: scaled(&inner.above, -1.0), below: inner.below };
                Self::of(inner, known)?.into_iter().map(negative).collect()
            }
            FormulaPlan::Binary(Arithmetic::Min | Arithmetic::Max, left, right) => {
                let mut parts = Self::of(left, known)?;
                parts.extend(Self::of(right, known)?);
                parts
            }
            FormulaPlan::Binary(operation, left, right) => {
                let (left, right) = (Self::of(left, known)?, Self::of(right, known)?);
                let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (one, other)));
                pairs.map(|(left, right)| left.with(*operation, right)).collect()
            }
        };
        let fine = |one: &Self| one.above.len().max(one.below.len()) <= HIGHEST;
        (fractions.len() <= MOST && fractions.iter().all(fine)).then_some(fractions)
    }

    /// The result of an operation, which is neither `min` nor `max`.
    fn with(&self, operation: Arithmetic, other: &Self) -> Self {
        match operation {
            Arithmetic::Subtract => self.plus(other, -1.0),
            Arithmetic::Multiply => {
                Self { above: product(&self.above, &other.above), below: product(&self.below, &other.below) }
            }
            Arithmetic::Divide => {
                Self { above: product(&self.above, &other.below), below: product(&self.below, &other.above) }
            }
            Arithmetic::Add | Arithmetic::Min | Arithmetic::Max => self.plus(other, 1.0),
        }
    }

    fn plus(&self, other: &Self, times: f64) -> Self {
        let other_above = scaled(&product(&other.above, &self.below), times);
        Self {
            above: sum(&product(&self.above, &other.below), &other_above),
            below: product(&self.below, &other.below),
        }
    }

    /// The numbers at which it may be a value.
    pub(super) fn reaches(&self, value: f64, out: &mut Vec<f64>) {
        roots(&sum(&self.above, &scaled(&self.below, -value)), out);
    }

    /// The numbers at which two fractions may be the same.
    pub(super) fn meets(&self, other: &Self, out: &mut Vec<f64>) {
        roots(&self.plus(other, -1.0).above, out);
    }

    /// The numbers at which it turns around or has no value.
    pub(super) fn turns(&self, out: &mut Vec<f64>) {
        roots(&self.below, out);
        let rising = product(&slope(&self.above), &self.below);
        roots(&sum(&rising, &scaled(&product(&self.above, &slope(&self.below)), -1.0)), out);
    }
}

fn sum(one: &[f64], other: &[f64]) -> Polynomial {
    let at = |of: &[f64], power: usize| of.get(power).copied().unwrap_or_default();
    (0..one.len().max(other.len())).map(|power| at(one, power) + at(other, power)).collect()
}

fn scaled(of: &[f64], times: f64) -> Polynomial {
    of.iter().map(|coefficient| coefficient * times).collect()
}

fn product(one: &[f64], other: &[f64]) -> Polynomial {
    let mut product = vec![0.0; (one.len() + other.len()).saturating_sub(1)];
    for (power, a) in one.iter().enumerate() {
        for (more, b) in other.iter().enumerate() {
            if let Some(coefficient) = product.get_mut(power + more) {
                *coefficient += a * b;
            }
        }
    }
    product
}

fn slope(of: &[f64]) -> Polynomial {
    of.iter().enumerate().skip(1).map(|(power, coefficient)| coefficient * power as f64).collect()
}

fn at(of: &[f64], x: f64) -> f64 {
    of.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// The finite numbers at which a polynomial is 0, in ascending order. Between two places where it turns around it is 0 once at
/// most; these are the roots of its slope.
fn roots(of: &[f64], out: &mut Vec<f64>) {
    let highest = of.iter().rposition(|coefficient| *coefficient != 0.0).unwrap_or_default();
    let of = of.get(..=highest).unwrap_or_default();
    let start = out.len();
    match of {
        [] | [_] => return,
        [constant, factor] => out.push(-constant / factor),
        _ => {
            let mut turns = Vec::new();
            roots(&slope(of), &mut turns);
            let limit = bound(of);
            let mut ends = vec![-limit];
            ends.extend(turns.into_iter().filter(|turn| turn.abs() < limit));
            ends.push(limit);
            for pair in ends.windows(2) {
                if let [low, high] = pair {
                    out.extend(crossing(of, *low, *high));
                }
            }
        }
    }
    out.retain(|root| root.is_finite());
    if let Some(found) = out.get_mut(start..) {
        sort_by(found, f64::total_cmp);
    }
}

/// A number beyond which there is no root (Cauchy's bound).
fn bound(of: &[f64]) -> f64 {
    let Some((last, rest)) = of.split_last() else { return 0.0 };
    1.0 + rest.iter().map(|coefficient| (coefficient / last).abs()).fold(0.0, f64::max)
}

/// Where a polynomial that only rises or only falls between two numbers is 0; one of them where it just touches.
fn crossing(of: &[f64], mut low: f64, mut high: f64) -> Option<f64> {
    let (start, end) = (at(of, low), at(of, high));
    if start == 0.0 {
        return Some(low);
    }
    if end == 0.0 {
        return Some(high);
    }
    if (start < 0.0) == (end < 0.0) {
        // It may turn around at 0, which floats miss: that place is one of the ends.
        let size = of.iter().fold(0.0, |sum, coefficient| sum * high.abs().max(1.0) + coefficient.abs());
        return (end.abs() <= size * 1e-12).then_some(high);
    }
    for _ in 0..200 {
        let middle = low.midpoint(high);
        if middle <= low || middle >= high {
            break;
        }
        if (at(of, middle) < 0.0) == (start < 0.0) { low = middle } else { high = middle }
    }
    Some(low.midpoint(high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: &[f64], expected: &[f64]) -> bool {
        found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9)
    }

    #[test]
    fn roots_of_every_kind_are_found() {
        let cases: [(&[f64], &[f64]); 6] = [
            (&[6.0, -5.0, 1.0], &[2.0, 3.0]),
            (&[1.0, 0.0, 1.0], &[]),
            (&[-8.0, 0.0, 0.0, 1.0], &[2.0]),
            (&[-6.0, 11.0, -6.0, 1.0, 0.0], &[1.0, 2.0, 3.0]),
            (&[3.0], &[]),
            (&[1e6, -2e3, 1.0], &[1000.0, 1000.0]),
        ];
        for (of, expected) in cases {
            let mut found = Vec::new();
            roots(of, &mut found);
            assert!(near(&found, expected), "{of:?}: {found:?}");
        }
    }

    #[test]
    fn a_formula_is_a_fraction_that_turns_at_its_poles_and_extremes() {
        use Arithmetic::{Add, Divide, Max, Min, Multiply};
        let x = || Box::new(FormulaPlan::Attribute(0));
        let number = |value: f64| Box::new(FormulaPlan::Number(value));
        let binary = |operation, left, right| Box::new(FormulaPlan::Binary(operation, left, right));
        // x + 100 / x
        let formula = binary(Add, x(), binary(Divide, number(100.0), x()));
        let fractions = Fraction::of(&formula, &Unknown).unwrap();
        let [fraction] = &*fractions else { panic!("{fractions:?}") };
        let (mut turns, mut reaches) = (Vec::new(), Vec::new());
        fraction.turns(&mut turns);
        sort_by(&mut turns, f64::total_cmp);
        assert!(near(&turns, &[-10.0, 0.0, 10.0]), "{turns:?}");
        fraction.reaches(25.0, &mut reaches);
        assert!(near(&reaches, &[5.0, 20.0]), "{reaches:?}");
        let mut deep = x();
        for _ in 0..20 {
            deep = binary(Multiply, x(), deep);
        }
        assert!(Fraction::of(&deep, &Unknown).is_none());
        // The less of x and 30, plus the days to a date.
        let formula = binary(Add, binary(Min, x(), number(30.0)), Box::new(FormulaPlan::Days(1)));
        let fractions = Fraction::of(&formula, &Unknown).unwrap();
        let mut reaches = Vec::new();
        fractions.iter().for_each(|one| one.reaches(25.0, &mut reaches));
        assert!(near(&reaches, &[18.0]), "{reaches:?}");
        let mut many = x();
        for _ in 0..8 {
            many = binary(Max, x(), many);
        }
        assert!(Fraction::of(&many, &Unknown).is_none());
    }

    /// The variable is every number, and every date is seven days ago.
    struct Unknown;

    impl Known for Unknown {
        fn number(&self, _: usize) -> Option<Vec<Fraction>> {
            Some(vec![Fraction::variable()])
        }

        fn days(&self, _: usize) -> Option<Fraction> {
            Some(Fraction::constant(7.0))
        }

        fn count(&self, _: &HappenedTest) -> Option<f64> {
            None
        }
    }
}
