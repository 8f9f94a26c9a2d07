//! Numbers as texts, both ways. `account` and `draft` read with it, `write` and the answers write with it.

/// The largest integer up to which every integer is exact in a 64-bit float: 2^53.
pub(crate) const MAX_EXACT_INTEGER: u64 = 1 << 53;

/// Why a text is not a number.
///
/// ```
/// use icp_core::value::{NumberIssue, parse_number};
/// assert_eq!(parse_number("1,200"), Err(NumberIssue::Grammar));
/// assert_eq!(parse_number("9007199254740993"), Err(NumberIssue::NotExact));
/// assert_eq!(parse_number("1e999"), Err(NumberIssue::TooLarge));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberIssue {
    /// Not the JSON grammar of a number.
    #[error("not a number as JSON writes it")]
    Grammar,
    /// An integer beyond 2^53, which not every language can hold.
    #[error("an integer beyond 2^53, which not every language holds exactly")]
    NotExact,
    /// Too large for a 64-bit float.
    #[error("a number too large for 64 bits")]
    TooLarge,
}

/// Reads plain decimal text (after trimming, the grammar of a JSON number) as a finite number.
///
/// # Errors
/// [`NumberIssue`]: another grammar (`1,200`, `$5`, `inf`, `+1`), an integer beyond 2^53, or too large.
///
/// ```
/// use icp_core::value::parse_number;
/// assert_eq!(parse_number(" -1.5 "), Ok(-1.5));
/// assert_eq!(parse_number("1e6"), Ok(1_000_000.0));
/// assert!(parse_number("1,200").is_err());
/// assert!(parse_number("9007199254740993").is_err());
/// ```
pub fn parse_number(text: &str) -> Result<f64, NumberIssue> {
    let text = text.trim();
    let integer = scan(text.as_bytes()).ok_or(NumberIssue::Grammar)?;
    let value = nearest(text);
    if !value.is_finite() {
        return Err(NumberIssue::TooLarge);
    }
    if integer {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let exact = digits.parse::<u64>().is_ok_and(|n| n <= MAX_EXACT_INTEGER);
        if !exact {
            return Err(NumberIssue::NotExact);
        }
    }
    // -0 is 0.
    Ok(value + 0.0)
}

/// The float nearest to a text in the grammar of JSON numbers, or to one that a float was written as.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn nearest(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

#[cfg(target_family = "wasm")]
pub(crate) use super::float::nearest;

/// A float as text: the fewest digits that read back as the same, without an exponent. [`parse_number`] reads it, if it
/// is finite.
///
/// ```
/// use icp_core::value::float_text;
/// assert_eq!(float_text(0.1 + 0.2), "0.30000000000000004");
/// assert_eq!(float_text(1e21), "1000000000000000000000");
/// ```
pub fn float_text(value: f64) -> String {
    #[cfg(not(target_family = "wasm"))]
    return value.to_string();
    #[cfg(target_family = "wasm")]
    super::float::float_text(value)
}

/// A float with the same digits as [`float_text`], and an exponent.
pub(crate) fn exponent_text(value: f64) -> String {
    #[cfg(not(target_family = "wasm"))]
    return format!("{value:e}");
    #[cfg(target_family = "wasm")]
    super::float::exponent_text(value)
}

/// Some(true) for an integer token, Some(false) for another JSON number, None for anything else.
fn scan(bytes: &[u8]) -> Option<bool> {
    let mut rest = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let whole = digits(rest);
    let leading_zero = rest.first() == Some(&b'0') && whole > 1;
    if whole == 0 || leading_zero {
        return None;
    }
    rest = rest.get(whole..)?;
    let mut integer = true;
    if let Some(fraction) = rest.strip_prefix(b".") {
        integer = false;
        let count = digits(fraction);
        if count == 0 {
            return None;
        }
        rest = fraction.get(count..)?;
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        integer = false;
        let exponent =
            exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
        let count = digits(exponent);
        if count == 0 {
            return None;
        }
        rest = exponent.get(count..)?;
    }
    rest.is_empty().then_some(integer)
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}
