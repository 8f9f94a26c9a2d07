//! Numbers in JSON's grammar, exact where they are integers.

use super::Number;
use crate::value::{NumberIssue, nearest_integer, parse_number};

/// A number that no 64-bit float holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// Reads a number in the grammar of JSON; `None` for anything else.
pub(crate) fn number(token: &str) -> Option<Result<Number, TooLarge>> {
    let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E');
    if token.is_empty() || !token.bytes().all(plain) {
        return None;
    }
    let is_integer = !token.bytes().any(|b| matches!(b, b'.' | b'e' | b'E'));
    match parse_number(token) {
        Err(NumberIssue::Grammar) => None,
        Err(NumberIssue::TooLarge) if !is_integer => Some(Err(TooLarge)),
        Ok(value) if !is_integer => Some(Ok(Number::Float(value))),
        Ok(_) | Err(NumberIssue::NotExact | NumberIssue::TooLarge) => {
            Some(Ok(Number::Integer(nearest_integer(token))))
        }
    }
}
