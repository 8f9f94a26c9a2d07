//! Whole numbers of 128 bits as texts. The standard library's way is faster and ten times as large.

/// The whole number that a text of digits is, with a minus or without; `None` beyond 128 bits.
pub(crate) fn integer(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut magnitude = 0u128;
    for byte in digits.bytes() {
        if !byte.is_ascii_digit() || magnitude > MOST / 10 {
            return None;
        }
        magnitude = magnitude * 10 + u128::from(byte - b'0');
    }
    let is_negative = digits.len() < text.len();
    let fits = !digits.is_empty() && magnitude <= MOST + u128::from(is_negative);
    fits.then_some(if is_negative { magnitude.wrapping_neg() } else { magnitude } as i128)
}

/// As [`integer`]; beyond 128 bits the nearest.
pub(crate) fn nearest_integer(text: &str) -> i128 {
    integer(text).unwrap_or(if text.starts_with('-') { i128::MIN } else { i128::MAX })
}

const MOST: u128 = i128::MAX as u128;

/// Its text.
pub(crate) fn integer_text(integer: i128) -> String {
    let mut digits = Vec::new();
    let mut rest = integer.unsigned_abs();
    while rest > 0 || digits.is_empty() {
        digits.push(char::from(b'0' + (rest % 10) as u8));
        rest /= 10;
    }
    let sign = (integer < 0).then_some('-');
    sign.into_iter().chain(digits.into_iter().rev()).collect()
}

#[cfg(test)]
mod tests {
    use super::{integer, integer_text};

    #[test]
    fn reads_and_writes_like_the_standard_library() {
        let mut numbers = vec![0, 1, -1, 9, 10, -10, i128::MAX, i128::MIN, i128::MAX - 1, i128::MIN + 1];
        numbers.extend((0..126).flat_map(|power| [3i128 << power, (1 << power) - 1, -(5 << (power % 124))]));
        for number in numbers {
            let text = number.to_string();
            assert_eq!(integer_text(number), text);
            assert_eq!(integer(&text), Some(number));
            assert_eq!(integer(&format!("00{text}")), format!("00{text}").parse().ok());
            assert_eq!(integer(&format!("{text}0")), format!("{text}0").parse().ok());
        }
        let beyond = ["170141183460469231731687303715884105728", "-170141183460469231731687303715884105729"];
        for wrong in ["", "-", "--1", "1-", "1.0", " 1", "x", beyond[0], beyond[1]] {
            assert_eq!(integer(wrong), None, "{wrong}");
        }
    }
}
