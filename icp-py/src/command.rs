//! The command `icp` inside the extension, for the program that is installed with the wheel. It only calls `icp-cli`.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the command with the arguments of a process, of which the first is its name, and gives its exit code.
#[pyfunction]
#[pyo3(name = "_command")]
pub(crate) fn _command(py: Python<'_>, args: Vec<OsString>) -> u8 {
    py.detach(|| icp_cli::run(args))
}
