//! Errors: values with a stable code, a path, a position where there was text, and a suggestion.

mod account;
mod batch;
mod code;
mod problem;
mod say;
mod suggest;

pub use account::AccountError;
pub(crate) use account::RECORD;
pub use batch::BatchError;
pub use code::Code;
pub use problem::{ModelError, Problem};
pub(crate) use say::{Words, meant, quoted, say, text, words};
pub(crate) use suggest::{quote, suggest};
