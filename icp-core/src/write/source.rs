//! A source file in its canonical form: keys in one order, parts that say nothing left out. Called by `engine` for its text and
//! fingerprint.

use super::tree::{Object, count, text};
use crate::draft::{Entry, Node, NodeKind};
use crate::model::SourceFile;
use crate::sort::sort_by_key;

/// The order of the keys of an attribute, and of those of `written`.
const KEYS: [&str; 4] = ["missing", "blank", "written", "separator"];
const WRITTEN: [&str; 8] = ["prefix", "suffix", "thousands", "decimal", "percent", "range", "true", "false"];

/// The parts of a source file.
pub(crate) struct SourceParts<'a> {
    pub(crate) name: &'a str,
    pub(crate) description: Option<&'a str>,
    pub(crate) columns: &'a [(Box<str>, Box<str>)],
    pub(crate) file: &'a SourceFile,
    /// The document that was read, which has the attributes.
    pub(crate) root: &'a Node,
}

pub(super) fn source(parts: &SourceParts<'_>) -> Node {
    let mut object = Object::default();
    object.put("format", text("icp-source/1"));
    object.put("name", text(parts.name));
    object.put_text("description", parts.description);
    let mut columns = Object::default();
    for (header, attribute) in parts.columns {
        columns.put(header, text(attribute));
    }
    object.put_some("columns", (!parts.columns.is_empty()).then(|| columns.node()));
    let mut attributes = Object::default();
    for entry in entries(parts.root, "attributes") {
        let known = ordered(&entry.value, &KEYS);
        if !is_empty(&known) {
            attributes.put(&entry.key, known);
        }
    }
    let attributes = attributes.node();
    object.put_some("attributes", (!is_empty(&attributes)).then_some(attributes));
    let file = file(parts.file);
    object.put_some("file", (!is_empty(&file)).then_some(file));
    object.node()
}

fn file(file: &SourceFile) -> Node {
    let SourceFile { skip, sheet, header_row, path, delimiter, encoding } = file;
    let number = |number: u32| count(usize::try_from(number).unwrap_or(usize::MAX));
    let mut object = Object::default();
    object.put_some("skip", skip.map(number));
    object.put_text("sheet", sheet.as_deref());
    object.put_some("header_row", header_row.map(number));
    object.put_text("path", path.as_deref());
    let delimiter = delimiter.map(|byte| match byte {
        b'\t' => text("tab"),
        byte => text(char::from(byte).encode_utf8(&mut [0; 4])),
    });
    object.put_some("delimiter", delimiter);
    object.put_text("encoding", encoding.as_deref());
    object.node()
}

/// The same object with its keys in an order, without lists and objects that are empty.
fn ordered(node: &Node, order: &[&str]) -> Node {
    let NodeKind::Map(entries) = &node.kind else { return node.clone() };
    let place = |entry: &&Entry| order.iter().position(|key| **key == *entry.key).unwrap_or(order.len());
    let mut kept: Vec<&Entry> = entries.iter().filter(|entry| !is_empty(&entry.value)).collect();
    sort_by_key(&mut kept, place);
    let mut object = Object::default();
    for entry in kept {
        let value =
            if &*entry.key == "written" { ordered(&entry.value, &WRITTEN) } else { entry.value.clone() };
        object.put(&entry.key, value);
    }
    object.node()
}

fn is_empty(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Map(entries) => entries.is_empty(),
        NodeKind::List(items) => items.is_empty(),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::Invalid => {
            false
        }
    }
}

fn entries<'a>(node: &'a Node, key: &str) -> &'a [Entry] {
    let NodeKind::Map(entries) = &node.kind else { return &[] };
    match entries.iter().find(|entry| &*entry.key == key).map(|entry| &entry.value.kind) {
        Some(NodeKind::Map(entries)) => entries,
        _ => &[],
    }
}
