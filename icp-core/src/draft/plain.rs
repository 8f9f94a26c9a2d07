//! The kind of an unquoted scalar of YAML. Called by the reader of YAML, and by the writer to know what needs quotes.

use super::Number;
use super::scalar::{TooLarge, number};

/// The kinds of plain scalars in YAML by the rules of `icp/1`: the core schema of YAML 1.2, with the numbers of JSON.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Plain {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number in the grammar of JSON.
    Number(Number),
    /// A number beyond the largest float.
    TooLarge,
    /// Something that another reader takes for a number: `+1`, `.5`, `0x1F`, `.nan`.
    Unclear,
    /// Text.
    Text,
}

/// Tells what a plain scalar is.
pub(crate) fn plain(text: &str) -> Plain {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Plain::Null,
        "true" | "True" | "TRUE" => Plain::Bool(true),
        "false" | "False" | "FALSE" => Plain::Bool(false),
        _ => match number(text) {
            Some(Ok(number)) => Plain::Number(number),
            Some(Err(TooLarge)) => Plain::TooLarge,
            None if is_unclear(text) => Plain::Unclear,
            None => Plain::Text,
        },
    }
}

fn is_unclear(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    if let Some(hex) = unsigned.strip_prefix("0x") {
        return !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit());
    }
    if let Some(octal) = unsigned.strip_prefix("0o") {
        return !octal.is_empty() && octal.bytes().all(|b| matches!(b, b'0'..=b'7'));
    }
    // Digits alone with leading zeros are codes (`017`), not numbers.
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    !digits && is_core_float(unsigned)
}

/// `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, as YAML 1.2 has it.
fn is_core_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let some = !whole.is_empty() || !fraction.is_empty();
    some && digits(whole) && digits(fraction) && exponent.is_none_or(|e| !e.is_empty() && digits(e))
}
