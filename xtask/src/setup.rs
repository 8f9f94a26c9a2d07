//! Parts of the toolchain that a new machine may lack.

use crate::step::Step;

/// What a newcomer's toolchain may lack; each is left alone when it is there.
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
