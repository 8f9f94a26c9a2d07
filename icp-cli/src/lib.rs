//! The `icp` command: reads models and accounts, scores them with `icp-core`, and writes the answers.
//!
//! No code here decides about scores. `args` parses the arguments, `accounts` reads the accounts, and every error that
//! ends the command is a `failure::Failure`. The crate is a library only so that tests and the Python package's command can
//! call it; its interface may change at any time.

mod accounts;
mod args;
mod cases;
mod check;
mod describe;
mod ending;
mod evidence;
mod explain;
mod explain_all;
mod explain_folder;
mod export;
mod failure;
mod foreign;
mod import;
pub mod in_memory;
mod init;
mod learn;
mod line;
mod lists;
mod load;
mod named;
mod next;
mod notice;
mod output;
mod progress;
mod run;
mod schema;
mod score;
mod stop;
mod studio;
mod table;
mod text;
mod today;
mod usage;

pub use run::run;
