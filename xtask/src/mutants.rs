use crate::step::Step;

/// Pairs of each comparison: enough to notice, and quick.
const PAIRS: &str = "900";

/// Changes the core in small ways, and sees whether the tests notice; `.cargo/mutants.toml` says what and by which tests.
pub(crate) fn steps(args: &[String]) -> Vec<Step> {
    let run = Step::cargo(
        "mutants",
        &["mutants", "-p", "icp-core", "--no-shuffle", "--baseline=skip", "--timeout=120"],
    );
    vec![
        Step::cargo("cargo-mutants", &["install", "cargo-mutants", "--locked"]).unless(&[
            "cargo",
            "mutants",
            "--version",
        ]),
        run.args(args.iter().map(String::as_str)).env("ICP_PAIRS", PAIRS),
    ]
}
