//! Sets: lists of texts, and the texts that are lists.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::items;
use super::super::text::canonical;

/// The canonical items.
pub(super) fn read(attribute: &Value, value: &Value) -> Option<BTreeSet<String>> {
    Some(items_of(attribute, value)?.iter().map(|item| canonical(attribute, item)).collect())
}

/// The items in their order, as they are written.
pub(in super::super) fn items_of(attribute: &Value, value: &Value) -> Option<Vec<String>> {
    let items: Vec<&str> = match value {
        Value::String(text) => match set_in_text(text)? {
            Some(list) => return items_of(attribute, &list),
            None if attribute["written"] == "json" => return None,
            None => split(text, &attribute["separator"]),
        },
        Value::Array(items) => {
            items.iter().filter(|item| !item.is_null()).map(Value::as_str).collect::<Option<_>>()?
        }
        _ => return None,
    };
    Some(items.into_iter().filter(|item| !item.trim().is_empty()).map(str::to_owned).collect())
}

/// The parts between separators: one, or any of a list.
fn split<'a>(text: &'a str, separator: &Value) -> Vec<&'a str> {
    let several: Vec<&str> = items(separator).filter_map(Value::as_str).collect();
    let separators = if several.is_empty() { vec![separator.as_str().unwrap_or(";")] } else { several };
    let mut parts = vec![text];
    for separator in separators {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts
}

/// The JSON list that a text is, if it is one; the inner nothing is a text to be split, the outer one an invalid text: a
/// list in another notation, or one that was cut off.
fn set_in_text(text: &str) -> Option<Option<Value>> {
    let text = text.trim();
    if text.starts_with('[')
        && let Ok(list) = serde_json::from_str(text)
    {
        return Some(Some(list));
    }
    let is_closed = [('[', ']'), ('{', '}')].into_iter().any(|(open, close)| {
        let depths = text.chars().scan(0, |depth, c| {
            *depth += i32::from(c == open) - i32::from(c == close);
            Some(*depth)
        });
        // Only the last bracket closes the first.
        text.starts_with(open)
            && depths.take_while(|depth| *depth > 0).count() + 1 == text.chars().count()
            && text.ends_with(close)
    });
    (!is_closed && !has_quoted_item(text)).then_some(None)
}

/// Whether an item, whatever separates it, stands in quotation marks or is a list of such items.
fn has_quoted_item(text: &str) -> bool {
    const QUOTES: &str = "\"'`‘’“”„«»";
    const BETWEEN: &str = ",;|/\n\r\t，；、";
    let is_quote = |c: &char| QUOTES.contains(*c);
    let signs: Vec<char> = text.chars().collect();
    let starts = (0..signs.len()).filter(|at| *at == 0 || BETWEEN.contains(signs[at - 1]));
    let skip = |from: usize, passed: &dyn Fn(char) -> bool| {
        (from..signs.len()).find(|at| !passed(signs[*at])).unwrap_or(signs.len())
    };
    starts.into_iter().any(|start| {
        let start = skip(start, &|c| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
        let named = skip(start, &|c| c.is_ascii_alphanumeric() || "_.".contains(c));
        let inside = skip(named, &|c| "([{ ".contains(c));
        let has_bracket = signs.get(named).is_some_and(|c| "([{".contains(*c));
        if has_bracket && signs.get(inside).is_some_and(is_quote) {
            return true;
        }
        let Some(open) = signs.get(start).filter(|c| is_quote(c)) else { return false };
        if signs.get(start + 1).is_some_and(|c| "[{".contains(*c)) {
            return true;
        }
        let close = (start + 1..signs.len()).find(|at| {
            let c = signs[*at];
            if open.is_ascii() { c == *open } else { is_quote(&c) && !c.is_ascii() }
        });
        close.is_some_and(|close| {
            let behind = skip(close + 1, &|c| c.is_whitespace() && !BETWEEN.contains(c));
            signs.get(behind).is_none_or(|c| BETWEEN.contains(*c))
        })
    })
}
