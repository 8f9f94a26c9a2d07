//! What CI runs is what a person runs: `cargo xtask ci`, or any of its parts.

mod check;
mod columns;
mod coverage;
mod deny;
mod node;
mod python;
mod setup;
mod step;
mod suites;
mod tally;
mod task;
mod trust;
mod wasm;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = args.split_first() else {
        print!("{}", task::usage());
        return ExitCode::from(2);
    };
    // A part of the task `wasm` that a library does, and no command.
    if let ("bindgen", [build]) = (&**name, rest) {
        return match wasm::bindgen(build) {
            Ok(()) => ExitCode::SUCCESS,
            Err(complaint) => {
                eprintln!("{complaint}");
                ExitCode::FAILURE
            }
        };
    }
    match task::steps(name, rest) {
        Ok(steps) => step::run_all(&steps),
        Err(complaint) => {
            eprintln!("{complaint}");
            ExitCode::from(2)
        }
    }
}
