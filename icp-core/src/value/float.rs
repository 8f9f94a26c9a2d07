//! Decimal text to the nearest float without tables. The standard library's way is faster for long numbers, by a table
//! of ten kB that no compression makes smaller: too much for a browser, which is given numbers and not texts.

use std::cmp::Ordering;

/// Digits beyond these cannot change which float is the nearest, but for whether there are any.
const DIGITS: usize = 800;

/// The float nearest to a text in the grammar of JSON numbers; infinite where it is too large.
pub(crate) fn nearest(text: &str) -> f64 {
    let magnitude = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = magnitude.split_once(['e', 'E']).unwrap_or((magnitude, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let written = whole.bytes().chain(fraction.bytes()).map(|byte| u32::from(byte - b'0'));
    let mut digits: Vec<u32> = written.skip_while(|digit| *digit == 0).collect();
    let count = digits.len();
    while digits.last() == Some(&0) {
        digits.pop();
    }
    // What is beyond these is 0 or infinite, however many digits there are.
    let exponent =
        exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') { -1 << 40 } else { 1 << 40 });
    let value = scaled(&digits, exponent - fraction.len() as i64 + (count - digits.len()) as i64);
    if magnitude.len() < text.len() { -value } else { value }
}

/// digits x 10^exponent; the last digit is not 0.
fn scaled(digits: &[u32], exponent: i64) -> f64 {
    let places = digits.len() as i64 + exponent;
    if digits.is_empty() || places < -330 {
        return 0.0;
    }
    if places > 310 {
        return f64::INFINITY;
    }
    let kept = digits.get(..DIGITS).unwrap_or(digits);
    let mut over = Whole::default();
    kept.iter().for_each(|digit| over.scale(10, *digit));
    let mut exponent = exponent + (digits.len() - kept.len()) as i64;
    if digits.len() > kept.len() {
        // Something follows: more than the kept digits say, however little.
        over.scale(10, 1);
        exponent -= 1;
    }
    let mut under = Whole::default();
    under.scale(1, 1);
    let larger = if exponent < 0 { &mut under } else { &mut over };
    (0..exponent.unsigned_abs()).for_each(|_| larger.scale(10, 0));
    quotient(over, under)
}

/// The float nearest to a quotient; of two that are equally near, the even one.
fn quotient(mut over: Whole, mut under: Whole) -> f64 {
    // So that the quotient is at least 1/2 and below 2, then at least 1.
    let mut power = over.bits() - under.bits();
    over.double(-power);
    under.double(power);
    if over.order(&under).is_lt() {
        over.double(1);
        power -= 1;
    }
    if power > 1023 {
        return f64::INFINITY;
    }
    // Below the smallest exponent there are fewer bits.
    let bits = if power < -1022 { power + 1075 } else { 53 };
    let mut value = 0u64;
    for _ in 0..bits {
        value *= 2;
        if over.order(&under).is_ge() {
            over.subtract(&under);
            value += 1;
        }
        over.double(1);
    }
    // What is left is compared with the half.
    let up = match over.order(&under) {
        Ordering::Less => false,
        Ordering::Equal => value % 2 == 1,
        Ordering::Greater => true,
    };
    value += u64::from(up && bits >= 0);
    // The leading bit of what has all 53 counts one up in the exponent's place.
    let exponent = if power < -1022 { 0 } else { (power + 1022) as u64 };
    f64::from_bits((exponent << 52) + value)
}

/// A large whole number, its lowest digits first.
#[derive(Default)]
struct Whole(Vec<u32>);

impl Whole {
    /// Times a factor and plus a number.
    fn scale(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for digit in &mut self.0 {
            carry += u64::from(*digit) * u64::from(factor);
            *digit = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Times a power of two.
    fn double(&mut self, mut power: i64) {
        while power > 0 {
            let step = power.min(31);
            self.scale(1 << step, 0);
            power -= step;
        }
    }

    /// How many bits it has.
    fn bits(&self) -> i64 {
        let last = self.0.last().map_or(0, |digit| 32 - digit.leading_zeros());
        32 * (self.0.len() as i64 - 1) + i64::from(last)
    }

    fn order(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// Less a number that is not larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = 0;
        for (at, digit) in self.0.iter_mut().enumerate() {
            let less = i64::from(*digit) - i64::from(other.0.get(at).copied().unwrap_or(0)) + borrow;
            *digit = less as u32;
            borrow = less >> 32;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    fn check(text: &str) {
        let expected: f64 = text.parse().unwrap();
        assert_eq!(nearest(text).to_bits(), expected.to_bits(), "{text}");
    }

    #[test]
    fn reads_like_the_standard_library() {
        for text in [
            "0",
            "-0",
            "0.0",
            "1",
            "-1.5",
            "10",
            "1e6",
            "2E+3",
            "9007199254740993",
            "0.1",
            "0.30000000000000004",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1.8e308",
            "-1e999",
            "1e-999",
            "5e-324",
            "4.9406564584124654e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "1e99999999999999999999",
            "0e99999999999999999999",
            "1e-99999999999999999999",
            "123456789012345678901234567890",
            "1e22",
            "1e23",
            "8.5e-310",
            "0.000e5",
        ] {
            check(text);
        }
    }

    #[test]
    fn reads_every_kind_of_number() {
        let mut state = 7u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state ^ state >> 29
        };
        for _ in 0..20_000 {
            let value = f64::from_bits(next());
            if value.is_finite() {
                // Exactly itself, then half-way to its neighbour, then a little more and less.
                check(&format!("{value:e}"));
                let half = (value.abs() + f64::from_bits(value.abs().to_bits() + 1)) / 2.0;
                if half.is_finite() {
                    check(&format!("{half:e}"));
                }
            }
            check(&format!("{}.{}e{}", next() % 100_000, next(), next() as i64 % 330));
            check(&format!("{}", (next() % 1_000_000_000) as f64 / 1e4));
        }
    }

    #[test]
    fn knows_the_middle_between_two_floats() {
        // 2^53 + 1 lies in the middle, however it is written.
        for zeros in [0, 5, 700, 790, 900] {
            let zeros = "0".repeat(zeros);
            for (last, expected) in [("", 9_007_199_254_740_992.0), ("1", 9_007_199_254_740_994.0)] {
                assert_eq!(nearest(&format!("9007199254740993.{zeros}0{last}")), expected);
            }
        }
        let smallest = format!("{:.1100}", f64::from_bits(1));
        check(&smallest);
        check(&format!("{smallest}1"));
    }
}
