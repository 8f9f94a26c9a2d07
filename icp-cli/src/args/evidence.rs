//! The options of the commands that judge a model by a population: `report`, `compare`, `drift` and `backtest`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use icp_core::{Date, Source};
use icp_evidence::{Outcome, Period};

use super::forms::ReportFormat;
use super::given::Given;
use super::joining::Joining;
use super::numbers;
use super::outcomes::{BestOf, Day, Outcomes, Words};
use super::reading::{Invalid, Reading, date};
use crate::accounts::ReadOptions;
use crate::failure::Failure;
use crate::usage::with_exit_codes;

pub(super) const REPORT: &str = with_exit_codes!(
    "\
Examples:
  icp report model.yaml accounts.csv
  icp report model.yaml accounts.csv --outcome won
  icp report model.yaml deals.csv --outcome \"stage=Closed won\" --open Demo,Proposal
  icp report model.yaml accounts.csv --outcome won --outcome churned --value revenue
  icp report model.yaml accounts.csv --outcome won --want 300 -o report.html
  icp report model.yaml accounts.csv --best \"ltv:high, churned:no, cycle_days:low\" --best-top 10%

Without an outcome it says how the accounts spread over statuses and tiers, what each exclusion and criterion keeps out, \
and what is missing. With one it also says how often each tier was won, and puts every criterion on trial: whether it \
earns its place, has no evidence, points the wrong way, repeats another, or leaks the outcome. Rates and AUC have 95 % \
intervals; an outcome need not be an attribute of the model. The ending of -o decides the format: `.txt`, `.md`, `.json`, or \
`.html` for a page with pictures, which fetches nothing and prints well.

"
);

pub(super) const COMPARE: &str = with_exit_codes!(
    "\
Examples:
  icp compare old.yaml new.yaml accounts.csv
  icp compare old.yaml new.yaml accounts.csv --outcome won -o compare.md
  icp compare old.yaml new.yaml accounts.csv --best \"ltv:high, churned:no\"
  icp compare --scored january.csv february.csv

Both models judge the same accounts on the same day. It says what differs between the documents, how many accounts move \
from which tier to which, which criterion or exclusion moved them, and, with an outcome, which model separates won from \
lost better, with an interval of the difference. With --scored two tables that `icp score` wrote on different days are \
compared: who moved, whose score rose or fell, and whether scores and tiers drifted.

"
);

pub(super) const DRIFT: &str = "\
Examples:
  icp drift model.yaml last-year.csv this-year.csv
  icp drift model.yaml january.csv february.csv --outcome won -o drift.html
  icp drift model.yaml accounts.csv --by month --on created

It compares scores, tiers, statuses, criteria, attributes and missing values by the population stability index (PSI), whose \
bins are the model's own, and the win rate of each tier by a test. A part asks for a review where its index is 0.25 or more \
and chance would hardly give it; so does a win rate that changed, or criteria that go together otherwise than before.

Exit codes:
  0  all is well
  1  a mistake in the model or in the accounts
  2  wrong usage, or a file that cannot be read or written
  3  something asks for a review";

pub(super) const BACKTEST: &str = with_exit_codes!(
    "\
Examples:
  icp backtest model.yaml deals.csv --outcome won --decided-on closed_on
  icp backtest model.yaml leads.csv --outcome won --as-of first_contact --lag \"30 days\" --by month
  icp backtest model.yaml deals.csv --outcome won --decided-on closed_on --future-ok contract_ends --worked called

Each account is judged by what was known on its own day: later events do not count, and dates after that day are missing. \
Both are counted and told. Beside it stands the score that each account has today: what came later often makes it look better.

"
);

/// How a population is read and counted.
#[derive(Debug, Args)]
pub(crate) struct Counted {
    #[command(flatten)]
    pub(crate) given: Given,
    /// A column that says how many accounts each row stands for
    #[arg(long, value_name = "COLUMN")]
    pub(crate) weight: Option<String>,
    /// The column that names the accounts, for --events
    #[arg(long, value_name = "COLUMN", visible_alias = "id-column")]
    pub(crate) id: Option<String>,
    /// Effect of an invalid value: stop, or count as missing (and be counted)
    #[arg(long, value_name = "WHAT", default_value = "error")]
    pub(crate) on_invalid: Invalid,
    /// A column of which not one value need be valid, by its name or its attribute's; its rules are then switched off
    #[arg(long, value_name = "NAME")]
    pub(crate) allow_empty_column: Vec<String>,
    /// How the answer is written; as the ending of -o says when left out, else as text
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<ReportFormat>,
    /// Write here instead of to standard output; the ending decides the format
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) joining: Joining,
}

