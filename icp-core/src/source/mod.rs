//! Where something stands in a model document: paths and positions.

mod path;
mod position;

pub use path::{Path, Step};
pub use position::Position;
