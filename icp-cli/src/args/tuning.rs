//! The arguments of `icp tune`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::evidence::Counted;
use super::outcomes::{Day, Words};
use crate::usage::with_exit_codes;

pub(super) const TUNE: &str = with_exit_codes!(
    "\
Examples:
  icp tune model.yaml deals.csv --outcome won
  icp tune model.yaml deals.csv --outcome Stage=Won --open Proposal -o tuned.yaml --report tuned.md
  icp tune model.yaml deals.csv --outcome won --icp smb --only tiers -o tuned.yaml

Only numbers change: weights, points, and where tiers begin. Rules, attributes, exclusions and the intent scorecard stay. All points \
of a criterion are multiplied by one factor, so the shape that people gave them stays, and factors are pulled towards 1. \
When weights or points change, the cuts of tiers follow, so that each tier keeps its share of the accounts; other cuts are tried after that.

A gain is measured on accounts that the numbers were not fitted to (ten folds). What does not gain more than chance is dropped, and \
without a gain nothing is written: with -o the command then ends with code 1. The accounts are read twice, so they cannot be standard input.

",
    "nothing that gains more than chance (with -o), or a mistake in the model or in the accounts"
);

/// A model, and the accounts to tune it by.
#[derive(Debug, Args)]
#[command(after_help = TUNE)]
#[command(mut_arg("output", |arg| arg.help("Write the model with its new numbers here")))]
#[command(mut_arg("format", |arg| arg.help("How the report is written on standard output; text when left out")))]
pub(crate) struct Tune {
    /// The model: a file in YAML or JSON
    pub(crate) model: PathBuf,
    /// The accounts with their outcome: CSV with a header, JSON Lines, Excel, OpenDocument or Parquet
    pub(crate) accounts: PathBuf,
    /// The column of the outcome, or COLUMN=WORD where that word is won
    #[arg(long, value_name = "COLUMN[=VALUE]")]
    pub(crate) outcome: String,
    #[command(flatten)]
    pub(crate) words: Words,
    /// The icp to tune, where the model has several
    #[arg(long, value_name = "ID")]
    pub(crate) icp: Option<String>,
    /// The numbers that may change; all of them when left out
    #[arg(long, value_name = "WHAT")]
    pub(crate) only: Option<Only>,
    /// A column that names the account of each row, where accounts have several rows
    #[arg(long, value_name = "COLUMN")]
    pub(crate) group: Option<String>,
    #[command(flatten)]
    pub(crate) day: Day,
    /// Write the report here as well; the ending decides the format: `.txt`, `.md` or `.json`
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) counted: Counted,
}

/// The numbers that may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Only {
    /// Weights and points
    Scores,
    /// Where tiers begin
    Tiers,
}
