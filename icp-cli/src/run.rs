use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Cli, Command};
use crate::{cases, check, explain, next, schema, score};

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
        Command::Next(args) => next::run(args),
        Command::Check(args) => return check::run(args),
        Command::Test(args) => return cases::run(args),
        Command::Schema => schema::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
