//! Measured questions, one a file, and the task that they share.
#![allow(clippy::expect_used, reason = "a bench without its model is no bench")]

pub mod clock;
pub mod columns;
pub mod task;
