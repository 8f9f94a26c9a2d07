//! Reasons to refuse a model, an account or a table: values with a stable code, a place, and help.
//!
//! The errors themselves are at the root of the crate. Come here to compare codes ([`Code`]), to show where in a document a
//! mistake is ([`Path`], [`Position`]), or to have messages name options as another language writes them ([`Host`]).
//!
//! ```
//! use icp_core::{Model, error::Code};
//! let error = Model::from_json("{").unwrap_err();
//! assert_eq!(error.problems()[0].code(), Code::Syntax.as_str());
//! ```

// The texts of all stages are made here and nowhere else.

mod account;
mod batch;
mod batch_columns;
mod batch_problem;
mod code;
mod counts;
mod host;
mod message;
mod problem;
mod suggest;

pub use account::AccountError;
pub(crate) use account::RECORD;
pub use batch::BatchError;
pub(crate) use batch_columns::ValueProblem;
pub use batch_problem::BatchProblem;
pub use code::Code;
pub(crate) use counts::{counted, grouped, percent};
pub use host::Host;
pub(crate) use message::{Message, hint, message, message_of, quoted, suggestion, text};
pub use problem::{ModelError, Problem};
pub(crate) use suggest::{distance, negated, quote, suggest};

pub use crate::source::{Path, Position, Step};
