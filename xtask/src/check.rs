//! Steps that check without running our code: format, lints, documentation.

use crate::step::Step;

/// The checks that do not run our code: formatting, lints and documentation.
pub(crate) fn steps() -> Vec<Step> {
    vec![
        Step::cargo("format", &["fmt", "--all", "--check"]),
        Step::cargo(
            "lint",
            &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
        ),
        // The features that take the place of others, which are not there when all are.
        Step::cargo("lint parts that are deferred", &["clippy", "-p", "icp-core", "--all-targets"]).args([
            "--no-default-features",
            "--features",
            "deferred",
            "--",
            "-D",
            "warnings",
        ]),
        Step::cargo("document", &["doc", "--workspace", "--no-deps", "--all-features"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    ]
}
