//! `icp init`: a first model, begun from the columns of a file. The text is the core's.

use std::path::{Path, PathBuf};

use clap::Args;
use icp_core::init::account_names;
use icp_core::survey::Survey;

use crate::accounts::{self, NO_YAML};
use crate::args::reading::Reading;
use crate::failure::Failure;
use crate::notice::tell;
use crate::output::Output;
use crate::stop;
use crate::text::{argument, quoted, shown};
use crate::usage::with_exit_codes;

const INIT: &str = with_exit_codes!(
    "\
Examples:
  icp init accounts.csv -o model.yaml
  icp init export.txt --delimiter tab -o model.yaml
  cat accounts.jsonl | icp init -

An attribute stands for each column, with its type and the way its values are written, as far as all of them agree; \
comments say how many rows have a value, and which. Where two readings are possible, as in 1/2/2012, a column is left \
as text; up to one spoilt value in 50 does not make a text of numbers or dates. The scorecard is a guess, which ranks the accounts at once: edit \
it. A model that is there already is not written over.

",
    "accounts that cannot be read"
);

/// Its arguments.
#[derive(Debug, Args)]
#[command(after_help = INIT)]
pub(crate) struct Init {
    /// The accounts: CSV with a header, JSON Lines or Parquet; `-` for standard input
    pub(crate) accounts: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Write the model here instead of to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Writes the model to standard output, or into a file that is not there yet.
pub(crate) fn run(args: &Init) -> Result<(), Failure> {
    if let Some(path) =
        args.output.as_deref().filter(|path| std::fs::metadata(path).is_ok_and(|a| a.is_file()))
    {
        let name = quoted(&path.display().to_string());
        return Err(Failure::Usage(format!(
            "{name} is there already: a model that was edited would be lost"
        ))
        .help("name another file, or remove it"));
    }
    if args.accounts.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
        let failure = Failure::Usage(format!("{} is YAML, and no table", shown_path(&args.accounts)));
        return Err(failure.help(NO_YAML));
    }
    stop::watch();
    let survey = accounts::survey(&args.accounts, args.reading.options(None, None))?;
    if survey.columns().all(|(_, column)| column.values() == 0) {
        let failure = Failure::Mistake(format!("{}: no row has a value", shown_path(&args.accounts)));
        return Err(failure.help("a model is begun from the values of accounts: export some, or name the right sheet or header row"));
    }
    let mut output = Output::open(args.output.as_deref(), &[&args.accounts])?;
    output.line(icp_core::init::model(&survey, &name(&args.accounts)).trim_end())?;
    output.finish()?;
    if let Some(model) = &args.output {
        let path = |path: &Path| argument(&path.display().to_string());
        let (model, accounts) = (path(model), path(&args.accounts));
        let options = args.reading.as_given().into_iter().chain(names(&survey)).collect::<String>();
        tell(&format!(
            "wrote {model}: edit it, then `icp check {model}` and `icp score {model} {accounts}{options}`"
        ));
    }
    Ok(())
}

/// The option that names the accounts by the column that people know them by, where another one would be taken.
fn names(survey: &Survey) -> Option<String> {
    let names = account_names(survey)?;
    let headers: Vec<&str> = survey.columns().map(|(header, _)| header).collect();
    let usual = accounts::usual_name(&headers);
    (usual != Some(names) && !names.trim().is_empty()).then(|| format!(" --id {}", argument(names)))
}

/// The name of the model: that of the file.
fn name(path: &Path) -> String {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).filter(|stem| *stem != "-");
    stem.unwrap_or("accounts").to_owned()
}

fn shown_path(path: &Path) -> String {
    shown(&path.display().to_string()).into_owned()
}