impl Counted {
    /// How the accounts are read.
    pub(crate) fn options<'a>(
        &'a self,
        source: Option<&'a Source>,
        asked: &'a [(&'static str, String)],
    ) -> ReadOptions<'a> {
        let options = self.joining.added(self.reading.options(source, self.id.as_deref()));
        ReadOptions { asked, ..options }
    }

    /// The files that are read beside the models and the accounts.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.given.paths().chain(self.joining.paths())
    }

    /// Standard input can be read only once.
    pub(crate) fn check(&self, files: &[&Path]) -> Result<(), Failure> {
        match files.iter().filter(|file| **file == Path::new("-")).count() {
            0 | 1 => Ok(()),
            _ => Err(Failure::Usage("standard input can be read only once".to_owned())),
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// The model: a file in YAML or JSON, or `-` for standard input
    pub(crate) model: PathBuf,
    /// The accounts: CSV with a header, JSON Lines, Excel, OpenDocument or Parquet; `-` for standard input
    pub(crate) accounts: PathBuf,
    #[command(flatten)]
    pub(crate) day: Day,
    #[command(flatten)]
    pub(crate) outcomes: Outcomes,
    /// Say from which score on an icp gives that many accounts
    #[arg(long, value_name = "N", value_parser = numbers::at_least(1u32))]
    pub(crate) want: Option<u32>,
    #[command(flatten)]
    pub(crate) counted: Counted,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The model as it was; with --scored, the table that was scored first
    pub(crate) old: PathBuf,
    /// The model as it is to be; with --scored, the table that was scored later
    pub(crate) new: PathBuf,
    /// The accounts: CSV with a header, JSON Lines, Excel, OpenDocument or Parquet; `-` for standard input
    #[arg(required_unless_present = "scored")]
    pub(crate) accounts: Option<PathBuf>,
    /// Compare two tables that `icp score` wrote on different days, without a model
    ///
    /// Accounts are found again by their ids; --id names that column. Columns are read by their published names: status, score,
    /// tier and best.
    #[arg(long, conflicts_with_all = [
        "accounts", "as_of", "outcome", "value", "lost", "open", "best", "weight", "on_invalid", "allow_empty_column",
        "Given", "Joining",
    ])]
    pub(crate) scored: bool,
    #[command(flatten)]
    pub(crate) day: Day,
    #[command(flatten)]
    pub(crate) outcomes: Outcomes,
    #[command(flatten)]
    pub(crate) counted: Counted,
}

#[derive(Debug, Args)]
pub(crate) struct Drift {
    /// The model: a file in YAML or JSON, or `-` for standard input
    pub(crate) model: PathBuf,
    /// The accounts of before, in any form that `icp score` reads
    pub(crate) before: PathBuf,
    /// The accounts of now; left out with --by, which compares the periods of one file
    #[arg(required_unless_present = "by", conflicts_with = "by")]
    pub(crate) after: Option<PathBuf>,
    /// Compare each period of one file with the one before it and with the first
    #[arg(long, value_name = "PERIOD", requires = "on")]
    pub(crate) by: Option<By>,
    /// The column with the day of each account, for --by
    #[arg(long, value_name = "COLUMN", requires = "by")]
    pub(crate) on: Option<String>,
    #[command(flatten)]
    pub(crate) day: Day,
    #[command(flatten)]
    pub(crate) outcomes: Outcomes,
    #[command(flatten)]
    pub(crate) counted: Counted,
}

#[derive(Debug, Args)]
pub(crate) struct Backtest {
    /// The model: a file in YAML or JSON, or `-` for standard input
    pub(crate) model: PathBuf,
    /// The past accounts: CSV with a header, JSON Lines, Excel, OpenDocument or Parquet; `-` for standard input
    pub(crate) accounts: PathBuf,
    /// A column that says how each account turned out: true or false, 1 or 0, or words of which VALUE is won
    #[arg(long, value_name = "COLUMN[=VALUE]", required_unless_present = "best", conflicts_with = "best")]
    pub(crate) outcome: Option<String>,
    #[command(flatten)]
    pub(crate) words: Words,
    #[command(flatten)]
    pub(crate) best: BestOf,
    /// The column with the day on which each account was decided: it is judged by what was known then
    #[arg(long, value_name = "COLUMN", required_unless_present = "as_of", conflicts_with_all = ["as_of", "lag"])]
    pub(crate) decided_on: Option<String>,
    /// The column with the day from which each account is judged, such as its first contact; --lag comes on top
    #[arg(long, value_name = "COLUMN")]
    pub(crate) as_of: Option<String>,
    /// How long after --as-of an account is judged: `30 days`
    #[arg(long, value_name = "DAYS", value_parser = days, requires = "as_of")]
    pub(crate) lag: Option<i32>,
    /// The day of the score that stands beside; today when left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) today: Option<Date>,
    /// The periods of the table
    #[arg(long, value_name = "PERIOD", default_value = "quarter")]
    pub(crate) by: By,
    /// A date attribute that may lie after the day and still counts, such as the end of a contract
    #[arg(long, value_name = "NAME")]
    pub(crate) future_ok: Vec<String>,
    /// A column of true and false that says which accounts were ever worked
    #[arg(long, value_name = "COLUMN")]
    pub(crate) worked: Option<String>,
    #[command(flatten)]
    pub(crate) counted: Counted,
}

impl Backtest {
    /// The outcome of a column; none where the best customers are the outcome.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        self.outcome.as_deref().map(|text| self.words.outcome(text))
    }
}

/// A number of days: `30`, `30 days`, `1 day`.
fn days(text: &str) -> Result<i32, String> {
    let number = text.trim().trim_end_matches("days").trim_end_matches("day").trim();
    match number.parse() {
        Ok(days) if (0..=36_500).contains(&days) => Ok(days),
        _ => Err("it is written like `30 days`".to_owned()),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    Month,
    Quarter,
    Year,
}

impl From<By> for Period {
    fn from(by: By) -> Self {
        match by {
            By::Month => Self::Month,
            By::Quarter => Self::Quarter,
            By::Year => Self::Year,
        }
    }
}
