//! A number that is known to lie between two others: the numbers that decide a question on it, and arithmetic.

use super::number::plain;

/// A number known as an interval. An infinite end is no number of it, and `<10` is without its high end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub(super) low: f64,
    pub(super) high: f64,
    without_low: bool,
    without_high: bool,
}

impl Interval {
    /// The numbers from one to another, with both.
    pub(super) fn between(low: f64, high: f64) -> Self {
        Self { low: plain(low), high: plain(high), without_low: false, without_high: false }
    }

    pub(super) fn point(value: f64) -> Self {
        Self::between(value, value)
    }

    pub(super) fn below(high: f64) -> Self {
        Self { without_high: true, ..Self::between(f64::NEG_INFINITY, high) }
    }

    pub(super) fn above(low: f64) -> Self {
        Self { without_low: true, ..Self::between(low, f64::INFINITY) }
    }

    /// The low end, where it is a number of the interval.
    pub(super) fn first(self) -> Option<f64> {
        Some(self.low).filter(|low| low.is_finite() && !self.without_low)
    }

    /// The high end, where it is a number of the interval.
    pub(super) fn last(self) -> Option<f64> {
        Some(self.high).filter(|high| high.is_finite() && !self.without_high)
    }

    /// The same with its ends in it.
    pub(super) fn with_ends(self) -> Self {
        Self::between(self.low, self.high)
    }

    fn holds(self, value: f64) -> bool {
        let (first, last) = self.ends();
        first <= value && value <= last
    }

    /// The least and the greatest double in it; an end that is infinite stands for those beyond all others.
    fn ends(self) -> (f64, f64) {
        let first = if self.without_low { self.low.next_up() } else { self.low };
        let last = if self.without_high { self.high.next_down() } else { self.high };
        (first, last)
    }

    /// Numbers of the interval of which one is in every piece that the cuts make: each end, each cut, and a neighbour
    /// on either side of it. An infinite end is given as it is.
    pub(super) fn samples(self, cuts: impl IntoIterator<Item = f64>) -> Vec<f64> {
        let near = |cut: f64| [cut.next_down(), cut, cut.next_up()];
        let inside = cuts.into_iter().flat_map(near).filter(|value| self.holds(*value));
        let (first, last) = self.ends();
        let mut samples: Vec<f64> = inside.chain([first, last]).map(plain).collect();
        samples.sort_by(f64::total_cmp);
        samples.dedup();
        samples
    }

    /// All that a sum, difference, product or quotient of numbers of both may be, by their ends; nothing where a divisor
    /// may be 0, and where an end that comes from finite numbers is not finite.
    pub(super) fn combined(self, sign: char, other: Self) -> Option<Self> {
        match sign {
            '<' => return Some(Self::between(self.low.min(other.low), self.high.min(other.high))),
            '>' => return Some(Self::between(self.low.max(other.low), self.high.max(other.high))),
            _ => {}
        }
        if sign == '/' && other.with_ends().holds(0.0) {
            return None;
        }
        let mut ends = vec![];
        for a in [self.low, self.high] {
            for b in [other.low, other.high] {
                let end = match sign {
                    // A sum is least where both are, a difference where the first is least and the second greatest.
                    '+' if a.is_infinite() && b.is_infinite() && a != b => continue,
                    '+' => a + b,
                    '-' if a.is_infinite() && a == b => continue,
                    '-' => a - b,
                    // Nothing times a number, however large, is nothing.
                    '*' if a == 0.0 || b == 0.0 => 0.0,
                    '*' => a * b,
                    _ if a.is_infinite() && b.is_infinite() => 0.0,
                    _ => a / b,
                };
                if end.is_infinite() && a.is_finite() && b.is_finite() {
                    return None;
                }
                ends.push(end);
            }
        }
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Some(Self::between(low, high))
    }

    pub(super) fn negated(self) -> Self {
        Self::between(-self.high, -self.low)
    }

    /// The number, where the interval holds no other.
    pub(super) fn number(self) -> Option<f64> {
        (self.low == self.high).then_some(self.low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(low: f64, high: f64) -> Interval {
        Interval::between(low, high)
    }

    #[test]
    fn samples_stand_on_both_sides_of_a_cut() {
        assert_eq!(between(1.0, 5.0).samples([9.0]), [1.0, 5.0]);
        assert_eq!(between(1.0, 5.0).samples([1.0]), [1.0, 1.0_f64.next_up(), 5.0]);
        assert_eq!(between(1.0, f64::INFINITY).samples([3.0]).len(), 5);
        assert_eq!(Interval::point(2.0).samples([2.0]), [2.0]);
        assert_eq!(Interval::below(10.0).samples([10.0]), [f64::NEG_INFINITY, 10.0_f64.next_down()]);
        assert_eq!(Interval::above(10.0).samples([]), [10.0_f64.next_up(), f64::INFINITY]);
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
        assert_eq!(between(1e308, 1e308).combined('*', a), None);
        assert_eq!(Interval::below(0.0).combined('+', a), Some(between(f64::NEG_INFINITY, 5.0)));
        assert_eq!(a.combined('/', Interval::below(0.0)), None);
        assert_eq!(a.negated(), between(-5.0, -2.0));
        assert_eq!((between(4.0, 4.0).number(), a.number()), (Some(4.0), None));
    }
}
