//! Parts of the toolchain that a new machine may lack.

use crate::step::Step;

/// Installs the tools that a newcomer may lack. Tools that are there are left alone.
pub(crate) fn steps() -> Vec<Step> {
    vec![
        Step::new("rustfmt", "rustup", &["component", "add", "rustfmt"]).unless(&[
            "cargo",
            "fmt",
            "--version",
        ]),
        Step::new("clippy", "rustup", &["component", "add", "clippy"]).unless(&[
            "cargo",
            "clippy",
            "--version",
        ]),
    ]
}
