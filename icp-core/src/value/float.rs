//! Decimal text to the nearest float and back, without tables. The standard library's way is faster, by tables that no
//! compression makes smaller: too much for a browser, which is given numbers and not texts.

use std::cmp::Ordering;

/// Digits beyond these cannot change which float is the nearest, but for whether there are any.
const DIGITS: usize = 800;

/// The float nearest to a text in the grammar of JSON numbers; infinite where it is too large.
pub(crate) fn nearest(text: &str) -> f64 {
    let magnitude = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = magnitude.split_once(['e', 'E']).unwrap_or((magnitude, "0"));
    let (_, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    // A number with an exponent beyond these is 0 or infinite, however many digits there are.
    let exponent =
        exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') { -1 << 40 } else { 1 << 40 });
    let exponent = exponent.saturating_sub(fraction.len() as i64);
    let value = at_once(mantissa, exponent).unwrap_or_else(|| exactly(mantissa, exponent));
    if magnitude.len() < text.len() { -value } else { value }
}

/// Digits with a power of ten in one operation, which rounds once: where both are floats themselves, as they are in most files.
fn at_once(mantissa: &str, exponent: i64) -> Option<f64> {
    let mut whole = 0u64;
    for byte in mantissa.bytes().filter(u8::is_ascii_digit) {
        whole = whole.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
    }
    // Powers of ten up to this one are floats.
    if whole > 1 << 53 || exponent.unsigned_abs() > 22 {
        return None;
    }
    let ten = (0..exponent.unsigned_abs()).fold(1.0, |ten, _| ten * 10.0);
    Some(if exponent < 0 { whole as f64 / ten } else { whole as f64 * ten })
}

/// The same for all digits and powers.
fn exactly(mantissa: &str, exponent: i64) -> f64 {
    let mut digits = Vec::new();
    for byte in mantissa.bytes().filter(u8::is_ascii_digit) {
        if byte > b'0' || !digits.is_empty() {
            digits.push(u32::from(byte - b'0'));
        }
    }
    let count = digits.len();
    while digits.last() == Some(&0) {
        digits.pop();
    }
    scaled(&digits, exponent.saturating_add((count - digits.len()) as i64))
}

/// The word for a number that is none, or is infinite.
fn word(value: f64) -> Option<&'static str> {
    match value {
        f64::INFINITY => Some("inf"),
        f64::NEG_INFINITY => Some("-inf"),
        value => value.is_nan().then_some("NaN"),
    }
}

/// A float as the standard library shows it: the fewest digits that read back as the same, without an exponent.
pub(crate) fn float_text(value: f64) -> String {
    if let Some(word) = word(value) {
        return word.to_owned();
    }
    let (digits, point) = shortest(value.abs());
    let (whole, fraction) = digits.split_at_checked(point.max(0).unsigned_abs()).unwrap_or((&digits, ""));
    let zeros = |count: isize| "0".repeat(count.max(0).unsigned_abs());
    [
        if value.is_sign_negative() { "-" } else { "" },
        if whole.is_empty() { "0" } else { whole },
        &zeros(point - digits.len() as isize),
        if fraction.is_empty() { "" } else { "." },
        &zeros(-point),
        fraction,
    ]
    .concat()
}

/// As the standard library's `{:e}`: the same digits, one of them before the point, and an exponent.
pub(crate) fn exponent_text(value: f64) -> String {
    if let Some(word) = word(value) {
        return word.to_owned();
    }
    let (digits, point) = shortest(value.abs());
    let (first, rest) = digits.split_at_checked(1).unwrap_or(("0", ""));
    let exponent = if digits.is_empty() { 0 } else { point - 1 };
    let sign = if value.is_sign_negative() { "-" } else { "" };
    [sign, first, if rest.is_empty() { "" } else { "." }, rest, "e", &exponent.to_string()].concat()
}

/// The fewest digits that read back as the same float, and the position of the decimal point among them.
fn shortest(value: f64) -> (String, isize) {
    let (mut digits, mut point) = (String::new(), 0);
    if value == 0.0 {
        return (digits, point);
    }
    let (exponent, fraction) = ((value.to_bits() >> 52) as i64, value.to_bits() & ((1 << 52) - 1));
    let mantissa = fraction + if exponent > 0 { 1 << 52 } else { 0 };
    let power = exponent.max(1) - 1075;
    // A number half-way between two floats reads as the even one.
    let even = mantissa % 2 == 0;
    // In quarters of the step to the next float. Below a power of two the step is half as large.
    let lower = if fraction == 0 && exponent > 1 { 1 } else { 2 };
    let [mut value, mut up, mut down, mut one] = [mantissa * 4, 2, lower, 4].map(Whole::new);
    for number in [&mut value, &mut up, &mut down] {
        number.double(power);
    }
    one.double(-power);
    while reaches(&value, &up, &one, even) {
        one.scale(10, 0);
        point += 1;
    }
    loop {
        for number in [&mut value, &mut up, &mut down] {
            number.scale(10, 0);
        }
        if digits.is_empty() && !reaches(&value, &up, &one, even) {
            point -= 1;
            continue;
        }
        let mut digit = b'0';
        while value.order(&one).is_ge() {
            value.subtract(&one);
            digit += 1;
        }
        let below = value.order(&down).is_lt() || even && value.order(&down).is_eq();
        let above = reaches(&value, &up, &one, even);
        let mut rest = one.clone();
        rest.subtract(&value);
        let is_up = above && (!below || value.order(&rest).is_ge());
        digits.push(char::from(digit + u8::from(is_up)));
        if below || above {
            return (digits, point);
        }
    }
}

/// Whether a number and what may be added to it come up to another.
fn reaches(number: &Whole, more: &Whole, other: &Whole, also_equal: bool) -> bool {
    if number.order(other).is_ge() {
        return true;
    }
    let mut rest = other.clone();
    rest.subtract(number);
    more.order(&rest).is_gt() || also_equal && more.order(&rest).is_eq()
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
    let mut under = Whole::new(1);
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
    // The remainder is compared with the half.
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
#[derive(Clone, Default)]
struct Whole(Vec<u32>);

impl Whole {
    fn new(number: u64) -> Self {
        let mut digits = vec![number as u32, (number >> 32) as u32];
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self(digits)
    }

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
mod tests;
