//! The `icp` command: reads models and accounts, asks `icp-core`, and writes what it says.
//!
//! Nothing here knows what a score means. Arguments come in through [`args`], accounts through [`accounts`], and
//! everything that stops the work is a [`failure::Failure`]. A library only so that tests may call it: it promises
//! nothing to others.

mod accounts;
mod args;
mod check;
#[doc(hidden)]
pub mod door;
mod explain;
mod failure;
mod load;
mod notice;
mod output;
mod progress;
mod schema;
mod score;
mod stop;
mod table;
mod text;
mod today;

use std::process::ExitCode;

use clap::Parser as _;

use self::args::{Cli, Command};

/// The command: what the process was given, and what it says when it ends.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Nobody may be listening; the exit code says it all the same.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let done = match &cli.command {
        Command::Score(args) => score::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Check(args) => return check::run(args),
        Command::Schema => schema::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
