//! Decimals, read as their digits would be in a text.

use arrow_array::types::DecimalType;
use arrow_array::{Array, PrimitiveArray};
use arrow_buffer::{OffsetBuffer, ScalarBuffer};

use super::owned::{Buffers, OwnedColumn, OwnedOffsets};
use crate::value::{AttributeType, parse_number};

/// A decimal that 64-bit floats hold as digits and a power of ten, both exact: one division rounds it rightly.
const EXACT: u64 = 1 << 53;
/// The powers of ten that a 64-bit float holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// Decimals as numbers. Where one of them is no number that every language holds, and the attribute is a number, they are
/// imported as texts: reading those gives the message.
pub(super) fn import<T: DecimalType>(
    array: &PrimitiveArray<T>,
    scale: i8,
    kind: AttributeType,
    digits: impl Fn(T::Native) -> String,
    small: impl Fn(T::Native) -> Option<i64>,
) -> OwnedColumn {
    let power = usize::try_from(scale).ok().and_then(|scale| POWERS.get(scale));
    let number = |value: T::Native| match (small(value), power) {
        (Some(digits), Some(power)) if digits.unsigned_abs() <= EXACT => Some(digits as f64 / power),
        _ => parse_number(&point(&digits(value), scale)).ok(),
    };
    let mut exact = true;
    let numbers: Vec<f64> = array
        .values()
        .iter()
        .enumerate()
        .map(|(row, value)| match number(*value) {
            Some(number) => number,
            None => {
                exact &= array.is_null(row);
                0.0
            }
        })
        .collect();
    let buffers = if exact || kind != AttributeType::Number {
        Buffers::F64(ScalarBuffer::from(numbers))
    } else {
        let texts: Vec<String> = array.values().iter().map(|value| point(&digits(*value), scale)).collect();
        let ends = OffsetBuffer::<i64>::from_lengths(texts.iter().map(String::len));
        Buffers::Text(OwnedOffsets::Large(ends), texts.concat().into_bytes().into())
    };
    OwnedColumn { buffers, nulls: array.nulls().cloned() }
}

/// The digits with a decimal point `scale` digits from the right. The point and the zeros behind it are left out of
/// a whole number.
fn point(digits: &str, scale: i8) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits),
    };
    let Ok(places) = usize::try_from(scale) else {
        let zeros = if digits == "0" { 0 } else { usize::from(scale.unsigned_abs()) };
        return format!("{sign}{digits}{}", "0".repeat(zeros));
    };
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at_checked(padded.len() - places).unwrap_or((&padded, "0"));
    if fraction.bytes().all(|digit| digit == b'0') {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::point;

    #[test]
    fn points_stand_where_the_scale_says() {
        for (digits, scale, text) in [
            ("1234", 2, "12.34"),
            ("-5", 3, "-0.005"),
            ("0", 2, "0"),
            ("90071992547409930", 1, "9007199254740993"),
            ("1200", 3, "1.200"),
            ("7", 0, "7"),
            ("7", -3, "7000"),
            ("0", -3, "0"),
            ("-123", 3, "-0.123"),
        ] {
            assert_eq!(point(digits, scale), text);
        }
    }
}
