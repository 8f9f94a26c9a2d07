//! JSON and YAML of strangers as a tree with places, within limits. `icp-core` reads them; nothing here recurses.

use std::fmt::Write as _;

use icp_core::document::{Draft, Node, NodeKind, Number, looks_like_json};
use icp_core::{Limits, ModelError};

use crate::error::Refusal;
use crate::told::Place;

/// Bytes of a document.
const BYTES: usize = 16 << 20;
/// Objects and lists inside of each other.
const DEPTH: usize = 64;
/// Values of a document.
const VALUES: usize = 300_000;

/// A document.
#[derive(Debug)]
pub(crate) struct Tree {
    root: Node,
    /// The byte at which each line ends.
    ends: Vec<usize>,
}

impl Tree {
    /// Reads JSON, or YAML.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Vec<Refusal>> {
        let text = text(bytes)?;
        let limits = Limits::default()
            .model_bytes(BYTES)
            .depth(DEPTH)
            .nodes(VALUES)
            .list_items(VALUES)
            .list_items_total(VALUES)
            .text_bytes(1 << 16);
        let draft = if looks_like_json(text) {
            Draft::from_json_with(text, &limits)
        } else {
            Draft::from_yaml_with(text, &limits)
        };
        let draft = draft.and_then(|draft| draft.without_mistakes(text)).map_err(|error| refused(&error))?;
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        Ok(Self { root: draft.root, ends })
    }

    /// The document.
    pub(crate) fn root(&self) -> Value<'_> {
        Value { node: &self.root, tree: self }
    }
}

/// The text of a document, within the limit.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Vec<Refusal>> {
    let whole = |code, message: &str, help: &str| {
        let (message, help) = (message.to_owned(), Some(help.to_owned()));
        Err(vec![Refusal { code, line: 1, path: "document".to_owned(), message, help }])
    };
    if bytes.len() > BYTES {
        return whole("limit.bytes", "more than 16 MiB", "leave out what is no card");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(_) => whole("text.encoding", "it is not text in UTF-8", "save it as UTF-8"),
    }
}

fn refused(error: &ModelError) -> Vec<Refusal> {
    let one = |problem: &icp_core::Problem| {
        let line = problem.position().map_or(1, |position| position.line as usize);
        let path = problem.path().to_string();
        let code = match problem.code() {
            code if code.starts_with("limit") => "limit.document",
            _ => "syntax",
        };
        let path = if path.is_empty() { "document".to_owned() } else { path };
        let message = problem.message().to_owned();
        Refusal { code, line, path, message, help: problem.help().map(str::to_owned) }
    };
    error.problems().iter().map(one).collect()
}

/// A value of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'d> {
    node: &'d Node,
    tree: &'d Tree,
}

impl<'d> Value<'d> {
    fn of(self, node: &'d Node) -> Self {
        Self { node, ..self }
    }

    /// The entry of a key.
    pub(crate) fn get(self, key: &str) -> Option<Self> {
        self.entries().into_iter().flatten().find(|(own, _)| *own == key).map(|(_, value)| value)
    }

    /// The entries of an object.
    pub(crate) fn entries(self) -> Option<impl Iterator<Item = (&'d str, Self)>> {
        match &self.node.kind {
            NodeKind::Map(entries) => {
                Some(entries.iter().map(move |entry| (&*entry.key, self.of(&entry.value))))
            }
            _ => None,
        }
    }

    /// The items of a list.
    pub(crate) fn items(self) -> Option<impl Iterator<Item = Self>> {
        match &self.node.kind {
            NodeKind::List(items) => Some(items.iter().map(move |item| self.of(item))),
            _ => None,
        }
    }

    /// A text.
    pub(crate) fn text(self) -> Option<&'d str> {
        match &self.node.kind {
            NodeKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number.
    pub(crate) fn number(self) -> Option<f64> {
        match &self.node.kind {
            #[expect(clippy::cast_precision_loss, reason = "as every reader of JSON does")]
            NodeKind::Number(Number::Integer(number)) => Some(*number as f64),
            NodeKind::Number(Number::Float(number)) => Some(*number),
            _ => None,
        }
    }

    /// True or false.
    pub(crate) fn bool(self) -> Option<bool> {
        match &self.node.kind {
            NodeKind::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// Whether it is nothing.
    pub(crate) fn is_null(self) -> bool {
        self.node.kind == NodeKind::Null
    }

    /// Its kind in words.
    pub(crate) fn noun(self) -> &'static str {
        self.node.kind.noun()
    }

    /// Its place.
    pub(crate) fn place(self) -> Place {
        let line =
            self.node.offset.map_or(1, |offset| self.tree.ends.partition_point(|end| *end < offset) + 1);
        Place { line, path: path(&self.tree.root, self.node.order) }
    }
}

impl From<Value<'_>> for Place {
    fn from(value: Value<'_>) -> Self {
        value.place()
    }
}

/// The keys that lead to the value of an order, which grows in document order.
fn path(root: &Node, order: u32) -> String {
    let mut path = String::new();
    let mut node = root;
    while node.order < order {
        node = match &node.kind {
            NodeKind::List(items) => {
                let after = items.partition_point(|item| item.order <= order);
                let Some((at, item)) = after.checked_sub(1).and_then(|at| Some((at, items.get(at)?))) else {
                    break;
                };
                // Writing into a text cannot fail.
                let _ = write!(path, "[{at}]");
                item
            }
            NodeKind::Map(entries) => {
                let after = entries.partition_point(|entry| entry.value.order <= order);
                let Some(entry) = after.checked_sub(1).and_then(|at| entries.get(at)) else { break };
                if !path.is_empty() {
                    path.push('.');
                }
                path.extend(entry.key.chars().take(100));
                &entry.value
            }
            _ => break,
        };
    }
    if path.is_empty() { "document".to_owned() } else { path }
}
