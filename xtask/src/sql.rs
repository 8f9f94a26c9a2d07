//! Models as SQL on an engine of SQL: every column of every account has to be the library's, to the last bit.

use crate::error::Error;
use crate::python::TOOLS;
use crate::step::Step;
use crate::suites;

/// Random models, unless another number is asked for, and in CI.
const MODELS: (&str, &str) = ("10000", "200");

/// The short form, with the environment of Python that is there.
pub(crate) fn ci() -> Vec<Step> {
    compare(MODELS.1, suites::CI)
}

/// Vectors, the gallery and random models with twenty accounts each, in DuckDB.
pub(crate) fn steps(args: &[String]) -> Result<Vec<Step>, Error> {
    match args {
        [] => Ok(compare(MODELS.0, suites::DEV)),
        [option, number] if option == "--models" && number.parse::<u32>().is_ok() => {
            Ok(compare(number, suites::DEV))
        }
        _ => Err(Error::Arguments("`sql` takes --models and a number".to_owned())),
    }
}

fn compare(models: &str, profile: &str) -> Vec<Step> {
    let kinds: [(&str, &[&str]); 3] = [("vectors", &[]), ("gallery", &[]), ("random", &["1", models, "20"])];
    let written = kinds.iter().map(|(kind, more)| {
        let file = format!("target/sql-{kind}.jsonl");
        let run = suites::program("models as SQL", "sql", profile);
        run.args([file.as_str(), "duckdb", kind]).args(more.iter().copied())
    });
    let files = kinds.map(|(kind, _)| format!("target/sql-{kind}.jsonl"));
    let run = Step::new("models as SQL in DuckDB", TOOLS, &["tests/languages/sql.py", "duckdb"]);
    written.chain([run.args(files.iter().map(String::as_str))]).collect()
}
