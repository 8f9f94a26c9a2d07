//! A tree as JSON text, and how numbers and texts look in it.

use crate::draft::{Entry, Node, NodeKind, Number};
use crate::value::{exponent_text, float_text};

/// JSON without blanks.
pub(super) fn compact(node: &Node) -> String {
    let mut out = String::new();
    write(&mut out, node, None);
    out
}

/// JSON with one entry a line, indented by two blanks.
pub(super) fn pretty(node: &Node) -> String {
    let mut out = String::new();
    write(&mut out, node, Some(0));
    out.push('\n');
    out
}

fn write(out: &mut String, node: &Node, indent: Option<usize>) {
    match &node.kind {
        NodeKind::Null | NodeKind::Invalid => out.push_str("null"),
        NodeKind::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        NodeKind::Number(number) => out.push_str(&number_text(*number)),
        NodeKind::Text(text) => quoted(out, text),
        NodeKind::List(items) => {
            enclose(out, ('[', ']'), items, indent, |out, item: &Node, indent| write(out, item, indent));
        }
        NodeKind::Map(entries) => {
            enclose(out, ('{', '}'), entries, indent, |out, entry: &Entry, indent| {
                quoted(out, &entry.key);
                out.push_str(if indent.is_some() { ": " } else { ":" });
                write(out, &entry.value, indent);
            });
        }
    }
}

fn enclose<T>(
    out: &mut String,
    (open, close): (char, char),
    parts: &[T],
    indent: Option<usize>,
    each: impl Fn(&mut String, &T, Option<usize>),
) {
    let inner = indent.map(|indent| indent.saturating_add(2));
    out.push(open);
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        new_line(out, inner);
        each(out, part, inner);
    }
    if !parts.is_empty() {
        new_line(out, indent);
    }
    out.push(close);
}

fn new_line(out: &mut String, indent: Option<usize>) {
    if let Some(indent) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent));
    }
}

/// A number in the grammar of JSON, always the same for the same number.
///
/// INVARIANT: the spelling is part of every fingerprint. It rests on what Rust promises about floats (the
/// fewest digits that read back), not on a JSON library, whose spelling may change.
pub(super) fn number_text(number: Number) -> String {
    match number {
        Number::Integer(integer) => integer.to_string(),
        // A whole float beyond 2^53 needs its exponent, or it would read as an integer.
        Number::Float(float) if float.fract() != 0.0 && float.abs() >= 1e-6 => float_text(float),
        Number::Float(float) => exponent_text(float),
    }
}

/// A text in double quotes. What YAML does not take as it is (controls, line ends of Unicode, the byte-order
/// mark) is escaped as well as what JSON wants escaped, so that the JSON that is written is YAML too.
pub(super) fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_escaped(c) => {
                let mut units = [0u16; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn is_escaped(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
