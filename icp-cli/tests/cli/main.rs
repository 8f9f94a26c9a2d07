//! The `icp` command as its users run it: files in, text and exit codes out.
#![allow(missing_docs, reason = "tests")]

mod check;
mod csv_input;
mod explain;
mod json_input;
mod output;
mod score;
mod support;
