//! A tree as YAML text, with quotes where a reader would take a text for something else.

use super::json::{number_text, quoted};
use crate::draft::{Node, NodeKind, Plain, plain};

/// The most characters of a list or object on one line.
const SHORT: usize = 70;
/// Longer keys need the form `? key`.
const LONG_KEY: usize = 500;

/// YAML in block style, with short lists and objects on one line.
pub(super) fn block(node: &Node) -> String {
    let mut out = String::new();
    block_lines(&mut out, node, 0);
    out
}

/// A list or object over several lines, each with its indentation.
fn block_lines(out: &mut String, node: &Node, indent: usize) {
    match &node.kind {
        NodeKind::Map(entries) if !entries.is_empty() => {
            for entry in entries {
                blanks(out, indent);
                if entry.key.len() > LONG_KEY {
                    out.push_str("? ");
                    scalar_text(out, &entry.key);
                    out.push('\n');
                    blanks(out, indent);
                } else {
                    scalar_text(out, &entry.key);
                }
                out.push(':');
                after_colon(out, &entry.value, indent);
            }
        }
        NodeKind::List(items) if !items.is_empty() => {
            for item in items {
                blanks(out, indent);
                out.push_str("- ");
                if let Some(line) = one_line(item) {
                    out.push_str(&line);
                    out.push('\n');
                    continue;
                }
                // The first line of the item stands behind the dash.
                let inner = indent.saturating_add(2);
                let mut lines = String::new();
                block_lines(&mut lines, item, inner);
                out.push_str(lines.get(inner..).unwrap_or(&lines));
            }
        }
        _ => {
            blanks(out, indent);
            out.push_str(&one_line(node).unwrap_or_default());
            out.push('\n');
        }
    }
}

fn after_colon(out: &mut String, value: &Node, indent: usize) {
    match one_line(value) {
        Some(line) => {
            out.push(' ');
            out.push_str(&line);
            out.push('\n');
        }
        None => {
            out.push('\n');
            block_lines(out, value, indent.saturating_add(2));
        }
    }
}

/// A scalar, or a short list or object, on one line.
fn one_line(node: &Node) -> Option<String> {
    let mut out = String::new();
    flow(&mut out, node, 0).then_some(out)
}

/// Adds a value in flow style; false when that would be too long.
fn flow(out: &mut String, node: &Node, depth: usize) -> bool {
    match &node.kind {
        NodeKind::Null | NodeKind::Invalid => out.push_str("null"),
        NodeKind::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        NodeKind::Number(number) => out.push_str(&number_text(*number)),
        NodeKind::Text(text) => scalar_text(out, text),
        NodeKind::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                if out.len() > SHORT || !flow(out, item, depth.saturating_add(1)) {
                    return false;
                }
            }
            out.push(']');
        }
        NodeKind::Map(entries) => {
            out.push('{');
            for (index, entry) in entries.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                scalar_text(out, &entry.key);
                out.push_str(": ");
                if out.len() > SHORT || !flow(out, &entry.value, depth.saturating_add(1)) {
                    return false;
                }
            }
            out.push('}');
        }
    }
    let alone = depth == 0 && !matches!(node.kind, NodeKind::List(_) | NodeKind::Map(_));
    alone || out.len() <= SHORT
}

/// A text as it is where nothing in it means anything to YAML, else in double quotes.
fn scalar_text(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
    } else {
        quoted(out, text);
    }
}

fn is_plain(text: &str) -> bool {
    let begins = text.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '$'));
    let inside =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '+' | '$' | '(' | ')');
    // Words that readers of YAML 1.1 take for true or false.
    let word = matches!(&*text.to_ascii_lowercase(), "yes" | "no" | "on" | "off" | "true" | "false" | "null");
    begins && !word && !text.ends_with(' ') && text.chars().all(inside) && plain(text) == Plain::Text
}

fn blanks(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}
