//! The `icp` command: reads models and accounts, asks `icp-core`, and writes what it says.
//!
//! Nothing here knows what a score means. Arguments come in through `args`, accounts through `accounts`, and
//! everything that stops the work is a `failure::Failure`. A library only so that tests may call it: it promises
//! nothing to others.

mod accounts;
mod args;
mod cases;
mod check;
mod ending;
mod explain;
mod failure;
mod foreign;
#[doc(hidden)]
pub mod in_memory;
mod line;
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
mod table;
mod text;
mod today;

pub use run::run;
