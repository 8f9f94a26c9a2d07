//! The door for Rust: a model that is read, checked and compiled, and what can be asked of it.

mod answer;
mod assessment;
mod batch;
mod cell_words;
mod changed;
mod data_check;
mod described;
mod edited;
mod explained;
mod intake;
mod listed;
mod model;
mod near_misses;
mod nested;
mod next;
mod observed;
mod record_key;
mod row_texts;
mod score;
mod source;
mod sourced;
mod whole;

pub use assessment::Assessment;
pub use data_check::DataCheck;
pub use model::{Model, Options};
pub use record_key::RecordKey;
pub use source::Source;
