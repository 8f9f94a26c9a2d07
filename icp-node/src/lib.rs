//! The addon of the npm package `icp-node`. One account goes over as a frame of bytes, a table as Arrow's bytes.
#![allow(clippy::needless_pass_by_value, reason = "what JavaScript gives comes owned")]

pub mod exports;
pub mod job;
mod memory;
pub mod rows;
mod table;
