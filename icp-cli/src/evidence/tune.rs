//! `icp tune`: new weights, points and tier cuts for a model. `icp-learn` finds and judges them; the command reads the accounts twice and
//! writes.

use std::path::Path;

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_evidence::EvidenceError;
use icp_learn::{Trial, Tune as What, TuneError, Tuned, Tuner};

use super::asked;
use super::read::{Counter, Population};
use crate::args::{Only, ReportFormat, Tune};
use crate::failure::Failure;
use crate::load::Document;
use crate::notice::{quietly, tell};
use crate::output::Output;
use crate::text::{quoted, shown};
use crate::today::today;
use crate::{load, stop};

impl Counter for Tuner {
    fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        Self::add(self, columns, options)
    }

    fn intakes(&self) -> Vec<&Intake> {
        vec![self.intake()]
    }
}

impl Counter for Trial {
    fn add(&mut self, columns: &Columns<'_>, options: &BatchOptions<'_>) -> Result<(), EvidenceError> {
        Self::add(self, columns, options)
    }

    fn intakes(&self) -> Vec<&Intake> {
        vec![self.intake()]
    }
}

/// Tunes the model, tells what changes, and writes it where that gains something.
pub(crate) fn run(args: &Tune) -> Result<(), Failure> {
    let counted = &args.counted;
    if [&args.model, &args.accounts].iter().any(|path| **path == Path::new("-")) {
        let failure = "model and accounts are read twice, so neither can be standard input".to_owned();
        return Err(Failure::Usage(failure).help("save them to a file first"));
    }
    stop::watch();
    let formats: Result<Vec<ReportFormat>, Failure> = args.report.iter().map(|path| format(path)).collect();
    let (formats, to_stdout) = (formats?, counted.format.unwrap_or(ReportFormat::Text));
    if to_stdout == ReportFormat::Html {
        return Err(no_page("`--format html`"));
    }
    let model = load::given(&args.model, &counted.given)?;
    let outcome = args.words.outcome(&args.outcome);
    let mut asked = asked(std::slice::from_ref(&outcome), counted);
    asked.extend(args.group.iter().map(|column| ("--group", column.clone())));
    let mut tuner =
        Tuner::new(&model, outcome, args.icp.as_deref()).map_err(refused)?.only(match args.only {
            None => What::All,
            Some(Only::Scores) => What::Scores,
            Some(Only::Tiers) => What::Tiers,
        });
    if let Some(column) = &counted.weight {
        tuner = tuner.weighted_by(column);
    }
    if let Some(column) = &args.group {
        tuner = tuner.grouped_by(column);
    }
    let as_of = args.day.as_of.unwrap_or_else(today);
    let models = &[&model];
    let file = Population { models, path: &args.accounts, counted, asked: &asked, as_of, quiet: false };
    let name = quietly(|| file.read(&mut tuner))?;
    let mut trial = tuner.trial().map_err(|error| in_file(&name, error))?;
    file.read(&mut trial)?;
    let tuned = trial.finish().map_err(|error| in_file(&name, error))?;
    for (path, format) in args.report.iter().zip(formats) {
        write(Output::open(Some(path), &[&args.model, &args.accounts])?, &tuned, format)?;
    }
    match &counted.output {
        None => write(Output::stdout(), &tuned, to_stdout),
        Some(path) => {
            if args.report.is_empty() {
                write(Output::stdout(), &tuned, to_stdout)?;
            }
            document(args, path, &tuned)
        }
    }
}

/// Writes the model with the new numbers.
fn document(args: &Tune, path: &Path, tuned: &Tuned) -> Result<(), Failure> {
    if tuned.changes.is_empty() {
        return Err(Failure::Mistake(
            "nothing was written: no other numbers gain more than chance".to_owned(),
        ));
    }
    let text = Document::open(&args.model)?;
    let is_json = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if is_json(path) && !is_json(&args.model) {
        return Err(Failure::Usage("the model is written as it was: in YAML, not in JSON".to_owned())
            .help("give -o a name that ends in `.yaml`"));
    }
    let (text, is_in_place) = tuned.document(text.text()).map_err(|error| refused(error.into()))?;
    let mut output = Output::open(Some(path), &[&args.accounts])?;
    output.line(text.trim_end())?;
    output.finish()?;
    let name = shown(&path.display().to_string()).into_owned();
    let how = if is_in_place { "" } else { ", written anew: it has not the comments of the first" };
    tell(&format!("wrote {name}{how}; `icp compare` holds it against the first on other accounts"));
    Ok(())
}

fn write(mut output: Output, tuned: &Tuned, format: ReportFormat) -> Result<(), Failure> {
    let text = match format {
        ReportFormat::Text | ReportFormat::Html => tuned.to_text_within(output.columns()),
        ReportFormat::Markdown => tuned.to_markdown(),
        ReportFormat::Json => tuned.to_json(),
    };
    output.line(text.trim_end())?;
    output.finish()
}

/// The format of a report by the ending of its name.
fn format(path: &Path) -> Result<ReportFormat, Failure> {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("txt") => Ok(ReportFormat::Text),
        Some("md" | "markdown") => Ok(ReportFormat::Markdown),
        Some("json") => Ok(ReportFormat::Json),
        _ => Err(no_page(&quoted(&path.display().to_string()))),
    }
}

fn no_page(name: &str) -> Failure {
    let failure = format!("{name}: what tuning found is not written in this format");
    Failure::Usage(failure).help("it is written as text, Markdown or JSON")
}

fn refused(error: TuneError) -> Failure {
    match &error {
        TuneError::Icp { .. } => Failure::Usage(error.to_string()).help("`--icp` names it"),
        _ => Failure::refused(error.to_string(), error),
    }
}

/// A refusal of all accounts.
fn in_file(name: &str, error: TuneError) -> Failure {
    match error {
        TuneError::Evidence(error) => super::refused(name, error),
        error => refused(error),
    }
}
