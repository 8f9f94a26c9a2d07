//! The checks that CI and people run: `cargo xtask ci`, or any of its parts.

mod assessment;
mod calls;
mod check;
mod columns;
mod cost;
mod coverage;
mod deny;
mod dist;
mod documented;
mod error;
mod files;
mod fuzz;
mod hosts;
mod installed;
mod lanes;
mod mutants;
mod node;
mod pairs;
mod python;
mod robustness;
mod setup;
mod site;
mod spent;
mod sql;
mod step;
mod studio;
mod suites;
mod tally;
mod task;
mod tree;
mod wasm;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = args.split_first() else {
        print!("{}", task::usage());
        return ExitCode::from(2);
    };
    let wrapped = || {
        let mut command = fuzz::compiler(&args).or_else(|| documented::rustdoc(&args))?;
        Some(command.status().is_ok_and(|status| status.success()))
    };
    if let Some(done) = cost::compile(&args).or_else(wrapped) {
        return if done { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    // Parts of tasks that are no command: their steps run them.
    let done = match (&**name, rest) {
        ("bindgen", [build]) => Some(wasm::bindgen(build)),
        ("fuzz_all", rest) => Some(fuzz::fuzz_all(rest)),
        ("install-packages", rest) => Some(installed::run(rest)),
        ("site-pages", []) => Some(site::pages()),
        ("count-documented", rest) => Some(documented::count(rest)),
        ("measure-assessment", rest) => Some(assessment::run(rest)),
        ("measure-calls", rest) => Some(calls::run(rest)),
        ("measure-cost", rest) => Some(cost::run(rest)),
        ("compare", rest) => Some(pairs::compare(rest)),
        _ => None,
    };
    if let Some(done) = done {
        return match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(complaint) => {
                eprintln!("{complaint}");
                ExitCode::FAILURE
            }
        };
    }
    match task::steps(name, rest) {
        Ok(steps) => lanes::run_all(&steps),
        Err(complaint) => {
            eprintln!("{complaint}");
            ExitCode::from(2)
        }
    }
}
