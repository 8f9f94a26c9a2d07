//! A number of which only two ends are known.

/// A number that is not known exactly, but lies between two ends, such as `51-200` employees.
///
/// An end is part of the interval unless [`Interval::without_low`] or [`Interval::without_high`] takes it out (`<10`). An
/// infinite end is open: `10,001+` has no largest number.
///
/// ```
/// use icp_core::value::Interval;
/// let size = Interval::new(51.0, 200.0).unwrap();
/// assert_eq!((size.low(), size.high(), size.contains(200.0)), (51.0, 200.0, true));
/// assert!(Interval::new(200.0, 51.0).is_none() && Interval::new(f64::NAN, 1.0).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    low: f64,
    high: f64,
    has_low: bool,
    has_high: bool,
}

impl Interval {
    /// The numbers from `low` to `high`, with both ends; `None` if the first is above the second, if either is not a
    /// number, or if no finite number lies in between.
    ///
    /// ```
    /// use icp_core::value::Interval;
    /// let large = Interval::new(10_001.0, f64::INFINITY).unwrap();
    /// assert!(large.contains(1e9) && !large.contains(10_000.0));
    /// ```
    pub fn new(low: f64, high: f64) -> Option<Self> {
        let fits = low <= high && low < f64::INFINITY && high > f64::NEG_INFINITY;
        // -0 is 0.
        let (low, high) = (low + 0.0, high + 0.0);
        fits.then_some(Self { low, high, has_low: low.is_finite(), has_high: high.is_finite() })
    }

    /// The same without its low end, such as `>10`; `None` if nothing is left.
    ///
    /// ```
    /// use icp_core::value::Interval;
    /// let more = Interval::new(10.0, f64::INFINITY).and_then(Interval::without_low).unwrap();
    /// assert!(!more.contains(10.0) && more.contains(10.5));
    /// ```
    pub fn without_low(self) -> Option<Self> {
        (self.low < self.high).then_some(Self { has_low: false, ..self })
    }

    /// The same without its high end, such as `<10`; `None` if nothing is left.
    ///
    /// ```
    /// use icp_core::value::Interval;
    /// let fewer = Interval::new(f64::NEG_INFINITY, 10.0).and_then(Interval::without_high).unwrap();
    /// assert!(!fewer.contains(10.0) && fewer.contains(9.5));
    /// ```
    pub fn without_high(self) -> Option<Self> {
        (self.low < self.high).then_some(Self { has_high: false, ..self })
    }

    /// The low end; negative infinity where there is none.
    pub const fn low(self) -> f64 {
        self.low
    }

    /// The high end; infinity where there is none.
    pub const fn high(self) -> f64 {
        self.high
    }

    /// Whether the low end is a number of the interval.
    ///
    /// ```
    /// use icp_core::value::Interval;
    /// let (with, open) = (Interval::new(1.0, 9.0).unwrap(), Interval::new(f64::NEG_INFINITY, 9.0).unwrap());
    /// assert!(with.has_low() && !open.has_low());
    /// ```
    pub const fn has_low(self) -> bool {
        self.has_low
    }

    /// Whether the high end is a number of the interval.
    pub const fn has_high(self) -> bool {
        self.has_high
    }

    /// The least number in it.
    pub(crate) fn least(self) -> f64 {
        if self.has_low { self.low } else { self.low.next_up() }
    }

    /// The greatest number in it.
    pub(crate) fn greatest(self) -> f64 {
        if self.has_high { self.high } else { self.high.next_down() }
    }

    /// Whether a number lies in it.
    ///
    /// ```
    /// use icp_core::value::Interval;
    /// assert_eq!(Interval::new(2.0, 10.0).map(|few| few.contains(10.5)), Some(false));
    /// ```
    pub fn contains(self, number: f64) -> bool {
        (self.least()..=self.greatest()).contains(&number)
    }

    /// The only number in it, if there is no other.
    ///
    /// ```
    /// use icp_core::value::Interval;
    /// assert_eq!(Interval::new(50.0, 50.0).and_then(Interval::only), Some(50.0));
    /// ```
    pub fn only(self) -> Option<f64> {
        (self.low == self.high).then_some(self.low)
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;

    #[test]
    fn ends_are_in_order_and_are_numbers() {
        let refused = [(2.0, 1.0), (f64::NAN, 1.0), (1.0, f64::NAN), (f64::INFINITY, f64::INFINITY)];
        assert!(refused.iter().all(|(low, high)| Interval::new(*low, *high).is_none()));
        assert!(Interval::new(f64::NEG_INFINITY, f64::NEG_INFINITY).is_none());
        let point = Interval::new(3.0, 3.0).unwrap();
        assert_eq!((point.only(), point.without_low(), point.without_high()), (Some(3.0), None, None));
        let all = Interval::new(f64::NEG_INFINITY, f64::INFINITY).unwrap();
        assert!(all.contains(-1e300) && !all.has_low() && !all.has_high() && all.only().is_none());
        assert!(Interval::new(-0.0, 1.0).unwrap().low().is_sign_positive());
    }
}
