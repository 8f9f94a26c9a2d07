/// A document as it was read: a tree with the order of keys kept and nothing checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The document itself.
    pub root: Node,
}

/// One value of a [`Draft`].
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Place in document order, counted over all values; mistakes are reported in this order.
    pub order: u32,
    /// Byte offset in the text, where the reader knows it.
    pub offset: Option<usize>,
}

/// The kinds of values that JSON has.
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
}

/// One entry of an object.
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
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// Written without fraction and exponent.
    Integer(i128),
    /// Any other; finite.
    Float(f64),
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
        }
    }
}
