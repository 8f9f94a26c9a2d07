//! The arguments of `icp learn`.

use std::path::PathBuf;

use clap::Args;
use icp_core::Date;
use icp_learn::{Direction, Points};

use super::{Joining, Reading, date, numbers};
use crate::usage::with_exit_codes;

pub(super) const LEARN: &str = with_exit_codes!(
    "\
Examples:
  icp learn accounts.csv --outcome won -o model.yaml --report report.html
  icp learn deals.csv --outcome Stage=Won --open Proposal --open Demo --decided-on closed_on --group account_id -o model.yaml
  icp learn accounts.csv --outcome won --ignore owner --known-before revenue --lean -o model.yaml
  icp learn best.csv --reference all.csv -o model.yaml
  icp learn accounts.csv --outcome won --split-by employees=200 -o model.yaml

The outcome is a column of true and false, of yes and no, or of 1 and 0; of words, `COLUMN=WORD` says which is won. Rows without an \
outcome are left out. The columns are read as `icp init` would read them, and each is used only if it tells won from lost on rows that \
were left out. A column that seems to be known only after the outcome is left out, unless `--known-before` names it.

The model is a first guess: at most nine criteria in whole points, each with the rows behind it. It is written only where a test finds a \
signal; otherwise the command says what would have to be there, and ends with code 1. The file is read twice, so it cannot be standard input. \
The ending of --report decides the format: `.txt`, `.md`, `.json` or `.html`.

",
    "nothing that can be learned, or accounts that cannot be read"
);

/// Accounts to learn from, and the limits of the model.
#[derive(Debug, Args)]
#[command(after_help = LEARN)]
pub(crate) struct Learn {
    /// The accounts with their outcome: CSV with a header, JSON Lines, Excel, OpenDocument or Parquet
    pub(crate) accounts: PathBuf,
    /// The column of the outcome, or COLUMN=WORD where that word is won
    #[arg(
        long,
        value_name = "COLUMN[=WORD]",
        required_unless_present = "reference",
        conflicts_with = "reference"
    )]
    pub(crate) outcome: Option<String>,
    /// Another word that is lost; all words but the one that is won, when left out
    #[arg(long, value_name = "WORD")]
    pub(crate) lost: Vec<String>,
    /// A word of the outcome that is still open: the row is left out
    #[arg(long, value_name = "WORD")]
    pub(crate) open: Vec<String>,
    /// All accounts of the market or of the CRM, where ACCOUNTS has the best customers only: points are then lift, without win rates
    #[arg(long, value_name = "ACCOUNTS")]
    pub(crate) reference: Option<PathBuf>,
    /// A column that says how many accounts a row stands for
    #[arg(long, value_name = "COLUMN")]
    pub(crate) weight: Option<String>,
    /// The column that says of which account a row is: rows of one account count as one piece of evidence
    #[arg(long, value_name = "COLUMN")]
    pub(crate) group: Option<String>,
    /// The column with the day of the decision: ages are those of that day, and the card is judged on later rows as well
    #[arg(long, value_name = "COLUMN")]
    pub(crate) decided_on: Option<String>,
    /// The day for ages where there is no --decided-on; today when left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) as_of: Option<Date>,
    /// A column that is not learned from
    #[arg(long, value_name = "COLUMN")]
    pub(crate) ignore: Vec<String>,
    /// A column that was known before the outcome, though it tells it well
    #[arg(long, value_name = "COLUMN")]
    pub(crate) known_before: Vec<String>,
    /// The most criteria
    #[arg(long, value_name = "N", default_value_t = 9, value_parser = numbers::at_least(0usize))]
    pub(crate) max_criteria: usize,
    /// The most bands of a criterion
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = numbers::at_least(0usize))]
    pub(crate) max_bands: usize,
    /// The points: 0..N for at most N each criterion, or total:N for all together
    #[arg(long, value_name = "SCALE", default_value = "0..20", value_parser = points)]
    pub(crate) points: Points,
    /// How points run with numbers: auto, always (rising or falling) or never; COLUMN=rising and the like for one column
    #[arg(long, value_name = "WAY", value_parser = monotone)]
    pub(crate) monotone: Vec<(Option<String>, Direction)>,
    /// A model whose bands of numbers are kept as they are
    #[arg(long, value_name = "MODEL")]
    pub(crate) keep_bands: Option<PathBuf>,
    /// The true share of won accounts, where the file has more or fewer of them
    #[arg(long, value_name = "RATE")]
    pub(crate) base_rate: Option<f64>,
    /// Look for no pairs of columns
    #[arg(long)]
    pub(crate) no_interactions: bool,
    /// Keep only criteria that are sure
    #[arg(long)]
    pub(crate) lean: bool,
    /// A profile for each group of accounts by this column; numbers are cut where COLUMN=NUMBER,NUMBER says
    #[arg(long, value_name = "COLUMN[=CUTS]", conflicts_with = "reference")]
    pub(crate) split_by: Option<String>,
    /// How often the outcomes are shuffled to test whether there is a signal
    #[arg(long, value_name = "N", default_value_t = 199, value_parser = numbers::at_least(0usize))]
    pub(crate) permutations: usize,
    /// Write the model even where the test finds no signal
    #[arg(long)]
    pub(crate) without_signal: bool,
    /// Chooses what is drawn by chance
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = numbers::at_least(0u64))]
    pub(crate) seed: u64,
    /// Threads; the answer is the same for any number
    #[arg(long, value_name = "N", value_parser = numbers::at_least(1usize))]
    pub(crate) threads: Option<usize>,
    /// Write the model here instead of to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write the report here; the ending decides the format
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) joining: Joining,
}

fn points(text: &str) -> Result<Points, String> {
    Points::parse(text).map_err(|_| "it is written like 0..20 or total:100".to_owned())
}

fn monotone(text: &str) -> Result<(Option<String>, Direction), String> {
    let (column, word) = match text.rsplit_once('=') {
        Some((column, word)) => (Some(column.to_owned()), word),
        None => (None, text),
    };
    let way = Direction::parse(word, column.is_some());
    let wrong = |_| "auto, always or never, or COLUMN=rising, falling, always, never".to_owned();
    way.map(|way| (column, way)).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use icp_learn::{Direction, Points};

    use super::{monotone, points};

    #[test]
    fn scales_and_directions() {
        assert_eq!((points("0..20"), points("total:100")), (Ok(Points::UpTo(20)), Ok(Points::Total(100))));
        assert!(["20", "1..20", "total:x", ""].iter().all(|text| points(text).is_err()));
        assert_eq!(monotone("auto"), Ok((None, Direction::Auto)));
        assert_eq!(monotone("a=b=rising"), Ok((Some("a=b".to_owned()), Direction::Rising)));
        assert!(["rising", "up", "x=up"].iter().all(|text| monotone(text).is_err()));
    }
}
