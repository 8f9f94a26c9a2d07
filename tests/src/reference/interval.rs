//! A number that is known to lie between two others: the numbers that decide a question on it, and arithmetic.

use super::number::plain;

/// A number known as an interval, both ends included. An end may be infinite; `<10` ends at the last number before 10.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Interval {
    pub(super) fn point(value: f64) -> Self {
        Self { low: value, high: value }
    }

    fn is_point(self) -> bool {
        self.low == self.high
    }

    fn holds(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Numbers of the interval of which one is in every piece that the cuts make: each end, each cut, and a neighbour
    /// on either side of it. An infinite end is given as it is.
    pub(super) fn samples(self, cuts: impl IntoIterator<Item = f64>) -> Vec<f64> {
        let near = |cut: f64| [cut.next_down(), cut, cut.next_up()];
        let inside = cuts.into_iter().flat_map(near).filter(|value| self.holds(*value));
        let mut samples: Vec<f64> = inside.chain([self.low, self.high]).map(plain).collect();
        samples.sort_by(f64::total_cmp);
        samples.dedup();
        samples
    }

    /// All that a sum, difference, product or quotient of numbers of both may be; nothing where a divisor may be 0.
    pub(super) fn combined(self, sign: char, other: Self) -> Option<Self> {
        if sign == '/' && other.holds(0.0) {
            return None;
        }
        let step = |a: f64, b: f64| match sign {
            '+' => a + b,
            '-' => a - b,
            // Nothing times what has no end is nothing.
            '*' if a == 0.0 || b == 0.0 => 0.0,
            '*' => a * b,
            _ if a.is_infinite() && b.is_infinite() => 0.0,
            _ => a / b,
        };
        let mut ends = vec![];
        match sign {
            '+' => ends.extend([step(self.low, other.low), step(self.high, other.high)]),
            '-' => ends.extend([step(self.low, other.high), step(self.high, other.low)]),
            _ => {
                for a in [self.low, self.high] {
                    ends.extend([other.low, other.high].map(|b| step(a, b)));
                }
            }
        }
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Some(Self { low: plain(low), high: plain(high) })
    }

    pub(super) fn negated(self) -> Self {
        Self { low: -self.high, high: -self.low }
    }

    /// The number, where the interval holds no other.
    pub(super) fn number(self) -> Option<f64> {
        self.is_point().then_some(self.low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(low: f64, high: f64) -> Interval {
        Interval { low, high }
    }

    #[test]
    fn samples_stand_on_both_sides_of_a_cut() {
        assert_eq!(between(1.0, 5.0).samples([9.0]), [1.0, 5.0]);
        assert_eq!(between(1.0, 5.0).samples([1.0]), [1.0, 1.0_f64.next_up(), 5.0]);
        assert_eq!(between(1.0, f64::INFINITY).samples([3.0]).len(), 5);
        assert_eq!(Interval::point(2.0).samples([2.0]), [2.0]);
    }

    #[test]
    fn arithmetic_takes_both_ends() {
        let (a, b) = (between(2.0, 5.0), between(-1.0, 3.0));
        assert_eq!(a.combined('+', b), Some(between(1.0, 8.0)));
        assert_eq!(a.combined('-', b), Some(between(-1.0, 6.0)));
        assert_eq!(a.combined('*', b), Some(between(-5.0, 15.0)));
        assert_eq!(a.combined('/', b), None);
        assert_eq!(b.combined('/', a), Some(between(-0.5, 1.5)));
        let endless = between(2.0, f64::INFINITY);
        assert_eq!(endless.combined('*', between(0.0, 1.0)), Some(between(0.0, f64::INFINITY)));
        assert_eq!(endless.combined('-', endless), Some(between(f64::NEG_INFINITY, f64::INFINITY)));
        assert_eq!(between(6.0, 6.0).combined('/', endless), Some(between(0.0, 3.0)));
        assert_eq!(endless.combined('/', endless), Some(between(0.0, f64::INFINITY)));
        assert_eq!(a.negated(), between(-5.0, -2.0));
        assert_eq!((between(4.0, 4.0).number(), a.number()), (Some(4.0), None));
    }
}
