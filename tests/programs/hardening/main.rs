//! The list of hazards that the library was designed against: each by its id, with what becomes of it.
//!
//! `accounts.json` and `models.json` hold what can be said as data: Rust, Python, Node and browsers run the same rows.
//! `index.yaml` says for each id where it is tested, or why it does not apply.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what helps tests may fail as tests do"
)]

mod accounts;
mod data;
mod index;
mod limits;
mod models;
mod numbers;
mod rules;
