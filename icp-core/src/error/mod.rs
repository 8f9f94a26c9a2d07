//! Errors: values with a stable code, a path, a position where there was text, and a suggestion.

mod account;
mod batch;
mod batch_problem;
mod code;
mod counts;
mod host;
mod problem;
mod say;
mod suggest;

pub use account::AccountError;
pub(crate) use account::RECORD;
pub use batch::BatchError;
pub use batch_problem::BatchProblem;
pub(crate) use batch_problem::ValueProblem;
pub use code::Code;
pub(crate) use counts::{counted, grouped, percent};
pub use host::Host;
pub use problem::{ModelError, Problem};
pub(crate) use say::{Words, hint, meant, quoted, say, text, words};
pub(crate) use suggest::{negated, quote, suggest};
