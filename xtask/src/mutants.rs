use crate::step::{Step, root};

/// Pairs of each comparison: enough to notice, and quick.
const PAIRS: &str = "300";

/// Changes the core in small ways, and sees whether the tests notice; `.cargo/mutants.toml` says what and by which tests.
/// All of it takes hours: `--shard 0/16` is a sample of each file.
pub(crate) fn steps(args: &[String]) -> Vec<Step> {
    let run = Step::cargo(
        "mutants",
        // A loop that does not end is noticed as well.
        &["mutants", "-p", "icp-core", "--timeout=60", "--sharding=round-robin"],
    );
    vec![
        Step::cargo("cargo-mutants", &["install", "cargo-mutants", "--locked"]).unless(&[
            "cargo",
            "mutants",
            "--version",
        ]),
        // The tree is copied, but what it depends on is built once.
        run.args(args.iter().map(String::as_str))
            .env("ICP_PAIRS", PAIRS)
            .env("CARGO_TARGET_DIR", root().join("target").display().to_string()),
    ]
}
