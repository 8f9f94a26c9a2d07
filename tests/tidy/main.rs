//! The house rules, checked. Each rule is one file: a check that lists what breaks it, a test that the tree
//! passes, and a test that a bad sample does not.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic here is a failed test"
)]

mod changelog;
mod circles;
mod code;
mod comments;
mod dependencies;
mod facts;
mod graph;
mod index;
mod layers;
mod lines;
mod links;
mod manifest;
mod operators;
mod readme;
mod rust_version;
mod terms;
mod tree;
mod typings;
mod words;

/// Fails with everything that breaks a rule, one a line.
#[track_caller]
fn nothing(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n  {}\n", complaints.join("\n  "));
}
