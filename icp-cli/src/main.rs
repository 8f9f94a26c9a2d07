//! The `icp` program: calls the library of the same crate, which tests call too.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(icp_cli::run(std::env::args_os()))
}
