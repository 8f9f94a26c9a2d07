//! Measures the command from file to file, beside DuckDB and beside the command of another commit.

use crate::error::Error;
use crate::python::TOOLS;
use crate::step::Step;

/// Builds the command as it is published, then measures. What is asked for goes on to the script: paths of other commands,
/// `--rows N`, `--passes N`.
pub(crate) fn steps(args: &[String]) -> Result<Vec<Step>, Error> {
    let build = ["build", "-q", "--profile", "dist", "-p", "icp-cli", "--features", "full"];
    let measure = Step::new("files", TOOLS, &["benches/files/run.py", "target/dist/icp"]);
    Ok(vec![Step::cargo("build", &build), measure.args(args.iter().map(String::as_str))])
}
