//! The command line.

mod check;
mod evidence;
mod export;
mod forms;
mod given;
mod joining;
mod learning;
mod numbers;
mod outcomes;
pub(crate) mod reading;
mod schema;
pub(crate) mod studio;
mod tuning;
mod writing;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};
use icp_core::changes::{MOST_CHANGES, USUAL_CHANGES};
use icp_core::{Date, Source};

pub(crate) use self::check::{Check, CheckFormat, Denied};
pub(crate) use self::evidence::{Backtest, Compare, Counted, Drift, Report};
pub(crate) use self::export::{Export, ExportTo, SqlDialect};
pub(crate) use self::forms::{Format, NextFormat, Pages, PointsFormat, ReportFormat, Words};
pub(crate) use self::given::Given;
pub(crate) use self::joining::Joining;
pub(crate) use self::learning::Learn;
pub(crate) use self::outcomes::BestOf;
pub(crate) use self::reading::{Invalid, Reading, date};
pub(crate) use self::tuning::{Only, Tune};
pub(crate) use self::writing::{Icps, Writing};
use crate::accounts::ReadOptions;
use crate::failure::Failure;
use crate::import::Import;
use crate::init::Init;
use crate::usage::with_exit_codes;

const TOP: &str = with_exit_codes!(
    "\
Examples:
  icp init accounts.csv -o model.yaml
  icp check model.yaml
  icp score model.yaml accounts.csv
  icp score model.yaml accounts.csv -o scored.csv
  icp explain model.yaml accounts.csv --id Lumenkraft
  icp next model.yaml accounts.csv --id Lumenkraft
  icp test model.yaml model.cases.yaml

"
);

const SCORE: &str = with_exit_codes!(
    "\
Examples:
  icp score model.yaml accounts.csv
  icp score model.yaml accounts.csv --top 20 --as-of 2026-10-01
  icp score model.yaml export.txt --delimiter tab --on-invalid missing
  icp score model.yaml accounts.csv -o scored.csv
  icp score model.yaml accounts.csv -o crm.csv --keep all --prefix icp_ --only status=qualified --sort icp_score:desc --bom
  icp score model.yaml accounts.parquet -o scored.parquet
  icp score model.yaml accounts.csv -o scored.xlsx --keep all --texts reasons,missing
  icp score model.yaml report.xlsx --sheet Accounts --header-row 4 --skip-last 2
  icp score model.yaml answer.json --path data.companies
  icp score model.yaml accounts.csv --list targets=q4.txt
  icp score model.yaml accounts.csv --events visits=log.csv,account=company_id,event=type,on=created
  icp score model.yaml deals.csv --group-by account_id
  cat accounts.jsonl | icp score model.yaml - --format jsonl

The table is ranked: accounts with a best icp by its priority, then by score; then those that are unqualified, \
those with insufficient data, and those that are disqualified. On a screen it ends after 50 accounts, unless --top says \
how many. `csv`, `jsonl` and `parquet` keep the order of the input and are written as it is read, unless --top, --sort or --rank is given: \
then the answers are in memory until the last account was read. --rank says the place that each has in the table. A line of `jsonl` begins with the `account` (its name, or null) and its `row`, \
from 1; the rest is the assessment. With --source, `csv` has the columns `source` and `source_fingerprint`, the metadata of \
`parquet` and each line of `jsonl` have both. With --list, the metadata of `parquet`, each line of `jsonl` and the last sheet of a workbook \
name each list with its SHA-256; `csv` has no place for it.

The ending of -o decides the format: `.csv`, `.jsonl` (`.ndjson`), `.parquet` (`.pq`), `.xlsx`, or `.txt` for the table. A \
name without an ending, or with one that says nothing (`.out`), gets what --format says, else the table. An ending \
that contradicts --format, or that stands for what is not written (`.ods`, `.html`, `.gz`), is refused.

Names of columns are matched exactly with the attributes of the model and their aliases.

CSV and JSON Lines may be compressed with gzip or Zstandard: the first bytes of a file say what it is, not its name. The cells of a \
workbook are the numbers, days and booleans that they are; an error such as #N/A is an invalid value. Of a workbook the columns \
that the model reads are in memory, and the texts that its sheets share; of an .ods, .xls or .xlsb the whole sheet. A row of blank \
cells is no account. Workbooks, Parquet and Zstandard come with the feature `full`.

"
);

const EXPLAIN: &str = with_exit_codes!(
    "\
Examples:
  icp explain model.yaml accounts.csv --id Lumenkraft
  icp explain model.yaml accounts.csv --id 17 --id-column account_id
  icp explain model.yaml accounts.csv --id Lumenkraft -o why.html
  icp explain model.yaml accounts.csv --all --only status=qualified --top 20 -o best.html
  icp explain model.yaml accounts.csv --id Lumenkraft --format json

The ending of -o decides the format: `.txt`, `.md`, `.html` or `.json` (`.jsonl`). `json` writes a line for each account \
of that name, as `icp score --format jsonl` does.

"
);

