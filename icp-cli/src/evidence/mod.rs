//! `icp report`, `compare`, `drift`, `backtest` and `tune`: a population is read as `icp score` reads it; `icp-evidence` counts and judges
//! it, `icp-learn` tunes.

mod backtest;
mod best;
mod compare;
mod drift;
mod read;
mod report;
mod scored;
mod tune;

pub(crate) use backtest::run as backtest;
pub(crate) use compare::run as compare;
pub(crate) use drift::run as drift;
pub(crate) use report::run as report;
pub(crate) use tune::run as tune;

use std::path::Path;

use icp_evidence::{Backtest, Comparison, Drift, EvidenceError, Outcome, PeriodDrift, Report, ScoredChange};

use crate::args::{Counted, ReportFormat};
use crate::ending::{self, Form as _};
use crate::failure::Failure;
use crate::notice::tell;
use crate::output::Output;
use crate::text::shown;

/// A result in every form in which it is written.
trait Answer {
    fn text(&self, columns: usize) -> String;
    fn markdown(&self) -> String;
    fn html(&self) -> String;
    fn json(&self) -> String;
}

macro_rules! answers {
    ($($of:ty),*) => {$(
        impl Answer for $of {
            fn text(&self, columns: usize) -> String {
                self.to_text_within(columns)
            }

            fn markdown(&self) -> String {
                self.to_markdown()
            }

            fn html(&self) -> String {
                self.to_html()
            }

            fn json(&self) -> String {
                self.to_json()
            }
        }
    )*};
}

answers!(Report, Comparison, Drift, PeriodDrift, Backtest, ScoredChange);

/// The columns that outcomes and the weight are read from, with their options.
fn asked(outcomes: &[Outcome], counted: &Counted) -> Vec<(&'static str, String)> {
    let option = |outcome: &Outcome| if outcome.is_value() { "--value" } else { "--outcome" };
    let outcomes = outcomes.iter().map(|outcome| (option(outcome), outcome.column().to_owned()));
    outcomes.chain(counted.weight.iter().map(|column| ("--weight", column.clone()))).collect()
}

/// Opens the output, before anything is read.
fn open(counted: &Counted, inputs: &[&Path]) -> Result<(Output, ReportFormat), Failure> {
    let format = ending::form(counted.output.as_deref(), counted.format)?;
    let inputs: Vec<&Path> = inputs.iter().copied().chain(counted.paths()).collect();
    Ok((Output::open(counted.output.as_deref(), &inputs)?, format))
}

/// Writes a result.
fn write(
    counted: &Counted,
    (mut output, format): (Output, ReportFormat),
    answer: &dyn Answer,
) -> Result<(), Failure> {
    let text = match format {
        ReportFormat::Text => answer.text(output.columns()),
        ReportFormat::Markdown => answer.markdown(),
        ReportFormat::Html => answer.html(),
        ReportFormat::Json => answer.json(),
    };
    output.line(text.trim_end())?;
    output.finish()?;
    if let Some(path) = &counted.output {
        tell(&format!("wrote {} as {}", shown(&path.display().to_string()), format.words()));
    }
    Ok(())
}

/// A population that the crate refuses as a whole.
fn refused(file: &str, error: EvidenceError) -> Failure {
    let help = match &error {
        EvidenceError::Words { absent, .. } if absent.is_empty() => Some("`--lost` and `--open` name them"),
        _ => None,
    };
    let failure = Failure::refused(format!("{file}: {}", shown(&error.to_string())), error);
    match help {
        Some(help) => failure.help(help),
        None => failure,
    }
}
