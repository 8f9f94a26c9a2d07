//! Findings against what accounts really get: no claim is wrong, and within one attribute none is missing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failed test"
)]

mod claims;
mod exact;
mod outside;
