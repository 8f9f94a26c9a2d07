//! A set that stands in one text: its items between separators, or a list in JSON.

use std::borrow::Cow;

use super::AccountValue;
use super::invalid::{Invalid, invalid};
use super::list::read_list;
use crate::error::quote;

const LIST: &str = r#"a JSON list of texts such as ["HubSpot", "Stripe"], or one text with separators"#;
const ITEMS: &str = r#"a JSON list of texts such as ["HubSpot", "Stripe"], or one text with separators and no quotation marks around its items"#;

/// The two ways in which a text holds a set.
pub(super) enum SetText<'a> {
    /// A list in JSON; its items are not checked yet.
    Items(Vec<AccountValue>),
    /// Items between separators, or one item; not yet split.
    Joined(Cow<'a, str>),
}

/// Reads a text that is not blank. Only one that begins with a bracket, or holds a quotation mark, is looked at more
/// closely.
pub(super) fn read(text: Cow<'_, str>) -> Result<SetText<'_>, Invalid> {
    let opening = match text.as_bytes().first() {
        Some(byte) if byte.is_ascii_graphic() => Some(char::from(*byte)),
        _ => text.trim_start().chars().next(),
    };
    let is_enclosed = matches!(opening, Some('[' | '{'));
    if is_enclosed {
        let list: Option<Vec<AccountValue>> = read_list(text.trim());
        if let Some(items) = list {
            return Ok(SetText::Items(items));
        }
    }
    // It would count as one item, be split inside of its brackets, or have items that are other ones with their marks.
    if (is_enclosed && closes_at_its_end(text.trim())) || (may_quote(&text) && has_quoted_item(&text)) {
        return invalid(if is_enclosed { LIST } else { ITEMS }, format!("text {}", quote(&text)));
    }
    Ok(SetText::Joined(text))
}

/// The signs that may separate items, whichever of them is the attribute's separator.
const BETWEEN: [char; 10] = [',', ';', '|', '/', '\n', '\r', '\t', '，', '；', '、'];

/// Whether a text may have a quotation mark: one look at its bytes.
fn may_quote(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'"' | b'\'' | b'`' | 0xC2 | 0xE2))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '‘' | '’' | '“' | '”' | '„' | '«' | '»')
}

/// Whether an item stands in quotation marks (`"a";"b"`), or is a list of such items as programs print them: brackets and
/// a quotation mark behind them, perhaps with a name before (`['a', 'b'`, `('a',)`, `array(['a'])`).
fn has_quoted_item(text: &str) -> bool {
    let mut next = Some(text);
    while let Some(item) = next {
        next = item.split_once(BETWEEN).map(|(_, rest)| rest);
        // Marks without a width come with texts from other programs.
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
        // A list in JSON that was written as a text once more has its own marks escaped.
        if signs.as_str().starts_with(['[', '{']) {
            return true;
        }
        let closes = |c: char| c == open || !open.is_ascii() && is_quote(c) && !c.is_ascii();
        let behind = signs.as_str().split_once(closes).map(|(_, behind)| behind.trim_start_matches(' '));
        if behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(BETWEEN)) {
            return true;
        }
    }
    false
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
