//! The tree of a document: values with their order and offset, nothing checked.

use super::Mistake;
use crate::source::{Path, Step};

/// A document as it was read: a tree with the order of keys kept and nothing checked.
///
/// Choose it over [`Model`](crate::Model) for a document that is no model, or that is still wrong and is to be shown.
///
/// ```
/// use icp_core::document::{Draft, NodeKind};
/// let draft = Draft::from_json(r#"{"name": "demo", "icps": []}"#)?;
/// let NodeKind::Map(entries) = &draft.root.kind else { panic!("an object") };
/// let keys: Vec<_> = entries.iter().map(|entry| &*entry.key).collect();
/// assert_eq!(keys, ["name", "icps"]);
/// assert!(draft.mistakes.is_empty());
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The document itself.
    pub root: Node,
    /// Mistakes that were seen while reading and that did not stop it, such as a key given twice.
    pub mistakes: Vec<Mistake>,
}

/// One value of a [`Draft`].
///
/// ```
/// use icp_core::document::{Draft, Node, NodeKind};
/// let Node { kind: NodeKind::List(items), order, .. } = Draft::from_json("[true, null]")?.root else { panic!("a list") };
/// assert_eq!((order, items[1].order, items[1].offset), (0, 2, Some(7)));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value itself.
    pub kind: NodeKind,
    /// Place in document order, counted over all values (an object before its entries); mistakes are
    /// reported in this order, and it tells the node's path.
    pub order: u32,
    /// Byte offset in the text, where the reader knows it.
    pub offset: Option<usize>,
}

/// The kinds of values that JSON has.
///
/// ```
/// use icp_core::document::{Draft, NodeKind};
/// let root = Draft::from_json(r#""demo""#)?.root;
/// assert_eq!((&root.kind, root.kind.noun()), (&NodeKind::Text("demo".into()), "text"));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(Box<str>),
    /// A list.
    List(Vec<Node>),
    /// An object; keys are unique.
    Map(Vec<Entry>),
    /// A value that was refused while reading: its mistake is listed in the draft already.
    Invalid,
}

/// One entry of an object.
///
/// ```
/// use icp_core::document::{Draft, Entry, NodeKind};
/// let NodeKind::Map(entries) = Draft::from_json(r#"{"name": "demo"}"#)?.root.kind else { panic!("an object") };
/// let Entry { key, key_offset, value } = &entries[0];
/// assert_eq!((&**key, *key_offset, value.kind.noun()), ("name", Some(1), "text"));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Box<str>,
    /// Byte offset of the key, where the reader knows it.
    pub key_offset: Option<usize>,
    /// The value.
    pub value: Node,
}

/// A number as it was written.
///
/// ```
/// use icp_core::document::{Draft, NodeKind, Number};
/// assert_eq!(Draft::from_json("50")?.root.kind, NodeKind::Number(Number::Integer(50)));
/// assert_eq!(Draft::from_json("5e1")?.root.kind, NodeKind::Number(Number::Float(50.0)));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// Written without fraction and exponent; beyond 128 bits the nearest that fits.
    Integer(i128),
    /// Any other; finite.
    Float(f64),
}

impl Draft {
    /// Byte offset of the value at a path: of its key, or of the item of a list. Where the path leads to nothing,
    /// that of the last step that leads somewhere; `None` for the document itself.
    ///
    /// ```
    /// use icp_core::document::Draft;
    /// use icp_core::error::Path;
    /// let draft = Draft::from_json(r#"{"icps": [{"id": "smb"}]}"#)?;
    /// let icp = Path::root().key("icps").index(0);
    /// assert_eq!(draft.offset_of(&icp), Some(10));
    /// assert_eq!(draft.offset_of(&icp.key("id")), Some(11));
    /// assert_eq!(draft.offset_of(&icp.key("fit").key("tiers")), Some(10));
    /// # Ok::<(), icp_core::ModelError>(())
    /// ```
    pub fn offset_of(&self, path: &Path) -> Option<usize> {
        let mut node = &self.root;
        let mut offset = None;
        for step in path.steps() {
            let next = match (&node.kind, step) {
                (NodeKind::List(items), Step::Index(index)) => {
                    items.get(*index).map(|item| (item, item.offset))
                }
                (NodeKind::Map(entries), Step::Key(key)) => {
                    let entry = entries.iter().find(|entry| entry.key == *key);
                    entry.map(|entry| (&entry.value, entry.key_offset))
                }
                (NodeKind::List(_), Step::Key(_)) | (NodeKind::Map(_), Step::Index(_)) => None,
                (
                    NodeKind::Null
                    | NodeKind::Bool(_)
                    | NodeKind::Number(_)
                    | NodeKind::Text(_)
                    | NodeKind::Invalid,
                    _,
                ) => None,
            };
            let Some(next) = next else { break };
            (node, offset) = next;
        }
        offset
    }
}

impl Entry {
    /// Byte offset of the key, or else of the value.
    pub(crate) fn offset(&self) -> Option<usize> {
        self.key_offset.or(self.value.offset)
    }
}

impl NodeKind {
    /// The kind in words, for messages: `a list`, `text` ...
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true/false",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "an object",
            Self::Invalid => "a refused value",
        }
    }
}

impl Node {
    /// The path of the node with this order, which lies in or below this one.
    pub(crate) fn path_to(&self, order: u32) -> Path {
        let mut path = Path::root();
        let mut node = self;
        // INVARIANT: orders grow in document order, so the child that holds it is the last that does not
        // come after it.
        while node.order < order {
            match &node.kind {
                NodeKind::List(items) => {
                    let after = items.partition_point(|item| item.order <= order);
                    let Some((index, item)) = after.checked_sub(1).and_then(|i| Some((i, items.get(i)?)))
                    else {
                        break;
                    };
                    path = path.index(index);
                    node = item;
                }
                NodeKind::Map(entries) => {
                    let after = entries.partition_point(|entry| entry.value.order <= order);
                    let Some(entry) = after.checked_sub(1).and_then(|i| entries.get(i)) else { break };
                    path = path.key(&entry.key);
                    node = &entry.value;
                }
                NodeKind::Null
                | NodeKind::Bool(_)
                | NodeKind::Number(_)
                | NodeKind::Text(_)
                | NodeKind::Invalid => break,
            }
        }
        path
    }

    /// How many values there are in and below this one.
    pub(crate) fn count(&self) -> usize {
        let mut count = 0usize;
        let mut open = vec![self];
        while let Some(node) = open.pop() {
            count = count.saturating_add(1);
            match &node.kind {
                NodeKind::List(items) => open.extend(items),
                NodeKind::Map(entries) => open.extend(entries.iter().map(|entry| &entry.value)),
                NodeKind::Null
                | NodeKind::Bool(_)
                | NodeKind::Number(_)
                | NodeKind::Text(_)
                | NodeKind::Invalid => {}
            }
        }
        count
    }
}
