//! The addon of the npm package `icp-node`. One account goes over as a frame of bytes, a table as Arrow's bytes.

#![expect(clippy::needless_pass_by_value, reason = "what comes from JavaScript comes as values")]

pub mod accounts;
pub mod buffer;
pub mod exports;
pub mod job;
mod memory;
pub mod rows;
pub mod sql;
mod table;
