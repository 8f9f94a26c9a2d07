//! A value as it is written within a line, in YAML and JSON alike.

use crate::draft::{Node, NodeKind, Number};
use crate::value::{float_text, integer_text, visible};

/// The longest rewriting that is shown.
const LONGEST: usize = 160;

/// A value on one line, as JSON and YAML both read it; `None` where it is too long or has odd characters.
pub(in crate::validate) fn flow(node: &Node) -> Option<String> {
    let mut out = String::new();
    write(node, &mut out)?;
    (out.chars().count() <= LONGEST).then_some(out)
}

fn write(node: &Node, out: &mut String) -> Option<()> {
    match &node.kind {
        NodeKind::Null => out.push_str("null"),
        NodeKind::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        NodeKind::Number(Number::Integer(integer)) => out.push_str(&integer_text(*integer)),
        NodeKind::Number(Number::Float(float)) => out.push_str(&float_text(*float)),
        NodeKind::Text(text) => out.push_str(&quoted(text)?),
        NodeKind::List(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                out.push_str(if place == 0 { "" } else { ", " });
                write(item, out)?;
            }
            out.push(']');
        }
        NodeKind::Map(entries) => {
            out.push('{');
            for (place, entry) in entries.iter().enumerate() {
                out.push_str(if place == 0 { "" } else { ", " });
                out.push_str(&key(&entry.key)?);
                out.push_str(": ");
                write(&entry.value, out)?;
            }
            out.push('}');
        }
        NodeKind::Invalid => return None,
    }
    (out.len() <= 4 * LONGEST).then_some(())
}

/// A text in double quotes.
pub(super) fn quoted(text: &str) -> Option<String> {
    let plain = !text.contains(['"', '\\', '`']) && visible(text, LONGEST) == text;
    plain.then(|| format!("\"{text}\""))
}

/// A key: bare where YAML takes it for a text.
pub(in crate::validate) fn key(name: &str) -> Option<String> {
    let word = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let begins = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let taken = ["true", "false", "null"].contains(&&*name.to_ascii_lowercase());
    if word && begins && !taken { Some(name.to_owned()) } else { quoted(name) }
}
