//! The arguments of `icp studio`.

use std::path::PathBuf;

use clap::Args;

use crate::usage::with_exit_codes;

pub(crate) const STUDIO: &str = with_exit_codes!(
    "\
Examples:
  icp studio
  icp studio model.yaml accounts.csv
  icp studio accounts.csv.gz --open

A page for those who decide about a profile and read no YAML: turn a weight, move a tier, and see at once who moves, what each rule keeps \
out and what the tiers win. The page is served to this machine alone, at an address that nobody can guess; it scores in the browser, so \
nothing leaves it, and no file is changed: the page downloads the model. Accounts are CSV with a header, also compressed with gzip. The \
command has the page with the feature `studio`, which `full` has.

",
    "never"
);

#[derive(Debug, Args)]
pub(crate) struct Studio {
    /// A model in YAML or JSON, accounts as CSV, or both; the page asks for what is left out
    #[arg(num_args = 0..=2, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The port; a free one when left out
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    pub(crate) port: u16,
    /// Open the page in the browser
    #[arg(long)]
    pub(crate) open: bool,
}
