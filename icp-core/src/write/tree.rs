//! The few ways in which the tree of a document is put together.

use crate::draft::{Entry, Node, NodeKind, Number};
use crate::model::ListItem;
use crate::value::{MAX_EXACT_INTEGER, Micro};

/// An object being written: keys in the order in which they are put.
#[derive(Default)]
pub(super) struct Object(Vec<Entry>);

impl Object {
    pub(super) fn put(&mut self, key: &str, value: Node) {
        self.0.push(Entry { key: key.into(), key_offset: None, value });
    }

    pub(super) fn put_some(&mut self, key: &str, value: Option<Node>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    pub(super) fn put_text(&mut self, key: &str, value: Option<&str>) {
        self.put_some(key, value.map(text));
    }

    /// A decimal, unless it is the default.
    pub(super) fn put_unless(&mut self, key: &str, value: Micro, default: Micro) {
        self.put_some(key, (value != default).then(|| micro(value)));
    }

    /// A list, unless it is empty.
    pub(super) fn put_list(&mut self, key: &str, items: Vec<Node>) {
        self.put_some(key, (!items.is_empty()).then(|| list(items)));
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.0.iter().any(|entry| &*entry.key == key)
    }

    /// The object under the last key, if that is this one.
    pub(super) fn last(&mut self, key: &str) -> Option<&mut Node> {
        self.0.last_mut().filter(|entry| &*entry.key == key).map(|entry| &mut entry.value)
    }

    pub(super) fn node(self) -> Node {
        node(NodeKind::Map(self.0))
    }
}

fn node(kind: NodeKind) -> Node {
    Node { kind, order: 0, offset: None }
}

pub(super) fn text(value: &str) -> Node {
    node(NodeKind::Text(value.into()))
}

pub(super) fn flag(value: bool) -> Node {
    node(NodeKind::Bool(value))
}

pub(super) fn list(items: Vec<Node>) -> Node {
    node(NodeKind::List(items))
}

/// An object with one entry.
pub(super) fn pair(key: &str, value: Node) -> Node {
    let mut object = Object::default();
    object.put(key, value);
    object.node()
}

pub(super) fn texts(values: &[Box<str>]) -> Vec<Node> {
    values.iter().map(|value| text(value)).collect()
}

/// Texts and numbers.
pub(super) fn constants(values: &[ListItem]) -> Vec<Node> {
    let one = |value: &ListItem| match value {
        ListItem::Number(value) => number(*value),
        ListItem::Text(value) => text(value),
    };
    values.iter().map(one).collect()
}

/// A number; a whole one as an integer, so that `5` and `5.0` are written the same.
pub(super) fn number(value: f64) -> Node {
    let whole = value.fract() == 0.0 && value.abs() <= MAX_EXACT_INTEGER as f64;
    node(NodeKind::Number(if whole { Number::Integer(value as i128) } else { Number::Float(value) }))
}

pub(super) fn count(value: usize) -> Node {
    node(NodeKind::Number(Number::Integer(i128::try_from(value).unwrap_or(i128::MAX))))
}

pub(super) fn micro(value: Micro) -> Node {
    number(value.to_f64())
}
