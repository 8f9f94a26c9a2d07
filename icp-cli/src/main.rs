//! The `icp` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    icp_cli::run()
}
