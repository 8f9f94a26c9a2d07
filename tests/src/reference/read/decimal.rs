//! Decimals of any length, multiplied exactly and rounded once.

/// The digits of a decimal, most significant first, as an integer times a power of ten.
#[derive(Clone, Debug)]
pub(super) struct Decimal {
    is_negative: bool,
    digits: Vec<u8>,
    /// The power of ten.
    power: i64,
}

impl Decimal {
    /// Of digits before and behind the decimal sign.
    pub(super) fn of(is_negative: bool, whole: &str, fraction: &str) -> Self {
        let digits = whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').collect();
        Self { is_negative, digits, power: -(fraction.len() as i64) }
    }

    /// A factor as a model has it.
    fn factor(value: f64) -> Self {
        let text = format!("{value}");
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        Self::of(false, whole, fraction)
    }

    /// The product, exact.
    pub(super) fn times(&self, factor: f64) -> Self {
        let other = Self::factor(factor);
        let mut product = vec![0_u32; self.digits.len() + other.digits.len()];
        for (i, a) in self.digits.iter().enumerate() {
            for (j, b) in other.digits.iter().enumerate() {
                product[i + j + 1] += u32::from(*a) * u32::from(*b);
            }
        }
        for place in (1..product.len()).rev() {
            product[place - 1] += product[place] / 10;
            product[place] %= 10;
        }
        Self {
            is_negative: self.is_negative,
            digits: product.into_iter().map(|digit| digit as u8).collect(),
            power: self.power + other.power,
        }
    }

    /// Moved by places of the decimal sign.
    pub(super) fn shifted(mut self, places: i64) -> Self {
        self.power += places;
        self
    }

    /// The nearest number, or none beyond all of them.
    pub(super) fn value(&self) -> Option<f64> {
        let sign = if self.is_negative { "-" } else { "" };
        let digits: String = self.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        let value: f64 = format!("{sign}{digits}e{}", self.power).parse().expect("a number");
        value.is_finite().then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_rounded_once() {
        let times =
            |whole, fraction, factor| Decimal::of(false, whole, fraction).times(factor).value().unwrap();
        assert_eq!(times("1", "2", 1e6), 1_200_000.0);
        assert_eq!(times("0", "1", 1000.0), 100.0);
        assert_eq!(times("1", "005", 1000.0), 1005.0);
        assert_eq!(times("99999999999999999", "", 1.0), 1e17);
        assert_eq!(times("2", "5", 0.01), 0.025);
        assert_eq!(times("7", "", 12.0), 84.0);
        assert_eq!(times("1", "1", 1e21), 1.1e21);
        assert_eq!(Decimal::of(true, "12", "5").shifted(-2).value(), Some(-0.125));
        assert_eq!(Decimal::of(false, "1", "").shifted(400).value(), None);
    }
}
