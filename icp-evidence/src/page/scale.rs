//! From numbers to places in a picture, and the round numbers that an axis names.

/// A straight scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// From the numbers `low..high` to the places `start..end`.
    pub(super) fn new((low, high): (f64, f64), (start, end): (f64, f64)) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Self { from: (low, high), to: (start, end) }
    }

    /// The place of a number; what lies outside stands at the end.
    pub(super) fn at(self, number: f64) -> f64 {
        let (low, high) = self.from;
        let share = ((number - low) / (high - low)).clamp(0.0, 1.0);
        self.to.0 + share * (self.to.1 - self.to.0)
    }

    /// About `most` round numbers within the scale.
    pub(super) fn ticks(self, most: usize) -> Vec<f64> {
        let (low, high) = self.from;
        let rough = (high - low) / most.max(1) as f64;
        let power = libm::pow(10.0, libm::log10(rough).floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * power).find(|step| *step >= rough);
        let step = step.unwrap_or(power * 10.0);
        let first = (low / step).ceil() as i64;
        let last = (high / step + 1e-9).floor() as i64;
        (first..=last.min(first + 20)).map(|n| n as f64 * step).collect()
    }
}

/// A number on an axis, without digits that say nothing.
pub(super) fn short(number: f64) -> String {
    let text = if number.abs() >= 1_000_000.0 {
        format!("{:.1}M", number / 1e6)
    } else if number.abs() >= 10_000.0 {
        format!("{:.0}K", number / 1e3)
    } else {
        format!("{number:.2}")
    };
    let (head, unit) = match text.find(['K', 'M']) {
        Some(at) => text.split_at(at),
        None => (text.as_str(), ""),
    };
    let head = if head.contains('.') { head.trim_end_matches('0').trim_end_matches('.') } else { head };
    format!("{head}{unit}")
}

#[cfg(test)]
mod tests {
    use super::{Scale, short};

    #[test]
    fn ticks_are_round_and_within() {
        assert_eq!(Scale::new((0.0, 100.0), (0.0, 1.0)).ticks(4), [0.0, 50.0, 100.0]);
        assert_eq!(Scale::new((-30.0, 47.0), (0.0, 1.0)).ticks(4), [-20.0, 0.0, 20.0, 40.0]);
        assert_eq!(Scale::new((5.0, 5.0), (0.0, 1.0)).at(5.0), 0.0);
        assert_eq!(Scale::new((0.0, 10.0), (100.0, 200.0)).at(99.0), 200.0);
    }

    #[test]
    fn numbers_on_an_axis_are_short() {
        assert_eq!([0.0, 0.25, 100.0, 12_000.0, 2_500_000.0].map(short), ["0", "0.25", "100", "12K", "2.5M"]);
    }
}
