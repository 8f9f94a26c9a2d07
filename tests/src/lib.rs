//! The plain evaluator, the model generator and the runner of agreed cases: what the checks across crates share.
//!
//! [`reference`](mod@reference) says what an assessment must be, [`generate`] finds models and accounts to try,
//! [`cases`] runs the cases that people wrote down, and [`compare`] tells where two assessments part.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unreachable,
    reason = "test support: a panic here is a failed test, and models are valid by contract"
)]
#![cfg_attr(test, allow(clippy::needless_pass_by_value, reason = "tests pass `json!(..)` as it stands"))]

pub mod answers;
pub mod cases;
pub mod columns;
pub mod compare;
mod corrupt;
pub mod engine;
pub mod expect;
#[cfg(feature = "command")]
pub mod fuzz;
pub mod generate;
pub mod reference;
pub mod rows;
pub mod table;
pub mod vector;
pub mod witnesses;

pub use corrupt::{corrupt, exact};
