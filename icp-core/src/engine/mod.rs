//! The door for Rust: a model that is read, checked and compiled, and what can be asked of it.

mod answer;
mod attributes;
mod batch;
mod intake;
mod model;
mod next;
mod scored;

pub use attributes::AttributeInfo;
pub use model::{Model, Options};
pub use scored::Scored;
