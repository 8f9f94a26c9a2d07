//! The Rust test suites, with and without optional features.

use crate::step::Step;

/// Pairs of a model and an account in every test run.
const SHORT: u64 = 10_000;
/// The environment variable with the number of pairs that the comparison generates.
const PAIRS: &str = "ICP_PAIRS";

/// The profile in which a person works on the tests.
pub(crate) const DEV: &str = "dev";
/// The profile of what is built once and runs long: it takes longer to build, and a quarter of the time to run.
pub(crate) const CI: &str = "ci";

/// A program of `icp-tests`, built with a profile and run. Its arguments are to follow.
pub(crate) fn program(step: &'static str, name: &str, profile: &str) -> Step {
    Step::cargo(step, &["run", "-q", "--profile", profile, "-p", "icp-tests", "--example", name, "--"])
}

/// The command and what it is made of: tests of these have one build of the core.
pub(crate) const COMMAND: [&str; 12] = [
    "-p",
    "icp-core",
    "-p",
    "icp-cli",
    "-p",
    "icp-evidence",
    "-p",
    "icp-exchange",
    "-p",
    "icp-export",
    "-p",
    "icp-learn",
];

/// All tests. The core runs with and without its optional features; `icp-tests` has the short comparison.
pub(crate) fn test(profile: &str) -> Vec<Step> {
    vec![
        Step::tests("test core and command", &["test", "--no-fail-fast", "--all-features"]).args(COMMAND),
        // `icp-js` is used by both packages for JavaScript, and each of them chooses its features; here it has
        // none.
        Step::tests("test core and javascript's side of rust, no features", &["test", "--no-fail-fast"])
            .args([
                "-p",
                "icp-core",
                "-p",
                "icp-js",
                "--no-default-features",
                "--features",
                "icp-core/messages",
            ]),
        Step::tests(
            "test the studio's side of rust",
            &["test", "-p", "icp-js", "--features", "studio", "--lib"],
        ),
        Step::tests(
            "test core, parts that are deferred",
            &[
                "test",
                "-p",
                "icp-core",
                "--no-default-features",
                "--features",
                "deferred",
                "--test",
                "deferred",
            ],
        ),
        Step::tests(
            "test across crates",
            &["test", "--no-fail-fast", "--profile", profile, "-p", "icp-tests"],
        )
        .env(PAIRS, SHORT.to_string()),
        // Any crate of a program may switch these on for all of it. The command is left out, which is no part of these tests.
        Step::tests(
            "test hazards, other features of serde_json",
            &["test", "-p", "icp-tests", "--test", "hardening", "--no-default-features"],
        )
        .args([
            "--features",
            "serde_json/arbitrary_precision,serde_json/raw_value,serde_json/unbounded_depth",
        ]),
        Step::tests("test the service in Rust", &["test", "-p", "icp-axum-example"]),
        // By itself: with others it would be built again, with their features.
        Step::tests("test xtask", &["test", "--no-fail-fast", "-p", "xtask"]),
    ]
}

pub(crate) fn vectors() -> Vec<Step> {
    let args = ["test", "-p", "icp-tests", "--test", "conformance", "--", "--nocapture", "--test-threads=1"];
    vec![Step::tests("vectors", &args)]
}

pub(crate) fn bench() -> Vec<Step> {
    vec![Step::cargo("bench", &["bench", "--profile", "dist", "-p", "icp-benches"])]
}
