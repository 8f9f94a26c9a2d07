//! The Python package `icp`: values in, a call to `icp-core`, answers out. It decides nothing.
#![allow(clippy::doc_lazy_continuation, reason = "`>>>` begins an example of Python in its docstrings")]

mod account;
mod assessment;
mod changes;
mod changes_to_goal;
mod command;
mod date;
mod error;
mod evidence;
mod exchange;
mod file;
mod frame;
mod icp_assessment;
mod identity;
mod import_card;
mod learn;
mod model;
mod module;
mod notebook;
mod object;
mod options;
mod part;
mod pool;
mod source;
mod text;
mod value;
mod words;
