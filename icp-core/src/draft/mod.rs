//! Anything written down, right or wrong: a document as a tree, before it is checked.

mod limits;
mod mistake;
mod node;
#[cfg(any(feature = "yaml", feature = "deferred"))]
mod plain;
mod scalar;

pub use limits::Limits;
pub use mistake::Mistake;
pub use node::{Draft, Entry, Node, NodeKind, Number};
#[cfg(any(feature = "yaml", feature = "deferred"))]
pub(crate) use plain::{Plain, plain};
pub(crate) use scalar::{TooLarge, number};
