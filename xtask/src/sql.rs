//! Models as SQL on an engine of SQL: every column of every account has to be the library's, to the last bit.

use crate::error::Error;
use crate::python::TOOLS;
use crate::step::Step;

/// Random models, unless another number is asked for, and in CI.
const MODELS: (&str, &str) = ("10000", "200");

/// The short form, with the environment of Python that is there.
pub(crate) fn ci() -> Vec<Step> {
    compare(MODELS.1)
}

/// Vectors, the gallery and random models with twenty accounts each, in DuckDB.
pub(crate) fn steps(args: &[String]) -> Result<Vec<Step>, Error> {
    match args {
        [] => Ok(compare(MODELS.0)),
        [option, number] if option == "--models" && number.parse::<u32>().is_ok() => Ok(compare(number)),
        _ => Err(Error::Arguments("`sql` takes --models and a number".to_owned())),
    }
}

fn compare(models: &str) -> Vec<Step> {
    let kinds: [(&str, &[&str]); 3] = [("vectors", &[]), ("gallery", &[]), ("random", &["1", models, "20"])];
    let written = kinds.iter().map(|(kind, more)| {
        let file = format!("target/sql-{kind}.jsonl");
        let run = ["run", "-q", "-p", "icp-tests", "--example", "sql", "--"];
        Step::cargo("models as SQL", &run).args([file.as_str(), "duckdb", kind]).args(more.iter().copied())
    });
    let files = kinds.map(|(kind, _)| format!("target/sql-{kind}.jsonl"));
    let run = Step::new("models as SQL in DuckDB", TOOLS, &["tests/languages/sql.py", "duckdb"]);
    written.chain([run.args(files.iter().map(String::as_str))]).collect()
}