const NEXT: &str = with_exit_codes!(
    "\
Examples:
  icp next model.yaml accounts.csv --id Lumenkraft
  icp next model.yaml accounts.csv --id 17 --id-column account_id
  icp next model.yaml accounts.csv --id Lumenkraft --format json

The missing attribute that matters most comes first: one that could change whether the account qualifies, for which \
profile and in which tier, before one that only moves a score. What is not listed changes nothing. The ending of -o \
decides the format: `.txt` or `.json` (`.jsonl`), which has a line for each account of that name.

"
);

const CHECK: &str = with_exit_codes!(
    "\
Examples:
  icp check model.yaml
  icp check model.yaml --deny warnings
  icp check models/*.yaml --deny unused_attribute,review_overdue --as-of 2026-10-01
  icp check model.yaml --data accounts.csv
  icp check model.yaml --data export.txt --delimiter tab --deny near_value,placeholder_value
  icp check model.yaml --data accounts.csv --format json

A model without mistakes may still say what its author did not mean. What is found is told, and is no mistake \
unless --deny names it. With --data it is held against accounts as well: values that a rule names and no account has, \
values that no rule names, placeholders such as `N/A`, columns that are absent, empty, constant or invalid, criteria and \
exclusions that decide nothing, tiers that stay empty, accounts that are there twice. `json` writes a line for each model.

",
    "a mistake in a model, or a finding that --deny names"
);

const TEST: &str = with_exit_codes!(
    "\
Examples:
  icp test model.yaml
  icp test model.yaml model.cases.yaml more.cases.yaml
  icp test model.yaml cases.json --as-of 2026-10-01

A file of cases, in YAML or JSON:

  as_of: 2026-11-21
  cases:
    - name: a good fit
      account: {employees: 350, country: US}
      expect: {best: mid-market, score: 87.5, tier: A}

FORMAT.md lists all that can be expected, in its chapter on cases.

",
    "a case that fails, or a mistake in the model or in the cases"
);

const DESCRIBE: &str = with_exit_codes!(
    "\
Examples:
  icp describe model.yaml
  icp describe model.yaml -o model.html
  icp describe model.yaml --format markdown

One page for people who never read the document: who is out and why, what counts how much, what the tiers mean, what each team \
does, and what is asked of an account. The words are exact: `at least` includes the bound, `more than` does not. The ending of -o \
decides the format: `.txt`, `.md` or `.html`, which is a whole page that fetches nothing.

",
    "a mistake in the model"
);

/// Score accounts against ideal customer profiles, and say why
#[derive(Debug, Parser)]
#[command(name = "icp", version, after_help = TOP, max_term_width = 120)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Begin a model from a table: its columns as attributes, and a first scorecard
    Init(Init),
    /// Score every account and rank them, best first
    #[command(after_help = SCORE)]
    Score(Score),
    /// Say why one account has its score, and what is missing
    #[command(after_help = EXPLAIN)]
    Explain(Explain),
    /// Say which missing attribute of an account to ask for next, and what it could change
    #[command(after_help = NEXT)]
    Next(Next),
    /// Say in plain words what a model wants, on one page
    #[command(after_help = DESCRIBE)]
    Describe(Describe),
    /// Write a model for another system: as SQL for a warehouse, as PMML, or as a flat table for review
    #[command(after_help = export::EXPORT)]
    Export(Export),
    /// Judge a model by a population: its tiers, its criteria, and how accounts turned out
    #[command(after_help = evidence::REPORT)]
    Report(Report),
    /// Say what differs between two models, who moves, and which of them is better
    #[command(after_help = evidence::COMPARE)]
    Compare(Compare),
    /// Say whether two populations differ, and whether that asks for a review
    #[command(after_help = evidence::DRIFT)]
    Drift(Drift),
    /// Judge past accounts by what was known on their day, period by period
    #[command(after_help = evidence::BACKTEST)]
    Backtest(Backtest),
    /// List every mistake in a model, or what is found in one without
    #[command(after_help = CHECK, after_long_help = check::kinds(CHECK))]
    Check(Check),
    /// Run cases: accounts, and what the model must say of each
    #[command(after_help = TEST)]
    Test(Test),
    /// Learn a first model from accounts that were won and lost
    Learn(Box<Learn>),
    /// Find better weights, points and tier cuts for a model, and leave its rules alone
    Tune(Box<Tune>),
    /// Make a model of a scorecard that another tool wrote
    Import(Import),
    /// Shape a model on accounts in the browser, and see who moves
    #[command(after_help = studio::STUDIO)]
    Studio(studio::Studio),
    /// Print the JSON Schema of the model document, for editors
    Schema(schema::SchemaOf),
}

/// Where the accounts come from.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// The model: a file in YAML or JSON, or `-` for standard input
    pub(crate) model: PathBuf,
    /// The accounts: CSV with a header, JSON Lines, Excel, OpenDocument or Parquet; `-` for standard input
    pub(crate) accounts: PathBuf,
    #[command(flatten)]
    pub(crate) given: Given,
    /// The day on which the accounts are judged; today when left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Effect of an invalid value: stop, or count as missing (and be counted)
    #[arg(long, value_name = "WHAT", default_value = "error")]
    pub(crate) on_invalid: Invalid,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) joining: Joining,
}

#[derive(Debug, Args)]
pub(crate) struct Score {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How the answer is written; as the ending of -o says when left out, else as a table
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// The column that names the accounts; else `id`, `account`, `company`, `name`, `domain` or the row's number
    #[arg(long, value_name = "COLUMN", visible_alias = "id-column")]
    pub(crate) id: Option<String>,
    /// A column of which not one value need be valid, by its name or its attribute's; its rules are then switched off
    #[arg(long, value_name = "NAME")]
    pub(crate) allow_empty_column: Vec<String>,
    /// Write every invalid value into this file, as CSV
    #[arg(long, value_name = "FILE")]
    pub(crate) invalid: Option<PathBuf>,
    /// Write here instead of to standard output; the ending decides the format
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Threads that read, score and write tables; all processors when left out. What is written is the same with any number
    #[arg(long, value_name = "N", value_parser = numbers::at_least(NonZeroUsize::MIN))]
    pub(crate) threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The account to explain
    #[arg(long, value_name = "ACCOUNT", required_unless_present_any = ["account", "all"])]
    pub(crate) id: Option<String>,
    /// All accounts on one page, the best first, with a list of them above; with `-o FOLDER/` a page each, and an index.
    /// They are in memory until the last was read
    #[arg(long, conflicts_with_all = ["id", "account"])]
    pub(crate) all: bool,
    /// With --all, only accounts with these answers: status=qualified,tier=A
    #[arg(long, value_name = "NAME=VALUE,..")]
    pub(crate) only: Vec<String>,
    /// With --all, only the best N
    #[arg(long, value_name = "N", value_parser = numbers::at_least(1u64))]
    pub(crate) top: Option<u64>,
    /// An argument given without `--id`, kept to say that `--id` is missing
    #[arg(hide = true, value_name = "ACCOUNT")]
    pub(crate) account: Option<String>,
    /// The column that names the accounts; else `id`, `account`, `company`, `name`, `domain` or the row's number
    #[arg(long, value_name = "COLUMN")]
    pub(crate) id_column: Option<String>,
    /// Say what would have to change for this: a tier, a status such as `qualified`, or a score
    #[arg(long, value_name = "GOAL", conflicts_with = "all")]
    pub(crate) to: Option<String>,
    /// The icp that the goal is for, when it is not the one that is shown
    #[arg(long, value_name = "ID", requires = "to")]
    pub(crate) icp: Option<String>,
    /// How many attributes may change together, from 1 to 3
    #[arg(long, value_name = "N", requires = "to", default_value_t = USUAL_CHANGES, value_parser = numbers::within(1usize, MOST_CHANGES))]
    pub(crate) max_changes: usize,
    /// How the explanation is written; as the ending of -o says when left out, else as text
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Words>,
    /// Write here instead of to standard output; the ending decides the format. With --all also a folder: `-o why/`
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Next {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The account to ask about
    #[arg(long, value_name = "ACCOUNT", required_unless_present = "account")]
    pub(crate) id: Option<String>,
    /// The account where `--id` was left out, for the message about it
    #[arg(hide = true, value_name = "ACCOUNT")]
    pub(crate) account: Option<String>,
    /// The column that names the accounts; else `id`, `account`, `company`, `name`, `domain` or the row's number
    #[arg(long, value_name = "COLUMN")]
    pub(crate) id_column: Option<String>,
    /// How the questions are written; as the ending of -o says when left out, else as text
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<NextFormat>,
    /// Write here instead of to standard output; the ending decides the format
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Describe {
    /// The model: a file in YAML or JSON, or `-` for standard input
    pub(crate) model: PathBuf,
    /// How the page is written; as the ending of -o says when left out, else as text
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Pages>,
    /// Write here instead of to standard output; the ending decides the format
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Test {
    /// The model: a file in YAML or JSON, or `-` for standard input
    pub(crate) model: PathBuf,
    /// Files of cases; `NAME.cases.yaml` beside the model `NAME.yaml` when left out
    pub(crate) cases: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) given: Given,
    /// The day on which accounts are judged where neither their case nor its file names one; today when left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
}

impl Input {
    /// How the accounts are read; `id` is the column that names them.
    pub(crate) fn options<'a>(&'a self, source: Option<&'a Source>, id: Option<&'a str>) -> ReadOptions<'a> {
        self.joining.added(self.reading.options(source, id))
    }

    /// Standard input can be read only once.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let piped = |path: &Path| path == Path::new("-");
        if piped(&self.model) && piped(&self.accounts) {
            let failure =
                Failure::Usage("the model and the accounts cannot both be standard input".to_owned());
            return Err(failure.help("name a file for one of them"));
        }
        Ok(())
    }

    /// The files that are read.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        let own = [&self.model, &self.accounts].into_iter().map(PathBuf::as_path);
        own.chain(self.given.paths()).chain(self.joining.paths())
    }
}
