use crate::step::Step;

/// Pairs of a model and an account in every test run.
const SHORT: u64 = 10_000;
/// Pairs in the long comparison, unless another number is asked for.
const LONG: u64 = 2_000_000;
/// How the comparison is told the number of pairs.
const PAIRS: &str = "ICP_PAIRS";

/// All tests. The core runs with and without its optional features; `icp-tests` has the short comparison.
pub(crate) fn test() -> Vec<Step> {
    vec![
        Step::tests("test core", &["test", "--no-fail-fast", "-p", "icp-core", "--all-features"]),
        Step::tests(
            "test core, no features",
            &["test", "--no-fail-fast", "-p", "icp-core", "--no-default-features", "--features", "words"],
        ),
        Step::tests("test javascript's side of rust", &["test", "--no-fail-fast", "-p", "icp-js"]),
        Step::tests("test command", &["test", "--no-fail-fast", "-p", "icp-cli"]),
        Step::tests("test across crates", &["test", "--no-fail-fast", "-p", "icp-tests"])
            .env(PAIRS, SHORT.to_string()),
        Step::tests("test xtask", &["test", "--no-fail-fast", "-p", "xtask"]),
    ]
}

pub(crate) fn vectors() -> Vec<Step> {
    let args = ["test", "-p", "icp-tests", "--test", "conformance", "--", "--nocapture", "--test-threads=1"];
    vec![Step::tests("vectors", &args)]
}

/// The long comparison with the plain evaluator, in release.
pub(crate) fn differential(args: &[String]) -> Result<Vec<Step>, String> {
    let pairs = match args {
        [] => LONG,
        [number] => number
            .replace('_', "")
            .parse()
            .map_err(|_| format!("`differential` takes a number of pairs, not `{number}`"))?,
        _ => return Err("`differential` takes one number of pairs".to_owned()),
    };
    let args = ["test", "--release", "-p", "icp-tests", "--test", "differential", "--", "--nocapture"];
    Ok(vec![Step::tests("differential", &args).env(PAIRS, pairs.to_string())])
}

pub(crate) fn bench() -> Vec<Step> {
    vec![Step::cargo("bench", &["bench", "-p", "icp-benches"])]
}
