//! The options of `icp check`, and the findings that count as mistakes.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use icp_core::Date;
use icp_core::findings::{Finding, FindingKind, Severity};

use super::given::Given;
use super::joining::Joining;
use super::reading::{Reading, date};
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Models in YAML or JSON; `-` for standard input
    #[arg(required = true, value_name = "MODEL")]
    pub(crate) models: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) given: Given,
    /// The day on which the models are judged; today when left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// Findings that count as mistakes: `warnings`, `all`, or codes, separated by commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = denied(), hide_possible_values = true)]
    pub(crate) deny: Vec<Denied>,
    /// Accounts to hold the models against: CSV with a header, JSON Lines or Parquet; `-` for standard input
    #[arg(long, value_name = "ACCOUNTS")]
    pub(crate) data: Option<PathBuf>,
    /// A column that tells accounts apart, beside `id`, `name`, `company`, `domain` and the like
    #[arg(long, value_name = "COLUMN", visible_alias = "id-column", requires = "data")]
    pub(crate) id: Option<String>,
    /// How the answer is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: CheckFormat,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) joining: Joining,
}

impl Check {
    /// Refuses options about accounts where there are none.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        match self.joining.given().filter(|_| self.data.is_none()) {
            Some(option) => Err(Failure::Usage(format!("`{option}` is about accounts"))
                .help("`--data` names the accounts to hold the model against")),
            None => Ok(()),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    /// All of a model on a line: its mistakes, or its score ranges and findings
    Json,
}

/// Findings that count as mistakes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Denied {
    Warnings,
    All,
    Kind(&'static FindingKind),
}

impl Denied {
    /// Whether a finding is one of them.
    pub(crate) fn has(self, finding: &Finding) -> bool {
        match self {
            Self::Warnings => finding.severity() == Severity::Warning,
            Self::All => true,
            Self::Kind(kind) => finding.kind() == kind,
        }
    }
}

fn all_kinds() -> impl Iterator<Item = &'static FindingKind> + Clone {
    FindingKind::all().iter().chain(FindingKind::of_data()).copied()
}

/// The kinds of findings, for `icp check --help`.
pub(super) fn kinds(more: &str) -> String {
    let mut out = String::new();
    for (head, kinds) in
        [("Findings", FindingKind::all()), ("\nFindings with --data", FindingKind::of_data())]
    {
        out.push_str(&format!("{head}:\n"));
        let widest = kinds.iter().map(|kind| kind.code().len()).max().unwrap_or_default();
        for kind in kinds {
            let (code, severity) = (kind.code(), kind.severity().as_str());
            out.push_str(&format!("  {code:widest$}  {severity:7}  {}\n", kind.what()));
        }
    }
    format!("{out}\n{more}")
}

fn denied() -> impl TypedValueParser<Value = Denied> {
    let kind = |name: &str| all_kinds().find(|kind| kind.code() == name);
    let codes = all_kinds().map(FindingKind::code);
    PossibleValuesParser::new(["warnings", "all"].into_iter().chain(codes)).map(move |name| match &*name {
        "warnings" => Denied::Warnings,
        name => kind(name).map_or(Denied::All, Denied::Kind),
    })
}
