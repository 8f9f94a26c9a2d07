//! Mutation tests: the core is changed in small ways, and the tests have to notice.

use crate::step::{Step, root};

/// Pairs of each comparison: enough to notice, and quick.
const PAIRS: &str = "300";

/// Changes the core in small ways, and sees whether the tests notice; `.cargo/mutants.toml` says what and by which tests.
///
/// All of it takes hours; `--shard 0/32` is every 32nd change, and so a sample of all files.
pub(crate) fn steps(args: &[String]) -> Vec<Step> {
    let run = [
        "mutants",
        "-p",
        "icp-core",
        // Otherwise the core's own tests would be run, which are no part of this.
        "--baseline=skip",
        // A loop that does not end is noticed as well.
        "--timeout=40",
    ];
    // Spread over all files.
    let spread = args.iter().any(|arg| arg.starts_with("--shard")).then_some("--sharding=round-robin");
    // The tree is copied, but what it depends on is built once. Nothing else is built there: what is left of the last
    // change would be taken for the unchanged core.
    let built = root().join("target/changed").display().to_string();
    vec![
        Step::cargo("cargo-mutants", &["install", "cargo-mutants", "--locked"]).unless(&[
            "cargo",
            "mutants",
            "--version",
        ]),
        // A failure without a change would make every change look noticed.
        Step::tests("unchanged", &["test", "-p", "icp-tests", "--test", "mutants"]).env("ICP_PAIRS", PAIRS),
        Step::cargo("mutants", &run)
            .args(spread)
            .args(args.iter().map(String::as_str))
            .env("ICP_PAIRS", PAIRS)
            .env("CARGO_TARGET_DIR", built),
    ]
}
