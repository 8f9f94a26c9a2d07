//! Tests of promises that take longer than every run may: limits, undefined behaviour, old compilers, memory.

use crate::error::Error;
use crate::step::{Step, succeeds};

/// The nightly compiler is only for Miri.
const NIGHTLY: &str = "+nightly";
/// The oldest compiler that the library's crates may need: `rust-version` of the workspace.
const OLDEST: &str = include_str!("../../Cargo.toml");
/// Modules of icp-core whose tests Miri runs in minutes.
const MIRI: &[&str] = &["value::", "account::", "plan::", "parse::tests::numbers"];

/// The worst model and account that the limits allow: their processor time and memory.
pub(crate) fn limits(args: &[String]) -> Vec<Step> {
    let run = ["run", "--release", "-q", "-p", "icp-tests", "--example", "limits", "--"];
    vec![Step::cargo("limits", &run).args(args.iter().map(String::as_str))]
}

/// Undefined behaviour in the core's tests, as far as Miri is quick enough.
pub(crate) fn miri() -> Result<Vec<Step>, Error> {
    if !succeeds(&["cargo", NIGHTLY, "miri", "--version"]) {
        let install = "rustup component add miri rust-src --toolchain nightly";
        return Err(Error::not_installed("Miri", install));
    }
    let args = ["run", "nightly", "cargo", "miri", "test", "-p", "icp-core", "--lib", "--"];
    // Miri has no clock of its own otherwise, and the folder for its build is beside the others.
    let step = Step::new("miri", "rustup", &args).args(MIRI.iter().copied());
    Ok(vec![
        step.env("MIRIFLAGS", "-Zmiri-disable-isolation").env("CARGO_TARGET_DIR", "target/miri").counted(),
    ])
}

/// The version that the workspace says is the oldest.
fn oldest() -> &'static str {
    let line = OLDEST.lines().find_map(|line| line.strip_prefix("rust-version = \""));
    line.and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

/// Whether the oldest compiler builds what others depend on.
pub(crate) fn msrv() -> Result<Vec<Step>, Error> {
    let version = oldest();
    if !succeeds(&["rustup", "run", version, "cargo", "--version"]) {
        let install = format!("rustup toolchain install {version} --profile minimal");
        return Err(Error::not_installed(format!("Rust {version}"), install));
    }
    let cargo = ["run", version, "cargo", "check", "--locked", "--all-features"];
    let packages = ["-p", "icp-core", "-p", "icp-cli", "-p", "icp-js"];
    Ok(vec![
        Step::new("oldest compiler", "rustup", &cargo).args(packages).env("CARGO_TARGET_DIR", "target/msrv"),
    ])
}

/// Whether the library's interface is still what the published version had.
pub(crate) fn semver() -> Result<Vec<Step>, Error> {
    if !succeeds(&["cargo", "semver-checks", "--version"]) {
        let install = "cargo install cargo-semver-checks --locked";
        return Err(Error::not_installed("cargo-semver-checks", install));
    }
    Ok(vec![Step::cargo("semver", &["semver-checks", "-p", "icp-core", "--all-features"])])
}

/// Scores many accounts with the command, Python and Node, and checks that the memory they need does not grow.
pub(crate) fn soak(args: &[String]) -> Result<Vec<Step>, Error> {
    let accounts = match args {
        [] => LONG_SOAK,
        [number] => number
            .replace('_', "")
            .parse()
            .map_err(|_| Error::Arguments(format!("`soak` takes a number of accounts, not `{number}`")))?,
        _ => return Err(Error::Arguments("`soak` takes one number of accounts".to_owned())),
    };
    let command = vec![
        Step::cargo("build", &["build", "--release", "--locked", "-p", "icp-cli"]),
        Step::new("soak, the command", "python3", &["tests/soak/command.py", &accounts.to_string()]),
    ];
    Ok([command, bindings(accounts)].concat())
}

/// A soak of seconds, of what CI has built anyway.
pub(crate) fn short() -> Vec<Step> {
    bindings(SHORT_SOAK)
}

fn bindings(accounts: u64) -> Vec<Step> {
    let count = accounts.to_string();
    vec![
        Step::new("soak, python", crate::python::TOOLS, &["tests/soak/python.py", &count]),
        Step::new("soak, node", "node", &["--expose-gc", "tests/soak/node.mjs", &count]),
    ]
}

const LONG_SOAK: u64 = 100_000_000;
const SHORT_SOAK: u64 = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_version_is_told() {
        assert!(oldest().starts_with("1."), "{}", oldest());
    }
}
