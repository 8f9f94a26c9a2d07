//! The options that say which accounts `icp score` writes, in which order, and what stands in their columns.

use clap::{Args, ValueEnum};
use icp_core::batch::RowTexts;

use super::numbers;

/// Which accounts are written, and with what.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Writing the answers")]
pub(crate) struct Writing {
    /// Only accounts with these answers: status=qualified,tier=A
    ///
    /// Of `status`, `icp`, `best`, `tier`, `stage`, a team or `label.ID`. Several values of one name are alternatives, several
    /// names must all hold, and `best=` is an account without one. The summary counts all accounts, also the others.
    #[arg(long, value_name = "NAME=VALUE,..")]
    pub(crate) only: Vec<String>,
    /// In the order of a column, such as employees:desc or tier; `rank` is the order of the table
    ///
    /// Numbers by size, `best`, `icp`, `status`, `tier` and `stage` with the best first, texts by the alphabet; what is blank comes
    /// last. A column of the file is one that --keep names. The answers are in memory until the last account was read.
    #[arg(long, value_name = "COLUMN[:desc]")]
    pub(crate) sort: Option<String>,
    /// Only the best N of all, or the first N in the order of --sort
    #[arg(long, value_name = "N", value_parser = numbers::at_least(1u64))]
    pub(crate) top: Option<u64>,
    /// Say of each account its place in the ranked table, in all formats but `table`, as `rank`
    #[arg(long)]
    pub(crate) rank: bool,
    /// Columns of the file that come first, as they stand: `all`, or their names (not in `table` and `jsonl`)
    #[arg(long, value_name = "COLUMN,..")]
    pub(crate) keep: Vec<String>,
    /// Before the names of the answers, such as icp_: where the file has columns of the same names
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) prefix: String,
    /// The icps that have columns: the one that is shown, or every other too, as ICP.score (not in `table` and `jsonl`)
    #[arg(long, value_name = "WHICH", default_value = "shown")]
    pub(crate) icps: Icps,
    /// Texts of their own columns: `reasons` (the three largest gains and losses), `exclusions` (all that hold), `missing`
    ///
    /// Several with a comma between them; not in `table` and `jsonl`. Each account is then assessed as a whole, which takes longer.
    #[arg(long, value_name = "TEXT,..", value_delimiter = ',', value_parser = text)]
    pub(crate) texts: Vec<RowTexts>,
    /// Characters of such a text at most
    #[arg(long, value_name = "N", default_value_t = RowTexts::MAX_TEXT, value_parser = numbers::at_least(1usize))]
    pub(crate) max_text: usize,
    /// Begin a CSV with a byte-order mark, by which Excel knows that it is UTF-8
    #[arg(long)]
    pub(crate) bom: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Icps {
    /// The best, or the nearest to a yes
    #[default]
    Shown,
    /// Every icp
    All,
}

impl Writing {
    /// Whether every account is written, in the order of the input.
    pub(crate) fn takes_all(&self) -> bool {
        self.only.is_empty() && self.sort.is_none() && self.top.is_none() && !self.rank
    }

    /// All texts that are asked for.
    pub(crate) fn texts(&self) -> RowTexts {
        self.texts.iter().fold(RowTexts::NONE, |all, one| all.and(*one))
    }
}

fn text(word: &str) -> Result<RowTexts, String> {
    RowTexts::of_words([word.trim()])
}
