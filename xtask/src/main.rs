//! What CI runs is what a person runs: `cargo xtask ci`, or any of its parts.

mod check;
mod columns;
mod coverage;
mod deny;
mod python;
mod setup;
mod step;
mod suites;
mod tally;
mod task;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = args.split_first() else {
        print!("{}", task::usage());
        return ExitCode::from(2);
    };
    match task::steps(name, rest) {
        Ok(steps) => step::run_all(&steps),
        Err(complaint) => {
            eprintln!("{complaint}");
            ExitCode::from(2)
        }
    }
}
