//! Anything written down, right or wrong: a document as a tree, before it is checked.

mod limits;
mod node;

pub use limits::Limits;
pub use node::{Draft, Entry, Node, NodeKind, Number};
