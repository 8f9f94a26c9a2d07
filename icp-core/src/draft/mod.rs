//! Anything written down, right or wrong: a document as a tree, before it is checked.

mod limits;
mod mistake;
mod node;
mod scalar;

pub use limits::Limits;
pub use mistake::Mistake;
pub use node::{Draft, Entry, Node, NodeKind, Number};
pub(crate) use scalar::{Plain, TooLarge, number, plain};
