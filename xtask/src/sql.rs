//! Models as SQL on an engine of SQL: every column of every account has to be the library's, to the last bit.

use crate::error::Error;
use crate::python::TOOLS;
use crate::step::Step;
use crate::suites;

/// Random models, unless another number is asked for, and in CI.
const MODELS: (&str, &str) = ("10000", "200");

/// The dialects, DuckDB first: random models go to it alone.
const DIALECTS: [&str; 5] = ["duckdb", "postgres", "spark", "bigquery", "snowflake"];

/// The short form, with the environment of Python that is there. Spark starts too slowly for it.
pub(crate) fn ci() -> Vec<Step> {
    let dialects = DIALECTS.into_iter().filter(|dialect| *dialect != "spark");
    dialects.flat_map(|dialect| compare(dialect, MODELS.1, suites::CI)).collect()
}

/// Vectors and the gallery in every dialect, and random models with twenty accounts each in DuckDB.
pub(crate) fn steps(args: &[String]) -> Result<Vec<Step>, Error> {
    let (mut models, mut asked) = (MODELS.0, DIALECTS.to_vec());
    for pair in args.chunks(2) {
        match pair {
            [option, number] if option == "--models" && number.parse::<u32>().is_ok() => models = number,
            [option, dialect] if option == "--dialect" && DIALECTS.contains(&dialect.as_str()) => {
                asked.retain(|one| one == dialect);
            }
            _ => {
                let message = format!("`sql` takes --models NUMBER and --dialect {}", DIALECTS.join("|"));
                return Err(Error::Arguments(message));
            }
        }
    }
    Ok(asked.into_iter().flat_map(|dialect| compare(dialect, models, suites::DEV)).collect())
}

fn compare(dialect: &'static str, models: &str, profile: &str) -> Vec<Step> {
    let random = ["1", models, "20"];
    let mut kinds: Vec<(&str, &[&str])> = vec![("vectors", &[]), ("gallery", &[])];
    if dialect == "duckdb" {
        kinds.push(("random", &random));
    }
    let file = |kind: &str| format!("target/sql-{dialect}-{kind}.jsonl");
    let written = kinds.iter().map(|(kind, more)| {
        let run = suites::program("models as SQL", "sql", profile);
        run.args([file(kind).as_str(), dialect, kind]).args(more.iter().copied())
    });
    let run = Step::new("models as SQL on an engine", TOOLS, &["tests/languages/sql.py", dialect]);
    let files: Vec<String> = kinds.iter().map(|(kind, _)| file(kind)).collect();
    written.chain([run.args(files.iter().map(String::as_str))]).collect()
}
