//! The Python package: its environment, build, tests and documentation tools.

use crate::step::Step;

#[cfg(windows)]
mod place {
    pub(super) const BASE: &str = "python";
    pub(crate) const TOOLS: &str = ".venv/Scripts/python.exe";
    pub(super) const FRESH: &str = "target/fresh-venv/Scripts/python.exe";
    pub(crate) const MDBOOK: &str = ".venv/Scripts/mdbook.exe";
}
#[cfg(not(windows))]
mod place {
    pub(super) const BASE: &str = "python3";
    pub(crate) const TOOLS: &str = ".venv/bin/python";
    pub(super) const FRESH: &str = "target/fresh-venv/bin/python";
    pub(crate) const MDBOOK: &str = ".venv/bin/mdbook";
}
use place::{BASE, FRESH};
pub(crate) use place::{MDBOOK, TOOLS};

/// The arguments of pip that install the wheel that was just built, and no other.
const WHEEL: &[&str] = &[
    "-m",
    "pip",
    "install",
    "-q",
    "--no-index",
    "--no-deps",
    "--force-reinstall",
    "--find-links",
    "target/wheel",
    "icp-scoring",
];

/// The environment of the tools, made where it is not there.
pub(crate) fn environment() -> Step {
    Step::new("python environment", BASE, &["-m", "venv", ".venv"]).unless(&[TOOLS, "-m", "pip", "--version"])
}

/// A step by the Python of the tools.
pub(crate) fn tools(name: &'static str, args: &[&str]) -> Step {
    Step::new(name, TOOLS, args)
}

/// Packages that the tests and the tools need. Python compiles what is imported; pip would compile all of it, for half as long again.
pub(crate) fn packages() -> Step {
    tools(
        "python tools",
        &["-m", "pip", "install", "-q", "--no-compile", "-r", "icp-py/requirements-dev.txt"],
    )
}

/// The wheel in `target/wheel`, built with a profile and features.
pub(crate) fn wheel(profile: &str, features: &[&str]) -> Step {
    let args = ["-m", "maturin", "build", "-q", "--profile", profile, "--locked"];
    let places = ["-m", "icp-py/Cargo.toml", "-o", "target/wheel"];
    tools("python wheel", &[&args[..], features, &places].concat())
}

/// The package for Python: built with a profile, installed where nothing else is, and tested where its tools are.
pub(crate) fn steps(profile: &str) -> Vec<Step> {
    let settings = "icp-py/pyproject.toml";
    vec![
        environment(),
        packages(),
        wheel(profile, &[]),
        Step::new("python, nothing else installed", BASE, &["-m", "venv", "--clear", "target/fresh-venv"]),
        Step::new("python wheel alone", FRESH, WHEEL),
        Step::new("python sample alone", FRESH, &["icp-py/tests/typed_sample.py"]),
        tools("python package", WHEEL),
        tools("python tests", &["-m", "pytest", "-q", "-s", "-c", settings, "icp-py/tests"]).counted(),
        tools("python stubs", &["-m", "mypy.stubtest", "icp"]),
        tools(
            "python types, mypy",
            &["-m", "mypy", "--config-file", settings, "icp-py/tests/typed_sample.py"],
        ),
        tools("python types, pyright", &["-m", "pyright", "-p", settings, "--pythonpath", TOOLS]),
    ]
}
