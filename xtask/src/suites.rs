use crate::step::Step;

/// Pairs of a model and an account in every test run.
const SHORT: u64 = 10_000;
/// How the comparison is told the number of pairs.
const PAIRS: &str = "ICP_PAIRS";

/// All tests. The core runs with and without its optional features; `icp-tests` has the short comparison.
pub(crate) fn test() -> Vec<Step> {
    vec![
        Step::tests("test core", &["test", "--no-fail-fast", "-p", "icp-core", "--all-features"]),
        Step::tests(
            "test core, no features",
            &["test", "--no-fail-fast", "-p", "icp-core", "--no-default-features", "--features", "messages"],
        ),
        Step::tests(
            "test core, parts that are deferred",
            &[
                "test",
                "-p",
                "icp-core",
                "--no-default-features",
                "--features",
                "messages,deferred",
                "--test",
                "deferred",
            ],
        ),
        Step::tests("test javascript's side of rust", &["test", "--no-fail-fast", "-p", "icp-js"]),
        Step::tests("test command", &["test", "--no-fail-fast", "-p", "icp-cli"]),
        Step::tests("test across crates", &["test", "--no-fail-fast", "-p", "icp-tests"])
            .env(PAIRS, SHORT.to_string()),
        // Any crate of a program may switch these on for all of it.
        Step::tests(
            "test hazards, other features of serde_json",
            &["test", "-p", "icp-tests", "--test", "hardening"],
        )
        .args([
            "--features",
            "serde_json/arbitrary_precision,serde_json/raw_value,serde_json/unbounded_depth",
        ]),
        Step::tests("test xtask", &["test", "--no-fail-fast", "-p", "xtask"]),
    ]
}

pub(crate) fn vectors() -> Vec<Step> {
    let args = ["test", "-p", "icp-tests", "--test", "conformance", "--", "--nocapture", "--test-threads=1"];
    vec![Step::tests("vectors", &args)]
}

pub(crate) fn bench() -> Vec<Step> {
    vec![Step::cargo("bench", &["bench", "-p", "icp-benches"])]
}
