//! The `icp` command as its users run it: files in, text and exit codes out.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

#[cfg(feature = "excel")]
mod books;
mod cases;
mod check;
mod check_data;
mod csv_input;
mod events;
mod evidence;
mod explain;
mod exports;
mod group;
mod init;
mod json_input;
mod large;
mod layout;
mod learn;
mod lists;
mod next;
#[cfg(feature = "excel")]
mod old_books;
mod output;
mod packed;
mod pages;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "parquet")]
mod parquet_types;
mod ranks;
mod readme;
mod score;
mod scored;
#[cfg(feature = "excel")]
mod sheets;
mod sources;
mod support;
mod tune;
mod values;
mod writing;
