//! A set that stands in one text: its items between separators, or a list in JSON.

use std::borrow::Cow;

use super::list::read_list;
use super::read::{Invalid, invalid, set_of};
use super::{AccountValue, Field};
use crate::error::quote;

const LIST: &str = r#"a JSON list of texts such as ["HubSpot", "Stripe"], or one text with separators"#;

/// Reads a text that is not blank. Only one that begins with a bracket is looked at more closely.
pub(super) fn read(text: Cow<'_, str>) -> Result<Field<'_>, Invalid> {
    let opening = match text.as_bytes().first() {
        Some(byte) if byte.is_ascii_graphic() => Some(char::from(*byte)),
        _ => text.trim_start().chars().next(),
    };
    if !matches!(opening, Some('[' | '{')) {
        return Ok(Field::Joined(text));
    }
    let list: Option<Vec<AccountValue>> = read_list(text.trim());
    match list {
        Some(items) => set_of(items),
        // It would count as one item, or be split inside of its brackets.
        None if is_foreign_list(text.trim()) => invalid(LIST, format!("text {}", quote(&text))),
        None => Ok(Field::Joined(text)),
    }
}

/// Whether a text that is no JSON list is a list in another notation, or a list that was cut off: its first bracket
/// closes at its end (`[a, b]`, `{a,b}`), or a quotation mark follows a square bracket (`['a', 'b`).
fn is_foreign_list(text: &str) -> bool {
    let quoted = text.strip_prefix('[').is_some_and(|rest| {
        let first = rest.trim_start().chars().next();
        first.is_some_and(|c| matches!(c, '"' | '\'' | '`' | '‘' | '’' | '“' | '”' | '„' | '«'))
    });
    quoted || closes_at_its_end(text)
}

fn closes_at_its_end(text: &str) -> bool {
    let (open, close) = if text.starts_with('[') { (b'[', b']') } else { (b'{', b'}') };
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return at + 1 == text.len();
            }
        }
    }
    false
}
