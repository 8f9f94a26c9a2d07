//! Reads a set from one text, such as a cell of a CSV: items between separators, or a list in JSON. `read` calls it for
//! attributes of type `set`; the items of a text with separators are split when the record is scored.

use super::AccountValue;
use super::invalid::{Invalid, invalid};
use super::list::read_list;
use crate::error::quote;

const LIST: &str = r#"a JSON list of texts such as ["HubSpot", "Stripe"], or one text with separators"#;
const ITEMS: &str = r#"a JSON list of texts such as ["HubSpot", "Stripe"], or one text with separators and no quotation marks around its items"#;

/// Reads a text that is not blank: the items of a list in JSON, which are not checked yet. `None` where the text is one item, or
/// several with separators. Only a text that begins with a bracket or contains a quotation mark is parsed.
#[inline]
pub(super) fn read(text: &str) -> Result<Option<Vec<AccountValue>>, Invalid> {
    let opening = match text.as_bytes().first() {
        Some(byte) if byte.is_ascii_graphic() => Some(char::from(*byte)),
        _ => text.trim_start().chars().next(),
    };
    let is_enclosed = matches!(opening, Some('[' | '{'));
    if is_enclosed {
        let list: Option<Vec<AccountValue>> = read_list(text.trim());
        if let Some(items) = list {
            return Ok(Some(items));
        }
    }
    // Such a text is refused. To split it would cut inside its brackets, or leave the quotation marks in the items, and
    // `"Stripe"` with its marks is not the item `Stripe`.
    if (is_enclosed && closes_at_its_end(text.trim())) || (may_quote(text) && has_quoted_item(text)) {
        return invalid(if is_enclosed { LIST } else { ITEMS }, format!("text {}", quote(text)));
    }
    Ok(None)
}

/// Whether a text is refused as a set, so that no column with it is proposed as one.
pub(crate) fn is_refused(text: &str) -> bool {
    !text.trim().is_empty() && read(text).is_err()
}

/// The characters that programs put between items, whether or not the attribute's separator is among them.
const BETWEEN: [char; 10] = [',', ';', '|', '/', '\n', '\r', '\t', '，', '；', '、'];

/// A quick test for quotation marks. It may be true for a text without one, since it checks only first bytes.
fn may_quote(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'"' | b'\'' | b'`' | 0xC2 | 0xE2))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '‘' | '’' | '“' | '”' | '„' | '«' | '»')
}

/// Whether an item is in quotation marks (`"a";"b"`), or begins a list as programs print it: a bracket followed by a
/// quotation mark, perhaps after the name of a type (`['a', 'b'`, `('a',)`, `array(['a'])`).
fn has_quoted_item(text: &str) -> bool {
    let mut next = Some(text);
    while let Some(item) = next {
        next = item.split_once(BETWEEN).map(|(_, rest)| rest);
        // A byte-order mark and the zero-width space are invisible, and `char::is_whitespace` does not include them.
        let item =
            item.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
        let behind_name =
            item.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
        let inside = behind_name.trim_start_matches(['(', '[', '{', ' ']);
        if behind_name.starts_with(['(', '[', '{']) && inside.starts_with(is_quote) {
            return true;
        }
        let mut signs = item.chars();
        let Some(open) = signs.next().filter(|c| is_quote(*c)) else { continue };
        // A JSON list that was encoded twice: `"[\"a\"]"`.
        if signs.as_str().starts_with(['[', '{']) {
            return true;
        }
        let closes = |c: char| c == open || !open.is_ascii() && is_quote(c) && !c.is_ascii();
        // Line ends and tabs are blanks too, but they end the item.
        let is_blank = |c: char| c.is_whitespace() && !BETWEEN.contains(&c);
        let behind = signs.as_str().split_once(closes).map(|(_, behind)| behind.trim_start_matches(is_blank));
        if behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(BETWEEN)) {
            return true;
        }
    }
    false
}

/// Whether the bracket that opens the text is closed by its last byte, not before.
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
